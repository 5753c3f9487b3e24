"""Ensembles under semantics hold to the definition: every reading is a model, judged by itself."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
import yaml

import detente
from detente.problems import ModelError
from detente.report import show_robust
from detente.report.terminal import as_text
from oracle.compare import verdicts_under
from oracle.conflict import Names, read
from oracle.ensembles import models_of
from oracle.generate import models, to_yaml
from oracle.reading import Reading
from oracle.uncertain import NotGiven, made_uncertain, semantics_for
from stability.mutants.planting import Mutant, text

SEMANTICS = (
    *("strong", "degree-1", "unknown-a", "unknown-b", "unknown-c", "unknown-d"),
    *("fuzzy", "prob", "unknown-c-strong"),
)
MODELS, MOST = 12, 60
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def uncertain_model(number: int) -> dict[str, Any]:
    """A random model with uncertain preferences, whose parties have each another such reading."""
    (model,) = models(1, seed=31_000 + number)
    conflict, rng = read(model), Random(number)
    one, other = (made_uncertain(model, conflict, rng) for _ in range(2))
    names = Names(one)
    nouns = [f"{p}.{o}" for p, o in names.options] or names.states
    outcomes = {**one.get("outcomes", {})} | {f"wish {k}": noun for k, noun in enumerate(nouns[:3])}
    alternatives = {p: {"otherwise": given} for p, given in other["preferences"].items()}
    return {**one, "outcomes": outcomes, "alternatives": alternatives}


def agrees(model: dict[str, Any], name: str, concept: str, edits: int) -> tuple[bool, int]:
    """Whether an ensemble is counted as defined; and how many readings it has."""
    built = detente.build(model)
    across = {party: list(built.readings(party)) for party in built.party_names}
    readings = list(models_of(model, across, edits, ("move", "drop")))
    if len(readings) > MOST:
        edits, readings = 0, list(models_of(model, across, 0, ("move", "drop")))
    if len(readings) > MOST:
        return True, 0
    id = f"{name}:{concept}"
    counts, undefined = dict.fromkeys(model["outcomes"], 0), 0
    for one in readings:
        conflict, names = read(one), Names(one)
        try:
            semantics = semantics_for(one, conflict, name)
        except NotGiven:
            undefined += 1
            continue
        verdicts = verdicts_under(Reading(conflict, "legal", semantics), [concept])
        found = verdicts.equilibria[concept]
        for outcome in counts:
            counts[outcome] += any(names.holds(f'"{outcome}"', s) for s in found)
    try:
        answer = detente.robust(built, concepts=[id], edits=edits, quick=True)
    except detente.NotDefined:
        return undefined > 0, len(readings)
    same = not undefined and answer.readings == len(readings)
    same &= answer.to_dict()["outcomes"] == {one: {id: counts[one]} for one in counts}
    return same, len(readings)


def test_an_ensemble_under_a_semantics_is_counted_as_defined(
    tally: Callable[[str, int], None],
) -> None:
    sizes = []
    for number in range(MODELS):
        model, rng = uncertain_model(number), Random(f"under/{number}")
        how = rng.choice(SEMANTICS), rng.choice(CONCEPTS), rng.choice((0, 1))
        right, size = agrees(model, *how)
        assert right, f"{number} {how}\n{to_yaml(model)}"
        sizes.append(size)
    assert sum(size > 1 for size in sizes) > MODELS // 2
    tally("readings of uncertain ensembles compared", sum(sizes))


ROOF = """\
title: A roof and its rent
decision_makers:
  Tenant: {options: {pay: Pay the arrears, leave: Move out}}
  Landlord: {options: {repair: Repair the roof}}
outcomes: {peace: pay and repair and not leave}
preferences:
  Tenant:
    priorities: [{prefer: repair, strength: much, evidence: [letter]}, not pay]
    unknown: [[leave, not leave]]
  Landlord: {weights: {pay: 3, not repair: 2.5, not leave: 1}}
alternatives: {Tenant: {calm: [repair, not pay]}}
evidence:
  letter: {says: The tenant wants the roof., date: 2026-01-01, confidence: high}
"""


def test_semantics_stand_beside_the_plain_concepts() -> None:
    roof = detente.load(ROOF)
    found = detente.robust(roof, "peace", "seq", semantics=["unknown-d", "strong"])

    assert found.concepts == ("seq", "unknown-d:seq", "strong:seq")
    for id in found.concepts:
        each = [
            detente.analyze(roof, [id], reading={"Tenant": name}).outcomes()["peace"][id] > 0
            for name in ("base", "calm")
        ]
        assert found.answer("peace", id).share.holds == sum(each)
        assert found.answer("peace", id).base == each[0]
    # Margins are those of plain concepts; what hangs on a source is asked of all.
    assert found.answer("peace", "seq").margin is not None
    assert found.answer("peace", "strong:seq").margin is None
    [hang] = found.hangs
    without = detente.load(
        ROOF.replace("{prefer: repair, strength: much, evidence: [letter]}, ", "")
    )
    turned = {
        ("peace", id)
        for id in found.concepts
        if (detente.analyze(without, [id]).outcomes()["peace"][id] > 0)
        != found.answer("peace", id).base
    }
    assert set(hang.turned) == turned


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_table_a_semantics_is_told_whole(width: int) -> None:
    found = detente.robust(
        detente.load(ROOF), semantics=["strong", "unknown-c-strong"], quick=True, sample=1, seed=1
    )
    lines = as_text(lambda page: show_robust(page, found), width).splitlines()
    end = next(n for n, line in enumerate(lines) if line.startswith("  Share of"))
    table = lines[next(n for n, line in enumerate(lines) if line.startswith("  outcome")) : end]

    assert all(len(line) <= width for line in lines)
    headings = [one for line in table if line.startswith("  outcome") for one in line.split()[1:]]
    assert headings == [one.rpartition(":")[2] for one in found.concepts]
    cells = [one for line in table if line.startswith("  peace") for one in line.split()[1:]]
    assert len(cells) == len(found.concepts)
    assert all("%" in one and "…" not in one for one in cells)
    assert sum(line.startswith(("  strong: ", "  unknown-c-strong: ")) for line in table) == 2


def test_what_is_experimental_says_so() -> None:
    page = " ".join(
        str(detente.robust(detente.load(ROOF), "peace", "seq", semantics="prob")).split()
    )
    assert "prob:seq: experimental, may change." in page
    plain = str(detente.robust(detente.load(ROOF), "peace", "seq", semantics="strong"))
    assert "experimental" not in plain


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"semantics": "perhaps"}, "'perhaps' is no way to read uncertain preferences"),
        ({"semantics": "strong", "sanction": "strict"}, "a strict sanction is for plain"),
        ({"semantics": "strong", "vary": "sanction"}, "a strict sanction is for plain"),
        ({"semantics": "fuzzy", "concepts": "mr4"}, "none of the concepts asked for is defined"),
    ],
)
def test_what_cannot_be_asked_of_uncertain_preferences(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ModelError) as refused:
        detente.robust(detente.load(ROOF), **given)
    assert said in str(refused.value)


_JUDGING = "analysis.ensembles.judging"
PLANTED = (
    text(
        "wants are told apart by their order alone",
        _JUDGING,
        'b"".join(_acts_content(acts[one]) for one in acts)',
        'b""',
    ),
    text("all act as the first party", _JUDGING, "self.wanted[party].acts", "self.wanted[0].acts"),
    text("the base is what acts", _JUDGING, "preference, one)", "branch.preference, one)"),
    text(
        "what deters is not told apart",
        _JUDGING,
        "(acts.leaves, acts.escapes, acts.credible)",
        "(acts.leaves, acts.credible)",
    ),
)


LIST = ["repair", "not pay", "not leave"]
STRONG = [{"prefer": "repair", "strength": "much"}, "not pay", "not leave"]
ROOFS: dict[str, Any] = {
    **yaml.safe_load(ROOF),
    "outcomes": {  # every state by itself
        f"state {k}": " and ".join(
            one if k >> n & 1 else f"not {one}" for n, one in enumerate(("pay", "leave", "repair"))
        )
        for k in range(8)
    },
    "preferences": {
        "Tenant": {"statements": STRONG, "unknown": [["leave", "not leave"]]},
        "Landlord": {"statements": ["pay", "not repair"], "unknown": [["leave", "not leave"]]},
    },
    "alternatives": {
        "Tenant": {
            "sure": {"statements": STRONG},
            "mild": {"statements": LIST, "unknown": [["leave", "not leave"]]},
            "calm": {"statements": LIST, "unknown": [["pay", "not pay"]]},
        }
    },
}


ASKED = [
    (name, concept, edits)
    for edits in (0, 1)
    for name in ("strong", "unknown-a", "unknown-b", "unknown-c", "degree-1")
    for concept in ("seq", "gmr")
]


@pytest.mark.parametrize("asked", ASKED[::3], ids=str)
def test_readings_that_differ_in_marks_alone_are_told_apart(asked: tuple[str, str, int]) -> None:
    right, size = agrees(ROOFS, *asked)
    assert right
    assert size == (44 if asked[-1] else 4)


@pytest.mark.parametrize("mutant", PLANTED, ids=lambda one: one.name)
def test_a_planted_mistake_is_found_out(mutant: Mutant) -> None:
    with mutant.planted():
        for one in ASKED:
            try:
                right, _ = agrees(ROOFS, *one)
            except (AssertionError, KeyError, ValueError):
                return
            if not right:
                return
    raise AssertionError(mutant.name)
