"""Mistakes in how coalitions are judged."""

from __future__ import annotations

from stability.mutants.planting import Mutant, text


def planted(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a file of the coalitions."""
    return text(name, f"stability.coalitions.{module}", old, new)


MUTANTS = (
    planted("a tie is a gain", "lanes", "order.rank[:, None] > order.rank[starts]",
            "order.rank[:, None] >= order.rank[starts]"),
    planted("equals count as better in a class", "lanes",
            "tied[1:] &= rank[by][1:] == rank[by][:-1]", "tied[1:] = False"),
    planted("classes sorted worst first", "lanes", "np.lexsort((-rank, rest))",
            "np.lexsort((rank, rest))"),
    planted("one-way options go both ways", "lanes", "graph.moves_compose and not one_way",
            "graph.moves_compose"),
    planted("classes where moves do not compose", "lanes",
            'graph.form == "option" and graph.moves_compose and not one_way',
            'graph.form == "option" and not one_way'),
    planted("answers improve nobody", "lanes", "improving_arcs(graph, party) if improving else",
            "improving_arcs(graph, party) if False else"),
    planted("no end at all is an answer", "lanes", "np.uint8(255) if over is ALL",
            "np.uint8(0) if over is ALL"),
    planted("strict is weak", "play", 'if self.setting.sanction == "weak":', "if True:"),
    planted("one member's gain is enough", "play",
            "result = result & one", "result = result | one"),
    planted("members answer themselves", "play", "if k not in coalition)", "if k >= 0)"),
    planted("class answers are individual", "play",
            'rule.kind == "improvements" and self.setting.answers == "class"', "False"),
    planted("class answers by single parties only", "play",
            "for size in range(1, len(self.outside) + 1)", "for size in range(1, 2)"),
    planted("individual answers are of the class", "play",
            'and self.setting.answers == "class"', "and True"),
    planted("answers are always legal", "play", "            self.setting.sanction_moves,\n",
            '            "legal",\n'),
    planted("stepwise is joint", "play", 'stepwise = self.setting.improvements == "stepwise"',
            "stepwise = False"),
    planted("class gains are joint even stepwise", "play", 'improvements == "stepwise")',
            "False)"),
    planted("class gains turned round", "play", "[worse_lanes(graph, k, every)",
            "[better_lanes(graph, k, every)"),
    planted("tempted by what is answered", "play", "return self.better & value",
            "return self.better"),
    planted("a party moves twice in a row", "ways", "if party == last:", "if False:"),
    planted("stepwise ways by any moves", "ways", "if improving and not graph.prefers",
            "if False and not graph.prefers"),
    planted("a way to anywhere", "ways", "if goal[after]:", "if True:"),
)  # fmt: skip
