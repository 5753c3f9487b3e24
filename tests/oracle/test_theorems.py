"""The theorems on stability, each over random models, and examples where one does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from random import Random

import pytest

from oracle import concepts
from oracle.compare import ALL, CORE, READINGS, Verdicts, verdicts_of
from oracle.conflict import Conflict, read
from oracle.examples import X5, X6, X10, X12, X13, X14, X15
from oracle.generate import Model, models
from oracle.golden import STRICT_GAMES, WEAK_GAMES
from oracle.reading import SANCTION_MOVES, SANCTIONS, Reading, Steps, ends
from oracle.transform import (
    Change,
    renamed,
    shuffled,
    stretched,
    with_a_statement_twice,
    with_an_idle_party,
)

MODELS = models(160, seed=11)


@cache
def conflicts() -> list[Conflict]:
    """The random conflicts that the theorems are tried on."""
    return [read(model) for model in MODELS]


@cache
def verdicts(sanction_moves: str, sanction: str) -> list[Verdicts]:
    """All verdicts of the random conflicts under a reading."""
    return [verdicts_of(conflict, ALL, sanction_moves, sanction) for conflict in conflicts()]


def by_party(found: Verdicts) -> Iterator[dict[str, frozenset[str]]]:
    """The stable states by concept, of each party and, as one more, the equilibria."""
    for party in found.stable:
        yield dict(found.stable[party])
    yield dict(found.equilibria)


def contained(inner: str, outer: str, sanction_moves: str, sanction: str) -> None:
    """Assert that one concept implies another, and that neither is empty talk."""
    seen = 0
    for number, found in enumerate(verdicts(sanction_moves, sanction)):
        for stable in by_party(found):
            if inner in stable and outer in stable:
                seen += len(stable[inner])
                assert stable[inner] <= stable[outer], MODELS[number]
    assert seen > 100


def ranked(conflict: Conflict) -> bool:
    """Whether every preference is a total preorder."""
    return all(rank is not None for rank in conflict.rank.values())


@pytest.mark.parametrize(("sanction_moves", "sanction"), READINGS)
@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        *(("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr")),
        *(("nash", "sim"), ("hseq", "seq"), ("nash", "hseq")),
    ],
)
def test_T1_concepts_contain_each_other(
    inner: str, outer: str, sanction_moves: str, sanction: str
) -> None:
    contained(inner, outer, sanction_moves, sanction)


@pytest.mark.parametrize(
    ("one", "other"),
    [("seq", "smr"), ("smr", "seq"), ("sim", "seq"), ("seq", "sim"), ("sseq", "sim")],
)
def test_T2_concepts_do_not_contain_each_other(one: str, other: str) -> None:
    assert any(
        stable[one] - stable[other]
        for found in verdicts("legal", "weak")
        for stable in by_party(found)
        if one in stable and other in stable
    )


@pytest.mark.parametrize(("sanction_moves", "sanction"), READINGS)
def test_T3_maximin_begins_with_nash_gmr_smr_and_closes_in(
    sanction_moves: str, sanction: str
) -> None:
    for found in verdicts(sanction_moves, sanction):
        for stable in by_party(found):
            assert stable["nash"] == stable["mr1"]
            assert stable["gmr"] == stable["mr2"]
            assert stable["smr"] == stable["mr3"]
            assert stable["mr1"] <= stable["mr3"] <= stable["mr5"] <= stable["mr4"] <= stable["mr2"]


@pytest.mark.parametrize(("sanction_moves", "sanction"), READINGS)
def test_T4_credible_maximin_begins_with_nash_seq_sseq(sanction_moves: str, sanction: str) -> None:
    seen = 0
    for conflict, found in zip(conflicts(), verdicts(sanction_moves, sanction), strict=True):
        for stable in by_party(found) if ranked(conflict) else ():
            seen += 1
            assert stable["nash"] == stable["cmr1"]
            assert stable["seq"] == stable["cmr2"]
            assert stable["sseq"] == stable["cmr3"]
            assert stable["cmr3"] <= stable["cmr5"] <= stable["cmr4"] <= stable["cmr2"]
    assert seen > 250


@pytest.mark.parametrize("sanction", SANCTIONS)
def test_T4_counter_moves_may_be_limited_to_improvements(sanction: str) -> None:
    for conflict, found in zip(conflicts(), verdicts("legal", sanction), strict=True):
        if not ranked(conflict):
            continue
        r = Reading(conflict, "legal", sanction)
        for i in conflict.parties:
            limited = {
                (concept, s)
                for concept, answers in (("smr", r.answers), ("sseq", r.credible_answers))
                for s in conflict.states
                if all(
                    any(
                        r.deters(i, s, s2) and all(r.deters(i, s, x) for x in r.leaving(i, s2))
                        for s2 in answers(i, s1)
                    )
                    for s1 in r.leaving(i, s)
                )
            }

            assert limited == {(c, s) for c in ("smr", "sseq") for s in found.stable[i][c]}


def test_T4_fails_without_total_preorders() -> None:
    assert any(
        stable["sseq"] != stable["cmr3"]
        for conflict, found in zip(conflicts(), verdicts("legal", "weak"), strict=True)
        for stable in by_party(found)
        if not ranked(conflict)
    )


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        *(("l1", "nash"), ("nash", "l1"), ("l2", "seq"), ("l3", "smr"), ("nm", "gmr")),
        *(("l1", "mr1"), ("l2", "mr2"), ("l3", "mr3"), ("l4", "mr4")),
    ],
)
def test_T5_limited_moves_imply_sanctions_for_two_parties(inner: str, outer: str) -> None:
    contained(inner, outer, "legal", "weak")


def test_T6_limited_moves_do_not_contain_nash_nor_imply_seq() -> None:
    x10 = verdicts_of(X10, ["nash", "l2", "nm"]).stable["D1"]
    x14 = verdicts_of(X14, ["l3", "nm", "seq"]).stable["D0"]

    assert "s1" in x10["nash"] - x10["l2"] - x10["nm"]
    assert "s0" in (x14["l3"] & x14["nm"]) - x14["seq"]


@pytest.mark.parametrize("sanction_moves", SANCTION_MOVES)
def test_T7_strict_verdicts_are_weak_verdicts(sanction_moves: str) -> None:
    for strict, weak in zip(
        verdicts(sanction_moves, "strict"), verdicts(sanction_moves, "weak"), strict=True
    ):
        for party, by_concept in weak.stable.items():
            for concept in (*CORE, "mr2", "mr3", "mr4", "mr5"):
                if concept in by_concept:
                    assert strict.stable[party][concept] <= by_concept[concept]


@pytest.mark.parametrize("sanction", SANCTIONS)
def test_T8_more_moves_sanction_more(sanction: str) -> None:
    three = (verdicts(how, sanction) for how in ("single", "once", "legal"))
    for single, once, legal in zip(*three, strict=True):
        for party in legal.stable:
            for concept in ("gmr", "smr", "seq", "sseq"):
                narrow, middle, wide = (v.stable[party][concept] for v in (single, once, legal))
                assert narrow <= middle <= wide
                if len(legal.stable) == 2:
                    assert narrow == middle == wide
            if "sim" in legal.stable[party]:
                assert single.stable[party]["sim"] <= legal.stable[party]["sim"]


def test_T11_a_seq_equilibrium_exists_where_moves_are_transitive() -> None:
    seen = 0
    for model, conflict, found in zip(MODELS, conflicts(), verdicts("legal", "weak"), strict=True):
        if ranked(conflict) and conflict.moves_compose():
            seen += 1
            assert found.equilibria["seq"], model
            assert found.equilibria["gmr"], model
    assert seen > 50


def test_T12_existence_fails_elsewhere() -> None:
    assert all(STRICT_GAMES[c][0] > 0 for c in ("nash", "smr", "sseq", "l2", "l3", "l4", "nm"))
    assert all(WEAK_GAMES["strict"][c][0] > 0 for c in ("gmr", "seq"))
    for model, how in ((X5, "legal"), (X6, "single"), (X15, "legal")):
        found = verdicts_of(model, ["gmr", "seq"], how)

        assert not found.equilibria["gmr"]
        assert not found.equilibria["seq"]


def test_T13_twice_in_a_row_adds_nothing_to_transitive_moves_but_the_start() -> None:
    seen = 0
    for conflict in conflicts():
        if not conflict.moves_compose():
            continue
        kinds = {"moves": conflict.moves}
        if ranked(conflict):
            kinds["credible"] = Reading(conflict, "legal").credible_steps()
        for steps in kinds.values():
            for i in conflict.parties:
                for s in conflict.states:
                    seen += 1
                    others = conflict.others(i)
                    free = any_walk(steps, others, s)
                    assert ends(steps, others, s, "legal") | {s} == free | {s}
    assert seen > 1000


def any_walk(steps: Steps, movers: tuple[str, ...], start: str) -> set[str]:
    """All that walks of one or more steps reach, whoever moves."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        x = waiting.pop()
        for y in {y for j in movers for y in steps[j][x]} - found:
            found.add(y)
            waiting.append(y)
    return found


CHANGES: dict[str, Callable[[Model, Random], Change]] = {
    "another order": shuffled,
    "other names": lambda model, _: renamed(model),
    "another scale": lambda model, _: stretched(model),
    "an idle party": lambda model, _: with_an_idle_party(model),
    "a statement twice": with_a_statement_twice,
}


@pytest.mark.parametrize("change", CHANGES)
def test_T15_verdicts_do_not_depend_on(change: str) -> None:
    rng = Random(change)
    for number, model in enumerate(MODELS[:200]):
        sanction_moves, sanction = READINGS[number % len(READINGS)]
        changed, states, parties = CHANGES[change](model, rng)
        before = verdicts(sanction_moves, sanction)[number]

        after = verdicts_of(changed, ALL, sanction_moves, sanction)

        assert {states[s] for s in before.states} == set(after.states)
        for party, by_concept in before.stable.items():
            kept = {c: v for c, v in by_concept.items() if c not in after.not_defined}
            expected = {c: frozenset(states[s] for s in v) for c, v in kept.items()}
            assert expected == after.stable[parties[party]], (model, changed)


def test_T17_sim_implies_gmr_for_two_parties_by_options() -> None:
    seen = 0
    for model, found in zip(MODELS, verdicts("legal", "weak"), strict=True):
        if "states" in model or len(found.stable) > 2 or limits_moves(model):
            continue
        for stable in by_party(found):
            seen += len(stable["sim"] - stable["nash"])
            assert stable["sim"] <= stable["gmr"], model
    assert seen > 20


def limits_moves(model: Model) -> bool:
    """Whether the model has an `infeasible_move`."""
    return any("infeasible_move" in rule for rule in model.get("rules", []))


def test_T17_fails_for_three_parties_over_infeasible_states() -> None:
    r = Reading(read(X13), "legal")

    assert concepts.sim(r, "B", "NYN")
    assert not concepts.gmr(r, "B", "NYN")


@pytest.mark.parametrize("sanction", SANCTIONS)
def test_T18_one_move_each_is_enough_for_gmr_and_smr_without_rules(sanction: str) -> None:
    seen = 0
    for model, once, legal in zip(
        MODELS, verdicts("once", sanction), verdicts("legal", sanction), strict=True
    ):
        if "states" in model or "rules" in model or len(legal.stable) < 3:
            continue
        seen += 1
        for party in legal.stable:
            for concept in ("gmr", "smr"):
                assert once.stable[party][concept] == legal.stable[party][concept], model
    assert seen > 4


def test_T18_one_move_each_is_not_enough_for_seq() -> None:
    once, legal = (verdicts_of(X12, ["seq"], how) for how in ("once", "legal"))

    assert "YNY" in legal.stable["C"]["seq"] - once.stable["C"]["seq"]
