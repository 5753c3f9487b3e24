"""Loading a conflict by path, by text, or by the name of a bundled case."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path

from detente.arguments import shown, wrong
from detente.cases import ALIASES, case_names, case_path
from detente.model import Conflict, load_file, load_text, nearest, parse_source
from detente.problems import ModelError, Problem

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
    path = case_path(name)
    if path is None:
        guess = nearest(name, [*ALIASES, *case_names()])
        mend = f"did you mean '{guess}'?" if guess else "see `detente cases`"
        raise ModelError((Problem(name, 0, 0, "E-FILE", "there is no such bundled case", mend),))
    return path.read_text(encoding="utf-8")


def described_cases() -> tuple[tuple[str, str], ...]:
    """The bundled cases, by every name they go by: (name, title), in alphabetical order."""
    return tuple(
        (name, str(parse_source(case_text(name), name).data["title"]))
        for name in sorted((*ALIASES, *case_names()))
    )
