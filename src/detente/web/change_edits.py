"""A change that an answer names, made in the project: each edit becomes a step in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.editing import Delete, Insert, Move, Replace, Step
from detente.model import Conflict, Priorities, Statement, varied
from detente.web.edits import Done, Form, entered, list_at, wrong

_MOST = 40  # edits at once


@entered("change-apply")
def _change_apply(form: Form) -> Done:
    lines = [line.strip() for line in form.fields.get("edits", "").splitlines() if line.strip()]
    if not 0 < len(lines) <= _MOST:
        raise wrong("edits", "there is no change to be made", "go back to the answer")
    readings = dict(
        line.split("=", 1) for line in form.fields.get("readings", "").splitlines() if "=" in line
    )
    return Done(f"a change: {'; '.join(lines)}", list(_steps(form, lines, readings)))


def _steps(form: Form, lines: Sequence[str], readings: dict[str, str]) -> Iterator[Step]:
    conflict = _read_as(form.conflict, readings)
    for line in lines:
        new = varied(conflict, edits=[line])
        for party in conflict.party_names:
            before, after = _list(conflict, party), _list(new, party)
            if before != after:
                yield _step(list_at(form, party, readings.get(party, "base")), before, after)
        conflict = new


def _read_as(conflict: Conflict, readings: dict[str, str]) -> Conflict:
    """The conflict whose base is what the readings name."""
    known = {
        party: conflict.preference(party, name)
        for party, name in readings.items()
        if name in conflict.alternatives.get(party, {})
    }
    return replace(conflict, preferences={**conflict.preferences, **known})


def _list(conflict: Conflict, party: str) -> tuple[Statement, ...]:
    basis = conflict.preferences[party].basis
    return basis.statements if isinstance(basis, Priorities) else ()


def _step(
    path: tuple[str | int, ...], before: Sequence[Statement], after: Sequence[Statement]
) -> Step:
    """The one step by which one list becomes the other."""
    pairs = list(zip(before, after, strict=False))
    first = next((k for k, (a, b) in enumerate(pairs) if a != b), len(pairs))
    if len(after) > len(before):
        return Insert(path, None, after[first].text, first)
    if len(after) < len(before):
        return Delete((*path, first))
    last = max(k for k, (a, b) in enumerate(pairs) if a != b)
    if before[first] == after[last] and list(before[first + 1 : last + 1]) == list(
        after[first:last]
    ):
        return Move((*path, first), last)
    if before[last] == after[first]:
        return Move((*path, last), first)
    return Replace((*path, first), after[first].text)
