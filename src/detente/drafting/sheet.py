"""The sheet: each party of the reports, its quotes and its statements, each with a place.

What a statement would have its party do is a candidate: a person makes an option of it, or not.
Who is named most belongs to a first model, also where no move of theirs is stated plainly: left to
those alone whose moves are plain, a draft lacked half of the parties that a person marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from detente.documents import words_of_text
from detente.drafting.cast import Cast
from detente.drafting.ledger import place_of
from detente.drafting.values import Guess, Place
from detente.drafting.words import called, observes
from detente.limits import limit
from detente.reading import Quote, Reading, Reported, Statement
from detente.values import dataclass

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
_WORDS = 6  # of a report in a row; a draft never repeats eight
_EACH = 12  # statements of one party in a file; the others are in `read --json`
_MOST = 4  # parties that are in a draft for being named
_NAME = re.compile(r"\w+")
_TO = re.compile(r"\b(?:not\s+)?to\s+(?=\w)")
_CUT = re.compile(r"[.;:,()“”\"]|\s(?:which|who|that|because|while|if|unless|until)\s")
_LOOSE = words_of_text(
    "the a an and or but of to in on at by for with from into over its their his her as not no "
    "is are was"
)
MOVE = "move"
_UNWRITTEN = "Make a move that is not written yet"
_WRITE = (
    "the report states none plainly enough: write what it can do, or leave the party out; "
    "candidates are at the end"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement in few words, and where it stands."""

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


def find_sheet(casts: Sequence[Cast]) -> tuple[Row, ...]:
    """The parties of the reports, those that act and are named most first."""
    named: Counter[str] = Counter()
    acting: Counter[str] = Counter()
    quotes: dict[str, list[Place]] = {}
    candidates: dict[str, list[Candidate]] = {}
    for cast in casts:
        named.update(cast.counts)
        reading = cast.reading
        told: list[tuple[Statement | Reported, tuple[str, ...], str, str]] = [
            (each, each.who, each.kind, _says(each)) for each in reading.statements
        ]
        told += [
            (
                each,
                (each.speaker,) if each.speaker else (),
                "say",
                f"says: {_few(each.text)}",
            )
            for each in reading.reported
        ]
        for item, who, kind, says in told:
            for party in _parties(cast, who, item):
                acting[party] += 1
                place = place_of(reading.document, item)
                candidates.setdefault(party, []).append(Candidate(kind, says, place))
        for quote in reading.quotes:
            for party in _parties(cast, (quote.speaker,) if quote.speaker else (), quote):
                acting[party] += 1
                quotes.setdefault(party, []).append(place_of(reading.document, quote))
    ranked = sorted(
        acting.keys() | named.keys(),
        key=lambda party: (-(_ACTS * acting[party] + named[party]), party),
    )
    return tuple(
        Row(party, named[party], tuple(quotes.get(party, ())), tuple(candidates.get(party, ())))
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
    """The statement in few words: "asks Norway to lift the tariff", "closed the strait"."""
    condition = " on a condition" if said.condition else ""
    head = _DOES[said.kind] + (f" {called(said.whom)}" if said.whom and said.kind == "ask" else "")
    verb = said.verb_place
    if verb is None:
        told = _few(said.text)
        return f"{head}{condition}: {told}" if told else head + condition
    if said.kind == "act":
        return _few(said.text[verb.start - said.start :]) + condition
    rest = said.text[verb.end - said.start :]
    to = _TO.search(rest)
    if to or not rest[:1].isspace():  # after "We will ", the verb itself
        return f"{head} {_few(rest[to.start() :] if to else f'to {rest}', more=1)}{condition}"
    told = _few(re.sub(r"^\s+(?:for|on|that|upon)\b", "", rest))
    return f"{head}{condition}: {told}" if told else head + condition


def _few(text: str, more: int = 0) -> str:
    """The first words of a text, up to where its clause is cut; at most six are the report's."""
    most = _WORDS + more
    words = text[: ended.start() if (ended := _CUT.search(text, 12)) else None].split()
    kept = words[:most]
    while len(kept) > 1 and kept[-1].lower() in _LOOSE:
        kept.pop()
    return " ".join(kept).rstrip(" ,;:") + (" …" if len(words) > len(kept) else "")


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


def unwritten(party: str) -> dict[str, Any]:
    """A party with a place for a move that a person writes."""
    return {"title": party, "options": {MOVE: {"title": _UNWRITTEN, "review": _WRITE}}}


def named_most(
    counts: Mapping[str, int], known: Sequence[str], room: int, first: Sequence[str] = ()
) -> list[str]:
    """The states and organisations named most that are not `known`, so many as there is room.

    first  who goes before them: those who propose a plan for both sides.
    """
    sides = Counter({name: n for name, n in counts.items() if not observes(name)})
    most = [*first, *(party for party, _ in sides.most_common(_MOST))]
    most = list(dict.fromkeys(most))
    apart: list[str] = []
    for party in most:
        if not any(_within(party, each) or _within(each, party) for each in (*known, *apart)):
            apart.append(party)
    return apart[: max(0, min(room, limit("draft_parties") - len(known)))]


def _within(one: str, other: str) -> bool:
    """Whether a name is part of another: "GOP" of "GOP-dominated Legislature"."""
    return f" {' '.join(_NAME.findall(one))} " in f" {' '.join(_NAME.findall(other))} "


def guess_of(party: str, name: str, readings: Sequence[Reading]) -> Guess:
    """The question about a party that is only named, with the place where it is named first."""
    question = "it is named often, and no move of it is stated plainly: what can it do?"
    place = next(
        (
            place_of(reading.document, each)
            for reading in readings
            for each in reading.mentions
            if each.name == party
        ),
        None,
    )
    return Guess(f"party {name}", question, place)
