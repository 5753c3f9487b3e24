"""Judging coalitions: each sanction concept, on the play of a coalition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Graph
from detente.problems import TooLarge
from detente.stability.coalitions import dominance, swept
from detente.stability.coalitions.dominance import ByNumbers
from detente.stability.coalitions.lanes import Lanes
from detente.stability.coalitions.play import Coalition, CoalitionPlay
from detente.stability.coalitions.setting import CoalitionSetting
from detente.stability.coalitions.swept import SweptCoalition
from detente.stability.registry import find
from detente.stability.terms import Term, worth

COALITION_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")  # each a `c-` with coalitions
By = Literal["auto", "swept", "numbers", "lanes"]
_BLOCK_BYTES = 1 << 24


def all_coalitions(parties: int, least: int = 1) -> Iterator[Coalition]:
    """All coalitions of at least so many members, small ones first, then in file order."""
    for size in range(least, parties + 1):
        yield from combinations(range(parties), size)


class CoalitionJudge:
    """One coalition on one graph; what is worked out for one concept serves the others.

    by  `auto`: the quickest way that can; `swept`, `numbers`, `lanes`: that way where it can, else
        the next. The answer is the same.
    asked  the concepts that will be asked, where that is known: some are worked out together.
    """

    def __init__(
        self,
        graph: Graph,
        coalition: Coalition,
        setting: CoalitionSetting,
        by: By = "auto",
        asked: Sequence[str] = (),
    ) -> None:
        self.graph, self.coalition, self.setting, self.by = graph, coalition, setting, by
        self._asked = asked

    def stays(self, concept: str, starts: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Where the coalition would stay, under `c-` + concept: bool (starts,).

        Source: [KHFP01] for joint improvements, [IH08] for class answers.
        TooLarge where moves or answers cannot be listed. Cost: see swept.py; else some passes over
        the states for every eight starts.
        """
        where = np.zeros(self.graph.states, dtype=bool)
        where[starts] = True
        return ~self.leaves(concept, where)[starts]

    def leaves(self, concept: str, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Where the coalition would leave, of the states in `where`: bool (states,)."""
        if len(self.coalition) == self.graph.parties:
            concept = "nash"  # nobody is left to answer
        if not where.any():
            return np.zeros(len(where), dtype=bool)
        if self._sweeps(concept):
            return self._swept.leaves(concept, where)
        leaves = np.zeros(len(where), dtype=bool)
        at = np.flatnonzero(where)
        leaves[at] = ~self._stays(concept, at)
        return leaves

    def _stays(self, concept: str, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        graph, setting = self.graph, self.setting
        if self.by == "lanes" or not dominance.takes(graph, self.coalition, setting):
            return _on_lanes(graph, self.coalition, concept, at, setting)
        by = self._numbers
        if concept not in ("smr", "sseq"):
            return ~by.leaves(concept, at)
        # The coalition leaves wherever it leaves without the right to answer back, and stays where
        # the best of its answers back would not do, member by member. Between the two each is
        # looked at.
        stays = ~by.may_leave(concept, at)
        open_ = np.flatnonzero(~stays)
        open_ = open_[~by.leaves("gmr" if concept == "smr" else "seq", at[open_])]
        stays[open_] = _on_lanes(graph, self.coalition, concept, at[open_], setting)
        return stays

    @cached_property
    def _swept(self) -> SweptCoalition:
        return SweptCoalition(self.graph, self.coalition, self.setting, self._asked)

    @cached_property
    def _numbers(self) -> ByNumbers:
        return ByNumbers(self.graph, self.coalition, self.setting)

    def _sweeps(self, concept: str) -> bool:
        if self.by not in ("auto", "swept"):
            return False
        if not swept.takes(self.graph, self.coalition, concept, self.setting):
            return False
        return self.by == "swept" or swept.pays(self.graph)


def judge_coalition(
    graph: Graph,
    coalition: Coalition,
    concept: str,
    starts: NDArray[np.integer],
    setting: CoalitionSetting,
    by: By = "auto",
) -> NDArray[np.bool_]:
    """Where the coalition would stay, for one concept: see CoalitionJudge.stays."""
    return CoalitionJudge(graph, coalition, setting, by).stays(concept, starts)


def _on_lanes(
    graph: Graph,
    coalition: Coalition,
    concept: str,
    starts: NDArray[np.int64],
    setting: CoalitionSetting,
) -> NDArray[np.bool_]:
    """The same, start by start; TooLarge where there are too many."""
    work = len(starts) * graph.states
    if work > limit("coalition_checks"):
        raise TooLarge(
            f"c-{concept} of a coalition at {len(starts):,} of {graph.states:,} states",
            f"about {work * 4e-9 / 60:,.0f} minutes",
            "ask for other concepts (`--concepts c-nash,c-gmr,c-seq`), or hold some options fixed "
            "(`--holding`)",
        )
    result = np.ones(len(starts), dtype=bool)
    for begin in range(0, len(starts), block := _block(graph)):
        play = CoalitionPlay(graph, coalition, starts[begin : begin + block], setting)
        result[begin : begin + block] = play.stable(_worth(concept, play))
    return result


def tempting_states(
    graph: Graph,
    coalition: Coalition,
    concept: str,
    starts: NDArray[np.integer],
    setting: CoalitionSetting,
) -> Iterator[NDArray[np.bool_]]:
    """For each start what would make the coalition leave it if it can go there: bool (states,).

    Better for all members, and under `c-` + concept left an escape by every answer.
    """
    if len(coalition) == graph.parties:
        concept = "nash"
    for begin in range(0, len(starts), block := _block(graph)):
        part = np.asarray(starts[begin : begin + block], dtype=np.int64)
        play = CoalitionPlay(graph, coalition, part, setting)
        tempting = play.tempting(_worth(concept, play))
        for k in range(len(part)):
            yield (tempting[:, k >> 3] & (128 >> (k & 7))).astype(bool)


def _worth(concept: str, play: CoalitionPlay) -> Lanes:
    """What each state comes to for the coalition, by the concept's own term."""
    assert concept in COALITION_CONCEPTS, concept
    found = find(concept)
    assert found is not None
    assert found[0].term is not None
    return worth(found[0].term, play, _nobody_knows)


def _nobody_knows(term: Term) -> NDArray[np.bool_]:
    raise AssertionError(f"no concept of coalitions asks who would leave under {term}")


def _block(graph: Graph) -> int:
    """How many starts are looked at in one go."""
    widest = graph.states
    return max(8, min(graph.states, 8 * (_BLOCK_BYTES // max(1, widest))))
