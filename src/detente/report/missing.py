"""What is said where a library that one form of an answer needs is not installed."""

from __future__ import annotations

from detente.adding import adding
from detente.problems import ModelError, Problem


def missing_library(shown: str, library: str, purpose: str, instead: str = "") -> ModelError:
    """The error to be raised: which library, the one command that adds it, what goes without.

    shown  the file that was to be written.
    """
    otherwise = f", or {instead}" if instead else ""
    what = f"{purpose} needs the library {library}, which is not installed"
    return ModelError(
        (Problem(shown, 0, 0, "E-LIBRARY", what, f"run: {adding('report')}{otherwise}"),)
    )
