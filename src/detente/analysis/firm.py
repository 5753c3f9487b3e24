"""Firm answers: which equilibria hold by answers whose makers would leave those states anyway.

An answer is firm where each of its steps leaves a state that is not SEQ stable for its maker. What
is stable by firm answers is `hseq`, exactly, so "seq 384, of these firm 2" counts two concepts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.problems import TooLarge
from detente.progress import Progress
from detente.stability import Asked, Verdicts, find, judge

RESTS_ON_ANSWERS = "seq"  # the concept whose answers may be firm or not
FIRM = "hseq"


def beside_seq(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """What to judge together with the concepts asked for, so that firm answers can be counted."""
    if not any(one.id == RESTS_ON_ANSWERS for one in asked):
        return ()
    found = find(FIRM, ())
    assert found is not None, "the concept is registered"
    return tuple(found)


def firm_equilibria(
    verdicts: Verdicts, progress: Progress | None = None
) -> NDArray[np.bool_] | None:
    """Where every party stays by firm answers, or needs none: bool (states,).

    None where `seq` is not among the verdicts, where firm answers would not fit into memory, and
    above the limit `firm_states` where they were not judged together with `seq`; see beside_seq.
    Judged only where some equilibrium of `seq` rests on an answer at all.
    """
    if RESTS_ON_ANSWERS not in verdicts.planes:
        return None
    if FIRM in verdicts.planes:
        return verdicts.equilibria(FIRM)
    holds = verdicts.equilibria(RESTS_ON_ANSWERS)
    if "nash" in verdicts.planes and not (holds & ~verdicts.equilibria("nash")).any():
        return holds  # nobody has an improvement, so no answer is needed
    if verdicts.graph.states > limit("firm_states"):
        return None
    asked = find(FIRM, verdicts.graph.names)
    assert asked is not None, "the concept is registered"
    try:
        found = judge(verdicts.graph, asked, verdicts.assumptions, progress=progress)
    except TooLarge:
        return None
    return found.equilibria(FIRM)


def firm_counts(
    verdicts: Verdicts,
    outcomes: Mapping[str, NDArray[np.bool_]],
    progress: Progress | None = None,
) -> dict[str, dict[str, int]]:
    """By outcome: how many equilibria of `seq` in it are firm, under `seq`. Empty where not judged.

    outcomes  where each lies: bool (states,).
    """
    firm = firm_equilibria(verdicts, progress)
    if firm is None:
        return {}
    return {
        name: {RESTS_ON_ANSWERS: int(np.count_nonzero(firm & where))}
        for name, where in outcomes.items()
    }
