"""Keys that no model file has: which one was meant, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from detente.model.names import nearest

# What people call a key otherwise.
_SYNONYMS = {
    "actors": "decision_makers",
    "agents": "decision_makers",
    "constraints": "rules",
    "description": "about",
    "goals": "preferences",
    "name": "title",
    "parties": "decision_makers",
    "players": "decision_makers",
    "priority": "priorities",
    "reason": "because",
    "stakeholders": "decision_makers",
    "today": "status_quo",
}
_EDITS = {"move": "to", "insert": "at", "replace": "by", "drop": ""}


def meant(name: str, allowed: Sequence[str]) -> str | None:
    """The key that `name` was meant to be; None where none is near."""
    synonym = _SYNONYMS.get(name.lower())
    return synonym if synonym in allowed else nearest(name, allowed)


def follows(name: str, beside: Any) -> bool:
    """Whether the unknown key is the second half of one slip, of which the first is told."""
    if not isinstance(beside, Mapping):
        return False
    if name == "then" and "if" in beside:
        return True
    return any(second == name and first in beside for first, second in _EDITS.items())


def mend_of_key(name: str, beside: Any, allowed: Sequence[str]) -> str:
    """What to write instead of the key `name`.

    beside   the mapping that it stands in.
    allowed  the keys that may stand there.
    """
    given = beside.get(name) if isinstance(beside, Mapping) else None
    if "edit" in allowed and name in _EDITS:
        return f"put edits under `edit`: {{edit: [{_as_written(name, beside)}]}}"
    if "infeasible" in allowed and name == "if":
        then = beside.get("then", "…") if isinstance(beside, Mapping) else "…"
        return f"write what cannot be: infeasible: {given} and not ({then})"
    if given is None and "infeasible" in allowed and meant(name, allowed) is None:
        return "a ',' within brackets ends the condition; join its parts with 'and' or 'or'"
    guess = meant(name, allowed)
    if guess:
        return f"did you mean '{guess}'?"
    number = isinstance(given, int | Decimal) and not isinstance(given, bool)
    if "weights" in allowed and number:
        return f"give weights to conditions: {{weights: {{{name}: {given}}}}}"
    if "prefer" in allowed:
        return "write the condition alone, or {prefer: CONDITION, because: WORDS}"
    return f"write one of: {', '.join(sorted(allowed))}" if allowed else "leave it out"


def _as_written(name: str, beside: Mapping[str, Any]) -> str:
    second = _EDITS[name]
    rest = f", {second}: {beside[second]}" if second in beside else ""
    return f"{{{name}: {beside[name]}{rest}}}"
