"""Mistakes in bit rows and in the engine that works with them, found out by matrices."""

from __future__ import annotations

from stability.mutants.planting import text

_TABLE, _ROWS = "stability.engines.table", "stability.engines.rows"
_LISTED = "stability.engines.listed"  # where a mistake is met by tables too

MUTANTS = (
    text(
        "one undeterred move is excused",
        _TABLE,
        "found[self._escapes(value)[0]] = False",
        "found[self._escapes(value)[0][1:]] = False",
    ),
    text(
        "an escape is read at the start",
        _TABLE,
        "at(value, end, self.starts.of[start])",
        "at(value, start, self.starts.of[end])",
    ),
    text("the others want to let the mover go", _TABLE, "over(ALL, ahead)", "over(ANY, ahead)"),
    text(
        "improvements compose like moves",
        _TABLE,
        "all(isinstance(self.graph.orders[k], Ranks) for k in others)",
        "True",
    ),
    text(
        "the mover is among those who sanction",
        _TABLE,
        "for k in range(self.graph.parties) if k != self.party]",
        "for k in range(self.graph.parties)]",
    ),
    text(
        "ranks compared the wrong way",
        _ROWS,
        "_compared(np.greater, order)",
        "_compared(np.less, order)",
    ),
    text(
        "relations read the wrong way",
        _ROWS,
        "packed(order.table.T)",
        "packed(order.table)",
    ),
    text(
        "what is no worse is an improvement",
        _LISTED,
        "order.holds(arcs.starts(), arcs.end)",
        "~order.holds(arcs.end, arcs.starts())",
    ),
    text(
        "a tie is an improvement in a listing",
        _LISTED,
        "order.rank[arcs.end] > order.rank",
        "order.rank[arcs.end] >= order.rank",
    ),
    text(
        "in a class ties come above",
        _ROWS,
        "rank[by][1:] != rank[by][:-1]",
        "rank[by][1:] == rank[by][1:]",
    ),
    text(
        "in a class nothing is tied",
        _ROWS,
        "rank[by][1:] != rank[by][:-1]",
        "rank[by][1:] > rank[by][:-1]",
    ),
    text(
        "classes sorted from the worst",
        _ROWS,
        "-rank.astype(np.int64), rest",
        "rank.astype(np.int64), rest",
    ),
    text(
        "who is better counts itself",
        _ROWS,
        "np.take_along_axis(seen, self.above",
        "np.take_along_axis(seen[:, 1:], self.above",
    ),
    text("one-way options go both ways", _ROWS, " and not one_way", ""),
    text(
        "the second step of a state is left out",
        _ROWS,
        "for ends in turns[1:]",
        "for ends in turns[2:]",
    ),
    text("each turn meets the first end again", _ROWS, "begin[:n] + k]", "begin[:n]]"),
    text(
        "a start is read from the other end of its byte",
        _ROWS,
        "(128 >> (start & 7))",
        "(1 << (start & 7))",
    ),
    text("parts all show the first starts", _ROWS, "value[:, k : k + size]", "value[:, :size]"),
)
