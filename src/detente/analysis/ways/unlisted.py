"""Ways in a conflict too large to list: a shortest one, and how many states are in reach.

A breadth-first search over sets of states as formulas. What is told of it is told as by `evolve`;
what asks for all ways, or for who would have to be won over, needs a list of states.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.analysis.finding import Finding
from detente.analysis.question_checks import bad
from detente.analysis.setting import Setting
from detente.analysis.table import Table
from detente.analysis.target import Target, read_target
from detente.analysis.unlisted import within_limits
from detente.analysis.unlisted_states import DecidesUnlisted, Places
from detente.analysis.ways.told import ToldStep
from detente.analysis.which_state import no_status_quo
from detente.fixed import plain
from detente.limits import limit
from detente.model import Conflict, State, state_of
from detente.problems import NotDefined, TooLarge
from detente.stability import NASH, StepRule
from detente.symbolic import Answers, StateSet, ground_of, stable_states


@dataclass(frozen=True, eq=False)
class Course(Finding):
    """What can come of a state by moves or improvements, where states cannot be listed.

    steps    the fewest steps into the target; None where it is out of reach, or none was asked for.
    path     the shortest way there: of several the first by the order of parties, then of states.
    reached  by number of steps how many states so many and no fewer lead to; the start first.
    inside   how many states of the target are in reach.
    ends     of those in reach the states where no party has an improvement: the first of them.
    """

    conflict: Conflict
    start: State
    by: str
    target: Target | None
    steps: int | None
    path: tuple[ToldStep, ...]
    reached: tuple[int, ...]
    inside: int | None
    ends: tuple[State, ...]
    ends_count: int
    assumptions: Mapping[str, Any]

    @property
    def in_reach(self) -> int:
        """How many states are in reach, the start included: exact."""
        return sum(self.reached)

    def to_dict(self) -> dict[str, Any]:
        """What `detente evolve --json` prints: of its keys those that are known without a list."""
        asked = self.target is not None
        answer: dict[str, Any] = {
            "from": str(self.start),
            "to": self.target.text if self.target else None,
            "by": self.by,
            "reachable": self.steps is not None if asked else None,
            "steps": self.steps,
            "paths": [[step.to_dict() for step in self.path]] if self.steps is not None else [],
            "in_reach": self.in_reach,
            "reached": list(self.reached),
            "in_target": self.inside,
            "ends": [str(one) for one in self.ends],
            "ends_count": self.ends_count,
            "order_decides": self.ends_count > 1,
            "truncated": self.ends_count > len(self.ends),
            "assumptions": plain(self.assumptions),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """With a target a row for each step of the way; else one for each number of steps."""
        if self.target is None:
            return Table(("steps", "states"), list(enumerate(self.reached)))
        columns = ("step", "by", "from", "to", "gains", "decided by", "better move")
        rows = []
        for number, step in enumerate(self.path, start=1):
            decided = "; ".join(one.words for one in step.decided.values() if one.words)
            better = None if step.better is None else str(step.better)
            by, start, to = step.by[0], str(step.start), str(step.to)
            rows.append((number, by, start, to, step.gains, decided, better))
        return Table(columns, rows)

    def __repr__(self) -> str:
        reach = f"in reach {self.in_reach:,}"
        if self.target is not None:
            far = "out of reach" if self.steps is None else f"steps {self.steps}"
            reach = f"{self.target.words} {far}"
        return f"<Course of {self.conflict.title!r} from {self.start!s} by {self.by}: {reach}>"


def course(
    conflict: Conflict,
    to: str | None,
    start: str | None,
    by: str,
    movers: Sequence[int],
    within: int | None,
    avoid: str | None,
    setting: Setting,
    echoed: Mapping[str, Any],
) -> Course:
    """See evolve; `movers`: who may move. TooLarge for steps of other kinds, and by the limits."""
    if by not in ("improvements", "moves") or echoed["joint"]:
        kind = "joint steps" if echoed["joint"] else f"{by} moves"
        raise TooLarge(
            f"{kind} without a list of states",
            "improvements and moves of single parties alone are followed there",
            "ask for these, or hold some options fixed (`--holding`)",
        )
    ground = ground_of(conflict, setting.reading, setting.held(conflict), setting.left(conflict))
    for name, party in zip(conflict.party_names, ground.parties, strict=True):
        if party.refusal:
            raise NotDefined("evolve", f"{name}: {party.refusal}")
    places = Places(ground)
    with within_limits(ground, f"ways by {by}"):
        text = _start(conflict, places, start)
        target = None if to is None else read_target(conflict, places, to)
        into = places.every
        if avoid is not None:
            into = into - read_target(conflict, places, avoid, "--avoid", empty=True).states
        goal = ground.space.false if target is None else target.states.diagram
        rule = StepRule("improvements" if by == "improvements" else "moves")
        sequences = Answers(ground, movers, "legal", rule, goal, into.diagram)
        there = target is not None and text in target.states
        way = () if there else sequences.shortest(text, within)
        path = []
        for mover, after in way or ():
            path.append(_step(conflict, places, setting, mover, text, after))
            text = after
        text = str(path[0].start) if path else text
        if path and target is not None:
            path[-1] = _last(places, path[-1], target.states & into, rule.kind == "improvements")
        ground.space.start()
        layers = [StateSet(ground, one) for one in sequences.spread(sequences.at(text), within)]
        every = places.every - places.every
        for one in layers:
            every |= one
        ends = every
        for states in stable_states(ground, setting.assumptions, NASH):
            ends &= StateSet(ground, states)
        return Course(
            conflict,
            state_of(conflict, text),
            by,
            target,
            None if target is None or way is None else len(path),
            tuple(path),
            tuple(one.count for one in layers),
            None if target is None else (every & target.states).count,
            tuple(state_of(conflict, one) for one in ends.first(limit("list_states"))),
            ends.count,
            echoed,
            setting=setting.kept(),
        )


def _start(conflict: Conflict, places: Places, start: str | None) -> str:
    if start is None:
        if places.status_quo is None:
            raise no_status_quo(conflict, "--from")
        return places.state_text(places.status_quo)
    found = read_target(conflict, places, start, "--from")
    if found.states.count > 1:
        what = f"{found.words} holds in {found.states.count:,} states, and one is needed"
        raise bad("--from", "E-STATE", what, f"write one of them, as '{found.states.first(1)[0]}'")
    text: str = found.states.first(1)[0]
    return text


def _step(
    conflict: Conflict, places: Places, setting: Setting, mover: int, before: str, after: str
) -> ToldStep:
    name = conflict.party_names[mover]
    decides = DecidesUnlisted(conflict, places, setting.reading)
    better = places.best_move_above(mover, before, after)
    return ToldStep(
        (name,),
        state_of(conflict, before),
        state_of(conflict, after),
        {name: decides.between(name, places.place(before), places.place(after))},
        None if better is None else state_of(conflict, better),
        tuple(places.no_loss(mover, before, after)),
        False,
    )


def _last(places: Places, step: ToldStep, target: StateSet, gaining: bool) -> ToldStep:
    """A way's last step, with what of it would be enough."""
    mover = places.names.index(step.by[0])
    before = str(step.start)
    among = places.moves(mover, before) & target
    if gaining:
        among &= places.better(mover, before)
    return replace(step, enough=tuple(places.enough(among, before, str(step.to))))
