"""Which words of a report are marked with what: stretches that begin and end together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from detente.reading import (
    Claim,
    Event,
    Item,
    Mention,
    Named,
    Part,
    Proposal,
    Quote,
    Reading,
    Role,
    When,
)
from detente.values import dataclass

T = TypeVar("T")

_READ = frozenset({"title", "standfirst", "dateline", "heading", "paragraph"})


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of item: its id, what a reader calls it, and the shape that tells it in print."""

    id: str
    title: str
    shape: str


# From the outermost mark to the innermost, where several have the same place.
LAYERS = (
    Layer("quote", "quote", "shaded"),
    Layer("proposal", "proposal", "double line below"),
    Layer("claim", "claim", "wavy line below"),
    Layer("event", "event", "dotted line below"),
    Layer("person", "person", "round box"),
    Layer("state", "state", "square box"),
    Layer("organisation", "organisation", "double box"),
    Layer("group", "group", "dashed box"),
    Layer("role", "office", "italic"),
    Layer("place", "place", "line above"),
    Layer("date", "date", "dashed line below"),
)
_DEPTH = {layer.id: depth for depth, layer in enumerate(LAYERS)}


@dataclass(frozen=True, slots=True)
class Mark:
    """An item on the page: its anchor, its layer and what there is to say of it in a line."""

    anchor: str
    layer: str
    item: Item
    told: str

    @property
    def note(self) -> str:
        """What is told, the rule that found it, and how sure that rule is."""
        return f"{self.told} · {self.item.rule} · confidence {self.item.confidence:.2f}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words under the same marks, the outermost first.

    part   the innermost part that the words stand in; None between parts.
    read   false where the words are not the report itself, so that nothing is looked for there.
    """

    text: str
    marks: tuple[Mark, ...]
    part: Part | None
    read: bool


def marks_of(reading: Reading) -> tuple[Mark, ...]:
    """Everything found, in order of place, the longer first."""
    items: list[Item] = [
        *reading.quotes,
        *reading.proposals,
        *reading.claims,
        *reading.events,
        *reading.mentions,
        *reading.roles,
        *reading.places,
        *reading.dates,
    ]
    items.sort(key=lambda item: (item.start, -item.end))
    return tuple(
        Mark(f"i{number}", _layer(item), item, _told(item)) for number, item in enumerate(items, 1)
    )


def _layer(item: Item) -> str:
    match item:
        case Mention():
            return item.kind
        case Quote():
            return "quote"
        case Proposal():
            return "proposal"
        case Claim():
            return "claim"
        case Event():
            return "event"
        case Role():
            return "role"
        case Named():
            return "place"
        case _:
            return "date"


def _told(item: Item) -> str:
    match item:
        case Mention():
            read_as = f", written “{item.readings[1]}”" if len(item.readings) > 1 else ""
            return f"{item.kind}: {item.name}{read_as}"
        case Quote():
            unnamed = f"“{item.said_by}”, not resolved" if item.said_by else "nobody named"
            return f"quote ({item.kind}): {item.speaker or unnamed}"
        case Proposal():
            return f"{item.kind.replace('_', ' ')}: {', '.join(item.by) or 'nobody named'}"
        case Claim():
            return f"claim ({item.voice}, {item.modality}): {item.by}"
        case Event():
            return f"done by {', '.join(item.by)}" if item.by else "done"
        case Role():
            return f"office: {item.name}" + (f", of {item.of}" if item.of else "")
        case Named():
            return f"place: {item.name}" + (f", {item.country}" if item.country else "")
        case When():
            return f"date: {item.iso or item.partial or 'not fixed'} ({item.basis})"
        case _:
            return ""


def stretches(reading: Reading, marks: tuple[Mark, ...]) -> Iterator[Stretch]:
    """The whole text, cut wherever a mark or a part begins or ends."""
    text = reading.document.text
    parts = [part for part in reading.parts if part.kind not in {"body", "author"}]
    items = [mark.item for mark in marks]
    places = sorted(
        {0, len(text)} | {at for one in (*parts, *items) for at in (one.start, one.end)}
    )
    opening_marks = _by_start((mark.item.start, mark) for mark in marks)
    opening_parts = _by_start((part.start, part) for part in parts)
    live: list[Mark] = []
    inside: list[Part] = []
    for start, end in pairwise(places):
        live = [mark for mark in live if mark.item.end > start] + opening_marks.get(start, [])
        inside = [part for part in inside if part.end > start] + opening_parts.get(start, [])
        yield Stretch(
            text[start:end],
            tuple(sorted(live, key=_outermost_first)),
            min(inside, key=lambda part: part.end - part.start, default=None),
            any(part.kind in _READ for part in inside),
        )


def _by_start(things: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for start, thing in things:
        found.setdefault(start, []).append(thing)
    return found


def _outermost_first(mark: Mark) -> tuple[int, int, int]:
    return mark.item.start, -mark.item.end, _DEPTH[mark.layer]
