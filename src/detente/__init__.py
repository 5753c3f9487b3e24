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

from detente.analysis.finding import shown_on
from detente.problems import DetenteError, ModelError, NotDefined, Problem, TooLarge

if TYPE_CHECKING:
    from detente.analysis.analyze import Analysis, analyze
    from detente.analysis.claims import claims
    from detente.analysis.explain import Explanation, explain
    from detente.analysis.ledger import ledger
    from detente.analysis.trace import trace, weight
    from detente.analysis.track import track
    from detente.library import load
    from detente.model import Conflict, build

__version__ = "0.1.0"

# What a user asks for by name is imported when it is asked for, so that `import detente` is quick.
_WHERE = {
    "Analysis": "detente.analysis.analyze",
    "Conflict": "detente.model",
    "Explanation": "detente.analysis.explain",
    "analyze": "detente.analysis.analyze",
    "build": "detente.model",
    "claims": "detente.analysis.claims",
    "explain": "detente.analysis.explain",
    "ledger": "detente.analysis.ledger",
    "load": "detente.library",
    "trace": "detente.analysis.trace",
    "track": "detente.analysis.track",
    "weight": "detente.analysis.trace",
}

__all__ = [
    "Analysis",
    "Conflict",
    "DetenteError",
    "Explanation",
    "ModelError",
    "NotDefined",
    "Problem",
    "TooLarge",
    "analyze",
    "build",
    "claims",
    "explain",
    "ledger",
    "load",
    "trace",
    "track",
    "weight",
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


shown_on(_import_pages)
