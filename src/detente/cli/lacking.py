"""A package that detente itself needs and that is not there: which, and what adds it.

Needs the standard library alone: it is asked before anything else can be loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path


def lacking_words(error: ModuleNotFoundError) -> str | None:
    """One line for whoever lacks the package; None where a module of detente's own is missing."""
    name = (error.name or "").partition(".")[0]
    if not name or name == "detente" or name in sys.stdlib_module_names:
        return None
    return f"the package '{name}', which detente needs, is not installed; {remedy()} [E-LIBRARY]"


def remedy() -> str:
    """What brings every package that detente needs to where it runs from, and their versions."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "run.py").is_file():
        return f"run: python3 run.py, in {checkout}: it brings what an update needs"
    return "run: pip install --upgrade --force-reinstall detente"
