"""The oracle's own reading of model files."""

from __future__ import annotations

from typing import Any

import pytest

from oracle.conditions import ConditionError
from oracle.conflict import read

QUARRY: dict[str, Any] = {
    "detente": 1,
    "title": "A village and a quarry",
    "decision_makers": {
        "Village": {"options": {"sue": "Go to court", "sign": {"title": "Sign", "once": "taken"}}},
        "Quarry": {"options": {"filter": "Build the filter", "close": "Close the pit"}},
    },
    "rules": [
        {"infeasible": "Village.sue and Village.sign"},
        {"at_most_one": ["Quarry.filter", "close"]},
        {"infeasible_move": {"by": "Village", "from": "Quarry.close", "to": "Village.sue"}},
    ],
    "status_quo": ["Village.sue"],
    "preferences": {
        "Village": ["Quarry.filter or Quarry.close", {"prefer": "not sue if filter"}],
        "Quarry": {"ranking": [["NNNN", "YNNN"], "N-Y-"]},
    },
    "alternatives": {"Village": {"after the election": ["close"]}},
    "outcomes": {"settlement": "sign and filter"},
}


def with_preference(given: Any) -> dict[str, Any]:
    """The quarry, with another preference of the quarry."""
    return {**QUARRY, "preferences": {**QUARRY["preferences"], "Quarry": given}}


def levels(given: Any, **rest: Any) -> list[list[str]]:
    """The quarry's classes of states, best first."""
    conflict = read(with_preference(given), **rest)
    rank = conflict.rank["Quarry"]
    assert rank is not None
    found: dict[int, list[str]] = {}
    for s in conflict.states:
        found.setdefault(rank[s], []).append(s)
    return [found[level] for level in sorted(found, reverse=True)]


def test_states_are_the_feasible_vectors_and_the_first_option_varies_fastest() -> None:
    conflict = read(QUARRY)

    assert conflict.states == (
        *("NNNN", "YNNN", "NYNN", "NNYN", "YNYN", "NYYN", "NNNY", "YNNY", "NYNY"),
    )
    assert conflict.status_quo == "YNNN"


def test_moves_heed_owners_directions_and_forbidden_moves() -> None:
    moves = read(QUARRY).moves

    assert moves["Village"]["NNNN"] == {"YNNN", "NYNN"}
    assert moves["Village"]["NYNN"] == set()
    assert moves["Village"]["YNNN"] == {"NNNN", "NYNN"}
    assert moves["Village"]["NNNY"] == {"NYNY"}
    assert moves["Quarry"]["NNYN"] == {"NNNN", "NNNY"}


def test_an_option_once_dropped_is_not_taken_again() -> None:
    model = {**QUARRY, "rules": []}
    model["decision_makers"] = {"A": {"options": {"p": {"title": "p", "once": "dropped"}}}}
    model["status_quo"] = ["p"]
    model["preferences"] = {"A": []}

    assert read(model).moves["A"] == {"N": set(), "Y": {"N"}}


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ({"exactly_one": ["p", "q"]}, ("YN", "NY")),
        ({"at_least_one": ["p", "A.q"]}, ("YN", "NY", "YY")),
        ({"at_most_one": ["p", "q"]}, ("NN", "YN", "NY")),
        ({"infeasible": "p iff not q"}, ("NN", "YY")),
    ],
)
def test_rules_exclude_states(rule: dict[str, Any], kept: tuple[str, ...]) -> None:
    model = {
        "decision_makers": {"A": {"options": {"p": "p", "q": "q"}}},
        "rules": [rule],
        "preferences": {},
    }

    assert kept == read(model).states


def test_the_first_statement_on_which_states_differ_decides() -> None:
    rank = read(QUARRY).rank["Village"]

    assert rank is not None
    assert rank["NNYN"] == rank["NYYN"] == rank["YNNY"] > rank["YNYN"] > rank["YNNN"]
    assert rank["YNNN"] == rank["NNNN"]


def test_a_ranking_takes_the_first_class_that_fits_and_leaves_the_rest_last() -> None:
    assert levels({"ranking": [["NNNN", "YNNN"], "NNYN", "N-Y-"]}) == [
        ["NNNN", "YNNN"],
        ["NNYN"],
        ["NYYN"],
        ["NYNN", "YNYN", "NNNY", "YNNY", "NYNY"],
    ]


def test_weights_are_exact_decimals() -> None:
    weights = {"sue": 0.1, "sign": 0.1, "filter": 0.2, "close": 0.3, "sue and filter": 0}

    assert levels({"weights": weights}, holding=["sue"]) == [["YNNY"], ["YNYN"], ["YNNN"]]
    assert levels({"weights": {"sue": 0.1, "filter": 0.2, "close and not sue": 0.3}})[0] == [
        "YNYN",
        "NNNY",
        "NYNY",
    ]


def test_payoffs_rank_and_unnamed_states_are_below_the_least() -> None:
    assert levels({"payoffs": {"NNNN": -3, "YNNN": 2.5, "NYNN": -3}})[:2] == [
        ["YNNN"],
        ["NNNN", "NYNN"],
    ]


def test_a_threshold_makes_payoffs_a_relation_that_is_not_transitive_in_its_ties() -> None:
    payoffs = {"NNNN": 0.1, "YNNN": 0.2, "NYNN": 0.3}
    conflict = read(with_preference({"payoffs": payoffs, "threshold": 0.1}))

    assert conflict.rank["Quarry"] is None
    assert conflict.prefers("Quarry", "NYNN", "NNNN")
    assert not conflict.prefers("Quarry", "YNNN", "NNNN")
    assert not conflict.prefers("Quarry", "NYNN", "YNNN")
    assert conflict.prefers("Quarry", "NNNN", "NNYN"), "unnamed states are below all named ones"


def test_better_pairs_are_a_relation_and_contradict_themselves_at_their_peril() -> None:
    conflict = read(with_preference({"better": [["NNNN", "YNNN"], ["YNNN", "---Y"]]}))

    assert conflict.prefers("Quarry", "YNNN", "NYNY")
    assert not conflict.prefers("Quarry", "NNNN", "NYNY")
    assert conflict.compare("Quarry", "NNNN", "NYNY") == "incomparable"
    with pytest.raises(ValueError, match="better"):
        read(with_preference({"better": [["N---", "-N--"]]}))


def test_unknown_pairs_override_the_ranks() -> None:
    given = {"ranking": ["NNNN", "YNNN"], "unknown": [["sue", "not sue"]]}
    conflict = read(with_preference(given))

    assert not conflict.prefers("Quarry", "NNNN", "YNNN")
    assert conflict.prefers("Quarry", "NNNN", "NYNN")
    assert frozenset(("NNNN", "YNNN")) in conflict.unknown["Quarry"]
    assert conflict.rank["Quarry"] is None


def test_a_reading_takes_another_preference_and_holding_restricts() -> None:
    conflict = read(QUARRY, {"Village": "after the election"}, holding=['not "settlement"'])

    assert "NYYN" not in conflict.states
    assert conflict.prefers("Village", "NNNY", "NNYN")
    assert "NYYN" not in conflict.moves["Village"]["NNYN"]


def test_graph_form_names_states_and_outcomes() -> None:
    model = {
        "states": {"peace": "Peace", "war": {"title": "War"}, "truce": None},
        "decision_makers": {"A": {"moves": {"peace": ["war"], "war": ["truce"]}}, "B": {}},
        "outcomes": {"calm": "not war"},
        "preferences": {"A": ["calm", "truce"], "B": {"payoffs": {"war": 1}}},
        "status_quo": "peace",
    }
    conflict = read(model)

    assert conflict.states == ("peace", "war", "truce")
    assert conflict.moves["A"] == {"peace": {"war"}, "war": {"truce"}, "truce": set()}
    assert conflict.rank["A"] == {"truce": 2, "peace": 1, "war": 0}
    assert conflict.strategies is None


@pytest.mark.parametrize(
    ("strategies", "defined"),
    [
        ([{"A": "x", "B": "y"}, {"A": "x", "B": "z"}], True),
        ([{"A": "x", "B": "y"}, {"A": "x", "B": "y"}], False),
        ([{"A": "x", "B": "y"}, {"A": "x"}], False),
    ],
)
def test_joint_moves_need_one_strategy_a_party_and_no_two_states_alike(
    strategies: list[dict[str, str]], defined: bool
) -> None:
    model = {
        "states": {f"s{k}": {"strategies": given} for k, given in enumerate(strategies)},
        "decision_makers": {"A": {}, "B": {}},
        "preferences": {},
    }

    assert defined is (read(model).strategies is not None)


@pytest.mark.parametrize("name", ["nothing", "Village.nothing", "'nothing'"])
def test_unknown_names_are_refused(name: str) -> None:
    with pytest.raises(ConditionError):
        read(with_preference([name]))
