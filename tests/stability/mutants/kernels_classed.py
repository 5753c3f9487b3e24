"""Mistakes where moves are looked at in classes: forbidden moves, short answers, few states."""

from __future__ import annotations

from stability.mutants.kernel import CLASSED, KernelMutant
from stability.mutants.planting import text

# Moves in classes: forbidden moves, short answers, few states of many codes.
IN_CLASSES = (
    KernelMutant(
        text(
            "classed, loops: moves are remembered from the class before",
            "stability.engines.classed.loops",
            "if asked[w] != c:",
            "if asked[w] < 0:",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: the last class's values stay",
            "stability.engines.classed.loops",
            "table[kind[member[e]]] = top",
            "table[0] = top",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: the last kind that may be entered is missed",
            "stability.engines.classed.loops",
            "range(ask_first[w], ask_first[w + 1]):",
            "range(ask_first[w], max(ask_first[w] + 1, ask_first[w + 1] - 1)):",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: ties are improvements",
            "stability.engines.classed.loops",
            "while until < first[c + 1] and rank[member[until]] == level:",
            "while until < first[c + 1] and until == e:",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: improvements: a state that may not be left is left",
            "stability.engines.classed.loops",
            "if not len(leaving) or leaving[x]:",
            "if True:",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: values stay from class to class",
            "stability.engines.classed.loops",
            "table[kind[member[f]]] = top",
            "table[0] = top",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: the same party may move twice in a row",
            "stability.engines.classed.loops",
            "(before == _NOBODY and j == mover)",
            "(before == _NOBODY and j < 0)",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: a state reached by one party is done with",
            "stability.engines.classed.loops",
            "by[x] = mover if before == _NOBODY and mover < nobody else _DONE",
            "by[x] = _DONE",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: a state reached again is passed over",
            "stability.engines.classed.loops",
            "(before != _NOBODY and j != before)",
            "before != _NOBODY",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: ties are improvements",
            "stability.engines.classed.loops",
            "rank[j, z] >= rank[j, x]",
            "rank[j, z] > rank[j, x]",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: whoever is passed over once is lost",
            "stability.engines.classed.loops",
            "left[s] = x",
            "left[s] = -1",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: forbidden moves are made",
            "stability.engines.classed.loops",
            "if not may[may_at[j] + span_kind[s] * kinds[j] + kind[j, x]]:",
            "if False:",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: ways are taken backwards",
            "stability.engines.classed.loops",
            "span_kind[s] * kinds[j] + kind[j, x]",
            "kind[j, x] * kinds[j] + span_kind[s]",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, loops: search: a state that may not be left is left",
            "stability.engines.classed.loops",
            "elif not len(leaving) or leaving[j, z]:",
            "elif True:",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, classes: what may only be dropped may only be taken",
            "stability.engines.classed.classes",
            "((graph.codes ^ np.int64(dropped)) >> np.int64(bit) & 1)",
            "(graph.codes >> np.int64(bit) & 1)",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, classes: one-way moves only ever lose",
            "stability.engines.classed.classes",
            "(pattern[:, None] & ~pattern[None, :]) == 0",
            "(~pattern[:, None] & pattern[None, :]) == 0",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, classes: rules forbid to enter from anywhere",
            "stability.engines.classed.classes",
            "~(leaves[:, None] & enters[None, :])",
            "~(enters[:, None] & enters[None, :])",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, classes: the second rule is the first",
            "stability.engines.classed.classes",
            "len(bits) + 2 * k + side",
            "len(bits) + side",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, classes: worst first",
            "stability.engines.classed.classes",
            "levels + (levels - 1 - rank)",
            "levels + rank",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, classes: spans: best first",
            "stability.engines.classed.classes",
            "* levels + self.rank",
            "* levels + (levels - 1 - self.rank)",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, engine: the mover is among those who sanction",
            "stability.engines.classed.engine",
            "if k != self.party and self.graph.masks[k]]",
            "if self.graph.masks[k]]",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, engine: once is read as legal",
            "stability.engines.classed.engine",
            'self.assumptions.sanction_moves == "legal" and len(others) > 1',
            'self.assumptions.sanction_moves != "single" and len(others) > 1',
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, engine: legal is read as once",
            "stability.engines.classed.engine",
            'self.assumptions.sanction_moves == "legal" and len(others) > 1',
            "len(others) > 9",
        ),
        CLASSED,
    ),
    KernelMutant(
        text(
            "classed, engine: the last class of a piece is left out",
            "stability.engines.classed.engine",
            "end = max(begin + 1, min(end, last))\n        yield begin, end",
            "end = max(begin + 1, min(end, last))\n        yield begin, end - (end > begin + 1)",
        ),
        CLASSED,
    ),
)

# Only improvements are ever limited to some states; values show the others, too.
VALUES_IN_CLASSES = (
    KernelMutant(
        text(
            "classed, loops: a state that may not be left is left",
            "stability.engines.classed.loops",
            "if len(leaving) and not leaving[x]:",
            "if False:",
        ),
        CLASSED,
    ),
)
