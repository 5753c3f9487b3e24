"""Findings as data frames, by whichever library the user has."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

from detente.problems import DetenteError

_LIBRARIES = ("polars", "pandas")


def frame_of(columns: Mapping[str, Sequence[Any]]) -> Any:
    """The columns as a data frame of polars or, where that is missing, of pandas.

    DetenteError where neither is installed.
    """
    for name in _LIBRARIES:
        if importlib.util.find_spec(name) is not None:
            return importlib.import_module(name).DataFrame(dict(columns))
    raise DetenteError("a data frame needs polars or pandas; run: pip install polars")
