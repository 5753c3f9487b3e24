"""Ways, blockers, ends: legal sequences of steps looked at one by one, from the definitions alone.

A label is who makes a step: one party, or with joint steps a coalition. Costs of a way are pairs
(resisted steps, steps), compared in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import combinations
from typing import Any

from oracle.coalitions import Coalitions
from oracle.compare import is_stable
from oracle.conflict import Conflict, Names
from oracle.reading import Reading

Label = tuple[str, ...]
Step = tuple[Label, str]
Way = tuple[Step, ...]
Cost = tuple[int, int]
Steps = Mapping[Label, Mapping[str, frozenset[str]]]


def best_moves(conflict: Conflict, j: str, s: str) -> frozenset[str]:
    """The improvements of j to which it prefers none of its moves."""
    own = conflict.moves[j][s]
    return frozenset(
        t
        for t in own
        if conflict.prefers(j, t, s) and not any(conflict.prefers(j, u, t) for u in own)
    )


def undeterred_moves(reading: Reading, concept: str, j: str, s: str) -> frozenset[str]:
    """The improvements of j that the concept leaves unanswered: with it alone j would leave."""
    return frozenset(
        t for t in reading.leaving(j, s) if not is_stable(reading.alone(j, s, t), concept, j, s)
    )


def must_end(conflict: Conflict) -> frozenset[str]:
    """The states from which improvements by anyone must end, in whatever order."""
    ending: set[str] = set()
    while True:
        more = {
            s
            for s in conflict.states
            if all(
                t in ending
                for j in conflict.parties
                for t in conflict.moves[j][s]
                if conflict.prefers(j, t, s)
            )
        }
        if more == ending:
            return frozenset(ending)
        ending = more


def has_improvement(conflict: Conflict, s: str) -> bool:
    """Whether anybody would gain by a move from s."""
    return any(conflict.prefers(j, t, s) for j in conflict.parties for t in conflict.moves[j][s])


def is_trap(conflict: Conflict, inside: frozenset[str]) -> bool:
    """Whether nobody gains by a move from a state inside to one outside."""
    return not any(
        conflict.prefers(j, t, s) and t not in inside
        for s in inside
        for j in conflict.parties
        for t in conflict.moves[j][s]
    )


class Ways:
    """The ways from `start` under one question's restrictions."""

    def __init__(
        self,
        reading: Reading,
        start: str,
        kind: str = "improvements",
        concept: str = "seq",
        of: Iterable[str] | None = None,
        avoid: Iterable[str] = (),
        within: int | None = None,
        joint: str = "",
        names: Names | None = None,
    ) -> None:
        self.r, self.conflict = reading, reading.conflict
        self.start, self.kind, self.concept = start, kind, concept
        chosen = set(self.conflict.parties if of is None else of)
        self.of = tuple(p for p in self.conflict.parties if p in chosen)
        self.avoid, self.within = frozenset(avoid), within
        self.joint, self.names = joint, names

    # --- steps ---

    def by(self, kind: str, party: str) -> Mapping[str, frozenset[str]]:
        """The party's steps of a kind from every state, those into avoided states left out."""
        c = self.conflict
        found = {}
        for s in c.states:
            if kind == "moves":
                ends = c.moves[party][s]
            elif kind == "improvements":
                ends = frozenset(t for t in c.moves[party][s] if c.prefers(party, t, s))
            elif kind == "best":
                ends = best_moves(c, party, s)
            else:
                ends = undeterred_moves(self.r, self.concept, party, s)
            found[s] = frozenset(ends - self.avoid)
        return found

    @cached_property
    def together(self) -> Steps:
        """The joint steps of every coalition of two and more."""
        if not self.joint:
            return {}
        coalitions = Coalitions(self.r)
        return {
            group: {
                s: frozenset(
                    t
                    for t in self.conflict.states
                    if t not in self.avoid
                    and (t in coalitions.leaving(group, s) or self.at_once(group, s, t))
                )
                for s in self.conflict.states
            }
            for size in range(2, len(self.of) + 1)
            for group in combinations(self.of, size)
        }

    def at_once(self, group: Label, s: str, t: str) -> bool:
        """Whether all of the group change something at the same time, and all prefer the result."""
        if self.joint != "simultaneous" or self.names is None or self.names.graph:
            return False
        if not all(self.conflict.prefers(k, t, s) for k in group):
            return False
        for party in group:
            own = [k for k, (p, _) in enumerate(self.names.options) if p == party]
            part = "".join(t[k] if k in own else s[k] for k in range(len(s)))
            if part == s or not self.names.may_step(party, s, part):
                return False
            if self.forbidden(party, s, part):
                return False
        changed = {self.names.options[k][0] for k in range(len(s)) if s[k] != t[k]}
        return changed == set(group)

    def forbidden(self, party: str, s: str, part: str) -> bool:
        """Whether a rule forbids the party's own part of a joint change."""
        return any(rule(party, s, part) for rule in self.move_rules)

    move_rules: Any = ()

    @cached_property
    def asked(self) -> Steps:
        """The steps of the asked kind."""
        return {**{(p,): self.by(self.kind, p) for p in self.of}, **self.together}

    @cached_property
    def all_moves(self) -> Steps:
        """Every move, and the joint steps."""
        return {**{(p,): self.by("moves", p) for p in self.of}, **self.together}

    @cached_property
    def unresisted(self) -> Steps:
        """The steps that nobody resists: asked for moves, the kind is improvement."""
        if self.kind != "moves":
            return self.asked
        return {**{(p,): self.by("improvements", p) for p in self.of}, **self.together}

    # --- reach ---

    def layers(self, steps: Steps) -> list[set[tuple[str, Label]]]:
        """(state, last mover) by the exact number of steps, until nothing new comes."""
        found = [{(self.start, ())}]
        seen = set(found[0])
        while found[-1] and (self.within is None or len(found) <= self.within):
            new = {
                (t, label)
                for s, last in found[-1]
                for label, ends in steps.items()
                if label != last
                for t in ends[s]
            } - seen
            seen |= new
            found.append(new)
        return found

    def fewest(self, steps: Steps | None = None) -> dict[str, int]:
        """The fewest steps to every state in reach."""
        found: dict[str, int] = {}
        for number, layer in enumerate(self.layers(self.asked if steps is None else steps)):
            for s, _ in layer:
                found.setdefault(s, number)
        return found

    def shortest(self, goal: frozenset[str]) -> list[Way]:
        """All shortest ways into the goal, first by movers and then states, step by step."""
        fewest = self.fewest()
        lengths = [fewest[s] for s in goal if s in fewest]
        if not lengths:
            return []
        ways: list[tuple[str, Label, Way]] = [(self.start, (), ())]
        for left in range(min(lengths), 0, -1):
            ways = [
                (t, label, (*way, (label, t)))
                for s, last, way in ways
                for label, ends in self.asked.items()
                if label != last
                for t in self.conflict.states
                if t in ends[s] and self.leads(t, label, left - 1, goal)
            ]
        return [way for s, _, way in ways if s in goal]

    def leads(self, s: str, last: Label, left: int, goal: frozenset[str]) -> bool:
        """Whether exactly so many more steps can lead into the goal."""
        key = (s, last, left)
        if goal != self._goal:
            self._goal, self._leads = goal, {}
        if key not in self._leads:
            self._leads[key] = (
                s in goal
                if left == 0
                else any(
                    self.leads(t, label, left - 1, goal)
                    for label, ends in self.asked.items()
                    if label != last
                    for t in ends[s]
                )
            )
        return self._leads[key]

    _goal: frozenset[str] | None = None
    _leads: dict[tuple[str, Label, int], bool]

    # --- the least resisted way ---

    def least_resisted(self, goal: frozenset[str]) -> tuple[Way, int] | None:
        """The way with the fewest resisted steps, then the fewest steps, then the first; and how
        many of its steps are resisted."""
        nodes = [(s, last) for s in self.conflict.states for last in [(), *self.all_moves]]
        never = (10**9, 10**9)
        cost: list[dict[tuple[str, Label], Cost]] = [
            {node: (0, 0) if node[0] in goal else never for node in nodes}
        ]
        while self.within is None or len(cost) <= self.within:
            before = cost[-1]
            cost.append(
                {
                    node: min([before[node], *(one for one, _, _ in self.onward(node, before))])
                    for node in nodes
                }
            )
            if cost[-1] == before:
                break
        here: tuple[str, Label] = (self.start, ())
        if cost[-1][here] == never:
            return None
        resisted, way = cost[-1][here][0], []
        left = len(cost) - 1
        while cost[left][here] != (0, 0):
            ahead = cost[max(left - 1, 0)] if self.within is not None else cost[-1]
            here = next(
                (t, label) for one, label, t in self.onward(here, ahead) if one == cost[left][here]
            )
            way.append((here[1], here[0]))
            left = max(left - 1, 0) if self.within is not None else left
        return tuple(way), resisted

    def onward(
        self, node: tuple[str, Label], ahead: Mapping[tuple[str, Label], Cost]
    ) -> Iterable[tuple[Cost, Label, str]]:
        """What each next step would cost in all, in order of movers and states."""
        s, last = node
        for label, ends in self.all_moves.items():
            if label == last:
                continue
            for t in self.conflict.states:
                if t in ends[s]:
                    more = ahead[t, label]
                    yield (more[0] + self.resists(label, s, t), more[1] + 1), label, t

    def resists(self, label: Label, s: str, t: str) -> int:
        """1 for a step that is not of the asked kind."""
        return int(t not in self.unresisted[label][s])

    # --- who would have to be willing ---

    def unwilling(self, goal: frozenset[str]) -> list[Label]:
        """The smallest sets of parties that must take any of their moves; all of that size."""
        for size in range(len(self.conflict.parties) + 1):
            found = []
            for group in combinations(self.conflict.parties, size):
                mixed = {
                    label: self.all_moves[label] if set(label) <= set(group) else ends
                    for label, ends in self.asked.items()
                }
                if goal & set(self.fewest(mixed)):
                    found.append(group)
            if found:
                return found
        return []

    def granted(self, step: tuple[Label, str, str]) -> dict[str, int]:
        """The fewest steps to every state in reach once one more step is granted."""
        label, s, t = step
        steps = {
            one: {x: ends | {t} if (one, x) == (label, s) else ends for x, ends in by.items()}
            for one, by in self.asked.items()
        }
        return self.fewest(steps)

    # --- where it ends ---

    def ends(self) -> frozenset[str]:
        """The states in reach where nobody has an improvement."""
        return frozenset(s for s in self.fewest() if not has_improvement(self.conflict, s))

    def stops(self) -> frozenset[tuple[str, Label]]:
        """(state, last mover) in reach where the last mover, and nobody else, could go on."""
        return frozenset(
            (s, last)
            for layer in self.layers(self.asked)
            for s, last in layer
            if last
            and self.asked[last][s]
            and not any(ends[s] for label, ends in self.asked.items() if label != last)
        )


def idle_part(conflict: Conflict, names: Names, party: str, s: str, t: str) -> tuple[str, ...]:
    """The first of the largest sets of changed options that could be left out at no loss."""
    changed = [k for k in range(len(s)) if s[k] != t[k]]
    idle = []
    for size in range(len(changed), -1, -1):
        for left_out in combinations(changed, size):
            u = "".join(s[k] if k in left_out else t[k] for k in range(len(s)))
            if u not in conflict.moves[party][s] | {s} or conflict.prefers(party, t, u):
                continue
            if not any(set(left_out) < set(larger) for larger in idle):
                idle.append(left_out)
    # the empty set is always there: leaving out nothing gives t itself
    first = min(idle, key=lambda one: [k not in one for k in changed])
    return tuple(".".join(names.options[k]) for k in first)
