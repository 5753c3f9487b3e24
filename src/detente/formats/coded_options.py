"""A conflict of listed states as one in options, where options can say the same moves.

A party's strategies are ordered by where it can go: an option `once: taken` for each place that it
can reach and not leave again, and plain options between strategies that it can change back and
forth. That says all moves exactly where a party's moves depend on its own strategy alone and two
steps in a row are one; any other listing is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.formats.strategies import ranks, strategies
from detente.model import (
    Arena,
    Condition,
    Conflict,
    DecisionMaker,
    Name,
    Not,
    Option,
    Preference,
    Ranking,
    Rule,
    all_of,
    compile_arena,
)
from detente.problems import ModelError, Problem

_BITS = 12  # options of a party; more are no help to whoever opens the file
_RULES = 2_000


@dataclass(frozen=True, slots=True)
class _Code:
    """A party's options for its strategies: by strategy which of them are taken."""

    maker: DecisionMaker
    taken: tuple[tuple[bool, ...], ...]


def coded(conflict: Conflict) -> Conflict:
    """The conflict in options, with a ranking a party; ModelError where options cannot say it.

    What speaks of state names (outcomes, claims, expected results) is left out.
    """
    assert conflict.form == "graph"
    arena = compile_arena(conflict)
    found = strategies(conflict, arena)
    codes = []
    for party, maker in enumerate(conflict.decision_makers):
        ways = _ways(conflict, arena, found.of, party, len(found.labels[party]))
        codes.append(_code(conflict, maker, found.labels[party], ways))
    if not any(code.maker.options for code in codes):
        raise _refusal(conflict, "nobody has a move, and GMCR+ has no model without options")
    texts = [
        "".join(
            "Y" if taken else "N"
            for party, code in enumerate(codes)
            for taken in code.taken[int(found.of[party, state])]
        )
        for state in range(arena.graph.states)
    ]
    preferences = {
        name: Preference(_ranking(ranks(conflict, arena, name), texts))
        for name in conflict.party_names
    }
    quo = arena.graph.status_quo
    return replace(
        conflict,
        form="option",
        states=(),
        decision_makers=tuple(code.maker for code in codes),
        rules=tuple(_rules(conflict, codes, set(texts))),
        status_quo=None if quo is None else texts[quo],
        preferences=MappingProxyType(preferences),
        alternatives=MappingProxyType({}),
        outcomes=MappingProxyType({}),
        evidence=MappingProxyType({}),
        claims=MappingProxyType({}),
        expected=(),
        focus=(),
    )


def _refusal(conflict: Conflict, what: str) -> ModelError:
    mend = "write .yaml, .graphml, .gexf or .dot, which hold listed moves as they are"
    return ModelError((Problem(conflict.file, 0, 0, "E-GMCR", what, mend),))


def _ways(
    conflict: Conflict, arena: Arena, of: NDArray[np.int64], party: int, count: int
) -> NDArray[np.bool_]:
    """From which strategy the party can go to which: bool (count, count), closed over steps."""
    arcs = arena.graph.arcs(party)
    states = range(arena.graph.states)
    can = np.eye(count, dtype=bool)
    for state in states:
        can[of[party, state], of[party, arcs.of(state)]] = True
    for middle in range(count):
        can |= can[:, middle : middle + 1] & can[middle]
    others = np.delete(of, party, axis=0)
    alike: dict[tuple[int, ...], list[int]] = {}
    for state in states:
        alike.setdefault(tuple(others[:, state].tolist()), []).append(state)
    for group in alike.values():
        for state in group:
            reach = set(arcs.of(state).tolist())
            for target in group:
                if target != state and can[of[party, state], of[party, target]] != (
                    target in reach
                ):
                    a, b = (arena.graph.state_text(one) for one in (state, target))
                    name = arena.graph.names[party]
                    what = (
                        f"no options say the moves of {name}: it cannot go from '{a}' to '{b}' in "
                        "one step, and can do the same elsewhere or in several"
                    )
                    raise _refusal(conflict, what)
    return can


def _code(
    conflict: Conflict, maker: DecisionMaker, labels: Sequence[str], can: NDArray[np.bool_]
) -> _Code:
    count = len(labels)
    groups: list[list[int]] = []  # strategies that the party can change back and forth
    for k in range(count):
        home = next((one for one in groups if can[k, one[0]] and can[one[0], k]), None)
        if home is None:
            groups.append([k])
        else:
            home.append(k)
    options: list[tuple[str, str | None, list[bool]]] = []
    for group in groups:
        beyond = [bool(can[group[0], k]) for k in range(count)]
        if not all(beyond):
            options.append((f"beyond: {' or '.join(labels[k] for k in group)}", "taken", beyond))
    for group in groups:
        for k in group if len(group) > 2 else group[:-1]:
            options.append((labels[k], None, [k == one for one in range(count)]))
    if len(options) > _BITS:
        raise _refusal(conflict, f"{maker.name} would need {len(options)} options for its moves")
    made = tuple(
        Option(maker.name, f"o{k + 1}", title, "taken" if once else None)
        for k, (title, once, _) in enumerate(options)
    )
    taken = tuple(tuple(column[k] for _, _, column in options) for k in range(count))
    return _Code(DecisionMaker(maker.name, maker.title, made), taken)


def _rules(conflict: Conflict, codes: Sequence[_Code], texts: set[str]) -> list[Rule]:
    """Rules that leave the states alone: each party's codes, then combinations that are none."""
    found: list[Rule] = []
    for code in codes:
        names = [Name(option.key) for option in code.maker.options]
        every = product((False, True), repeat=len(names))
        gone = {one for one in every if one not in set(code.taken)}
        found += [Rule("infeasible", (_all(names, cube),)) for cube in _cubes(gone, len(names))]
    names = [Name(option.key) for code in codes for option in code.maker.options]
    whole = 1
    for code in codes:
        whole *= len(code.taken)
    if whole - len(texts) + len(found) > _RULES:
        raise _refusal(conflict, f"more than {_RULES:,} infeasible conditions would be needed")
    for chosen in product(*(code.taken for code in codes)):
        bits = tuple(bit for own in chosen for bit in own)
        if "".join("Y" if bit else "N" for bit in bits) not in texts:
            found.append(Rule("infeasible", (_all(names, bits),)))
    return found


def _all(names: Sequence[Name], cube: Sequence[bool | None]) -> Condition:
    return all_of(
        [
            name if bit else Not(name)
            for name, bit in zip(names, cube, strict=True)
            if bit is not None
        ]
    )


def _cubes(gone: set[tuple[bool, ...]], width: int) -> list[tuple[bool | None, ...]]:
    """Patterns that cover these combinations and no other, each as wide as it may be."""
    found: list[tuple[bool | None, ...]] = []
    covered: set[tuple[bool, ...]] = set()
    for start in sorted(gone):
        if start in covered:
            continue
        block, cube = {start}, list[bool | None](start)
        for k in range(width):
            wider = block | {(*one[:k], not one[k], *one[k + 1 :]) for one in block}
            if wider <= gone:
                block, cube[k] = wider, None
        covered |= block
        found.append(tuple(cube))
    return found


def _ranking(rank: NDArray[np.int64], texts: Sequence[str]) -> Ranking:
    best_first = sorted(set(rank.tolist()), reverse=True)
    return Ranking(
        tuple(
            tuple(text for text, own in zip(texts, rank.tolist(), strict=True) if own == level)
            for level in best_first
        )
    )
