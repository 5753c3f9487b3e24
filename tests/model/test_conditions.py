"""The language of conditions: spellings, precedence, printing, evaluation, and each mistake."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.limits import limit
from detente.model import ConditionError, condition_text, parse_condition
from detente.model.condition import (
    FALSE,
    KEYWORDS,
    TRUE,
    And,
    Condition,
    Constant,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    OutcomeName,
    depth_of,
    names_in,
)
from detente.model.evaluate import holds, option_columns

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("Party.option", Name("Party.option")),
        ("true or false", Or((TRUE, FALSE))),
        ("not a and b", And((Not(A), B))),
        ("a and b or c", Or((And((A, B)), C))),
        ("a or b and c", Or((A, And((B, C))))),
        ("a implies b or c", Implies(A, Or((B, C)))),
        ("a iff b implies c", Iff(A, Implies(B, C))),
        ("a if b iff c", Implies(Iff(B, C), A)),
        ("a if b implies c", Implies(Implies(B, C), A)),
        ("a and b and c", And((A, B, C))),
        ("a or b or c", Or((A, B, C))),
        ("a implies b implies c", Implies(A, Implies(B, C))),
        ("a -> b -> c", Implies(A, Implies(B, C))),
        ("a iff b iff c", Iff(Iff(A, B), C)),
        ("a if b if c", Implies(C, Implies(B, A))),
        ("a and (b and c)", And((A, And((B, C))))),
        ("not not a", Not(Not(A))),
        ("not (a or b)", Not(Or((A, B)))),
        ("-a & !b", And((Not(A), Not(B)))),
        ("--a", Not(Not(A))),
        ("a->b", Implies(A, B)),
        ("a<->b|c", Iff(A, Or((B, C)))),
        ("a->-b", Implies(A, Not(B))),
        ("a-b", Name("a-b")),
        ("a--b", Name("a--b")),
        ("notable and order", And((Name("notable"), Name("order")))),
        ("if-not", Name("if-not")),
        ("not-a", Name("not-a")),
        ("true-north", Name("true-north")),
        ("iffy iff iffy", Iff(Name("iffy"), Name("iffy"))),
        ("Süd.über", Name("Süd.über")),
        ("北.罢工 and not 南.谈", And((Name("北.罢工"), Not(Name("南.谈"))))),
        ("'no deal' or \"it's off\"", Or((OutcomeName("no deal"), OutcomeName("it's off")))),
        ("a\n  and\n  b", And((A, B))),
        ("1 or 2b", Or((Name("1"), Name("2b")))),
    ],
)
def test_a_condition_is_read_by_its_precedence(text: str, tree: Condition) -> None:
    assert tree == parse_condition(text)


SPELLINGS = {
    "not a": ("!a", "-a", "! a", "- a"),
    "a and b": ("a & b", "a&b", "(a) and (b)"),
    "a or b": ("a | b", "a|b"),
    "a implies b": ("a -> b", "a->b", "b if a"),
    "a iff b": ("a <-> b", "a<->b"),
}


@pytest.mark.parametrize("plain", SPELLINGS)
def test_every_spelling_says_the_same(plain: str) -> None:
    assert {parse_condition(plain)} == {parse_condition(text) for text in SPELLINGS[plain]}


TRUTHS: dict[str, Callable[[bool, bool], bool]] = {
    "not a": lambda a, b: not a,
    "a and b": lambda a, b: a and b,
    "a or b": lambda a, b: a or b,
    "a implies b": lambda a, b: b if a else True,
    "a iff b": lambda a, b: a is b,
    "a if b": lambda a, b: a if b else True,
    "true": lambda a, b: True,
    "false": lambda a, b: False,
}


@pytest.mark.parametrize("text", TRUTHS)
def test_each_connective_means_what_it_says(text: str) -> None:
    codes = np.arange(4, dtype=np.int64)
    column = option_columns(codes, {"a": 0, "b": 1})
    expected = [TRUTHS[text](bool(code & 1), bool(code & 2)) for code in range(4)]
    assert expected == holds(parse_condition(text), 4, column, {}).tolist()


# --- any condition at all ---

LETTERS = st.characters(categories=("L", "N", "Mn", "Mc"), include_characters="_-")
WORDS = (
    st.text(LETTERS, min_size=1, max_size=8)
    .filter(lambda word: word[0] != "-" and word[-1] != "-")
    .filter(lambda word: word not in KEYWORDS)
)
NAMES = st.one_of(
    st.sampled_from(["a", "b", "c", "d"]), WORDS, st.tuples(WORDS, WORDS).map(".".join)
).map(Name)
OUTCOMES = (
    st.text(min_size=1, max_size=12)
    .filter(lambda text: not ("'" in text and '"' in text))
    .map(OutcomeName)
)


def trees(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, min_size=2, max_size=4).map(tuple)
        return st.one_of(
            inner.map(Not),
            several.map(And),
            several.map(Or),
            st.builds(Implies, inner, inner),
            st.builds(Iff, inner, inner),
        )

    return st.recursive(leaves, larger, max_leaves=25)


@settings(max_examples=600, deadline=None)
@given(trees(st.one_of(NAMES, OUTCOMES, st.booleans().map(Constant))))
def test_a_printed_condition_is_read_back_as_the_same(condition: Condition) -> None:
    assert condition == parse_condition(condition_text(condition))


@settings(max_examples=600, deadline=None)
@given(trees(st.one_of(NAMES, OUTCOMES)))
def test_every_name_is_found_in_its_column(condition: Condition) -> None:
    text = condition_text(condition)
    for name in names_in(parse_condition(text)):
        shown = name.text if isinstance(name, Name) else text[name.column - 1] + name.text
        assert text.startswith(shown, name.column - 1)


def truth(condition: Condition, values: dict[str, bool], outcomes: dict[str, Condition]) -> bool:
    """The condition's truth in one state, from the definitions alone."""
    match condition:
        case Constant(value):
            return value
        case Name(text):
            return values[text]
        case OutcomeName(text):
            return truth(outcomes[text], values, outcomes)
        case Not(of):
            return not truth(of, values, outcomes)
        case And(parts):
            return all(truth(part, values, outcomes) for part in parts)
        case Or(parts):
            return any(truth(part, values, outcomes) for part in parts)
        case Implies(left, right):
            return truth(right, values, outcomes) if truth(left, values, outcomes) else True
        case Iff(left, right):
            return truth(left, values, outcomes) == truth(right, values, outcomes)


@settings(max_examples=500, deadline=None)
@given(
    trees(st.sampled_from([*map(Name, "abcd"), OutcomeName("o"), TRUE, FALSE])),
    trees(st.sampled_from([*map(Name, "abcd")])),
)
def test_evaluation_agrees_with_the_truth_table(condition: Condition, outcome: Condition) -> None:
    codes = np.arange(16, dtype=np.int64)
    column = option_columns(codes, {name: k for k, name in enumerate("abcd")})
    expected = [
        truth(
            condition,
            {name: bool(code >> k & 1) for k, name in enumerate("abcd")},
            {"o": outcome},
        )
        for code in range(16)
    ]
    assert expected == holds(condition, 16, column, {"o": outcome}).tolist()


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="ab.not and-(|&!<>'\"é→\n=,", max_size=30))
def test_whatever_is_typed_is_read_or_refused_with_a_column_in_it(text: str) -> None:
    answer = read(text)

    if isinstance(answer, ConditionError):
        assert 1 <= answer.column <= len(text) + 1
        assert answer.what
        assert answer.mend
    else:
        assert answer == parse_condition(condition_text(answer))


def read(text: str) -> Condition | ConditionError:
    try:
        return parse_condition(text)
    except ConditionError as error:
        return error


# --- mistakes: what stands there, where, what to write ---

MISTAKES = [
    ("", 1, "is empty", "write an option"),
    ("  \n ", 1, "is empty", "write an option"),
    ("a b", 3, "'b' cannot follow", "join the two with 'and' or 'or'"),
    ("a not b", 3, "'not' cannot follow", "join the two"),
    ("a !b", 3, "'!' cannot follow", "join the two"),
    ("a or 'x' 'y'", 10, "the outcome 'y' cannot follow", "join the two"),
    ("and a", 1, "'and' cannot stand here", "a name or '('"),
    ("a and and b", 7, "'and' cannot stand here", "a name or '('"),
    ("a\nand\nand b", 7, "'and' cannot stand here", "a name or '('"),
    ("()", 2, "')' cannot stand here", "a name or '('"),
    ("a and", 6, "ends too early", "write a name after this"),
    ("not", 4, "ends too early", "write a name after this"),
    ("a or (b and", 12, "ends too early", "write a name after this"),
    ("(a or b", 8, "a bracket is not closed", "write ')'"),
    ("((a) and b  ", 11, "a bracket is not closed", "write ')'"),
    ("a)", 2, "')' closes no bracket", "write '('"),
    ("a or b)", 7, "')' closes no bracket", "write '('"),
    ("if a", 1, "'if' has nothing before it", "write 'B if A'"),
    ("a AND b", 3, "'AND' is not a word", "write 'and'"),
    ("Not a", 1, "'Not' is not a word", "write 'not'"),
    ("a and (NOT b)", 8, "'NOT' is not a word", "write 'not'"),
    ("a && b", 3, "'&&' is not a word", "write 'and'"),
    ("a || b", 3, "'||' is not a word", "write 'or'"),
    ("a == b", 3, "'==' is not a word", "write 'iff'"),
    ("a = b", 3, "'=' is not a word", "write 'iff'"),
    ("a => b", 3, "'=>' is not a word", "write 'implies'"),
    ("a, b", 2, "',' is not a word", "write 'and' or 'or'"),
    ("a xor b", 3, "'xor' is not a word", "write 'A iff not B'"),
    ("a but b", 3, "'but' is not a word", "write 'and'"),
    ("~a", 1, "'~' is not a word", "write 'not'"),
    ("a.b.c", 4, "'.' cannot stand here", "with one dot"),
    ("a .b", 3, "'.' cannot stand here", "write names with"),
    ("a ? b", 3, "'?' cannot stand here", "write names with"),
    ("été or naïve ?", 14, "'?' cannot stand here", "write names with"),
    ("'x", 1, "the quote ' is not closed", "between two plain quotes"),
    ("a and x'", 8, "the quote ' is not closed", "between two plain quotes"),
    ("'' and a", 1, "holds nothing", "between two plain quotes"),
    ("“x”", 1, "not plain", "between two plain quotes"),
    ("a- b", 2, "'-' cannot follow", "join the two"),
]


@pytest.mark.parametrize(("text", "column", "what", "mend"), MISTAKES)
def test_a_mistake_is_told_with_its_column_and_its_mend(
    text: str, column: int, what: str, mend: str
) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)

    assert column == caught.value.column
    assert what in caught.value.what
    assert mend in caught.value.mend


# --- size ---


def test_a_condition_of_the_allowed_depth_can_be_walked_and_printed() -> None:
    deep = "not " * (limit("condition_depth") - 1) + "a"
    condition = parse_condition(deep)

    assert limit("condition_depth") == depth_of(condition)
    assert deep == condition_text(condition)
    assert list(names_in(condition)) == [A]
    assert hash(condition) == hash(parse_condition(deep))


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("(" * 201 + "a" + ")" * 201, 201),
        ("not " * 200 + "a", 801),
        ("-" * 4_000 + "a", 4_001),
        ("a -> " * 200 + "b", 996),
        (" iff ".join(["a"] * 300), 1),
    ],
    ids=["brackets", "not", "minus", "implies", "iff"],
)
def test_a_deeper_condition_is_refused(text: str, column: int) -> None:
    with pytest.raises(ConditionError, match="deeper than 200 levels") as caught:
        parse_condition(text)

    assert column == caught.value.column


def test_what_stands_in_an_outcomes_name_nests_nothing() -> None:
    name = "(" * 300
    assert OutcomeName(name) == parse_condition(f"'{name}'")


def test_hyphens_and_words_within_names_are_no_connectives() -> None:
    name = "no-first-use-notification-if-not"
    assert 900 * name.count("-") > 4 * limit("condition_depth")
    text = " and ".join([name] * 500)

    assert And((Name(name),) * 500) == parse_condition(text)


def test_a_condition_beyond_the_allowed_length_is_refused() -> None:
    longest = limit("condition_length")

    assert Name("a" * longest) == parse_condition("a" * longest)
    with pytest.raises(ConditionError, match="has 20,001 characters"):
        parse_condition("a" * (longest + 1))


def seconds(text: str) -> float:
    parse_condition.cache_clear()
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        parse_condition(text)
        best = min(best, time.process_time() - begin)
        parse_condition.cache_clear()
    return best


@pytest.mark.parametrize("joint", [" and ", " or ", " and not "])
def test_reading_takes_time_in_proportion_to_length(joint: str) -> None:
    once = seconds(joint.join(["a"] * 200))
    tenfold = seconds(joint.join(["a"] * 2_000))

    # Ten times the length takes about ten times as long; a hundred times would be quadratic.
    assert tenfold < 40 * once
