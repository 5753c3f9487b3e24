"""Conditions: what must hold in a state, as immutable trees, and their text.

A condition is built from names (options, or states in graph form), outcome names and the
connectives of propositional logic. `A if B` is kept as `B implies A`, which it means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from detente.values import dataclass

KEYWORDS = frozenset({"not", "and", "or", "implies", "iff", "if", "true", "false"})


@dataclass(frozen=True, slots=True)
class Constant:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    """An option (`Party.option`, or `option` where it is unique) or, in graph form, a state.

    column  1-based place in the text it was read from; 0 where it was not read. Not compared.
    """

    text: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OutcomeName:
    """An outcome in quotes: stands for that outcome's condition. `column` as in Name."""

    text: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where `of` does not."""

    of: Condition


@dataclass(frozen=True, slots=True)
class And:
    """Holds where all `parts` hold; at least two parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Holds where some of `parts` holds; at least two parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """Holds where `left` fails or `right` holds."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Iff:
    """Holds where `left` and `right` both hold or both fail."""

    left: Condition
    right: Condition


Condition = Constant | Name | OutcomeName | Not | And | Or | Implies | Iff

TRUE = Constant(True)
FALSE = Constant(False)

# How tightly each kind binds; an operand that binds no tighter than its parent needs brackets.
_IFF, _IMPLIES, _OR, _AND, _NOT, _ATOM = range(6)


def condition_text(condition: Condition) -> str:
    """The condition as text that parses to the same condition."""
    return _text(condition)[0]


def _text(condition: Condition) -> tuple[str, int]:
    match condition:
        case Constant(value):
            return ("true" if value else "false"), _ATOM
        case Name(text):
            return text, _ATOM
        case OutcomeName(text):
            quote = '"' if "'" in text else "'"
            return f"{quote}{text}{quote}", _ATOM
        case Not(of):
            return f"not {_bracketed(of, _NOT)}", _NOT
        case And(parts):
            # A nested And stays nested, so that printing and parsing give the same tree.
            return " and ".join(_bracketed(part, _NOT) for part in parts), _AND
        case Or(parts):
            return " or ".join(_bracketed(part, _AND) for part in parts), _OR
        case Implies(left, right):
            return f"{_bracketed(left, _OR)} implies {_bracketed(right, _IMPLIES)}", _IMPLIES
        case Iff(left, right):
            return f"{_bracketed(left, _IFF)} iff {_bracketed(right, _IMPLIES)}", _IFF


def _bracketed(condition: Condition, at_least: int) -> str:
    text, binds = _text(condition)
    return text if binds >= at_least else f"({text})"


def names_in(condition: Condition) -> Iterator[Name | OutcomeName]:
    """All names and outcome names in the condition, left to right, repeats included."""
    match condition:
        case Constant():
            return
        case Name() | OutcomeName():
            yield condition
        case Not(of):
            yield from names_in(of)
        case And(parts) | Or(parts):
            for part in parts:
                yield from names_in(part)
        case Implies(left, right) | Iff(left, right):
            yield from names_in(left)
            yield from names_in(right)


def too_deep(condition: Condition, limit: int) -> Condition | None:
    """The first part, from the left, that lies deeper than `limit` levels; None if none does.

    Walks without recursion, so that it may be asked of any condition.
    """
    todo = [(condition, 1)]
    while todo:
        part, depth = todo.pop()
        if depth > limit:
            return part
        todo.extend((one, depth + 1) for one in reversed(parts_of(part)))
    return None


def depth_of(condition: Condition) -> int:
    """How many levels the condition has; a name alone has one."""
    level, depth = [condition], 0
    while level:
        depth += 1
        level = [one for part in level for one in parts_of(part)]
    return depth


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions from which this one is built directly, left to right."""
    match condition:
        case Not(of):
            return (of,)
        case And(parts) | Or(parts):
            return parts
        case Implies(left, right) | Iff(left, right):
            return (left, right)
    return ()


def all_of(parts: list[Condition]) -> Condition:
    """The condition that holds where all `parts` hold; `true` for none."""
    if not parts:
        return TRUE
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def any_of(parts: list[Condition]) -> Condition:
    """The condition that holds where some part holds; `false` for none."""
    if not parts:
        return FALSE
    return parts[0] if len(parts) == 1 else Or(tuple(parts))
