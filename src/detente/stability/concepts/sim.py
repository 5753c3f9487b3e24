"""Simultaneous stability: improvements met by others who move at the same time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente import memory
from detente.limits import limit
from detente.model import Arcs, Graph, Ranks, Relation
from detente.problems import TooLarge
from detente.stability.engines.costs import loading_of
from detente.stability.engines.joint import (
    joint_loops,
    joint_states,
    state_keys,
    takes_by_cells,
)
from detente.stability.engines.joint_box import Joint, joint_of
from detente.stability.engines.joint_classes import (
    bytes_by_classes,
    held_by_classes,
    work_by_classes,
)
from detente.stability.engines.kept import have_run, readiness
from detente.stability.engines.listed import improving_arcs
from detente.stability.engines.swept.box import box_of_graph
from detente.stability.explain.joint import joint
from detente.stability.registry import Asked, Concept, OnGraph, register
from detente.stability.session import Session

_ROWS = 1_000_000  # joint states looked at in one go
_LARGEST_TABLE = 2**24  # keys
_SAMPLE = (16, 64, 432)  # states from which the cost of all is estimated, part by part
_FIRST = (1, 4)  # improvements of each other that are tried before all of them
_UNSAMPLED = 4096  # states; a party's joint moves are never more than states squared
_BY_CELLS = 1 << 19  # states at most for loops; with more, a party alone has the limit to look at
_WIDE = 1 << 10  # strategies of a party that are worth a way of their own
_EASY = 64  # numbers a state: nothing is estimated
_CLASSES_A_MOVE = 6  # numbers in the time in which NumPy looks at a joint move
_MOST_BY_CLASSES = 4  # numbers in the time of a joint move that is allowed
_A_SECOND = 25_000_000  # joint moves that NumPy looks at
_COMPILING = 4.0  # seconds
_HOPELESS = 200  # times the limit; of what is foretold, compiled loops look at a hundredth or more
_SLACK = 2  # times the limit before what an estimate let in is given up


def sim(session: Session, party: int, asked: Asked) -> NDArray[np.bool_]:
    """Where every improvement can be undone by improvements of others made at once.

    bool (states,). Some others, one at least, each improve on the same start; the joint result must
    be feasible and must deter. `single` allows one of them only. Source: [FH84].
    Cost: the product over the others of one plus their improvements, or the number of states if
    that is less, for the most liked improvement of each state and for as many more as are undone;
    by compiled loops where that pays. TooLarge where some of the states say that all of them would
    take more than the limit.
    """
    graph = session.graph
    if graph.states > _UNSAMPLED:
        plain = session.escapes(party) is graph.orders[party] and takes_by_cells(graph)
        by_classes = _work_by_classes(session, party) if plain else None
        if by_classes is not None and by_classes <= _EASY * graph.states:
            return _by_classes(session, party)
        by_cells = plain and graph.states <= _BY_CELLS
        if by_cells and readiness("joint") == "loaded":
            return _by_cells(session, party, by_classes)
        foretold = session.settled("sim", lambda: _foretold(session))
        if by_classes is not None and by_classes < _CLASSES_A_MOVE * foretold:
            return _by_classes(session, party)
        if by_cells and _pays_by_cells(graph, foretold):
            return _by_cells(session, party, by_classes)
        if foretold > limit("joint_moves"):
            raise _too_many(graph, f"about {foretold:,}")
    steps = [improving_arcs(graph, k) for k in range(graph.parties)]
    return _stable(JointSearch(session, party, steps))


def _work_by_classes(session: Session, party: int) -> int | None:
    """How many numbers the way by classes goes through; None where they are too many for it."""
    box = box_of_graph(session.graph)
    if max(box.radix) < _WIDE or box.cells // max(box.radix) > max(box.radix):
        return None
    work = work_by_classes(_joint(session), party)
    return work if work <= _MOST_BY_CLASSES * limit("joint_moves") else None


def _by_classes(session: Session, party: int) -> NDArray[np.bool_]:
    graph = session.graph
    needed = bytes_by_classes(box_of_graph(graph).radix)
    if needed > memory.allowed():
        raise TooLarge(
            f"sim on {graph.states:,} states",
            f"it takes about {memory.shown(needed)} more, of {memory.shown(memory.allowed())}",
            "allow more memory (`--memory`), or leave sim out (`--concepts`)",
        )
    return held_by_classes(_joint(session), party, session.assumptions)


def _joint(session: Session) -> Joint:
    return session.settled("sim cells", lambda: joint_of(session.graph))


def _pays_by_cells(graph: Graph, foretold: int) -> bool:
    """Whether compiled loops take less time, loading them included."""
    if foretold > _HOPELESS * limit("joint_moves"):
        return False
    return loading_of("joint", _COMPILING) < foretold * graph.parties / _A_SECOND


def _by_cells(session: Session, party: int, by_classes: int | None) -> NDArray[np.bool_]:
    """By compiled loops; by classes where these say that it takes less."""
    graph = session.graph
    loops = joint_loops()
    assert loops is not None, "asked before"
    states = sampled_states(graph.states, sum(_SAMPLE))
    most = limit("joint_moves")

    def held(part: NDArray[np.int64] | None, most: int) -> tuple[NDArray[np.bool_], int]:
        found: tuple[NDArray[np.bool_], int] = loops.held(
            _joint(session), party, session.assumptions, part, most
        )
        return found

    estimate = held(states, most)[1] * graph.states // len(states)
    if by_classes is not None and by_classes < estimate:
        return _by_classes(session, party)
    if estimate > most:
        raise _too_many(graph, f"about {estimate:,}")
    stable, looked_at = held(None, _SLACK * most)
    if looked_at > _SLACK * most:  # the sample misled
        raise _too_many(graph, f"more than {_SLACK * most:,}")
    have_run("joint")
    return stable


def _stable(search: JointSearch) -> NDArray[np.bool_]:
    """Where every improvement can be undone: bool, by the places of the search."""
    graph, party = search.session.graph, search.party
    own = search.steps[party]
    # The improvement that the party likes best comes first: it is the hardest to undo, and one
    # that stands settles its state.
    liked = _by_liking(graph, party, own)
    count = np.diff(own.first)
    stable = np.ones(len(count), dtype=bool)
    states = np.flatnonzero(count)
    for turn in range(int(count.max(initial=0))):
        states = states[count[states] > turn]
        if not len(states):
            break
        undone = search.undone(states, own.end[liked[own.first[states] + turn]])
        stable[states[~undone]] = False
        states = states[undone]
    return stable


def _foretold(session: Session) -> int:
    """How many joint moves there are to look at for the party with most, by a sample of the states.

    What is looked at for one state does not depend on the others, so that the sample's mean is the
    states' mean but for chance. The sample is gone through part by part: it ends where what was
    looked at is too much already.
    """
    graph = session.graph
    sample = sampled_states(graph.states, sum(_SAMPLE))
    looked_at = [0] * graph.parties
    done = 0
    for size in _SAMPLE:
        states = np.sort(sample[done : done + size])
        done += size
        steps = [_sampled_steps(graph, party, states) for party in range(graph.parties)]
        for party in range(graph.parties):
            search = JointSearch(session, party, steps, states)
            _stable(search)
            looked_at[party] += search.looked_at
            if looked_at[party] * graph.states // len(sample) > limit("joint_moves"):
                return looked_at[party] * graph.states // done
    return max(looked_at) * graph.states // len(sample)


def sampled_states(states: int, size: int) -> NDArray[np.int64]:
    """Some of the states, the same each time, in no order."""
    return np.random.default_rng(1).choice(states, size, replace=False)


def _sampled_steps(graph: Graph, party: int, states: NDArray[np.int64]) -> Arcs:
    """The party's improvements on some states, by their places among these."""
    gains = [_gains(graph, party, state) for state in states.tolist()]
    first = np.cumsum([0, *(len(ends) for ends in gains)])
    return Arcs(first, np.concatenate(gains).astype(np.int32))


def _gains(graph: Graph, party: int, state: int) -> NDArray[np.int64]:
    """The party's improvements on one state, ascending."""
    after = graph.moves_from(party, state)
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return after[order.rank[after] > order.rank[state]]
    assert isinstance(order, Relation), "a party without a plain order has no verdicts"
    return after[order.holds(state, after)]


def _too_many(graph: Graph, how_many: str) -> TooLarge:
    return TooLarge(
        f"sim on {graph.states:,} states",
        f"{how_many} joint moves to look at, of {limit('joint_moves'):,} at most",
        "hold some options fixed (`--holding`), or leave sim out (`--concepts`)",
    )


def _by_liking(graph: Graph, party: int, arcs: Arcs) -> NDArray[np.int64]:
    """The moves' places, state by state, those to better states first."""
    order = graph.orders[party]
    if not isinstance(order, Ranks):
        return np.arange(len(arcs.end))
    return np.lexsort((-order.rank[arcs.end].astype(np.int64), arcs.starts()))


class JointSearch:
    """Looks for joint moves that undo an improvement of one party.

    steps  every party's improvements, by places; among: the states of the places, ascending; None
           where every state has its own place.
    """

    def __init__(
        self,
        session: Session,
        party: int,
        steps: list[Arcs],
        among: NDArray[np.int64] | None = None,
    ) -> None:
        self.session, self.party, self.steps, self.among = session, party, steps, among
        others = [k for k in range(len(steps)) if k != party and len(steps[k].end)]
        # Parties with few choices first: what they can undo need not be multiplied further.
        others.sort(key=lambda k: len(steps[k].end))
        self.single = session.assumptions.sanction_moves == "single"
        self.groups = [[k] for k in others] if self.single else [others]
        graph = session.graph
        keys = graph.of_moves.once("state keys", lambda: _Keys(state_keys(graph)))
        self.keys, self.order, self.sorted_keys = keys.of, keys.order, keys.ascending
        self.table = keys.table
        self.looked_at = 0

    def undone(self, starts: NDArray[np.int64], ends: NDArray[np.int32]) -> NDArray[np.bool_]:
        """For each improvement from places starts[r] to ends[r], whether others can undo it."""
        work = np.zeros(len(starts))
        for group in self.groups:
            sizes = np.ones(len(starts))
            for k in group:
                sizes *= 1 + np.diff(self.steps[k].first)[starts]
            work += sizes
        found = np.zeros(len(starts), dtype=bool)
        # Never more than there are states: beyond that the states are gone through instead.
        few = work <= self.session.graph.states
        found[few] = self._undone_in_parts(starts[few], ends[few], work[few])
        for row in np.flatnonzero(~few).tolist():
            found[row] = self._undone_by_states(int(starts[row]), int(ends[row]))
        return found

    def _undone_in_parts(
        self, starts: NDArray[np.int64], ends: NDArray[np.int32], work: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        chunk = (np.cumsum(work) // _ROWS).astype(np.int64)
        found = np.zeros(len(starts), dtype=bool)
        begin = np.flatnonzero(np.diff(chunk, prepend=-1))
        for first, last in pairwise([*begin, len(starts)]):
            for most in (*_FIRST, None):
                for group in self.groups:
                    left = np.flatnonzero(~found[first:last]) + first
                    found[left] = self._undone_by(group, starts[left], ends[left], most)
        return found

    def _undone_by_states(self, start: int, end: int) -> bool:
        graph = self.session.graph
        gains = {k: self.steps[k].of(start) for group in self.groups for k in group}
        self._count(graph.states)
        state = int(self.states(np.array([start]))[0])
        there = joint_states(graph, self.party, state, end, gains, self.single)
        return bool(_deters(self.session, self.party, np.full(len(there), state), there).any())

    def states(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The states of places."""
        return places if self.among is None else self.among[places]

    def _undone_by(
        self,
        group: list[int],
        starts: NDArray[np.int64],
        ends: NDArray[np.int32],
        most: int | None,
    ) -> NDArray[np.bool_]:
        found = np.zeros(len(starts), dtype=bool)
        row = np.arange(len(starts))
        joint = self.keys[ends]
        for k in group:
            keep = ~found[row]
            row, joint = row[keep], joint[keep]
            first = self.steps[k].first
            at = starts[row]
            count = first[at + 1] - first[at]
            if most is not None:
                count = np.minimum(count, most)
            again = np.repeat(np.arange(len(row)), count)
            offset = np.arange(len(again)) - np.repeat(np.cumsum(count) - count, count)
            target = self.steps[k].end[first[at[again]] + offset]
            state = self.states(at[again])
            moved = joint[again] + self.keys[target] - self.keys[state]
            found[row[again][self._deters(state, moved)]] = True
            self._count(len(moved))
            row = np.concatenate([row, row[again]])
            joint = np.concatenate([joint, moved])
        return found

    def _count(self, more: int) -> None:
        self.looked_at += more
        most = _SLACK * limit("joint_moves")
        if self.looked_at > most:  # the sample misled
            raise _too_many(self.session.graph, f"more than {most:,}")

    def _deters(self, starts: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the state with a key is feasible and deters the party at the start."""
        if self.table is not None:
            inside = keys < len(self.table)  # a joint result may lie beyond every feasible state
            ends: NDArray[np.integer] = np.where(inside, self.table[keys * inside], -1)
            result = ends >= 0
        else:
            place = np.searchsorted(self.sorted_keys, keys)
            place[place == len(self.sorted_keys)] = 0
            result = self.sorted_keys[place] == keys
            ends = place if self.order is None else self.order[place]
        there = np.flatnonzero(result)
        result[there] = _deters(self.session, self.party, starts[there], ends[there])
        return result


def _table(keys: NDArray[np.int64]) -> NDArray[np.int32] | None:
    """The state of each key, -1 where there is none; None where the table would be large."""
    size = int(keys.max()) + 1
    if size > _LARGEST_TABLE:
        return None
    table = np.full(size, -1, dtype=np.int32)
    table[keys] = np.arange(len(keys))
    return table


class _Keys:
    """The keys of a graph's states, and how to find a state by its key."""

    def __init__(self, of: NDArray[np.int64]) -> None:
        ascending = bool((of[1:] > of[:-1]).all())  # as codes of options are
        self.of, self.order = of, None if ascending else np.argsort(of)
        self.ascending = of if self.order is None else of[self.order]
        self.table = _table(of)


def _deters(
    session: Session, party: int, start: NDArray[np.int64], end: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """D(start, end) for the party, pair by pair."""
    order = session.escapes(party)
    strict = session.assumptions.sanction == "strict"
    if isinstance(order, Ranks):
        result: NDArray[np.bool_] = (
            order.rank[end] < order.rank[start] if strict else order.rank[end] <= order.rank[start]
        )
        return result
    assert isinstance(order, Relation), "a party without a plain order has no verdicts"
    return order.holds(end, start) if strict else ~order.holds(start, end)


register(
    Concept(
        id="sim",
        name="Simultaneous stability",
        sentence="Others who improve at the same moment can spoil every improvement.",
        source="[FH84]",
        tier="core",
        definition=OnGraph(sim, joint),
        needs=frozenset({"joint moves"}),
        order=6,
    )
)
