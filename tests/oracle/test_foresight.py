"""Concepts of foresight against a second, even more literal computation."""

from __future__ import annotations

from collections import Counter

from oracle import foresight
from oracle.conflict import read
from oracle.generate import models
from oracle.golden import games, strict_orders
from oracle.reading import Reading


def test_policy_by_a_game_of_turns_agrees_with_trying_all_policies() -> None:
    verdicts: Counter[bool] = Counter()
    for model in models(250, seed=21):
        conflict = read(model)
        if len(conflict.parties) != 2:
            continue
        r = Reading(conflict, "legal")
        if any(foresight.number_of_policies(r, party) > 150 for party in conflict.parties):
            continue
        for party in conflict.parties:
            for state in conflict.states:
                expected = foresight.policy_by_enumeration(r, party, state)
                verdicts[expected] += 1

                assert expected == foresight.policy(r, party, state), model
    assert min(verdicts[True], verdicts[False]) > 50


def test_searching_for_a_winning_policy_agrees_with_trying_all() -> None:
    verdicts: Counter[bool] = Counter()
    for model in models(120, seed=22):
        conflict = read(model)
        if len(conflict.parties) != 2 or len(conflict.states) > 4:
            continue
        r = Reading(conflict, "legal")
        i, j = conflict.parties
        if any(foresight.number_of_policies(r, party) > 150 for party in conflict.parties):
            continue
        for theirs in foresight.policies(r, j)[:20]:
            for state in conflict.states:
                expected = any(
                    foresight.wins(conflict, i, state, ours, theirs)
                    for ours in foresight.policies(r, i)
                )
                verdicts[expected] += 1

                assert expected == foresight.beats(conflict, i, state, theirs)
    assert min(verdicts[True], verdicts[False]) > 50


def test_tables_of_expectation_are_periodic_and_the_period_is_not_always_one() -> None:
    lengths: Counter[int] = Counter()
    for game in games(strict_orders()):
        conflict = read(game)
        first, again = foresight.period(conflict)
        lengths[again - first] += 1

        assert foresight.expected(conflict, first) == foresight.expected(conflict, again)
    assert set(lengths) > {1}
