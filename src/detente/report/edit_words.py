"""Edits of a priority list as one says them: "put 'X' before 'Y'"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analysis import ordinal
from detente.model import Drop, Edit, Insert, Move, Replace, Statement, applied


def edits_told(statements: Sequence[Statement], edits: Sequence[Edit]) -> str:
    """What a party would do to its list: "put 'X' before 'Y', and no longer cared for 'Z'"."""
    told = []
    listed = tuple(statements)
    for edit in edits:
        after = applied(listed, [edit])
        told.append(_told(listed, after, edit))
        listed = after
    return ", and ".join(told)


def _told(before: Sequence[Statement], after: Sequence[Statement], edit: Edit) -> str:
    match edit:
        case Move(what, to):
            moved = after[to - 1]
            place = before.index(moved) if not isinstance(what, int) else what - 1
            if to - 1 < place:
                where = f"before {_quoted(after[to])}"
            else:
                where = f"after {_quoted(after[to - 2])}"
            return f"put {_quoted(moved)}, now {ordinal(place + 1)}, {where}"
        case Insert(statement, at):
            where = f"before {_quoted(after[at])}" if at < len(after) else "last"
            return f"also wanted {_quoted(statement)}, {where}"
        case Drop(what):
            place = what - 1 if isinstance(what, int) else _place(before, what)
            return f"no longer cared for {_quoted(before[place])}, now {ordinal(place + 1)}"
        case Replace(what, by):
            place = what - 1 if isinstance(what, int) else _place(before, what)
            return f"wanted {_quoted(by)} in place of {_quoted(before[place])}"


def _place(statements: Sequence[Statement], what: object) -> int:
    return next(k for k, one in enumerate(statements) if one.prefer == what)


def _quoted(statement: Statement) -> str:
    text = statement.text
    quote = '"' if "'" in text else "'"
    return f"{quote}{text}{quote}"
