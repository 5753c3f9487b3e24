"""The others' answers to a party's moves from single states: a shortest one, and where all end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from detente.stability import StepRule
from detente.symbolic.compiled import Compiled
from detente.symbolic.moves import Moves
from detente.symbolic.state_set import StateSet

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram

Step = tuple[int, str]  # who moves, and the state it leads to


class Answers:
    """What the parties `by` can do, in sequences of the kind that `how` names, by steps of `rule`.

    how  `legal`: nobody twice in a row; `once`: each at most once; `single`: one step.
    goal the states that sequences are to end in; into: those that a step may end in.
    """

    def __init__(
        self,
        ground: Compiled,
        by: Sequence[int],
        how: str,
        rule: StepRule,
        goal: Diagram,
        into: Diagram | None = None,
    ) -> None:
        self._ground, self._space, self._rule = ground, ground.space, rule
        self._into = ground.feasible if into is None else into
        self._by, self._how, self._goal = tuple(by), how, goal & self._into
        self._back = {k: Moves(ground, k) for k in by}
        self._on = {k: Moves(ground, k, onward=True) for k in by}
        # Where every party's steps in a row come to one step, nobody has to be remembered.
        self._composed = how == "legal" and all(one.compose for one in self._back.values())
        # By the fewest steps, and who makes the first: from where a sequence ends in the goal.
        self._layers: list[dict[int, Diagram]] = []
        self._known = dict.fromkeys(by, self._space.false)
        self._groups: dict[tuple[int, frozenset[int]], Diagram] = {}

    def answered(self, states: Diagram) -> Diagram:
        """Those of the states from which some sequence ends in the goal."""
        found = self._space.false
        for steps in range(1, self._most + 1):
            left = states & ~found
            if not left.satisfiable() or not self._reaches(steps):
                break
            found |= left & self._from(steps)
        return found

    def shortest(self, text: str, within: int | None = None) -> tuple[Step, ...] | None:
        """The shortest sequence from a state into the goal; of several the one whose movers, then
        states, come first. None where there is none, or none within so many steps."""
        for steps in range(1, min(self._most, within or self._most) + 1):
            if within == 0 or not self._reaches(steps):
                return None
            if text in StateSet(self._ground, self._from(steps)):
                return self._told(text, steps)
        return None

    def ends(self, text: str) -> Diagram:
        """Every state in which a sequence from this one can end."""
        here = self.at(text)
        if self._how == "single":
            return self._space.any_of([self._onward(k, here) for k in self._by])
        if self._how == "once":
            known = {frozenset[int](): here}
            for size in range(1, len(self._by) + 1):
                for group in _groups(self._by, size):
                    known[group] = self._space.any_of(
                        [self._onward(k, known[group - {k}]) for k in group]
                    )
            del known[frozenset()]
            return self._space.any_of(list(known.values()))
        last = dict.fromkeys(self._by, self._space.false)  # by who moved last
        fresh = {k: self._onward(k, here) for k in self._by}
        while any(states.satisfiable() for states in fresh.values()):
            last = {k: last[k] | fresh[k] for k in self._by}
            fresh = {
                k: self._onward(k, self._space.any_of([fresh[j] for j in self._by if j != k]))
                & ~last[k]
                for k in self._by
            }
        return self._space.any_of(list(last.values()))

    def spread(self, here: Diagram, most: int | None = None) -> list[Diagram]:
        """By number of steps the states that so many and no fewer lead to, those given first;
        of up to `most` steps where that is given."""
        seen = here
        found, last = [here], dict.fromkeys(self._by, self._space.false)
        fresh = {k: self._onward(k, here) for k in self._by}
        while any(states.satisfiable() for states in fresh.values()):
            if most is not None and len(found) > most:
                break
            new = self._space.any_of(list(fresh.values())) & ~seen
            # Where steps compose nobody has to be remembered, and only what is new leads further.
            last = {k: last[k] | fresh[k] for k in self._by}
            seen |= new
            found.append(new)  # none is new where others have only moved last
            fresh = {
                k: self._onward(
                    k,
                    new
                    if self._composed
                    else self._space.any_of([fresh[j] for j in self._by if j != k]),
                )
                & ~(seen if self._composed else last[k])
                for k in self._by
            }
        while not found[-1].satisfiable() and len(found) > 1:
            found.pop()
        return found

    def at(self, text: str) -> Diagram:
        """The one state."""
        return state_alone(self._ground, text)

    @property
    def _most(self) -> int:
        """So many steps may be worth looking at."""
        if self._how == "single":
            return 1
        return len(self._by) if self._how == "once" else 1 << 30

    def _reaches(self, steps: int) -> bool:
        """Whether some shortest sequence may have so many steps."""
        if self._how == "once":
            return True
        while len(self._layers) < steps:
            if self._composed:
                self._layers.append(self._wider())
                continue
            layer = {}
            for k in self._by:
                into = self._goal
                if self._layers:
                    into = self._space.any_of([self._layers[-1][j] for j in self._by if j != k])
                layer[k] = self._step(k, into) & ~self._known[k]
            self._layers.append(layer)
            self._known = {k: self._known[k] | layer[k] for k in self._by}
        return any(states.satisfiable() for states in self._layers[steps - 1].values())

    def _wider(self) -> dict[int, Diagram]:
        """The next layer by whole sets: those from where no fewer steps end in the goal."""
        before = self._layers[-1] if self._layers else dict.fromkeys(self._by, self._goal)
        into, layer = self._space.any_of(list(before.values())), {}
        seen = self._space.any_of([self._goal, *self._known.values()])
        for k in self._by:
            layer[k] = self._step(k, into) & ~seen
        self._known = {k: self._known[k] | layer[k] for k in self._by}
        return layer

    def _from(self, steps: int) -> Diagram:
        if self._how == "once":
            return self._group(steps, frozenset(self._by))
        return self._space.any_of(list(self._layers[steps - 1].values()))

    def _group(self, steps: int, group: frozenset[int]) -> Diagram:
        """From where so many steps, each by another party of the group, end in the goal."""
        if steps == 0:
            return self._goal
        key = (steps, group)
        if key not in self._groups:
            self._groups[key] = self._space.any_of(
                [self._step(k, self._group(steps - 1, group - {k})) for k in sorted(group)]
            )
        return self._groups[key]

    def _told(self, text: str, steps: int) -> tuple[Step, ...]:
        found: list[Step] = []
        movers = frozenset(self._by)
        while steps:
            steps -= 1
            for k in sorted(movers):
                left = movers - {k} if self._how == "once" else frozenset(self._by) - {k}
                after = self._onward(k, self.at(text)) & self._to_go(steps, left)
                if after.satisfiable():
                    (text,) = StateSet(self._ground, after).first(1)
                    found.append((k, text))
                    movers = left
                    break
            else:
                raise AssertionError(f"no step from {text} with {steps} left")
        return tuple(found)

    def _to_go(self, steps: int, movers: frozenset[int]) -> Diagram:
        """From where so many steps of these movers end in the goal."""
        if steps == 0:
            return self._goal
        if self._how == "once":
            return self._group(steps, movers)
        every = self._by if self._composed else movers
        return self._space.any_of([self._layers[steps - 1][k] for k in every])

    def _step(self, party: int, states: Diagram) -> Diagram:
        """From where a step leads into the states."""
        moves, leaving = self._back[party], self._rule.leaving
        states = states & self._into
        if self._rule.kind == "improvements":
            found = moves.gain_into(states)
        else:
            found = moves.into(states) if self._composed else moves.step_into(states)
        return found if leaving is None else found & leaving[party]

    def _onward(self, party: int, states: Diagram) -> Diagram:
        """Where a step from the states leads."""
        moves, leaving = self._on[party], self._rule.leaving
        if leaving is not None:
            states = states & leaving[party]
        gaining = self._rule.kind == "improvements"
        found = moves.gain_into(states) if gaining else moves.step_into(states)
        return found & self._into


def state_alone(ground: Compiled, text: str) -> Diagram:
    """The one state as a diagram."""
    found, of = ground.space.true, ground.space.variables
    for variable, letter in sorted(zip(ground.variables, text, strict=True), reverse=True):
        found &= of[variable] if letter == "Y" else ~of[variable]
    return found


def _groups(parties: Sequence[int], size: int) -> Sequence[frozenset[int]]:
    return [frozenset(group) for group in combinations(parties, size)]
