"""How this room refuses bad input: one problem, one line."""

from __future__ import annotations

from pathlib import Path

from detente.problems import ModelError, Problem

CODE = "E-DOCUMENT"


def refusal(name: str, code: str, what: str, mend: str) -> ModelError:
    """The error for document `name`, to be raised: what is wrong, and what to do instead."""
    return ModelError((Problem(name, 0, 0, f"{CODE}-{code}", what, mend),))


def missing_library(name: str, library: str, purpose: str) -> ModelError:
    """The error for a reader whose library is not installed."""
    return refusal(
        name,
        "LIBRARY",
        f"{purpose} needs the library {library}, which is not installed",
        f"run: {_adding()}",
    )


def _adding() -> str:
    """The command that adds what reading needs, to a checkout or to an installed package."""
    if (Path(__file__).resolve().parents[3] / "run.py").is_file():
        return "python3 run.py doctor"
    return "pip install 'detente[documents]'"
