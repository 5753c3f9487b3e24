"""A coalition's play: the graph as its members face it when they move together."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Arcs, Graph
from detente.problems import TooLarge
from detente.stability.coalitions.lanes import (
    ALL,
    ANY,
    Lanes,
    better_lanes,
    over_arcs,
    step,
    worse_lanes,
)
from detente.stability.coalitions.setting import CoalitionSetting
from detente.stability.engines.base import StepRule
from detente.stability.engines.sequences import least_by_sequences

Coalition = tuple[int, ...]  # parties, ascending


class CoalitionPlay:
    """The play of a coalition from some starts; see Play for what a value is.

    A value is lanes: whether a state lets the coalition escape from each start.
    """

    together: Any = ALL  # how what holds at several ends is put together

    def __init__(
        self,
        graph: Graph,
        coalition: Coalition,
        starts: NDArray[np.int64],
        setting: CoalitionSetting,
    ) -> None:
        self.graph, self.coalition, self.starts, self.setting = graph, coalition, starts, setting
        self.outside = tuple(k for k in range(graph.parties) if k not in coalition)

    @cached_property
    def better(self) -> Lanes:
        """What all members prefer to each start."""
        return _together([better_lanes(self.graph, k, self.starts) for k in self.coalition])

    @cached_property
    def own(self) -> Lanes:
        """What deters no member: better for all, or with strict sanctions worse for none."""
        if self.setting.sanction == "weak":
            return self.better
        return _together([~worse_lanes(self.graph, k, self.starts) for k in self.coalition])

    @property
    def top(self) -> Lanes:
        """Everything is an escape from everywhere."""
        return np.full_like(self.better, 255)

    def either(self, one: Lanes, other: Lanes) -> Lanes:
        """Escapes of either."""
        return one | other

    def both(self, one: Lanes, other: Lanes) -> Lanes:
        """Escapes of both."""
        return one & other

    def best_reply(self, value: Lanes, improving: bool = False) -> Lanes:
        """Whether the coalition can go to an escape, by a legal sequence of its members."""
        return reached_lanes(self.graph, self.coalition, improving, value)

    def least_answer(self, value: Lanes, rule: StepRule) -> Lanes:
        """Whether every answer of those outside ends in an escape."""
        assert rule.leaving is None, "no concept of coalitions asks where a step may begin"
        if rule.kind == "improvements" and self.setting.answers == "class":
            return self._class_answer(value)
        improving = rule.kind == "improvements"
        return least_by_sequences(
            self.setting.sanction_moves,
            composes(self.graph, improving),
            self.outside,
            value,
            self.top,
            lambda k, ahead: step(self.graph, k, improving, ahead, self.together),
            self.together,
            np.array_equal,
        )

    def _class_answer(self, value: Lanes) -> Lanes:
        groups = [
            group
            for size in range(1, len(self.outside) + 1)
            for group in combinations(self.outside, size)
        ]

        def back(k: int, ahead: Lanes) -> Lanes:
            if len(groups[k]) == 1:
                return step(self.graph, groups[k][0], True, ahead, self.together)
            gains = joint_improvements(self.graph, groups[k], self.setting.improvements)
            return over_arcs(gains, ahead, self.together)

        return least_by_sequences(
            "legal",
            composes(self.graph, True),
            range(len(groups)),
            value,
            self.top,
            back,
            self.together,
            np.array_equal,
        )

    def tempting(self, value: Lanes) -> Lanes:
        """What all members prefer to each start, and what the answers leave an escape."""
        return self.better & value

    def stable(self, value: Lanes) -> NDArray[np.bool_]:
        """Where no joint improvement is an escape: bool (starts,)."""
        stepwise = self.setting.improvements == "stepwise"
        leads = reached_lanes(self.graph, self.coalition, stepwise, self.tempting(value))
        k = np.arange(len(self.starts))
        return (leads[self.starts, k >> 3] & (128 >> (k & 7)).astype(np.uint8)) == 0


def _together(parts: list[Lanes]) -> Lanes:
    result = parts[0]
    for one in parts[1:]:
        result = result & one
    return result


def composes(graph: Graph, improving: bool) -> bool:
    """Whether two steps of a party in a row are one step of it, or none."""
    return graph.moves_compose and (graph.ranked or not improving)


def reached_lanes(graph: Graph, coalition: Coalition, improving: bool, value: Lanes) -> Lanes:
    """Where some legal sequence of the coalition leads to what is so in `value`.

    Where steps compose the start counts as an end: harmless where what is asked of an end excludes
    the start, or where the start itself was asked before.
    """
    return least_by_sequences(
        "legal",
        composes(graph, improving),
        coalition,
        value,
        np.zeros_like(value),
        lambda k, ahead: step(graph, k, improving, ahead, ANY),
        np.bitwise_or,
        np.array_equal,
    )


def joint_improvements(graph: Graph, coalition: Coalition, improvements: str) -> Arcs:
    """The coalition's improvements one by one, listed once a graph and kept.

    Memory: a table of states by states; TooLarge where that is too much.
    """

    def listed() -> Arcs:
        if graph.states > limit("coalition_states"):
            raise TooLarge(
                f"answers by coalitions on {graph.states:,} states",
                f"a table of {graph.states:,} by {graph.states:,} states",
                "let those outside answer each by itself (`--coalition-answers individual`), or "
                "hold some options fixed (`--holding`)",
            )
        return _listed(graph, coalition, improvements == "stepwise")

    return graph.of_orders.once(("joint improvements", coalition, improvements), listed)


def _listed(graph: Graph, coalition: Coalition, stepwise: bool) -> Arcs:
    every = np.arange(graph.states)
    reach = reached_lanes(
        graph, coalition, stepwise, np.packbits(np.eye(graph.states, dtype=bool), axis=1)
    )
    # Lanes are read the other way round here: row = where from, bit = where to.
    liked = _together([worse_lanes(graph, k, every) for k in coalition])
    gains = np.unpackbits(
        np.asarray(reach & liked, dtype=np.uint8), axis=1, count=graph.states
    ).astype(bool)
    np.fill_diagonal(gains, False)
    start, end = np.nonzero(gains)
    first = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=graph.states))])
    return Arcs(first.astype(np.int64), end.astype(np.int32))
