"""Findings as data frames, by whichever library the user has."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

from detente.analysis.table import Table, headings
from detente.problems import DetenteError

_LIBRARIES = ("polars", "pandas")


def frame_of(table: Table, titles: bool = False) -> Any:
    """The table as a data frame of polars or, where that is missing, of pandas.

    titles  head the columns by their titles rather than by their ids.
    DetenteError where neither is installed.
    """
    names = headings(table.columns, titles)
    columns = list(zip(*table.rows, strict=True)) or [()] * len(names)
    return frame_of_columns(dict(zip(names, map(list, columns), strict=True)))


def frame_of_columns(columns: Mapping[str, Sequence[Any]]) -> Any:
    """The columns as a data frame; see frame_of."""
    for name in _LIBRARIES:
        if importlib.util.find_spec(name) is not None:
            return importlib.import_module(name).DataFrame(dict(columns))
    raise DetenteError(
        "a data frame needs polars or pandas: pip install polars; to_csv() needs neither"
    )
