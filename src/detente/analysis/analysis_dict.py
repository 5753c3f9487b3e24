"""The analysis as plain values: what `detente analyze --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.analysis.state_rows import Rows, check_limit, state_rows
from detente.limits import limit as limit_of

if TYPE_CHECKING:
    from detente.analysis.analyze import Analysis


def analysis_dict(analysis: Analysis, limit: int | None, table: Rows | None) -> dict[str, Any]:
    """The plain values; lists of at most `limit` states, `table_rows` and so on by default."""
    check_limit(limit)
    most = limit_of("list_states") if limit is None else limit
    graph = analysis.verdicts.graph
    stable: dict[str, dict[str, list[str]]] = {}
    counts: dict[str, Any] = {"equilibria": {}, "stable": {}}
    truncated = False
    equilibria = {}
    for concept in analysis.concepts:
        found = np.flatnonzero(analysis.verdicts.equilibria(concept))
        counts["equilibria"][concept] = len(found)
        truncated |= len(found) > most
        equilibria[concept] = graph.state_texts(found[:most])
    judged = [
        one for one in analysis.verdicts.asked if one.id in analysis.concepts and not one.leader
    ]
    for k, party in enumerate(graph.names):
        stable[party], counts["stable"][party] = {}, {}
        for one in judged:
            found = np.flatnonzero(analysis.verdicts.stable(k, one.id))
            counts["stable"][party][one.id] = len(found)
            truncated |= len(found) > most
            stable[party][one.id] = graph.state_texts(found[:most])
    status_quo = analysis.status_quo
    answer = {
        "conflict": analysis.conflict.title,
        "states": analysis.size,
        "decision_makers": list(graph.names),
        "status_quo": None if status_quo is None else str(status_quo),
        "concepts": list(analysis.concepts),
        "equilibria": equilibria,
        "stable": stable,
        "outcomes": analysis.outcomes(),
        "firm": {name: dict(found) for name, found in analysis.firm.items()},
        "groups": [group.to_dict() for group in analysis.groups()],
        "leaving": {
            name: analysis.leavers(name, analysis.telling) if analysis.telling else {}
            for name in analysis.outcome_planes
        },
        "why_not": None if analysis.why_not is None else analysis.why_not.to_dict(),
        "counts": counts,
        "nobody_can_move": {
            "states": analysis.nobody_moves,
            "outcomes": analysis.outcomes_where_nobody_moves(),
        },
        "truncated": truncated,
        "not_defined": dict(analysis.not_defined),
        "experimental": [
            one.id
            for one in analysis.verdicts.asked
            if one.experimental and one.id in analysis.concepts
        ],
        "assumptions": analysis.assumptions,
    }
    if table is not None:
        shown = table.first(most)
        answer["table"] = [row.to_dict() for row in state_rows(analysis, shown.index)]
        counts["table"] = table.count
        answer["truncated"] = truncated or len(shown.index) < table.count
    return answer
