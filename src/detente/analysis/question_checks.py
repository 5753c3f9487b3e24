"""Naming a reading: which alternative each party is read under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.model import Condition, Conflict, known_names_of, nearest
from detente.problems import ModelError, Problem


def bad(where: str, code: str, what: str, mend: str) -> ModelError:
    """An error in a question rather than in a file; `where` names the option or argument."""
    return ModelError((Problem(where, 0, 0, code, what, mend),))


def the_conflict(value: object) -> Conflict:
    """The conflict that a question is about; ModelError where a name or a path stands for it."""
    if isinstance(value, Conflict):
        return value
    shown = f"'{value}'" if isinstance(value, str) else type(value).__name__
    mend = "read it first: conflict = detente.load(…)"
    raise bad("conflict", "E-TYPE", f"{shown} is no conflict", mend)


def several(values: str | Sequence[str]) -> tuple[str, ...]:
    """The values; a text that stands alone is one of them, not its letters."""
    return (values,) if isinstance(values, str) else tuple(values)


def guess_or_list(name: str, known: Sequence[str]) -> str:
    """What to write in place of `name`."""
    guess = nearest(name, known)
    if guess:
        return f"did you mean '{guess}'?"
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"write one of: {shown}" if known else "there is none to name"


def check_party(conflict: Conflict, party: str, where: str = "party") -> str:
    """The party's name, found by its name or title; ModelError where there is none."""
    for one in conflict.decision_makers:
        if party in (one.name, one.title):
            return one.name
    raise bad(
        where, "E-PARTY", f"unknown party '{party}'", guess_or_list(party, conflict.party_names)
    )


def check_reading(
    conflict: Conflict, reading: Mapping[str, str], where: str = "reading"
) -> dict[str, str]:
    """The reading with every party and alternative known; ModelError where one is not."""
    found = {}
    for party, name in reading.items():
        key = check_party(conflict, party, where)
        known = conflict.readings(key)
        if name not in known:
            raise bad(
                where,
                "E-ALTERNATIVE",
                f"{key} has no alternative '{name}'",
                guess_or_list(name, known),
            )
        if name != "base":
            found[key] = name
    return found


def check_conditions(
    conflict: Conflict, texts: Sequence[str], where: str = "holding"
) -> tuple[Condition, ...]:
    """The conditions that the texts say; ModelError with the column of what cannot be read."""
    words = known_names_of(conflict)
    found, problems = [], []
    for text in texts:
        condition, faults = words.condition(text)
        problems += [Problem(where, 1, one.column, one.code, one.what, one.mend) for one in faults]
        if condition is not None:
            found.append(condition)
    if problems:
        raise ModelError(tuple(_outcomes_too(conflict, one) for one in problems))
    return tuple(found)


def is_unknown(problem: Problem) -> bool:
    """Whether a condition names an option or a state that is not there, and like no other."""
    return problem.code in ("E-OPTION", "E-STATE") and problem.mend.startswith("write one of: ")


def _outcomes_too(conflict: Conflict, problem: Problem) -> Problem:
    """The problem; where any name would have done, with the outcomes that might be named."""
    if not is_unknown(problem) or not conflict.outcomes:
        return problem
    names = [f"'{name}'" for name in conflict.outcomes]
    shown = ", ".join(names[:8]) + ", …" * (len(names) > 8)
    return replace(problem, mend=f"{problem.mend}; or an outcome, in quotes: {shown}")


def check_options(
    conflict: Conflict, options: Sequence[str], where: str = "without"
) -> tuple[str, ...]:
    """The options' keys; ModelError where one is unknown."""
    words = known_names_of(conflict)
    found = []
    for text in options:
        key = words.find(text)
        if not isinstance(key, str):
            raise ModelError((Problem(where, 0, 0, key.code, key.what, key.mend),))
        found.append(key)
    return tuple(found)
