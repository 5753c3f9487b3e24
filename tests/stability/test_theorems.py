"""The theorems on stability (section 9), held by the engines' verdicts on random models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, islice
from random import Random

import numpy as np
import pytest

import detente
from detente.analysis.analyze import Analysis, assume
from detente.model import Conflict, Graph
from detente.stability import judge
from oracle.compare import ALL, CORE, READINGS
from oracle.generate import Model
from oracle.reading import SANCTION_MOVES, SANCTIONS
from oracle.transform import (
    Change,
    renamed,
    shuffled,
    stretched,
    with_a_statement_twice,
    with_an_idle_party,
)
from stability.battery import asked_of_engines, model_at

MODELS = 90
CHANGED = 40  # models tried with each change that changes nothing
SEED = "theorems"
Plane = np.ndarray


@dataclass(frozen=True)
class Judged:
    """A model under one reading: bool (parties + 1, states) by concept, equilibria last."""

    model: Model
    graph: Graph
    planes: dict[str, Plane]

    @property
    def by_options(self) -> bool:
        """Whether the model is in option form."""
        return self.graph.form == "option"

    def limits_moves(self) -> bool:
        """Whether the model has an `infeasible_move`."""
        return any("infeasible_move" in rule for rule in self.model.get("rules", []))


@cache
def conflicts() -> list[tuple[Model, Conflict]]:
    """The random conflicts that the theorems are tried on."""
    return [(model, detente.build(model)) for model in map(a_model, range(MODELS))]


def a_model(number: int) -> Model:
    """One of the models."""
    return model_at(number, SEED)


def planes_of(analysis: Analysis) -> dict[str, Plane]:
    """The verdicts of all parties and, as one row more, the equilibria, by concept."""
    verdicts = analysis.verdicts
    return {
        one: np.stack(
            [
                *(verdicts.stable(party, one) for party in range(verdicts.graph.parties)),
                verdicts.equilibria(one),
            ]
        )
        for one in verdicts.concepts
    }


@cache
def verdicts(how: str, sanction: str) -> list[Judged]:
    """All verdicts of the random conflicts under a reading."""
    found = []
    for model, conflict in conflicts():
        analysis = detente.analyze(conflict, ALL, sanction_moves=how, sanction=sanction)
        found.append(Judged(model, analysis.verdicts.graph, planes_of(analysis)))
    return found


def within(inner: Plane, outer: Plane) -> bool:
    """Whether what is stable in one is stable in the other, for each party and together."""
    return not (inner & ~outer).any()


def contained(inner: str, outer: str, how: str, sanction: str) -> int:
    """Assert that one concept implies another on all models; how many verdicts it says so of."""
    seen = 0
    for judged in verdicts(how, sanction):
        if inner in judged.planes and outer in judged.planes:
            seen += int(judged.planes[inner].sum())
            assert within(judged.planes[inner], judged.planes[outer]), judged.model
    return seen


@pytest.mark.parametrize(("how", "sanction"), READINGS)
@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        *(("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr")),
        *(("nash", "sim"), ("hseq", "seq"), ("nash", "hseq")),
    ],
)
def test_T1_concepts_contain_each_other(inner: str, outer: str, how: str, sanction: str) -> None:
    assert contained(inner, outer, how, sanction) > 1000


@pytest.mark.parametrize(
    ("one", "other"),
    [("seq", "smr"), ("smr", "seq"), ("sim", "seq"), ("seq", "sim"), ("sseq", "sim")],
)
def test_T2_concepts_do_not_contain_each_other(one: str, other: str) -> None:
    assert any(
        not within(judged.planes[one], judged.planes[other])
        for judged in verdicts("legal", "weak")
        if one in judged.planes and other in judged.planes
    )


@pytest.mark.parametrize(("how", "sanction"), READINGS)
def test_T3_maximin_begins_with_nash_gmr_smr_and_closes_in(how: str, sanction: str) -> None:
    for judged in verdicts(how, sanction):
        planes = judged.planes
        assert np.array_equal(planes["nash"], planes["mr1"])
        assert np.array_equal(planes["gmr"], planes["mr2"])
        assert np.array_equal(planes["smr"], planes["mr3"])
        for inner, outer in (("mr1", "mr3"), ("mr3", "mr5"), ("mr5", "mr4"), ("mr4", "mr2")):
            assert within(planes[inner], planes[outer]), judged.model


@pytest.mark.parametrize(("how", "sanction"), READINGS)
def test_T4_credible_maximin_begins_with_nash_seq_sseq(how: str, sanction: str) -> None:
    ranked = [judged for judged in verdicts(how, sanction) if judged.graph.ranked]
    for judged in ranked:
        planes = judged.planes
        assert np.array_equal(planes["nash"], planes["cmr1"])
        assert np.array_equal(planes["seq"], planes["cmr2"])
        assert np.array_equal(planes["sseq"], planes["cmr3"])
        for inner, outer in (("cmr3", "cmr5"), ("cmr5", "cmr4"), ("cmr4", "cmr2")):
            assert within(planes[inner], planes[outer]), judged.model
    assert len(ranked) > MODELS / 2


def test_T4_fails_without_total_preorders() -> None:
    assert any(
        not np.array_equal(judged.planes["sseq"], judged.planes["cmr3"])
        for judged in verdicts("legal", "weak")
        if not judged.graph.ranked
    )


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        *(("l1", "nash"), ("nash", "l1"), ("l2", "seq"), ("l3", "smr"), ("nm", "gmr")),
        *(("l1", "mr1"), ("l2", "mr2"), ("l3", "mr3"), ("l4", "mr4")),
    ],
)
def test_T5_limited_moves_imply_sanctions_for_two_parties(inner: str, outer: str) -> None:
    assert contained(inner, outer, "legal", "weak") > 200


@pytest.mark.parametrize("how", SANCTION_MOVES)
def test_T7_strict_verdicts_are_weak_verdicts(how: str) -> None:
    for strict, weak in zip(verdicts(how, "strict"), verdicts(how, "weak"), strict=True):
        for concept in (*CORE, "mr2", "mr3", "mr4", "mr5"):
            if concept in weak.planes:
                assert within(strict.planes[concept], weak.planes[concept]), weak.model


@pytest.mark.parametrize("sanction", SANCTIONS)
def test_T8_more_moves_sanction_more(sanction: str) -> None:
    three = (verdicts(how, sanction) for how in ("single", "once", "legal"))
    for single, once, legal in zip(*three, strict=True):
        for concept in ("gmr", "smr", "seq", "sseq"):
            narrow, middle, wide = (found.planes[concept] for found in (single, once, legal))
            assert within(narrow, middle), legal.model
            assert within(middle, wide), legal.model
            if legal.graph.parties == 2:
                assert np.array_equal(narrow, wide), legal.model
        if "sim" in legal.planes:
            assert within(single.planes["sim"], legal.planes["sim"]), legal.model


def test_T11_a_seq_equilibrium_exists_where_moves_compose() -> None:
    fitting = [
        judged
        for judged in verdicts("legal", "weak")
        if judged.graph.ranked and judged.graph.moves_compose
    ]
    for judged in fitting:
        assert judged.planes["seq"][-1].any(), judged.model
        assert judged.planes["gmr"][-1].any(), judged.model
    assert len(fitting) > MODELS / 6


@pytest.mark.parametrize("engine", ["listed", "table"])
def test_T13_where_moves_compose_it_is_no_matter_who_moved_last(engine: str) -> None:
    """The engines' short cut for moves that compose gives the verdicts of the full search."""
    fitting = 0
    for (_, conflict), judged in zip(conflicts(), verdicts("legal", "weak"), strict=True):
        if not (judged.graph.moves_compose and judged.graph.ranked):
            continue
        fitting += 1
        asked = asked_of_engines(conflict)
        for sanction in SANCTIONS:
            in_full = judge(
                replace(judged.graph, moves_compose=False),
                asked,
                assume("legal", sanction, engine),
            )
            short = judge(judged.graph, asked, assume("legal", sanction, engine))
            for one, plane in short.planes.items():
                assert (one, plane.tobytes()) == (one, in_full.planes[one].tobytes())
    assert fitting > MODELS / 6


CHANGES: dict[str, Callable[[Model, Random], Change]] = {
    "another order": shuffled,
    "other names": lambda model, _: renamed(model),
    "another scale": lambda model, _: stretched(model),
    "an idle party": lambda model, _: with_an_idle_party(model),
    "a statement twice": with_a_statement_twice,
}


@pytest.mark.parametrize("change", CHANGES)
def test_T15_verdicts_do_not_depend_on(change: str, request: pytest.FixtureRequest) -> None:
    rng = Random(change)
    count = MODELS if request.config.getoption("--deep") else CHANGED
    for number, (model, conflict) in enumerate(conflicts()[:count]):
        how, sanction = READINGS[number % len(READINGS)]
        changed, states, parties = CHANGES[change](model, rng)
        before = verdicts_by_text(conflict, how, sanction)
        after = verdicts_by_text(detente.build(changed), how, sanction)
        kept = {
            (parties.get(party, party), concept): {states[state] for state in stable}
            for (party, concept), stable in before.items()
            if (parties.get(party, party), concept) in after
        }

        assert {key: after[key] for key in kept} == kept, (model, changed)
        assert len(kept) > len(CORE) * len(parties)


def verdicts_by_text(conflict: Conflict, how: str, sanction: str) -> dict[tuple[str, str], set]:
    """The states in which a party, or everybody, stays, by (party or "", concept)."""
    analysis = detente.analyze(conflict, ALL, sanction_moves=how, sanction=sanction)
    graph = analysis.verdicts.graph
    return {
        (name, concept.split("(")[0]): set(graph.state_texts(np.flatnonzero(plane)))
        for concept, planes in planes_of(analysis).items()
        if not concept.startswith("stackelberg")
        for name, plane in zip((*graph.names, ""), planes, strict=True)
    }


def test_T17_sim_implies_gmr_for_two_parties_by_options() -> None:
    seen = 0
    for judged in verdicts("legal", "weak"):
        if judged.by_options and judged.graph.parties == 2 and not judged.limits_moves():
            planes = judged.planes
            seen += int((planes["sim"] & ~planes["nash"]).sum())
            assert within(planes["sim"], planes["gmr"]), judged.model
    assert seen > 20


@pytest.mark.parametrize("sanction", SANCTIONS)
def test_T18_one_move_each_is_enough_for_gmr_and_smr_without_rules(sanction: str) -> None:
    drawn = map(a_model, count())
    fitting = (
        m for m in drawn if not {"states", "rules"} & m.keys() and len(m["decision_makers"]) > 2
    )
    for model in islice(fitting, 25):
        conflict = detente.build(model)
        once, legal = (
            planes_of(
                detente.analyze(conflict, ["gmr", "smr"], sanction_moves=how, sanction=sanction)
            )
            for how in ("once", "legal")
        )
        for concept in ("gmr", "smr"):
            assert np.array_equal(once[concept], legal[concept]), model
