"""Mistakes where concepts are judged one by one: plays, listed moves, sweeps in NumPy."""

from __future__ import annotations

from stability.mutants.kernel import LABELS, PIECES, PLAIN, PLAYS, SEARCHED, KernelMutant, kernel
from stability.mutants.planting import text

LOOPS = (
    kernel(
        "loops",
        "replies reach infeasible cells",
        "turned = np.where(self.box.feasible, ~value, top)",
        "turned = ~value",
        PLAYS,
    ),
    kernel(
        "loops",
        "steps leave every state",
        "self._order if leaving is None else",
        "self._order if True else",
        PLAYS,
    ),
    kernel("loops", "only kept states are left", "~leaving[party]", "leaving[party]", PLAYS),
    kernel("answers", "kept states are left", "and member & keeps == 0:", ":", PLAYS),
    kernel("answers", "one-way: kept states are left", "if order[e] & keeps != 0:", "if 0:", PLAYS),
    kernel("answers", "kept states are handed something", "if e & keeps != 0:", "if 0:", LABELS),
    kernel("classes", "what is kept is not marked", "member | mark", "member", PIECES),
    kernel(
        "engine",
        "firm: what is kept is so by Nash",
        "rows[_row(SEQ, kinds)]",
        "rows[0]",
        PIECES,
    ),
    kernel(
        "loops",
        "the last slice of a piece is left out",
        "min(first + step, radix),",
        "min(first + step, radix) - 1,",
        PLAYS,
    ),
    kernel(
        "loops",
        "infeasible cells are lowered",
        "np.where(self.box.feasible, value.dtype.type(0), top)",
        "np.zeros_like(value)",
        PLAYS,
    ),
)

LISTED = (
    kernel(
        "search",
        "a state reached by one party is done with",
        "by[x] = mover if before == _NOBODY and mover < others else _DONE",
        "by[x] = _DONE",
        SEARCHED,
    ),
    kernel(
        "search",
        "the same party may move twice in a row",
        "(before == _NOBODY and j == mover)",
        "(before == _NOBODY and j < 0)",
        SEARCHED,
    ),
    kernel(
        "search",
        "reached again, all but the first mover may come",
        "(before != _NOBODY and j != before)",
        "(before != _NOBODY and j == before)",
        SEARCHED,
    ),
    kernel(
        "search",
        "a state reached again is passed over",
        "(before != _NOBODY and j != before)",
        "before != _NOBODY",
        SEARCHED,
    ),
    kernel(
        "search",
        "who came last is forgotten",
        "stack[height] = np.int64(z) * (others + 1) + j",
        "stack[height] = np.int64(z) * (others + 1) + others",
        SEARCHED,
    ),
    kernel(
        "search",
        "steps leave every state",
        "if begun[j, z] or not leaving[j, z]:",
        "if begun[j, z]:",
        SEARCHED,
    ),
    kernel(
        "search",
        "ties are improvements",
        "rank[j, z] >= rank[j, x]",
        "rank[j, z] > rank[j, x]",
        SEARCHED,
    ),
    kernel(
        "search",
        "steps hurt their movers",
        "rank[j, z] >= rank[j, x]",
        "rank[j, z] <= rank[j, x]",
        SEARCHED,
    ),
    kernel("search", "all answers must improve", "if improving and rank", "if rank", SEARCHED),
    kernel(
        "search",
        "the last of the ends counts",
        "result[z] = min(result[z], least)",
        "result[z] = least",
        SEARCHED,
    ),
    kernel(
        "search",
        "the last move of a state is left out",
        "for move in range(into[j, x] + offset[j], into[j, x + 1] + offset[j]):",
        "for move in range(into[j, x] + offset[j], into[j, x + 1] + offset[j] - 1):",
        SEARCHED,
    ),
    kernel(
        "search",
        "all others have the moves of the first",
        "into[j, x] + offset[j], into[j, x + 1] + offset[j]",
        "into[j, x] + offset[0], into[j, x + 1] + offset[0]",
        SEARCHED,
    ),
    kernel(
        "search",
        "what one other began no other begins",
        "if begun[j, z] or",
        "if begun[:, z].any() or",
        SEARCHED,
    ),
)

SEARCHED_BY = tuple(
    KernelMutant(text(f"searched: {name}", "stability.engines.searched", old, new), SEARCHED)
    for name, old, new in (
        (
            "the mover is among those who sanction",
            "for k in range(self.graph.parties) if k != self.party]",
            "for k in range(self.graph.parties)]",
        ),
        (
            "others leave as the first parties do",
            "rule.leaving[others]",
            "rule.leaving[: len(others)]",
        ),
        ("answers are any moves", 'rule.kind == "improvements"', 'rule.kind == "none"'),
        ("the best ends come first", "np.argsort(worth, ", "np.argsort(-worth, "),
        (
            "others wish what the mover wishes",
            "_rank(self.graph, k).astype(np.int32)",
            "_rank(self.graph, self.party).astype(np.int32)",
        ),
        ("once among three is read as legal", "graph.parties > 2", "graph.parties > 3"),
    )
)

# Verdicts do not show these on rankings: what a party does not gain by never tempts it. Values do.
VALUES = (
    kernel(
        "loops",
        "steps by moves leave every state",
        "if leaving is not None and (not improving",
        "if False and (not improving",
        PLAYS,
    ),
    kernel(
        "loops",
        "who has one strategy is looked up where nothing was sorted",
        "if self.box.radix[party] == 1:",
        "if self.box.radix[party] == 0:",
    ),
    kernel(
        "loops",
        "improving replies are any",
        "        if improving:\n            count =",
        "        if False:\n            count =",
    ),
    kernel(
        "loops",
        "an infeasible reply is as good as can be",
        "np.where(self.box.feasible, ~turned, top)",
        "~turned",
    ),
    kernel(
        "plain",
        "improving replies are any",
        "        if improving:\n",
        "        if False:\n",
    ),
    kernel(
        "plain",
        "where nobody can improve the worst is told",
        "np.minimum(turned, _past_better(box, party, order, turned))",
        "_past_better(box, party, order, turned)",
    ),
)


BY_NUMPY = (
    kernel(
        "plain",
        "sort: equals are told by being different",
        "row[:, 1:] != row[:, :-1]",
        "row[:, 1:] == row[:, :-1]",
        PLAIN,
    ),
    kernel("plain", "sort: worst first", "np.argsort(-by.astype", "np.argsort(by.astype", PLAIN),
    kernel(
        "plain",
        "replies reach infeasible cells",
        "np.where(box.feasible, value, 0)",
        "value",
        PLAIN,
    ),
    kernel(
        "plain",
        "replies: one-way moves are taken back",
        "np.maximum(best[low], best[high], out=best[low])",
        "np.maximum(best[low], best[high], out=best[high])",
        PLAIN,
    ),
    kernel(
        "plain",
        "answers: one-way moves are taken back",
        "np.minimum(least[low], least[high], out=least[low])",
        "np.minimum(least[low], least[high], out=least[high])",
        PLAIN,
    ),
    kernel(
        "plain",
        "infeasible cells are lowered",
        "spread = np.moveaxis(least[ways.pattern], 0, 1)\n"
        "    return np.where(box.feasible, spread.reshape(-1), top)",
        "spread = np.moveaxis(least[ways.pattern], 0, 1)\n    return spread.reshape(-1)",
        PLAIN,
    ),
    kernel(
        "plain",
        "improvements stay within a pattern",
        "np.isin(pattern, _above(box, party, w))",
        "here",
        PLAIN,
    ),
    kernel(
        "plain",
        "improvements cross patterns",
        "np.where(within, rows, top)",
        "np.where(True, rows, top)",
        PLAIN,
    ),
    kernel(
        "plain",
        "ties are improvements",
        "np.take_along_axis(seen, order.better, axis=1)",
        "np.take_along_axis(seen, np.minimum(order.better + 1, rows.shape[1]), axis=1)",
        PLAIN,
    ),
    kernel(
        "plain",
        "a single sweep of each party",
        "calm = calm + 1 if np.array_equal(after, result) else 1",
        "calm += 1",
        PLAIN,
    ),
    kernel(
        "plain",
        "the party before is not swept again",
        "np.array_equal(after, result) else 1",
        "np.array_equal(after, result) else 2",
        PLAIN,
    ),
    kernel(
        "plain", "others leave as the first parties do", "leaving[party],", "leaving[at],", PLAIN
    ),
    kernel(
        "plain",
        "others of two strategies never move",
        "if k != party and radix > 1]",
        "if k != party and radix > 2]",
        PLAIN,
    ),
    kernel(
        "plain",
        "all improve by the classes of the first",
        "orders[at], result)",
        "orders[0], result)",
        PLAIN,
    ),
)
