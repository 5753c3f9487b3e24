"""The analysis as plain values: what `detente analyze --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.analysis.state_rows import check_limit
from detente.analysis.state_sets import States
from detente.limits import limit as limit_of

if TYPE_CHECKING:
    from detente.analysis.analyze import Analysis
    from detente.analysis.symbolic import SymbolicAnalysis


def analysis_dict(
    analysis: Analysis | SymbolicAnalysis, limit: int | None, table: Any
) -> dict[str, Any]:
    """The plain values; lists of at most `limit` states, `table_rows` and so on by default.

    table  the rows to print, as the analysis chose them; None for no table.
    """
    check_limit(limit)
    most = limit_of("list_states") if limit is None else limit
    parties = analysis.conflict.party_names
    stable: dict[str, dict[str, list[str]]] = {}
    counts: dict[str, Any] = {"equilibria": {}, "stable": {}}
    truncated = False
    equilibria = {}
    for concept in analysis.concepts:
        found: States = analysis.held(concept)
        counts["equilibria"][concept] = found.count
        truncated |= found.count > most
        equilibria[concept] = list(found.first(most))
    judged = [
        one for one in analysis.verdicts.asked if one.id in analysis.concepts and not one.leader
    ]
    for party in parties:
        stable[party], counts["stable"][party] = {}, {}
        for one in judged:
            found = analysis.held(one.id, party)
            counts["stable"][party][one.id] = found.count
            truncated |= found.count > most
            stable[party][one.id] = list(found.first(most))
    status_quo = analysis.status_quo
    answer = {
        "conflict": analysis.conflict.title,
        "states": analysis.size,
        "decision_makers": list(parties),
        "status_quo": None if status_quo is None else str(status_quo),
        "concepts": list(analysis.concepts),
        "equilibria": equilibria,
        "stable": stable,
        "outcomes": analysis.outcomes(),
        "firm": {name: dict(found) for name, found in analysis.firm.items()},
        "groups": [group.to_dict() for group in analysis.groups()],
        "leaving": {
            name: analysis.leavers(name, analysis.telling) if analysis.telling else {}
            for name in analysis.conflict.outcome_names
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
        told = [row.to_dict() for row in analysis.rows_of(shown)]
        answer["table"] = told
        counts["table"] = table.count
        answer["truncated"] = truncated or len(told) < table.count
    return answer
