"""Loading a conflict by path, by text, or by the name of a bundled case."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from detente.cases import ALIASES, case_names, case_path
from detente.model import Conflict, load_file, load_text
from detente.model.names import nearest
from detente.problems import ModelError, Problem


def load(source: str | PathLike[str]) -> Conflict:
    """The conflict in a model file, a bundled case, or YAML text (anything with a line break).

    ModelError with all problems of the file, or where there is no such file or case.
    """
    if not isinstance(source, str):
        return load_file(Path(source))
    if "\n" in source:
        return load_text(source)
    path = case_path(source)
    if path is not None and not Path(source).is_file():
        return load_file(path, source)
    if not Path(source).exists() and "/" not in source and not Path(source).suffix:
        known = [*ALIASES, *case_names()]
        guess = nearest(source, known)
        mend = f"did you mean '{guess}'?" if guess else "name a model file, or see `detente cases`"
        raise ModelError(
            (Problem(source, 0, 0, "E-FILE", "there is no such file or bundled case", mend),)
        )
    return load_file(Path(source))
