"""Names with what the text itself puts beside or into them: brackets, by-names in marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from detente.documents.actors.labelled import Labelled
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.rules.people import roles_of_name
from detente.documents.values import Item, Mention


@rule("organisations.shortened", layer="actors", languages=("en",))
def shortened(page: Page, found: Found) -> Iterator[Item]:
    """A body with its short name in brackets, and the short name there: "Ministry of … (Minem)"."""
    for each in found.survey.people.shortened:
        text = page.text[each.start : each.end]
        yield Mention(
            each.start,
            each.end,
            text,
            "organisations.shortened",
            0.85,
            each.name,
            "organisation",
            "name",
        )


@rule("people.by-name", layer="actors", languages=("en",))
def by_name(page: Page, found: Found) -> Iterator[Item]:
    """A name with another in marks in the middle, and the roles beside it."""
    starts = [each.sentence.start for each in found.survey.labels]
    for each in found.survey.people.by_names:
        text = page.text[each.start : each.end]
        yield Mention(
            each.start, each.end, text, "people.by-name", 0.9, each.name, "person", "name"
        )
        at = bisect_left(starts, each.start + 1) - 1
        if at >= 0:
            yield from _roles(page, found.survey.labels[at], each.start, each.end, each.name, found)


def _roles(
    page: Page, labelled: Labelled, start: int, end: int, name: str, found: Found
) -> Iterator[Item]:
    tokens = labelled.sentence.tokens
    inside = [at for at, token in enumerate(tokens) if start <= token.start < end]
    if inside:
        yield from roles_of_name(page, labelled, inside[0], inside[-1] + 1, name, found)
