"""Who is named most belongs to a first model, also where no move of theirs is stated plainly.

Left to those alone whose moves are plain, a draft lacked half of the parties that a person marked;
those named most, taken together with them, are four of five. Each has one place for a move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from detente.documents import Reading
from detente.evidence.ledger import place_of
from detente.evidence.parties import short_name
from detente.evidence.values import Guess
from detente.evidence.words import unique
from detente.limits import limit

MOVE = "move"
_MOST = 4
_UNWRITTEN = "Make a move that is not written yet"
_WRITE = (
    "the report states none plainly enough: write what it can do, or leave the party out; "
    "candidates are at the end"
)
_INDIFFERENT = "nothing is stated of what it wants; until you write it, it is indifferent"


def add_party(data: dict[str, Any], party: str) -> str:
    """Enter a party with a place for its move and without wishes; returned is its name."""
    makers = data["decision_makers"]
    name = unique(short_name(party), makers)
    option = {"title": _UNWRITTEN, "review": _WRITE}
    makers[name] = {"title": party, "options": {MOVE: option}}
    data["preferences"][name] = {"priorities": [], "review": _INDIFFERENT}
    return name


def named_most(counts: Mapping[str, int], known: Sequence[str], room: int) -> list[str]:
    """The states and organisations named most that are not `known`, so many as there is room."""
    most = [party for party, _ in Counter(counts).most_common(_MOST)]
    apart = [
        party
        for party in most
        if not any(_holds(party, other) or _holds(other, party) for other in known)
    ]
    return apart[: max(0, min(room, limit("draft_parties") - len(known)))]


def _holds(name: str, other: str) -> bool:
    """Whether all words of `other` stand in `name`, in their order."""
    return f" {other} " in f" {name} "


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
