"""Makes a model file on which something fails as small as it goes, still failing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

Model = dict[str, Any]
KEPT = {"detente", "title", "decision_makers", "preferences"}


def shrunk(model: Model, fails: Callable[[Model], bool]) -> Model:
    """The first smaller model that still fails, again and again; `model` itself must fail.

    A smaller model on which `fails` raises ValueError or KeyError is no model, and is passed over.
    """
    while True:
        for candidate in smaller(model):
            try:
                if fails(candidate):
                    model = candidate
                    break
            except (ValueError, KeyError):
                continue
        else:
            return model


def smaller(model: Model) -> Iterator[Model]:
    """The model without a party, without a state, then without any one other part."""
    for party in model["decision_makers"]:
        yield without_party(model, party)
    if "states" in model:
        for state in model["states"]:
            yield without_state(model, state)
    for path in parts(model, ()):
        changed = deepcopy(model)
        holder: Any = changed
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]
        yield changed


def parts(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The places of all entries of all lists and mappings, outer ones first."""
    keys = list(value) if isinstance(value, Mapping) else list(range(len(value)))
    for key in keys:
        if path or key not in KEPT:
            yield (*path, key)
    for key in keys:
        if isinstance(value[key], (dict, list)):
            yield from parts(value[key], (*path, key))


def without_party(model: Model, party: str) -> Model:
    """The model without a party; what names its options no longer reads, and is no model."""
    changed = deepcopy(model)
    del changed["decision_makers"][party]
    changed["preferences"].pop(party, None)
    changed.pop("alternatives", None)
    return changed


def without_state(model: Model, state: str) -> Model:
    """The model without a listed state, its moves and what preferences say of it by name."""
    changed = deepcopy(model)
    changed.pop("alternatives", None)
    listed = changed["states"]
    if isinstance(listed, dict):
        del listed[state]
    else:
        listed.remove(state)
    for maker in changed["decision_makers"].values():
        maker["moves"] = {
            s: [t for t in targets if t != state]
            for s, targets in maker.get("moves", {}).items()
            if s != state
        }
    for given in changed["preferences"].values():
        if not isinstance(given, dict):
            continue
        if "payoffs" in given:
            given["payoffs"].pop(state, None)
        if "ranking" in given:
            classes = [x if isinstance(x, list) else [x] for x in given["ranking"]]
            left = [[s for s in members if s != state] for members in classes]
            given["ranking"] = [members for members in left if members]
        if "better" in given:
            given["better"] = [pair for pair in given["better"] if state not in pair]
    if changed.get("status_quo") == state:
        del changed["status_quo"]
    return changed
