"""Judging coalitions: each sanction concept, on the play of a coalition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.bench import Bench
from detente.stability.coalitions.play import Coalition, CoalitionPlay
from detente.stability.coalitions.setting import CoalitionSetting
from detente.stability.registry import find

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")  # each `c-` before its id with coalitions
_BLOCK_BYTES = 1 << 24


def all_coalitions(parties: int, least: int = 1) -> Iterator[Coalition]:
    """All coalitions of at least so many members, small ones first, then in file order."""
    for size in range(least, parties + 1):
        yield from combinations(range(parties), size)


class _Seat(Bench):
    """A bench at which one coalition sits in a party's place."""

    def __init__(self, play: CoalitionPlay) -> None:
        super().__init__(play.graph, Assumptions(), None)  # type: ignore[arg-type]  # it has its play
        self._sitting = play

    def play(self, party: int) -> Any:
        return self._sitting


def judge_coalition(
    graph: Graph,
    coalition: Coalition,
    concept: str,
    starts: NDArray[np.integer],
    setting: CoalitionSetting,
) -> NDArray[np.bool_]:
    """Where the coalition would stay, under `c-` + concept: bool (starts,).

    Source: [KHFP01] for joint improvements, [IH08] for class answers.
    TooLarge where moves or answers cannot be listed. Cost: some passes over the states for every
    eight starts.
    """
    result = np.ones(len(starts), dtype=bool)
    if len(coalition) == graph.parties:
        concept = "nash"  # nobody is left to answer
    for begin in range(0, len(starts), block := _block(graph)):
        part = np.asarray(starts[begin : begin + block], dtype=np.int64)
        play = CoalitionPlay(graph, coalition, part, setting)
        result[begin : begin + block] = _asked(concept)(_Seat(play), 0, 0)
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
        play = _Noted(graph, coalition, part, setting)
        _asked(concept)(_Seat(play), 0, 0)
        for k in range(len(part)):
            yield (play.noted[:, k >> 3] & (128 >> (k & 7))).astype(bool)


class _Noted(CoalitionPlay):
    """Keeps what tempts, which `stable` looks for a way to."""

    def stable(self, value: NDArray[np.uint8]) -> NDArray[np.bool_]:
        self.noted = self.tempting(value)
        return np.ones(len(self.starts), dtype=bool)


def _asked(concept: str) -> Any:
    assert concept in CONCEPTS, concept
    found = find(concept)
    assert found is not None
    return found[0].concept.judge


def _block(graph: Graph) -> int:
    """How many starts are looked at in one go."""
    widest = graph.states
    return max(8, min(graph.states, 8 * (_BLOCK_BYTES // max(1, widest))))
