"""Joint steps: what a coalition reaches together, and all its members prefer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations as chosen_from

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import Pairs, States, combinations, places
from detente.analysis.ways.reach import reached
from detente.analysis.ways.steps import chooser, improves, levels_of
from detente.analysis.ways.walk import Group, Walk
from detente.limits import limit
from detente.model import Conflict, Graph, holds, known_names_of, option_columns
from detente.problems import TooLarge


def coalitions_of(parties: Sequence[int]) -> tuple[Group, ...]:
    """All coalitions of two and more, small ones first."""
    return tuple(
        group for size in range(2, len(parties) + 1) for group in chosen_from(parties, size)
    )


@dataclass(frozen=True, eq=False)
class JointSteps:
    """The joint steps of coalitions: where a legal sequence of any moves of the members leads, if
    every member prefers the end to the start [KHFP01].

    at_once  whether a simultaneous change by all members, each in some of its options, is a step
             too, though no sequence of their moves leads there: only its end need be feasible, no
             option goes against its direction, and what forbids a move is asked of each member's
             own part.
    Cost: a search for every state and coalition that is asked about; each is kept.
    """

    conflict: Conflict
    graph: Graph
    groups: tuple[Group, ...]
    at_once: bool = False
    _kept: dict[tuple[Group, int], States] = field(default_factory=dict, init=False, repr=False)

    def steps(self, group: Group, states: States) -> Pairs:
        """The coalition's joint steps from each of the states, by start, then by end."""
        ends = [self._from(group, state) for state in states.tolist()]
        begin = np.repeat(states, [len(one) for one in ends])
        return begin, np.concatenate(ends) if ends else states[:0]

    def _from(self, group: Group, state: int) -> States:
        if (group, state) not in self._kept:
            if len(self._kept) >= limit("joint_steps"):
                raise TooLarge(
                    "joint steps of coalitions",
                    f"more than {limit('joint_steps'):,} states and coalitions to look at",
                    "name those who may move (`--of`), or hold options fixed (`--holding`)",
                )
            here = np.array([state], dtype=np.int64)
            singles = tuple((party,) for party in group)
            levels = levels_of(self.graph, "moves")
            walk = Walk(self.graph, "moves", chooser(self.graph, "moves"), singles, levels=levels)
            found = np.flatnonzero(reached(walk, here))
            if self.at_once and self.graph.form == "option":
                found = np.union1d(found, self._at_once(group, state))
            for party in group:
                found = found[improves(self.graph, party, np.full(len(found), state), found)]
            self._kept[group, state] = found
        return self._kept[group, state]

    def _at_once(self, group: Group, state: int) -> States:
        """Where a change by all members at the same time leads."""
        graph = self.graph
        masks = [np.int64(graph.masks[party]) for party in group]
        together = int(sum(graph.masks[party] for party in group))
        if together.bit_count() > limit("joint_options"):
            raise TooLarge(
                "simultaneous changes of a coalition",
                f"2^{together.bit_count()} of them from one state",
                "name those who may move (`--of`)",
            )
        code = graph.codes[state]
        ends, feasible = places(graph, (code & ~np.int64(together)) | combinations(together))
        ends = ends[feasible]
        for party, mask in zip(group, masks, strict=True):
            own = (code & ~mask) | (graph.codes[ends] & mask)
            keep = own != code
            keep &= (code & ~own & np.int64(graph.only_taken[party])) == 0
            keep &= (own & ~code & np.int64(graph.only_dropped[party])) == 0
            keep &= ~self._forbidden(party, int(code), own)
            ends = ends[keep]
        return ends

    def _forbidden(self, party: int, code: int, own: States) -> NDArray[np.bool_]:
        """Which of a party's own parts of a change a rule forbids; they need not be feasible."""
        index = known_names_of(self.conflict).index
        outcomes = {name: one.condition for name, one in self.conflict.outcomes.items()}
        found = np.zeros(len(own), dtype=bool)
        start = np.array([code], dtype=np.int64)
        for rule in self.conflict.rules:
            if rule.kind == "infeasible_move" and rule.by == self.graph.names[party]:
                source, target = rule.conditions
                if holds(source, 1, option_columns(start, index), outcomes)[0]:
                    found |= holds(target, len(own), option_columns(own, index), outcomes)
        return found
