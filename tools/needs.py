"""What has to be installed: the requirements that pyproject.toml names."""

import tomllib
from pathlib import Path


def extras(pyproject: Path) -> tuple[str, ...]:
    """The names of all optional sets, in file order."""
    return tuple(_project(pyproject).get("optional-dependencies", {}))


def requirements(pyproject: Path, wanted: frozenset[str]) -> list[str]:
    """The requirements of the core and of the `wanted` sets, and of what builds the project.

    The build backend is installed beside them: then it is pinned as everything else is, where a
    build of pip's own would fetch the newest of what the backend needs.
    """
    data = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    optional = data["project"].get("optional-dependencies", {})
    named = [*data["build-system"]["requires"], *data["project"]["dependencies"]]
    for name in sorted(wanted):
        named += optional[name]
    return list(dict.fromkeys(named))


def _project(pyproject: Path) -> dict[str, dict[str, list[str]]]:
    project: dict[str, dict[str, list[str]]] = tomllib.loads(pyproject.read_text(encoding="utf-8"))[
        "project"
    ]
    return project
