"""Members of an ensemble judged: in which of them some equilibrium lies in each class of states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ensembles.branch import Wish
from detente.analysis.ensembles.dimensions import Dimension
from detente.analysis.ensembles.ensemble import Ensemble
from detente.analysis.ensembles.tally import Tally, tally_of
from detente.model import Acts, Arena, NoPlainOrder, Order, Ranks, Relation, Semantics
from detente.stability import Asked, Assumptions, judge, judge_many

_ORDERS_BYTES = 64 * 1024 * 1024
_FEWEST, _PROFILES = 64, 1 << 16
Profile = tuple[int, ...]
_Rows = tuple[NDArray[np.bool_], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """What a party wants in some readings: its plain order, and what it does by each semantics.

    number  the same for the same wants.
    """

    number: int
    order: Order
    acts: Mapping[Semantics, Acts | NoPlainOrder]


@dataclass(frozen=True, slots=True, eq=False)
class _Doing:
    """What parties do who want this."""

    wanted: tuple[_Wanted, ...]

    def __call__(self, party: int, semantics: Semantics) -> Acts | NoPlainOrder:
        return self.wanted[party].acts[semantics]


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
        self._semantics = tuple(dict.fromkeys(one.semantics for one in asked if one.semantics))
        self._wants: dict[tuple[int, Wish], _Wanted] = {}
        self._alike: dict[tuple[int, bytes], _Wanted] = {}
        self._numbers = self._bytes = 0
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
            self.engine or "",
        )

    def _judged(
        self, setting: int, assumptions: Assumptions, wished: Sequence[tuple[Wish, ...]]
    ) -> list[_Rows]:
        if len(self._profiles) > _PROFILES:
            self._profiles.clear()
        waiting: dict[Profile, tuple[_Wanted, ...]] = {}
        profiles = []
        for wishes in wished:
            own = tuple(self._wanted(party, wish) for party, wish in enumerate(wishes))
            profile = tuple(one.number for one in own)
            profiles.append(profile)
            if (setting, profile) not in self._profiles:
                waiting.setdefault(profile, own)
        planes: dict[Profile, dict[str, NDArray[np.uint8]]] = {one: {} for one in waiting}
        if plain := [one for one in self.asked if one.semantics is None]:
            orders = (tuple(one.order for one in own) for own in waiting.values())
            judged = judge_many(self.arena.graph, orders, plain, assumptions)
            for profile, verdicts in zip(waiting, judged, strict=True):
                self.engine = verdicts.engine
                planes[profile].update(verdicts.planes)
        if under := [one for one in self.asked if one.semantics is not None]:
            for profile, own in waiting.items():
                wanted = tuple(one.order for one in own)
                graph = self.arena.graph.with_orders(wanted, _Doing(own))
                verdicts = judge(graph, under, assumptions)
                self.engine = self.engine or verdicts.engine
                planes[profile].update(verdicts.planes)
        for profile, found in planes.items():
            answers = np.zeros((len(self._classes), len(self.asked)), dtype=bool)
            undefined = np.zeros(len(self.asked), dtype=bool)
            for c, one in enumerate(self.asked):
                if one.id in found:
                    held = np.bitwise_and.reduce(found[one.id], axis=0)
                    answers[:, c] = (self._classes & held).any(axis=1)
                else:
                    undefined[c] = True
            self._profiles[setting, profile] = answers.ravel(), undefined
        return [self._profiles[setting, profile] for profile in profiles]

    def _wanted(self, party: int, wish: Wish) -> _Wanted:
        """What the party wants by a wish; equal wants are one value and judged once."""
        if (party, wish) not in self._wants:
            many = len(self._alike) > _FEWEST and self._bytes > _ORDERS_BYTES
            if many or len(self._wants) > _PROFILES:
                self._wants.clear()
                self._alike.clear()
                self._bytes = 0
            branch = next(
                one
                for one in list(self.ensemble.branches.values())[party]
                if one.number == wish.branch
            )
            preference = branch.preference_of(wish)
            order, name = self.arena.order(preference), self.arena.graph.names[party]
            acts = {
                one: self.arena.acts_of(name, branch.name, preference, one)
                for one in self._semantics
            }
            same = (party, _content(order) + b"".join(_acts_content(acts[one]) for one in acts))
            if same not in self._alike:
                self._alike[same] = _Wanted(self._numbers, order, acts)
                self._numbers += 1
                self._bytes += sum(map(_bytes, (order, *acts.values())))
            self._wants[party, wish] = self._alike[same]
        return self._wants[party, wish]


def _content(order: Order) -> bytes:
    """A digest of an order: equal for equal orders."""
    match order:
        case NoPlainOrder(reason):
            parts = [reason.encode()]
        case Ranks(rank):
            parts = [rank.tobytes()]
        case Relation(table, of):
            parts = [np.packbits(table).tobytes(), b"" if of is None else of.tobytes()]
    digest = blake2b(digest_size=16, person=type(order).__name__.encode())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def _bytes(kept: Order | Acts) -> int:
    """What is kept of a want: about so many bytes."""
    match kept:
        case Ranks(rank):
            return rank.nbytes
        case Relation(table, of):
            return table.nbytes + (0 if of is None else of.nbytes)
        case Acts(leaves, escapes, credible):
            return _bytes(leaves) + _bytes(escapes) + _bytes(credible)
    return 0


def _acts_content(acts: Acts | NoPlainOrder) -> bytes:
    if isinstance(acts, NoPlainOrder):
        return _content(acts)
    return b"".join(_content(one) for one in (acts.leaves, acts.escapes, acts.credible))
