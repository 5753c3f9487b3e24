"""Bundled conflicts, as model files, and where to find them by name."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

ALIASES = {"korea": "korea-medium"}
_NOT_MODELS = frozenset({"korea-evidence"})


def case_names() -> tuple[str, ...]:
    """The bundled cases by name, in alphabetical order."""
    found = (Path(entry.name) for entry in files(__name__).iterdir())
    return tuple(
        sorted(
            path.stem for path in found if path.suffix == ".yaml" and path.stem not in _NOT_MODELS
        )
    )


def case_path(name: str) -> Path | None:
    """The model file of the bundled case `name` (or its alias); None where there is none."""
    stem = ALIASES.get(name, name)
    if stem not in case_names():
        return None
    with as_file(files(__name__) / f"{stem}.yaml") as path:
        return path
