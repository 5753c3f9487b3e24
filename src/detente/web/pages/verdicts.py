"""Verdicts: what would hold, the states as a matrix, and why."""

from __future__ import annotations

from typing import Any

from detente.analysis import Analysis, state_rows
from detente.problems import ModelError
from detente.web.columns import choices, ordered, orders, plane_of
from detente.web.matrix import matrix
from detente.web.unsure import semantics_said
from detente.web.view import View
from detente.web.why import why
from detente.web.wishes import all_wishes
from detente.web.wording import finding, turned

_ROWS = 50  # states of a page of rows


def verdicts(view: View) -> tuple[str, dict[str, Any]]:
    """The page; where the model is too large to be judged unasked, the offer to do so."""
    analysis = view.analysis
    wishes = all_wishes(view)
    if analysis is None:
        job = view.open_projects.judged.job(view.head, view.reading)
        return "unjudged.html", {
            "wishes": wishes,
            "job": job,
            "options": len(view.conflict.options),
            "earlier": _earlier(view),
        }
    wrong: tuple[Any, ...] = ()
    rows: list[Any] = []
    found = None
    try:
        if view.asked("as") == "rows":
            rows = _rows(view, analysis)
        else:
            found = matrix(view, analysis)
    except ModelError as error:
        wrong = error.problems
    return "verdicts.html", {
        "analysis": analysis,
        "wishes": wishes,
        "lead": finding(view, analysis),
        "turned": turned(view, analysis),
        "matrix": found,
        "rows": rows,
        "pages": -(-int(plane_of(view, analysis).sum()) // _ROWS) if rows else 1,
        "page": view.number("part"),
        "choices": choices(view, analysis),
        "orders": orders(view, analysis),
        "wrong": wrong,
        "semantics": semantics_said(view),
        "why": why(view, analysis),
        "outcomes": _outcomes(view, analysis),
        "little": analysis.says_little(),
    }


def _earlier(view: View) -> int:
    """How many edits ago the newest state was that has verdicts at hand; 0 for none."""
    ago, state = 0, view.head.state
    while state.parent is not None and ago < 50:
        before = view.project.texts(state.parent)
        ago += 1
        if view.open_projects.judged.analysis(before, view.reading) is not None:
            return ago
        state = before.state
    return 0


def _rows(view: View, analysis: Analysis) -> list[Any]:
    import numpy as np

    places = ordered(view, analysis, np.flatnonzero(plane_of(view, analysis)))
    first = view.number("part") * _ROWS
    return list(state_rows(analysis, places[first : first + _ROWS]))


def _outcomes(view: View, analysis: Analysis) -> list[dict[str, Any]]:
    """By outcome: states, equilibria by concept, firm ones, and who would leave."""
    found = []
    concept = view.concept
    for name, counts in analysis.outcomes().items():
        size = int(analysis.outcome_planes[name].sum())
        leavers = analysis.leavers(name, concept) if concept else {}
        found.append(
            {
                "name": name,
                "title": analysis.conflict.outcomes[name].words,
                "size": size,
                "counts": counts,
                "firm": analysis.firm.get(name, {}).get("seq") if analysis.firm else None,
                "leavers": leavers,
                "url": view.url(show=f"in:{name}", part=None),
            }
        )
    return found
