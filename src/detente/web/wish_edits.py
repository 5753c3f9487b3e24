"""Edits of one wish and of what stands beside the list: how strong a difference it makes, which
pairs of states are not known. A mark of strength goes with the wish, however the file writes it."""

from __future__ import annotations

from typing import Any

from detente.editing import Delete, Insert, Replace, Step
from detente.model import Priorities, known_names_of
from detente.web.edits import (
    Done,
    Form,
    Path,
    entered,
    field_steps,
    list_of,
    statement_value,
    value_at,
    whole_at,
    wrong,
)

_STRONG = ("much", "great")


@entered("wish-set")
def _wish_set(form: Form) -> Done:
    _, path, words = list_of(form)
    place, text, because = form.place("k"), form.condition("text"), form.text("because")
    old = value_at(form.data, (*path, place))
    strong = _is_strong(form, path, place)
    wanted = form.text("strength") in _STRONG if "strength" in form.fields else strong
    done = f"{words}: wish {place + 1} is now {text}{' (strong)' if wanted and not strong else ''}"
    marks = _marks(form, path, place)
    steps = _marked(path, marks, text if wanted else None)
    own = "much" if wanted and not marks else ""
    at = (*path, place)
    if isinstance(old, str):
        value = statement_value(text, because)
        if own:
            value = {**(value if isinstance(value, dict) else {"prefer": value}), "strength": own}
        return Done(done, [Replace(at, value), *steps])
    first: list[Step] = [] if old.get("prefer") == text else [Replace((*at, "prefer"), text)]
    first += field_steps(at, old, "because", because)
    if wanted != (old.get("strength") in _STRONG) and not marks:
        first += field_steps(at, old, "strength", own)
    return Done(done, [*first, *steps])


@entered("wish-drop")
def _wish_drop(form: Form) -> Done:
    _, path, words = list_of(form)
    place = form.place("k")
    steps = _marked(path, _marks(form, path, place), None)
    return Done(f"{words}: wish {place + 1} is gone", [Delete((*path, place)), *steps])


@entered("unknown-add")
def _unknown_add(form: Form) -> Done:
    _, path, words = list_of(form)
    pair = [form.condition("one"), form.condition("other")]
    whole = whole_at(path)
    beside = value_at(form.data, whole)
    if not isinstance(beside, dict):
        what = "these wishes are written as a list alone, with nothing beside it"
        raise wrong("one", what, "write `priorities:` before it and `unknown:` below, in the file")
    done = f"{words}: not known between {pair[0]} and {pair[1]}"
    if "unknown" in beside:
        return Done(done, [Insert((*whole, "unknown"), None, pair)])
    return Done(done, [Insert(whole, "unknown", [pair])])


@entered("unknown-drop")
def _unknown_drop(form: Form) -> Done:
    _, path, words = list_of(form)
    place, at = form.place("k"), (*whole_at(path), "unknown")
    alone = len(value_at(form.data, at)) == 1
    step = Delete(at) if alone else Delete((*at, place))
    return Done(f"{words}: pair {place + 1} of those that are not known is gone", [step])


def _is_strong(form: Form, path: Path, place: int) -> bool:
    basis = form.conflict.preference(form.party(), form.text("reading") or "base").basis
    found = basis.statements if isinstance(basis, Priorities) else ()
    return place < len(found) and found[place].strong


def _marks(form: Form, path: Path, place: int) -> tuple[Any, list[int]] | None:
    """Where the wish stands among the strong ones that are listed beside the list: what is listed,
    and the places in it; None where it does not."""
    beside = value_at(form.data, whole_at(path))
    strength = beside.get("strength") if isinstance(beside, dict) else None
    listed = (strength or {}).get("much")
    if listed is None:
        return None
    names = known_names_of(form.conflict)
    statement = value_at(form.data, (*path, place))
    own = names.condition(str(statement["prefer"] if isinstance(statement, dict) else statement))[0]
    each = listed if isinstance(listed, list) else [listed]
    found = [k for k, one in enumerate(each) if names.condition(str(one))[0] == own]
    return (listed, found) if found else None


def _marked(path: Path, marks: tuple[Any, list[int]] | None, text: str | None) -> list[Step]:
    """The steps by which that listing says `text` of the wish; None: that it is not strong."""
    if marks is None:
        return []
    listed, places = marks
    at = (*whole_at(path), "strength")
    if not isinstance(listed, list):
        return [Delete(at)] if text is None else [Replace((*at, "much"), text)]
    if text is not None:
        return [Replace((*at, "much", k), text) for k in places if listed[k] != text]
    if len(places) == len(listed):
        return [Delete(at)]
    return [Delete((*at, "much", k)) for k in reversed(places)]
