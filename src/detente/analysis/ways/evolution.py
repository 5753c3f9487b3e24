"""What can come of a state, and which ways lead to a target: the finding behind `evolve`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.finding import Finding
from detente.analysis.table import Cell, Table
from detente.analysis.target import Target
from detente.analysis.ways.blocker import Granted
from detente.analysis.ways.ends import Ends, ends, is_trap
from detente.analysis.ways.must_end import MustEnd, must_end
from detente.analysis.ways.reach import NOT
from detente.analysis.ways.told import Teller, ToldStep
from detente.analysis.which_state import no_such_state
from detente.fixed import plain
from detente.limits import limit
from detente.model import Conflict, Graph, State
from detente.stability import Asked, Assumptions, Verdicts, core_ids, find, judge


@dataclass(frozen=True, eq=False)
class Blocked:
    """What keeps a target out of reach.

    step       the first resisted step of the least resisted way; None where no moves lead there.
    granted    how far one gets once that step is granted.
    forbidden  where no moves lead there: what forbids it, each thing by itself.
    """

    step: ToldStep | None
    granted: Granted | None = None
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Ways:
    """The answer about a target.

    steps      the fewest steps of the asked kind into it; None where it is out of their reach.
    count      how many shortest ways there are; paths: all of them where they are few, else one.
    least      the least resisted way by any moves, None where none leads there; resisted: how many
               of its steps are not of the asked kind.
    unwilling  the smallest sets of parties that would have to make steps that are not.
    blocked    what keeps it out of reach; None where it is in reach.
    """

    target: Target
    steps: int | None
    count: int
    paths: tuple[tuple[ToldStep, ...], ...]
    least: tuple[ToldStep, ...] | None
    unwilling: tuple[tuple[str, ...], ...]
    blocked: Blocked | None

    @property
    def reachable(self) -> bool:
        """Whether steps of the asked kind lead into the target."""
        return self.steps is not None

    @property
    def resisted(self) -> int:
        """How many steps of the least resisted way are not of the asked kind."""
        return sum(step.resisted for step in self.least or ())


@dataclass(frozen=True)
class Equilibrium:
    """An equilibrium: its fewest steps (None: out of reach), and its core concepts."""

    state: State
    steps: int | None
    concepts: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {"state": str(self.state), "steps": self.steps, "concepts": list(self.concepts)}


@dataclass(frozen=True)
class Trap:
    """An outcome that no gain leads out of: once there, whoever improves stays in it.

    states  how many states it has; steps: the fewest to one of them, None where out of reach.
    """

    outcome: str
    states: int
    steps: int | None

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {"outcome": self.outcome, "states": self.states, "steps": self.steps}


@dataclass(frozen=True, eq=False)
class Evolution(Finding):
    """What can come of a state by steps of a kind; with a target, the ways that lead to it.

    start  where ways begin; by: the kind of steps asked for; ways: about the target, if there is
           one; assumptions: every choice behind the answer; outcomes: where each holds.
    What is not about the target is worked out when it is first asked for.
    """

    conflict: Conflict
    start: State
    by: str
    ways: Ways | None
    assumptions: Mapping[str, Any]
    outcomes: Mapping[str, NDArray[np.bool_]] = field(repr=False)
    teller: Teller = field(repr=False)
    readings: Assumptions = field(repr=False)

    @property
    def graph(self) -> Graph:
        """The conflict as it was looked at."""
        return self.teller.walk.graph

    @property
    def place(self) -> int:
        """The start's place in state order."""
        place = self.graph.find_state(self.start)
        assert place is not None
        return place

    @cached_property
    def _ends(self) -> Ends:
        return ends(self.teller.walk, np.array([self.place], dtype=np.int64))

    @property
    def fewest(self) -> NDArray[np.int32]:
        """The fewest steps of the asked kind to every state, -1 out of reach: int32 (states,)."""
        return self._ends.steps

    @cached_property
    def in_reach(self) -> int:
        """How many states are in reach, the start included."""
        return int(np.count_nonzero(self.fewest != NOT))

    def is_end(self, place: int) -> bool:
        """Whether a state in reach is one that no party gains by leaving."""
        at = int(np.searchsorted(self._ends.ends, place))
        return at < len(self._ends.ends) and int(self._ends.ends[at]) == place

    @cached_property
    def ends(self) -> tuple[State, ...]:
        """The states in reach where no party has an improvement, the first of them."""
        return tuple(self.teller.state(int(k)) for k in self._ends.ends[: limit("list_states")])

    @property
    def ends_count(self) -> int:
        """How many such states there are."""
        return len(self._ends.ends)

    @cached_property
    def stops(self) -> tuple[tuple[State, tuple[str, ...]], ...]:
        """(state, mover): where a sequence stops because only its last mover could go on."""
        return tuple(
            (self.teller.state(state), tuple(self.graph.names[p] for p in self._group(mover)))
            for state, mover in self._ends.stops[: limit("list_states")]
        )

    def _group(self, mover: int) -> tuple[int, ...]:
        return self.teller.walk.movers[mover]

    @cached_property
    def must_end(self) -> MustEnd:
        """Whether improvements from the start must end, whoever makes them."""
        return must_end(self.graph, self.place)

    @cached_property
    def traps(self) -> tuple[Trap, ...]:
        """The outcomes that no improvement of any party leads out of, the nearest first.

        One that holds in every state, or in none, says nothing and is not among them.
        """
        found = []
        for name, inside in self.outcomes.items():
            states = int(np.count_nonzero(inside))
            if 0 < states < self.graph.states and is_trap(self.teller.walk, inside):
                steps = self.fewest[inside]
                near = steps[steps != NOT]
                found.append(Trap(name, states, int(near.min()) if len(near) else None))
        far = self.graph.states
        return tuple(sorted(found, key=lambda one: far if one.steps is None else one.steps))

    @cached_property
    def circle(self) -> tuple[tuple[str, State, State], ...]:
        """Where they need not end: improvements (party, from, to) from a state back to it."""
        state = self.teller.state
        return tuple(
            (self.graph.names[party], state(before), state(after))
            for party, before, after in self.must_end.circle
        )

    @property
    def order_decides(self) -> bool:
        """Whether two different ends are in reach."""
        return self.ends_count > 1

    @cached_property
    def verdicts(self) -> Verdicts:
        """The verdicts of the core concepts, those left out that would not fit."""
        asked: list[Asked] = []
        for name in core_ids():
            asked.extend(find(name, self.graph.names) or ())
        return judge(self.graph, asked, self.readings, required=False)

    @cached_property
    def _held(self) -> dict[str, NDArray[np.bool_]]:
        return {one: self.verdicts.equilibria(one) for one in self.verdicts.concepts}

    @cached_property
    def _equilibria(self) -> NDArray[np.int64]:
        """All equilibria: those in reach first, by steps; then the others; in state order."""
        any_ = np.zeros(self.graph.states, dtype=bool)
        for held in self._held.values():
            any_ |= held
        places = np.flatnonzero(any_)
        steps = self.fewest[places].astype(np.int64)
        steps[steps == NOT] = np.iinfo(np.int64).max
        return places[np.argsort(steps, kind="stable")]

    @property
    def equilibria_count(self) -> int:
        """How many states are equilibria under some core concept."""
        return len(self._equilibria)

    @property
    def equilibria_in_reach(self) -> int:
        """How many of them are in reach."""
        return int(np.count_nonzero(self.fewest[self._equilibria] != NOT))

    def equilibria(self, most: int | None = None) -> tuple[Equilibrium, ...]:
        """Every equilibrium of a core concept, the nearest first; the first `most` of them."""
        found = []
        for place in self._equilibria[:most].tolist():
            steps = int(self.fewest[place])
            concepts = tuple(one for one, held in self._held.items() if held[place])
            found.append(
                Equilibrium(self.teller.state(place), None if steps == NOT else steps, concepts)
            )
        return tuple(found)

    def concepts_at(self, state: str) -> tuple[str, ...]:
        """The core concepts under which a state is an equilibrium; ModelError for no state."""
        place = self.graph.find_state(state)
        if place is None:
            raise no_such_state(self.conflict, self.graph, state)
        return tuple(one for one, held in self._held.items() if held[place])

    def far(self) -> tuple[tuple[tuple[str, ...], tuple[State, ...], int], ...]:
        """The equilibria out of reach: (concepts, the first three, how many), by concepts."""
        groups: dict[tuple[str, ...], list[int]] = {}
        far = self._equilibria[self.equilibria_in_reach :]
        if not len(far):
            return ()
        planes = {name: held[far] for name, held in self._held.items()}
        keys = np.zeros(len(far), dtype=np.int64)
        for k, held in enumerate(planes.values()):
            keys |= held.astype(np.int64) << k
        for key in np.unique(keys).tolist():
            names = tuple(name for k, name in enumerate(planes) if key >> k & 1)
            groups[names] = far[keys == key].tolist()
        found = [
            (names, tuple(self.teller.state(place) for place in places[:3]), len(places))
            for names, places in groups.items()
        ]
        return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))

    def outcomes_of(self, state: str) -> tuple[str, ...]:
        """The outcomes in which a state lies."""
        place = self.graph.find_state(state)
        if place is None:
            raise no_such_state(self.conflict, self.graph, state)
        return tuple(name for name, where in self.outcomes.items() if where[place])

    def to_dict(self) -> dict[str, Any]:
        """What `detente evolve --json` prints."""
        most, ways = limit("list_states"), self.ways
        blocked = ways.blocked if ways else None
        truncated = max(self.ends_count, self.equilibria_count, len(self._ends.stops)) > most
        answer: dict[str, Any] = {
            "from": str(self.start),
            "to": ways.target.text if ways else None,
            "by": self.by,
            "reachable": ways.reachable if ways else None,
            "steps": ways.steps if ways else None,
            "ways": ways.count if ways else None,
            "paths": [[step.to_dict() for step in path] for path in (ways.paths if ways else ())],
            "least_resisted": None
            if ways is None or ways.least is None
            else {"steps": [step.to_dict() for step in ways.least], "resisted": ways.resisted},
            "unwilling": [list(group) for group in ways.unwilling] if ways else [],
            "blocked_by": None if blocked is None else self._blocked(blocked),
            "ends": [str(one) for one in self.ends],
            "must_end": self.must_end.holds,
            "order_decides": self.order_decides,
            "circle": [
                {"by": party, "from": str(before), "to": str(after)}
                for party, before, after in self.circle
            ],
            "stops": [
                {"state": str(state), "last": by[0] if len(by) == 1 else list(by)}
                for state, by in self.stops
            ],
            "traps": [one.to_dict() for one in self.traps],
            "in_reach": self.in_reach,
            "equilibria": [one.to_dict() for one in self.equilibria(most)],
            "not_defined": dict(self.verdicts.not_defined),
            "truncated": truncated,
            "assumptions": plain(self.assumptions),
        }
        answer = self._with_made(answer)
        if "made" in answer:  # what was judged only now
            answer["made"] = {**answer["made"], "engine": self.verdicts.engine}
        return answer

    def rows(self) -> Table:
        """With a target a row for each step of each way told; else one for each equilibrium."""
        if self.ways is not None:
            columns = ("way", "step", "by", "from", "to", "gains", "decided by", "better move")
            return Table((*columns, "resisted"), self._steps(self.ways))
        rows = ((str(one.state), one.steps, ", ".join(one.concepts)) for one in self.equilibria())
        return Table(("state", "steps", "concepts"), rows)

    def _steps(self, ways: Ways) -> Iterator[tuple[Cell, ...]]:
        told = [(f"shortest {k}", path) for k, path in enumerate(ways.paths, start=1)]
        if ways.least is not None:
            told.append(("least resisted", ways.least))
        for way, path in told:
            for number, step in enumerate(path, start=1):
                decided = "; ".join(one.words for one in step.decided.values() if one.words)
                better = None if step.better is None else str(step.better)
                by, start, to = " + ".join(step.by), str(step.start), str(step.to)
                yield way, number, by, start, to, step.gains, decided, better, step.resisted

    def _blocked(self, blocked: Blocked) -> dict[str, Any]:
        step, further = blocked.step, blocked.granted
        if step is None:
            nobody = dict.fromkeys(("party", "from", "to", "gains", "decided_by"))
            return {**nobody, "forbidden": "; ".join(blocked.forbidden), "granted": None}
        told = step.to_dict()
        assert further is not None
        return {
            "party": told["by"],
            "from": str(step.start),
            "to": told["to"],
            "gains": told["gains"],
            "decided_by": told["decided_by"],
            "forbidden": None,
            "granted": {
                "reachable": further.steps is not None,
                "steps": further.steps,
                "in_reach": further.states,
                "ends": self.graph.state_texts(further.ends[: limit("list_states")]),
            },
        }

    def __repr__(self) -> str:
        if self.ways is None:
            reach = f"{self.ends_count} ends"
        elif self.ways.steps is None:
            reach = f"{self.ways.target.words} out of reach"
        else:
            reach = f"{self.ways.target.words} in {self.ways.steps} steps"
        return f"<Evolution of {self.conflict.title!r} from {self.start!s} by {self.by}: {reach}>"
