"""Packages: what all could change together, stage by stage, so that nobody would break off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, Unpack

import numpy as np

from detente.analysis.analyze import ask
from detente.analysis.decides import Decided, Decides
from detente.analysis.finding import Finding, stamped
from detente.analysis.least.asking import pools_of
from detente.analysis.least.effects import graph_after
from detente.analysis.least.elsewhere import variants
from detente.analysis.least.lists import Pool
from detente.analysis.least.search import Change, Progress, Search
from detente.analysis.least.stages import Packages, Stages
from detente.analysis.question_checks import (
    bad,
)
from detente.analysis.setting import USUAL, Setting, Words
from detente.analysis.table import Table
from detente.analysis.target import read_state, read_target
from detente.analysis.which_state import no_status_quo
from detente.fixed import Fixed, plain
from detente.limits import limit as bound
from detente.model import (
    Arena,
    Condition,
    Conflict,
    Edit,
    Graph,
    Ranks,
    State,
    compile_arena,
    dense,
    edit_data,
    edit_text,
    state_of,
)
from detente.problems import DetenteError, NotDefined, TooLarge
from detente.stability import Asked, Assumptions, Term, in_closed_form, judge, undefined

Kind = Literal["stage-size", "commitment", "release", "rule", "edit"]


@dataclass(frozen=True, slots=True)
class Stage(Fixed):
    """One simultaneous change, to an equilibrium.

    takes, drops  by party that changes something: its options.
    gains         by such a party: `better` or `tied`; decided_by: what decides that for it.
    """

    state: State
    takes: Mapping[str, tuple[str, ...]]
    drops: Mapping[str, tuple[str, ...]]
    gains: Mapping[str, str]
    decided_by: Mapping[str, Decided]

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "state": str(self.state),
            "takes": {party: list(names) for party, names in self.takes.items()},
            "drops": {party: list(names) for party, names in self.drops.items()},
            "gains": dict(self.gains),
            "decided_by": {party: one.to_dict() for party, one in self.decided_by.items()},
        }


@dataclass(frozen=True, slots=True)
class Relaxation(Fixed):
    """One thing that, were it otherwise, would give a package where there is none.

    kind  `stage-size`: more options of each party a stage; `commitment`, `release`: an option
          becomes, or is no longer, one-way; `rule`: the rule goes; `edit`: of a party's list.
    text  as one would write it; party: whose option or list it is, empty where it is nobody's.
    edits  by party: the edits, where it is those; stages, options: of the package that it gives.
    same   how many further edits give the same orders of states.
    """

    kind: Kind
    text: str
    party: str
    stages: int
    options: int
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    same: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        told: dict[str, Any] = {
            "kind": self.kind,
            "text": self.text,
            "party": self.party,
            "stages": self.stages,
            "options": self.options,
        }
        if not self.edits:
            return told
        edits = [
            {"party": party, "edit": edit_data(edit), "cost": 1}
            for party, some in self.edits.items()
            for edit in some
        ]
        return {**told, "edits": edits}


@dataclass(frozen=True, eq=False)
class Package(Finding):
    """The packages from a state to a target: fewest stages first, then fewest options changed.

    start       where they begin; to: the target as named; targets: of how many states.
    stages      how many stages each has, None where there is none; options: how many change.
    packages    the packages, in state order; count: how many there are.
    relaxations where there is none: single things that would give one.
    """

    conflict: Conflict
    start: State
    to: str
    targets: int
    concept: str
    stage_size: int
    stages: int | None
    options: int | None
    packages: tuple[tuple[Stage, ...], ...]
    count: int
    relaxations: tuple[Relaxation, ...]
    assumptions: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente evolve --package --json` prints; lists complete up to `limit` entries."""
        most = bound("list_states") if limit is None else limit
        answer = {
            "conflict": self.conflict.title,
            "from": str(self.start),
            "to": self.to,
            "targets": self.targets,
            "concept": self.concept,
            "stage_size": self.stage_size,
            "reachable": self.stages is not None,
            "stages": self.stages,
            "options": self.options,
            "count": self.count,
            "truncated": self.count > min(most, len(self.packages)),
            "packages": [[one.to_dict() for one in way] for way in self.packages[:most]],
            "relaxations": [one.to_dict() for one in self.relaxations[:most]],
            "assumptions": plain(self.assumptions),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a stage and party that changes something in it."""
        names = ("package", "stage", "state", "party", "takes", "drops", "gains", "decided by")
        return Table(names, self._rows())

    def _rows(self) -> Iterator[tuple[str | int, ...]]:
        for number, way in enumerate(self.packages, 1):
            for place, stage in enumerate(way, 1):
                for party, gain in stage.gains.items():
                    yield (
                        number,
                        place,
                        str(stage.state),
                        party,
                        ", ".join(stage.takes.get(party, ())),
                        ", ".join(stage.drops.get(party, ())),
                        gain,
                        stage.decided_by[party].text,
                    )

    def __repr__(self) -> str:
        told = "none" if self.stages is None else f"{self.count} of {self.stages} stages"
        return f"<Package to {self.to!r}: {told}>"


@stamped
def package(
    conflict: Conflict,
    to: str,
    start: str | None = None,
    concept: str = "seq",
    stage_size: int = 1,
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Package:
    """The packages of simultaneous changes that lead from `start` to `to` over equilibria.

    to          an outcome, a state, a pattern or a condition; start: a state, today if not named.
    stage_size  how many options each party changes in one stage at most.
    Source: stability.md section 7a. ModelError in graph form, where parties have no options.
    """
    [asked, *more] = ask([concept], conflict.party_names)
    if more or asked.leader:
        raise bad("concept", "E-CONCEPT", f"'{concept}' stands for several concepts", "name one")
    if isinstance(stage_size, bool) or not isinstance(stage_size, int) or stage_size < 1:
        raise bad(
            "stage_size", "E-VALUE", f"'{stage_size}' is no number of options", "write 1 or 2"
        )
    if conflict.form != "option":
        what = "packages are made of options, and this model lists its states"
        raise bad("package", "E-FORM", what, "ask for joint steps instead (--joint)")
    assumptions, found = setting.assumptions, setting.reading
    held, fixed = setting.held(conflict), setting.left(conflict)
    arena = setting.arena(conflict)
    graph = arena.under(found)
    if (reason := undefined(asked, graph)) is not None:
        raise NotDefined(asked.id, reason)
    begin = _start(arena, start)
    targets = read_target(conflict, arena, to).states
    equilibria = judge(graph, [asked], assumptions).equilibria(asked.id)
    if int(equilibria.sum()) > bound("package_states"):
        raise TooLarge(
            f"packages over {int(equilibria.sum()):,} equilibria",
            f"stages are sought between pairs of them, up to {bound('package_states'):,}",
            "hold options fixed (`--holding`), or ask under a narrower concept",
        )
    most = bound("list_states")
    packages = Stages(arena, graph, stage_size).packages(begin, targets, equilibria, most)
    relaxed: tuple[Relaxation, ...] = ()
    if packages.stages is None:
        question = _Question(
            arena, graph, begin, targets, asked, assumptions, stage_size, found, held, fixed
        )
        relaxed = tuple(question.relaxations(equilibria, setting.progress))
    decides = Decides(conflict, graph, found)
    return Package(
        conflict,
        state_of(conflict, graph.state_text(begin)),
        to,
        int(targets.sum()),
        asked.id,
        stage_size,
        packages.stages,
        packages.options,
        tuple(_told(conflict, graph, decides, way) for way in packages.ways),
        packages.count,
        relaxed,
        setting.to_dict(),
    )


def _start(arena: Arena, start: str | None) -> int:
    if start is None:
        if arena.graph.status_quo is None:
            raise no_status_quo(arena.conflict)
        return arena.graph.status_quo
    return read_state(arena.conflict, arena, start)


def _told(
    conflict: Conflict, graph: Graph, decides: Decides, way: Sequence[int]
) -> tuple[Stage, ...]:
    told = []
    for before, after in pairwise(way):
        old, new = graph.state_text(before), graph.state_text(after)
        takes: dict[str, tuple[str, ...]] = {}
        drops: dict[str, tuple[str, ...]] = {}
        for k, option in enumerate(conflict.options):
            if old[k] != new[k]:
                into = takes if new[k] == "Y" else drops
                into[option.party] = (*into.get(option.party, ()), option.name)
        movers = [name for name in conflict.party_names if name in takes or name in drops]
        by = {name: decides.between(name, before, after) for name in movers}
        gains = {name: one.gains for name, one in by.items()}
        told.append(Stage(state_of(conflict, new), takes, drops, gains, by))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class _Question:
    """What the search for relaxations goes by."""

    arena: Arena
    graph: Graph
    start: int
    targets: Any
    asked: Asked
    assumptions: Assumptions
    stage_size: int
    reading: Mapping[str, str]
    held: Sequence[Condition]
    fixed: Sequence[str]

    def relaxations(self, equilibria: Any, progress: Progress | None) -> Iterator[Relaxation]:
        """Single things that would give a package: stages, commitments and rules, then edits."""
        widest = max(mask.bit_count() for mask in self.graph.masks)
        for size in range(self.stage_size + 1, widest + 1):
            found = self._packages(self.arena, self.graph, equilibria, size)
            if found.stages is not None and found.options is not None:
                yield Relaxation("stage-size", str(size), "", found.stages, found.options)
                break
        yield from self._elsewhere(progress)
        yield from self._edits(progress)

    def _packages(self, arena: Arena, graph: Graph, equilibria: Any, size: int) -> Packages:
        return Stages(arena, graph, size).packages(self.start, self.targets, equilibria, 1)

    def _elsewhere(self, progress: Progress | None) -> Iterator[Relaxation]:
        every = [one for one in variants(self.arena.conflict, self.held) if one[0] != "held"]
        goal = self.graph.codes[self.targets]
        for done, (kind, text, party, conflict, held) in enumerate(every):
            if progress is not None:
                progress("commitments and rules", done, len(every))
            try:
                arena = compile_arena(conflict, held, self.fixed)
                graph = arena.under(self.reading)
                equilibria = judge(graph, [self.asked], self.assumptions).equilibria(self.asked.id)
            except (DetenteError, KeyError):
                continue
            start = int(np.searchsorted(graph.codes, self.graph.codes[self.start]))
            found = Stages(arena, graph, self.stage_size).packages(
                start, np.isin(graph.codes, goal), equilibria, 1
            )
            if found.stages is not None and found.options is not None and kind != "held":
                yield Relaxation(kind, text, party, found.stages, found.options)

    def _edits(self, progress: Progress | None) -> Iterator[Relaxation]:
        """One edit of one list; where no one does, the fewest that make a package of one stage."""
        term = self.asked.term
        if term is None or not in_closed_form(term) or not self.graph.ranked:
            return
        pools, _ = pools_of(self.arena, self.reading)
        some = False
        every = range(self.graph.states)
        for k, pool in pools.items():
            if progress is not None:
                progress(f"edits of {self.graph.names[k]}", k, len(pools))
            search = Search(self.graph, {k: pool}, every, term, self.assumptions)
            for change, same in _distinct(search.at({k: 1}), pools):
                holding = np.zeros(self.graph.states, dtype=np.bool_)
                holding[list(change.states)] = True
                graph = graph_after(self.graph, pools, change.lists)
                found = self._packages(self.arena, graph, holding, self.stage_size)
                if found.stages is not None and found.options is not None:
                    some = True
                    yield self._relaxation(change, pools, found.stages, found.options, same)
        if not some:
            yield from self._two_edits(pools, term, progress)

    def _two_edits(
        self, pools: Mapping[int, Pool], term: Term, progress: Progress | None
    ) -> Iterator[Relaxation]:
        near = self._in_one_stage()
        if not near:
            return
        search = Search(self.graph, pools, near, term, self.assumptions, progress, self.start)
        for change, same in _distinct(search.run(2).changes, pools):
            options = min(
                int(self.graph.codes[s] ^ self.graph.codes[self.start]).bit_count()
                for s in change.states
            )
            yield self._relaxation(change, pools, 1, options, same)

    def _in_one_stage(self) -> list[int]:
        """The targets that one stage could end in, whatever the parties wish."""
        indifferent = tuple(
            Ranks(np.zeros(self.graph.states, dtype=np.int16)) for _ in self.graph.names
        )
        stages = Stages(self.arena, self.graph.with_orders(indifferent), self.stage_size)
        goals = np.flatnonzero(self.targets)
        return [int(s) for s in goals[stages.following(self.start, goals)]]

    def _relaxation(
        self, change: Change, pools: Mapping[int, Pool], stages: int, options: int, same: int
    ) -> Relaxation:
        edits = {
            self.graph.names[k]: tuple(pools[k].edit(step) for step in steps)
            for k, steps in change.steps.items()
        }
        text = "; ".join(
            f"{party}: {edit_text(edit)}" for party, some in edits.items() for edit in some
        )
        party = next(iter(edits)) if len(edits) == 1 else ""
        return Relaxation("edit", text, party, stages, options, edits, same)


def _distinct(changes: Sequence[Change], pools: Mapping[int, Pool]) -> Iterator[tuple[Change, int]]:
    """Of the changes that give the same orders the first, and how many others there are."""
    groups: dict[tuple[tuple[int, bytes], ...], list[Change]] = {}
    for change in changes:
        key = tuple(
            (k, dense(pools[k].key(numbers)).astype(np.int32).tobytes())
            for k, numbers in change.lists.items()
        )
        groups.setdefault(key, []).append(change)
    for members in groups.values():
        yield members[0], len(members) - 1
