"""Ensembles hold to the definition: every reading counted, drawn fairly, and told in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

import detente
from detente.analysis.ensembles.asked import ensemble_of
from detente.analysis.ensembles.ensemble import Ensemble
from detente.analysis.ensembles.tally import explained, wilson
from detente.limits import LIMITS
from detente.problems import ModelError, TooLarge
from oracle.ensembles import Judge, counts, ensemble, listed
from oracle.generate import Model, random_model, to_yaml
from stability.mutants.planting import Mutant, text

MODELS = 40
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def uncertain_model(rng: Random) -> Model:
    """A small random model whose parties have alternatives, outcomes and uncertain lists."""
    while True:
        model = random_model(rng)
        wants = model["preferences"]
        parties = [p for p, given in wants.items() if listed(given) is not None]
        if not 1 <= len(parties) <= 3 or any(len(listed(wants[p]) or ()) > 5 for p in parties):
            continue
        outcomes = dict(model.get("outcomes", {}))
        for p in parties:
            for number, one in enumerate(listed(wants[p]) or ()):
                if '"' not in one and "'" not in one:
                    outcomes.setdefault(f"wish {p} {number}", one)
        if not outcomes:
            continue
        model["outcomes"] = outcomes
        alternatives = {**model.get("alternatives", {})}
        uncertain: dict[str, Any] = {}
        for p in parties:
            statements = listed(wants[p]) or []
            if rng.random() < 0.5 and len(statements) > 1:
                other = statements[:]
                rng.shuffle(other)
                alternatives.setdefault(p, {})["otherwise"] = other
            if rng.random() < 0.5 and len(statements) > 1:
                first = rng.randrange(1, len(statements))
                last = min(len(statements), first + rng.choice((1, 2)))
                sure = {"sure": max(0, len(statements) - rng.choice((2, 3)))}
                uncertain[p] = rng.choice(({"any order": [[first, last]]}, sure))
        model["alternatives"] = {p: named for p, named in alternatives.items() if named}
        if uncertain:
            model["uncertain"] = uncertain
        return model


def agrees(model: Model, rng: Random) -> tuple[bool, int]:
    """Whether the ensemble of a model is counted as defined; and how many readings it has."""
    how, sanction = rng.choice(("legal", "once", "single")), rng.choice(("weak", "strict"))
    concept, edits = rng.choice(CONCEPTS), rng.choice((0, 0, 1, 1, 2))
    kinds = rng.choice((("move", "drop"), ("move",), ("drop",)))
    both = rng.random() < 0.3
    conflict = detente.load(to_yaml(model))
    across = {party: list(conflict.readings(party)) for party in conflict.party_names}
    readings = list(ensemble(model, across, edits, kinds))
    if len(readings) > 400:
        edits = 0
        readings = list(ensemble(model, across, edits, kinds))
    if len(readings) > 400:
        return True, 0
    found = detente.robust(
        conflict,
        concepts=[concept],
        edits=edits,
        kinds=kinds,
        sanction_moves=how,
        sanction=sanction,
        vary="sanction" if both else (),
        quick=True,
    )
    judge = Judge(model, how, sanction)
    whole, by = counts(judge, readings, concept)
    if both:
        other = Judge(model, how, "strict" if sanction == "weak" else "weak")
        more, by_more = counts(other, readings, concept)
        whole += more
        by = {key: own + by_more[key] for key, own in by.items()}
        readings += readings
    base = next(iter(ensemble(model, {p: ["base"] for p in across}, orders=False)))
    same = found.readings == len(readings) and found.complete
    for name in model["outcomes"]:
        answer = found.answer(name, concept)
        same &= answer.share.holds == whole[name]
        same &= answer.base == (name in judge.outcomes(base, concept))
        same &= bool(answer.drivers) != answer.constant
        for driver in answer.drivers:
            if driver.dimension.kind != "reading":
                continue
            shares = {
                value: Fraction(by[driver.dimension.party, value][name],
                                by[driver.dimension.party, value][""])
                for value in driver.shares
            }  # fmt: skip
            mean = Fraction(whole[name], len(readings))
            between = sum(
                (share - mean) ** 2 * by[driver.dimension.party, value][""]
                for value, share in shares.items()
            ) / len(readings)
            same &= all(
                Fraction(one.holds, one.of) == shares[value] for value, one in driver.shares.items()
            )
            same &= math.isclose(driver.explains, between / (mean * (1 - mean)), abs_tol=1e-12)
    return bool(same), len(readings)


def test_an_ensemble_is_counted_as_defined(tally: Callable[[str, int], None]) -> None:
    sizes = []
    for number in range(MODELS):
        rng = Random(f"ensemble/{number}")
        model = uncertain_model(rng)
        right, size = agrees(model, rng)
        assert right, to_yaml(model)
        sizes.append(size)
    assert sum(size > 1 for size in sizes) > MODELS // 2
    tally("readings of ensembles compared", sum(sizes))


@pytest.mark.parametrize("case", ["korea-small", "korea-medium"])
def test_the_grids_of_korea_are_the_published_ones(case: str) -> None:
    conflict = detente.load(case)
    published = conflict.expected[2]["what_if"]

    found = detente.robust(conflict, concepts=[*CONCEPTS], quick=True).to_dict()

    assert found["readings"] == published["readings"]
    compared = 0
    for name, own in published["outcomes"].items():
        for concept, holds in own.items():
            if concept in CONCEPTS:
                assert found["outcomes"][name][concept] == holds, (name, concept)
                compared += 1
    assert compared >= 20


def some_ensembles() -> list[Ensemble]:
    """Ensembles of some models, edits and all."""
    found = []
    for number in range(12):
        conflict = detente.load(to_yaml(uncertain_model(Random(f"members/{number}"))))
        found.append(asked(conflict, edits=number % 3))
    return [one for one in found if one.size <= 5_000]


def asked(conflict: detente.Conflict, edits: int = 0, perturb: str | None = None) -> Ensemble:
    question = ensemble_of(
        conflict,
        (),
        "nash",
        "all",
        True,
        edits,
        ("move", "drop"),
        perturb,
        (),
        (),
        detente.Setting(),
    )
    return question.ensemble


def test_every_member_has_one_number() -> None:
    for one in some_ensembles():
        members = {one.at(number) for number in range(one.size)}
        assert len(members) == one.size


def test_a_sample_is_made_of_different_members_and_every_member_is_as_likely() -> None:
    one = next(one for one in some_ensembles() if one.size > 20)
    count = one.size * 2 // 3
    seen: Counter[int] = Counter()
    for seed in range(600):
        drawn = list(one.drawn(0, count, count, seed))
        assert len(set(drawn)) == count
        seen.update(drawn)
    # Each is drawn about 400 times of 600; five standard deviations are 58.
    assert set(seen) == set(range(one.size))
    assert all(abs(times - 600 * count / one.size) < 58 for times in seen.values())


def test_a_sample_is_the_same_in_whatever_parts_it_is_drawn() -> None:
    one = asked(detente.load("korea"), edits=2)
    whole = list(one.drawn(0, 3_000, 3_000, 7))
    parts = [k for first in range(0, 3_000, 701)
             for k in one.drawn(first, min(3_000, first + 701), 3_000, 7)]  # fmt: skip

    assert parts == whole
    assert whole != list(one.drawn(0, 3_000, 3_000, 8))


def test_a_sample_says_where_the_whole_lies() -> None:
    conflict = detente.load("korea-small")
    whole = detente.robust(conflict, concepts="seq", edits=1, quick=True)
    held = of = 0
    for seed in range(25):
        part = detente.robust(conflict, concepts="seq", edits=1, sample=200, seed=seed, quick=True)
        assert (part.readings, part.size, part.seed) == (200, whole.size, seed)
        for key, one in part.answers.items():
            low, high = one.share.interval or (0.0, 0.0)
            held += low <= whole.answers[key].share.share <= high
            of += 1
    # Drawn slice by slice they vary no more than independent draws would.
    assert held / of >= 0.95


def test_one_seed_is_one_answer_on_any_number_of_workers() -> None:
    conflict = detente.load("korea-small")

    def found(workers: int) -> dict[str, Any]:
        return detente.robust(
            conflict, concepts="seq", edits=2, sample=1_100, seed=4, workers=workers, quick=True
        ).to_dict()

    assert {**found(1), "made": None} == {**found(2), "made": None}


@pytest.mark.parametrize(
    ("holds", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.27753),
        (5, 10, 0.23659, 0.76341),
        (10, 10, 0.72247, 1.0),
        (1, 100, 0.00177, 0.05449),
    ],
)
def test_the_interval_is_that_of_wilson(holds: int, of: int, low: float, high: float) -> None:
    assert wilson(holds, of) == pytest.approx((low, high), abs=2e-5)


def test_what_never_changes_is_explained_by_nothing() -> None:
    halves = np.array([5, 5])
    assert explained(halves, np.array([5, 5])) == explained(halves, np.array([0, 0])) == 0.0
    assert explained(halves, np.array([5, 0])) == 1.0
    assert explained(halves, np.array([2, 2])) == 0.0


WEIGHED = """\
title: Two weights
decision_makers:
  A: {options: {p: P, q: Q}}
rules: [{infeasible: A.p and A.q}]
preferences: {A: {weights: {A.p: 10, A.q: 10.5}}}
outcomes: {p: A.p, q: A.q}
"""


def test_weights_that_are_a_little_off_are_so_evenly() -> None:
    found = detente.robust(
        detente.load(WEIGHED), concepts="nash", perturb="10%", sample=4_000, seed=1, quick=True
    )
    # 10 (1 + 0.1 a / 1000) against 10.5 (1 + 0.1 b / 1000), a and b from -1000 to 1000.
    better = sum(
        # the least a for which p is better: 100 a > 105 b + 50,000
        1_000 - max(-1_001, (105 * b + 50_000) // 100)
        for b in range(-1_000, 1_001)
        if (105 * b + 50_000) // 100 < 1_000
    )
    exact = better / 2_001**2
    assert found.size == 2_001**2
    low, high = found.answer("p", "nash").share.interval or (0, 0)
    assert 0.25 < low <= exact <= high < 0.32
    by_number = {one.dimension.what: one for one in found.answer("p", "nash").drivers}
    lower, higher = (
        by_number["weight of 'A.p'"].shares[v].share for v in ("lower", "as written or higher")
    )
    assert lower < exact < higher


def test_payoffs_are_off_by_a_share_of_their_range() -> None:
    paid = WEIGHED.replace("{weights: {A.p: 10, A.q: 10.5}}", "{payoffs: {YN: 1, NY: 2, NN: 0}}")
    conflict = detente.load(paid)
    assert (
        detente.robust(conflict, concepts="nash", perturb=0.24, sample=300, seed=3, quick=True)
        .answer("p", "nash")
        .constant
    )
    assert (
        not detente.robust(conflict, concepts="nash", perturb=0.6, sample=300, seed=3, quick=True)
        .answer("p", "nash")
        .constant
    )


def test_settings_vary_as_further_dimensions() -> None:
    conflict = detente.load("korea-small")
    found = detente.robust(conflict, concepts="gmr", vary="sanction,sanction-moves", quick=True)
    alone = [
        detente.robust(conflict, concepts="gmr", sanction_moves=how, sanction=what, quick=True)
        for how in ("legal", "once", "single")
        for what in ("weak", "strict")
    ]

    assert found.readings == 6 * 30
    for name in conflict.outcomes:
        own = [one.answer(name, "gmr").share.holds for one in alone]
        assert found.answer(name, "gmr").share.holds == sum(own)
        for driver in found.answer(name, "gmr").drivers:
            if driver.dimension.what == "sanction":
                assert driver.shares["weak"].holds == sum(own[::2])
                assert driver.shares["strict"].holds == sum(own[1::2])


def test_an_order_that_is_not_known_is_asked_both_ways() -> None:
    conflict = detente.load(
        "title: T\ndecision_makers: {A: {options: {p: P, q: Q}}}\n"
        "rules: [{infeasible: A.p and A.q}]\n"
        "preferences: {A: [A.p, A.q]}\nuncertain: {A: {sure: 0}}\noutcomes: {p: A.p}\n"
    )
    found = detente.robust(conflict, concepts="nash").answer("p", "nash")
    [driver] = found.drivers

    assert (found.share.holds, found.share.of, found.base) == (1, 2, True)
    assert driver.explains == 1.0
    assert {name: one.share for name, one in driver.shares.items()} == {"'A.p'": 1, "'A.q'": 0}
    alone = detente.robust(conflict, concepts="nash", uncertain=False)
    assert (alone.readings, alone.answer("p", "nash").constant) == (1, True)


@pytest.mark.parametrize("case", ["korea-small", "korea-medium"])
def test_an_answer_hangs_on_the_evidence_without_which_it_is_otherwise(case: str) -> None:
    conflict = detente.load(case)
    found = detente.robust(conflict, "double freeze", ["nash", "seq"])
    data = conflict.to_dict()
    assert found.hangs

    for hang in found.hangs if case == "korea-small" else found.hangs[:9]:
        changed = {
            **data,
            "rules": [r for r in data["rules"] if hang.entry not in r.get("evidence", [])]
            if "rules" in data
            else [],
            "preferences": {
                party: [
                    one
                    for one in wanted
                    if not isinstance(one, dict) or hang.entry not in one.get("evidence", [])
                ]
                for party, wanted in data["preferences"].items()
            },
            "alternatives": {},
            "claims": {},
            "expected": [],
        }
        after = detente.analyze(detente.build(changed), ["nash", "seq"])
        turned = {
            concept
            for concept in ("nash", "seq")
            if found.answer("double freeze", concept).base
            != bool(after.outcomes()["double freeze"][concept])
        }
        assert {concept for _, concept in hang.turned} == turned, hang.entry


def test_margins_are_those_of_the_margin() -> None:
    conflict = detente.load("korea-small")
    found = detente.robust(conflict, "capitulation", "seq")
    alone = detente.margin(conflict, "capitulation", "seq")

    assert found.near == (("capitulation", "seq"),)
    told = found.answer("capitulation", "seq").margin
    assert told is not None
    assert (told.margin, told.count, told.neighbours) == (
        alone.margin,
        alone.count,
        alone.neighbours,
    )


def test_an_ensemble_that_is_too_large_says_how_large_and_how_to_sample() -> None:
    conflict = detente.load("korea")
    vast = detente.load(WEIGHED)
    with pytest.raises(TooLarge) as refused:
        detente.robust(vast, concepts="nash", perturb=0.1)
    assert f"{2_001**2:,} readings" in refused.value.what
    assert "a number that is a little off" in refused.value.what
    assert f"more than {LIMITS['robust_readings'].value:,}" in refused.value.estimate
    assert "--sample 10000 --seed 1" in refused.value.way_out
    with pytest.raises(TooLarge, match="the lists of DPRK that 2 edits make"):
        detente.robust(conflict, edits=2, kinds="move,drop,insert,replace", sample=10**12)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sample": 0}, "sample: 0 is below 1"),
        ({"edits": 3}, "'3' is no cost that is tried"),
        ({"perturb": "0"}, "'0' is no share by which numbers may be off"),
        ({"perturb": "much"}, "'much' is no share"),
        ({"perturb": 1.5}, "'1.5' is no share"),
        ({"vary": "concept"}, "'concept' is no setting that varies"),
        ({"kinds": "swap"}, "'swap' is no kind of edit"),
        ({"kinds": ""}, "no kind of edit is named"),
        ({"across": {"USA": "zz"}}, "USA has no alternative 'zz'"),
        ({"of": "zz"}, "'zz' is no outcome, no state and no option"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ModelError) as refused:
        detente.robust(detente.load("korea"), **given)
    [problem] = refused.value.problems
    assert said in str(problem)
    assert problem.mend


def test_a_model_without_outcomes_has_to_be_asked_about_something() -> None:
    conflict = detente.load(WEIGHED.replace("outcomes: {p: A.p, q: A.q}", ""))
    with pytest.raises(ModelError, match="names no outcome, and nothing is asked about"):
        detente.robust(conflict)
    assert detente.robust(conflict, "A.p", "nash").answer("A.p", "nash").share.of == 1


def test_the_page_tells_a_mediator_what_it_rests_on() -> None:
    said = " ".join(
        str(detente.robust(detente.load("korea"), "double freeze", ["nash", "seq"])).split()
    )

    assert "It holds in 53 of 90 readings (59%)." in said
    assert "How North Korea is read explains 30% of the difference: from 20% (base) to 93%" in said
    assert "It hangs on 'mattis-2017-09'" in said
    assert "That is a convention, not a probability." in said
    calm = str(detente.robust(detente.load("korea-small"), "allied retreat", "nash"))
    assert "Constant: it holds in none of the 30 readings" in " ".join(calm.split())
    drawn = str(detente.robust(detente.load("korea"), concepts="nash", sample=40, seed=5))
    assert "40 readings, drawn with seed 5" in drawn
    few = str(detente.robust(detente.load("korea"), "double freeze", "seq", sample=20, seed=3))
    assert "is read may make a difference; the sample is too small to tell" in " ".join(few.split())
    assert "There is one reading, so nothing drives it." in str(
        detente.robust(detente.load("chicken"), "crash", "nash")
    )


_ENSEMBLE, _BRANCH = "analysis.ensembles.ensemble", "analysis.ensembles.branch"
_TALLY, _JUDGING = "analysis.ensembles.tally", "analysis.ensembles.judging"
PLANTED = (
    text("each party has the edits to itself", _ENSEMBLE, "left -= cost", "pass"),
    text("edits cost nothing", _ENSEMBLE, "rest[most - c]", "rest[most]"),
    text("settings are not counted", _ENSEMBLE, "* len(self.settings)", ""),
    text("a party's ways are forgotten", _ENSEMBLE, "number -= here", "number = number % here"),
    text("all orders are as written", _BRANCH, "left.pop(at)", "left.pop(0)"),
    text(
        "an end is left out of a range",
        _BRANCH,
        "math.factorial(last - first + 1) for",
        "math.factorial(last - first) for",
    ),
    text("orders hold for alternatives, too", _BRANCH, 'any_order and name == "base"', "any_order"),
    text(
        "what is said to be uncertain is not", _BRANCH, "if any_order and", "if not any_order and"
    ),
    text(
        "edits are not made", _BRANCH, "numbers = stepped(numbers, step)", "stepped(numbers, step)"
    ),
    text("a list is reached twice", _BRANCH, "if after not in seen:", "if True:"),
    text("classes share a state only", _JUDGING, ".any(axis=1)", ".all(axis=1)"),
    text(
        "one party's equilibrium is enough",
        _JUDGING,
        "np.bitwise_and.reduce",
        "np.bitwise_or.reduce",
    ),
    text(
        "all orders are alike", _JUDGING, "same = (party, _content(order) +", "same = (party, b'' +"
    ),
    text(
        "the readings of a value are not its own",
        _TALLY,
        "np.add.at(counts, labels[:, k], answers)",
        "np.add.at(counts, labels[:, 0], answers)",
    ),
    text(
        "what explains nothing explains something",
        _TALLY,
        "(h * of - total * n) ** 2",
        "(h * of - total * n + 1) ** 2",
    ),
)


@pytest.mark.parametrize("mutant", PLANTED, ids=lambda one: one.name)
def test_a_planted_mistake_is_found_out(mutant: Mutant) -> None:
    with mutant.planted():
        for number in range(MODELS * 3):
            rng = Random(f"ensemble/{number}")
            model = uncertain_model(rng)
            try:
                right, _ = agrees(model, rng)
            except (AssertionError, IndexError, ZeroDivisionError, KeyError, ValueError):
                return
            if not right:
                return
    raise AssertionError(mutant.name)
