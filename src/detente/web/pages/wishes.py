"""Wishes: one party's list, its alternatives, the ranking that follows, what decides."""

from __future__ import annotations

from typing import Any

from detente.analysis import Analysis
from detente.web.columns import chosen
from detente.web.doubts import doubts
from detente.web.view import View
from detente.web.wishes import all_wishes, between, ranked, wishes_of
from detente.web.wording import finding, turned


def wishes(view: View) -> tuple[str, dict[str, Any]]:
    """The page of one party's wishes: the first party's where none is named."""
    names = view.conflict.party_names
    party = view.asked("party") if view.asked("party") in names else names[0]
    analysis = view.analysis
    return "wishes.html", {
        "party": party,
        "own": wishes_of(view, party),
        "all": all_wishes(view),
        "editing": view.number("k", -1) if view.asked("k") else -1,
        "lead": None if analysis is None else finding(view, analysis),
        "turned": [] if analysis is None else turned(view, analysis),
        "ranked": None if analysis is None else ranked(view, analysis, party),
        "between": None if analysis is None else between(view, analysis, party),
        "states": [] if analysis is None else _states(view, analysis),
        "names": _names(view),
        "doubts": doubts(view),
    }


def _states(view: View, analysis: Analysis) -> list[tuple[str, str]]:
    """Those that can be picked: the ones worth a look, and the two that are picked."""
    graph = analysis.verdicts.graph
    texts = [graph.state_text(k) for k in chosen(view, analysis).states]
    texts += [one for one in (view.asked("a"), view.asked("b")) if graph.find_state(one)]
    return [(one, view.marks.state(one)) for one in dict.fromkeys(texts)]


def _names(view: View) -> list[str]:
    """What a condition can name, for those who type."""
    conflict = view.conflict
    things = [one.key for one in conflict.options] or [one.name for one in conflict.states]
    return [*things, *(f"'{one}'" for one in conflict.outcomes)]
