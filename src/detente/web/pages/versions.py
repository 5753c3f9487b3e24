"""Versions: the history, names, what the file says, and two states compared."""

from __future__ import annotations

from typing import Any

from detente.analysis.diff import Diff, diff
from detente.problems import DetenteError
from detente.store import compared
from detente.web.view import View

_MOST = 12


def versions(view: View) -> tuple[str, dict[str, Any]]:
    """The saved states, the newest first; with `a` and `b`, what changed from one to the other."""
    history = view.project.history()
    origin = view.project.origin()
    outside = view.desk.look_outside(view.project) if origin is not None else None
    differences: tuple[Any, ...] = ()
    if outside is not None and origin is not None:
        found = compared(origin.text, view.head.text, outside.text)
        differences = tuple(one for one in found if one.by == "both")
    answer, words = None, ""
    if view.asked("a") and view.asked("b"):
        answer, words = _diff(view)
    return "versions.html", {
        "history": history,
        "origin": origin,
        "outside": outside,
        "differences": differences,
        "unsaved": origin is not None and origin.text != view.head.text,
        "diff": answer,
        "diff_words": words,
        "told": [] if answer is None else _told(answer),
        "a": view.number("a"),
        "b": view.number("b"),
    }


def _diff(view: View) -> tuple[Diff | None, str]:
    judged = view.desk.judged
    try:
        old, new = (view.project.texts(view.number(one)) for one in "ab")
        if not (judged.is_live(old) and judged.is_live(new)):
            return None, "These models are too large to be compared here; ask `detente diff`."
        return diff(judged.conflict(old), judged.conflict(new)), ""
    except DetenteError as error:
        return None, str(error)


def _told(answer: Diff) -> list[tuple[str, list[str]]]:
    """Which verdicts turned, by the changes that turned them."""
    by_cause: dict[str, list[str]] = {}
    for one in answer.verdicts:
        ways = [" together with ".join(f"change {k + 1}" for k in way) for way in one.causes]
        cause = "; or ".join(ways) or "what was not found in time"
        turns = "now holds" if one.holds else "no longer holds"
        words = one.why.words if one.why is not None else turns
        by_cause.setdefault(cause, []).append(f"{one.state} ({one.concept}) {words}")
    return [(cause, lines[:_MOST]) for cause, lines in by_cause.items()]
