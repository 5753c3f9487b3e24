"""What is said where a library that one form of an answer needs is not installed."""

from __future__ import annotations

from pathlib import Path

from detente.problems import ModelError, Problem


def missing_library(shown: str, library: str, purpose: str, instead: str = "") -> ModelError:
    """The error to be raised: which library, the one command that adds it, what goes without.

    shown  the file that was to be written.
    """
    otherwise = f", or {instead}" if instead else ""
    what = f"{purpose} needs the library {library}, which is not installed"
    return ModelError((Problem(shown, 0, 0, "E-LIBRARY", what, f"run: {adding()}{otherwise}"),))


def adding() -> str:
    """The command that adds what handing over needs, to a checkout or to an installed package."""
    if (Path(__file__).resolve().parents[3] / "run.py").is_file():
        return ".venv/bin/pip install -c constraints.txt -e '.[report]'"
    return "pip install 'detente[report]'"
