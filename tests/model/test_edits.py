"""Edits of priority lists: in words, in a file and in Python they are one grammar."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from detente.model import (
    Conflict,
    Drop,
    Edit,
    Insert,
    Move,
    Replace,
    build,
    condition_text,
    cost,
    edit_data,
    edit_text,
    load_text,
    parse_condition,
)
from detente.model.preferences import Priorities, Statement
from detente.problems import ModelError, Problem
from oracle.edits import edited

FIVE = """\
title: Five wishes
decision_makers:
  A: {title: The council, options: {a: , b: , c: , d: , e: , new: }}
  B: {options: {x: }}
preferences:
  A: [a, not b, c, "d or 'deal'", e]
  B: {ranking: [NNNNNNN]}
alternatives:
  A: {other: [e, a], edited: {edit: [{move: 3, to: 1}, {drop: a}]}}
outcomes: {deal: a and x}
"""
WISHES = ["A.a", "not A.b", "A.c", "A.d or 'deal'", "A.e"]
CONFLICT = load_text(FIVE)


def wishes(conflict: Conflict, party: str = "A", alternative: str = "base") -> list[str]:
    """The statements of a party's list."""
    basis = conflict.preference(party, alternative).basis
    assert isinstance(basis, Priorities)
    return [condition_text(one.prefer) for one in basis.statements]


def problem_of(*edits: str) -> Problem:
    with pytest.raises(ModelError) as raised:
        CONFLICT.with_(edits=edits)
    (problem,) = raised.value.problems
    return problem


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        ("move 3 to 1", ["A.c", "A.a", "not A.b", "A.d or 'deal'", "A.e"]),
        ("move 1 to 5", ["not A.b", "A.c", "A.d or 'deal'", "A.e", "A.a"]),
        ("insert new at 2", ["A.a", "A.new", "not A.b", "A.c", "A.d or 'deal'", "A.e"]),
        ("insert not new at 6", [*WISHES, "not A.new"]),
        ("drop 4", ["A.a", "not A.b", "A.c", "A.e"]),
        ("replace 4 by new if x", [*WISHES[:3], "B.x implies A.new", "A.e"]),
        ('drop "not A.b"', ["A.a", "A.c", "A.d or 'deal'", "A.e"]),
        ('move "not b" to 5', ["A.a", "A.c", "A.d or 'deal'", "A.e", "not A.b"]),
        ("""drop "d or "deal"" """, ["A.a", "not A.b", "A.c", "A.e"]),
        ("""replace "d or 'deal'" by 'deal'""", [*WISHES[:3], "'deal'", "A.e"]),
        ("""insert "deal" at 1""", ["'deal'", *WISHES]),
        ("""insert "not new" at 1""", ["not A.new", *WISHES]),
    ],
)
def test_an_edit_in_words_changes_the_list(edit: str, after: list[str]) -> None:
    assert wishes(CONFLICT.with_(edits=[f"A: {edit}"])) == after
    assert wishes(CONFLICT.with_(edits=[f"The council:{edit}"])) == after
    assert wishes(CONFLICT.with_(edits={"A": edit})) == after
    assert wishes(CONFLICT) == WISHES


def random_edits(rng: Random, length: int) -> list[dict[str, Any]]:
    """Some edits as a file has them, at most one of which does not fit the list."""
    edits = []
    lines = WISHES
    for _ in range(length):
        which = rng.choice([rng.randint(0, len(lines) + 1), *lines])
        new = rng.choice(["A.new", "not A.new", "true", "A.a and B.x", "A.c"])
        place = rng.randint(0, len(lines) + 2)
        edits.append(
            rng.choice(
                [
                    {"move": which, "to": place},
                    {"insert": new, "at": place},
                    {"drop": which},
                    {"replace": which, "by": new},
                ]
            )
        )
        try:
            lines = edited(lines, [edits[-1]])
        except ValueError:
            break
    return edits


def test_random_edits_do_what_the_definition_says() -> None:
    rng = Random(12)
    outcomes = {"done": 0, "refused": 0}
    for _ in range(400):
        edits = random_edits(rng, rng.randint(1, 4))
        try:
            expected = edited(WISHES, edits)
        except ValueError:
            with pytest.raises(ModelError, match="E-EDIT"):
                CONFLICT.with_(edits={"A": edits})
            outcomes["refused"] += 1
            continue
        assert wishes(CONFLICT.with_(edits={"A": edits})) == expected, edits
        outcomes["done"] += 1

    assert min(outcomes.values()) > 100, outcomes


def test_an_edit_is_the_same_in_words_in_a_file_and_as_a_value() -> None:
    new = Statement(parse_condition("not A.new"))
    values: list[Edit] = [
        Move(3, 1),
        Move(parse_condition("A.d or 'deal'"), 2),
        Insert(new, 2),
        Drop(5),
        Drop(parse_condition("not A.b")),
        Replace(1, new),
    ]
    for edit in values:
        after = wishes(CONFLICT.with_(edits={"A": edit}))
        assert after != WISHES
        assert wishes(CONFLICT.with_(edits={"A": edit_data(edit)})) == after
        assert wishes(CONFLICT.with_(edits=f"A: {edit_text(edit)}")) == after
    assert cost(values) == len(values)


def test_an_alternative_by_edits_is_the_edited_base() -> None:
    assert wishes(CONFLICT, "A", "edited") == ["A.c", "not A.b", "A.d or 'deal'", "A.e"]


def test_an_alternative_by_edits_keeps_what_else_the_base_says() -> None:
    text = FIVE.replace(
        """A: [a, not b, c, "d or 'deal'", e]""",
        "A: {priorities: [a, {prefer: c, because: so}], unknown: [[a, b]]}",
    ).replace("{move: 3, to: 1}", "{move: 2, to: 1}")
    after = load_text(text).preference("A", "edited")

    assert after.basis == Priorities((Statement(parse_condition("A.c"), "so"),))
    assert after.unknown == load_text(text).preference("A").unknown != ()


def test_an_inserted_statement_may_have_its_reason() -> None:
    edit = {"insert": {"prefer": "new", "because": "why not", "strength": "much"}, "at": 1}
    basis = CONFLICT.with_(edits={"A": edit}).preference("A").basis

    assert isinstance(basis, Priorities)
    assert basis.statements[0] == Statement(parse_condition("A.new"), "why not", (), True)


def test_an_alternative_comes_first_and_its_edits_in_order() -> None:
    assert wishes(CONFLICT.with_(edits=["A=other"])) == ["A.e", "A.a"]
    assert wishes(CONFLICT.with_(edits=["A=other", "A: move 2 to 1", "A: drop 2"])) == ["A.a"]
    assert wishes(CONFLICT.with_(preferences={"A": "other"}, edits={"A": "drop 1"})) == ["A.a"]
    assert wishes(CONFLICT.with_(edits=["A: drop 1", "A: drop 1"])) == WISHES[2:]


def test_a_party_that_wants_nothing_has_an_empty_list() -> None:
    silent = load_text(FIVE.replace("  B: {ranking: [NNNNNNN]}\n", ""))

    assert wishes(silent.with_(edits=["B: insert a at 1"]), "B") == ["A.a"]


@pytest.mark.parametrize(
    ("text", "column", "what", "mend"),
    [
        ("C: drop 1", 1, "unknown party 'C'", "write one of: A, B"),
        ("A", 1, "neither an alternative nor an edit", "write 'PARTY=ALTERNATIVE' or 'PARTY: "),
        ("A=othr", 1, "A has no alternative 'othr'", "did you mean 'other'?"),
        ("A: delete 3", 4, "'delete 3' is no edit", "write 'drop 4'"),
        ("A: mvoe 3 to 1", 4, "'mvoe 3 to 1' is no edit", "write 'move 3 to 1'"),
        ("A: sing", 4, "'sing' is no edit", "write one of: 'move 3 to 1', 'insert COND at 1', "),
        ("A: move 3", 4, "a move says where to", "write it as 'move 3 to 1'"),
        ("A: move 3 to top", 4, "is no edit", "write it as 'move 3 to 1'"),
        ("A: insert new", 4, "an insertion says at which place", "'insert COND at 1'"),
        ("A: insert at 1", 4, "is no edit", "'insert COND at 1'"),
        ("A: replace 4 with new", 4, "a replacement says by what", "'replace 4 by COND'"),
        ("A: drop", 4, "names no statement", "'drop 4'"),
        ("A: drop not b", 4, "neither by its place nor in double quotes", "'drop \"not b\"'"),
        ("A: insert nwe at 1", 11, "unknown option 'nwe'", "did you mean 'new'?"),
        ('A: move "not bb" to 1', 14, "unknown option 'bb'", "did you mean 'b'?"),
        ("A: replace 1 by new and", 24, "ends too early", "write a name after this"),
        ('A: drop "b"', 1, "'A.b' is no statement of the list", "did you mean 'not A.b'?"),
        ("A: drop 6", 1, "no place 6: it has 5 statements here", "a place from 1 to 5"),
        ("A: move 1 to 0", 1, "no place 0", "a place from 1 to 5"),
        ("A: insert new at 7", 1, "no place 7", "a place from 1 to 6"),
        ("B: drop 1", 1, "B has a ranking", "write the whole preference instead"),
    ],
)
def test_a_slip_in_an_edit_is_told_with_its_mend(
    text: str, column: int, what: str, mend: str
) -> None:
    problem = problem_of(text)

    assert (problem.file, problem.line, problem.column) == ("edits", 1, column)
    assert what in problem.what
    assert mend in problem.mend


def test_an_alternative_behind_an_edit_is_refused() -> None:
    assert "stands behind another change of A" in problem_of("A: drop 1", "A=other").what


def test_a_statement_that_stands_twice_is_named_by_its_place() -> None:
    twice = CONFLICT.with_(edits=["A: insert a at 3"])
    with pytest.raises(ModelError, match="write one of the places 1, 3"):
        twice.with_(edits=['A: drop "a"'])


def test_all_edits_at_fault_are_told_at_once() -> None:
    with pytest.raises(ModelError) as raised:
        CONFLICT.with_(edits=["A: drop 9", "A: sing", "A: drop 1"])
    assert len(raised.value.problems) == 2


def test_edits_stay_quiet_where_the_list_itself_is_at_fault() -> None:
    with pytest.raises(ModelError) as raised:
        load_text(FIVE.replace("[a, not b, c,", "[a, not bb, cc,").replace("move: 3", "move: 5"))
    assert [one.code for one in raised.value.problems] == ["E-OPTION", "E-OPTION"]


def test_a_conflict_with_an_edited_alternative_is_written_out_and_read() -> None:
    again = build(CONFLICT.to_dict())

    assert wishes(again, "A", "edited") == wishes(CONFLICT, "A", "edited")
