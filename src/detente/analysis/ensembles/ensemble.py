"""The ensemble: every way to read all parties under every setting, each by its number."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cached_property

from detente.analysis.ensembles.branch import Branch, Wish
from detente.stability import Assumptions
from detente.values import dataclass

DRAWN_TOGETHER = 1_024  # readings of a sample that share a generator; also what a chunk is


@dataclass(frozen=True, slots=True)
class Member:
    """One reading: a setting, and a wish for each party, in file order."""

    setting: int
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, eq=False)
class Ensemble:
    """All combinations of a wish a party whose edits cost no more than `most` together.

    branches  by party, in file order. settings: what each reading is judged under.
    Members are numbered like a clock: the last party changes fastest, settings slowest.
    """

    branches: Mapping[str, tuple[Branch, ...]]
    most: int
    settings: tuple[Assumptions, ...]

    @cached_property
    def _parties(self) -> list[tuple[Branch, ...]]:
        return list(self.branches.values())

    @cached_property
    def _behind(self) -> list[list[int]]:
        """[p][c]: in how many ways parties p, p+1, … can be read at a cost of at most c."""
        behind = [[1] * (self.most + 1)]
        for own in reversed(self._parties):
            at = [sum(branch.count(c) for branch in own) for c in range(self.most + 1)]
            rest = behind[0]
            behind.insert(
                0,
                [sum(at[c] * rest[most - c] for c in range(most + 1)) for most in range(len(at))],
            )
        return behind

    @cached_property
    def size(self) -> int:
        """How many members there are."""
        return self._behind[0][self.most] * len(self.settings)

    @property
    def plain(self) -> bool:
        """Whether nothing varies but the alternatives: then members are a grid of them."""
        return (
            self.most == 0
            and len(self.settings) == 1
            and all(one.count(0) == 1 for own in self._parties for one in own)
        )

    def at(self, number: int) -> Member:
        """The member with that number."""
        assert 0 <= number < self.size, number
        setting, number = divmod(number, self._behind[0][self.most])
        wishes, left = [], self.most
        for own, rest in zip(self._parties, self._behind[1:], strict=True):
            wish, cost, number = _find(own, rest, left, number)
            wishes.append(wish)
            left -= cost
        return Member(setting, tuple(wishes))

    def drawn(self, first: int, last: int, count: int, seed: int) -> Iterator[int]:
        """The numbers of members first … last - 1 of a sample of `count`, all different.

        The ensemble is laid out in a ring, cut at a drawn place into `count` slices as equal as
        may be, and one member is drawn of each: every member is as likely as any other, and no
        share is less certain than if each were drawn by itself.
        """
        size = self.size
        begin = random.Random(seed).randrange(size)
        draw, group = random.Random(), -1
        for k in range(first - first % DRAWN_TOGETHER, last):
            if k // DRAWN_TOGETHER != group:
                group = k // DRAWN_TOGETHER
                draw = random.Random(f"{seed}/{group}")
            number = draw.randrange(k * size // count, (k + 1) * size // count)
            if k >= first:
                yield (begin + number) % size


def _find(
    own: tuple[Branch, ...], rest: list[int], left: int, number: int
) -> tuple[Wish, int, int]:
    """A party's wish, what it costs, and the number among what comes behind it."""
    for branch in own:
        for cost in range(left + 1):
            behind = rest[left - cost]
            here = branch.count(cost) * behind
            if number < here:
                which, number = divmod(number, behind)
                return branch.wish(cost, which), cost, number
            number -= here
    raise AssertionError("a number beyond the ensemble")
