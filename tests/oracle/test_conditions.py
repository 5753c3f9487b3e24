"""The oracle's own reading of conditions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from oracle.conditions import ConditionError, holds, parse

A, B, C = ("name", "a"), ("name", "b"), ("name", "c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("A.p-1", ("name", "A.p-1")),
        ("not a and b", ("and", ("not", A), B)),
        ("a or b and c", ("or", A, ("and", B, C))),
        ("a and b or c", ("or", ("and", A, B), C)),
        ("a implies b or c", ("implies", A, ("or", B, C))),
        ("a iff b implies c", ("iff", A, ("implies", B, C))),
        ("a if b iff c", ("if", A, ("iff", B, C))),
        ("a implies b implies c", ("implies", A, ("implies", B, C))),
        ("a if b if c", ("if", ("if", A, B), C)),
        ("a iff b iff c", ("iff", ("iff", A, B), C)),
        ("not (a or b)", ("not", ("or", A, B))),
        ("--a", ("not", ("not", A))),
        ("-a&!b", ("and", ("not", A), ("not", B))),
        ("a->b", ("implies", A, B)),
        ("a<->b|c", ("iff", A, ("or", B, C))),
        ("a-b", ("name", "a-b")),
        ("true or false", ("or", ("true",), ("false",))),
        ("\"no deal\" and 'x'", ("and", ("quoted", "no deal"), ("quoted", "x"))),
    ],
)
def test_a_condition_is_read_by_precedence(text: str, tree: object) -> None:
    assert tree == parse(text)


@pytest.mark.parametrize("text", ["", "a b", "(a", "a)", "and a", "a and", "a.b.c", "a ? b", "not"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text)


TRUTHS: dict[str, Callable[[bool, bool], bool]] = {
    "a and b": lambda a, b: a and b,
    "a or b": lambda a, b: a or b,
    "a implies b": lambda a, b: b if a else True,
    "a iff b": lambda a, b: a is b,
    "a if b": lambda a, b: a if b else True,
    "not a": lambda a, b: not a,
    "true": lambda a, b: True,
    "false": lambda a, b: False,
}


@pytest.mark.parametrize("text", TRUTHS)
def test_the_operators_mean_what_they_say(text: str) -> None:
    for a, b in product((False, True), repeat=2):
        assert TRUTHS[text](a, b) is holds(parse(text), taking({"a": a, "b": b}))


def taking(values: dict[str, bool]) -> Callable[[str, bool], bool]:
    """The truth of names, quoted or not."""
    return lambda name, quoted: values[name]
