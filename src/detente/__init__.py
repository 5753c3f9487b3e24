"""detente: from the report that describes a dispute to a tested answer.

import detente
conflict = detente.load("korea")
verdicts = detente.analyze(conflict, concepts=["nash", "seq"])
verdicts.equilibria("seq")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from detente.problems import DetenteError, ModelError, NotDefined, Problem, TooLarge

if TYPE_CHECKING:
    # From the modules, not from the room's door, where a function has its module's name.
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
    "Analysis": "detente.analysis",
    "Conflict": "detente.model",
    "Explanation": "detente.analysis",
    "analyze": "detente.analysis",
    "build": "detente.model",
    "claims": "detente.analysis",
    "explain": "detente.analysis",
    "ledger": "detente.analysis",
    "load": "detente.library",
    "trace": "detente.analysis",
    "track": "detente.analysis",
    "weight": "detente.analysis",
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
        importlib.import_module("detente.report")  # enters how findings are shown
        value = getattr(importlib.import_module(_WHERE[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'detente' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
