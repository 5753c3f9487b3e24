"""The model itself: parties and options, rules and outcomes, and the text of its file."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.model import condition_text
from detente.problems import ModelError
from detente.values import dataclass
from detente.web.doubts import doubts
from detente.web.open_projects import STAND_INS
from detente.web.view import View


def parties(view: View) -> tuple[str, dict[str, Any]]:
    """Who decides, and what each can do; today's options."""
    conflict = view.conflict
    today = dict(
        zip([one.key for one in conflict.options], conflict.status_quo or "", strict=False)
    )
    return "parties.html", {
        "today": {key for key, letter in today.items() if letter == "Y"},
        "graph_form": conflict.form == "graph",
        "doubts": doubts(view),
        "stand_ins": [one.words for one in conflict.decision_makers if one.title in STAND_INS],
    }


@dataclass(frozen=True)
class ToldRule:
    """A rule: its kind, what it says in plain words and as it is written, and why."""

    place: int
    kind: str
    words: Markup
    text: str
    because: str
    fixed: bool


def rules(view: View) -> tuple[str, dict[str, Any]]:
    """What cannot be, and the classes of states that have a name."""
    told = []
    for k, one in enumerate(view.conflict.rules):
        said = [condition_text(part) for part in one.conditions]
        told.append(
            ToldRule(
                k,
                one.kind,
                _rule_words(view, one.kind, said, one.by),
                ", ".join(said),
                one.because,
                one.kind == "infeasible_move",
            )
        )
    outcomes = [
        (
            name,
            one.words,
            view.marks.condition(condition_text(one.condition)),
            condition_text(one.condition),
        )
        for name, one in view.conflict.outcomes.items()
    ]
    frame = None if view.analysis is None else view.analysis.size
    return "rules.html", {
        "rules": told,
        "outcomes": outcomes,
        "states": frame,
        "most": 1 << len(view.conflict.options) if view.conflict.options else 0,
        "editing": view.number("k", -1) if view.asked("k") else -1,
        "naming": view.asked("outcome"),
        "doubts": doubts(view),
        "names": [one.key for one in view.conflict.options]
        or [one.name for one in view.conflict.states],
    }


_SAID = {
    "infeasible": "never",
    "at_most_one": "at most one of",
    "exactly_one": "exactly one of",
    "at_least_one": "at least one of",
}


def _rule_words(view: View, kind: str, said: list[str], by: str) -> Markup:
    marked = [view.marks.condition(one) for one in said]
    if kind == "infeasible_move":
        return Markup("no move by {} from {} to {}").format(view.marks.party(by), *marked)
    return Markup("{}: {}").format(_SAID[kind], Markup("; ").join(marked))


def file(view: View) -> tuple[str, dict[str, Any]]:
    """The text of the model's file, to be read and changed as a whole."""
    view.conflict  # noqa: B018 - a model that does not check has its own page
    return "file.html", {"text": view.words.get("text", view.head.text), "wrong": ()}


def mending(view: View, error: ModelError) -> tuple[str, dict[str, Any]]:
    """The page of a model that does not check."""
    text = view.words.get("text", view.head.text)
    return "mending.html", {"text": text, "wrong": error.problems}
