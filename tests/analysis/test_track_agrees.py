"""Random histories made by playing moves: a track finds what was played, and judges it rightly."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

import detente
from detente.analysis.track import Track, track
from oracle.generate import to_yaml
from oracle_claims.histories import Play, random_play
from oracle_claims.verdicts import World

ROUNDS = 4
A_ROUND = 50


@cache
def round_of(seed: int) -> list[tuple[Play, Track]]:
    plays = [random_play(Random(f"track/{seed}/{k}")) for k in range(A_ROUND)]
    return [(play, track(detente.load(to_yaml(play.model)), "good", draws=0)) for play in plays]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_the_states_and_moves_that_were_played_are_found(seed: int) -> None:
    for play, found in round_of(seed):
        told = found.history
        assert (play.states, play.days) == (
            [str(state) for state in told.states],
            [stop.date for stop in told.stops],
        ), to_yaml(play.model)
        assert play.moves == [(m.date, m.by, m.start, m.end) for m in told.moves]
        assert told.contradictions == ()


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_move_is_judged_under_every_reading_as_defined(seed: int) -> None:
    for play, found in round_of(seed):
        world = World(play.model)
        grid = world.grid("all")
        assert len(play.moves) == len(found.hindsight.moves)
        for (_, mover, before, after), judged in zip(
            play.moves, found.hindsight.moves, strict=True
        ):
            gains = {
                reading[mover]
                for reading in grid
                if world.conflict(reading, [], []).prefers(mover, after, before)
            }
            assert gains == set(judged.gains)
            for concept in ("nash", "seq"):
                held = [
                    tuple(
                        world.equilibrium(world.conflict(reading, [], []), concept, state)
                        for state in (before, after)
                    )
                    for reading in grid
                ]
                assert (sum(left for left, _ in held), sum(made for _, made in held)) == (
                    judged.left_held[concept],
                    judged.reached_held[concept],
                )


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_the_readings_that_foresaw_most_are_found(seed: int) -> None:
    for play, found in round_of(seed):
        world = World(play.model)
        hits = [
            sum(
                world.conflict(reading, [], []).prefers(mover, after, before)
                for _, mover, before, after in play.moves
            )
            for reading in world.grid("all")
        ]
        assert max(hits) == found.hindsight.best_hits
        assert hits[0] == found.hindsight.base_hits


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_an_agreement_is_in_force_where_its_outcome_holds(seed: int) -> None:
    for play, found in round_of(seed):
        names = World(play.model).names
        agreed = found.agreement
        assert agreed is not None
        assert [names.holds('"good"', state) for state in play.states] == list(agreed.in_force)
        for commitment in agreed.commitments:
            kept = [names.holds(commitment.text, state) for state in play.states]
            assert kept == list(commitment.kept)
            turns = [
                (day, "kept" if now else "broken")
                for day, was, now in zip(play.days, kept[:-1], kept[1:], strict=True)
                if was != now
            ]
            assert turns == [(event.date, event.kind) for event in commitment.events]
            for event in commitment.events:
                movers = {mover for day, mover, _, _ in play.moves if day == event.date}
                assert set(event.by) <= movers
