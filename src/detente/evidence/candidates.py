"""The sheet: each party of the reports, its quotes and its statements, each with a place.

What a statement would have its party do is a candidate: a person makes an option of it, or not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.documents import Quote, Reading, Reported, Statement, words_of_text
from detente.evidence.ledger import place_of
from detente.evidence.named_most import add_party
from detente.evidence.parties import Cast
from detente.evidence.values import Place
from detente.limits import limit

_DOES = {
    "ask": "asks",
    "offer": "offers",
    "threaten": "threatens",
    "promise": "promises",
    "refuse": "refuses",
    "agree": "agrees",
    "act": "acts",
    "say": "says",
}
_ACTS = 3  # what a party does or says counts for more than its being named
_WORDS = 4
_EACH = 12  # statements of one party in a file; the others are in `read --json`
_SMALL = re.compile(r"(?<![\w-])[a-z][a-z-]{4,}")
_EMPTY = words_of_text(
    """
    their there these those which would could should about after before while until unless other
    where under since being because
    """
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement in few words that are not the report's, and where it stands."""

    kind: str
    says: str
    place: Place

    def to_dict(self) -> dict[str, Any]:
        """What `draft --json` says of it."""
        return {
            "kind": self.kind,
            "says": self.says,
            "document": f"sha256:{self.place.document}",
            "from": self.place.start,
            "to": self.place.end,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A party of the sheet: how often it is named, its quotes and its candidates."""

    party: str
    named: int
    quotes: tuple[Place, ...]
    candidates: tuple[Candidate, ...]

    @property
    def acting(self) -> bool:
        """Whether it is told to have done or said anything."""
        return bool(self.candidates or self.quotes)

    @property
    def acts(self) -> bool:
        """Whether it is quoted, or does more than say something in the author's words."""
        return bool(self.quotes) or any(each.kind != "say" for each in self.candidates)

    def to_dict(self) -> dict[str, Any]:
        """What `draft --json` says of it."""
        return {
            "party": self.party,
            "named": self.named,
            "quotes": [{"from": each.start, "to": each.end} for each in self.quotes],
            "candidates": [each.to_dict() for each in self.candidates],
        }


def find_sheet(readings: Sequence[Reading]) -> tuple[Row, ...]:
    """The parties of the reports, those that act and are named most first."""
    named: Counter[str] = Counter()
    acting: Counter[str] = Counter()
    quotes: dict[str, list[Place]] = {}
    candidates: dict[str, list[Candidate]] = {}
    for reading in readings:
        cast = Cast(reading)
        named.update(cast.counts)
        for said in reading.statements:
            for party in _parties(cast, said.who, said):
                acting[party] += 1
                place = place_of(reading.document, said)
                candidates.setdefault(party, []).append(Candidate(said.kind, _says(said), place))
        for told in reading.reported:
            for party in _parties(cast, (told.speaker,) if told.speaker else (), told):
                acting[party] += 1
                place = place_of(reading.document, told)
                candidates.setdefault(party, []).append(Candidate("say", _content(told), place))
        for quote in reading.quotes:
            for party in _parties(cast, (quote.speaker,) if quote.speaker else (), quote):
                acting[party] += 1
                quotes.setdefault(party, []).append(place_of(reading.document, quote))
    ranked = sorted(
        acting.keys() | named.keys(),
        key=lambda party: (-(_ACTS * acting[party] + named[party]), party),
    )
    return tuple(
        Row(
            party,
            named[party],
            tuple(quotes.get(party, ())),
            tuple(candidates.get(party, ())),
        )
        for party in ranked[: 2 * limit("draft_parties")]
    )


def _parties(cast: Cast, names: Sequence[str], where: Statement | Quote | Reported) -> list[str]:
    """Whom actors stand for; an actor that stands for nobody known is a party of its own."""
    found: list[str] = []
    for name in names:
        own = f" for {name}"  # an envoy for a state is not that state
        meant = () if own in where.text else cast.stand_for(name, where)
        found += [each for each in (meant or (name,)) if each not in found]
    return found


def _says(said: Statement) -> str:
    """The statement in words of our own: what kind, to whom, of what."""
    head = _DOES[said.kind] + (f" {said.whom}" if said.whom else "")
    condition = " on a condition" if said.condition else ""
    return f"{head}{condition}{_about(said.text, said.kind)}"


def _content(told: Reported) -> str:
    return _DOES["say"] + _about(told.text, "say")


def _about(text: str, kind: str) -> str:
    """ ", of …": the first words of a statement that tell something."""
    words = dict.fromkeys(
        word
        for word in _SMALL.findall(text)
        if word not in _EMPTY and not word.startswith(kind[:4])
    )
    about = ", ".join(list(words)[:_WORDS])
    return f", of {about}" if about else ""


def comments(rows: Sequence[Row]) -> str:
    """The candidates as comments of a model file; "" where there are none."""
    lines = [
        "",
        "# Candidates: what the reports tell of each party. Make an option of what is one.",
    ]
    for row in rows:
        if row.candidates or row.quotes:
            lines.append(f"# {row.party}: named {row.named}, quoted {len(row.quotes)}")
            lines += [f"#   {each.says} ({each.place.words})" for each in row.candidates[:_EACH]]
    return "\n".join(lines) + "\n" if len(lines) > 2 else ""


def bare_data(parties: Sequence[str]) -> dict[str, Any]:
    """A model of the parties alone, each with one place for a move that a person writes."""
    data: dict[str, Any] = {
        "detente": 1,
        "title": "",
        "about": (
            "No move could be read off the reports plainly enough. The parties are those that are "
            "named most, act or are quoted; what they do is for a person to write."
        ),
        "decision_makers": {},
        "status_quo": [],
        "preferences": {},
    }
    for party in parties[: limit("draft_parties")]:
        add_party(data, party)
    return data
