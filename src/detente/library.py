"""Loading a conflict by path, by text, or by the name of a bundled case."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.arguments import shown, wrong
from detente.cases import ALIASES, case_names, case_path
from detente.limits import limit
from detente.model import Conflict, load_file, load_text, nearest, parse_source
from detente.problems import ModelError, Problem

if TYPE_CHECKING:
    from detente.model import Graph

_LONGEST_NAME = 255  # of a file or a folder; no system has longer ones


def load(source: str | PathLike[str]) -> Conflict:
    """The conflict in a model file, a bundled case, or YAML text (anything with a line break).

    ModelError with all problems of the file, or where there is no such file or case.
    """
    if isinstance(source, Mapping):
        raise wrong("source", "a mapping is no file", "use detente.build(…)")
    if isinstance(source, Conflict):
        raise wrong("source", "this is a conflict already", "use it as it is")
    if not isinstance(source, str | PathLike) or not isinstance(fspath(source), str):
        mend = "give a path, the name of a bundled case, or the text of a model"
        raise wrong("source", f"{shown(source)} is no file", mend)
    if not isinstance(source, str):
        return load_file(Path(source))
    if "\n" in source:
        return load_text(source)
    path = case_path(source)
    if path is not None and not Path(source).is_file():
        return load_file(path, source)
    if not source.strip() or "\0" in source or max(map(len, source.split("/"))) > _LONGEST_NAME:
        mend = "name a model file or a case; text of a model has line breaks"
        raise wrong("source", f"{shown(source)} is no name of a file", mend, "E-FILE")
    if not Path(source).exists() and "/" not in source and not Path(source).suffix:
        known = [*ALIASES, *case_names()]
        guess = nearest(source, known)
        mend = f"did you mean '{guess}'?" if guess else "name a model file, or see `detente cases`"
        raise ModelError(
            (Problem(source, 0, 0, "E-FILE", "there is no such file or bundled case", mend),)
        )
    return load_file(Path(source))


def case_text(name: str) -> str:
    """The model file of a bundled case, as text; ModelError where there is no such case."""
    return _path_of(name).read_text(encoding="utf-8")


def _path_of(name: str) -> Path:
    path = case_path(name)
    if path is None:
        guess = nearest(name, [*ALIASES, *case_names()])
        mend = f"did you mean '{guess}'?" if guess else "see `detente cases`"
        raise ModelError((Problem(name, 0, 0, "E-FILE", "there is no such bundled case", mend),))
    return path


def described_cases() -> tuple[tuple[str, str], ...]:
    """The bundled cases, by every name they go by: (name, title), in alphabetical order."""
    return tuple(
        (name, str(parse_source(case_text(name), name).data["title"]))
        for name in sorted((*ALIASES, *case_names()))
    )


def published_case(name: str) -> dict[str, Any]:
    """A bundled case for whoever tests a program of their own against its published results.

    `model` holds the plain values of the file, `expected` its results with their sources and
    readings. `listed` has states, each party's moves and its preference worked out, so that no
    parser of conditions is needed; it is None for a case of more states than a list should have.
    ModelError where there is no such case.
    """
    from detente.model import compile_graph

    conflict = load_file(_path_of(name), name)
    model = conflict.to_dict()
    expected = model.pop("expected", [])
    graph = compile_graph(conflict)
    listed = _listed(graph) if graph.states <= limit("case_states") else None
    return {"case": name, "model": model, "listed": listed, "expected": expected}


def _listed(graph: Graph) -> dict[str, Any]:
    from detente.model import Ranks

    states = range(graph.states)
    parties = []
    for k, (party, order) in enumerate(zip(graph.names, graph.orders, strict=True)):
        listed: dict[str, Any] = {"name": party}
        listed["moves"] = [graph.moves_from(k, state).tolist() for state in states]
        if isinstance(order, Ranks):
            listed["ranks"] = order.rank.tolist()
        else:
            listed["better"] = [
                [other for other in states if graph.prefers(k, other, state)] for state in states
            ]
        parties.append(listed)
    texts = [graph.state_text(state) for state in states]
    return {"states": texts, "status_quo": graph.status_quo, "parties": parties}
