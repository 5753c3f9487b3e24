"""Two models compared: every cause is replayed with the definitions alone."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from itertools import combinations, pairwise
from random import Random
from typing import Any

import pytest
import yaml

import detente
from analysis.quarry import QUARRY
from detente.analysis.diff import Diff, diff
from detente.analysis.model_changes import changes_between, judged_values, with_changes
from detente.model import build, load_text
from detente.problems import ModelError
from detente.report.diff_page import show_diff
from detente.report.terminal import as_text
from oracle.compare import is_stable
from oracle.conflict import read
from oracle.generate import models
from oracle.reading import Reading

Model = dict[str, Any]
CONCEPTS = ("nash", "gmr", "seq")
SEED = 91
OLD = QUARRY.replace("claims:\n", "")


def changed(model: Model, rng: Random) -> dict[tuple[str, str], Any]:
    """Changes by section and name: some lists turned round, perhaps one rule more."""
    found: dict[tuple[str, str], Any] = {}
    for party, wish in model.get("preferences", {}).items():
        if isinstance(wish, list) and len(wish) > 1 and rng.random() < 0.7:
            found["preferences", party] = list(reversed(wish))
    by_state = {"ranking", "payoffs", "better", "fuzzy", "probability"}
    wishes = model.get("preferences", {}).values()
    free = not any(isinstance(one, dict) and by_state & set(one) for one in wishes)
    if "states" not in model and free and rng.random() < 0.7:
        party, one = rng.choice(
            [(p, o) for p, d in model["decision_makers"].items() for o in (d or {})["options"]]
        )
        found["rules", ""] = {"infeasible": f"{party}.{one}"}
    elif model.get("rules") and rng.random() < 0.7:
        found["rules", ""] = {"gone": rng.choice(model["rules"])}
    return found


def made(model: Model, changes: dict[tuple[str, str], Any]) -> Model:
    new = deepcopy(model)
    for (section, name), value in changes.items():
        if section == "rules" and "gone" in value:
            new["rules"].remove(value["gone"])
        elif section == "rules":
            new.setdefault("rules", []).append(value)
        else:
            new[section][name] = value
    return new


def by_definition(model: Model) -> set[tuple[str, str]]:
    try:
        reading = Reading(read(model), "legal")
    except ValueError:
        return set()
    parties, states = reading.conflict.parties, reading.conflict.states
    return {
        (concept, s)
        for concept in CONCEPTS
        for s in states
        if all(is_stable(reading, concept, party, s) for party in parties)
    }


def contradictory(model: Model) -> bool:
    """Whether patterns of `better` say of some pair both that it is better and that it is worse."""
    try:
        read(model)
    except ValueError as error:
        return "and worse" in str(error)
    return False


def answered(old: Model, new: Model) -> Diff | None:
    try:
        return diff(build(old), build(new), CONCEPTS)
    except ModelError:
        return None  # a rule that leaves no state, or a list that speaks of gone states


def complaints(old: Model, number: int) -> tuple[list[str], list[int]]:
    """Where two models' differences are not what the definitions say; also the causes' sizes."""
    old = {key: value for key, value in old.items() if key != "status_quo"}
    changes = changed(old, Random(number))
    answer = answered(old, made(old, changes)) if changes else None
    if answer is None or contradictory(made(old, changes)):
        return [], []
    was, now = by_definition(old), by_definition(made(old, changes))
    told, sizes = [], []
    if {(one.concept, one.state) for one in answer.verdicts} != was ^ now:
        told.append("other verdicts turn")
    if any((one.concept, one.state) in was for one in answer.verdicts if one.holds):
        told.append("what no longer holds is told to hold now")
    for concept, counts in answer.counts.items():
        if counts != tuple(sum(one == concept for one, _ in found) for found in (was, now)):
            told.append(f"{concept}: counts")
    keys = [(one.section, one.name) for one in answer.changes]
    if not set(keys) <= set(changes):
        return [*told, f"changes are {keys}"], sizes
    if by_definition(made(old, {key: changes[key] for key in keys})) != now:
        told.append(f"changes are {keys} alone")
    results = {
        chosen: by_definition(made(old, {key: changes[key] for key in chosen}))
        for size in range(1, len(keys) + 1)
        for chosen in combinations(keys, size)
    }
    for one in answer.verdicts:
        verdict = (one.concept, one.state)
        turning = [c for c, found in results.items() if (verdict in found) != (verdict in was)]
        least = min(map(len, turning), default=0)
        wanted = {chosen for chosen in turning if len(chosen) == least}
        found = [tuple(keys[j] for j in cause) for cause in one.causes]
        if set(found) != wanted or len(found) != len(wanted):
            told.append(f"{verdict}: because of {found}, not {wanted}")
        sizes.append(least)
    return told, sizes


def test_causes_are_those_that_the_definitions_find(request: pytest.FixtureRequest) -> None:
    sizes: list[int] = []
    count = 500 if request.config.getoption("--deep") else 100
    for k, old in enumerate(models(count, seed=SEED)):
        told, more = complaints(old, k)
        assert told == [], old
        sizes += more
    assert len(sizes) > 50
    assert max(sizes) > 1


def test_all_changes_together_make_the_new_model() -> None:
    cases = ["korea-small", "korea", "elmira", "garrison", "chicken", "prisoners-dilemma"]
    for one, other in pairwise(cases):
        old, new = detente.load(one), detente.load(other)
        values = judged_values(old), judged_values(new)

        whole = build(with_changes(*values, changes_between(*values)))

        found, wanted = detente.analyze(whole, "seq"), detente.analyze(new, "seq")
        assert found.equilibria("seq") == wanted.equilibria("seq")


def test_a_model_is_the_same_as_itself() -> None:
    answer = diff(detente.load("korea"), detente.load("korea"), "nash")

    assert (answer.changes, answer.silent, answer.verdicts) == ((), (), ())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("    - Village.sue\n", "", "Village: 'Village.sue' is gone"),
        ("    - Village.sign\n    - Village.sue\n", "    - Village.sue\n    - Village.sign\n",
         "Village: 'Village.sign' moves from 3 to 4"),
        ("    - Village.sue\n", "    - Village.sue\n    - Village.sue\n",
         "Village: 'Village.sue' is new, at 5"),
        ("infeasible: Village.sue and Village.sign", "infeasible: Village.sue and Quarry.filter",
         "new rule: infeasible: Village.sue and Quarry.filter"),
        ("title: Sign,", "title: Sign, once: taken,",
         "Village: option sign is once taken, not free"),
        ("{filter: Build the filter}", "{filter: Build the filter, close: Shut}",
         "Quarry: option close is new"),
        ("calm: not Village.sue", "calm: Village.sign", "outcome 'calm' is redefined"),
    ],
)  # fmt: skip
def test_changes_are_told_in_words(before: str, after: str, words: str) -> None:
    assert before in OLD
    answer = diff(load_text(OLD), load_text(OLD.replace(before, after)), "nash")

    assert words in [one.words for one in answer.changes]


def test_reasons_titles_and_evidence_turn_no_verdict() -> None:
    answer = diff(load_text(OLD), load_text(OLD.replace("because: dust", "because: noise")), "nash")

    assert (answer.changes, answer.verdicts) == ((), ())


def test_options_in_another_order_are_matched_by_name() -> None:
    turned_round = OLD.replace(
        "      sue: Go to court\n      sign: {title: Sign, evidence: [minutes]}\n",
        "      sign: {title: Sign, evidence: [minutes]}\n      sue: Go to court\n",
    )
    assert turned_round != OLD

    assert diff(load_text(OLD), load_text(turned_round), "nash").verdicts == ()


def read_otherwise(readings: str) -> detente.Conflict:
    data = load_text(OLD).to_dict()
    return build({**data, "alternatives": {"Village": yaml.safe_load(readings)}})


def test_other_readings_that_differ_are_named_with_their_party() -> None:
    calm = read_otherwise("{calm: [Village.sign], loud: [Village.sue]}")
    other = read_otherwise("{calm: [Village.sue], new: [Village.sue]}")

    answer = diff(calm, other, "nash")

    assert answer.silent == ("other readings of Village: 'calm', 'new' (new), 'loud' (gone)",)


def test_a_reading_asked_for_is_the_one_compared() -> None:
    calm = read_otherwise("{calm: [Village.sign]}")
    other = read_otherwise("{calm: [Village.sue]}")

    answer = diff(calm, other, "nash", reading={"Village": "calm"})

    assert answer.silent == ()
    assert [one.name for one in answer.changes] == ["Village"]
    assert answer.choices["reading"] == {"Village": "calm"}


@pytest.mark.parametrize("how", ["holding", "without"])
def test_both_models_are_read_as_asked(how: str) -> None:
    new = OLD.replace("infeasible: Village.sue and Village.sign", "infeasible: Quarry.filter")
    asked = {"holding": "not Village.sue", "without": "Village.sue"}[how]

    answer = diff(load_text(OLD), load_text(new), ["nash", "gmr"], **{how: asked})  # type: ignore[arg-type]

    for conflict, place in ((OLD, 0), (new, 1)):
        alone = detente.analyze(load_text(conflict), ["nash", "gmr"], **{how: asked})  # type: ignore[arg-type]
        assert answer.states[place] == alone.to_dict()["states"]
        for one in ("nash", "gmr"):
            assert answer.counts[one][place] == len(alone.equilibria(one))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (("", ""), "From 'A quarry' (the first) to 'A quarry' (the second)"),
        (("old.yaml", "new.yaml"), "From 'A quarry' (old.yaml) to 'A quarry' (new.yaml)"),
        (("a/x.yaml", "b/x.yaml"), "From 'A quarry' (a/x.yaml) to 'A quarry' (b/x.yaml)"),
    ],
)
def test_models_with_one_title_are_told_apart_by_their_files(
    files: tuple[str, str], told: str
) -> None:
    old = replace(load_text(OLD), title="A quarry", file=files[0])
    new = replace(load_text(OLD), title="A quarry", file=files[1])

    assert as_text(lambda page: show_diff(page, diff(old, new, "nash"))).startswith(told)
