"""Writing a conflict as a strategic game (`.nfg`), by payoffs, in whole numbers.

The payoff form is the one that every reader of the format knows; some know no other, want the
number of strategies rather than their names, and take a quote within a title for its end.
"""

from __future__ import annotations

import math

import numpy as np

from detente.formats.loss import LOSSY
from detente.formats.strategies import payoffs, strategies
from detente.limits import limit
from detente.model import Conflict, compile_arena
from detente.problems import Problem, TooLarge

_NAMED = 12  # strategies of a party that a note names


def write_nfg(conflict: Conflict) -> tuple[str, tuple[Problem, ...]]:
    """The conflict as the text of a `.nfg` file, and notes on what the file does not say.

    A pure equilibrium of the game is a Nash equilibrium of the conflict and the other way round,
    unless a note says that moves or states are lost. ModelError where the listed moves are not
    those of strategies, or a preference is no ranking; TooLarge where there are too many payoffs.
    """
    arena = compile_arena(conflict)
    found = strategies(conflict, arena)
    counts = found.counts
    combinations = math.prod(counts)
    if combinations * len(counts) > limit("game_payoffs"):
        raise TooLarge(
            "a strategic game",
            f"{combinations:,} combinations of strategies, more than "
            f"{limit('game_payoffs'):,} payoffs",
            "hold options fixed by rules, or write .csv, which lists feasible states alone",
        )
    notes = list(found.notes)
    if combinations > arena.graph.states:
        what = (
            f"{combinations - arena.graph.states} of {combinations} combinations of strategies are "
            "no states; the game has them, and pays everybody less than any state does"
        )
        mend = "write .csv, which leaves them out, or .yaml"
        notes.append(Problem(conflict.file, 0, 0, LOSSY, what, mend))
    cell = np.ravel_multi_index(tuple(found.of), counts, order="F")
    table = np.empty((combinations, len(counts)), dtype=np.int64)
    paid, told = payoffs(conflict, arena)
    notes += told
    for k, own in enumerate(paid):
        table[:, k] = int(own.min()) - 1
        table[cell, k] = own
    for party, labels in zip(conflict.decision_makers, found.labels, strict=True):
        listed = ", ".join(f"{k} {label}" for k, label in enumerate(labels[:_NAMED], start=1))
        more = ", …" if len(labels) > _NAMED else ""
        what = f"the strategies of {party.name} are told by number: {listed}{more}"
        notes.append(
            Problem(conflict.file, 0, 0, "W-NOT-CARRIED", what, "keep this list, or the model file")
        )
    notes += said_elsewhere(conflict)
    players = " ".join(_quoted(party.words) for party in conflict.decision_makers)
    head = f"NFG 1 R {_quoted(conflict.title)} {{ {players} }} {{ {' '.join(map(str, counts))} }}"
    rows = [" ".join(map(str, row)) for row in table.tolist()]
    return "\n".join([head, "", *rows]) + "\n", tuple(notes)


def said_elsewhere(conflict: Conflict, held: tuple[str, ...] = ()) -> list[Problem]:
    """A note on the parts of a model that are left out: those not `held` by the format."""
    parts = {
        "status_quo": conflict.status_quo is not None,
        "outcomes": bool(conflict.outcomes),
        "alternatives": bool(conflict.alternatives),
        "coalitions": bool(conflict.coalitions),
        "evidence": bool(conflict.evidence),
        "claims": bool(conflict.claims),
        "expected": bool(conflict.expected),
        "about": bool(conflict.about),
        "as_of": conflict.as_of is not None,
    }
    left = [name for name, there in parts.items() if there and name not in held]
    if not left:
        return []
    what = f"left out: {', '.join(f'`{name}`' for name in left)}"
    return [Problem(conflict.file, 0, 0, "W-NOT-CARRIED", what, "keep the model file")]


def _quoted(text: str) -> str:
    """The text in quotes, on one line, without what a reader could take for the end of it."""
    line = " ".join(text.replace('"', "'").replace("\\", "/").split())
    return '"' + "".join(one for one in line if one.isprintable()) + '"'
