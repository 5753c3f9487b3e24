"""A condition as alternatives of plain conjunctions (disjunctive normal form), within a bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.model import (
    And,
    Condition,
    Constant,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    OutcomeName,
    names_in,
)


@dataclass(frozen=True, slots=True, order=True)
class Conjunction:
    """Options that are all taken and options that are all not, as bits; none at all: always so."""

    taken: int = 0
    left: int = 0

    def joined(self, other: Conjunction) -> Conjunction | None:
        """What holds where both hold; None where they contradict each other."""
        taken, left = self.taken | other.taken, self.left | other.left
        return None if taken & left else Conjunction(taken, left)

    def within(self, other: Conjunction) -> bool:
        """Whether `other` holds wherever this one does."""
        return self.taken & other.taken == other.taken and self.left & other.left == other.left


Alternatives = tuple[Conjunction, ...]


class TooManyAlternatives(Exception):
    """The normal form of a condition has more parts than allowed. Never leaves this room."""


@dataclass(slots=True)
class NormalForms:
    """Finds normal forms for the conditions of one conflict.

    index     the bit of each option, by key.
    outcomes  what an outcome's name stands for.
    most      how many conjunctions a form may have on the way.
    """

    index: Mapping[str, int]
    outcomes: Mapping[str, Condition]
    most: int
    _known: dict[tuple[str, bool], Alternatives | None] = field(default_factory=dict)

    def of(self, condition: Condition, truth: bool = True) -> Alternatives:
        """Conjunctions of which one holds exactly where the condition is `truth`.

        No conjunction lies within another. None at all: nowhere so. One without options:
        everywhere so. Raises TooManyAlternatives. Cost: at most `most` squared a connective.
        """
        self._learn(condition)
        return self._of(condition, truth)

    def _learn(self, condition: Condition) -> None:
        """Find the forms of the outcomes below the condition, lowest first: no deep recursion."""
        todo = [name.text for name in names_in(condition) if isinstance(name, OutcomeName)]
        while todo:
            name = todo[-1]
            below = [
                one.text
                for one in names_in(self.outcomes[name])
                if isinstance(one, OutcomeName) and (one.text, True) not in self._known
            ]
            if (name, True) not in self._known and below:
                todo.extend(below)
                continue
            todo.pop()
            for truth in (True, False):
                if (name, truth) not in self._known:
                    try:
                        self._known[name, truth] = self._of(self.outcomes[name], truth)
                    except TooManyAlternatives:
                        self._known[name, truth] = None

    def _of(self, condition: Condition, truth: bool) -> Alternatives:
        match condition:
            case Constant(value):
                return (Conjunction(),) if value == truth else ()
            case Name(text):
                bit = 1 << self.index[text]
                return (Conjunction(bit, 0) if truth else Conjunction(0, bit),)
            case OutcomeName(text):
                known = self._known[text, truth]
                if known is None:
                    raise TooManyAlternatives
                return known
            case Not(of):
                return self._of(of, not truth)
            case And(parts) | Or(parts):
                forms = [self._of(part, truth) for part in parts]
                return self._all(forms) if isinstance(condition, And) == truth else self._any(forms)
            case Implies(left, right):
                forms = [self._of(left, not truth), self._of(right, truth)]
                return self._any(forms) if truth else self._all(forms)
            case Iff(left, right):
                both = self._all([self._of(left, True), self._of(right, truth)])
                neither = self._all([self._of(left, False), self._of(right, not truth)])
                return self._any([both, neither])

    def _any(self, forms: list[Alternatives]) -> Alternatives:
        return self._least({one for form in forms for one in form})

    def _all(self, forms: list[Alternatives]) -> Alternatives:
        result: Alternatives = (Conjunction(),)
        for form in sorted(forms, key=len):
            if len(result) * len(form) > self.most * 16:
                raise TooManyAlternatives
            pairs = (one.joined(other) for one in result for other in form)
            result = self._least({pair for pair in pairs if pair is not None})
        return result

    def _least(self, found: set[Conjunction]) -> Alternatives:
        """The conjunctions that lie within no other one, the shortest first."""
        if len(found) > self.most * 16:
            raise TooManyAlternatives
        kept: list[Conjunction] = []
        for one in sorted(found, key=lambda c: ((c.taken | c.left).bit_count(), c)):
            if not any(one.within(other) for other in kept):
                kept.append(one)
                if len(kept) > self.most:
                    raise TooManyAlternatives
        return tuple(kept)
