"""Edits of a priority list: move, insert, drop and replace, each at the cost of 1.

Edits are applied in order; a place is that of the moment, and 1 is the most important.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from detente.model.condition import Condition, condition_text
from detente.model.model_data import condition_data, statement_data
from detente.model.names import nearest
from detente.model.preferences import Statement
from detente.problems import DetenteError
from detente.values import dataclass

Which = int | Condition  # a statement by its place, or by its text


@dataclass(frozen=True, slots=True)
class Move:
    """Take the statement `what` out and put it in again so that it stands at place `to`."""

    what: Which
    to: int


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a new statement in so that it stands at place `at`; one behind the last is allowed."""

    statement: Statement
    at: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the statement `what` out."""

    what: Which


@dataclass(frozen=True, slots=True)
class Replace:
    """Put the statement `by` where the statement `what` stands."""

    what: Which
    by: Statement


Edit = Move | Insert | Drop | Replace


class EditError(DetenteError):
    """An edit that the list does not allow.

    number  which of the edits, from 0; `what` is wrong with it, `mend` what to write instead.
    """

    def __init__(self, number: int, what: str, mend: str) -> None:
        super().__init__(f"edit {number + 1}: {what}; {mend}")
        self.number, self.what, self.mend = number, what, mend

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.number, self.what, self.mend))


def applied(statements: Sequence[Statement], edits: Iterable[Edit]) -> tuple[Statement, ...]:
    """The list after the edits, one after another; EditError where one does not fit the list."""
    found = list(statements)
    for number, edit in enumerate(edits):
        match edit:
            case Move(what, to):
                moved = found.pop(_find(found, what, number))
                found.insert(_place(to, len(found) + 1, len(found) + 1, number), moved)
            case Insert(statement, at):
                found.insert(_place(at, len(found) + 1, len(found), number), statement)
            case Drop(what):
                del found[_find(found, what, number)]
            case Replace(what, by):
                found[_find(found, what, number)] = by
    return tuple(found)


def cost(edits: Sequence[Edit]) -> int:
    """What the edits cost together: each 1."""
    return len(edits)


def edit_data(edit: Edit) -> dict[str, Any]:
    """The edit as a model file writes it, such as `{move: 3, to: 1}`."""
    match edit:
        case Move(what, to):
            return {"move": _which_data(what), "to": to}
        case Insert(statement, at):
            return {"insert": statement_data(statement), "at": at}
        case Drop(what):
            return {"drop": _which_data(what)}
        case Replace(what, by):
            return {"replace": _which_data(what), "by": statement_data(by)}


def edit_text(edit: Edit) -> str:
    """The edit as the command line writes it, such as `move 3 to 1`."""
    match edit:
        case Move(what, to):
            return f"move {_which_text(what)} to {to}"
        case Insert(statement, at):
            return f"insert {condition_text(statement.prefer)} at {at}"
        case Drop(what):
            return f"drop {_which_text(what)}"
        case Replace(what, by):
            return f"replace {_which_text(what)} by {condition_text(by.prefer)}"


def _which_data(what: Which) -> Any:
    # A statement that reads as a number stays text: a number is a place.
    return what if isinstance(what, int) else str(condition_data(what))


def _which_text(what: Which) -> str:
    return str(what) if isinstance(what, int) else f'"{condition_text(what)}"'


def _place(place: int, most: int, length: int, number: int) -> int:
    """The place counted from 0, of a list that has `length` statements."""
    if 1 <= place <= most:
        return place - 1
    raise EditError(number, _no_place(place, length), _places(most))


def _find(statements: Sequence[Statement], what: Which, number: int) -> int:
    if isinstance(what, int):
        if not statements:
            raise EditError(number, "the list has no statement here", "insert one first")
        return _place(what, len(statements), len(statements), number)
    found = [k for k, one in enumerate(statements) if one.prefer == what]
    if len(found) == 1:
        return found[0]
    text = condition_text(what)
    if found:
        places = ", ".join(str(k + 1) for k in found)
        raise EditError(
            number,
            f"'{text}' stands in the list several times",
            f"write one of the places {places}",
        )
    known = [condition_text(one.prefer) for one in statements]
    guess = nearest(text, [one for one in known if one == f"not {text}"] or known)
    if guess:
        mend = f"did you mean '{guess}'?"
    else:
        mend = _places(len(known)) if known else "insert one first"
    raise EditError(number, f"'{text}' is no statement of the list here", mend)


def _no_place(place: int, length: int) -> str:
    count = f"{length} statement{'' if length == 1 else 's'}"
    return f"the list has no place {place}: it has {count} here, and 1 is the most important"


def _places(most: int) -> str:
    return "write place 1" if most == 1 else f"write a place from 1 to {most}"
