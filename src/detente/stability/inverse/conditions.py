"""The closed form: which states a party must not prefer to a state for the state to be stable.

For each move away, the closed form asks that one of some sets of states, its ways, be in W. The
minimal sets W are listed as they are asked for, the smallest first: from the empty set, the first
move that is not yet answered for is answered for in each of its ways. A set that grows so passes
every minimal set, and whatever is taken up next is larger than what it came from; so what answers
for every move is met in order of size, and a set is minimal iff it can spare none of its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count

import numpy as np

from detente.limits import limit
from detente.model import Graph
from detente.progress import Progress
from detente.stability.assumptions import Assumptions
from detente.stability.inverse.steps import answer_sets, improving, step_graph
from detente.stability.registry import concepts
from detente.stability.terms import Term

Mask = int  # a set of states: the first state is the highest bit, so that -mask sorts by states
_TELL = 1 << 8  # sets looked at between two words of progress
_KEPT = 10  # comparisons that a set counts which is kept for later: it takes memory


def in_closed_form(term: object) -> bool:
    """Whether stability under a term has this closed form: nobody answers, or the others do in one
    answer that may begin anywhere, to which the party has no counter or any of its moves."""
    if not isinstance(term, Term) or term.by == "nobody":
        return isinstance(term, Term)
    return term.one_answer and term.leaving is None and term.counter != "improvement"


def inverse_concepts() -> tuple[str, ...]:
    """The concepts of which that is so."""
    return tuple(one.id for one in concepts().values() if in_closed_form(one.definition))


def minimal_sets(
    graph: Graph,
    party: int,
    state: int,
    term: Term,
    assumptions: Assumptions,
    most: int | None = None,
    work: int | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """The minimal sets W, each as ascending state indices without `state`; and whether all are.

    The state is stable for the party iff the party prefers to it no member of some W. The others'
    preferences are as in the graph. Fewest members first, then by their states. Each set told is
    minimal; where there are more than `most` (else the limit `minimal_sets`), the first are told;
    where the search is over `work` comparisons (else the limit `minimal_set_work`), those found so
    far and then some others, at least one in all, between which others may be missing.
    Source: stability.md section 7 (inverse); KHK15. Weak sanctions: under strict ones stability
    does not hang on such a set alone.
    """
    most = limit("minimal_sets") if most is None else most
    search = _Search(
        _ways(graph, party, state, term, assumptions),
        limit("minimal_set_work") if work is None else work,
        progress,
    )
    found: list[Mask] = []
    whole = True
    for one in search.sets():
        if len(found) == most:
            whole = False
            break
        found.append(one)
    told = tuple(_members(one, graph.states) for one in sorted(found, key=_size))
    return told, whole and not search.stopped


def _ways(
    graph: Graph, party: int, state: int, term: Term, assumptions: Assumptions
) -> list[list[Mask]]:
    """For each move away, the minimal sets of states that answer for it."""
    ends = [int(end) for end in graph.moves_from(party, state)]
    bit = [1 << graph.states - 1 - one for one in range(graph.states)]
    bit[state] = 0
    if term.by == "nobody" or not ends:
        return [[bit[end]] for end in ends]
    allowed = (
        [improving(order, graph.arcs(k)) for k, order in enumerate(graph.orders)]
        if term.credible
        else [None] * graph.parties
    )
    steps = step_graph(graph, party, assumptions.sanction_moves, term.credible)
    answers = answer_sets(steps, graph.states, allowed)
    every = []
    for end in ends:
        ways = {bit[end]}
        for answer in np.flatnonzero(answers[end]).tolist():
            way = bit[answer]
            if term.counter == "move":
                for reply in graph.moves_from(party, answer).tolist():
                    way |= bit[reply]
            ways.add(way)
        every.append(_minimal(ways))
    return every


def _minimal(sets: set[Mask]) -> list[Mask]:
    """Those that contain no other, fewest members first."""
    kept: list[Mask] = []
    for one in sorted(sets, key=_size):
        if not any(other & one == other for other in kept):
            kept.append(one)
    return kept


def _size(one: Mask) -> tuple[int, int]:
    return one.bit_count(), -one


def _members(one: Mask, states: int) -> tuple[int, ...]:
    return tuple(states - low.bit_length() for low in reversed(list(_bits(one))))


def _bits(one: Mask) -> Iterator[Mask]:
    """One bit after another, the last state first."""
    while one:
        low = one & -one
        yield low
        one ^= low


class _Search:
    """Minimal sets that contain a way of every move, one after another.

    spent    comparisons of two sets so far; stopped: whether those allowed were used up.
    """

    def __init__(self, every: Sequence[list[Mask]], work: int, progress: Progress | None) -> None:
        self.every = sorted({tuple(ways) for ways in every}, key=lambda ways: (len(ways), ways))
        self.work, self.progress = work, progress
        self.spent = 0
        self.stopped = False

    def sets(self) -> Iterator[Mask]:
        """The minimal sets: in order of size until the work is used up, then as they are met."""
        waiting = [(0, 0)]  # see _size
        seen = {0}
        found: list[Mask] = []
        for looked in count():
            if not waiting:
                return
            if self.spent >= self.work:
                break
            if self.progress is not None and looked % _TELL == _TELL - 1:
                self.progress("comparisons of sets", self.spent, self.work)
            one = -heappop(waiting)[1]
            self.spent += len(found)
            if any(other & one == other for other in found):
                continue  # whatever comes of it contains a set that does with less
            ways = self._open(one)
            if ways is None:
                if self._spares(one):
                    continue
                found.append(one)
                yield one
                continue
            for way in ways:
                more = one | way
                if more not in seen:
                    seen.add(more)
                    self.spent += _KEPT
                    heappush(waiting, _size(more))
        self.stopped = True
        known = set(found)
        while waiting and (self.spent < 2 * self.work or not known):
            one = -heappop(waiting)[1]
            while (ways := self._open(one)) is not None:
                self.spent += len(ways)
                _, one = min(((way & ~one).bit_count(), one | way) for way in ways)
            one = self._spare(one)
            if one not in known:
                known.add(one)
                yield one

    def _open(self, one: Mask) -> tuple[Mask, ...] | None:
        """The ways of a move that `one` does not answer for; None where there is no such move."""
        for ways in self.every:
            self.spent += len(ways)
            if not any(way & one == way for way in ways):
                return ways
        return None

    def _spares(self, one: Mask) -> bool:
        return any(self._open(one ^ bit) is None for bit in _bits(one))

    def _spare(self, one: Mask) -> Mask:
        """A minimal set within `one`: without each member that it can do without, last first."""
        for bit in _bits(one):
            if self._open(one ^ bit) is None:
                one ^= bit
        return one
