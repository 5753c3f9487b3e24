"""The rankings of a `.gmcr` file: numbers of feasible states, best first, a list for a tie."""

from __future__ import annotations

from detente.formats.json_checker import JsonChecker, shown
from detente.formats.json_places import Node
from detente.model import Graph, Preference, Priorities, Ranking


def read_ranking(checker: JsonChecker, node: Node, graph: Graph, party: str) -> Preference:
    """The preference that a ranking says; faults for numbers that name no state, or one twice.

    graph  the feasible states; number k of the file is the state with index k - 1.
    party  the decision maker, for messages.
    """
    assert isinstance(node.value, list)
    seen: set[int] = set()
    classes: list[tuple[str, ...]] = []
    for item in node.value:
        numbers = item.value if isinstance(item.value, list) else [item]
        found = [_number(checker, number, graph.states, seen) for number in numbers]
        members = tuple(graph.state_text(k - 1) for k in found if k is not None)
        if members:
            classes.append(members)
    missing = graph.states - len(seen)
    if missing and not checker.problems:
        checker.note(
            node,
            "W-RANKING",
            f"the ranking of '{party[:40]}' names {len(seen):,} of {graph.states:,} states, "
            "so it may have been made for other infeasible conditions; the rest come last, tied",
            "check the ranking in GMCR+",
        )
    if len(classes) <= 1 and not missing:
        return Preference(Priorities(()))
    return Preference(Ranking(tuple(classes)))


def _number(checker: JsonChecker, node: Node, states: int, seen: set[int]) -> int | None:
    if type(node.value) is not int:
        checker.fault(
            node, "E-TYPE", f"{shown(node)} is no number of a state", "write a whole number"
        )
        return None
    if not 1 <= node.value <= states:
        checker.fault(
            node,
            "E-STATE",
            f"there is no state {node.value}: the file's conditions leave {states:,}, from 1",
            "mend the ranking, or the infeasible conditions",
        )
        return None
    if node.value in seen:
        checker.fault(
            node,
            "E-STATE-TWICE",
            f"the state {node.value} stands here a second time",
            "leave one out",
        )
        return None
    seen.add(node.value)
    return node.value
