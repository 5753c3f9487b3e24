"""Packages as a matrix: a column a stage, a row an option that changes, who gains what."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.analysis import Package
from detente.report import safe
from detente.values import dataclass
from detente.web.view import View

_LISTED = 12  # packages that are offered beside the one shown


@dataclass(frozen=True)
class Row:
    """An option that changes on the way, and whether it is taken in each column."""

    words: Markup
    cells: tuple[tuple[Markup, bool], ...]


@dataclass(frozen=True)
class Gain:
    """What a party has of each stage; empty where it changes nothing in it."""

    party: Markup
    cells: tuple[str, ...]


def show(view: View, answer: Package) -> dict[str, Any]:
    """The package that is picked, the first unasked."""
    if not answer.packages or not answer.stages:
        return {}
    at = max(1, min(view.number("package", 1), len(answer.packages)))
    way = answer.packages[at - 1]
    texts = [str.__str__(answer.start), *(str.__str__(one.state) for one in way)]
    rows = []
    for k, option in enumerate(answer.conflict.options):
        letters = [text[k] for text in texts]
        if len(set(letters)) > 1:
            before = [letters[0], *letters[:-1]]
            cells = [
                (view.marks.option(option.key, letter == "Y"), letter != last)
                for letter, last in zip(letters, before, strict=True)
            ]
            rows.append(Row(view.marks.option(option.key), tuple(cells)))
    movers = [one for one in answer.conflict.party_names if any(one in each.gains for each in way)]
    gains = [Gain(view.marks.party(one), tuple(_gain(each, one) for each in way)) for one in movers]
    known = [(k, view.url(package=k)) for k in range(1, min(len(answer.packages), _LISTED) + 1)]
    return {
        "package": at,
        "packages": known if len(answer.packages) > 1 else [],
        "stages": [view.marks.state(text) for text in texts],
        "rows": rows,
        "gains": gains,
    }


def _gain(stage: Any, party: str) -> str:
    if party not in stage.gains:
        return ""
    better = "likes it better" if stage.gains[party] == "better" else "likes it as well"
    return safe(f"{better}, {stage.decided_by[party].words}")
