"""A conflict's states as combinations of what each party does: the view of a strategic game.

In option form a party's strategy is what its own options are. In graph form it is what no move of
the others changes: the states that others' moves join lie in one strategy of the party.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from detente.formats.loss import LOSSY
from detente.limits import limit
from detente.model import (
    Arena,
    Conflict,
    DecisionMaker,
    NoPlainOrder,
    Payoffs,
    Preference,
    Ranks,
    Relation,
)
from detente.problems import ModelError, Problem, TooLarge

_EXACT = 10**15  # whole numbers that every program tells apart, those that count in floats too


@dataclass(frozen=True, slots=True, eq=False)
class Strategies:
    """What each party does in each state.

    of      (parties, states): the number of the party's strategy, from 0.
    labels  by party its strategies in words, no two of a party alike.
    notes   what of the moves a strategic game cannot say.
    """

    of: NDArray[np.int64]
    labels: tuple[tuple[str, ...], ...]
    notes: tuple[Problem, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many strategies each party has."""
        return tuple(map(len, self.labels))


def strategies(conflict: Conflict, arena: Arena) -> Strategies:
    """The conflict's states as combinations of strategies.

    ModelError where listed moves are not those of strategies. Cost: linear in states and moves.
    """
    graph = arena.graph
    if graph.states * graph.parties > limit("game_payoffs"):
        raise TooLarge(
            f"a table of {graph.states:,} states",
            f"{graph.states * graph.parties:,} payoffs, more than {limit('game_payoffs'):,}",
            "hold options fixed by rules, or write .yaml or .gmcr",
        )
    if conflict.form == "option":
        pairs = [
            _of_options(party, graph.codes >> first)
            for party, first in zip(conflict.decision_makers, _firsts(conflict), strict=True)
        ]
    else:
        pairs = _of_listed(conflict, arena)
    of = np.array([own for own, _ in pairs], dtype=np.int64)
    notes = tuple(_moves_lost(conflict, arena, of))
    return Strategies(of, tuple(_distinct(labels) for _, labels in pairs), notes)


def _firsts(conflict: Conflict) -> list[int]:
    counts = [len(party.options) for party in conflict.decision_makers]
    return [sum(counts[:k]) for k in range(len(counts))]


Own = tuple[NDArray[np.int64], list[str]]


def _of_options(party: DecisionMaker, codes: NDArray[np.int64]) -> Own:
    """By what the party's own options are, the first taken before the first not taken."""
    count = len(party.options)
    found, of = np.unique(codes & ((1 << count) - 1), return_inverse=True)
    letters = ["".join("NY"[int(code) >> k & 1] for k in range(count)) for code in found]
    order = sorted(range(len(letters)), key=lambda k: letters[k].replace("Y", "A"))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[of], [_told(party, letters[k]) for k in order]


def _told(party: DecisionMaker, letters: str) -> str:
    taken = [one.words for one, letter in zip(party.options, letters, strict=True) if letter == "Y"]
    if taken or not party.options:
        return " + ".join(taken) or "no choice"
    if len(party.options) == 1:
        (only,) = party.options
        return only.off or f"not {only.words}"
    return "none"


def _of_listed(conflict: Conflict, arena: Arena) -> list[Own]:
    """By what others' moves leave as it is; named as the states name it where they do."""
    graph = arena.graph
    pairs = []
    for party in range(graph.parties):
        joined = np.arange(graph.states)
        for other in range(graph.parties):
            if other != party:
                _join(joined, arena, other)
        _, of = np.unique([_root(joined, s) for s in range(graph.states)], return_inverse=True)
        labels = [f"strategy {k + 1}" for k in range(int(of.max()) + 1)]
        own = conflict.decision_makers[party].name
        for k in range(len(labels)):
            named = {
                conflict.states[int(graph.codes[s])].strategies.get(own, "")
                for s in np.flatnonzero(of == k)
            }
            if len(named) == 1 and (name := named.pop()):
                labels[k] = name
        pairs.append((of.astype(np.int64), labels))
    seen: dict[tuple[int, ...], int] = {}
    for state in range(graph.states):
        chosen = tuple(int(of[state]) for of, _ in pairs)
        if chosen in seen:
            a, b = (graph.state_text(one) for one in (seen[chosen], state))
            what = (
                f"the listed moves are not those of strategies: nothing that one party alone "
                f"does tells '{a}' from '{b}'"
            )
            mend = "write .yaml, .graphml, .gexf or .dot, which hold listed moves as they are"
            raise ModelError((Problem(conflict.file, 0, 0, "E-STRATEGIES", what, mend),))
        seen[chosen] = state
    return pairs


def _join(joined: NDArray[np.int64], arena: Arena, party: int) -> None:
    arcs = arena.graph.arcs(party)
    for state in range(arena.graph.states):
        for target in arcs.of(state):
            a, b = _root(joined, state), _root(joined, int(target))
            joined[max(a, b)] = min(a, b)


def _root(joined: NDArray[np.int64], state: int) -> int:
    while joined[state] != state:
        joined[state] = joined[joined[state]]
        state = int(joined[state])
    return state


def _distinct(labels: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for label in labels:
        name, count = label, 1
        while name in found:
            count += 1
            name = f"{label} ({count})"
        found.append(name)
    return tuple(found)


def _moves_lost(conflict: Conflict, arena: Arena, of: NDArray[np.int64]) -> list[Problem]:
    """A note a party that cannot change its strategy freely, as a player of a game can."""
    graph, notes = arena.graph, []
    for party, name in enumerate(graph.names):
        others = np.delete(of, party, axis=0)
        if not len(others):
            sizes = np.array([graph.states])
        else:
            _, sizes = np.unique(others, axis=1, return_counts=True)
        free = int((sizes * (sizes - 1)).sum())
        arcs = graph.arcs(party)
        missing = free - sum(len(arcs.of(state)) for state in range(graph.states))
        if missing:
            what = (
                f"{name} cannot make {missing} of {free} changes of its strategy, and a strategic "
                "game allows all of them"
            )
            mend = "write .yaml, .gmcr, .graphml, .gexf or .dot"
            notes.append(Problem(conflict.file, 0, 0, LOSSY, what, mend))
    return notes


def payoffs(
    conflict: Conflict, arena: Arena
) -> tuple[list[NDArray[np.int64]], tuple[Problem, ...]]:
    """By party a whole number a state that orders the states as the party does; what it is not.

    The model's own payoffs where it has such and whole numbers say them, else ranks from 0.
    ModelError where a preference ranks no states.
    """
    paid, notes, ranked = [], [], []
    for name in arena.graph.names:
        match conflict.preference(name):
            case Preference(Payoffs(values, None), (), None, None):
                own = _own_payoffs(arena, values)
            case _:
                own = None
        if own is None:
            ranked.append(name)
            paid.append(ranks(conflict, arena, name))
            continue
        paid.append(own[0])
        if own[1] != 1:
            what = f"the payoffs of {name} are multiplied by {own[1]}"
            mend = "nothing: their order is the same"
            notes.append(Problem(conflict.file, 0, 0, "W-SCALED", what, mend))
    if ranked:
        what = f"ranks are written as payoffs of {', '.join(ranked)}: only their order counts"
        mend = "compute nothing with their sizes: no mixed strategies, no expected payoffs"
        notes.append(Problem(conflict.file, 0, 0, "W-ORDINAL", what, mend))
    return paid, tuple(notes)


def ranks(conflict: Conflict, arena: Arena, name: str) -> NDArray[np.int64]:
    """The party's order as a number a state, larger is preferred; ModelError where it is none."""
    order = arena.order(conflict.preference(name))
    found: NDArray[np.int64] | None = None
    match order:
        case Ranks(rank):
            found = rank.astype(np.int64)
        case Relation():
            better = order.better
            below = better.sum(axis=0, dtype=np.int64)
            if np.array_equal(better, below[:, None] < below[None, :]):
                found = below
        case NoPlainOrder():
            pass
    if found is None:
        what = f"the preference of {name} is no ranking of the states"
        mend = "write .yaml, which holds every preference, or give a ranking as the base"
        raise ModelError((Problem(conflict.file, 0, 0, "E-LOSSY", what, mend),))
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def _own_payoffs(
    arena: Arena, values: tuple[tuple[str, Decimal], ...]
) -> tuple[NDArray[np.int64], int] | None:
    """The model's payoffs as whole numbers, and what they were multiplied by; None if too long."""
    if not values:
        return None
    tens = max(0, *(-int(number.as_tuple().exponent) for _, number in values))
    if tens > 15 or any(abs(number) * 10**tens >= _EXACT for _, number in values):
        return None
    whole = [int(number * 10**tens) for _, number in values]
    exact = {pattern: number for (pattern, _), number in zip(values, whole, strict=True)}
    texts = arena.graph.state_texts(np.arange(arena.graph.states))
    if len(exact) == len(values) == len(texts) and all(text in exact for text in texts):
        # every state by its own name, as games have it
        return np.array([exact[text] for text in texts], dtype=np.int64), 10**tens
    paid = np.full(arena.graph.states, min(whole) - 1, dtype=np.int64)
    if len(values) * arena.graph.states > 10**8:
        return None
    for (pattern, _), number in reversed(list(zip(values, whole, strict=True))):
        paid[arena.fits(pattern)] = number
    return paid, 10**tens
