"""A conflict under one reading: who leaves, who answers, by which sequences of moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from oracle.conflict import Conflict
from oracle.semantics import Semantics, simple

Steps = Mapping[str, Mapping[str, frozenset[str]]]  # steps[j][x]: where j's step from x may lead

SANCTION_MOVES = ("legal", "once", "single")
SANCTIONS = ("weak", "strict")


def ends(steps: Steps, movers: Sequence[str], start: str, how: str) -> frozenset[str]:
    """Where non-empty sequences of steps by the movers can end; the start may be among them."""
    if how == "single":
        return frozenset(y for j in movers for y in steps[j][start])
    found = set()
    if how == "once":  # every mover at most one step, in any order
        seen = {(start, frozenset[str]())}
        waiting = list(seen)
        while waiting:
            x, moved = waiting.pop()
            for j in movers:
                if j in moved:
                    continue
                for y in steps[j][x]:
                    found.add(y)
                    if (y, moved | {j}) not in seen:
                        seen.add((y, moved | {j}))
                        waiting.append((y, moved | {j}))
        return frozenset(found)
    assert how == "legal", how  # nobody twice in a row
    seen_last = {(y, j) for j in movers for y in steps[j][start]}
    waiting_last = list(seen_last)
    while waiting_last:
        x, last = waiting_last.pop()
        found.add(x)
        for j in movers:
            if j == last:
                continue
            for y in steps[j][x]:
                if (y, j) not in seen_last:
                    seen_last.add((y, j))
                    waiting_last.append((y, j))
    return frozenset(found)


def shortest(
    steps: Steps,
    movers: Sequence[str],
    start: str,
    how: str,
    goal: Callable[[str], bool],
    order: Sequence[str],
) -> list[tuple[str, str]] | None:
    """A shortest sequence to a goal as (mover, state), the first by movers and order of states."""
    queue: list[tuple[str, list[tuple[str, str]]]] = [(start, [])]
    seen = set()
    for x, path in queue:  # grows as we go
        if path and goal(x):
            return path
        moved = [j for j, _ in path]
        for j in movers:
            if j in {"single": moved and movers, "once": moved, "legal": moved[-1:]}[how]:
                continue
            for y in order:
                memory = frozenset((*moved, j)) if how == "once" else j
                if y in steps[j][x] and (y, memory) not in seen:
                    seen.add((y, memory))
                    queue.append((y, [*path, (j, y)]))
    return None


class Reading:
    """The sets that the concepts are defined by, each searched once."""

    def __init__(
        self, conflict: Conflict, sanction_moves: str, semantics: Semantics | str = "weak"
    ) -> None:
        self.conflict = conflict
        self.how = sanction_moves
        self.semantics = simple(conflict, semantics) if isinstance(semantics, str) else semantics
        self.deters = self.semantics.deters
        self.memory: dict[Any, Any] = {}  # what the concepts wish to compute once
        self._leaving: dict[tuple[str, str], frozenset[str]] = {}

    def leaving(self, i: str, s: str) -> frozenset[str]:
        """U(s): the moves of i from s for which i would leave s."""
        if (i, s) not in self._leaving:
            self._leaving[i, s] = frozenset(
                t for t in self.conflict.moves[i][s] if self.semantics.improves(i, s, t)
            )
        return self._leaving[i, s]

    def alone(self, i: str, s: str, t: str) -> Reading:
        """The same reading where t is all that i would leave s for."""
        copy = Reading(self.conflict, self.how, self.semantics)
        copy._leaving[i, s] = frozenset((t,))
        return copy

    def credible_steps(self) -> Steps:
        """C_j(x): the moves that each party can be expected to make."""
        key = ("credible steps", self.semantics.credible_name)
        found = self.conflict.found
        if key not in found:
            found[key] = {
                j: {
                    x: frozenset(y for y in targets if self.semantics.credible(j, x, y))
                    for x, targets in self.conflict.moves[j].items()
                }
                for j in self.conflict.parties
            }
        steps: Steps = found[key]
        return steps

    def answers(self, i: str, t: str) -> frozenset[str]:
        """A(t): where the others' sequences of moves from t can end."""
        return self._ends("moves", self.conflict.moves, i, t)

    def credible_answers(self, i: str, t: str) -> frozenset[str]:
        """A^C(t): where the others' sequences of credible steps from t can end."""
        return self._ends(self.semantics.credible_name, self.credible_steps(), i, t)

    def _ends(self, name: str, steps: Steps, i: str, t: str) -> frozenset[str]:
        key = (name, self.how, i, t)
        found = self.conflict.found
        if key not in found:
            found[key] = ends(steps, self.conflict.others(i), t, self.how)
        answer: frozenset[str] = found[key]
        return answer
