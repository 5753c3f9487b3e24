"""What several parties gain by together: states that all of them prefer, and from where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.stability import StepRule
from detente.symbolic.answers import Answers
from detente.symbolic.compiled import Compiled
from detente.symbolic.gains import above, at_level, better_than, number_of_state

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram


def better_for_all(ground: Compiled, group: Sequence[int], text: str) -> Diagram:
    """The states that every member prefers to this one."""
    found = ground.feasible
    for party in group:
        found &= better_than(ground, party, number_of_state(ground, party, text))
    return found


def improvements_of_all(ground: Compiled, group: Sequence[int]) -> Diagram:
    """From where legal sequences of the members' moves lead to what each of them prefers.

    A state that the members can reach is looked at with all starts at once, each by what it is
    worth to the members: in the variables of thresholds.
    """
    goal = ground.feasible
    for party in group:
        every = range(len(ground.parties[party].bits))
        goal &= above(ground.space, ground.parties[party], every)
    there = Answers(ground, group, "legal", StepRule("moves"), goal).answered(ground.feasible)
    for party in group:
        every = range(len(ground.parties[party].bits))
        there = at_level(ground.space, ground.parties[party], every, there)
    return there & ground.feasible
