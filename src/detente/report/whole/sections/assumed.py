"""What a report's answers rest on: parties, options, wishes with reasons, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Conflict
from detente.model.preferences import Priorities, Ranking, Weights
from detente.report.whole.blocks import Block, Grid, Heading, Paragraph
from detente.report.whole.facts import Facts


def wishes(facts: Facts) -> list[Block]:
    """Each party: its options, and what it is assumed to want, with reason and evidence."""
    found: list[Block] = []
    conflict = facts.conflict
    for party in conflict.decision_makers:
        found.append(Heading(2, party.words))
        if party.options:
            rows = tuple(
                (one.name, one.title or one.name, _once(one.once), ", ".join(one.evidence))
                for one in party.options
            )
            found.append(Grid(("Option", "what it is", "", "evidence"), rows))
        found += _wants(conflict, party.name)
        others = [name for name in conflict.readings(party.name) if name != "base"]
        if others:
            found.append(Paragraph(f"Other readings of what it wants: {', '.join(others)}."))
    if conflict.rules:
        found.append(Heading(2, "What cannot be"))
        found.append(Grid(("Rule", "because", "evidence"), tuple(_rules(conflict))))
    return found


def _once(once: str | None) -> str:
    return {"taken": "cannot be taken back", "dropped": "once dropped, gone"}.get(once or "", "")


def _wants(conflict: Conflict, party: str) -> list[Block]:
    basis = conflict.preference(party).basis
    if isinstance(basis, Priorities) and basis.statements:
        rows = tuple(
            (str(k), one.text, one.because, ", ".join(one.evidence))
            for k, one in enumerate(basis.statements, start=1)
        )
        head = ("", "Assumed to want, first things first", "because", "evidence")
        return [Grid(head, rows, (True, False, False, False))]
    if isinstance(basis, Ranking):
        order = " > ".join(" ~ ".join(group) for group in basis.classes[:60])
        return [Paragraph(f"Assumed to rank the states, best first: {order}")]
    if isinstance(basis, Weights):
        pairs = zip(basis.texts, basis.items, strict=True)
        weighed = tuple((text, str(weight)) for text, (_, weight) in pairs)
        return [Grid(("Assumed to weigh", "weight"), weighed, (False, True))]
    if basis is None or isinstance(basis, Priorities):
        return [Paragraph("Nothing is assumed of what it wants.")]
    return [Paragraph("Its order of the states is in the appendix.")]


def _rules(conflict: Conflict) -> Iterator[tuple[str, str, str]]:
    for rule in conflict.rules:
        yield rule.named, rule.because, ", ".join(rule.evidence)


def evidence(facts: Facts) -> list[Block]:
    """The entries of the evidence: what each says, in our words, and its source."""
    entries = facts.conflict.evidence
    if not entries:
        return []
    rows = []
    for one in entries.values():
        source = one.source
        named = [str(source.get(key, "")) for key in ("title", "publisher", "document", "url")]
        rows.append((one.id, one.says, str(one.date or ""), ", ".join(filter(None, named))))
    note = "In our words, not quoted. Sources belong to those who published them."
    return [Paragraph(note), Grid(("Entry", "says", "date", "source"), tuple(rows))]
