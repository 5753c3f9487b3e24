"""The command that adds a set of libraries: to a checkout, from any folder, or to a package."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def adding(extra: str) -> str:
    """What to type so that the libraries of the set `extra` of pyproject.toml are there."""
    root = Path(__file__).resolve().parents[2]
    if (root / "run.py").is_file():
        words = [sys.executable, "-m", "pip", "install", "-c", f"{root / 'constraints.txt'}"]
        return shlex.join([*words, "-e", f"{root}[{extra}]"])
    return f"pip install 'detente[{extra}]'"
