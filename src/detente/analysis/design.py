"""The least change that would make it hold: the finding behind `detente design`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Unpack

import numpy as np

from detente.analysis.analyze import ask
from detente.analysis.finding import Finding, stamped
from detente.analysis.least.asking import pools_of
from detente.analysis.least.changes import Alone, Other, WishChange
from detente.analysis.least.elsewhere import Elsewhere, elsewhere
from detente.analysis.least.lists import Pool
from detente.analysis.least.search import Found, Progress
from detente.analysis.least.work import Work
from detente.analysis.question_checks import (
    bad,
    several,
)
from detente.analysis.setting import USUAL, Setting, Words
from detente.analysis.table import Table
from detente.analysis.target import read_target
from detente.fixed import plain
from detente.limits import limit as bound
from detente.model import Conflict, Graph, State, edit_text, state_of
from detente.problems import NotDefined, TooLarge
from detente.stability import (
    Asked,
    Assumptions,
    find,
    inverse_concepts,
    minimal_sets,
    undefined,
)

_MOST = 2  # edits: what is tried where nothing else is said
_CHEAP = 100_000  # comparisons for the minimal sets of a concept that was not asked about


@dataclass(frozen=True, eq=False)
class Design(Finding):
    """What would have to change for a state, or some state of an outcome, to be an equilibrium.

    make        what was asked for; kind: whether it is one state or an outcome; of how many states.
    changes     the cheapest changes of wishes, simplest first; count: how many there are.
    cost        what each costs, None where none was found; minimal: whether it is proved that
                nothing cheaper does, or that nothing does at all; lower_bound: no change that costs
                less does; complete: whether no change of that cost is left out.
    stopped     why the search ended without an answer: `budget`, `horizon` (`at_most` is reached),
                `no lists` (no party has one that may change), or empty.
    conditions  by party and concept: what it would have to like no better than the state
                `conditions_for`; each set by itself does, and none of its members can be left out.
                Of concepts besides the one asked about, those whose sets are quickly listed.
    more_conditions  the parties that have, or may have, more sets under the concept asked about;
                partial_conditions: whether any set of any concept is left out.
    """

    conflict: Conflict
    make: str
    kind: Literal["state", "outcome"]
    states: int
    concept: str
    changes: tuple[WishChange, ...]
    count: int
    cost: int | None
    minimal: bool
    lower_bound: int
    complete: bool
    stopped: str
    conditions: Mapping[str, Mapping[str, tuple[tuple[State, ...], ...]]]
    conditions_for: State
    partial_conditions: bool
    more_conditions: tuple[str, ...]
    alone: tuple[Alone, ...]
    others: tuple[Other, ...]
    elsewhere: tuple[Elsewhere, ...]
    unchanged: Mapping[str, str]
    assumptions: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente design --json` prints; lists complete up to `limit` entries each."""
        most = bound("list_states") if limit is None else limit
        answer = {
            "conflict": self.conflict.title,
            "make": self.make,
            "kind": self.kind,
            "states": self.states,
            "concept": self.concept,
            "cost": self.cost,
            "minimal": self.minimal,
            "lower_bound": self.lower_bound,
            "complete": self.complete,
            "stopped": self.stopped,
            "count": self.count,
            "truncated": self.count > min(most, len(self.changes)),
            "changes": [one.to_dict(self.concept) for one in self.changes[:most]],
            "conditions_for": str(self.conditions_for),
            "conditions": {
                party: {
                    concept: [[str(s) for s in one] for one in sets[:most]]
                    for concept, sets in by_concept.items()
                }
                for party, by_concept in self.conditions.items()
            },
            "partial_conditions": self.partial_conditions,
            "more_conditions": list(self.more_conditions),
            "alone": {one.party: one.to_dict(self.concept) for one in self.alone},
            "alternatives": [
                {
                    "party": one.party,
                    "alternative": one.alternative,
                    "states": one.states,
                    "works": one.effect.works,
                }
                for one in self.others
            ],
            "elsewhere": [one.to_dict() for one in self.elsewhere],
            "unchanged": dict(self.unchanged),
            "assumptions": plain(self.assumptions),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row an edit of each change: its number, cost, party, and the edit as one types it."""
        names = ("change", "cost", "concept", "state", "states", "works", "party", "edit")
        return Table(names, self._rows())

    def _rows(self) -> Iterator[tuple[str | int | None, ...]]:
        for number, one in enumerate(self.changes, 1):
            works = one.effect.works if one.effect else None
            told = (number, one.cost, self.concept, str(one.state), one.states, works)
            if not one.edits:
                yield (*told, None, None)
            for party, edits in one.edits.items():
                for edit in edits:
                    yield (*told, party, edit_text(edit))

    @property
    def nearest(self) -> tuple[str, ...]:
        """The parties that would have to go least far alone; none where no party alone can."""
        costs = [one.cost for one in self.alone if one.cost is not None]
        return tuple(one.party for one in self.alone if costs and one.cost == min(costs))

    def __repr__(self) -> str:
        told = "nothing found" if self.cost is None else f"cost {self.cost}, {self.count} ways"
        return f"<Design of {self.make!r} under {self.concept}: {told}>"


@stamped
def design(
    conflict: Conflict,
    make: str,
    concept: str = "seq",
    of: str | Sequence[str] = (),
    keep: str | Sequence[str] = (),
    kinds: str | Sequence[str] = (),
    vocabulary: str | Sequence[str] = (),
    at_most: int = _MOST,
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Design:
    """The least change of wishes by which `make` holds, and what else would make it hold.

    make        an outcome (some state of it is to be an equilibrium), a state, `today`, a pattern
                or a condition.
    of          the parties whose lists may change; all where none is named.
    keep        statements that stay as they are: `PARTY: 3`, or `PARTY: ` and the statement's text.
    kinds       of move, drop, insert, replace; all where none is named. vocabulary: conditions that
                may be inserted besides options, outcomes and the statements of alternatives.
    at_most     the largest cost that is tried: each edit costs 1.
    ModelError for what cannot be read; TooLarge beyond the limit `design_states`.
    """
    [asked, *more] = ask([concept], conflict.party_names)
    if more or asked.leader:
        raise bad("concept", "E-CONCEPT", f"'{concept}' stands for several concepts", "name one")
    if isinstance(at_most, bool) or not isinstance(at_most, int) or at_most < 0:
        raise bad("at_most", "E-VALUE", f"'{at_most}' is no number of edits", "write 1, 2 or 3")
    assumptions, found = setting.assumptions, setting.reading
    held, fixed = setting.held(conflict), setting.left(conflict)
    arena = setting.arena(conflict)
    graph = arena.under(found)
    target = read_target(conflict, arena, _text(make), "make")
    states = np.flatnonzero(target.states).tolist()
    if (reason := undefined(asked, graph)) is not None:
        raise NotDefined(asked.id, reason)
    pools, unchanged = pools_of(arena, found, of, keep, kinds, vocabulary)
    _room(graph, asked)
    work = Work(arena, graph, states, asked, assumptions, setting.progress)
    together, impossible = work.search(pools, at_most)
    known = (together, impossible) if len(pools) == 1 else None
    alone = tuple(work.alone(k, pool, at_most, known) for k, pool in pools.items())
    changes, count = work.told(together, pools)
    told = _conditions_for(changes, graph, states)
    conditions, partial, more_sets = _conditions(
        conflict, graph, told, asked, assumptions, setting.progress
    )
    return Design(
        conflict,
        make,
        "state" if target.kind in ("today", "state") else "outcome",
        len(states),
        asked.id,
        changes,
        count,
        together.cost,
        together.cost is not None or impossible,
        together.bound,
        together.whole,
        _stopped(together, impossible, pools),
        conditions,
        state_of(conflict, graph.state_text(told)),
        partial,
        more_sets,
        alone,
        work.others(found),
        elsewhere(arena, states, asked, assumptions, found, held, fixed, setting.progress),
        unchanged,
        {
            **setting.to_dict(),
            "of": [graph.names[k] for k in pools],
            "keep": list(several(keep)),
            "kinds": list(next(iter(pools.values())).kinds) if pools else [],
            "vocabulary": list(several(vocabulary)),
            "at_most": at_most,
        },
    )


def _text(make: object) -> str:
    if isinstance(make, str) and make.strip():
        return make
    raise bad("make", "E-VALUE", "nothing is named", "name an outcome or a state")


def _stopped(found: Found, impossible: bool, pools: Mapping[int, Pool]) -> str:
    if found.cost is not None or impossible:
        return ""
    return found.reason if pools else "no lists"


def _room(graph: Graph, asked: Asked) -> None:
    most = bound("design_states")
    if graph.states > most and not _unanswered(asked):
        raise TooLarge(
            f"the least change over {graph.states:,} states",
            f"answers are listed by pairs of states, up to {most:,} states",
            "hold options fixed (`--holding`), or ask under nash",
        )


def _unanswered(asked: Asked) -> bool:
    """Whether it asks for the party's own improvements alone, so that no answers are listed."""
    return asked.term is not None and asked.term.by == "nobody"


def _conditions_for(changes: Sequence[WishChange], graph: Graph, states: Sequence[int]) -> int:
    if changes:
        place = graph.find_state(str(changes[0].state))
        assert place is not None
        return place
    return states[0]


def _conditions(
    conflict: Conflict,
    graph: Graph,
    state: int,
    asked: Asked,
    assumptions: Assumptions,
    progress: Progress | None,
) -> tuple[dict[str, dict[str, tuple[tuple[State, ...], ...]]], bool, tuple[str, ...]]:
    """By party and concept: the minimal sets; whether some are left out, and whose, as asked."""
    found: dict[str, dict[str, tuple[tuple[State, ...], ...]]] = {}
    more: list[str] = []
    if assumptions.sanction == "strict":
        return {}, False, ()
    small = graph.states <= bound("condition_states")
    every = [one for text in inverse_concepts() for one in find(text) or ()]
    wanted = [one for one in every if one == asked or small]
    partial = False
    if not small and not _unanswered(asked):
        wanted = [one for one in every if _unanswered(one)]
        partial = True
    for k, party in enumerate(graph.names):
        found[party] = {}
        for one in wanted:
            work = None if one == asked else _CHEAP
            assert one.term is not None, one
            sets, whole = minimal_sets(
                graph, k, state, one.term, assumptions, work=work, progress=progress
            )
            partial |= not whole
            if not whole and one != asked:
                continue
            if not whole:
                more.append(party)
            found[party][one.id] = tuple(
                tuple(state_of(conflict, graph.state_text(s)) for s in each) for each in sets
            )
    return found, partial, tuple(more)
