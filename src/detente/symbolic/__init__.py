"""Conflicts too large to list: verdicts by decision diagrams, sets of states as formulas.

This room sees conflicts, not graphs: no state is ever listed.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.symbolic.answers import Answers as Answers
    from detente.symbolic.answers import state_alone as state_alone
    from detente.symbolic.asides import rank_counts as rank_counts
    from detente.symbolic.asides import without_moves as without_moves
    from detente.symbolic.compiled import Compiled as Compiled
    from detente.symbolic.compiled import compiled as compiled
    from detente.symbolic.gains import better_than as better_than
    from detente.symbolic.gains import most_liked as most_liked
    from detente.symbolic.gains import number_of_state as number_of_state
    from detente.symbolic.judge import ENGINE as ENGINE
    from detente.symbolic.judge import Partial as Partial
    from detente.symbolic.judge import SymbolicVerdicts as SymbolicVerdicts
    from detente.symbolic.judge import ground_of as ground_of
    from detente.symbolic.judge import judge_ground as judge_ground
    from detente.symbolic.judge import judge_symbolic as judge_symbolic
    from detente.symbolic.judge import judged_term as judged_term
    from detente.symbolic.judge import reason_of as reason_of
    from detente.symbolic.judge import stable_states as stable_states
    from detente.symbolic.judge import why_undefined as why_undefined
    from detente.symbolic.moves import Moves as Moves
    from detente.symbolic.space import Bounds as Bounds
    from detente.symbolic.space import LimitReachedError as LimitReachedError
    from detente.symbolic.state_set import StateSet as StateSet
    from detente.symbolic.together import better_for_all as better_for_all
    from detente.symbolic.together import improvements_of_all as improvements_of_all
    from detente.symbolic.why import PartyHere as PartyHere

open_door(
    __name__,
    {
        "answers": ("Answers", "state_alone"),
        "asides": ("rank_counts", "without_moves"),
        "compiled": ("Compiled", "compiled"),
        "gains": ("better_than", "most_liked", "number_of_state"),
        "judge": (
            "ENGINE",
            "Partial",
            "SymbolicVerdicts",
            "ground_of",
            "judge_ground",
            "judge_symbolic",
            "judged_term",
            "reason_of",
            "stable_states",
            "why_undefined",
        ),
        "moves": ("Moves",),
        "space": ("Bounds", "LimitReachedError"),
        "state_set": ("StateSet",),
        "together": ("better_for_all", "improvements_of_all"),
        "why": ("PartyHere",),
    },
)
