"""Why a party stays at one state or not, found by diagrams: the same data as from lists.

See stability.why for the form, and docs/why.md. Nothing but the start is a single state here, so a
party may have more moves than can be looked at one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.limits import limit
from detente.stability import Assumptions, StepRule, Term
from detente.symbolic.answers import Answers, Step, state_alone
from detente.symbolic.compiled import Compiled
from detente.symbolic.gains import Number, better_than, most_liked, number_of_state
from detente.symbolic.moves import Moves
from detente.symbolic.state_set import StateSet

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram

Why = dict[str, Any]

_TOLD_OF_MANY, _COUNTERS_OF_MANY = 100, 10


class PartyHere:
    """A party at one state.

    leaving  by party the states that it would leave, for answers of which each step does so; None
             for answers that may leave any.
    """

    def __init__(
        self,
        ground: Compiled,
        party: int,
        start: str,
        term: Term,
        assumptions: Assumptions,
        leaving: list[Diagram] | None = None,
    ) -> None:
        self.ground, self.party, self.start, self.term = ground, party, start, term
        self._assumptions, self._leaving = assumptions, leaving
        self._names = ground.conflict.party_names

    @cached_property
    def own(self) -> Number:
        """What the start is worth to the party."""
        return number_of_state(self.ground, self.party, self.start)

    def moves(self, party: int, state: str) -> Diagram:
        """Where a party can go from a state."""
        here = state_alone(self.ground, state)
        return Moves(self.ground, party, onward=True).step_into(here)

    @cached_property
    def improvements(self) -> Diagram:
        """Where the party would go from the start."""
        better = better_than(self.ground, self.party, self.own)
        return self.moves(self.party, self.start) & better

    @cached_property
    def _escapes(self) -> Diagram:
        """The states that keep the party from nothing."""
        strict = self._assumptions.sanction == "strict"
        return better_than(self.ground, self.party, self.own, or_as_good=strict)

    @cached_property
    def _deterring(self) -> Diagram:
        """Where an answer keeps the party from what it answers."""
        found = self.ground.feasible & ~self._escapes
        if self.term.counter == "move":
            found &= ~Moves(self.ground, self.party).step_into(self._escapes)
        return found

    @cached_property
    def answers(self) -> Answers:
        """What the others can do about an improvement."""
        others = [k for k in range(len(self._names)) if k != self.party]
        rule = StepRule(
            "improvements" if self.term.credible else "moves",
            self._leaving,  # type: ignore[arg-type]  # read as leaving[party] alone
        )
        how = self._assumptions.sanction_moves
        return Answers(self.ground, others, how, rule, self._deterring)

    @cached_property
    def undeterred(self) -> Diagram:
        """The improvements that nothing deters the party from."""
        if self.term.by == "nobody":
            return self.improvements
        return self.improvements & ~self.answers.answered(self.improvements)

    @property
    def stable(self) -> bool:
        """Whether the party stays."""
        return not self.undeterred.satisfiable()

    def deterred_from(self, after: str) -> bool:
        """Whether some answer to a move deters from it."""
        return self.answers.answered(state_alone(self.ground, after)).satisfiable()

    def why(self) -> tuple[bool, Why]:
        """Whether the party stays, and the Why.

        Of more improvements than a list shows the first are told, and how many there are.
        """
        if not self.improvements.satisfiable():
            return True, {"kind": "no_improvement", "improvements": []}
        if not self.stable:
            to = self.first(most_liked(self.ground, self.party, self.undeterred))
            if self.term.by == "nobody":
                return False, {"kind": "improvement", "to": to, "improvements": [to]}
            return False, self._unsanctioned(to)
        texts = self._some(self.improvements, _TOLD_OF_MANY)
        told: Why = {
            "kind": "sanctioned",
            "improvements": [self._answered(after) for after in texts],
        }
        if (count := StateSet(self.ground, self.improvements).count) > len(texts):
            told["improvements_count"] = count
        return True, told

    def _answered(self, after: str) -> Why:
        path = self.answers.shortest(after)
        assert path is not None, "every improvement is answered"
        end = path[-1][1]
        told: Why = {
            "to": after,
            "answer": self._told(after, path),
            "end": end,
            "compare": self.compare(end),
        }
        if self.term.counter != "none":
            best = most_liked(self.ground, self.party, self.moves(self.party, end))
            texts = self._some(best, _COUNTERS_OF_MANY)  # all are liked as much
            told["counter_moves"] = [
                {"to": text, "compare": self.compare(texts[0])} for text in texts
            ]
        return told

    def _unsanctioned(self, after: str) -> Why:
        ends = self.answers.ends(after)
        escapes: list[Mapping[str, str]] = []
        if self.term.counter != "none":
            held = ends & self.ground.feasible & ~self._escapes
            for end in self._some(held, _TOLD_OF_MANY):
                out = self.moves(self.party, end)
                if (out & self._escapes).satisfiable():
                    best = most_liked(self.ground, self.party, out)
                    escapes.append({"end": end, "to": self.first(best)})
        some = ends.satisfiable()
        worst = most_liked(self.ground, self.party, ends, least=True)
        return {
            "kind": "unsanctioned",
            "to": after,
            "ends": StateSet(self.ground, ends).count,
            "reason": "no_answer" if not some else "escapes" if escapes else "not_deterred",
            "worst": self.first(worst) if some else None,
            "escapes": escapes,
            "improvements": [after],
        }

    def _some(self, states: Diagram, of_many: int) -> tuple[str, ...]:
        """The states; of more than a list shows the first."""
        found = StateSet(self.ground, states)
        return found.first(of_many if found.count > limit("list_states") else None)

    def compare(self, state: str) -> str:
        """How the party sees a state against the start."""
        number = number_of_state(self.ground, self.party, state)
        return "better" if number > self.own else "worse" if number < self.own else "tied"

    def _told(self, before: str, path: tuple[Step, ...]) -> list[Why]:
        steps = []
        for mover, after in path:
            gains = number_of_state(self.ground, mover, after) > number_of_state(
                self.ground, mover, before
            )
            steps.append({"by": self._names[mover], "to": after, "improves": gains})
            before = after
        return steps

    def first(self, states: Diagram) -> str:
        """The first of some states, in state order."""
        (text,) = StateSet(self.ground, states).first(1)
        return text
