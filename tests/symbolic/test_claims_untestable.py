"""Claims of which some part needs a list, or more than the limits allow: that part alone waits."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

import detente
from cli.commands import detente as run
from detente.analysis import Claims
from detente.analysis.unlisted_states import Places
from detente.analysis.unlisted_sub_conflict import UnlistedSubConflict
from detente.model import Condition, Conflict
from detente.problems import TooLarge
from detente.stability import find
from detente.symbolic import Bounds, StateSet
from symbolic.test_face import large

END = {"some equilibrium": "end"}


def asking(claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Two parties that can do what they want, with claims about it."""
    return {
        "title": "Two",
        "decision_makers": {
            "A": {"options": {"a": "one", "c": "two"}},
            "B": {"options": {"b": "three"}},
        },
        "status_quo": [],
        "preferences": {"A": ["a"], "B": ["b"]},
        "outcomes": {"end": "a and b"},
        "claims": {name: {"says": name, "under": ["nash"], **one} for name, one in claims.items()},
        **more,
    }


def told(conflict: Conflict, engine: str = "symbolic", **words: Any) -> dict[str, tuple[str, ...]]:
    """By claim its verdict, and the verdicts of its tests."""
    answer = detente.claims(conflict, engine=engine, **words)
    return {
        one.claim.id: (one.verdict, *(count.verdict for count in one.counts))
        for one in answer.findings
    }


def reasons(answer: Claims, claim: str) -> list[str]:
    return [count.reason for count in answer[claim].counts]


@pytest.mark.parametrize(
    "expect", [{"path": {"to": "end", "by": "improvements"}}, END], ids=["path", "equilibrium"]
)
def test_a_run_to_compare_with_is_untestable_where_a_party_does_not_rank_the_states(
    expect: dict[str, Any],
) -> None:
    """Without `c` all is ranked; with it A ranks not all, and gains by what is not known."""
    claims = {"way": {"expect": expect, "compare": {"without": ["c"], "demand": "more"}}}
    wishes = {"A": {"priorities": ["a"], "unknown": [["c", "not c"]]}, "B": ["b"]}
    answer = detente.claims(detente.build(asking(claims, preferences=wishes)), engine="symbolic")
    assert answer["way"].verdict == "untestable"
    assert [said.startswith("A: it needs a ranking") for said in reasons(answer, "way")] == [True]


def test_nothing_is_asked_of_gains_that_are_not_known() -> None:
    wishes = {"A": {"priorities": ["a"], "unknown": [["c", "not c"]]}, "B": ["b"]}
    part = UnlistedSubConflict(detente.build(asking({}, preferences=wishes)))
    with pytest.raises(AssertionError, match="who gains"):
        part.reached({}, part.today(), "improvements", (0, 1))
    with pytest.raises(AssertionError, match="who gains"):
        part.first_improvement({}, 0, part.today(), part.places.every)


def test_a_run_to_compare_with_that_needs_a_list_is_untestable() -> None:
    other = {"compare": {"without": ["c"], "expect": END, "demand": "more"}}
    conflict = detente.build(
        asking(
            {
                "broken": {"expect": {"broken": {"outcome": "end", "by": ["A", "B"]}}, **other},
                "best": {"expect": {"path": {"to": "end", "by": "best"}}, **other},
                "fine": {"expect": END},
            }
        )
    )
    answer = detente.claims(conflict, engine="symbolic")
    assert [one.verdict for one in answer.findings] == ["untestable", "untestable", "confirmed"]
    assert reasons(answer, "broken") == ["`broken` cannot be tested by the symbolic engine"]


def test_a_test_that_needs_a_list_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    must = {"expect": {"must end": True}}
    data = asking(
        {
            "aside": {"tests": [{"expect": END}, {**must, "aside": True}]},
            "refuted": {"tests": [{"expect": {"no equilibrium": "end"}}, must]},
            "waits": {"tests": [must, {"expect": END}]},
        }
    )
    conflict = detente.build(data)
    assert told(conflict) == {
        "aside": ("confirmed", "confirmed", "untestable"),
        "refuted": ("refuted", "refuted", "untestable"),
        "waits": ("untestable", "untestable", "confirmed"),
    }
    assert [one[0] for one in told(conflict, "auto").values()] == [
        "confirmed", "refuted", "confirmed",
    ]  # fmt: skip
    file = tmp_path / "two.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    page = " ".join(run("claims", str(file), "--engine", "symbolic").out.split())
    why = "`must end` cannot be tested by the symbolic engine"
    assert f"REFUTED: holds in 0 of 1 (nash); {why}" in page
    assert f"UNTESTABLE: {why}; 1 of 1 (nash)" in page


def test_a_small_part_of_a_large_conflict_is_listed_whatever_else_is_asked() -> None:
    data = large(40)
    held = [f"not P{k % 3}.o{k}" for k in range(6, 40)]
    broken = {"broken": {"outcome": "both", "by": ["P0", "P1"]}}
    data["claims"] = {
        "small": {"says": "s", "under": ["nash"], "holding": held, "expect": broken},
        "whole": {"says": "w", "under": ["nash"], "expect": {"some equilibrium": "both"}},
        "large": {"says": "l", "under": ["nash"], "expect": broken},
    }
    conflict = detente.build(data)
    answer = detente.claims(conflict)
    alone = detente.claims(conflict, ["small"])["small"]
    assert alone.verdict in ("confirmed", "refuted")
    assert answer["small"].to_dict()["tests"] == alone.to_dict()["tests"]
    assert answer["small"].counts[0].examples, "of its states there is a list"
    assert [answer["whole"].verdict, answer["large"].verdict] == ["confirmed", "untestable"]
    assert reasons(answer, "large")[0].endswith("where the states are too many to be listed")
    assert detente.claims(conflict, ["small"], engine="symbolic")["small"].verdict == "untestable"


LIMITED = {
    "path": {"expect": {"path": {"to": "end", "by": "moves"}}},
    "gain": {"expect": {"improvement": {"for": "A", "where": "not a", "to": "a"}}},
    "feasible": {"expect": {"feasible": "end"}},
}


def test_a_path_at_a_limit_leaves_the_other_claims_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule = {"infeasible_move": {"by": "A", "from": "a", "to": "c and not a"}}
    conflict = detente.build(asking(LIMITED, rules=[rule]))
    monkeypatch.setattr(Bounds, "usual", classmethod(lambda cls: cls(1 << 16, -1.0)))
    answer = detente.claims(conflict, engine="symbolic")
    assert reasons(answer, "path") == ["paths by moves: the limit of -1 seconds was reached"]
    assert answer["path"].verdict == "untestable"
    assert answer["feasible"].verdict == "confirmed"


@pytest.mark.parametrize("place", [(Places, "where"), (StateSet, "__and__")])
def test_nodes_that_run_out_anywhere_cost_one_claim(
    place: tuple[type, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = detente.build(asking(LIMITED))
    kept, (owner, name) = getattr(*place), place
    left = [3]  # calls until the nodes run out, once

    def runs_out(self: Any, other: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise MemoryError
        return kept(self, other)

    monkeypatch.setattr(owner, name, runs_out)
    found = told(conflict)
    assert left[0] <= 0, "they ran out"
    assert sorted(one[0] for one in found.values()) == ["confirmed", "confirmed", "untestable"]


def weighed(options: int, parties: int = 3) -> Conflict:
    """A conflict whose sets of states are large: weights over everything."""
    random = Random(5)
    keys = [f"P{k % parties}.o{k}" for k in range(options)]
    return detente.build(
        {
            "title": "Weights",
            "decision_makers": {
                f"P{p}": {"options": {f"o{k}": "x" for k in range(p, options, parties)}}
                for p in range(parties)
            },
            "status_quo": [],
            "rules": [{"infeasible_move": {"by": "P1", "from": keys[1], "to": keys[4]}}],
            "preferences": {
                f"P{p}": {"weights": {key: random.randint(1, 60) for key in keys}}
                for p in range(parties)
            },
            "outcomes": {"even": " and ".join(keys[::2])},
        }
    )


def test_after_the_nodes_ran_out_work_goes_on_in_a_new_space(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Bounds, "usual", classmethod(lambda cls: cls(16_000, 1e9)))
    conflict = weighed(18)
    even: Condition = conflict.outcomes["even"].condition
    part = UnlistedSubConflict(conflict)
    full, (asked,) = part.ground, find("gmr", conflict.party_names) or ()
    said = part.why_undefined({}, asked)
    assert said == "gmr without a list of states: the limit of 16,000 nodes was reached"
    assert part.ground is not full, "they ran out within a step"
    assert part.where(even).count == 1 << 9
    assert part.why_undefined({}, asked) == said, "it is not tried twice"
    with pytest.raises(TooLarge, match="gmr without a list"):
        part.equilibria({}, asked)
