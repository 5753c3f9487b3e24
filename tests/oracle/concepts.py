"""The sanction family: each concept as its definition reads, for one party and one state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from oracle.reading import Reading, Steps, ends


def nash(r: Reading, i: str, s: str) -> bool:
    """Nothing to leave for."""
    return not r.leaving(i, s)


def gmr(r: Reading, i: str, s: str) -> bool:
    """Every improvement has an answer that deters."""
    return all(any(r.deters(i, s, s2) for s2 in r.answers(i, s1)) for s1 in r.leaving(i, s))


def smr(r: Reading, i: str, s: str) -> bool:
    """Every improvement has an answer that deters, whatever i then does."""
    return all(
        any(deters_for_good(r, i, s, s2) for s2 in r.answers(i, s1)) for s1 in r.leaving(i, s)
    )


def seq(r: Reading, i: str, s: str) -> bool:
    """Every improvement has a credible answer that deters."""
    return all(
        any(r.deters(i, s, s2) for s2 in r.credible_answers(i, s1)) for s1 in r.leaving(i, s)
    )


def sseq(r: Reading, i: str, s: str) -> bool:
    """Every improvement has a credible answer that deters, whatever i then does."""
    return all(
        any(deters_for_good(r, i, s, s2) for s2 in r.credible_answers(i, s1))
        for s1 in r.leaving(i, s)
    )


def deters_for_good(r: Reading, i: str, s: str, s2: str) -> bool:
    """s2 deters i at s, and so does every state that i can move to from s2."""
    return r.deters(i, s, s2) and all(r.deters(i, s, s3) for s3 in r.conflict.moves[i][s2])


def sim(r: Reading, i: str, s: str) -> bool:
    """Every improvement, made together with improvements by others, can end in what deters."""
    return all(
        any(r.deters(i, s, x) for _, x in joint_moves(r, i, s, s1)) for s1 in r.leaving(i, s)
    )


def joint_moves(r: Reading, i: str, s: str, s1: str) -> Iterator[tuple[dict[str, str], str]]:
    """What some others' credible moves from s make of i's move to s1: (y_k by k, joint state)."""
    strategies = r.conflict.strategies
    assert strategies is not None, "asked only where it is defined"
    if "state of" not in r.memory:
        r.memory["state of"] = {strategies[x]: x for x in r.conflict.states}
    place = {p: k for k, p in enumerate(r.conflict.parties)}
    others = r.conflict.others(i)
    steps = r.credible_steps()
    for choice in product(*([None, *sorted(steps[k][s])] for k in others)):
        moved = {k: y for k, y in zip(others, choice, strict=True) if y is not None}
        if not moved or (r.how == "single" and len(moved) > 1):
            continue
        joint = list(strategies[s])
        joint[place[i]] = strategies[s1][place[i]]
        for k, y in moved.items():
            joint[place[k]] = strategies[y][place[k]]
        x = r.memory["state of"].get(tuple(joint))
        if x is not None:
            yield moved, x


def hseq(r: Reading, i: str, s: str) -> bool:
    """SEQ whose every sanctioning step leaves a state not SEQ stable for its mover."""
    return all(any(r.deters(i, s, s2) for s2 in hseq_answers(r, i, s1)) for s1 in r.leaving(i, s))


def hseq_steps(r: Reading) -> Steps:
    """Credible steps from states not SEQ stable for their mover."""
    if "hseq steps" not in r.memory:
        r.memory["hseq steps"] = {
            j: {x: frozenset[str]() if seq(r, j, x) else targets for x, targets in by_state.items()}
            for j, by_state in r.credible_steps().items()
        }
    steps: Steps = r.memory["hseq steps"]
    return steps


def hseq_answers(r: Reading, i: str, t: str) -> frozenset[str]:
    """Where the others' sequences of such steps from t can end."""
    key = ("hseq answers", i, t)
    if key not in r.memory:
        r.memory[key] = ends(hseq_steps(r), r.conflict.others(i), t, r.how)
    answer: frozenset[str] = r.memory[key]
    return answer


@dataclass(frozen=True)
class Answered:
    """A concept by which improvements meet answers, and what a Why of it is held against.

    steps    the steps of answers; answers: where they can end, after i's move to t. Steps that hang
             on who would stay are kept in the reading's memory as `CONCEPT steps`.
    for_good whether i may reply to an answer; credible: whether each step improves its mover.
    """

    stable: Callable[[Reading, str, str], bool]
    steps: Callable[[Reading], Steps]
    answers: Callable[[Reading, str, str], frozenset[str]]
    for_good: bool = False
    credible: bool = True


def _all_moves(r: Reading) -> Steps:
    return r.conflict.moves


ANSWERED = {
    "gmr": Answered(gmr, _all_moves, Reading.answers, credible=False),
    "smr": Answered(smr, _all_moves, Reading.answers, for_good=True, credible=False),
    "seq": Answered(seq, Reading.credible_steps, Reading.credible_answers),
    "sseq": Answered(sseq, Reading.credible_steps, Reading.credible_answers, for_good=True),
    "hseq": Answered(hseq, hseq_steps, hseq_answers),
}
