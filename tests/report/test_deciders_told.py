"""Readings that decide a claim are told as sets: the sets hold just these readings, each once."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from detente.report.claims_page import _party_by_party

PARTIES = {"A": "abc", "B": "abcd", "C": "ab"}


@pytest.mark.parametrize("seed", range(30))
def test_many_deciders_are_drawn_together_without_one_more_or_less(seed: int) -> None:
    every = list(product(*PARTIES.values()))
    some = Random(seed).sample(every, Random(-seed).randrange(1, len(every) + 1))
    groups = _party_by_party(
        [tuple((party, (name,)) for party, name in zip(PARTIES, one, strict=True)) for one in some]
    )
    told = [one for group in groups for one in product(*(names for _, names in group))]
    assert sorted(told) == sorted(some)


def test_readings_that_differ_in_one_party_only_are_one_set() -> None:
    singles = [(("A", (a,)), ("B", (b,))) for a in "abc" for b in "ab"]
    assert _party_by_party(singles) == [(("A", ("a", "b", "c")), ("B", ("a", "b")))]
