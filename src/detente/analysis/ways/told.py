"""A step as it is told: who makes it, what it gains, what decides that, what would be better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.decides import Decided, Decides
from detente.analysis.ways.listing import moves_from
from detente.analysis.ways.steps import better_than
from detente.analysis.ways.walk import Walk
from detente.analysis.ways.way import Way
from detente.fixed import Fixed
from detente.model import Conflict, Graph, Ranks, Relation, State, state_of


@dataclass(frozen=True, eq=False)
class ToldStep(Fixed):
    """One step of a way.

    by        who makes it: one party, or a coalition.
    decided   by party of `by`: how it sees the end against the start, and what decides that.
    better    the state of the mover's best move, where it prefers that to this step; None where
              there is none, and for a coalition.
    idle      options whose change could be left out with no loss to the mover.
    resisted  whether the step is not of the asked kind.
    enough    of a way's last step: options whose change alone would lead into the target as well;
              empty where all that the step changes is needed.
    """

    by: tuple[str, ...]
    start: State
    to: State
    decided: Mapping[str, Decided]
    better: State | None
    idle: tuple[str, ...]
    resisted: bool
    enough: tuple[str, ...] = ()

    @property
    def joint(self) -> bool:
        """Whether a coalition makes it."""
        return len(self.by) > 1

    @property
    def gains(self) -> str:
        """What the mover gains: better, tied or worse; a coalition's members all gain."""
        return self.decided[self.by[0]].gains

    def to_dict(self) -> dict[str, Any]:
        """The step as `--json` prints it; of a joint step `by` is a list, and by party stand
        `gains` and `decided_by`."""
        if self.joint:
            by: Any = list(self.by)
            gains: Any = {name: one.gains for name, one in self.decided.items()}
            decided: Any = {name: _decided(one) for name, one in self.decided.items()}
        else:
            (one,) = self.decided.values()
            by, gains, decided = self.by[0], one.gains, _decided(one)
        return {
            "by": by,
            "to": str(self.to),
            "gains": gains,
            "decided_by": decided,
            "better_move": None if self.better is None else str(self.better),
            "idle": list(self.idle),
            "resisted": self.resisted,
            "enough": list(self.enough),
        }


def _decided(one: Decided) -> dict[str, Any] | None:
    """`decided_by`; None where nothing decides."""
    return None if one.kind is None else one.to_dict()


@dataclass(frozen=True, eq=False)
class Teller:
    """Tells steps of one conflict under one reading."""

    conflict: Conflict
    walk: Walk
    decides: Decides

    def way(self, way: Way, target: NDArray[np.bool_]) -> tuple[ToldStep, ...]:
        """A way into a target, step by step."""
        steps = [self.step(*move) for move in way.moves()]
        if steps:
            less = self._keys(enough(self.walk, way, target))
            steps[-1] = replace(steps[-1], enough=less)
        return tuple(steps)

    def step(self, mover: int, start: int, end: int) -> ToldStep:
        """One step."""
        graph, group = self.walk.graph, self.walk.movers[mover]
        names = tuple(graph.names[party] for party in group)
        alone = len(group) == 1
        better = better_than(graph, group[0], start, end) if alone else None
        return ToldStep(
            names,
            self.state(start),
            self.state(end),
            {name: self.decides.between(name, start, end) for name in names},
            None if better is None else self.state(better),
            self._idle(group[0], start, end) if alone else (),
            not self._asked(mover, start, end),
        )

    def state(self, place: int) -> State:
        """A state with its words."""
        return state_of(self.conflict, self.walk.graph.state_text(place))

    def _asked(self, mover: int, start: int, end: int) -> bool:
        _, ends, asked = self.walk.moves(mover, np.array([start], dtype=np.int64))
        return bool(asked[ends == end].any())

    def _idle(self, party: int, start: int, end: int) -> tuple[str, ...]:
        return self._keys(idle_part(self.walk.graph, party, start, end))

    def _keys(self, options: tuple[int, ...]) -> tuple[str, ...]:
        every = self.conflict.options
        return tuple(every[k].key for k in options)


def idle_part(graph: Graph, party: int, start: int, end: int) -> tuple[int, ...]:
    """The options whose change in a step could be left out at no loss to its mover.

    An inclusion-maximal set of the changed options whose omission gives a state within one move of
    the party, or the start, that it likes at least as well as the end. Of several such sets the one
    that has the first option in file order in which they differ. Graph form has no options: none.
    """
    if graph.form == "graph":
        return ()
    _, near = moves_from(graph, party, np.array([start], dtype=np.int64))
    near = np.append(near, start)
    code, changed = int(graph.codes[start]), int(graph.codes[start] ^ graph.codes[end])
    made = graph.codes[near] ^ np.int64(code)
    fits = (made & ~np.int64(changed)) == 0
    near, made = near[fits], made[fits]
    order = graph.orders[party]
    if isinstance(order, Ranks):
        liked = order.rank[near] >= order.rank[end]
    else:
        assert isinstance(order, Relation), "a party without a plain order makes no steps"
        liked = ~order.better[near, end]
    left_out = [changed & ~int(one) for one in made[liked]]
    bits = [k for k in range(graph.letters) if changed >> k & 1]
    best = max(left_out, key=lambda out: [out >> k & 1 for k in bits])
    return tuple(k for k in bits if best >> k & 1)


def enough(walk: Walk, way: Way, target: NDArray[np.bool_]) -> tuple[int, ...]:
    """The options whose change would be enough in a way's last step, where not all are needed.

    A smallest set of those that the last mover changes: alone it leads into the target too, by a
    step that is resisted as much. Empty where all of them are needed, for joint steps, and in graph
    form. Of several the one with the first option in file order in which they differ.
    """
    graph = walk.graph
    if graph.form == "graph" or not way.steps:
        return ()
    mover, here, end = way.moves()[-1]
    if len(walk.movers[mover]) > 1:
        return ()
    _, ends, asked = walk.moves(mover, np.array([here], dtype=np.int64))
    like = asked[ends == end]
    changed = int(graph.codes[here] ^ graph.codes[end])
    made = graph.codes[ends] ^ graph.codes[here]
    keep = target[ends] & (asked == like) & ((made & ~np.int64(changed)) == 0)
    bits = [k for k in range(graph.letters) if changed >> k & 1]
    best = min(
        made[keep].tolist(), key=lambda one: (one.bit_count(), [not one >> k & 1 for k in bits])
    )
    return tuple(k for k in bits if best >> k & 1) if best != changed else ()
