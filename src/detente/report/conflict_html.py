"""A conflict in a notebook: who can do what, what is done today, and the graph of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import Conflict, told
from detente.problems import DetenteError
from detente.report.html import as_html
from detente.report.numbers import count
from detente.report.terminal import Page

if TYPE_CHECKING:
    from detente.report.pictures.drawing import Picture

_OPTIONS = 8  # 2^8 states at most: the graph is there at once
_STATES = 150
_LISTED = 40


def conflict_html(conflict: Conflict) -> str:
    """The conflict as one HTML element, with its state graph where that is small."""
    return as_html(lambda page: show_conflict(page, conflict), *_graph(conflict))


def show_conflict(page: Page, conflict: Conflict) -> None:
    """Set a conflict on a page: parties and options, today, and what else the model has."""
    parties = conflict.decision_makers
    sizes = [count(len(parties), "party")]
    if conflict.form == "option":
        sizes.append(count(len(conflict.options), "option"))
    else:
        sizes.append(count(len(conflict.states), "state"))
    if conflict.as_of:
        sizes.append(f"as of {conflict.as_of}")
    page.heading(conflict.title, ", ".join(sizes))
    if conflict.about:
        page.line(conflict.about)
    if conflict.form == "option":
        page.table([("party", "left"), ("option", "left"), ("today", "left")], _options(conflict))
    else:
        _states(page, conflict)
    more = [
        count(len(found), what)
        for found, what in (
            (conflict.rules, "rule"),
            (conflict.outcomes, "outcome"),
            (conflict.evidence, "evidence entry"),
            (conflict.claims, "claim"),
        )
        if found
    ]
    if more:
        page.line(", ".join(more), style="dim")
    if conflict.outcomes:
        page.line(f"Outcomes: {', '.join(one.words for one in conflict.outcomes.values())}")
    page.line("Next: detente analyze FILE", style="bold")


def _options(conflict: Conflict) -> list[list[str]]:
    rows, place = [], 0
    for party in conflict.decision_makers:
        for k, option in enumerate(party.options):
            today = conflict.status_quo[place] if conflict.status_quo else ""
            rows.append(["" if k else party.words, option.words, "taken" if today == "Y" else ""])
            place += 1
    return rows


def _states(page: Page, conflict: Conflict) -> None:
    rows = [
        [one.name, one.title, "today" if one.name == conflict.status_quo else ""]
        for one in conflict.states[:_LISTED]
    ]
    page.table([("state", "left"), ("", "left"), ("", "left")], rows)
    if len(conflict.states) > _LISTED:
        page.line(f"and {count(len(conflict.states) - _LISTED, 'more state')}")
    if conflict.status_quo is not None:
        for who, what in told(conflict, conflict.status_quo):
            page.line(f"Today {who}: {what}")


def _graph(conflict: Conflict) -> list[Picture]:
    small = (
        len(conflict.options) <= _OPTIONS
        if conflict.form == "option"
        else len(conflict.states) <= _STATES
    )
    if not small:
        return []
    from detente.analysis import analyze
    from detente.report.pictures.graph import state_graph

    try:
        analysis = analyze(conflict)
    except DetenteError:  # a model without states, or without verdicts, is shown all the same
        return []
    return [state_graph(analysis)] if 0 < analysis.size <= _STATES else []
