"""The shape of answers: which step may follow which, under each reading of `sanction_moves`.

A fold over answers is the same for numbers and for sets; it needs `step(k, ahead)`: what party k's
one step from each state brings, where `ahead` is the value of each step's end; and `worse`, the
meet of two values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

from detente.limits import limit
from detente.problems import TooLarge
from detente.stability.assumptions import SanctionMoves

V = TypeVar("V")


def least_by_sequences(
    sanction_moves: SanctionMoves,
    compose: bool,
    movers: Sequence[int],
    value: V,
    top: V,
    step: Callable[[int, V], V],
    worse: Callable[[V, V], V],
    same: Callable[[V, V], bool],
) -> V:
    """The worst of `value` over the ends of all answers of `movers`, from each state.

    compose  whether the steps of one party compose, so that the last mover need not be known.
    Cost: `single` one step a mover; `legal` sweeps until nothing changes; `once` one step for
    every set of movers and member.
    """
    if not movers:
        return top
    if sanction_moves == "single" or len(movers) == 1:
        return _fold(worse, [step(k, value) for k in movers])
    if sanction_moves == "once":
        return _once(movers, value, top, step, worse)
    if compose:
        return _closure(movers, value, step, worse, same)
    return _legal(movers, value, top, step, worse, same)


def _fold(worse: Callable[[V, V], V], values: Sequence[V]) -> V:
    result = values[0]
    for one in values[1:]:
        result = worse(result, one)
    return result


def _closure(
    movers: Sequence[int],
    value: V,
    step: Callable[[int, V], V],
    worse: Callable[[V, V], V],
    same: Callable[[V, V], bool],
) -> V:
    """Sweeps to the fixpoint of x = worse(x, step(k, x)); counts the start itself as an end."""
    result, calm, k = value, 0, 0
    while calm < len(movers):
        after = worse(result, step(movers[k], result))
        calm = calm + 1 if same(after, result) else 1
        result, k = after, (k + 1) % len(movers)
    return result


def _legal(
    movers: Sequence[int],
    value: V,
    top: V,
    step: Callable[[int, V], V],
    worse: Callable[[V, V], V],
    same: Callable[[V, V], bool],
) -> V:
    """Search over (state, last mover): by[k] is the worst end of answers that k begins."""
    by = {k: step(k, value) for k in movers}
    while True:
        settled = True
        for k in movers:
            ahead = worse(value, _fold(worse, [by[j] for j in movers if j != k]))
            after = worse(by[k], step(k, ahead))
            settled &= same(after, by[k])
            by[k] = after
        if settled:
            return _fold(worse, list(by.values()))


def _once(
    movers: Sequence[int],
    value: V,
    top: V,
    step: Callable[[int, V], V],
    worse: Callable[[V, V], V],
) -> V:
    """by[M]: the worst end of answers in which only M move, each at most once."""
    if len(movers) > limit("once_parties"):
        raise TooLarge(
            f"sanctions by {len(movers)} parties moving at most once",
            f"{2 ** len(movers):,} sets of movers",
            "use `--sanction-moves legal` or `single`",
        )
    by: dict[tuple[int, ...], V] = {(): top}
    for size in range(1, len(movers) + 1):
        for group in combinations(movers, size):
            options = []
            for k in group:
                rest = tuple(j for j in group if j != k)
                options.append(step(k, worse(value, by[rest])))
            by[group] = _fold(worse, options)
    return by[tuple(movers)]
