"""Every public function answers a wrong type or value in words, never with a traceback."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest

import detente
from detente.analysis import registry
from detente.problems import DetenteError, ModelError, NotDefined, Problem, TooLarge

MODEL = """\
title: Two towns
as_of: 2026-01-02
decision_makers:
  A: {options: {low: Lower the tax}}
  B: {options: {low: Lower the tax}}
status_quo: [A.low]
preferences:
  A: [not B.low, A.low]
  B: [not A.low, B.low]
alternatives: {A: {calm: [not A.low]}}
outcomes: {race: A.low and B.low}
evidence:
  note: {says: A lowers it., date: 2026-01-01, supports: [A.low]}
claims:
  c: {says: They race., across: all, under: [nash], expect: {some equilibrium: race}}
"""
CONFLICT = detente.load(MODEL)
RIGHT: dict[str, dict[str, Any]] = {
    "load": {"source": MODEL},
    "build": {"data": CONFLICT.to_dict()},
    "explain": {"state": "today"},
    "package": {"to": "race"},
    "design": {"make": "race"},
    "margin": {"of": "race"},
    "what_if": {"edits": "A: move 2 to 1"},
    "diff": {"old": CONFLICT, "new": CONFLICT},
    "trace": {"claim": "c"},
    "weight": {"entry": "note"},
}
METHODS: dict[str, Any] = {
    "party": "A",
    "concept": "nash",
    "outcome": "race",
    "of": "race",
    "state": "YN",
    "name": "A",
    "coalition": (0, 1),
    "by": ["A"],
    "place": 0,
    "rows": detente.analyze(CONFLICT).chosen(),
}
WRONG: tuple[Any, ...] = (
    None, 3, -1, 1.5, float("nan"), True, "", "zz", "a\0b", "x" * 5000, b"x", 10**30,
    [], ["zz"], [3], [None], {}, {"zz": "zz"}, {3: 3}, {"A": 3}, {"a"}, object(), len, CONFLICT,
    np.float64(2.5), np.array([[1, 2]]),
)  # fmt: skip


def answered(call: Callable[[], object]) -> DetenteError | None:
    """The error in words with which the call ends; None where it answers."""
    try:
        call()
    except DetenteError as error:
        return error
    return None


def functions() -> Iterator[tuple[str, Callable[..., Any], dict[str, Any]]]:
    """Every public function and method, with arguments that are right."""
    for question in registry.QUESTIONS:
        function = question.function()
        right = RIGHT.get(question.name, {})
        if "conflict" in inspect.signature(function).parameters:
            right = {"conflict": CONFLICT, **right}
        yield question.name, function, right
    yield "load", detente.load, RIGHT["load"]
    yield "build", detente.build, RIGHT["build"]
    for name, method in methods(CONFLICT):
        yield f"Conflict.{name}", method, needed(method)


def methods(value: object) -> list[tuple[str, Callable[..., Any]]]:
    """The public methods of a value."""
    names = {
        name
        for kind in type(value).__mro__
        for name, one in vars(kind).items()
        if isinstance(one, FunctionType) and not name.startswith("_")
    }
    return [(name, getattr(value, name)) for name in sorted(names)]


def needed(method: Callable[..., Any]) -> dict[str, Any]:
    parameters = inspect.signature(method).parameters.items()
    return {name: METHODS[name] for name, one in parameters if one.default is one.empty}


FUNCTIONS = {name: (function, right) for name, function, right in functions()}


def complain(function: Callable[..., Any], right: dict[str, Any]) -> int:
    """Give each argument each wrong value; how many were refused, all in words."""
    refused = 0
    for name in inspect.signature(function).parameters:
        for value in WRONG:
            error = answered(lambda given={**right, name: value}: function(**given))  # type: ignore[misc]
            refused += error is not None
            if isinstance(error, ModelError):
                assert all(one.what and one.mend and str(one)[0] != ":" for one in error.problems)
    return refused


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong value may be a right name of a folder, which is then made."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_answers_every_wrong_value_in_words(name: str) -> None:
    function, right = FUNCTIONS[name]
    function(**right)
    takes = inspect.signature(function).parameters

    assert complain(function, right) >= 5 * len(takes)


@pytest.mark.parametrize("name", [one.name for one in registry.QUESTIONS])
def test_a_finding_answers_every_wrong_value_in_words(name: str) -> None:
    function, right = FUNCTIONS[name]
    finding = function(**right)
    for _, method in methods(finding):
        if inspect.signature(method).parameters:
            answered(lambda call=method: call(**needed(call)))
            assert complain(method, needed(method)) >= 5


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: detente.load(None), "source: None is no file; give a path, the name of"),  # type: ignore[arg-type]
        (lambda: detente.load({}), "source: a mapping is no file; use detente.build(…)"),  # type: ignore[arg-type]
        (lambda: detente.load(CONFLICT), "source: this is a conflict already; use it as it is"),  # type: ignore[arg-type]
        (lambda: detente.load("x" * 300), "is no name of a file; name a model file or a case"),
        (lambda: detente.build("title: x"), "data: this is text, not the values of a model; use"),  # type: ignore[arg-type]
        (lambda: detente.analyze("korea"), "conflict: 'korea' is no conflict; read it first: "),  # type: ignore[arg-type]
        (
            lambda: detente.analyze(CONFLICT, 5),  # type: ignore[arg-type]
            "concepts: the number 5 cannot stand here; give text, a list of texts or None",
        ),
        (
            lambda: detente.analyze(CONFLICT, engine=3),  # type: ignore[arg-type]
            "engine: the number 3 cannot stand here; give text, such as 'auto'",
        ),
        (
            lambda: detente.analyze(CONFLICT, holding=None),  # type: ignore[arg-type]
            "holding: None cannot stand here; give text or a list of texts",
        ),
        (
            lambda: detente.analyze(CONFLICT, holding=["A.low", 3]),  # type: ignore[list-item]
            "holding: the number 3 at place 2 of the list cannot stand here",
        ),
        (
            lambda: detente.analyze(CONFLICT, reading="A=base"),  # type: ignore[arg-type]
            "reading: 'A=base' cannot stand here; give a mapping of text to text or None",
        ),
        (
            lambda: detente.analyze(CONFLICT, reading={"A": 1}),  # type: ignore[dict-item]
            "reading: the number 1 for 'A' cannot stand here",
        ),
        (
            lambda: detente.claims(CONFLICT, sample=1.5),  # type: ignore[arg-type]
            "sample: the number 1.5 cannot stand here; give a whole number or None",
        ),
        (
            lambda: detente.claims(CONFLICT, seed=-1),
            "seed: -1 is below 0; give a whole number from 0 on",
        ),
        (
            lambda: detente.analyze(CONFLICT).equilibria("nash", limit=-1),
            "limit: -1 is below 0; give a whole number from 0 on",
        ),
        (
            lambda: detente.analyze(CONFLICT).stable(0, "nash"),
            "party: the number 0 cannot stand here; give text",
        ),
    ],
)
def test_a_slip_names_the_argument_and_what_it_takes(call: Callable[[], object], said: str) -> None:
    assert said in str(answered(call))


def test_what_means_the_same_is_taken() -> None:
    assert detente.claims(CONFLICT, only="c").to_dict()["claims"].keys() == {"c"}
    assert detente.claims(CONFLICT, seed=np.int64(3), only=(one for one in ["c"])).findings
    assert detente.analyze(CONFLICT, np.array(["nash", "seq"])).concepts == ("nash", "seq")  # type: ignore[arg-type]


def kinds_of_error() -> set[type[DetenteError]]:
    """Every kind of error that the package has."""
    for module in pkgutil.walk_packages(detente.__path__, "detente."):
        if "__main__" not in module.name and ".compiled" not in module.name:
            importlib.import_module(module.name)
    found: set[type[DetenteError]] = set()
    waiting = [DetenteError]
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting += kind.__subclasses__()
    return {kind for kind in found if kind.__module__.startswith("detente.")}


def test_every_error_comes_back_from_another_process_as_it_was() -> None:
    given: dict[str, tuple[Any, ...]] = {
        "DetenteError": ("words",),
        "ModelError": ((Problem("f", 1, 2, "E-X", "what", "mend"),),),
        "TooLarge": ("what", "estimate", "way out"),
        "TooManyStates": ("what", "estimate", "way out"),
        "NotDefined": ("nm", "reason"),
        "ConditionError": (3, "what", "mend"),
        "EditError": (0, "what", "mend"),
        "ChangedElsewhere": ("words",),
    }
    for kind in kinds_of_error():
        error = kind(*given[kind.__name__])
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is kind
        assert (str(again), vars(again)) == (str(error), vars(error))
    assert {ModelError, TooLarge, NotDefined} <= kinds_of_error()
