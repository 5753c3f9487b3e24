"""What a report's answers rest on: parties, options, wishes with reasons, and the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from detente.model import Conflict, Place, Priorities, Ranking, Weights
from detente.report.whole.blocks import Block, Grid, Heading, Paragraph
from detente.report.whole.facts import Facts

_HASH = re.compile(r"^sha256:([0-9a-f]{12})[0-9a-f]{52}$")  # the ledger has it whole


def wishes(facts: Facts) -> list[Block]:
    """Each party: its options, and what it is assumed to want, with reason and evidence."""
    found: list[Block] = []
    conflict, of = facts.conflict, facts.review_of
    for party in conflict.decision_makers:
        found.append(Heading(2, party.words))
        if party.options:
            rows = tuple(
                (one.name, one.title or one.name, _once(one.once), ", ".join(one.evidence))
                for one in party.options
            )
            notes = tuple(
                (k, text)
                for k, one in enumerate(party.options)
                for text in of(("decision_makers", party.name, "options", one.name))
            )
            found.append(Grid(("Option", "what it is", "", "evidence"), rows, notes=notes).filled())
        found += _wants(conflict, party.name, of)
        others = [name for name in conflict.readings(party.name) if name != "base"]
        if others:
            found.append(Paragraph(f"Other readings of what it wants: {', '.join(others)}."))
    if conflict.rules:
        found.append(Heading(2, "What cannot be"))
        notes = tuple((k, text) for k in range(len(conflict.rules)) for text in of(("rules", k)))
        found.append(
            Grid(("Rule", "because", "evidence"), tuple(_rules(conflict)), notes=notes).filled()
        )
    return found


def _once(once: str | None) -> str:
    return {"taken": "cannot be taken back", "dropped": "once dropped, gone"}.get(once or "", "")


def _wants(conflict: Conflict, party: str, of: Callable[[Place], list[str]]) -> list[Block]:
    basis = conflict.preference(party).basis
    if isinstance(basis, Priorities) and basis.statements:
        rows = tuple(
            (str(k), one.text, one.because, ", ".join(one.evidence))
            for k, one in enumerate(basis.statements, start=1)
        )
        head = ("", "Assumed to want, first things first", "because", "evidence")
        notes = tuple(
            (k, text)
            for k in range(len(basis.statements))
            for text in of(("preferences", party, k))
        )
        return [Grid(head, rows, (True, False, False, False), notes).filled()]
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
        yield rule.words, rule.because, ", ".join(rule.evidence)


def evidence(facts: Facts) -> list[Block]:
    """The entries of the evidence: what each says, in our words, and its source."""
    entries = facts.conflict.evidence
    if not entries:
        return []
    rows = []
    for one in entries.values():
        source = one.source
        named = [str(source.get(key, "")) for key in ("title", "publisher", "document", "url")]
        named[2] = _HASH.sub(r"the report \1…", named[2])
        rows.append((one.id, one.says, str(one.date or ""), ", ".join(filter(None, named))))
    note = "In our words, not quoted. Sources belong to those who published them."
    notes = tuple(
        (k, text) for k, name in enumerate(entries) for text in facts.review_of(("evidence", name))
    )
    return [Paragraph(note), Grid(("Entry", "says", "date", "source"), tuple(rows), notes=notes)]


def unsure(facts: Facts) -> list[Block]:
    """What somebody should still look at, each with its place in the model."""
    rows = tuple((_place(place), text) for place, text in facts.conflict.review)
    # what has a row of its own further up has its comment there
    own = facts.reviewed
    notes = tuple(
        (k, text) for k, (place, text) in enumerate(facts.conflict.review) if place not in own
    )
    return [Grid(("Where", "what to look at again"), rows, notes=notes)] if rows else []


def unsure_briefly(facts: Facts) -> list[Block]:
    """How much of the model is still marked to be looked at."""
    number = len(facts.conflict.review)
    if not number:
        return []
    what = "1 point" if number == 1 else f"{number:,} points"
    verb = "is" if number == 1 else "are"
    words = f"{what} of the model {verb} still marked to be looked at again: this is a draft."
    return [Paragraph(words, style="bold")]


def _place(place: Place) -> str:
    told = [f"no. {step + 1}" if isinstance(step, int) else step for step in place]
    return ", ".join(told).replace("_", " ") or "the model"
