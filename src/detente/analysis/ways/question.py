"""The question `evolve`: what can come of today, and how one gets from there to a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Unpack, cast

import numpy as np

from detente.analysis.decides import Decides
from detente.analysis.finding import stamped
from detente.analysis.question_checks import (
    bad,
    check_party,
    guess_or_list,
    several,
)
from detente.analysis.setting import SYMBOLIC, USUAL, Setting, Words
from detente.analysis.target import Target, read_state, read_target
from detente.analysis.ways.blocker import blocking, granted
from detente.analysis.ways.evolution import Blocked, Evolution, Ways
from detente.analysis.ways.forbidden import Flag, forbidden_by
from detente.analysis.ways.joint import JointSteps, coalitions_of
from detente.analysis.ways.resisted import least_resisted
from detente.analysis.ways.shortest import shortest
from detente.analysis.ways.steps import KINDS, Chosen, Kind, chooser, levels_of
from detente.analysis.ways.told import Teller
from detente.analysis.ways.undeterred import CONCEPTS, undeterred_steps
from detente.analysis.ways.unwilling import unwilling
from detente.analysis.ways.walk import Walk
from detente.analysis.which_state import no_status_quo
from detente.limits import limit
from detente.model import Condition, Conflict, Graph, NoPlainOrder, state_of
from detente.problems import NotDefined
from detente.progress import Progress
from detente.stability import Asked, Assumptions, Steps, find, undefined


@stamped
def evolve(
    conflict: Conflict,
    to: str | None = None,
    start: str | None = None,
    by: str = "improvements",
    of: str | Sequence[str] | None = None,
    within: int | None = None,
    avoid: str | None = None,
    joint: bool | str = False,
    concept: str = "seq",
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Evolution:
    """What can come of today; with `to`, the ways that lead there, and who blocks them.

    to       an outcome, a state or a condition; start: where ways begin, today by default.
    by       the steps asked for: `improvements`, `moves`, `best` (improvements to which the mover
             prefers none of its moves), `undeterred` (improvements that `concept` leaves
             unanswered).
    of       who may move, all by default; within: at most so many steps; avoid: no step ends where
             this condition holds.
    joint    whether coalitions may move together where all their members gain; `simultaneous`: at
             the same time too, through what is not feasible.
    ModelError for what is not there to ask about; NotDefined where some party has no plain order,
    or the concept no meaning; TooLarge where the search would not fit.
    With the engine `symbolic` no state is listed, and the answer is a Course: by improvements or
    moves of single parties.
    Source: status quo analysis [LKH05].
    """
    kind, asked = _kind(by), _concept(concept, conflict)
    movers, together = _movers(conflict, of), _joint(joint)
    echoed: dict[str, Any] = {
        **setting.to_dict(),
        "concept": asked.id if kind == "undeterred" else None,
        "of": None if of is None else [conflict.party_names[party] for party in movers],
        "within": _within(within),
        "avoid": avoid,
        "joint": together,
    }
    if setting.engine == SYMBOLIC:
        from detente.analysis.ways.unlisted import course  # few need it

        found = course(conflict, to, start, kind, movers, within, avoid, setting, echoed)
        return cast(Evolution, found)  # what it can be asked is asked in the same way
    return _listed(conflict, to, start, kind, asked, movers, within, avoid, setting, echoed)


def _listed(
    conflict: Conflict,
    to: str | None,
    start: str | None,
    kind: Kind,
    asked: Asked,
    movers: tuple[int, ...],
    within: int | None,
    avoid: str | None,
    setting: Setting,
    echoed: Mapping[str, Any],
) -> Evolution:
    assumptions, read, together = setting.assumptions, setting.reading, echoed["joint"]
    held, options = setting.held(conflict), setting.left(conflict)
    arena = setting.arena(conflict)
    graph = arena.under(read)
    _plain(graph)
    begin = _start(conflict, arena, start)
    target = None if to is None else read_target(conflict, arena, to)
    chosen, levels = _chooser(graph, kind, asked, assumptions)
    walk = Walk(
        graph,
        kind,
        chosen,
        tuple((party,) for party in movers),
        None
        if avoid is None
        else read_target(conflict, arena, avoid, "--avoid", empty=True).states,
        within,
        levels=levels,
    )
    if together:
        groups = coalitions_of(movers)
        steps = JointSteps(conflict, graph, groups, together == "simultaneous")
        walk = replace(walk, movers=(*walk.movers, *groups), together=steps)
    teller = Teller(conflict, walk, Decides(conflict, graph, read))
    ways = None
    if target is not None:
        asker = _Asker(conflict, teller, begin, target, held, options, echoed, setting.progress)
        ways = asker.ways()
    here = state_of(conflict, graph.state_text(begin))
    outcomes = {name: arena.where(one.condition) for name, one in conflict.outcomes.items()}
    return Evolution(conflict, here, kind, ways, echoed, outcomes, teller, assumptions)


class _Asker:
    """Works out the answer about a target."""

    def __init__(
        self,
        conflict: Conflict,
        teller: Teller,
        begin: int,
        target: Target,
        held: Sequence[Condition],
        options: Sequence[str],
        echoed: Mapping[str, Any],
        progress: Progress | None,
    ) -> None:
        self.conflict, self.teller, self.walk = conflict, teller, teller.walk
        self.begin, self.target = begin, target
        self.held, self.options, self.echoed = held, options, echoed
        self.progress = progress

    def ways(self) -> Ways:
        """Everything about the target."""
        walk, inside, tell = self.walk, self.target.states, self.teller
        here = np.array([self.begin], dtype=np.int64)
        found = shortest(walk, here, inside, limit("ways_listed"))
        against = walk
        if walk.kind == "moves":  # resisted are then the steps that are no improvements
            against = replace(walk.by_kind("improvements"), kind=walk.kind)
        least = least_resisted(against, self.begin, inside)
        teller = replace(tell, walk=against)
        groups = unwilling(walk, here, inside, self.progress)
        names = self.conflict.party_names
        blocked = None
        if found is None and least is None:
            blocked = Blocked(None, None, self._forbidden())
        elif found is None:
            assert least is not None
            step = blocking(least)
            blocked = Blocked(teller.step(*step), granted(walk, self.begin, step, inside))
        return Ways(
            self.target,
            None if found is None else found.steps,
            0 if found is None else found.count,
            () if found is None else tuple(tell.way(way, inside) for way in found.first),
            None if least is None else teller.way(least.way, inside),
            tuple(tuple(names[party] for party in group) for group in groups),
            blocked,
        )

    def _forbidden(self) -> tuple[str, ...]:
        walk, echoed = self.walk, self.echoed
        flags = []
        if walk.within is not None:
            flags.append(Flag(f"--within {walk.within}", replace(walk, within=None)))
        if walk.avoid is not None:
            flags.append(Flag(f"--avoid '{echoed['avoid']}'", replace(walk, avoid=None)))
        if echoed["of"] is not None:
            everybody = tuple((party,) for party in range(walk.graph.parties))
            flags.append(Flag(f"--of {','.join(echoed['of'])}", replace(walk, movers=everybody)))
        return forbidden_by(
            self.conflict, walk, self.begin, self.target.states, flags, self.held, self.options
        )


def _kind(by: str) -> Kind:
    for kind in KINDS:
        if by == kind:
            return kind
    raise bad("--by", "E-VALUE", f"there is no step '{by}'", guess_or_list(by, KINDS))


def _joint(joint: bool | str) -> bool | str:
    if joint in (True, False, "simultaneous"):
        return joint
    if joint == "sequences":
        return True
    raise bad("--joint", "E-VALUE", f"there is no joint step '{joint}'", "write: simultaneous")


def _concept(text: str, conflict: Conflict) -> Asked:
    if text not in CONCEPTS:
        what = f"'{text}' leaves no single improvement unanswered"
        if find(text, conflict.party_names) is None:
            what = f"unknown concept '{text}'"
        raise bad("--concept", "E-CONCEPT", what, guess_or_list(text, CONCEPTS))
    (asked,) = find(text) or ()
    return asked


def _within(within: int | None) -> int | None:
    if within is not None and (not isinstance(within, int) or within < 0):
        what = f"a way cannot have at most {within} steps"
        raise bad("--within", "E-VALUE", what, "write a whole number from 0")
    return within


def _movers(conflict: Conflict, of: str | Sequence[str] | None) -> tuple[int, ...]:
    if of is None:
        return tuple(range(len(conflict.party_names)))
    named = [one for text in several(of) for one in text.split(",")]
    found = {check_party(conflict, one.strip(), "--of") for one in named}
    return tuple(k for k, name in enumerate(conflict.party_names) if name in found)


def _plain(graph: Graph) -> None:
    for name, order in zip(graph.names, graph.orders, strict=True):
        if isinstance(order, NoPlainOrder):
            raise NotDefined("evolve", f"{name}: {order.reason}")


def _start(conflict: Conflict, arena: Any, start: str | None) -> int:
    if start is not None:
        return read_state(conflict, arena, start)
    if arena.graph.status_quo is None:
        raise no_status_quo(conflict, "--from")
    return int(arena.graph.status_quo)


def _chooser(
    graph: Graph, kind: Kind, asked: Asked, assumptions: Assumptions
) -> tuple[Chosen, Steps | None]:
    """Which moves are of the asked kind; on a large graph as numbers too."""
    if kind != "undeterred":
        return chooser(graph, kind), levels_of(graph, kind)
    reason = undefined(asked, graph)
    if reason is not None:
        raise NotDefined(asked.id, reason)
    return undeterred_steps(graph, asked, assumptions)
