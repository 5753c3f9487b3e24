"""Conflicts too large to list: verdicts by decision diagrams, sets of states as formulas.

This room sees conflicts, not graphs: no state is ever listed.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.symbolic.asides import rank_counts as rank_counts
    from detente.symbolic.asides import without_moves as without_moves
    from detente.symbolic.compiled import compiled as compiled
    from detente.symbolic.judge import ENGINE as ENGINE
    from detente.symbolic.judge import Partial as Partial
    from detente.symbolic.judge import SymbolicVerdicts as SymbolicVerdicts
    from detente.symbolic.judge import judge_symbolic as judge_symbolic
    from detente.symbolic.space import Bounds as Bounds
    from detente.symbolic.state_set import StateSet as StateSet

open_door(
    __name__,
    {
        "asides": ("rank_counts", "without_moves"),
        "compiled": ("compiled",),
        "judge": ("ENGINE", "Partial", "SymbolicVerdicts", "judge_symbolic"),
        "space": ("Bounds",),
        "state_set": ("StateSet",),
    },
)
