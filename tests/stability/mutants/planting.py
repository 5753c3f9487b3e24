"""Puts a mistake into the engine for a while: other source text for a function, or a wrapper.

With other text the module is compiled anew and the code of its functions is exchanged in place, so
that whoever holds a reference to a function gets the mistake too.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from types import CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from detente.stability import Concept, Term, concepts
from detente.stability.engines.swept import work

ONE_ENGINE = {
    "stability.engines.listed": "listed",
    "stability.engines.table": "table",
    "stability.engines.rows": "table",
}
WITH_LOOPS = (
    *(
        f"engines.swept.{name}"
        for name in ("answers", "classes", "joint", "loops", "search", "short", "variants")
    ),
    "engines.classed.loops",
    "coalitions.loops",
    "coalitions.answered",
)
Plant = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Mutant:
    """One mistake: what it is, how to put it in, and the one engine or concept that it is in, if it
    is in one alone."""

    name: str
    planted: Plant
    engine: str = ""
    concept: str = ""


def text(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake by other text: `old`, which must stand in the module once, becomes `new`."""
    engine = ONE_ENGINE.get(module, "")
    room, _, concept = module.rpartition(".")
    own = concept if room == "stability.concepts" else ""
    return Mutant(name, lambda: _other_text(f"detente.{module}", old, new), engine, own)


def redefined(name: str, concept: str, **other: Any) -> Mutant:
    """A mistake in a concept's definition: a term in which something is otherwise."""
    return Mutant(name, lambda: _other_term(concepts()[concept], other))


def wrapped(name: str, where: str, around: Callable[[Any], Any]) -> Mutant:
    """A mistake around a function: `where` is its place as `module.function`."""
    return Mutant(name, lambda: _wrapper(f"detente.{where}", around))


@contextmanager
def uncompiled(takes_turns: bool = False) -> Iterator[None]:
    """The loops run as the Python that they are written in, where mistakes can be planted.

    Python looks at every index; and room that nobody has written to holds what is no index.
    takes_turns  whether threads, which Python runs one at a time, change within a piece of work.
    """
    package = "detente.stability"
    modules = [importlib.import_module(f"{package}.{name}") for name in WITH_LOOPS]
    plain = [
        (module, name, loop, loop.py_func)
        for module in modules
        for name, loop in vars(module).items()
        if hasattr(loop, "py_func")
    ]
    numpy = SimpleNamespace(**{**vars(np), "empty": _filled})
    changes = [*plain, *((module, "np", np, numpy) for module in (*modules, work))]
    for module, name, _, changed in changes:
        setattr(module, name, changed)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5 if takes_turns else interval)
    try:
        with warnings.catch_warnings():
            # Machine code wraps around in silence; counting bits rests on it.
            warnings.simplefilter("ignore", RuntimeWarning)
            yield
    finally:
        sys.setswitchinterval(interval)
        for module, name, right, _ in changes:
            setattr(module, name, right)


def _filled(*shape: Any, **rest: Any) -> np.ndarray:
    room = np.empty(*shape, **rest)
    room.reshape(-1).view(np.uint8)[:] = 0x7D
    return room


@contextmanager
def _wrapper(where: str, around: Callable[[Any], Any]) -> Iterator[None]:
    path, name = where.rsplit(".", 1)
    module = importlib.import_module(path)
    right = getattr(module, name)
    setattr(module, name, around(right))
    try:
        yield
    finally:
        setattr(module, name, right)


@contextmanager
def _other_term(concept: Concept, other: dict[str, Any]) -> Iterator[None]:
    right = concept.definition
    assert isinstance(right, Term), f"{concept.id} is no term"
    wrong = replace(right, **other)
    assert wrong != right, f"{concept.id} is {right} anyway"
    object.__setattr__(concept, "definition", wrong)
    try:
        yield
    finally:
        object.__setattr__(concept, "definition", right)


@contextmanager
def _other_text(path: str, old: str, new: str) -> Iterator[None]:
    module = importlib.import_module(path)
    changed = _changed(path, old, new)
    functions = {name: _function(module, name) for name in changed}
    right = {name: function.__code__ for name, function in functions.items()}
    for name, function in functions.items():
        function.__code__ = changed[name]
    try:
        yield
    finally:
        for name, function in functions.items():
            function.__code__ = right[name]


@functools.cache
def _changed(path: str, old: str, new: str) -> dict[str, CodeType]:
    """By qualified name the code of the functions that the change alters."""
    module = importlib.import_module(path)
    source = inspect.getsource(module)
    assert source.count(old) == 1, f"{path} holds {source.count(old)} times: {old}"
    file = str(module.__file__)
    before, after = (_codes(one, file) for one in (source, source.replace(old, new)))
    found = {name: code for name, code in after.items() if not _alike(before[name], code)}
    assert found, f"in {path} no function changes with: {old}"
    return found


def _codes(source: str, file: str) -> dict[str, CodeType]:
    """The code of all functions of a module and of its classes, by qualified name."""
    todo = [compile(source, file, "exec", dont_inherit=True)]
    found = {}
    while todo:
        for inner in todo.pop().co_consts:
            if isinstance(inner, CodeType) and "<" not in inner.co_qualname:
                if inner.co_flags & inspect.CO_NEWLOCALS:
                    found[inner.co_qualname] = inner
                else:
                    todo.append(inner)  # the body of a class
    return found


def _alike(one: CodeType, other: CodeType) -> bool:
    """Whether two codes do the same, wherever they stand."""
    simple = one.co_code == other.co_code and one.co_names == other.co_names
    return (
        simple
        and len(one.co_consts) == len(other.co_consts)
        and all(
            _alike(a, b)
            if isinstance(a, CodeType) and isinstance(b, CodeType)
            else (type(a), a) == (type(b), b)
            for a, b in zip(one.co_consts, other.co_consts, strict=True)
        )
    )


def _function(module: ModuleType, name: str) -> FunctionType:
    """The function of that qualified name, out of whatever is wrapped around it."""
    found: Any = module
    for part in name.split("."):
        found = vars(found)[part]
    found = inspect.unwrap(found)
    for around in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, around, found) if not isinstance(found, FunctionType) else found
    assert isinstance(found, FunctionType), f"{name} is a {type(found).__name__}"
    return found
