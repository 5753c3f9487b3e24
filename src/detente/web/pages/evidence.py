"""Evidence: what the model rests on, by the report or publication that says it, and its citers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from detente.model import Conflict, Evidence, Priorities
from detente.report import safe
from detente.values import dataclass
from detente.web.view import View


@dataclass(frozen=True)
class Cite:
    """What cites an entry: in words, and the page where it stands."""

    words: Markup | str
    url: str


@dataclass(frozen=True)
class Entry:
    """A fact as the page shows it; sentence: the address of its words in a report."""

    id: str
    says: str
    when: str
    sure: str
    place: str
    sentence: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Source:
    """A report by its fingerprint, or a publication by its name, with what it says.

    at  where the report was found, where the project keeps that; url: as the entry gives it.
    """

    name: str
    document: str
    at: str
    url: str
    entries: tuple[Entry, ...]


def evidence(view: View) -> tuple[str, dict[str, Any]]:
    """All entries of the model, by source: reports first, those that say most first."""
    conflict, kept = view.conflict, view.project.reports()
    cites: dict[str, list[Cite]] = {}
    for name, cite in _cites(view, conflict):
        cites.setdefault(name, []).append(cite)
    groups: dict[tuple[str, str, str], list[Evidence]] = {}
    for one in conflict.evidence.values():
        groups.setdefault(_source(one), []).append(one)
    sources = [
        Source(
            name,
            document,
            safe(kept.get(document, "")),
            url if url.startswith(("https://", "http://")) else "",
            tuple(_entry(view, one, cites.get(one.id, [])) for one in entries),
        )
        for (document, name, url), entries in groups.items()
    ]
    sources.sort(key=lambda one: (not one.document, -len(one.entries)))
    return "evidence.html", {"sources": sources, "entries": len(conflict.evidence)}


def _source(one: Evidence) -> tuple[str, str, str]:
    said = {key: safe(str(value)) for key, value in one.source.items()}
    document = said.get("document", "")
    parts = [said.get(key, "") for key in ("publisher", "title")]
    return document, ", ".join(filter(None, parts)), said.get("url", "")


def _entry(view: View, one: Evidence, cites: list[Cite]) -> Entry:
    when = str(one.date or one.as_of or "")
    sure, place = one.confidence or "", safe(one.place)
    return Entry(one.id, safe(one.says), when, sure, place, view.sentence(one), tuple(cites))


def _cites(view: View, conflict: Conflict) -> Iterator[tuple[str, Cite]]:
    for option in conflict.options:
        cite = Cite(view.marks.option(option.key), view.url("parties"))
        yield from ((name, cite) for name in option.evidence)
    for k, rule in enumerate(conflict.rules):
        cite = Cite(f"rule {k + 1}", view.url("rules"))
        yield from ((name, cite) for name in rule.evidence)
    for party in conflict.party_names:
        for reading in conflict.readings(party):
            basis = conflict.preference(party, reading).basis
            if not isinstance(basis, Priorities):
                continue
            said = "" if reading == "base" else f" ({safe(reading)})"
            url = view.url("wishes", party=party, r=f"{party}={reading}")
            for k, wish in enumerate(basis.statements):
                words = Markup("{}: wish {}{}").format(view.marks.party(party), k + 1, said)
                yield from ((name, Cite(words, url)) for name in wish.evidence)
    for claim in conflict.claims.values():
        yield from ((name, Cite(f"claim {claim.id}", view.url("file"))) for name in claim.evidence)
