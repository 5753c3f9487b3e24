"""What GMCR+ makes of a save file, by the rules of the format alone: loops, lists and sums.

It shares nothing with the reader, and stops where the program would.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

State = tuple[bool, ...]  # by option, in the regrouped order


@dataclass(frozen=True)
class Loaded:
    """The program's view: states in its order, payoffs by decision maker, moves by option."""

    parties: tuple[str, ...]
    options: tuple[str, ...]
    states: tuple[State, ...]
    payoffs: tuple[tuple[int, ...], ...]  # per decision maker, per state; larger is better
    moves: tuple[frozenset[tuple[int, int]], ...]  # per decision maker: (from, to), state numbers


def holds(condition: Any, state: dict[int, bool]) -> bool:
    if isinstance(condition, dict):
        assert condition["compound"] is True
        return any(holds(member, state) for member in condition["members"])
    named = [index for index, _ in condition]
    assert len(named) == len(set(named)), "the program mixes up an option that is named twice"
    return all(state[index] == (letter == "Y") for index, letter in condition)


def load(text: str) -> Loaded:
    data = json.loads(text)
    order = [index for maker in data["decisionMakers"] for index in maker["options"]]
    assert sorted(order) == list(range(len(data["options"])))
    assert all(isinstance(one, list) for one in data["infeasibles"]), "only conjunctions"
    states = []
    for code in range(2 ** len(order)):
        state = {index: bool(code >> k & 1) for k, index in enumerate(order)}
        if not any(holds(one, state) for one in data["infeasibles"]):
            states.append(state)
    payoffs, moves = [], []
    for maker in data["decisionMakers"]:
        payoffs.append(payoffs_of(maker, data["useManualPreferenceRanking"], states))
        moves.append(moves_of(maker, data["options"], states))
    return Loaded(
        tuple(maker["name"] for maker in data["decisionMakers"]),
        tuple(data["options"][index]["name"] for index in order),
        tuple(tuple(state[index] for index in order) for state in states),
        tuple(payoffs),
        tuple(moves),
    )


def payoffs_of(maker: Any, manual: bool, states: list[dict[int, bool]]) -> tuple[int, ...]:
    if manual:
        ranking = [x if isinstance(x, list) else [x] for x in maker["preferenceRanking"]]
        named = [number for group in ranking for number in group]
        assert sorted(named) == list(range(1, len(states) + 1)), "the program wants every state"
        place = {number: k for k, group in enumerate(ranking) for number in group}
        return tuple(-place[number] for number in range(1, len(states) + 1))
    listed = maker["preferences"]
    weights = [2 ** (len(listed) - 1 - k) for k in range(len(listed))]
    assert sum(weights) < 2**31, "the program adds up machine words"
    return tuple(
        sum(w for w, one in zip(weights, listed, strict=True) if holds(one, state))
        for state in states
    )


def moves_of(
    maker: Any, options: list[Any], states: list[dict[int, bool]]
) -> frozenset[tuple[int, int]]:
    found = set()
    for a, before in enumerate(states):
        for b, after in enumerate(states):
            changed = [index for index in before if before[index] != after[index]]
            ways = [options[index]["permittedDirection"] for index in changed]
            allowed = {True: ("both", "fwd"), False: ("both", "back")}
            right = all(
                way in allowed[after[index]] for index, way in zip(changed, ways, strict=True)
            )
            if changed and set(changed) <= set(maker["options"]) and right:
                found.add((a, b))
    return frozenset(found)
