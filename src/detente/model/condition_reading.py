"""Reading a condition that is right, in one pass: what nearly every condition of a file is.

The grammar in `condition_grammar` says what a condition is, and a parser made from it says what is
wrong with one that is not; making that parser takes longer than reading all conditions of a model.
This reads the same language by the strength of its words, and the tests compare the two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from detente.model.condition import (
    FALSE,
    TRUE,
    And,
    Condition,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    OutcomeName,
)

# A name is any run of characters that are not spaces or punctuation, so that every script is
# read; a hyphen counts inside a name only, so that `a->b` and `-a` mean what they say.
_PART = r"[^\s()'\"!&|<>=,;:.\-\[\]{}#%^~`?@$*+\/\\“”‘’]+"
_WORD = rf"{_PART}(?:-+{_PART})*"
_END = rf"(?!-*{_PART})"  # a keyword ends where no name goes on: `notable` is a name

# What each word of the language looks like; the grammar's terminals.
WORDS = {
    "IF": rf"if{_END}",
    "IFF": rf"iff{_END}|<->",
    "IMPLIES": rf"implies{_END}|->",
    "OR": rf"or{_END}|\|",
    "AND": rf"and{_END}|&",
    "NOT": rf"not{_END}|!|-",
    "TRUE": rf"true{_END}",
    "FALSE": rf"false{_END}",
    "NAME": rf"(?!(?:not|and|or|implies|iff|if|true|false){_END}){_WORD}(?:\.{_WORD})?",
    "QUOTED": r"'[^']+'|\"[^\"]+\"",
    "LPAR": r"\(",
    "RPAR": r"\)",
}
_OPERANDS = ("NOT", "TRUE", "FALSE", "NAME", "QUOTED", "LPAR")
_STRENGTH = {"(": 0, "IF": 1, "IFF": 2, "IMPLIES": 3, "OR": 4, "AND": 5, "NOT": 6}
_MANY = frozenset({"OR", "AND"})  # a run of them is one condition with many parts

_Pending = tuple[str, list[Condition]]  # what waits for its right side, and what stands to its left


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand where a part is wanted, and what may follow one."""
    wanted = "|".join(f"(?P<{name}>{WORDS[name]})" for name in _OPERANDS)
    following = [name for name in WORDS if name not in _OPERANDS]
    after = "|".join(f"(?P<{name}>{WORDS[name]})" for name in following)
    return re.compile(rf"\s*(?:{wanted})"), re.compile(rf"\s*(?:{after}|(?P<END>\Z))")


def read_condition(text: str) -> Condition | None:
    """The condition that `text` says; None where it says none. Cost: linear in its length."""
    wanted, after = _patterns()
    pending: list[_Pending] = []
    at = 0
    while True:
        found = wanted.match(text, at)
        if found is None:
            return None
        at, kind = found.end(), str(found.lastgroup)
        if kind in ("NOT", "LPAR"):
            pending.append(("NOT" if kind == "NOT" else "(", []))
            continue
        value = _leaf(kind, found[kind], found.start(kind) + 1)
        while True:
            found = after.match(text, at)
            if found is None:
                return None
            at, kind = found.end(), str(found.lastgroup)
            value = _folded(pending, _STRENGTH.get(kind, 1), value)
            if kind == "END":
                return None if pending else value
            if kind != "RPAR":
                break
            if not pending:
                return None
            pending.pop()
        if kind in _MANY and pending and pending[-1][0] == kind:
            pending[-1][1].append(value)
        else:
            pending.append((kind, [value]))


def _leaf(kind: str, word: str, column: int) -> Condition:
    if kind == "NAME":
        return Name(word, column)
    if kind == "QUOTED":
        return OutcomeName(word[1:-1], column)
    return TRUE if kind == "TRUE" else FALSE


def _folded(pending: list[_Pending], strength: int, value: Condition) -> Condition:
    """`value` as the right side of all that binds it closer than a word of this strength."""
    while pending:
        kind, left = pending[-1]
        binds = _STRENGTH[kind]
        # `implies` groups to the right, and a run of `and` goes on; `iff` and `if` close
        if binds < strength or (binds == strength and (kind in _MANY or kind == "IMPLIES")):
            break
        pending.pop()
        value = _joined(kind, left, value)
    return value


def _joined(kind: str, left: list[Condition], right: Any) -> Condition:
    if kind == "NOT":
        return Not(right)
    if kind == "AND":
        return And((*left, right))
    if kind == "OR":
        return Or((*left, right))
    if kind == "IMPLIES":
        return Implies(left[0], right)
    return Iff(left[0], right) if kind == "IFF" else Implies(right, left[0])
