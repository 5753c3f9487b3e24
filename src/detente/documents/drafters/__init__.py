"""Other readers beside the built-in rules: a model of the user's own, or a language model.

A drafter is a function `(document) -> suggestions`. A suggestion is taken only where the text at
its place supports it (`supported`); what is taken is marked with the drafter's name as its rule.
Drafters enter by the entry-point group `detente.drafters` or by `DRAFTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import entry_points

from detente.documents.marks import marked
from detente.documents.page import Page
from detente.documents.values import (
    Claim,
    Document,
    Item,
    Mention,
    Named,
    Proposal,
    Quote,
    Reading,
    Span,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a drafter thinks it found.

    kind   "mention", "place", "quote", "claim" or "proposal".
    text   the words that it says stand at `[start, end)`.
    name   of a mention or place: its full name; of a quote: the speaker; of a claim or
           proposal: by whom.
    sort   of a mention: "person", "state", "organisation" or "group".
    """

    kind: str
    start: int
    end: int
    text: str
    name: str | None = None
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A suggestion that the text does not support, and why."""

    suggestion: Suggestion
    why: str


Drafter = Callable[[Document], Iterable[Suggestion]]
Factory = Callable[[str], Drafter]
"""From what the user wrote after the drafter's name (a model, say) to a drafter."""

DRAFTERS: dict[str, Factory] = {}


def drafter(name: str, setting: str) -> Drafter:
    """The drafter called `name`, own ones before those of other packages; KeyError for none."""
    if name in DRAFTERS:
        return DRAFTERS[name](setting)
    for point in entry_points(group="detente.drafters", name=name):
        factory: Factory = point.load()
        return factory(setting)
    raise KeyError(name)


def supported(
    document: Document, suggestions: Iterable[Suggestion], by: str
) -> tuple[tuple[Item, ...], tuple[Rejected, ...]]:
    """Sort suggestions into those that the text supports, as items with rule `by`, and the
    others.
    """
    page = Page(document)
    quotes = {(each.start, each.end) for each in marked(page)}
    taken: list[Item] = []
    rejected: list[Rejected] = []
    for each in suggestions:
        why = _fault(page, each, quotes)
        if why:
            rejected.append(Rejected(each, why))
        else:
            taken.append(_item(each, by))
    return tuple(taken), tuple(rejected)


def _fault(page: Page, each: Suggestion, quotes: set[tuple[int, int]]) -> str:
    """Why the text does not support a suggestion; empty if it does."""
    text = page.text
    if each.kind not in {"mention", "place", "quote", "claim", "proposal"}:
        return "its kind is unknown"
    if not 0 <= each.start < each.end <= len(text):
        return "its place lies outside the text"
    if text[each.start : each.end] != each.text:
        return "the text has other words at that place"
    if not any(zone.start <= each.start < zone.end for zone in page.zones):
        return "its place is not in the body"
    if each.kind != "quote" and not any(
        zone.start <= each.start and each.end <= zone.end for zone in page.zones
    ):
        return "it runs over more than one paragraph"
    if each.kind == "quote" and not (
        (each.start, each.end) in quotes
        or any(zone.label and zone.start == each.start for zone in page.zones)
    ):
        return "no marks of quotation stand around it"
    if each.kind == "mention" and each.sort not in {"person", "state", "organisation", "group"}:
        return "it does not say what kind of actor this is"
    if each.name is not None and not _named(page, each):
        return f"the text does not name {each.name[:60]!r}"
    if each.kind in {"claim", "proposal"} and each.name is None:
        return "it does not say by whom"
    return ""


def _named(page: Page, each: Suggestion) -> bool:
    """Whether the name is the text's or the gazetteer's name for these words."""
    name = str(each.name)
    if name in page.text or name == "author":
        return True
    entries = page.words.gazetteer.get(each.text, ())
    if any(entry.name == name for entry in entries):
        return True
    # A speaker named by another form than the text's own must be a name that some form stands for.
    return each.kind != "mention" and any(
        entry.name == name
        for word, found in page.words.gazetteer.items()
        if word in page.text
        for entry in found
    )


def _item(each: Suggestion, by: str) -> Item:
    sure = 0.5
    name = each.name
    if each.kind == "mention":
        return Mention(
            each.start, each.end, each.text, by, sure, name or each.text, str(each.sort), "name"
        )
    if each.kind == "place":
        return Named(each.start, each.end, each.text, by, sure, name or each.text)
    if each.kind == "quote":
        return Quote(
            each.start,
            each.end,
            each.text,
            by,
            sure,
            "direct",
            name,
            marks=Span(each.start, each.end),
        )
    if each.kind == "claim":
        return Claim(each.start, each.end, each.text, by, sure, str(name), "reported", "stated")
    return Proposal(each.start, each.end, each.text, by, sure, each.text, "proposal", (str(name),))


def with_items(reading: Reading, items: Iterable[Item]) -> Reading:
    """`reading` with the items that lie where it has none of their kind yet."""
    lists: dict[type[Item], str] = {
        Mention: "mentions",
        Named: "places",
        Quote: "quotes",
        Claim: "claims",
        Proposal: "proposals",
    }
    added: dict[str, list[Item]] = {}
    for item in items:
        name = lists[type(item)]
        have: Iterator[Item] = iter((*getattr(reading, name), *added.get(name, ())))
        if not any(each.start < item.end and item.start < each.end for each in have):
            added.setdefault(name, []).append(item)
    merged = {
        name: tuple(sorted((*getattr(reading, name), *more), key=lambda each: each.start))
        for name, more in added.items()
    }
    return replace(reading, **merged)  # type: ignore[arg-type]  # names and lists belong together


from detente.documents.drafters import spacy_model  # noqa: E402, F401  (it enters itself)
