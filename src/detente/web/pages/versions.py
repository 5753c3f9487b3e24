"""Versions: the history, names, what the file says, and two states compared."""

from __future__ import annotations

from typing import Any

from detente.analysis import Diff, diff
from detente.model import Conflict
from detente.problems import DetenteError, ModelError
from detente.store import compared
from detente.web.marks import Marks
from detente.web.sides import Sides, sides
from detente.web.view import View
from detente.web.wording import first_upper, listed

_MOST = 12


def versions(view: View) -> tuple[str, dict[str, Any]]:
    """The saved states, the newest first; with `a` and `b`, what changed from one to the other."""
    history = view.project.history()
    origin = view.project.origin()
    outside = view.open_projects.look_outside(view.project) if origin is not None else None
    differences: tuple[Any, ...] = ()
    if outside is not None and origin is not None:
        found = compared(origin.text, view.head.text, outside.text)
        differences = tuple(one for one in found if one.by == "both")
    answer, words = None, ""
    both: Sides | None = None
    if view.asked("a") and view.asked("b"):
        answer, words = _diff(view)
        both = _both(view)
    return "versions.html", {
        "history": history,
        "origin": origin,
        "outside": outside,
        "differences": differences,
        "unsaved": origin is not None and origin.text != view.head.text,
        "diff": answer,
        "diff_words": words,
        "sides": both,
        "told": [] if answer is None else _told(view, answer),
        "today": [] if answer is None else _today(view, answer),
        "a": view.number("a"),
        "b": view.number("b"),
    }


def _diff(view: View) -> tuple[Diff | None, str]:
    judged = view.open_projects.judged
    try:
        old, new = (view.project.texts(view.number(one)) for one in "ab")
        if not (judged.is_live(old) and judged.is_live(new)):
            return None, "These models are too large to be compared here; ask `detente diff`."
        return diff(judged.conflict(old), judged.conflict(new)), ""
    except ModelError as error:
        return None, "; ".join(f"{one.what}; {one.mend}" for one in error.problems)
    except DetenteError as error:
        return None, str(error)


def _both(view: View) -> Sides | None:
    """The two texts side by side; None where one of the versions is not there."""
    try:
        old, new = (view.project.texts(view.number(one)) for one in "ab")
    except DetenteError:
        return None
    return sides(old.text, new.text)


def _today(view: View, answer: Diff) -> list[str]:
    """What was today and what is, where that changed, and under what each holds."""
    if _done(answer.old) == _done(answer.new):
        return []
    told = []
    for conflict, at, verb in ((answer.old, "a", "was"), (answer.new, "b", "is now")):
        if conflict.status_quo is None:
            told.append(f"No state {verb} named as today.")
            continue
        found = view.open_projects.judged.analysis(view.project.texts(view.number(at)), {})
        assert found is not None, "what is compared is judged unasked"
        here = found.status_quo
        held = [] if here is None else [c for c in found.concepts if found.is_equilibrium(c, here)]
        words = listed(held) if held else "none of the concepts"
        told.append(f"Today {verb}: {_done(conflict)}. It holds under {words}.")
    return told


def _state(marks: Marks, text: str) -> str:
    """A state in words, where the new version has it."""
    known = {one.name for one in marks.conflict.states}
    there = text in known or len(text) == len(marks.conflict.options)
    return marks.state(text) if there else ""


def _done(conflict: Conflict) -> str:
    """What is done today."""
    today = conflict.status_quo or ""
    if conflict.form == "graph":
        return today
    done = [one.key for one, letter in zip(conflict.options, today, strict=False) if letter == "Y"]
    return listed(done) or "nothing is done"


def _told(view: View, answer: Diff) -> list[tuple[str, list[tuple[str, str]]]]:
    """Which verdicts turned, by the changes that turned them."""
    by_cause: dict[str, list[tuple[str, str]]] = {}
    marks = Marks(answer.new)
    for one in answer.verdicts:
        ways = [" together with ".join(f"change {k + 1}" for k in way) for way in one.causes]
        cause = "; or ".join(ways) or "what was not found in time"
        turns = "now holds" if one.holds else "no longer holds"
        words = one.why.words if one.why is not None else turns
        told = f"{one.state} ({one.concept}) {words}"
        by_cause.setdefault(cause, []).append((first_upper(_state(marks, one.state)), told))
    return [(cause, lines[:_MOST]) for cause, lines in by_cause.items()]
