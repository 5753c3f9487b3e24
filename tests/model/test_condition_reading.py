"""The quick reader of conditions reads what the grammar says, and nothing else."""

from random import Random

import pytest
from lark import UnexpectedInput

from detente.model import ConditionError, parse_condition
from detente.model import condition_reading as reading
from detente.model.condition import Condition
from detente.model.condition_grammar import parser
from detente.model.condition_reading import read_condition

PARTS = [
    *("a", "b", "A.b", "long-name", "notable", "if-not", "ifs", "或", "x1", "7", "true", "false"),
    *("'an outcome'", '"quoted"', "''", "'open", "not", "!", "-", "--", "->", "<->", "(", ")"),
    *(
        "and",
        "or",
        "iff",
        "if",
        "implies",
        "&",
        "|",
        "A.",
        ".b",
        "a.b.c",
        "\n",
        "\t",
        "\u00a0",
        "@",
    ),
]
OPERANDS = ["a", "A.b", "true", "false", "'an outcome'", "notable", "b-c", "iffy"]
JOINING = ["and", "or", "iff", "if", "implies", "&", "|", "->", "<->"]


def by_grammar(text: str) -> Condition | None:
    """What the parser that is made from the grammar reads; None where it refuses."""
    try:
        return parser().parse(text)  # type: ignore[return-value]  # its transformer makes conditions
    except UnexpectedInput:
        return None


def right(r: Random, deep: int) -> str:
    """A text that is a condition."""
    if deep == 0 or r.random() < 0.2:
        return r.choice(OPERANDS)
    kind = r.random()
    if kind < 0.15:
        return r.choice(["not ", "! ", "- ", "not not "]) + right(r, deep - 1)
    if kind < 0.35:
        return f"({right(r, deep - 1)})"
    space = r.choice([" ", "  ", "\n"])
    parts = [right(r, deep - 1) for _ in range(r.randint(2, 4))]
    return "".join(
        part + (f"{space}{r.choice(JOINING)}{space}" if k < len(parts) - 1 else "")
        for k, part in enumerate(parts)
    )


def same(one: Condition | None, other: Condition | None) -> bool:
    """Equal, columns too."""
    return one == other and columns(one) == columns(other)


def columns(one: object) -> list[int]:
    """The places of all names, in order."""
    if isinstance(one, tuple):
        return [place for part in one for place in columns(part)]
    places = [one.column] if hasattr(one, "column") else []
    names = getattr(type(one), "__match_args__", ())
    return places + [place for name in names for place in columns(getattr(one, name))]


def differing(count: int) -> list[str]:
    """Texts that the two read differently."""
    r = Random(5)
    texts = [right(r, 4) for _ in range(count)]
    texts += [" ".join(r.choices(PARTS, k=r.randint(0, 9))) for _ in range(2 * count)]
    texts += ["".join(r.choices(PARTS, k=r.randint(0, 6))) for _ in range(count)]
    return [text for text in texts if not same(read_condition(text), by_grammar(text))]


def test_both_read_the_same() -> None:
    assert not differing(500)


@pytest.mark.parametrize(
    "strengths", [{"IFF": 3}, {"AND": 4, "OR": 5}, {"IF": 2, "IFF": 1}, {"NOT": 4}, {"IMPLIES": 4}]
)
def test_a_word_of_another_strength_is_found_out(
    monkeypatch: pytest.MonkeyPatch, strengths: dict[str, int]
) -> None:
    monkeypatch.setattr(reading, "_STRENGTH", reading._STRENGTH | strengths)

    assert differing(150)


@pytest.mark.parametrize("many", [frozenset({"OR"}), frozenset({"OR", "AND", "IFF"})])
def test_a_run_that_groups_otherwise_is_found_out(
    monkeypatch: pytest.MonkeyPatch, many: frozenset[str]
) -> None:
    monkeypatch.setattr(reading, "_MANY", many)

    assert differing(150)


def test_nesting_needs_no_stack() -> None:
    assert read_condition("not " * 4000 + "a") is not None
    assert read_condition("a -> " * 4000 + "a") is not None
    assert read_condition("(" * 4000 + "a" + ")" * 4000) is not None


def test_a_right_condition_makes_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr("detente.model.condition_grammar.parser", lambda: made.append("parser"))

    parse_condition("brand and (new or unread) -> here")

    assert not made


def test_a_wrong_one_is_told_by_the_grammar() -> None:
    with pytest.raises(ConditionError, match="a bracket is not closed"):
        parse_condition("(a and b")
