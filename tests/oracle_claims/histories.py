"""Random histories: a conflict in which moves are played, and the dated evidence of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from random import Random
from typing import Any

from oracle.conflict import Conflict, read
from oracle_claims.generate import random_model_with_claims
from oracle_claims.verdicts import World

START = datetime.date(2020, 1, 1)


@dataclass
class Play:
    """A model file with evidence, and what was played: the truth that a track has to find.

    moves  (day, mover, state before, state that the mover alone would have made).
    """

    model: dict[str, Any]
    states: list[str]
    days: list[datetime.date]
    moves: list[tuple[datetime.date, str, str, str]] = field(default_factory=list)


def random_play(rng: Random) -> Play:
    """A model with alternatives, and up to six days on which somebody moved."""
    while True:
        model = random_model_with_claims(rng)
        del model["claims"]
        conflict = read(model)
        if conflict.status_quo is None:
            continue
        play = Play({**model, "as_of": START.isoformat()}, [conflict.status_quo], [])
        world = World(play.model)
        writer = _Writer(rng, play, world)
        writer.before()
        day = START
        for _ in range(rng.randint(1, 6)):
            day += datetime.timedelta(days=rng.randint(1, 90))
            _play_a_day(rng, play, conflict, world, writer, day)
        play.model["evidence"] = writer.evidence
        if play.moves:
            return play


def _play_a_day(
    rng: Random,
    play: Play,
    conflict: Conflict,
    world: World,
    writer: _Writer,
    day: datetime.date,
) -> None:
    here = play.states[-1]
    able = [(p, t) for p in conflict.parties for t in sorted(conflict.moves[p][here])]
    if not able or rng.random() < 0.15:
        writer.nothing_new(here, day)
        return
    first = rng.choice(able)
    chosen = [first]
    if not world.names.graph and rng.random() < 0.3:
        others = [one for one in able if one[0] != first[0]]
        if others:
            chosen.append(rng.choice(others))
    after = here
    for _, there in chosen:
        after = (
            "".join(t if t != h else a for h, t, a in zip(here, there, after, strict=True))
            if (not world.names.graph)
            else there
        )
    if after not in conflict.states:
        writer.nothing_new(here, day)
        return
    play.states.append(after)
    play.days.append(day)
    if world.names.graph:
        movers = [p for p in conflict.parties if after in conflict.moves[p][here]]
        play.moves += [(day, p, here, after) for p in movers]
    else:
        by_party = dict(chosen)
        play.moves += [(day, p, here, by_party[p]) for p in conflict.parties if p in by_party]
    writer.moved(here, after, day)


class _Writer:
    """Writes the evidence: what was done, now and then in several entries, and what stayed."""

    def __init__(self, rng: Random, play: Play, world: World) -> None:
        self.rng, self.play, self.world = rng, play, world
        self.evidence: dict[str, Any] = {}

    def _entry(self, day: datetime.date, supports: list[str]) -> None:
        number = len(self.evidence) + 1
        self.evidence[f"e{number}"] = {
            "says": "Something was seen.",
            "date": day.isoformat(),
            "supports": supports,
        }

    def _literal(self, place: int, state: str) -> str:
        party, option = self.world.names.options[place]
        return f"{'' if state[place] == 'Y' else 'not '}{party}.{option}"

    def before(self) -> None:
        """Evidence until the model's date, which agrees with the status quo."""
        for _ in range(self.rng.randint(0, 3)):
            day = START - datetime.timedelta(days=self.rng.randint(0, 300))
            self._unchanged(self.play.states[0], day)

    def nothing_new(self, state: str, day: datetime.date) -> None:
        """Evidence that says again what is known, on a day without a move."""
        if self.rng.random() < 0.5:
            self._unchanged(state, day)

    def _unchanged(self, state: str, day: datetime.date) -> None:
        if self.world.names.graph:
            self._entry(day, [state])
        else:
            place = self.rng.randrange(len(state))
            self._entry(day, [self._literal(place, state)])

    def moved(self, before: str, after: str, day: datetime.date) -> None:
        """Evidence of the move: all that changed, in one entry or in several, in several ways."""
        if self.world.names.graph:
            self._entry(day, [after])
            return
        changed = [k for k in range(len(after)) if before[k] != after[k]]
        literals = [self._literal(k, after) for k in changed]
        self.rng.shuffle(literals)
        if len(literals) > 1 and self.rng.random() < 0.4:
            self._entry(day, literals[:1])
            self._entry(day, literals[1:])
        elif self.rng.random() < 0.4:
            self._entry(day, [" and ".join(literals)])
        else:
            self._entry(day, literals)
        if self.rng.random() < 0.2:
            self._unchanged(after, day)
