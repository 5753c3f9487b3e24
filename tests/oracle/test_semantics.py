"""Unknown, graded, fuzzy and probable preference: examples and theorems T1, T7, T9, T10."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from random import Random

import pytest

from oracle.compare import CORE, verdicts_under
from oracle.conflict import Conflict, read
from oracle.generate import models
from oracle.reading import SANCTION_MOVES, Reading
from oracle.semantics import Semantics, degrees, fuzzy, probable, simple, unknown

HALF = Fraction(1, 2)
Stable = Mapping[str, Mapping[str, frozenset[str]]]


@cache
def conflicts() -> list[Conflict]:
    """Random conflicts without strategies missing: all six concepts are defined."""
    found = [read(model) for model in models(200, seed=41)]
    return [c for c in found if c.strategies is not None]


@cache
def with_unknown_pairs() -> list[Conflict]:
    """Those in which some pair is unknown."""
    return [c for c in conflicts() if any(c.unknown.values())]


def stable(conflict: Conflict, semantics: Semantics, how: str = "legal") -> Stable:
    """The verdicts of the six concepts."""
    return verdicts_under(Reading(conflict, how, semantics), CORE).stable


def implies(inner: Stable, outer: Stable) -> bool:
    """Whether all that is stable in one is in the other."""
    return all(
        inner[party][concept] <= outer[party][concept] for party in inner for concept in CORE
    )


def degree_of(conflict: Conflict, rng: Random) -> dict[str, dict[tuple[str, str], int]]:
    """A random degree from 1 to 3 for each strict preference."""
    return {p: {pair: rng.randint(1, 3) for pair in conflict.better[p]} for p in conflict.parties}


@pytest.mark.parametrize("how", SANCTION_MOVES)
@pytest.mark.parametrize("kind", ["a", "b", "c", "d", "degree"])
def test_T1_concepts_contain_each_other_under_every_semantics(kind: str, how: str) -> None:
    for conflict in with_unknown_pairs():
        if kind == "degree":
            semantics = degrees(conflict, degree_of(conflict, Random(1)), 2)
        else:
            semantics = unknown(conflict, kind)
        for by_concept in stable(conflict, semantics, how).values():
            nash, gmr, smr, seq, sseq, sim = (by_concept[concept] for concept in CORE)

            assert nash <= sseq <= seq <= gmr
            assert sseq <= smr <= gmr
            assert nash <= sim


def test_T7_higher_degrees_deter_less() -> None:
    changed = 0
    for number, conflict in enumerate(conflicts()):
        degree = degree_of(conflict, Random(number))
        by_degree = [stable(conflict, degrees(conflict, degree, d)) for d in range(4)]

        assert by_degree[0] == stable(conflict, simple(conflict, "weak"))
        assert by_degree[1] == stable(conflict, simple(conflict, "strict"))
        assert implies(by_degree[3], by_degree[2])
        assert implies(by_degree[2], by_degree[1])
        assert implies(by_degree[1], by_degree[0])
        changed += by_degree[2] != by_degree[1]
    assert changed > 20


def test_T9_the_four_extensions_contain_each_other() -> None:
    differ = set()
    for conflict in with_unknown_pairs():
        a, b, c, d = (stable(conflict, unknown(conflict, kind)) for kind in "abcd")

        assert implies(a, b)
        assert implies(b, d)
        assert implies(a, c)
        assert implies(c, d)
        for party in conflict.parties:
            assert a[party]["nash"] == c[party]["nash"]
            assert b[party]["nash"] == d[party]["nash"]
        differ |= {
            pair for pair, no in (("b in c", implies(b, c)), ("c in b", implies(c, b))) if not no
        }
    assert differ == {"b in c", "c in b"}


def test_T9_where_nothing_is_unknown_all_four_are_classical() -> None:
    for conflict in conflicts():
        if not any(conflict.unknown.values()):
            classical = stable(conflict, simple(conflict, "weak"))
            for kind in "abcd":
                assert classical == stable(conflict, unknown(conflict, kind))


def test_T10_sure_fuzzy_and_probable_preferences_are_classical() -> None:
    for conflict in conflicts():
        pairs = [(t, s) for t in conflict.states for s in conflict.states]
        r = {
            p: {
                (t, s): HALF * (1 + conflict.prefers(p, t, s) - conflict.prefers(p, s, t))
                for t, s in pairs
            }
            for p in conflict.parties
        }
        chances = {
            p: {(t, s): Fraction(conflict.prefers(p, t, s)) for t, s in pairs}
            for p in conflict.parties
        }
        classical = stable(conflict, simple(conflict, "weak"))

        for threshold in (Fraction(1, 10), Fraction(1)):
            assert classical == stable(
                conflict, fuzzy(r, dict.fromkeys(conflict.parties, threshold))
            )
        assert classical == stable(conflict, probable(chances, HALF, HALF, HALF))
