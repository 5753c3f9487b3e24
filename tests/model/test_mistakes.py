"""Every mistake in a model file is told with its place, its code and what to write.

The mistakes stand in mistakes.txt, which says how it is read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.limits import limit
from model.marked import entries, problems_of, unmarked

QUARRY = """\
title: A village and a quarry
decision_makers:
  Village:
    options: {sue: Go to court, sign: Sign}
  Quarry:
    options: {filter: Filter, close: Close}
"""
PEACE = """\
title: Peace and war
states: [peace, war]
decision_makers:
  North:
    moves: {peace: [war]}
"""


MISTAKES = entries(Path(__file__).parent / "mistakes.txt", {"<quarry>": QUARRY, "<peace>": PEACE})


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_its_code_and_its_mend(name: str) -> None:
    marked, expected = MISTAKES[name]
    text, places = unmarked(marked)

    problems = problems_of(text)

    assert [(one.line, one.column) for one in problems] == places, "\n".join(map(str, problems))
    assert [one.code for one in problems] == [code for code, _, _ in expected]
    for problem, (_, what, mend) in zip(problems, expected, strict=True):
        assert what in problem.what
        assert mend in problem.mend


def test_a_rule_of_too_many_conditions_is_refused() -> None:
    text = QUARRY + f"rules: [{{at_least_one: [{', '.join(['sue'] * 201)}]}}]\n"
    (problem,) = problems_of(text)

    assert (problem.line, problem.column, problem.code) == (7, 24, "E-SIZE")
    assert "lists 201 conditions, more than 200" in problem.what


def test_the_unmarked_models_have_no_mistakes() -> None:
    assert problems_of(QUARRY) == problems_of(PEACE) == []


def test_a_mistake_reads_as_file_line_column_what_and_mend() -> None:
    (problem,) = problems_of(QUARRY + "status_quo: [sew]\n")

    assert str(problem) == (
        "quarry.yaml:7:14: unknown option 'sew'; did you mean 'sue'? [E-OPTION]"
    )


def test_all_mistakes_of_a_file_are_told_at_once_in_its_order() -> None:
    text, places = unmarked(
        QUARRY
        + "outcomes: {x: ⟦sing}\n"
        + "preferences: {Village: [⟦sing, ⟦sew], ⟦Nobody: []}\n"
        + "status_quo: [⟦sew]\n"
        + "⟦extra: 1\n"
        + "rules: [{infeasible: ⟦clase}]\n"
    )

    assert [(one.line, one.column) for one in problems_of(text)] == places


def test_a_file_with_thousands_of_mistakes_shows_the_first_and_says_so() -> None:
    text = QUARRY + "preferences:\n  Village:\n" + "    - sing\n" * 5_000
    *shown, rest = problems_of(text)

    assert [one.line for one in shown] == list(range(9, 9 + limit("problems_shown")))
    assert (rest.code, rest.mend) == ("E-MORE", "mend these first")
