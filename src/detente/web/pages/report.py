"""Report: its text with what was read in place, what it offers to the model, words made parts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.model import parsed
from detente.problems import ModelError
from detente.reading import Reading
from detente.report import marks_of, safe
from detente.values import dataclass
from detente.web.candidates import Candidate, Offered, is_in, offered, said_in, suggested_in
from detente.web.open_projects import BOM
from detente.web.report_text import Extra, blocks, listed
from detente.web.view import View

_LISTED = 400  # things found that are listed below the text
_PROPOSED = "proposed from a report"
KINDS = ("evidence", "quote", "statement", "option", "wish", "claim")


@dataclass(frozen=True)
class Offer:
    """A candidate as the page shows it.

    row     in the list, from 1; number: its mark's, 0 for none here. Given by `_numbered`.
    state   "open", "in" (the model has it) or "dropped".
    use     the address that puts its words into the form.
    """

    row: int
    one: Candidate
    number: int
    state: str
    place: str
    use: str


@dataclass(frozen=True)
class Group:
    """Candidates under one heading."""

    heading: str
    offers: tuple[Offer, ...]


def report(view: View) -> tuple[str, dict[str, Any]]:
    """The report that is asked for, or the first; none where none is kept."""
    conflict = view.conflict
    reports = view.open_projects.reports
    places = view.project.kept.places()
    fingerprint = find(view, view.asked("d"))
    readings = reports.readings(view.project)
    reading = next(
        (one for one in readings if f"sha256:{one.document.sha256}" == fingerprint), None
    )
    found, refused = offers(view, readings, reading)
    values: dict[str, Any] = {
        "reports": [
            (key, safe(name), view.url(d=_short(key), use=None)) for key, name in places.items()
        ],
        "fingerprint": fingerprint,
        "reading": reading,
        "refused": refused,
        "contradictions": [safe(one) for one in found.contradictions],
        "kinds": KINDS,
        "parties": [(one.name, safe(one.words)) for one in conflict.decision_makers],
        "suggested": None,
    }
    if reading is None:
        return "report.html", values
    dropped = view.project.kept.dropped()
    groups = _numbered(_groups(_offers(view, found.candidates, fingerprint, dropped)))
    shown = [offer for group in groups for offer in group.offers]
    start, end = picked(view.asked("use"), reading)
    extras = [
        Extra(one[1], one[2], "cand", f"m{offer.number}", offer.number)
        for offer in shown
        if offer.number
        for one in offer.one.places
        if one[0] == fingerprint
    ]
    extras += [
        Extra(entry.source["from"], entry.source["to"], "in", f"e-{name}")
        for name, entry in conflict.evidence.items()
        if entry.source.get("document") == fingerprint and _fits(entry.source, reading)
    ]
    if end:
        extras.append(Extra(start, end, "used", "used"))
    marks = marks_of(reading)
    document = reading.document
    said = reports.suggested(fingerprint)
    return "report.html", {
        **values,
        "blocks": blocks(reading, marks, extras),
        "listed": list(listed(reading, marks))[:_LISTED],
        "found": len(marks),
        "about": _about(reading),
        "warned": [safe(one.text) for one in reading.warned],
        "terms": [_term(one) for one in reading.terms],
        "groups": groups,
        "counts": _counts(shown),
        "start": start,
        "end": end,
        "words": safe(" ".join(document.text[start:end].split())),
        "use_as": view.asked("as") if view.asked("as") in KINDS else "evidence",
        "use_party": view.asked("party"),
        "leaving": reports.leaving(reading),
        "asking": reports.asking(fingerprint),
        "suggested": said,
        "rejected": _rejected(said.answer.rejected) if said and said.answer else [],
    }


def find(view: View, asked: str) -> str:
    """The fingerprint of the report that is asked for by its first letters; else the first."""
    places = list(view.project.kept.places())
    named = [one for one in places if asked and _short(one) == asked]
    return (named or places or [""])[0]


def _short(fingerprint: str) -> str:
    return fingerprint.removeprefix("sha256:")[:16]


def offers(
    view: View, readings: Sequence[Reading], reading: Reading | None
) -> tuple[Offered, tuple[str, ...]]:
    """What all reports offer, with what the one shown says; and why nothing is drafted."""
    reports, conflict = view.open_projects.reports, view.conflict
    made = reports.draft(readings)
    refused: tuple[str, ...] = ()
    if isinstance(made, ModelError):
        refused = tuple(f"{one.what}; {one.mend}" for one in made.problems)
        made = None
    said: list[Candidate] = []
    if reading is not None:
        document = reading.document
        fingerprint = f"sha256:{document.sha256}"
        as_of = reading.as_of if reading.as_of and len(reading.as_of) == len("2000-01-01") else None
        said = said_in(made, fingerprint, conflict, as_of)
        answer = reports.suggested(fingerprint)
        if answer is not None and answer.answer is not None:
            text, name = document.text, document.name
            said += suggested_in(answer.answer, document.sha256, text, name, conflict, as_of)
    data = parsed(view.head.text.removeprefix(BOM), "model").data
    return offered(data, conflict, made, said), refused


def picked(said: str, reading: Reading) -> tuple[int, int]:
    """The words that `FIRST-LAST` picks, as places; 0, 0 for none."""
    start, _, end = said.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return 0, 0
    if max(len(start), len(end)) > len(str(reading.document.length)):
        return 0, 0
    low, high = int(start), int(end)
    return (low, high) if low < high <= reading.document.length else (0, 0)


def _fits(source: Any, reading: Reading) -> bool:
    start, end = source.get("from"), source.get("to")
    return (
        isinstance(start, int)
        and isinstance(end, int)
        and 0 <= start < end <= reading.document.length
    )


def _offers(
    view: View, candidates: Sequence[Candidate], fingerprint: str, dropped: frozenset[str]
) -> list[Offer]:
    """The candidates as they are shown, without their numbers yet."""
    found: list[Offer] = []
    for one in candidates:
        here = [place for place in one.places if place[0] == fingerprint]
        state = "dropped" if one.name in dropped else "open"
        if one.kind == "said" and is_in(one, view.conflict):
            state = "in"
        use = ""
        if here:
            words = f"{here[0][1]}-{here[0][2]}"
            kind = "evidence" if one.kind == "said" else one.kind
            changes: dict[str, str | int | None] = {"as": kind if kind in KINDS else None}
            use = view.url("", use=words, **changes) + "#make"
        place = "" if here or not one.places else "in another report"
        note = one.note.removeprefix(_PROPOSED).removeprefix("; ")  # here everything is
        shown = replace(
            one, party=safe(one.party), words=safe(one.words), note=safe(note), by=safe(one.by)
        )
        found.append(Offer(0, shown, 1 if here else 0, state, place, use))
    return found


def _numbered(groups: Sequence[Group]) -> list[Group]:
    """The groups with rows and marks numbered as they stand on the page, marks without a gap.

    What is dropped keeps its number, so that the others keep theirs; its mark is not shown.
    """
    rows, marks = itertools.count(1), itertools.count(1)
    found = []
    for group in groups:
        offers = []
        for one in group.offers:
            number = next(marks) if one.number else 0
            shown = 0 if one.state == "dropped" else number
            offers.append(replace(one, row=next(rows), number=shown))
        found.append(replace(group, offers=tuple(offers)))
    return found


def _groups(shown: Sequence[Offer]) -> list[Group]:
    """Parts of a model by party, what belongs to nobody, what is said, and what a model found."""
    groups: dict[str, list[Offer]] = {}
    for offer in shown:
        one = offer.one
        if one.by:
            heading = f"Found by the language model {one.by}, and in the text"
        elif one.kind == "said":
            heading = f"{one.party} says and does"
        elif one.kind == "claim":
            heading = "Claims to test"
        else:
            heading = one.party or "Outcomes and rules"
        groups.setdefault(heading, []).append(offer)
    return [Group(heading, tuple(found)) for heading, found in groups.items()]


def _counts(shown: Sequence[Offer]) -> dict[str, int]:
    return {state: sum(one.state == state for one in shown) for state in ("open", "in", "dropped")}


def _about(reading: Reading) -> str:
    document = reading.document
    date = f"dated {reading.as_of}" if reading.as_of else "without a date"
    return safe(f"{document.kind}, {document.length:,} letters, {date}")


def _term(one: Any) -> str:
    said = f"allows {one.grants}" if one.grants else one.kind.replace("_", " ")
    return safe("; ".join((said, *(f"condition: {each}" for each in one.conditions))))


def _rejected(rejected: Sequence[Any]) -> list[tuple[str, str, str]]:
    return [
        (one.grade, safe(f"{one.suggestion.kind}: {one.suggestion.words}"), safe(one.why))
        for one in rejected
    ]
