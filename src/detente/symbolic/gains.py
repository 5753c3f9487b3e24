"""Who gains by what: a state's worth to a party as a number in binary, against another's.

The other's worth is either known, a constant, or stands in variables of its own, one a bit: its
threshold. So that a state is never written twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.symbolic.compiled import Compiled, Party
from detente.symbolic.space import Space

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram

Number = tuple[bool, ...]  # the highest bit first


def above(space: Space, party: Party, bits: Sequence[int], over: bool = True) -> Diagram:
    """Where the state's number is above the threshold; below it where not `over`."""
    found = space.false
    for k in reversed(bits):
        bit, level = party.bits[k], space.variables[party.levels[k]]
        found = bit.equiv(level).ite(found, bit if over else level)
    return found


def at_level(space: Space, party: Party, bits: Sequence[int], states: Diagram) -> Diagram:
    """The states that hold with the threshold at their own number."""
    for k in bits:
        level = space.variables[party.levels[k]]
        same = party.bits[k].equiv(level)
        states = space.some(states, same, level)
        space.tick()
    return states


def number_of_state(compiled: Compiled, party: int, text: str) -> Number:
    """What a state is worth to a party."""
    letters = zip(compiled.variables, text, strict=True)
    values = [(variable, letter == "Y") for variable, letter in letters]
    return tuple(bit.eval(values) for bit in compiled.parties[party].bits)


def better_than(
    compiled: Compiled, party: int, number: Number, or_as_good: bool = False
) -> Diagram:
    """The states worth more to a party than a number; or as much."""
    space = compiled.space
    found = space.true if or_as_good else space.false
    for bit, wanted in zip(reversed(compiled.parties[party].bits), reversed(number), strict=True):
        found = bit & found if wanted else bit | found
    return found & compiled.feasible


def most_liked(compiled: Compiled, party: int, states: Diagram, least: bool = False) -> Diagram:
    """Of some states those that a party likes best; or least."""
    for bit in compiled.parties[party].bits:
        wanted = states & (~bit if least else bit)
        if wanted.satisfiable():
            states = wanted
    return states
