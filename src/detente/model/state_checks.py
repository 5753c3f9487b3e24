"""Warnings that need the states: what is so in all of them, or tells none of them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.model.condition import condition_text
from detente.model.conflict import Conflict, Rule
from detente.model.feasible import broken_by, feasible_codes
from detente.model.graph import Arena, known_names_of
from detente.model.moves import count_option_arcs, option_arcs
from detente.model.preferences import Better, Payoffs, Preference, Priorities, Ranking, Weights
from detente.model.source import Path_
from detente.problems import TooLarge

Warning_ = tuple[Path_, str, str, str]  # where, code, what, mend

MANY_STATES = 5_000_000  # states or moves beyond which what would take long is not looked at


def state_warnings(arena: Arena) -> Iterator[Warning_]:
    """The warnings that need the feasible states; of preferences only up to some millions."""
    yield from _fixed_options(arena)
    yield from _outcomes(arena)
    for k, rule in enumerate(arena.conflict.rules):
        if _excludes_nothing(arena, rule):
            yield (
                ("rules", k),
                "W-RULE",
                "this rule excludes nothing that would be possible without it",
                "leave it out, or see whether it says what is meant",
            )
    conflict = arena.conflict
    if arena.graph.states > MANY_STATES:
        return
    # Readings share most of their statements.
    where = lru_cache(maxsize=max(4, 100_000_000 // arena.graph.states))(arena.where)
    arena = replace(arena, where=where)
    for party, preference in conflict.preferences.items():
        yield from _preference(arena, ("preferences", party), preference)
    for party, named in conflict.alternatives.items():
        for name, preference in named.items():
            yield from _preference(arena, ("alternatives", party, name), preference)


def _fixed_options(arena: Arena) -> Iterator[Warning_]:
    if arena.conflict.form != "option":
        return
    always = int(np.bitwise_and.reduce(arena.graph.codes))
    ever = int(np.bitwise_or.reduce(arena.graph.codes))
    for k, option in enumerate(arena.conflict.options):
        if always >> k & 1 or not ever >> k & 1:
            how = "taken" if always >> k & 1 else "not taken"
            yield (
                ("decision_makers", option.party, "options", option.name),
                "W-FIXED",
                f"{option.key} is {how} in every feasible state",
                "mend the rules, or leave the option out",
            )


def _outcomes(arena: Arena) -> Iterator[Warning_]:
    for name, outcome in arena.conflict.outcomes.items():
        inside = int(np.count_nonzero(arena.where(outcome.condition)))
        if inside in (0, arena.graph.states):
            which = "no" if inside == 0 else "every"
            yield (
                ("outcomes", name),
                "W-OUTCOME",
                f"{which} feasible state is in the outcome '{name}'",
                "mend its condition, or the rules",
            )


# --- rules ---


def _excludes_nothing(arena: Arena, rule: Rule) -> bool:
    """Whether the model without the rule has the same states and moves; False where unsure."""
    conflict = arena.conflict
    if rule.kind == "infeasible_move":
        return _forbids_no_move(arena, rule)
    others = [one for one in conflict.rules if one is not rule]
    outcomes = {name: outcome.condition for name, outcome in conflict.outcomes.items()}
    if conflict.form == "graph":
        words = known_names_of(conflict)
        codes = np.arange(len(conflict.states), dtype=np.int64)

        def column(name: str) -> NDArray[np.bool_]:
            return codes == words.index[name]

        left = np.ones(len(codes), dtype=bool)
        for one in others:
            left &= ~broken_by(one, len(codes), column, outcomes)
        return int(left.sum()) == arena.graph.states
    if arena.graph.states * len(conflict.rules) > MANY_STATES:
        return False
    keys = [option.key for option in conflict.options]
    try:
        return len(feasible_codes(keys, others, outcomes, (), arena.graph.states)) == (
            arena.graph.states
        )
    except TooLarge:
        return False


def _forbids_no_move(arena: Arena, rule: Rule) -> bool:
    conflict, graph = arena.conflict, arena.graph
    before, after = (arena.where(one) for one in rule.conditions)
    party = graph.names.index(rule.by)
    if conflict.form == "graph":
        names = [graph.state_text(state) for state in range(graph.states)]
        index = {name: k for k, name in enumerate(names)}
        return not any(
            before[index[start]] and after[index[end]]
            for start, ends in conflict.decision_makers[party].moves.items()
            for end in ends
            if start in index and end in index
        )
    concerned = before | after
    codes = graph.codes[concerned]
    if count_option_arcs(codes, graph.masks[party]) > MANY_STATES:
        return False
    arcs = option_arcs(
        codes, graph.masks[party], graph.only_taken[party], graph.only_dropped[party]
    )
    return not (before[concerned][arcs.starts()] & after[concerned][arcs.end]).any()


# --- preferences ---


def _preference(arena: Arena, path: Path_, preference: Preference) -> Iterator[Warning_]:
    match preference.basis:
        case Priorities(statements) if statements:
            yield from _statements(arena, path, preference.basis)
        case Ranking(classes):
            patterns = [pattern for tied in classes for pattern in tied]
            yield from _unnamed(arena, path, patterns, "are tied in last place")
        case Payoffs(values):
            patterns = [pattern for pattern, _ in values]
            yield from _unnamed(arena, path, patterns, "are tied below the least payoff")
        case Better(pairs):
            yield from _both_ways(arena, path, pairs)
        case Weights(items):
            for k, (condition, _) in enumerate(items):
                if _constant(arena.where(condition)):
                    yield (
                        _key(arena.conflict, (*path, "weights"), k),
                        "W-STATEMENT",
                        f"the weight of '{condition_text(condition)}' decides nothing: "
                        + _always(arena.where(condition)),
                        "mend it, or leave it out",
                    )


def _statements(arena: Arena, path: Path_, basis: Priorities) -> Iterator[Warning_]:
    """Statements that part no two states which those above leave together."""
    under = [(*path, key) for key in ("priorities", "statements")]
    listed = next((one for one in under if one in arena.conflict.places), path)
    group = np.zeros(arena.graph.states, dtype=np.int64)
    groups = 1
    idle: list[Warning_] = []
    for k, line in enumerate(basis.statements):
        holds = arena.where(line.prefer)
        split = group * 2 + holds
        used = np.bincount(split, minlength=2 * groups) > 0
        if (count := int(used.sum())) > groups:
            group = (np.cumsum(used) - 1)[split]
            groups = count
            continue
        why = _always(holds) if _constant(holds) else "those above it leave it nothing to decide"
        text = condition_text(line.prefer)
        idle.append(
            (
                (*listed, k),
                "W-STATEMENT",
                f"the statement '{text}' decides nothing: {why}",
                "move it up, mend it, or leave it out",
            )
        )
    if groups == 1:
        yield (
            path,
            "W-INDIFFERENT",
            f"the list of {path[1]} decides nothing: all feasible states are tied",
            "write statements that hold in some feasible states only",
        )
    else:
        yield from idle


def _unnamed(arena: Arena, path: Path_, patterns: list[str], how: str) -> Iterator[Warning_]:
    named = np.zeros(arena.graph.states, dtype=bool)
    for pattern in patterns:
        named |= arena.fits(pattern)
    count = int(np.count_nonzero(~named))
    # One state left over is last without being tied with any other.
    if count > 1:
        yield (
            path,
            "W-RANKING",
            f"{count:,} of {arena.graph.states:,} feasible states are not named and {how}",
            "name them, or a pattern that they fit",
        )


def _both_ways(arena: Arena, path: Path_, pairs: Sequence[tuple[str, str]]) -> Iterator[Warning_]:
    """Pairs of patterns of which one says of two states what another denies."""
    upper = [arena.fits(better) for better, _ in pairs]
    lower = [arena.fits(worse) for _, worse in pairs]
    for k, (better, worse) in enumerate(pairs):
        for j in range(k):
            first, second = upper[k] & lower[j], lower[k] & upper[j]
            alone = np.array_equal(first, second) and int(first.sum()) == 1
            if first.any() and second.any() and not alone:
                one, other = (arena.graph.state_text(int(np.argmax(at))) for at in (first, second))
                what = (
                    f"'{better}' over '{worse}' makes {one} better than {other}, and "
                    f"'{pairs[j][0]}' over '{pairs[j][1]}' above makes it worse: "
                    "neither is preferred"
                )
                mend = "write patterns that no two states fit both ways"
                yield (*path, "better", k), "W-PAIRS", what, mend
                break


def _key(conflict: Conflict, path: Path_, k: int) -> Path_:
    """The path of key k of the mapping at `path`, as the file spells it."""
    keys = [where for where in conflict.places if where[:-1] == path and where[-1] != "#key"]
    return keys[k] if k < len(keys) else path


def _constant(holds: NDArray[np.bool_]) -> bool:
    return bool(holds.all()) or not holds.any()


def _always(holds: NDArray[np.bool_]) -> str:
    return f"it {'holds' if holds.all() else 'fails'} in every feasible state"
