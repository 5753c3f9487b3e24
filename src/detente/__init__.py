"""detente: from the report that describes a dispute to a tested answer.

import detente
conflict = detente.load("korea")
verdicts = detente.analyze(conflict, concepts=["nash", "seq"])
verdicts.equilibria("seq")
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

from detente.analysis import offered, shown_on
from detente.problems import DetenteError, ModelError, NotDefined, Problem, TooLarge
from detente.showing import conflicts_shown

if TYPE_CHECKING:
    # The same names as in the registry, for those who read types; a test compares them.
    from detente.analysis import Analysis as Analysis
    from detente.analysis import Check as Check
    from detente.analysis import Claims as Claims
    from detente.analysis import Coalitions as Coalitions
    from detente.analysis import Design as Design
    from detente.analysis import Diff as Diff
    from detente.analysis import Evolution as Evolution
    from detente.analysis import Explanation as Explanation
    from detente.analysis import Explanations as Explanations
    from detente.analysis import Ledger as Ledger
    from detente.analysis import Margin as Margin
    from detente.analysis import Package as Package
    from detente.analysis import Robust as Robust
    from detente.analysis import Setting as Setting
    from detente.analysis import Trace as Trace
    from detente.analysis import Track as Track
    from detente.analysis import Weight as Weight
    from detente.analysis import WhatIf as WhatIf
    from detente.analysis import analyze as analyze
    from detente.analysis import check as check
    from detente.analysis import claims as claims
    from detente.analysis import coalitions as coalitions
    from detente.analysis import design as design
    from detente.analysis import diff as diff
    from detente.analysis import evolve as evolve
    from detente.analysis import explain as explain
    from detente.analysis import ledger as ledger
    from detente.analysis import margin as margin
    from detente.analysis import package as package
    from detente.analysis import robust as robust
    from detente.analysis import trace as trace
    from detente.analysis import track as track
    from detente.analysis import weight as weight
    from detente.analysis import what_if as what_if
    from detente.library import load as load
    from detente.model import Conflict as Conflict
    from detente.model import build as build
    from detente.report import Picture as Picture
    from detente.report import picture as picture

__version__ = "0.2.0"

# What a user asks for by name is imported when it is asked for, so that `import detente` is quick.
_WHERE = {
    "Conflict": "detente.model",
    "Setting": "detente.analysis",
    "build": "detente.model",
    "load": "detente.library",
    "Picture": "detente.report",
    "picture": "detente.report",
    **dict.fromkeys(offered(), "detente.analysis"),
}

__all__ = [
    "DetenteError",
    "ModelError",
    "NotDefined",
    "Problem",
    "TooLarge",
    *sorted(_WHERE),
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        value = getattr(importlib.import_module(_WHERE[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'detente' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


def _import_pages() -> None:
    """Every module of `detente.report` whose name ends so is a page."""
    report = importlib.import_module("detente.report")
    for module in pkgutil.iter_modules(report.__path__):
        if module.name.endswith("_page"):
            importlib.import_module(f"{report.__name__}.{module.name}")


def _import_conflict_html() -> Any:
    return importlib.import_module("detente.report.conflict_html").conflict_html


shown_on(_import_pages)
conflicts_shown(_import_conflict_html)
