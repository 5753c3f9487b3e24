"""Conflicts become save files in which GMCR+ finds the same model; what is lost is said."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from conflicts import (
    CASES,
    DATA,
    SAMPLES,
    case_files,
    compiled,
    compiled_case,
    numbers,
    seen_by_the_program,
)
from gmcr_program import load

from detente import analyze
from detente.formats import read_gmcr, read_gmcr_text, write_gmcr
from detente.model import Conflict, build, compile_graph, load_file
from detente.problems import ModelError, Problem, TooLarge
from detente.stability import Assumptions, find, judge
from oracle.generate import models

# The program's rules are followed here pair of states by pair of states.
# Listed moves that depend on more than the own strategy, or of which two are not one.
NO_OPTIONS = {
    "elmira-nine-states",
    "us-china-phase-deal",
    "us-china-trade-dynamic",
    "us-china-trade-static",
}
TOO_LARGE = ("gatt-trade", "korea-medium", "korea-full")
CORE = ("nash", "gmr", "smr", "seq", "sseq", "sim")


def two(**changes: Any) -> Conflict:
    """Two parties with two options each, some keys changed."""
    data: dict[str, Any] = {
        "title": "Two",
        "decision_makers": {
            "A": {"options": {"p": "The first", "q": {"once": "taken"}}},
            "B": {"options": {"r": {"once": "dropped"}, "s": "The last"}},
        },
    }
    return build({**data, **changes})


def written(conflict: Conflict) -> dict[str, Any]:
    data = json.loads(write_gmcr(conflict)[0])
    assert isinstance(data, dict)
    return data


def notes_of(conflict: Conflict) -> list[str]:
    return [note.what for note in write_gmcr(conflict)[1]]


def verdicts(conflict: Conflict) -> dict[str, Any]:
    """Who is stable where, under the core concepts."""
    graph = compile_graph(conflict)
    asked = [one for concept in CORE for one in find(concept) or ()]
    given = judge(graph, asked, Assumptions())
    return {
        concept: [given.stable(party, concept).tolist() for party in range(graph.parties)]
        for concept in given.concepts
    }


def in_options(count: int, seed: int) -> list[Conflict]:
    """Random models in option form whose moves GMCR+ knows, without those that do not load."""
    found = []
    for model in models(count, seed):
        rules = model.get("rules", [])
        if "states" not in model and not any("infeasible_move" in rule for rule in rules):
            with suppress(ModelError):
                found.append(build(model))
    return found


def text_or_problems(conflict: Conflict) -> str | tuple[Problem, ...]:
    try:
        return write_gmcr(conflict)[0]
    except ModelError as error:
        return error.problems


def test_the_program_finds_the_states_moves_and_preferences_of_random_models() -> None:
    refused = 0
    conflicts = in_options(400, seed=1)
    for conflict in conflicts:
        seen = compiled(compile_graph(conflict))
        text = text_or_problems(conflict)
        if isinstance(text, str):
            assert seen_by_the_program(load(text)) == seen
        else:
            assert {one.code for one in text} == {"E-GMCR"}
            assert any(isinstance(order[0], list) for order in seen["orders"])
            refused += 1

    assert 0 < refused < len(conflicts) / 3


def test_what_is_read_back_has_the_same_verdicts() -> None:
    compared = 0
    for conflict in in_options(150, seed=2):
        text = text_or_problems(conflict)
        if isinstance(text, str):
            assert verdicts(read_gmcr_text(text)[0]) == verdicts(conflict)
            compared += 1

    assert compared > 40


@pytest.mark.parametrize(
    "path",
    [path for path in case_files() if path.stem not in TOO_LARGE],
    ids=lambda path: path.stem,
)
def test_the_program_finds_each_bundled_case(path: Any) -> None:
    conflict = load_file(path)
    if path.stem in NO_OPTIONS:
        with pytest.raises(ModelError, match=r"no options say the moves|not those of strategies"):
            write_gmcr(conflict)
        return
    if conflict.form == "graph":  # tests/formats/test_side_file.py compares move by move
        text = write_gmcr(conflict)[0]
        assert len(load(text).states) == len(conflict.states)
        for concept in ("nash", "gmr", "smr", "seq"):
            before, after = (
                analyze(one).equilibria(concept) for one in (conflict, read_gmcr_text(text)[0])
            )
            assert len(before) == len(after), concept
        return

    assert seen_by_the_program(load(write_gmcr(conflict)[0])) == compiled_case(conflict)


def test_a_large_conflict_with_lists_is_written_without_listing_its_states() -> None:
    conflict = load_file(CASES / "gatt-trade.yaml")
    again, _ = read_gmcr_text(write_gmcr(conflict)[0])

    assert compile_graph(again).codes.tolist() == compile_graph(conflict).codes.tolist()


@pytest.mark.parametrize(
    "path",
    [*sorted(DATA.glob("*.gmcr")), *sorted(SAMPLES.glob("*.gmcr"))],
    ids=lambda path: path.name,
)
def test_a_file_that_was_read_is_written_so_that_it_says_the_same(path: Any) -> None:
    conflict, _ = read_gmcr(path)
    text, _ = write_gmcr(conflict)
    again, _ = read_gmcr_text(text)

    assert compiled_case(again) == compiled_case(conflict)
    assert [o.title for o in again.options] == [o.title for o in conflict.options]
    for party, named in conflict.alternatives.items():
        for name in named:
            orders = [
                compile_graph(one, {party: name}).orders[one.party_names.index(party)]
                for one in (conflict, again)
            ]
            assert numbers(orders[0]) == numbers(orders[1])


def test_lists_stay_lists_and_conditions_become_conjunctions_and_compounds() -> None:
    data = written(two(preferences={"A": ["r iff s", "not (p or q)"], "B": ["p if q"]}))

    assert data["useManualPreferenceRanking"] is False
    assert [maker["preferences"] for maker in data["decisionMakers"]] == [
        [
            {"compound": True, "members": [[[2, "N"], [3, "N"]], [[2, "Y"], [3, "Y"]]]},
            [[0, "N"], [1, "N"]],
        ],
        [{"compound": True, "members": [[[1, "N"]], [[0, "Y"]]]}],
    ]


def test_rules_become_infeasible_conjunctions() -> None:
    rules = [
        {"exactly_one": ["A.p", "A.q"]},
        {"at_least_one": ["B.r", "B.s"]},
        {"infeasible": "not p and (r or s)"},
    ]

    assert written(two(rules=rules))["infeasibles"] == [
        [[0, "Y"], [1, "Y"]],
        [[0, "N"], [1, "N"]],
        [[2, "N"], [3, "N"]],
        [[0, "N"], [2, "Y"]],
        [[0, "N"], [3, "Y"]],
    ]


def test_titles_are_the_names_and_once_is_the_direction() -> None:
    assert written(two())["options"] == [
        {"name": "The first", "permittedDirection": "both"},
        {"name": "q", "permittedDirection": "fwd"},
        {"name": "r", "permittedDirection": "back"},
        {"name": "The last", "permittedDirection": "both"},
    ]


def test_one_ranking_makes_rankings_of_all_preferences_and_this_is_said() -> None:
    conflict = two(
        rules=[{"infeasible": "q or s"}],
        preferences={"A": {"weights": {"p": 0.1, "r": 0.1}}, "B": ["p"]},
    )
    data = written(conflict)

    assert data["useManualPreferenceRanking"] is True
    assert [maker["preferenceRanking"] for maker in data["decisionMakers"]] == [
        [4, [2, 3], 1],
        [[2, 4], [1, 3]],
    ]
    assert data["decisionMakers"][1]["preferences"] == [[[0, "Y"]]]
    said = " ".join(notes_of(conflict))
    assert "A (weights)" in said
    assert "the lists of B are written, and not in use" in said


def test_a_list_too_long_for_the_programs_sums_becomes_a_ranking() -> None:
    statements = [
        f"{a} and {b} and {c} or {d}"
        for a in ("p", "not p")
        for b in ("q", "not q")
        for c in ("r", "not r")
        for d in ("s", "not s", "r and s", "not r and s")
    ]
    conflict = two(preferences={"A": statements})

    assert any("more than 30 statements" in what for what in notes_of(conflict))
    assert seen_by_the_program(load(write_gmcr(conflict)[0])) == compiled_case(conflict)


def test_a_statement_that_would_explode_makes_a_ranking() -> None:
    pairs = " and ".join(f"(a{k} or b{k})" for k in range(9))
    conflict = build(
        {
            "title": "Pairs",
            "decision_makers": {
                "A": {"options": {f"{x}{k}": "" for k in range(9) for x in "ab"}},
            },
            "rules": [{"infeasible": f"a{k}"} for k in range(2, 9)]
            + [{"infeasible": f"b{k}"} for k in range(4, 8)],
            "preferences": {"A": [f"not ({pairs}) iff a0"]},
        }
    )
    text, notes = write_gmcr(conflict)

    assert any("is over 200 conditions" in note.what for note in notes)
    assert compiled_case(read_gmcr_text(text)[0])["orders"] == compiled_case(conflict)["orders"]


def test_statements_that_decide_nothing_are_left_out_and_this_is_said() -> None:
    conflict = two(preferences={"A": ["p or not p", "q", "r and not r", "true"], "B": ["true"]})

    assert written(conflict)["decisionMakers"][0]["preferences"] == [[[1, "Y"]]]
    assert any("A.p or not A.p; B.r and not B.r; true" in what for what in notes_of(conflict))


def test_outcomes_are_written_out_in_conditions() -> None:
    conflict = two(
        outcomes={"deal": "p and r", "no deal": "not 'deal'"}, preferences={"A": ["'no deal'"]}
    )

    assert written(conflict)["decisionMakers"][0]["preferences"] == [
        {"compound": True, "members": [[[0, "N"]], [[2, "N"]]]}
    ]


def test_everything_that_is_left_out_is_said() -> None:
    conflict = two(
        about="Why.",
        as_of="2020-01-01",
        status_quo=["A.p"],
        rules=[
            {"infeasible": "p and s", "because": "no room"},
            {"infeasible_move": {"by": "A", "from": "p", "to": "q"}},
        ],
        preferences={"A": [{"prefer": "p", "strength": "much"}]},
        alternatives={"B": {"later": ["s"]}},
        outcomes={"deal": "p"},
        evidence={"e1": {"says": "So it is."}},
        claims={"c1": {"says": "Never.", "expect": {"no equilibrium": "deal"}}},
        expected=[{"source": "us", "provenance": "ours"}],
    )
    said = "\n".join(notes_of(conflict))

    for words in (
        "status quo YNNN",
        "1 rules on moves",
        "`outcomes` is left out: 1 (deal)",
        "`claims` is left out: 1 (c1)",
        "`evidence` is left out: 1 (e1)",
        "`alternatives` is left out: 1 (B: later)",
        "`expected` is left out",
        "title, about, as_of, reasons (`because`), strength of preference, short names",
    ):
        assert words in said


@pytest.mark.parametrize(
    "preference",
    [
        {"payoffs": {"YNNN": 1, "NNNN": 1.5, "NNNY": 2}, "threshold": 0.6},
        {"better": [["YNNN", "NNNN"]]},
        {"priorities": ["p"], "unknown": [["q", "r"]]},
        {"fuzzy": {"pairs": [["YNNN", "NNNN", 0.5]]}},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_preference_that_ranks_no_states_is_refused(preference: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="preference of A is no ranking"):
        write_gmcr(two(preferences={"A": preference}))


def test_pairs_that_rank_all_states_are_written() -> None:
    conflict = two(
        rules=[{"infeasible": "q or r or s"}], preferences={"A": {"better": [["YNNN", "NNNN"]]}}
    )

    assert written(conflict)["decisionMakers"][0]["preferenceRanking"] == [2, 1]


def test_rankings_of_too_many_states_are_refused_with_a_way_out() -> None:
    conflict = build(
        {
            "title": "Many",
            "decision_makers": {"A": {"options": {f"o{k}": "" for k in range(22)}}},
            "preferences": {"A": {"weights": {"o1": 1}}},
        }
    )
    with pytest.raises(TooLarge, match="priority lists"):
        write_gmcr(conflict)


def test_the_text_is_plain_ascii() -> None:
    conflict, _ = read_gmcr(DATA / "neighbours.gmcr")
    text, _ = write_gmcr(conflict)

    assert text.isascii()
    assert "Zusammenarbeit ändern?" in [one["name"] for one in json.loads(text)["options"]]
