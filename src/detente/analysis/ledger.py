"""The evidence ledger: who uses which entry, and what is wrong with it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.analysis.claim_tests import place_of
from detente.analysis.facts import Fact, facts, facts_of
from detente.analysis.finding import Finding, stamped
from detente.analysis.table import Table
from detente.analysis.trace import Support, evidence_dict, supports
from detente.model import Conflict, Evidence, compile_arena
from detente.problems import Problem

if TYPE_CHECKING:
    from detente.documents import Document
    from detente.reading import Part

# Where a report speaks; every other stretch of a document is about it: notices, bylines, captions.
_SPOKEN = frozenset({"title", "standfirst", "heading", "subheading", "body", "paragraph", "quote"})


@dataclass(frozen=True, slots=True)
class Row:
    """One entry and what cites it, each as `DPRK 'base' statement 2` or `option USA.thaad`."""

    entry: Evidence
    used_by: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The row as `--json` prints it."""
        return {**evidence_dict(self.entry), "used_by": list(self.used_by)}


@dataclass(frozen=True, eq=False)
class Ledger(Finding):
    """The evidence of a conflict, checked.

    errors    what makes an entry false as it stands; warnings: what should be looked at.
    looked_at the documents that were at hand, by hash.
    """

    conflict: Conflict = field(repr=False)
    entries: tuple[Row, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    looked_at: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as `--json` prints it."""
        answer = {
            "conflict": self.conflict.title,
            "evidence": [row.to_dict() for row in self.entries],
            "problems": [one.to_dict() for one in self.errors],
            "warnings": [one.to_dict() for one in self.warnings],
            "documents": list(self.looked_at),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row an entry: what it says, when, how sure, where it stands and what cites it."""
        rows = [
            (
                row.entry.id,
                row.entry.says,
                str(row.entry.date or ""),
                row.entry.confidence or "",
                row.entry.source.get("title", row.entry.source.get("document", "")),
                "; ".join(row.used_by),
            )
            for row in self.entries
        ]
        return Table(["evidence", "says", "date", "confidence", "source", "used by"], rows)

    def __repr__(self) -> str:
        return (
            f"<Ledger of {self.conflict.title!r}: {len(self.entries)} entries, "
            f"{len(self.errors)} errors, {len(self.warnings)} warnings>"
        )


@stamped
def ledger(conflict: Conflict, documents: Sequence[str | Path] = ()) -> Ledger:
    """The ledger with its uses, and everything in it that looks wrong.

    documents  paths of the reports at hand: entries that point into them are held against them.
    ModelError where a document cannot be read.
    """
    from detente.documents import load_document

    at_hand = {document.sha256: document for document in map(load_document, documents)}
    found = tuple(supports(conflict))
    rows = tuple(
        Row(entry, tuple(_used_by(conflict, entry.id, found)))
        for entry in conflict.evidence.values()
    )
    errors = list(_against_documents(conflict, at_hand, error=True))
    warnings = [
        *_against_documents(conflict, at_hand, error=False),
        *_contradictions(conflict),
        *_too_late(conflict, found),
        *_uncited(conflict, found),
        *_unused(conflict, rows),
    ]
    return Ledger(conflict, rows, tuple(errors), tuple(warnings), tuple(at_hand))


def _used_by(conflict: Conflict, entry: str, found: Sequence[Support]) -> Iterator[str]:
    for one in found:
        if entry in one.evidence:
            yield support_name(one)
    for party in conflict.decision_makers:
        if entry in party.evidence:
            yield f"party {party.name}"
        yield from (f"option {one.key}" for one in party.options if entry in one.evidence)
    yield from (f"claim {one.id}" for one in conflict.claims.values() if entry in one.evidence)


def support_name(one: Support) -> str:
    """A statement or rule as a reader finds it in the file."""
    if one.kind == "rule":
        return f"rule {one.number}"
    return f"{one.party} '{one.alternative}' statement {one.number}"


def _problem(conflict: Conflict, entry: Evidence, code: str, what: str, mend: str) -> Problem:
    """A problem at an entry, in the file where it stands."""
    line, column = place_of(conflict, ("evidence", entry.id, "#key"))
    if conflict.evidence_file != conflict.file:
        line, column = (entry.line, 1) if entry.line else (0, 0)
    what = f"evidence '{entry.id}': {what}"
    return Problem(conflict.evidence_file or conflict.file, line, column, code, what, mend)


def _against_documents(
    conflict: Conflict, at_hand: dict[str, Document], error: bool
) -> Iterator[Problem]:
    if not at_hand:
        return
    parts: dict[str, tuple[Part, ...]] = {}
    for entry in conflict.evidence.values():
        if "document" not in entry.source:
            continue
        wanted = str(entry.source["document"]).removeprefix("sha256:")
        document = at_hand.get(wanted)
        if document is None:
            if not error:
                names = ", ".join(one.name for one in at_hand.values())
                yield _problem(
                    conflict,
                    entry,
                    "W-DOCUMENT",
                    f"its document {wanted[:12]}… is not among those given ({names})",
                    "if one of them is it, it has changed: find the place again and write its hash",
                )
            continue
        start, end = entry.source.get("from"), entry.source.get("to")
        if start is None or end is None:
            continue
        if end > document.length:
            if error:
                yield _problem(
                    conflict,
                    entry,
                    "E-SPAN",
                    f"it points at {start} to {end}, and the document ends at {document.length}",
                    "write code point offsets within the document",
                )
            continue
        text = document.text[start:end]
        stated = entry.source.get("sha256")
        if stated is not None and str(stated) != span_hash(text):
            if error:
                yield _problem(
                    conflict,
                    entry,
                    "E-SPAN",
                    f"the text from {start} to {end} is not the one that was cited",
                    "find the place again and write its offsets and hash",
                )
            continue
        if wanted not in parts:
            from detente.reading import find_parts

            parts[wanted] = find_parts(document)
        outside = boilerplate(parts[wanted], start, end)
        if outside and not error:
            yield _problem(
                conflict,
                entry,
                "W-BOILERPLATE",
                f"the place from {start} to {end} lies in a {outside}, not in the report",
                "cite what the report says",
            )


def span_hash(text: str) -> str:
    """The hash by which a place is known again: SHA-256 of its text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def boilerplate(parts: Sequence[Part], start: int, end: int) -> str:
    """The kind of the part outside the report's own text that the place touches; empty if none."""
    for part in parts:
        if part.kind not in _SPOKEN and part.start < end and start < part.end:
            return part.kind.replace("_", " ")
    return ""


def _contradictions(conflict: Conflict) -> Iterator[Problem]:
    """Entries of one day that cannot both be so, and the latest ones against the status quo."""
    arena = compile_arena(conflict)
    shown = facts(conflict)
    told: set[tuple[str, str]] = set()
    for one, other in combinations(shown, 2):
        if one.date != other.date or one.entry == other.entry:
            continue
        both = arena.where(one.condition) & arena.where(other.condition)
        if not both.any() and (one.entry, other.entry) not in told:
            told.add((one.entry, other.entry))
            yield _problem(
                conflict,
                conflict.evidence[other.entry],
                "W-CONTRADICTION",
                f"it shows '{other.text}' and '{one.entry}' '{one.text}' on the same day, "
                f"{one.date}",
                "check dates and options",
            )
    here = arena.graph.status_quo
    if here is None or conflict.as_of is None:
        return
    for fact in _latest(shown, conflict.as_of):
        if not arena.where(fact.condition)[here]:
            yield _problem(
                conflict,
                conflict.evidence[fact.entry],
                "W-CONTRADICTION",
                f"it shows '{fact.text}' on {fact.date}, and the status quo says otherwise",
                "check the status quo, or cite what changed since",
            )


def _latest(shown: Sequence[Fact], until: datetime.date) -> list[Fact]:
    """The facts until a day that no later one about the same options overrules."""
    last: dict[str, datetime.date] = {}
    before = [fact for fact in shown if fact.date <= until]
    for fact in before:
        last.update(dict.fromkeys(fact.settled, fact.date))
    return [
        fact
        for fact in before
        if fact.settled and any(last[key] == fact.date for key in fact.settled)
    ]


def _too_late(conflict: Conflict, found: Sequence[Support]) -> Iterator[Problem]:
    if conflict.as_of is None:
        return
    for one in found:
        if one.alternative not in ("base", "") or one.kind == "rule":
            continue
        for name in one.evidence:
            entry = conflict.evidence[name]
            known = entry.as_of or entry.date
            if known is not None and known > conflict.as_of:
                yield Problem(
                    conflict.file,
                    one.line,
                    1 if one.line else 0,
                    "W-LATE",
                    f"{support_name(one)} cites '{name}', which was not known before {known}",
                    f"cite what was known on {conflict.as_of}, or move it to another reading",
                )


def _uncited(conflict: Conflict, found: Sequence[Support]) -> Iterator[Problem]:
    for one in found:
        if not one.evidence and conflict.evidence:
            reason = f" ({one.because})" if one.because else ""
            yield Problem(
                conflict.file,
                one.line,
                1 if one.line else 0,
                "W-UNCITED",
                f"{support_name(one)}, '{one.text}'{reason}, rests on no evidence",
                "add `evidence: [id]`, or keep it as an assumption",
            )


def _unused(conflict: Conflict, rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        shows = any(facts_of(conflict, row.entry))
        if not row.used_by and not shows:
            yield _problem(
                conflict,
                row.entry,
                "W-EVIDENCE",
                "nothing cites it, and it shows nothing of an option",
                "cite it where it matters, or leave it out",
            )
