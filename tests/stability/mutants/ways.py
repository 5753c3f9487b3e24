"""Mistakes in how ways, blockers, unwilling sets and ends are found."""

from __future__ import annotations

from stability.mutants.planting import Mutant, text


def planted(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a file of the ways."""
    return text(name, f"analysis.ways.{module}", old, new)


def by_numbers(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a search that lists no moves."""
    return text(name, f"stability.reach.{module}", old, new)


MUTANTS = (
    planted("what is avoided may be entered", "walk", "~self.avoid[found[1]]",
            "~self.avoid[found[0]]"),
    planted("the unwilling are not free", "walk", "if party in self.free:", "if False:"),
    planted("more than one step is granted", "walk",
            "((starts == self.granted[1]) & (ends == self.granted[2]))",
            "(starts == self.granted[1])"),
    planted("a granted step composes", "walk", "            and self.granted is None\n",
            "            and True\n"),
    planted("a tie is an improvement", "steps",
            "np.asarray(order.rank[ends] > order.rank[starts])",
            "np.asarray(order.rank[ends] >= order.rank[starts])"),
    planted("any improvement is a best move", "steps",
            "np.asarray(found & (order.rank[ends] == top[starts]))", "np.asarray(found)"),
    planted("resisted ways go back by asked steps alone", "resisted",
            "for more, asked in ((0, True), (1, False)):", "for more, asked in ((0, True),):"),
    planted("the least resisted way takes any number of steps", "resisted",
            "if free is None or walk.within is None or len(free.way.steps) <= walk.within:",
            "if True:"),
    planted("one step too many", "reach", "if steps == walk.within:",
            "if steps - 1 == walk.within:"),
    planted("a party moves twice in a row", "reach", "distinct(states[last != mover])",
            "distinct(states)"),
    planted("one shortest way is told of few", "shortest", "count if count <= few else 1", "1"),
    planted("the first party's improvements do not count at an end", "ends",
            "for party in range(graph.parties):", "for party in range(1, graph.parties):"),
    planted("a way stops though another could go on", "ends", "able.sum(axis=0) == 1",
            "able.sum(axis=0) >= 1"),
    planted("one improvement left is none", "must_end", "inside & (left == 0))",
            "inside & (left <= 1))"),
    planted("somebody is always unwilling", "unwilling", "for size in range(len(movers) + 1):",
            "for size in range(1, len(movers) + 1):"),
    planted("one unwilling set is enough", "unwilling", "return tuple(found)",
            "return tuple(found[:1])"),
    planted("the last resisted step blocks", "blocker", "found.against[0]", "found.against[-1]"),
    planted("who was granted a step goes on", "blocker", "if k != mover)", "if k >= 0)"),
    planted("one member's gain is enough", "joint",
            "for party in group:\n                found = found[improves",
            "for party in group[:1]:\n                found = found[improves"),
    by_numbers("a resisted step leaves as many", "resisted",
               "level[at] == np.where(asked, resisted, resisted - 1)", "level[at] <= resisted"),
    by_numbers("a resisted step is two steps", "resisted", "found[found < top] += 1",
               "found[found < top] += 2"),
    by_numbers("staying is an improvement", "endless", "= best > rank", "= best >= rank"),
)  # fmt: skip
