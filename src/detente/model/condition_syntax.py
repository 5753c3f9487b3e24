"""Reading conditions: text to tree, with the column of every mistake.

Tightest first: not, and, or, implies, iff, `A if B`. `implies` groups to the right, the others
to the left. Also read: - ! for not, & for and, | for or, -> for implies, <-> for iff.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from detente.limits import limit
from detente.model.condition import (
    KEYWORDS,
    Condition,
    Name,
    OutcomeName,
    parts_of,
    too_deep,
)
from detente.model.condition_reading import read_condition
from detente.problems import DetenteError

if TYPE_CHECKING:
    from lark import Token, UnexpectedInput

# What people write out of habit, and what to write instead; longer ones first.
_SLIPS = {
    "<=>": "write 'iff'",
    "=>": "write 'implies'",
    "==": "write 'iff'",
    "!=": "write 'iff not'",
    "&&": "write 'and'",
    "||": "write 'or'",
    "=": "write 'iff'",
    "~": "write 'not'",
    ",": "write 'and' or 'or'",
    "+": "write 'and'",
    "xor": "write 'A iff not B'",
    ">": "write the statements one below the other, most important first",
    "then": "write 'A implies B'",
    "unless": "write 'A or B'",
    "but": "write 'and'",
}
_NEGATIONS = frozenset({"no", "non", "never", "without"})
_LAST_WORD = re.compile(r"(?:^|[\s()])(\w+)\s*$")
_OPERAND = frozenset({"NOT", "TRUE", "FALSE", "NAME", "QUOTED", "LPAR"})


class ConditionError(DetenteError):
    """A condition that cannot be read.

    column  1-based place in the text.
    what    what is wrong; `mend` what to write instead.
    """

    def __init__(self, column: int, what: str, mend: str) -> None:
        super().__init__(f"column {column}: {what}; {mend}")
        self.column = column
        self.what = what
        self.mend = mend

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.column, self.what, self.mend)


@lru_cache(maxsize=4096)
def parse_condition(text: str) -> Condition:
    """The condition that `text` says; ConditionError where it says none.

    Names are kept as written: whether they exist is asked when the model is read. Cost: linear
    in the length of the text.
    """
    if len(text) > limit("condition_length"):
        raise ConditionError(
            1,
            f"the condition has {len(text):,} characters, more than {limit('condition_length'):,}",
            "name its parts as outcomes and write those",
        )
    if not text.strip():
        raise ConditionError(1, "the condition is empty", "write an option, or 'true'")
    _check_brackets(text)
    condition = read_condition(text)
    if condition is None:
        raise _wrong(text)
    _check_depth(condition)
    return condition


def _check_brackets(text: str) -> None:
    """Refuse brackets that nest deeper than any condition may."""
    deepest, depth, quote = limit("condition_depth"), 0, ""
    for column, letter in enumerate(text, start=1):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        if depth > deepest:
            raise _nested(column, "brackets nest")


def _check_depth(condition: Condition) -> None:
    """Refuse nesting that would exhaust the stack of whoever walks the tree."""
    part: Condition | None = too_deep(condition, limit("condition_depth"))
    if part is None:
        return
    while parts := parts_of(part):
        part = parts[0]
    column = part.column if isinstance(part, Name | OutcomeName) else 1
    raise _nested(column, "the condition nests")


def _nested(column: int, what: str) -> ConditionError:
    return ConditionError(
        column,
        f"{what} deeper than {limit('condition_depth')} levels",
        "name inner parts as outcomes and write those",
    )


def _wrong(text: str) -> ConditionError:
    """What the parser of the grammar finds wrong with a text that is no condition."""
    from lark import UnexpectedInput

    from detente.model.condition_grammar import parser

    try:
        parser().parse(text)
    except UnexpectedInput as error:
        return _reworded(text, error)
    raise AssertionError(f"the grammar reads what nothing else does: {text!r}")


def _reworded(text: str, error: UnexpectedInput) -> ConditionError:
    """The parser's complaint in words; columns count letters from the start of the text."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    if isinstance(error, UnexpectedCharacters):
        return _at_letter(text, error.pos_in_stream or 0)
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return _at_token(text, error.token, set(error.expected))
    assert isinstance(error, (UnexpectedEOF, UnexpectedToken))
    column = len(text.rstrip()) + 1
    if "RPAR" in error.expected:
        return ConditionError(column, "a bracket is not closed", "write ')'")
    return ConditionError(column, "the condition ends too early", "write a name after this")


def _at_letter(text: str, at: int) -> ConditionError:
    letter = text[at]
    if letter in "'\"“”‘’":
        return ConditionError(
            at + 1,
            f"the quote {letter} is not closed, not plain or holds nothing",
            "write an outcome's name between two plain quotes",
        )
    if slip := _slip(text, at):
        return ConditionError(at + 1, f"'{slip}' is not a word of conditions", _SLIPS[slip])
    if letter in ".)" and text[:at].strip().isdigit():
        mend = "leave the number out: the order of the list counts"
        return ConditionError(1, "the statement begins with a number", mend)
    if letter in "./:" and at and not text[at - 1].isspace():
        mend = "write 'Party.option', with one dot"
        return ConditionError(at + 1, f"'{letter}' cannot stand here", mend)
    return ConditionError(
        at + 1,
        f"{letter!r} cannot stand here",
        "write names with and, or, not, implies, iff, if and brackets",
    )


def _at_token(text: str, token: Token, wanted: set[str]) -> ConditionError:
    at, found = token.start_pos or 0, f"'{token}'"
    column = at + 1
    if token.type == "QUOTED":
        found = f"the outcome {token}"
    if slip := _slip(text, at) or (at and _slip(text, at - 1)):
        column = at + 1 - (not text.startswith(str(slip), at))
        return ConditionError(column, f"'{slip}' is not a word of conditions", _SLIPS[str(slip)])
    before = _LAST_WORD.search(text[:at])
    for word, start in [(str(token), at)] + ([(before[1], before.start(1))] if before else []):
        if word.lower() in KEYWORDS and word not in KEYWORDS:
            return ConditionError(
                start + 1, f"'{word}' is not a word of conditions", f"write '{word.lower()}'"
            )
    if before and before[1].lower() in _NEGATIONS:
        what = f"'{before[1]}' is not a word of conditions"
        return ConditionError(before.start(1) + 1, what, "write 'not'")
    if token.type == "RPAR" and not wanted & _OPERAND:
        return ConditionError(column, "')' closes no bracket", "leave it out, or write '('")
    if token.type == "IF" and not text[:at].strip():
        return ConditionError(
            column, "'if' has nothing before it", "write 'B if A' or 'A implies B'"
        )
    if wanted & _OPERAND:
        return ConditionError(column, f"{found} cannot stand here", "write a name or '(' first")
    mend = "join the two with 'and' or 'or'"
    if token.type == "NAME" and before and before[1].lower() not in KEYWORDS:
        mend += f", or write '{before[1]}.{token}' if that is an option of {before[1]}"
    return ConditionError(column, f"{found} cannot follow what is before it", mend)


def _slip(text: str, at: int) -> str | None:
    """A word of another language that stands at `at`."""
    for slip in _SLIPS:
        if text.startswith(slip, at):
            after = text[at + len(slip) : at + len(slip) + 1]
            if not slip.isalpha() or not (after.isalnum() or after in ("_", "-", ".")):
                return slip
    return None
