"""How far an answer is from being otherwise: its margin, and how many neighbours flip it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Unpack

import numpy as np

from detente.analysis.analyze import ask
from detente.analysis.claims import claims
from detente.analysis.finding import Finding, stamped
from detente.analysis.least.asking import pools_of
from detente.analysis.least.lists import Numbers, Pool, Step, around
from detente.analysis.least.search import Progress, Search
from detente.analysis.least.work import simplicity
from detente.analysis.question_checks import (
    bad,
    several,
)
from detente.analysis.setting import USUAL, Setting, Words
from detente.analysis.table import Table
from detente.analysis.target import read_target
from detente.fixed import plain
from detente.limits import limit as bound
from detente.model import (
    Conflict,
    Edit,
    Graph,
    Preference,
    Priorities,
    edit_data,
    edit_text,
)
from detente.problems import NotDefined, TooLarge
from detente.stability import (
    Assumptions,
    Term,
    in_closed_form,
    inverse_concepts,
    judge,
    undefined,
)

_NEAR = ("move", "drop")
_CLAIM = "claim:"
_NO_LISTS = "no lists"
Edits = tuple[tuple[int, tuple[Step, ...]], ...]  # (party, its edits)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The readings one edit away.

    kinds  of edit; count: how many readings; flips: in how many the answer is otherwise.
    """

    kinds: tuple[str, ...]
    count: int
    flips: int

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {"kinds": list(self.kinds), "count": self.count, "flips": self.flips}


@dataclass(frozen=True, eq=False)
class Margin(Finding):
    """The least cost of edits after which an answer is otherwise.

    of          what was asked about: an outcome, a state, or `claim:ID`.
    answer      as things are: `holds`, `does not hold`, or a claim's verdict.
    margin      the least cost; None where none was found. lower_bound: nothing cheaper flips it.
    flips       the edits that flip it at that cost, by party, simplest first; count: how many
                there are.
    neighbours  the readings at cost 1, by move and drop, or by the kinds asked for.
    stopped     `no lists` where no party has a list to change, so that no margin is known.
    """

    conflict: Conflict
    of: str
    concept: str
    answer: str
    margin: int | None
    lower_bound: int
    flips: tuple[Mapping[str, tuple[Edit, ...]], ...]
    count: int
    neighbours: Neighbours
    assumptions: Mapping[str, Any] = field(default_factory=dict)
    stopped: str = ""

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente margin --json` prints; lists complete up to `limit` entries."""
        most = bound("list_states") if limit is None else limit
        answer = {
            "conflict": self.conflict.title,
            "of": self.of,
            "concept": self.concept,
            "answer": self.answer,
            "margin": self.margin,
            "minimal": self.margin is not None,
            "lower_bound": self.lower_bound,
            "stopped": self.stopped,
            "count": self.count,
            "truncated": self.count > min(most, len(self.flips)),
            "changes": [
                {
                    "edits": [
                        {"party": party, "edit": edit_data(edit), "cost": 1}
                        for party, edits in one.items()
                        for edit in edits
                    ],
                    "cost": self.margin,
                }
                for one in self.flips[:most]
            ],
            "neighbours": self.neighbours.to_dict(),
            "assumptions": plain(self.assumptions),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row an edit of each change that flips the answer."""
        return Table(("change", "cost", "party", "edit"), self._rows())

    def _rows(self) -> Iterator[tuple[str | int | None, ...]]:
        for number, one in enumerate(self.flips, 1):
            for party, edits in one.items():
                for edit in edits:
                    yield (number, self.margin, party, edit_text(edit))

    def __repr__(self) -> str:
        told = "none found" if self.margin is None else str(self.margin)
        return f"<Margin of {self.of!r}: {told}>"


@stamped
def margin(
    conflict: Conflict,
    of: str,
    concept: str = "seq",
    parties: str | Sequence[str] = (),
    kinds: str | Sequence[str] = (),
    at_most: int = 1,
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Margin:
    """How many edits of priority lists it takes until the answer about `of` is otherwise.

    of        an outcome, a state, a pattern or a condition: whether some state of it is an
              equilibrium of `concept`; or `claim:ID`: the claim's verdict by its own concepts.
    parties   whose lists may change; all where none is named.
    kinds     of edit; for the margin all four where none is named, for neighbours move and drop.
              A claim is judged whole for each edit, so that there move and drop are the default.
    at_most   the largest cost that is tried.
    Source: stability.md section 7a. ModelError for what cannot be read.
    """
    if isinstance(at_most, bool) or at_most not in (1, 2):
        raise bad("at_most", "E-VALUE", f"'{at_most}' is no cost that is tried", "write 1 or 2")
    if not isinstance(of, str):
        raise bad("of", "E-VALUE", "nothing is named", "name an outcome, a state or 'claim:ID'")
    assumptions, found = setting.assumptions, setting.reading
    near = several(kinds) or _NEAR
    echoed = {
        **setting.to_dict(),
        "kinds": list(several(kinds)) or "all",
        "at_most": at_most,
    }
    arena = setting.arena(conflict)
    graph = arena.under(found)
    near_pools, _ = pools_of(arena, found, parties, kinds=near)
    if isinstance(of, str) and of.startswith(_CLAIM):
        return _of_claim(
            conflict, of, concept, near_pools, tuple(near), graph, found, echoed, setting.progress
        )
    [asked, *more] = ask([concept], conflict.party_names)
    term = asked.term
    if more or asked.leader or term is None or not in_closed_form(term):
        raise bad(
            "concept",
            "E-CONCEPT",
            f"a margin under '{concept}' is not worked out",
            f"name one of: {', '.join(inverse_concepts())}",
        )
    if (reason := undefined(asked, graph)) is not None:
        raise NotDefined(asked.id, reason)
    if graph.states > bound("design_states"):
        raise TooLarge(
            f"a margin over {graph.states:,} states",
            f"answers are listed by pairs of states, up to {bound('design_states'):,} states",
            "hold options fixed (`--holding`)",
        )
    states = np.flatnonzero(read_target(conflict, arena, of, "--of").states).tolist()
    pools, _ = pools_of(arena, found, parties, kinds=several(kinds))
    holds = bool(judge(graph, [asked], assumptions).equilibria(asked.id)[list(states)].any())
    work = _Work(graph, states, term, assumptions, holds, setting.progress)
    cost, flips = None, list[Edits]()
    for level in range(1, at_most + 1):
        flips = work.flips(pools, level)
        if flips:
            cost = level
            flips.sort(key=lambda one: simplicity(dict(one)))
            break
    every = work.flips(near_pools, 1)
    neighbours = Neighbours(
        tuple(near), sum(len(_around(pool).steps) for pool in near_pools.values()), len(every)
    )
    most = bound("list_states")
    return Margin(
        conflict,
        of,
        asked.id,
        "holds" if holds else "does not hold",
        cost,
        cost if cost is not None else at_most + 1 if pools else 0,
        tuple(_edits(graph, pools, one) for one in flips[:most]),
        len(flips),
        neighbours,
        echoed,
        "" if pools else _NO_LISTS,
    )


def _around(pool: Pool) -> Any:
    return around(pool, tuple(range(pool.own)))


def _edits(graph: Graph, pools: Mapping[int, Pool], one: Edits) -> dict[str, tuple[Edit, ...]]:
    return {graph.names[k]: tuple(pools[k].edit(step) for step in steps) for k, steps in one}


class _Work:
    """Which profiles of lists at a cost flip the answer, by search or by its complement."""

    def __init__(
        self,
        graph: Graph,
        states: Sequence[int],
        term: Term,
        assumptions: Assumptions,
        holds: bool,
        progress: Progress | None,
    ) -> None:
        self._graph, self._states, self._term = graph, states, term
        self._assumptions, self._holds, self._progress = assumptions, holds, progress

    def flips(self, pools: Mapping[int, Pool], cost: int) -> list[Edits]:
        """The edits of that cost in all, each resulting list once, after which it is otherwise."""
        found: list[Edits] = []
        shares: list[dict[int, int]] = [{k: cost} for k in pools]
        if cost == 2:
            shares += [{i: 1, j: 1} for i, j in combinations(pools, 2)]
        for share in shares:
            search = Search(
                self._graph,
                {k: pools[k] for k in share},
                self._states,
                self._term,
                self._assumptions,
                self._progress,
            )
            holding: dict[tuple[Numbers, ...], Edits] = {
                tuple(change.lists[k] for k in share): tuple((k, change.steps[k]) for k in share)
                for change in search.at(share)
            }
            if not self._holds:
                found += holding.values()
            else:
                found += [edits for lists, edits in _profiles(pools, share) if lists not in holding]
        return found


def _profiles(
    pools: Mapping[int, Pool], share: Mapping[int, int]
) -> Iterator[tuple[tuple[Numbers, ...], Edits]]:
    """All profiles of lists at these costs, each once."""
    listed: list[dict[Numbers, tuple[Step, ...]]] = []
    for k, cost in share.items():
        pool = pools[k]
        level: dict[Numbers, tuple[Step, ...]] = {tuple(range(pool.own)): ()}
        seen = set(level)
        for _ in range(cost):
            further: dict[Numbers, tuple[Step, ...]] = {}
            for numbers, steps in level.items():
                block = around(pool, numbers, steps)
                for at in range(len(block.steps)):
                    after = block.numbers(at)
                    if after not in seen:
                        seen.add(after)
                        further[after] = block.edits(at)
            level = further
        listed.append(level)
    if len(listed) == 1:
        [k] = share
        for numbers, steps in listed[0].items():
            yield (numbers,), ((k, steps),)
        return
    one, other = share
    for numbers, steps in listed[0].items():
        for others, more in listed[1].items():
            yield (numbers, others), ((one, steps), (other, more))


def _of_claim(
    conflict: Conflict,
    of: str,
    concept: str,
    pools: Mapping[int, Pool],
    kinds: tuple[str, ...],
    graph: Graph,
    reading: Mapping[str, str],
    echoed: dict[str, Any],
    progress: Progress | None,
) -> Margin:
    """The claim judged anew after each single edit of a base list."""
    claim = of.removeprefix(_CLAIM)
    if reading:
        what = "a claim is asked of the readings that it names, not of one"
        raise bad("reading", "E-VALUE", what, "leave --reading out")
    now = _verdict(conflict, claim)
    flips: list[Edits] = []
    count = sum(len(_around(pool).steps) for pool in pools.values())
    done = 0
    for k, pool in pools.items():
        block = _around(pool)
        for at, step in enumerate(block.steps):
            if progress is not None:
                progress(f"'{claim}' after each edit", done, count)
            done += 1
            party = graph.names[k]
            statements = tuple(pool.statements[number] for number in block.numbers(at))
            changed = replace(
                conflict,
                preferences={**conflict.preferences, party: Preference(Priorities(statements))},
            )
            if _verdict(changed, claim) != now:
                flips.append(((k, (step,)),))
    flips.sort(key=lambda one: simplicity(dict(one)))
    echoed["at_most"] = 1
    echoed["kinds"] = list(kinds)
    return Margin(
        conflict,
        of,
        concept,
        now,
        1 if flips else None,
        1 if flips else 2 if pools else 0,
        tuple(_edits(graph, pools, one) for one in flips),
        len(flips),
        Neighbours(kinds, count, len(flips)),
        echoed,
        "" if pools else _NO_LISTS,
    )


def _verdict(conflict: Conflict, claim: str) -> str:
    [finding] = claims(conflict, [claim], examples=False).findings
    return finding.verdict
