"""The first page and the glossary: what there is before a project is opened."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from detente.library import described_cases
from detente.stability import concepts
from detente.web.open_projects import OpenProjects

_KOREA = ("korea-small", "korea-medium", "korea-full")
_TERMS = (
    ("party", "Somebody who decides for itself: a state, a council, a firm."),
    ("option", "Something that one party alone does or leaves."),
    ("state", "One way in which all options together can stand."),
    ("rule", "What cannot be: a combination of options that no state has."),
    (
        "wish",
        (
            "A statement about states. A party likes a state that fulfils it better than one "
            "that does not; each wish outweighs all wishes below it together."
        ),
    ),
    ("alternative", "Another reading of what a party wants."),
    ("outcome", "A name for a class of states."),
    ("improvement", "A move of one party alone to a state that it likes better."),
    (
        "answer",
        (
            "Moves of the others after an improvement. It deters where the party ends no "
            "better than it began."
        ),
    ),
    ("equilibrium", "A state that no party would leave: it holds."),
    (
        "firm",
        (
            "An equilibrium that rests on no answer, or only on answers whose makers would leave "
            "that state anyway."
        ),
    ),
)


@dataclass(frozen=True)
class Shelved:
    """A project as the first page lists it."""

    word: str
    place: str
    changed: str


def home(open_projects: OpenProjects) -> dict[str, Any]:
    """One's projects, Korea, the other cases."""
    titles = dict(_titles())
    found = []
    for word, path in open_projects.places().items():
        try:
            at = datetime.datetime.fromtimestamp(path.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
        except OSError:
            continue
        found.append(Shelved(word, path.name, at))
    others = [(name, title) for name, title in titles.items() if not name.startswith("korea")]
    korea = [(name, titles[name]) for name in _KOREA]
    return {"projects": found, "korea": korea, "cases": others, "folder": str(open_projects.folder)}


@lru_cache(maxsize=1)
def _titles() -> tuple[tuple[str, str], ...]:
    return described_cases()


def glossary() -> dict[str, Any]:
    """The concepts with their sentences, and the field's words."""
    told = [
        (one.id, one.name, one.sentence.format(horizon="h"), one.tier)
        for one in concepts().values()
    ]
    return {"concepts": told, "terms": _TERMS}
