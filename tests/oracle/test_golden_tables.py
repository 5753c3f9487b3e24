"""The oracle's verdicts on conflicts whose verdicts are known (stability, section 11)."""

from __future__ import annotations

from collections import Counter

import pytest

from oracle.compare import is_stable, verdicts_of, verdicts_under
from oracle.conflict import read
from oracle.examples import A15, EXAMPLES, X7
from oracle.golden import (
    NAMED_GAMES,
    STRICT_GAMES,
    WEAK_GAMES,
    Golden,
    elmira,
    games,
    six_concepts,
    strict_orders,
    three_parties,
    weak_orders,
)
from oracle.reading import Reading
from oracle.semantics import unknown

KNOWN = (*NAMED_GAMES, *elmira(), *three_parties(), *six_concepts(), *EXAMPLES)


@pytest.mark.parametrize("golden", KNOWN, ids=lambda golden: golden.id)
def test_known_verdicts_come_out(golden: Golden) -> None:
    wanted = {
        *golden.equilibria,
        *(concept for by_concept in golden.stable.values() for concept in by_concept),
    }
    conflict = read(golden.model)
    reading = Reading(conflict, golden.sanction_moves, golden.sanction)

    verdicts = verdicts_under(reading, wanted)

    assert verdicts.not_defined == {}
    for party, by_concept in golden.stable.items():
        for concept, states in by_concept.items():
            assert (party, concept, states) == (party, concept, verdicts.stable[party][concept])
    assert {**verdicts.equilibria, **golden.equilibria} == verdicts.equilibria
    for party, concept, state, expected in golden.verdicts:
        assert (party, concept, expected) == (
            party,
            concept,
            is_stable(reading, concept, party, state),
        )


def counts(
    orders: list[dict[str, int]], concepts: tuple[str, ...], sanction: str
) -> dict[str, tuple[int, int]]:
    """(games without equilibrium, equilibria in all games), for each concept."""
    none: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for game in games(orders):
        for concept, states in verdicts_of(game, concepts, "legal", sanction).equilibria.items():
            none[concept] += not states
            total[concept] += len(states)
    return {concept: (none[concept], total[concept]) for concept in concepts}


def test_all_576_games_of_strict_rankings() -> None:
    assert counts(strict_orders(), tuple(STRICT_GAMES), "weak") == STRICT_GAMES


@pytest.mark.parametrize("sanction", ["weak", "strict"])
def test_all_5625_games_of_rankings_with_ties(sanction: str) -> None:
    expected = WEAK_GAMES[sanction]

    assert counts(weak_orders(), tuple(expected), sanction) == expected


@pytest.mark.parametrize("kind", "abcd")
def test_opponents_may_make_unknown_steps_in_all_four_extensions(kind: str) -> None:
    conflict = read(A15)
    reading = Reading(conflict, "legal", unknown(conflict, kind))

    assert is_stable(reading, "seq", "D0", "s0")
    assert not is_stable(Reading(conflict, "legal", "weak"), "seq", "D0", "s0")


@pytest.mark.parametrize("kind", "bd")
def test_a_counter_move_to_the_unknown_counts_though_it_is_no_improvement(kind: str) -> None:
    conflict = read(X7)
    reading = Reading(conflict, "legal", unknown(conflict, kind))

    assert not is_stable(reading, "smr", "D0", "s0")
    assert is_stable(reading, "gmr", "D0", "s0")
