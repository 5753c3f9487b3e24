"""Members of an ensemble judged: in which of them some equilibrium lies in each class of states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ensembles.branch import Wish
from detente.analysis.ensembles.dimensions import Dimension
from detente.analysis.ensembles.ensemble import Ensemble
from detente.analysis.ensembles.tally import Tally, tally_of
from detente.model import Arena, NoPlainOrder, Order, Ranks
from detente.stability import Asked, Assumptions, judge_many

_ORDERS_BYTES = 64 * 1024 * 1024
_FEWEST, _PROFILES = 64, 1 << 16
Profile = tuple[int, ...]
_Rows = tuple[NDArray[np.bool_], NDArray[np.bool_]]


class Judging:
    """Judges members by number. What it keeps to go faster is bounded; it changes no answer.

    classes  bool (classes, states). An answer is a class and a concept: that some equilibrium of
             the concept lies in the class; concepts change fastest.
    """

    def __init__(
        self,
        arena: Arena,
        ensemble: Ensemble,
        dimensions: Sequence[Dimension],
        classes: NDArray[np.bool_],
        asked: Sequence[Asked],
        keep: bool = False,
    ) -> None:
        self.arena, self.ensemble, self.asked = arena, ensemble, tuple(asked)
        self.dimensions, self.keep = tuple(dimensions), keep
        self.engine: str | None = None
        self._classes = np.packbits(classes, axis=1)
        self._orders: dict[tuple[int, Wish], tuple[int, Order]] = {}
        self._alike: dict[tuple[int, bytes], tuple[int, Order]] = {}
        self._numbers = 0
        self._profiles: dict[tuple[int, Profile], _Rows] = {}

    def tally(self, numbers: Iterable[int]) -> Tally:
        """The counts over the members with these numbers, fewer than memory is spent on."""
        members = [self.ensemble.at(number) for number in numbers]
        labels = np.array(
            [[one.value(member) for one in self.dimensions] for member in members], dtype=np.int64
        ).reshape(len(members), len(self.dimensions))
        rows: list[_Rows | None] = [None] * len(members)
        for setting, assumptions in enumerate(self.ensemble.settings):
            own = [k for k, member in enumerate(members) if member.setting == setting]
            if own:
                found = self._judged(setting, assumptions, [members[k].wishes for k in own])
                for k, row in zip(own, found, strict=True):
                    rows[k] = row
        judged = [row for row in rows if row is not None]
        assert len(judged) == len(members), (len(judged), len(members))
        answers = len(self._classes) * len(self.asked)
        return tally_of(
            np.array([row[0] for row in judged], dtype=bool).reshape(len(members), answers),
            np.array([row[1] for row in judged], dtype=bool).reshape(len(members), len(self.asked)),
            labels,
            [len(one.values) for one in self.dimensions],
            self.keep,
        )

    def _judged(
        self, setting: int, assumptions: Assumptions, wished: Sequence[tuple[Wish, ...]]
    ) -> list[_Rows]:
        if len(self._profiles) > _PROFILES:
            self._profiles.clear()
        waiting: dict[Profile, tuple[Order, ...]] = {}
        profiles = []
        for wishes in wished:
            own = [self._order(party, wish) for party, wish in enumerate(wishes)]
            profile = tuple(number for number, _ in own)
            profiles.append(profile)
            if (setting, profile) not in self._profiles:
                waiting.setdefault(profile, tuple(order for _, order in own))
        judged = judge_many(self.arena.graph, waiting.values(), self.asked, assumptions)
        for profile, verdicts in zip(waiting, judged, strict=True):
            self.engine = verdicts.engine
            answers = np.zeros((len(self._classes), len(self.asked)), dtype=bool)
            undefined = np.zeros(len(self.asked), dtype=bool)
            for c, one in enumerate(self.asked):
                if one.id in verdicts.planes:
                    held = np.bitwise_and.reduce(verdicts.planes[one.id], axis=0)
                    answers[:, c] = (self._classes & held).any(axis=1)
                else:
                    undefined[c] = True
            self._profiles[setting, profile] = answers.ravel(), undefined
        return [self._profiles[setting, profile] for profile in profiles]

    def _order(self, party: int, wish: Wish) -> tuple[int, Order]:
        """The party's order, and a number that is the same for the same order."""
        if (party, wish) not in self._orders:
            states = self.arena.graph.states
            if len(self._orders) > max(_FEWEST, _ORDERS_BYTES // (2 * states)):
                self._orders.clear()
                self._alike.clear()
            branch = next(
                one
                for one in list(self.ensemble.branches.values())[party]
                if one.number == wish.branch
            )
            order = self.arena.order(branch.preference_of(wish))
            same = (party, _content(order))
            if same not in self._alike:
                self._alike[same] = self._numbers, order
                self._numbers += 1
            self._orders[party, wish] = self._alike[same]
        return self._orders[party, wish]


def _content(order: Order) -> bytes:
    if isinstance(order, NoPlainOrder):
        return order.reason.encode()
    array = order.rank if isinstance(order, Ranks) else np.packbits(order.better)
    return blake2b(array.tobytes(), digest_size=16, person=type(order).__name__.encode()).digest()
