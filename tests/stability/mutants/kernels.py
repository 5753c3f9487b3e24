"""All mistakes in the kernels, by the comparison in which they are looked for.

SMALL on small conflicts, VALUES there in what moves and answers come to, MANY where preferences are
judged in one go, LARGE on graphs at whose size pieces of work end.
"""

from __future__ import annotations

from stability.mutants import kernels_classed as classed
from stability.mutants import kernels_frame as frame
from stability.mutants import kernels_loops as loops
from stability.mutants import kernels_plays as plays

SMALL = (
    *loops.ANSWERS,
    *loops.BY_LABELS,
    *loops.CLASSES,
    *frame.WORK,
    *frame.VARIANTS,
    *frame.SLICES,
    *frame.BOX,
    *frame.ENGINE,
    *plays.LOOPS,
    *plays.LISTED,
    *plays.SEARCHED_BY,
    *plays.BY_NUMPY,
    *classed.IN_CLASSES,
)
VALUES = (*plays.VALUES, *classed.VALUES_IN_CLASSES)
MANY, LARGE = frame.MANY, frame.LARGE
MUTANTS = (*SMALL, *VALUES, *MANY, *LARGE)
