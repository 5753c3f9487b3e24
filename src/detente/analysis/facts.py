"""Facts: what dated evidence shows to be so, option by option."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.model import (
    And,
    Condition,
    Conflict,
    Constant,
    Evidence,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    OutcomeName,
    condition_text,
    known_names_of,
    names_in,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What one entry shows on its day.

    settled    option keys that it shows to be taken or not taken; in graph form the one state.
    condition  the whole of what it shows, to be held against a state.
    """

    entry: str
    date: datetime.date
    settled: Mapping[str, bool]
    condition: Condition

    @property
    def text(self) -> str:
        """What is shown, as the file says it."""
        return condition_text(self.condition)


def facts(conflict: Conflict) -> tuple[Fact, ...]:
    """What the dated entries show, by date and then in file order."""
    found = [fact for entry in conflict.evidence.values() for fact in facts_of(conflict, entry)]
    return tuple(sorted(found, key=lambda fact: fact.date))


def facts_of(conflict: Conflict, entry: Evidence) -> Iterator[Fact]:
    """What one entry shows; nothing where it has no date."""
    words = known_names_of(conflict)
    if entry.date is None:
        return
    for text in entry.supports:
        condition, faults = words.condition(text)
        assert condition is not None, faults
        yield Fact(entry.id, entry.date, settled_by(conflict, condition) or {}, condition)


def settled_by(conflict: Conflict, condition: Condition) -> dict[str, bool] | None:
    """The options that a condition settles: a conjunction of options and their contraries.

    None where the condition leaves several ways to be fulfilled, or none.
    """
    found: dict[str, bool] = {}
    for part in clauses(conflict, condition):
        match part:
            case Name(text):
                key, value = text, True
            case Not(Name(text)):
                key, value = text, False
            case Constant(True):
                continue
            case _:
                return None
        if found.setdefault(key, value) != value:
            return None
    if conflict.form == "graph":
        # A state holds alone: one name settles everything, more of them nothing.
        named = [key for key, value in found.items() if value]
        return {named[0]: True} if len(named) == 1 else None
    return found


def clauses(conflict: Conflict, condition: Condition) -> list[Condition]:
    """The parts that must all hold for the condition to hold, outcomes written out."""
    return _parts(_written_out(conflict, condition))


def _parts(condition: Condition) -> list[Condition]:
    match condition:
        case And(parts):
            return [inner for part in parts for inner in _parts(part)]
        case Not(Not(of)):
            return _parts(of)
        case Not(Or(parts)):
            return [inner for part in parts for inner in _parts(Not(part))]
        case Not(Implies(left, right)):
            return [*_parts(left), *_parts(Not(right))]
        case Not(Constant(value)):
            return [Constant(not value)]
        case _:
            return [condition]


def _written_out(conflict: Conflict, condition: Condition) -> Condition:
    """The condition with each outcome's name replaced by what it stands for."""

    def at(part: Condition) -> Condition:
        match part:
            case OutcomeName(text):
                return at(conflict.outcomes[text].condition)
            case Not(of):
                return Not(at(of))
            case And(parts):
                return And(tuple(map(at, parts)))
            case Or(parts):
                return Or(tuple(map(at, parts)))
            case Implies(left, right):
                return Implies(at(left), at(right))
            case Iff(left, right):
                return Iff(at(left), at(right))
            case _:
                return part

    return at(condition)


def option_names(conflict: Conflict, condition: Condition) -> tuple[str, ...]:
    """The options on which a condition depends, in file order."""
    used = {name.text for name in names_in(_written_out(conflict, condition))}
    return tuple(option.key for option in conflict.options if option.key in used)
