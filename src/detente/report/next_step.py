"""The command to go on with, written so that it asks under the same choices."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

_DEFAULTS = {"sanction_moves": "legal", "sanction": "weak"}


def explain_command(name: str, target: str, rest: str, assumptions: Mapping[str, Any]) -> str:
    """`detente explain NAME TARGET REST`, with the options that `assumptions` stand for.

    name    what the user called the model; target: a state, `today` or an outcome.
    """
    return _command(["detente", "explain", name, target, *rest.split()], assumptions)


def what_if_command(name: str, sets: Sequence[str], assumptions: Mapping[str, Any]) -> str:
    """`detente what-if NAME --set SET …`, with the options that `assumptions` stand for."""
    parts = [text for one in sets for text in ("--set", one)]
    return _command(["detente", "what-if", name, *parts], assumptions)


def what_if_again(
    name: str, assumptions: Mapping[str, Any], concepts: str | None, *rest: str
) -> str:
    """The same `detente what-if` as was asked, under these concepts, with `rest` behind it."""
    parts = ["detente", "what-if", name]
    for option, key in (("--set", "edits"), ("--rule", "rules")):
        parts += [text for one in assumptions[key] for text in (option, one)]
    parts += [] if concepts is None else ["--concepts", concepts]
    return _command([*parts, *rest], assumptions)


def coalitions_command(name: str, rest: Sequence[str], assumptions: Mapping[str, Any]) -> str:
    """`detente coalitions NAME REST`, with the options that `assumptions` stand for."""
    parts = ["detente", "coalitions", name, *rest]
    for key, default in (("coalition_answers", "class"), ("coalition_improvements", "joint")):
        if assumptions[key] != default:
            parts += [f"--{key.replace('_', '-')}", assumptions[key]]
    return _command(parts, assumptions)


def evolve_command(name: str, target: str, assumptions: Mapping[str, Any]) -> str:
    """`detente evolve NAME --to TARGET`, with the options that `assumptions` stand for."""
    return _command(["detente", "evolve", name, "--to", target], assumptions)


def margin_command(name: str, of: str, concept: str, assumptions: Mapping[str, Any]) -> str:
    """`detente margin NAME --of OF --concept C`, with what `assumptions` stand for."""
    return _command(["detente", "margin", name, "--of", of, "--concept", concept], assumptions)


def robust_command(name: str, of: str, assumptions: Mapping[str, Any]) -> str:
    """`detente robust NAME --of OF`, with the options that `assumptions` stand for."""
    return _command(["detente", "robust", name, "--of", of], assumptions)


def _command(parts: list[str], assumptions: Mapping[str, Any]) -> str:
    for key, default in _DEFAULTS.items():
        if assumptions[key] != default:
            parts += [f"--{key.replace('_', '-')}", assumptions[key]]
    for party, alternative in assumptions["reading"].items():
        parts += ["--reading", f"{party}={alternative}"]
    for key in ("holding", "without"):
        for value in assumptions[key]:
            parts += [f"--{key}", value]
    return shlex.join(parts)
