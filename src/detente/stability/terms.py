"""What a solution concept says, as a value: who answers an improvement, how, and what may follow.

A concept that is told by moves and answers to them is one such term. Engines evaluate it, one or
many at once; reasons why follow it; and what else is said of the concept is read off it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import IMPROVEMENTS, MOVES, Play, StepRule, Value

Counter = Literal["none", "move", "improvement"]
Leavers = Callable[["Term"], NDArray[np.bool_]]  # where each party would leave: (parties, states)


@dataclass(frozen=True, slots=True)
class Term:
    """A party stays where each of its improvements meets what is said here.

    by        who answers: nobody, so that every improvement pays; or the others, in sequences.
    credible  whether each step of an answer must improve its mover.
    counter   what the party may do about an answer: nothing, a move, or an improvement.
    leaving   each step of an answer leaves a state that its mover would leave under this term too;
              None: any state.
    turns     None: there is one answer, and a counter to it. Else how many turns all look ahead,
              the party's improvement the first of them; in each turn but that its mover may stop.
    """

    by: Literal["nobody", "others"] = "others"
    credible: bool = False
    counter: Counter = "none"
    leaving: Term | None = None
    turns: int | None = None

    def __post_init__(self) -> None:
        bare = (self.credible, self.counter, self.leaving, self.turns)
        assert self.by == "others" or bare == (False, "none", None, None), "nobody does nothing"
        assert self.turns is None or (self.counter != "none" and self.leaving is None), self

    @property
    def one_answer(self) -> bool:
        """Whether improvements meet one answer, and no further turns."""
        return self.by == "others" and self.turns is None

    def rule(self, leavers: Leavers) -> StepRule:
        """Which steps the others may take in an answer."""
        rule = IMPROVEMENTS if self.credible else MOVES
        return rule if self.leaving is None else replace(rule, leaving=leavers(self.leaving))


NASH, SEQ = Term(by="nobody"), Term(credible=True)


def worth(term: Term, play: Play, leavers: Leavers) -> Value:
    """What each state comes to for the party once it has moved there and all else has followed.

    The party stays where no improvement leads to more than the start: `play.stable` of this.
    """
    if term.by == "nobody":
        return play.top
    if term.turns is not None:
        return Turns(term, play).at(term.turns)
    held = play.own
    if term.counter != "none":
        held = play.either(held, play.best_reply(held, term.counter == "improvement"))
    return play.least_answer(held, term.rule(leavers))


class Turns:
    """What a party can be held to after it moves, one turn after another further ahead.

    At each turn the mover may stop. One turn of the others is one whole answer; the party's own are
    its counters. Source: [ZFHK06, RV21]; opp_0, opp_1, … of the definition.
    """

    def __init__(self, term: Term, play: Play) -> None:
        self._further = _turns(term, play)
        self._values: list[Value] = []

    def until(self, horizon: int) -> list[Value]:
        """The values for the horizons 1, 2, …, up to `horizon` or until they come back."""
        more = max(0, horizon - len(self._values))
        self._values += islice(self._further, more)
        return self._values[:horizon]

    def at(self, horizon: int) -> Value:
        """The value `horizon` turns, the party's move included, ahead."""
        values = self.until(horizon)
        # Once the values come back every second turn, they go on so: take the one of equal parity.
        return values[-1] if (horizon - len(values)) % 2 == 0 else values[-2]


def _turns(term: Term, play: Play) -> Iterator[Value]:
    """The values one after another, until they come back.

    The values of equal parity rise or fall only, so they come to rest; two alike, two turns apart,
    on both sides, mean that all further ones are known.
    """
    rule, improving = IMPROVEMENTS if term.credible else MOVES, term.counter == "improvement"
    focal = opposed = play.own
    before: tuple[Value, Value] | None = None
    yield opposed
    while True:
        last = (focal, opposed)
        focal, opposed = (
            play.either(play.own, play.best_reply(opposed, improving)),
            play.both(play.own, play.least_answer(focal, rule)),
        )
        yield opposed
        if before is not None and all(map(np.array_equal, before, (focal, opposed))):
            return
        before = last
