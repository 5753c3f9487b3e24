"""What somebody should look at again: the `review` notes of a model file, by their place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[str | int, ...]

# Mappings whose keys are names that a user gave, among which `review` is one like another.
_NAMES = frozenset(
    {"decision_makers", "outcomes", "evidence", "claims", "preferences", "states", "sources"}
)


def review_notes(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Each note with the place of what it speaks of: keys and list positions from the top.

    `priorities` is left out of a place, as a list of statements may stand without it.
    """
    if isinstance(value, Mapping):
        for key, one in value.items():
            if key == "review" and not _by_name(place):
                texts = one if isinstance(one, list) else [one]
                for text in texts:
                    if isinstance(text, str) and text.strip():
                        yield place, text.strip()
            elif isinstance(one, Mapping | list):
                yield from review_notes(one, place if key == "priorities" else (*place, str(key)))
    elif isinstance(value, list):
        for k, one in enumerate(value):
            yield from review_notes(one, (*place, k))


def _by_name(place: Place) -> bool:
    if len(place) == 1:
        return place[0] in _NAMES or place[0] == "alternatives"
    if len(place) == 2:
        return place[0] == "alternatives"
    return len(place) == 3 and place[0] == "decision_makers" and place[2] in ("options", "moves")
