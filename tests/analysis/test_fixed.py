"""Values do not change; and they pickle, copy, and cross to another process."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

import detente
from detente.analysis.registry import QUESTIONS
from detente.fixed import fixed, plain
from detente.model import Conflict, compile_arena
from detente.stability import Verdicts

RULES = [{"infeasible_move": {"by": "One", "from": "One.swerve", "to": "not One.swerve"}}]


def chicken() -> Conflict:
    return detente.load("chicken")


MADE: dict[str, Callable[[], Any]] = {
    "Check": lambda: detente.check(chicken()),
    "Analysis": lambda: detente.analyze(detente.load("korea-small")),
    "Explanation": lambda: detente.explain(chicken(), "NN", "One", "seq"),
    "Explanations": lambda: detente.explain(detente.load("korea-small"), "today"),
    "Evolution": lambda: detente.evolve(chicken(), "crash"),
    "undeterred Evolution": lambda: detente.evolve(chicken(), "crash", by="undeterred"),
    "joint Evolution": lambda: detente.evolve(chicken(), "crash", joint=True),
    "Coalitions": lambda: detente.coalitions(detente.load("elmira-nine-states")),
    "Robust": lambda: detente.robust(chicken()),
    "WhatIf": lambda: detente.what_if(chicken(), holding="One.swerve"),
    "Design": lambda: detente.design(chicken(), "crash", concept="nash", at_most=1),
    "Margin": lambda: detente.margin(chicken(), "NY"),
    "Package": lambda: detente.package(chicken(), "NY", concept="nash"),
    "Diff": lambda: detente.diff(chicken(), chicken().with_(holding="One.swerve")),
    "Claims": lambda: detente.claims(detente.load("korea-small"), ["c1"]),
    "Trace": lambda: detente.trace(detente.load("korea-small"), "c1", weigh=False),
    "Ledger": lambda: detente.ledger(detente.load("korea-small")),
    "Weight": lambda: detente.weight(detente.load("korea-small"), "art-c1"),
    "Track": lambda: detente.track(detente.load("korea-small"), draws=0),
    "Conflict": lambda: detente.load("korea-small"),
    "Arena": lambda: compile_arena(detente.load("korea-small")),
    "Graph": lambda: compile_arena(detente.load("elmira-nine-states")).under({}),
    "Verdicts": lambda: detente.analyze(detente.load("us-china-trade-static")).verdicts,
}


@cache
def made(kind: str) -> Any:
    return MADE[kind]()


def test_every_finding_is_among_them() -> None:
    assert {name for one in QUESTIONS for name in one.findings} <= set(MADE)


def inside(value: Any, place: str, seen: set[int]) -> Iterator[tuple[str, Any]]:
    """The value and all that it holds, by what its class says that it holds."""
    if id(value) in seen:
        return
    seen.add(id(value))
    yield place, value
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.init:  # the others are kept for speed
                yield from inside(getattr(value, one.name), f"{place}.{one.name}", seen)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from inside(one, f"{place}[{key!r}]", seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for k, one in enumerate(value):
            yield from inside(one, f"{place}[{k}]", seen)


def changeable(value: Any) -> list[str]:
    return [
        place
        for place, one in inside(value, type(value).__name__, set())
        if isinstance(one, dict | list | set | bytearray)
        or (isinstance(one, np.ndarray) and one.flags.writeable)
    ]


@pytest.mark.parametrize("kind", MADE)
def test_nothing_in_a_value_can_be_written_to(kind: str) -> None:
    assert changeable(made(kind)) == []


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_says_the_same_and_cannot_be_written_to(
    kind: str, copied: Callable[[Any], Any]
) -> None:
    again = copied(made(kind))
    assert type(again) is type(made(kind))
    assert told(again) == told(made(kind))
    assert changeable(again) == []


def told(value: Any) -> Any:
    """All that a value says, as plain values."""
    if hasattr(value, "to_dict"):
        return value.to_dict(), str(value)
    if isinstance(value, Verdicts):
        return {name: plane.tolist() for name, plane in value.planes.items()}
    graph = value if kind_of(value) == "Graph" else value.under({})
    moves = [graph.arcs(k).end.tolist() for k in range(graph.parties)]
    ends = [graph.moves_from(k, 0).tolist() for k in range(graph.parties)]
    return graph.codes.tolist(), [order.rank.tolist() for order in graph.orders], moves, ends


def kind_of(value: Any) -> str:
    return type(value).__name__


def test_findings_cross_to_another_process() -> None:
    kinds = [kind for kind in MADE if kind != "Explanation"]
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        assert pool.submit(sent, [made(kind) for kind in kinds]).result(120) == [
            told(made(kind)) for kind in kinds
        ]


def sent(values: list[Any]) -> list[Any]:
    return [told(value) for value in values]


def test_a_frame_with_forbidden_moves_is_sent_with_them() -> None:
    arena = compile_arena(chicken().with_(rules=RULES))
    again = pickle.loads(pickle.dumps(arena))
    assert told(again) == told(arena) != told(compile_arena(chicken()))


def test_counts_cannot_be_falsified() -> None:
    analysis = detente.analyze(chicken())
    for plane in (
        *analysis.verdicts.planes.values(),
        *analysis.outcome_planes.values(),
        *analysis.cannot_leave.values(),
    ):
        with pytest.raises(ValueError, match="read-only"):
            plane[...] = 0
    with pytest.raises(TypeError):
        analysis.verdicts.planes["seq"] = None  # type: ignore[index]
    before = analysis.outcomes()
    analysis.outcomes()["crash"]["seq"] = 99
    assert analysis.outcomes() == before


def test_plain_values_of_a_finding_are_ones_own_to_change() -> None:
    explanation = detente.explain(chicken(), "NN", "One", "seq")
    answer = explanation.to_dict()
    answer["why"].clear()
    answer["assumptions"]["reading"]["One"] = "x"
    assert explanation.to_dict()["why"]
    assert explanation.to_dict()["assumptions"]["reading"] == {}


def test_fixed_goes_through_and_through_and_plain_back() -> None:
    value = {"a": [1, {"b": {2}}], "c": ({"d": 1},)}
    found = fixed(value)
    assert changeable(found) == []
    assert fixed(found) is found
    assert plain(found) == {"a": [1, {"b": {2}}], "c": [{"d": 1}]}
    assert changeable(value)
    assert isinstance(pickle.loads(pickle.dumps(found))["a"][1], MappingProxyType)
