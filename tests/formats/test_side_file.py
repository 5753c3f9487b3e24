"""A save file with a side file: nothing of the model is lost, and changes in GMCR+ are taken up."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from conflicts import CASES, compiled_case, said
from gmcr_program import load

from detente import analyze, build
from detente.formats import convert, model_text, read_gmcr_text, read_model, side_file, write_gmcr
from detente.model import Conflict, load_file
from detente.problems import ModelError

QUARRY = """\
detente: 1
title: A quarry
decision_makers:
  Village: {options: {sue: Sue the firm, sign: Sign the deal}}
  Firm: {options: {filter: Build a filter}}
rules: [infeasible: sue and sign]
status_quo: []
preferences:
  Village:
    - {prefer: filter, because: Dust.}
    - {prefer: not sue, because: Suing costs.}
  Firm: [not sue, not filter]
outcomes: {deal: sign and filter}
claims: {one: {says: It settles., expect: {some equilibrium: deal}}}
"""
CONCEPTS = ("nash", "gmr", "smr", "seq")


def put(source: Path, target: Path) -> None:
    """What the command writes."""
    found = side_file(source, target)
    assert found is not None
    found[0].write_text(found[1], encoding="utf-8")
    target.write_text(str(convert(source, target)[0]), encoding="utf-8")


@pytest.mark.parametrize("name", ["elmira", "gatt-trade", "chicken", "korea-small"])
def test_a_model_there_and_back_is_the_same(name: str, tmp_path: Path) -> None:
    put(CASES / f"{name}.yaml", tmp_path / "m.gmcr")
    conflict, notes = read_model(tmp_path / "m.gmcr")
    before = load_file(CASES / f"{name}.yaml")

    assert said(conflict) == said(before)
    assert notes == ()
    text, lost = convert(tmp_path / "m.gmcr", tmp_path / "back.yaml")
    (tmp_path / "back.yaml").write_text(str(text), encoding="utf-8")
    assert said(load_file(tmp_path / "back.yaml")) == said(before)
    assert [one.code for one in lost] == []


def quarry(tmp_path: Path) -> Path:
    source = tmp_path / "quarry.yaml"
    source.write_text(QUARRY, encoding="utf-8")
    return source


def changed(tmp_path: Path, change: Any) -> tuple[Conflict, str]:
    put(quarry(tmp_path), tmp_path / "m.gmcr")
    data = json.loads((tmp_path / "m.gmcr").read_text(encoding="utf-8"))
    change(data)
    (tmp_path / "m.gmcr").write_text(json.dumps(data), encoding="utf-8")
    conflict, notes = read_model(tmp_path / "m.gmcr")
    return conflict, " ".join(one.what for one in notes if one.code == "W-SIDE")


def test_a_list_that_was_changed_is_taken_and_the_rest_stays(tmp_path: Path) -> None:
    def drop_first(data: Any) -> None:
        data["decisionMakers"][0]["preferences"].pop(0)

    conflict, told = changed(tmp_path, drop_first)
    before = load_file(quarry(tmp_path))

    assert "preferences of Village; the rest is from the side file" in told
    (left,) = conflict.to_dict()["preferences"]["Village"]
    assert left == {"prefer": "not Village.sue", "because": "Suing costs."}
    changed_alone = {**said(conflict), "preferences": said(before)["preferences"]}
    assert changed_alone == said(before)


def test_rules_that_were_changed_are_taken(tmp_path: Path) -> None:
    conflict, told = changed(
        tmp_path, lambda data: data["infeasibles"].append([[1, "Y"], [2, "N"]])
    )

    assert "rules" in told
    assert compiled_case(conflict)["states"] == ["NNN", "YNN", "NNY", "YNY", "NYY"]
    assert conflict.claims.keys() == {"one"}


def test_another_model_under_the_name_is_read_alone(tmp_path: Path) -> None:
    def rename(data: Any) -> None:
        data["options"][0]["name"] = "Something else"

    conflict, told = changed(tmp_path, rename)

    assert "the side file is not used: the file has other decision makers or options" in told
    assert conflict.status_quo is None


def test_a_status_quo_that_rules_now_exclude_leaves_the_side_file_aside(tmp_path: Path) -> None:
    shut = [[k, "N"] for k in range(3)]
    conflict, told = changed(tmp_path, lambda data: data["infeasibles"].append(shut))

    assert "does not fit any more" in told
    assert conflict.status_quo is None


def test_a_broken_side_file_does_not_stand_in_the_way(tmp_path: Path) -> None:
    put(CASES / "elmira.yaml", tmp_path / "m.gmcr")
    (tmp_path / "m.gmcr.yaml").write_text("detente: [", encoding="utf-8")
    conflict, notes = read_model(tmp_path / "m.gmcr")

    assert len(conflict.options) == 5
    assert [one.code for one in notes if one.code == "W-SIDE"] == ["W-SIDE"]


def listed(seed: int) -> dict[str, Any]:
    """Listed states whose moves options can say: some strategies are left for good, some not."""
    chance = random.Random(seed)
    sizes = [chance.randint(1, 4) for _ in range(chance.choice((2, 2, 3)))]
    ways = []
    for size in sizes:
        level = [chance.randint(0, 2) for _ in range(size)]  # up is possible, down is not
        ways.append([[a != b and level[a] <= level[b] for b in range(size)] for a in range(size)])
    profiles = [()]
    for size in sizes:
        profiles = [(*one, k) for one in profiles for k in range(size)]
    kept = [one for one in profiles if chance.random() < 0.8] or profiles[:1]
    names = {one: "s" + "".join(map(str, one)) for one in kept}
    parties: dict[str, Any] = {}
    for i in range(len(sizes)):
        moves: dict[str, list[str]] = {}
        for one in kept:
            targets = [
                names[other]
                for other in kept
                if other[:i] == one[:i]
                and other[i + 1 :] == one[i + 1 :]
                and ways[i][one[i]][other[i]]
            ]
            if targets:
                moves[names[one]] = targets
        parties[f"P{i}"] = {"moves": moves}
    order = list(names.values())
    chance.shuffle(order)
    wishes: dict[str, Any] = {"P0": {"ranking": order}}  # strict: a state is known by its rank
    for i in range(1, len(sizes)):
        mixed = order[:]
        chance.shuffle(mixed)
        tied = [mixed[: len(mixed) // 2], *mixed[len(mixed) // 2 :]]
        wishes[f"P{i}"] = {"ranking": [one for one in tied if one]}
    return {
        "detente": 1,
        "title": "Listed",
        "states": order,
        "decision_makers": parties,
        "preferences": wishes,
    }


@pytest.mark.parametrize("block", range(4))
def test_listed_states_and_moves_are_what_the_program_finds(block: int) -> None:
    written = 0
    for seed in range(block * 25, block * 25 + 25):
        conflict = build(listed(seed))
        try:
            text, _ = write_gmcr(conflict)
        except ModelError:
            continue  # where states are missing, the rest may say too little of strategies
        written += 1
        loaded, want = load(text), compiled_case(conflict)
        place = {rank: k for k, rank in enumerate(want["orders"][0])}
        ranks = sorted(set(loaded.payoffs[0]))
        known = [place[ranks.index(paid)] for paid in loaded.payoffs[0]]

        assert sorted(known) == list(range(len(want["states"]))), seed
        for party, own in enumerate(loaded.moves):
            found = {(known[a], known[b]) for a, b in own}
            assert found == {
                (a, b) for a, targets in enumerate(want["moves"][party]) for b in targets
            }, seed
            dense = sorted(set(loaded.payoffs[party]))
            assert {known[k]: dense.index(x) for k, x in enumerate(loaded.payoffs[party])} == dict(
                enumerate(want["orders"][party])
            ), seed
        again = read_gmcr_text(text)[0]
        for concept in CONCEPTS:
            before, after = (analyze(one).equilibria(concept) for one in (conflict, again))
            assert len(before) == len(after), (seed, concept)
    assert written >= 12


def test_listed_states_come_back_as_they_were_by_the_side_file(tmp_path: Path) -> None:
    source = tmp_path / "listed.yaml"
    source.write_text(model_text(build(listed(1))), encoding="utf-8")
    put(source, tmp_path / "m.gmcr")

    assert said(read_model(tmp_path / "m.gmcr")[0]) == said(load_file(source))


def test_moves_that_no_options_say_are_refused() -> None:
    cycle = {"a": ["b"], "b": ["c"], "c": ["a"]}
    data = {
        "detente": 1,
        "title": "T",
        "states": ["a", "b", "c"],
        "decision_makers": {"A": {"moves": cycle}},
    }
    with pytest.raises(ModelError, match="no options say the moves of A"):
        write_gmcr(build(data))


def test_a_condition_that_contradicts_itself_is_told_on_success(tmp_path: Path) -> None:
    def contradict(data: Any) -> None:
        data["infeasibles"].append([[0, "Y"], [0, "N"]])

    put(CASES / "chicken.yaml", tmp_path / "m.gmcr")
    data = json.loads((tmp_path / "m.gmcr").read_text(encoding="utf-8"))
    contradict(data)
    source = tmp_path / "contradicting.gmcr"
    source.write_text(json.dumps(data), encoding="utf-8")
    text, notes = convert(source, tmp_path / "m.yaml")

    assert [one.code for one in notes] == ["W-RULE"]
    assert "contradicts itself" in notes[0].what
    (tmp_path / "m.yaml").write_text(str(text), encoding="utf-8")
    again = convert(tmp_path / "m.yaml", tmp_path / "n.gmcr")[1]
    assert any(one.code == "W-RULE" and "is left out" in one.what for one in again)
