"""Lies planted in a true Why: each must be found out, whatever the Why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

COMPARISONS = ("better", "worse", "tied", "incomparable")
REASONS = ("no_answer", "not_deterred", "escapes")
COMPLETE_LISTS = ("improvements", "counter_moves", "escapes", "answer", "with")


def lies(why: Any, states: Sequence[str], path: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
    """(what was changed, the changed Why) for every place where a change must be a lie."""
    items = why.items() if isinstance(why, dict) else enumerate(why)
    for key, value in items:
        here = (*path, key)
        for other in untrue(key, value, states):
            changed = deepcopy(why)
            changed[key] = other
            yield f"{'.'.join(map(str, here))}: {value!r} becomes {other!r}", changed
        if isinstance(value, (dict, list)):
            for what, inner in lies(value, states, here):
                changed = dict(why) if isinstance(why, dict) else list(why)
                changed[key] = inner
                yield what, changed


def untrue(key: Any, value: Any, states: Sequence[str]) -> list[Any]:
    """Values that cannot stand in a place where this one is right."""
    if key == "compare":
        return [word for word in COMPARISONS if word != value]
    if key == "reason":
        return [word for word in REASONS if word != value]
    if key == "improves":
        return [not value]
    if key == "ends":
        return [value + 1, value - 1, 0] if value else [1]
    if key == "kind":
        return ["improvement" if value != "improvement" else "sanctioned"]
    if key in ("end", "joint"):
        return ["nowhere", *[state for state in states if state != value][:2]]
    if key in COMPLETE_LISTS and value:
        return [value[:-1], value[1:], [*value, value[-1]], []]
    if key in ("to", "worst") and value is not None:
        return ["nowhere"]
    if key == "by":
        return ["nobody"]
    return []
