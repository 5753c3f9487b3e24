"""Hindsight: which observed moves the readings foresaw, and what such a hit rate is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import numpy as np

from detente.analysis.expectations import Scope, SubConflicts
from detente.analysis.history import History, Move
from detente.analysis.reading_sets import Readings
from detente.analysis.sub_conflict import SubConflict
from detente.analysis.trace import statements
from detente.model import Conflict, Graph, NoPlainOrder
from detente.problems import NotDefined
from detente.progress import Progress
from detente.stability import Asked

Foreseen = Literal["base", "beforehand", "hindsight", "missed"]


@dataclass(frozen=True)
class Judged:
    """An observed move under the readings.

    gains     the mover's alternatives under which the move is an improvement for it.
    jointly   where others moved on the same day: its alternatives under which it prefers what all
              of them made together.
    foreseen  `base`: an improvement at the base reading; `beforehand`: only under others that rest
              on nothing later than the model's date; `hindsight`: only under readings written with
              later evidence; `missed`: under none.
    left_held, reached_held  by concept: in how many readings the state that it left, and the one
              that it made, is an equilibrium.
    """

    move: Move
    gains: tuple[str, ...]
    jointly: tuple[str, ...]
    foreseen: Foreseen
    left_held: Mapping[str, int]
    reached_held: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """The judged move as `--json` prints it."""
        return {
            **self.move.to_dict(),
            "improvement_under": list(self.gains),
            "jointly_better_under": list(self.jointly),
            "foreseen": self.foreseen,
            "left_held": dict(self.left_held),
            "reached_held": dict(self.reached_held),
        }


@dataclass(frozen=True)
class Null:
    """What random preferences on the same graph would have foreseen.

    expected  hits on average, of one random reading.
    as_good_as_base  the share of random readings that foresee as much as the base reading.
    best      on average, of the best of as many random readings as the model has.
    as_good_as_best  the share of draws whose best reading is as good as the model's best.
    left_held the share of observed moves whose start is a Nash equilibrium, on average.
    """

    seed: int
    draws: int
    expected: float
    as_good_as_base: float
    best: float
    as_good_as_best: float
    left_held: float

    def to_dict(self) -> dict[str, Any]:
        """The comparison as `--json` prints it."""
        return {
            "seed": self.seed,
            "draws": self.draws,
            "expected_hits": self.expected,
            "share_as_good_as_base": self.as_good_as_base,
            "expected_best": self.best,
            "share_as_good_as_best": self.as_good_as_best,
            "left_held": self.left_held,
        }


@dataclass(frozen=True)
class Hindsight:
    """The observed moves under the readings, and the readings by what they foresaw.

    written_later  by party: the alternatives that rest on evidence later than the model's date.
    best           the readings that foresaw most; best_before: most of those not written later.
    last_held      by concept: in how many readings the last state is an equilibrium.
    """

    readings: Readings
    concepts: tuple[str, ...]
    moves: tuple[Judged, ...]
    written_later: Mapping[str, tuple[str, ...]]
    base_hits: int
    best_hits: int
    best: tuple[Mapping[str, str], ...]
    best_before_hits: int
    best_before: tuple[Mapping[str, str], ...]
    last_held: Mapping[str, int]
    null: Null | None

    def to_dict(self) -> dict[str, Any]:
        """Hindsight as `--json` prints it."""
        return {
            "readings": self.readings.to_dict(),
            "concepts": list(self.concepts),
            "moves": [one.to_dict() for one in self.moves],
            "written_later": {party: list(names) for party, names in self.written_later.items()},
            "hits": {
                "of": len(self.moves),
                "base": self.base_hits,
                "best": self.best_hits,
                "best_readings": [dict(one) for one in self.best],
                "best_beforehand": self.best_before_hits,
                "best_beforehand_readings": [dict(one) for one in self.best_before],
            },
            "last_held": dict(self.last_held),
            "null": self.null.to_dict() if self.null else None,
        }


def hindsight(
    conflict: Conflict,
    told: History,
    readings: Readings,
    concepts: Sequence[Asked],
    draws: int,
    seed: int,
    progress: Progress | None = None,
) -> Hindsight:
    """Hold the observed moves against every reading.

    draws, seed  of the comparison with random preferences; no comparison where draws is 0.
    """
    sub_conflict = SubConflicts(conflict).of(Scope())
    moves = [move for move in told.moves if move.possible]
    made = {move: str(stop.state) for stop in told.stops for move in stop.moves}
    gains = {
        (party, name): [
            move.by == party and _prefers(sub_conflict, party, name, move.end, move.start)
            for move in moves
        ]
        for party, names in readings.names.items()
        for name in names
    }
    later = written_later(conflict)
    held, last = _held(sub_conflict, told, moves, readings, concepts, progress)
    judged = []
    for k, move in enumerate(moves):
        good = tuple(name for name in readings.names[move.by] if gains[move.by, name][k])
        judged.append(
            Judged(
                move,
                good,
                tuple(
                    name
                    for name in readings.names[move.by]
                    if move.together
                    and _prefers(sub_conflict, move.by, name, made[move], move.start)
                ),
                _foreseen(good, later.get(move.by, ())),
                MappingProxyType({c: held[c][k][0] for c in held}),
                MappingProxyType({c: held[c][k][1] for c in held}),
            )
        )
    best, most = _best(readings.names, gains)
    before = {
        party: tuple(name for name in names if name not in later.get(party, ()))
        for party, names in readings.names.items()
    }
    best_before, most_before = _best({p: n or ("base",) for p, n in before.items()}, gains)
    base_hits = sum(sum(gains.get((party, "base"), ())) for party in readings.names)
    comparison = (
        _null(sub_conflict.arena.graph, moves, readings, base_hits, most, draws, seed)
        if draws and moves
        else None
    )
    return Hindsight(
        readings,
        tuple(held),
        tuple(judged),
        MappingProxyType(later),
        base_hits,
        most,
        best,
        most_before,
        best_before,
        MappingProxyType(last),
        comparison,
    )


def written_later(conflict: Conflict) -> dict[str, tuple[str, ...]]:
    """By party: alternatives with a statement resting on evidence later than the model's date."""
    found: dict[str, tuple[str, ...]] = {}
    for party in conflict.party_names:
        names = tuple(
            name
            for name in conflict.readings(party)
            if name != "base"
            and any(_is_later(conflict, entry) for entry in _cited(conflict, party, name))
        )
        if names:
            found[party] = names
    return found


def _cited(conflict: Conflict, party: str, name: str) -> set[str]:
    return {entry for one in statements(conflict, party, name) for entry in one.evidence}


def _is_later(conflict: Conflict, entry: str) -> bool:
    one = conflict.evidence[entry]
    known = one.as_of or one.date
    return known is not None and conflict.as_of is not None and known > conflict.as_of


def _prefers(sub_conflict: SubConflict, party: str, alternative: str, end: str, start: str) -> bool:
    graph = sub_conflict.graph({party: alternative})
    number = graph.names.index(party)
    before, after = graph.find_state(start), graph.find_state(end)
    if before is None or after is None or isinstance(graph.orders[number], NoPlainOrder):
        return False
    return graph.prefers(number, after, before)


def _foreseen(good: Sequence[str], later: Sequence[str]) -> Foreseen:
    if "base" in good:
        return "base"
    if any(name not in later for name in good):
        return "beforehand"
    return "hindsight" if good else "missed"


def _held(
    sub_conflict: SubConflict,
    told: History,
    moves: Sequence[Move],
    readings: Readings,
    concepts: Sequence[Asked],
    progress: Progress | None,
) -> tuple[dict[str, list[tuple[int, int]]], dict[str, int]]:
    """By concept: for each move in how many readings its start and its end are equilibria; and in
    how many the last state of the history is one."""
    graph = sub_conflict.arena.graph
    ends = [(graph.find_state(move.start), graph.find_state(move.end)) for move in moves]
    last = graph.find_state(str(told.states[-1]))
    found: dict[str, list[tuple[int, int]]] = {}
    final: dict[str, int] = {}
    for asked in concepts:
        counts = np.zeros((len(moves), 2), dtype=int)
        at_last = 0
        try:
            for k, reading in enumerate(readings):
                if progress is not None:
                    progress(asked.id, k, len(readings))
                plane = sub_conflict.equilibria(reading, asked)
                here = [[bool(plane[one]) for one in pair] for pair in ends]
                counts += np.array(here, dtype=int).reshape(counts.shape)
                at_last += last is not None and bool(plane[last])
        except NotDefined:
            continue
        found[asked.id] = [(int(left), int(reached)) for left, reached in counts]
        final[asked.id] = at_last
    return found, final


def _best(
    names: Mapping[str, Sequence[str]], gains: Mapping[tuple[str, str], Sequence[bool]]
) -> tuple[tuple[Mapping[str, str], ...], int]:
    """The readings that foresee most, and how much: each party's best alternatives, combined.

    A move is foreseen by its mover's alternative alone, so that parties can be looked at one by
    one. At most 12 readings are given.
    """
    combined: list[dict[str, str]] = [{}]
    most = 0
    for party, own in names.items():
        hits = {name: sum(gains.get((party, name), ())) for name in own}
        top = max(hits.values())
        most += top
        best = [name for name in own if hits[name] == top]
        if len(own) > 1:
            combined = [{**one, party: name} for one in combined for name in best][:12]
    return tuple(MappingProxyType(one) for one in combined), most


def _null(
    graph: Graph,
    moves: Sequence[Move],
    readings: Readings,
    base_hits: int,
    best_hits: int,
    draws: int,
    seed: int,
) -> Null:
    """Random strict orders of all states for every party and alternative, drawn again and again.

    Only states that matter are drawn: those of the moves, and those one step from their starts.
    """
    draw = np.random.default_rng(seed)
    ends = [
        (graph.names.index(m.by), graph.find_state(m.start), graph.find_state(m.end)) for m in moves
    ]
    starts = sorted({start for _, start, _ in ends if start is not None})
    near = {
        (party, start): graph.moves_from(party, start)
        for party in range(graph.parties)
        for start in starts
    }
    used = np.unique(
        np.concatenate(
            [np.array([s for _, a, b in ends for s in (a, b)], dtype=np.int64), *near.values()]
        )
    )
    place = {int(state): k for k, state in enumerate(used)}
    per_party = [len(readings.names[name]) for name in graph.names]
    hits_one = np.zeros(draws, dtype=int)
    hits_best = np.zeros(draws, dtype=int)
    held = np.zeros(draws)
    for k in range(draws):
        stays = dict.fromkeys(starts, True)
        for party, alternatives in enumerate(per_party):
            worth = draw.random((alternatives, len(used)))
            own = [
                (place[a], place[b])
                for p, a, b in ends
                if p == party and a is not None and b is not None
            ]
            if own:
                gained = np.array([worth[:, b] > worth[:, a] for a, b in own]).sum(axis=0)
                hits_one[k] += gained[0]
                hits_best[k] += gained.max()
            for start in starts:
                after = [place[int(s)] for s in near[party, start]]
                stays[start] &= not (worth[0, after] > worth[0, place[start]]).any()
        held[k] = np.mean([stays[start] for _, start, _ in ends if start is not None])
    return Null(
        seed,
        draws,
        float(hits_one.mean()),
        float((hits_one >= base_hits).mean()),
        float(hits_best.mean()),
        float((hits_best >= best_hits).mean()),
        float(held.mean()),
    )
