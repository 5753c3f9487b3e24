"""What is told of states beside verdicts: where a party has no move, and how it ranks them."""

from __future__ import annotations

from collections.abc import Callable

from detente.symbolic.compiled import Compiled, Party
from detente.symbolic.judge import SymbolicVerdicts
from detente.symbolic.moves import Moves
from detente.symbolic.space import LimitReachedError
from detente.symbolic.state_set import StateSet


def without_moves(verdicts: SymbolicVerdicts) -> tuple[StateSet | None, ...]:
    """By party: the states from which it has no move under the moves in force.

    None for a party for which a limit is reached.
    """
    ground = verdicts.compiled
    ground.space.start()
    found: list[StateSet | None] = []
    for party in range(len(ground.parties)):
        try:
            moving = Moves(ground, party).step_into(ground.feasible)
        except (LimitReachedError, MemoryError):
            found.append(None)
        else:
            found.append(~StateSet(ground, moving))
    return tuple(found)


def rank_counts(verdicts: SymbolicVerdicts) -> tuple[Callable[[str], int] | None, ...]:
    """By party: what gives a state's rank, 0 the worst, ties equal, without gaps.

    None for a party whose different ranks cannot be counted within the limits.
    """
    found: list[Callable[[str], int] | None] = []
    for party in verdicts.compiled.parties:
        verdicts.compiled.space.start()
        try:
            found.append(_rank(verdicts.compiled, party))
        except (LimitReachedError, MemoryError):
            found.append(None)
    return tuple(found)


def _rank(ground: Compiled, party: Party) -> Callable[[str], int] | None:
    if party.refusal:
        return None
    space = ground.space
    there = ground.feasible  # becomes the numbers that occur, in the variables of thresholds
    for bit, level in zip(party.bits, party.levels, strict=True):
        there &= bit.equiv(space.variables[level])
        space.tick()
    there = there.exists(space.cube(ground.variables))

    def rank(text: str) -> int:
        letters = zip(ground.variables, text, strict=True)
        values = [(variable, letter == "Y") for variable, letter in letters]
        below = space.false
        for bit, level in zip(reversed(party.bits), reversed(party.levels), strict=True):
            variable = space.variables[level]
            below = ~variable | below if bit.eval(values) else ~variable & below
        return int((there & below).sat_count(len(party.bits)))

    return rank
