"""A conflict as one party faces it, each state's worth a number: where every move can be undone.

Then what a party or the others can reach falls into classes, and the best or worst of a class is
found bit by bit: keep those members whose next bit is as wanted if there are any, else all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.stability import Assumptions, StepRule, Term
from detente.symbolic.compiled import Compiled
from detente.symbolic.moves import Moves

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram

Number = tuple["Diagram", ...] | None  # None: more than anything


class NumberPlay:
    """See stability.Play; a value is a number in binary, the highest bit first."""

    def __init__(self, compiled: Compiled, party: int, assumptions: Assumptions) -> None:
        self._compiled, self._space = compiled, compiled.space
        self._mine = Moves(compiled, party)
        self._others = [Moves(compiled, k) for k in range(len(compiled.parties)) if k != party]
        self._party = compiled.parties[party]
        # Where only a worse result deters, a state as good as the start is an escape: half a
        # step above it.
        strict = assumptions.sanction == "strict"
        half = (self._space.true,) if strict else ()
        self.own: Number = (*self._party.bits, *half)
        self._rank = (*self._party.bits, *(~bit for bit in half))
        self.top: Number = None

    @staticmethod
    def takes(compiled: Compiled, party: int, term: Term, assumptions: Assumptions) -> bool:
        """Whether the term can be judged so."""
        if not compiled.parties[party].reversible:
            return False
        if term.by == "nobody":
            return True
        return (
            all(one.reversible for one in compiled.parties)
            and assumptions.sanction_moves == "legal"
            and not term.credible
            and term.counter != "improvement"
            and term.leaving is None
        )

    def either(self, one: Number, other: Number) -> Number:
        """The larger of two."""
        if one is None or other is None:
            return None
        lower = self._at_most(one, other)
        return tuple(lower.ite(b, a) for a, b in zip(one, other, strict=True))

    def both(self, one: Number, other: Number) -> Number:
        """The smaller of two."""
        if one is None or other is None:
            return other if one is None else one
        return self._lower(one, other)

    def best_reply(self, value: Number, improving: bool = False) -> Number:
        """The largest in the party's class; the start counts."""
        assert not improving, "see takes"
        return None if value is None else self._extreme(self._mine.into, value, True)

    def least_answer(self, value: Number, rule: StepRule) -> Number:
        """The smallest that the others can reach; the start counts."""
        assert (rule.kind, rule.leaving) == ("moves", None), "see takes"
        return None if value is None else self._extreme(self._reach, value, False)

    def stable(self, value: Number) -> Diagram:
        """Where no move of the party leads to more than the start."""
        if value is None:
            # What its own options cannot change is the same in the whole class.
            tempting = start = tuple(self._party.bits[k] for k in self._party.touching)
        else:
            tempting, start = self._lower(self._rank, value), self._rank
        best = self._extreme(self._mine.into, tempting, True)
        return self._at_most(best, start) & self._compiled.feasible

    def _reach(self, states: Diagram) -> Diagram:
        found, quiet = states, 0
        while quiet < len(self._others):
            for moves in self._others:
                before, found = found, moves.into(found)
                quiet = quiet + 1 if found == before else 0
                if quiet >= len(self._others):
                    break
        return found

    def _extreme(
        self, close: Callable[[Diagram], Diagram], bits: Sequence[Diagram], most: bool
    ) -> tuple[Diagram, ...]:
        """The largest or smallest number in each class; `close` widens a set to whole classes."""
        kept, found = self._compiled.feasible, []
        for bit in bits:
            wanted = kept & (bit if most else ~bit)
            there = close(wanted)
            found.append(there if most else ~there)
            kept = there.ite(wanted, kept)
        return tuple(found)

    def _lower(self, one: Sequence[Diagram], other: Sequence[Diagram]) -> tuple[Diagram, ...]:
        lower = self._at_most(one, other)
        return tuple(lower.ite(a, b) for a, b in zip(one, other, strict=True))

    def _at_most(self, one: Sequence[Diagram], other: Sequence[Diagram]) -> Diagram:
        found = self._space.true
        for a, b in zip(reversed(one), reversed(other), strict=True):
            found = a.equiv(b).ite(found, b)
        return found
