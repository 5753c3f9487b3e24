"""Conditions of a model file: `not, and, or, implies, iff, A if B`, loosest last.

A parsed condition is a nested tuple: ("name", text), ("quoted", text), ("true",), ("false",),
("not", c) and (operator, left, right). `holds` evaluates one with a function that knows the names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Tree = tuple[Any, ...]

# A dash belongs to a name unless it begins one or is the shaft of an arrow.
TOKEN = re.compile(
    r"""\s*(?:
      (?P<arrow><->|->)
    | (?P<sign>[()!&|-])
    | (?P<quoted>"[^"]*"|'[^']*')
    | (?P<name>\w(?:\w|-(?!>))*(?:\.\w(?:\w|-(?!>))*)?)
    )""",
    re.VERBOSE,
)
SPELLINGS = {"->": "implies", "<->": "iff", "!": "not", "-": "not", "&": "and", "|": "or"}
WORDS = {"not", "and", "or", "implies", "iff", "if", "true", "false"}


class ConditionError(ValueError):
    """The text is no condition, or names what is not there."""


def tokens(text: str) -> list[tuple[str, str]]:
    """The words of a condition, each as (kind, text); kind is an operator, a bracket or a name."""
    found = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise ConditionError(f"cannot read {text[at:]!r} in {text!r}")
        at = match.end()
        word = match.group(match.lastgroup or 0)
        if match.lastgroup == "quoted":
            found.append(("quoted", word[1:-1]))
        elif word in SPELLINGS:
            found.append((SPELLINGS[word], word))
        elif word in WORDS or word in "()":
            found.append((word, word))
        else:
            found.append(("name", word))
    return found


def parse(text: str) -> Tree:
    """The tree of a condition; raises ConditionError where it is none."""
    words = tokens(text)
    at = 0

    def next_is(kind: str) -> bool:
        return at < len(words) and words[at][0] == kind

    def take() -> tuple[str, str]:
        nonlocal at
        if at == len(words):
            raise ConditionError(f"{text!r} ends too early")
        at += 1
        return words[at - 1]

    def left_grouped(operator: str, tighter: Callable[[], Tree]) -> Tree:
        tree = tighter()
        while next_is(operator):
            take()
            tree = (operator, tree, tighter())
        return tree

    def a_if() -> Tree:
        return left_grouped("if", an_iff)

    def an_iff() -> Tree:
        return left_grouped("iff", an_implies)

    def an_implies() -> Tree:
        tree = an_or()
        if next_is("implies"):
            take()
            return ("implies", tree, an_implies())
        return tree

    def an_or() -> Tree:
        return left_grouped("or", an_and)

    def an_and() -> Tree:
        return left_grouped("and", a_not)

    def a_not() -> Tree:
        if next_is("not"):
            take()
            return ("not", a_not())
        return an_atom()

    def an_atom() -> Tree:
        kind, word = take()
        if kind == "(":
            tree = a_if()
            if take()[0] != ")":
                raise ConditionError(f"a bracket is not closed in {text!r}")
            return tree
        if kind in ("true", "false"):
            return (kind,)
        if kind in ("name", "quoted"):
            return (kind, word)
        raise ConditionError(f"{word!r} stands where a name should, in {text!r}")

    tree = a_if()
    if at != len(words):
        raise ConditionError(f"{words[at][1]!r} is left over in {text!r}")
    return tree


def holds(tree: Tree, truth: Callable[[str, bool], bool]) -> bool:
    """Whether the condition holds; `truth(name, quoted)` says whether a name does."""
    kind = tree[0]
    if kind == "true":
        return True
    if kind == "false":
        return False
    if kind in ("name", "quoted"):
        return truth(tree[1], kind == "quoted")
    if kind == "not":
        return not holds(tree[1], truth)
    left, right = holds(tree[1], truth), holds(tree[2], truth)
    if kind == "and":
        return left and right
    if kind == "or":
        return left or right
    if kind == "implies":
        return (not left) or right
    if kind == "iff":
        return left == right
    assert kind == "if", kind
    return left or (not right)
