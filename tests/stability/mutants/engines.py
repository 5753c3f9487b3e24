"""Mistakes in the engines and in the concepts."""

from __future__ import annotations

from stability.mutants.planting import Mutant, redefined, text

_LISTED, _TABLE = "stability.engines.listed", "stability.engines.table"
_ROWS = "stability.engines.rows"
_SEQUENCES = "stability.engines.sequences"


def concept(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a concept's own file."""
    return text(name, f"stability.concepts.{module}", old, new)


BY_RANKS = (
    text("ranks: weak read as strict", _LISTED, 'sanction == "weak"', "sanction == None"),
    text("ranks: strict read as weak", _LISTED, 'sanction == "weak"', "sanction != None"),
    text(
        "ranks: ties are improvements",
        _LISTED,
        "self.best_reply(self.tempting(value)) <= self.rank",
        "self.best_reply(self.tempting(value)) < self.rank",
    ),
    text(
        "ranks: ties are improvements where sanctions are strict",
        _LISTED,
        "np.minimum(self.rank, np.where(value < TOP, value + 1, value))",
        "np.where(value < TOP, value + 1, value)",
    ),
    text(
        "ranks: a move tempts by what is left of it, not by its worth",
        _LISTED,
        "return np.minimum(self.rank, value)",
        "return value",
    ),
    text(
        "ranks: only the first move of a state is looked at",
        _LISTED,
        "best.reduceat(value[arcs.end], arcs.first[begin])",
        "value[arcs.end][arcs.first[begin]]",
    ),
    text(
        "ranks: a tie is a credible step",
        _LISTED,
        "order.rank[arcs.end] > order.rank[arcs.starts()]",
        "order.rank[arcs.end] >= order.rank[arcs.starts()]",
    ),
    text(
        "ranks: a credible step hurts its mover",
        _LISTED,
        "order.rank[arcs.end] > order.rank[arcs.starts()]",
        "order.rank[arcs.end] < order.rank[arcs.starts()]",
    ),
    text(
        "ranks: every step of an answer must be credible",
        _LISTED,
        'if rule.kind == "moves" else',
        'if rule.kind == "none" else',
    ),
    text(
        "ranks: no step of an answer need be credible",
        _LISTED,
        'if rule.kind == "moves" else',
        'if rule.kind != "none" else',
    ),
    text(
        "ranks: the mover is among those who sanction",
        _LISTED,
        "for k in range(self.graph.parties) if k != self.party}",
        "for k in range(self.graph.parties)}",
    ),
    text(
        "ranks: the last party sanctions nothing",
        _LISTED,
        "for k in range(self.graph.parties) if k != self.party}",
        "for k in range(self.graph.parties - 1) if k != self.party}",
    ),
    text(
        "ranks: moves compose in every model",
        _LISTED,
        "self.graph.moves_compose and rule.leaving is None",
        "rule.leaving is None",
    ),
    text("ranks: steps leave SEQ stable states", _LISTED, "rule.leaving is None:", "rule:"),
)

BY_TABLES = (
    text("tables: weak read as strict", _TABLE, 'sanction == "weak"', "sanction == None"),
    text("tables: strict read as weak", _TABLE, 'sanction == "weak"', "sanction != None"),
    text(
        "tables: what is worse deters not",
        _TABLE,
        "~worse_rows(self.escapes)",
        "worse_rows(self.escapes)",
    ),
    text("tables: the mover wants its worst reply", _TABLE, "over(ANY, part)", "over(ALL, part)"),
    text(
        "tables: moves compose in every model",
        _TABLE,
        "self.graph.moves_compose and rule.leaving is None",
        "rule.leaving is None",
    ),
    text("tables: steps leave SEQ stable states", _TABLE, "if rule.leaving is None:", "if rule:"),
    text(
        "tables: a reply must improve",
        _TABLE,
        "steps_of(self.graph, self.party, improving)",
        "steps_of(self.graph, self.party, True)",
    ),
    text(
        "tables: no step of an answer need be credible",
        _TABLE,
        'steps_of(self.graph, party, rule.kind == "improvements")',
        "steps_of(self.graph, party, False)",
    ),
    text(
        "tables: ties are worse",
        _ROWS,
        "_compared(np.less, order)",
        "_compared(np.less_equal, order)",
    ),
    text(
        "tables: classes where rules forbid moves",
        _ROWS,
        " and graph.moves_compose and not",
        " and not",
    ),
)

SEQUENCES = (
    text(
        "one step sanctions, under every reading",
        _SEQUENCES,
        'sanction_moves == "single" or len(movers) == 1',
        "sanction_moves",
    ),
    text(
        "single read as legal",
        _SEQUENCES,
        'sanction_moves == "single" or len(movers) == 1',
        "len(movers) == 1",
    ),
    text("once read as legal", _SEQUENCES, 'sanction_moves == "once"', 'sanction_moves == "1"'),
    text("legal read as once", _SEQUENCES, 'sanction_moves == "once"', 'sanction_moves != "1"'),
    text(
        "twice in a row",
        _SEQUENCES,
        "[by[j] for j in movers if j != k]",
        "[by[j] for j in movers]",
    ),
    text("legal sequences are cut short", _SEQUENCES, "if settled:", "if by:"),
    text(
        "where moves compose only one other answers",
        _SEQUENCES,
        "while calm < len(movers):",
        "while calm < 1:",
    ),
    text("once: in the order of the parties", _SEQUENCES, "for k in group:", "for k in group[:1]:"),
    text(
        "once: nobody may stop before all have moved",
        _SEQUENCES,
        "step(k, worse(value, by[rest]))",
        "step(k, by[rest] if rest else value)",
    ),
    text(
        "a single step is none",
        _SEQUENCES,
        "_fold(worse, [step(k, value) for k in movers])",
        "top",
    ),
)

CONCEPTS = (
    redefined("gmr: answers must be credible", "gmr", credible=True),
    redefined("seq: answers need not be credible", "seq", credible=False),
    redefined("smr: escapes are forgotten", "smr", counter="none"),
    text(
        "smr: the end itself need not deter",
        "stability.terms",
        'play.either(held, play.best_reply(held, term.counter == "improvement"))',
        'play.best_reply(held, term.counter == "improvement")',
    ),
    redefined("smr: an escape must be an improvement", "smr", counter="improvement"),
    redefined("smr: answers must be credible", "smr", credible=True),
    redefined("sseq: escapes are forgotten", "sseq", counter="none"),
    redefined("sseq: answers need not be credible", "sseq", credible=False),
    text(
        "hseq: only stable states are left",
        "stability.session",
        "lambda: ~np.stack([self.stable(term, k)",
        "lambda: np.stack([self.stable(term, k)",
    ),
    text(
        "hseq: the leader's stability counts for all",
        "stability.session",
        "lambda: ~np.stack([self.stable(term, k)",
        "lambda: ~np.stack([self.stable(term, 0 * k)",
    ),
    text(
        "mr: one turn too many",
        "stability.terms",
        "values = self.until(horizon)",
        "horizon += 1\n        values = self.until(horizon)",
    ),
    text(
        "mr: one turn too few",
        "stability.terms",
        "values = self.until(horizon)",
        "horizon = max(1, horizon - 1)\n        values = self.until(horizon)",
    ),
    text(
        "mr: no more than three turns",
        "stability.terms",
        "values = self.until(horizon)",
        "horizon = min(horizon, 3)\n        values = self.until(horizon)",
    ),
    text(
        "mr: values at rest without their parity",
        "stability.terms",
        "return values[-1] if (horizon - len(values)) % 2 == 0 else values[-2]",
        "return values[-1]",
    ),
    text(
        "mr: the party may not stop",
        "stability.terms",
        "play.either(play.own, play.best_reply(opposed, improving))",
        "play.best_reply(opposed, improving)",
    ),
    text(
        "mr: the others may not stop",
        "stability.terms",
        "play.both(play.own, play.least_answer(focal, rule))",
        "play.least_answer(focal, rule)",
    ),
    redefined("mr: replies must be improvements", "mr", counter="improvement"),
    redefined("cmr: replies need not be improvements", "cmr", counter="move"),
    concept(
        "sim: moves that gain nothing count",
        "sim",
        "[improving_arcs(graph, k) for k",
        "[graph.arcs(k) for k",
    ),
    concept(
        "sim: one other at a time",
        "sim",
        "[[k] for k in others] if self.single else [others]",
        "[[k] for k in others]",
    ),
    concept(
        "sim: single is not heeded",
        "sim",
        "[[k] for k in others] if self.single else [others]",
        "[others]",
    ),
    concept(
        "sim: joint moves without one alone",
        "sim",
        "found[row[again][self._deters(state, moved)]] = True",
        "found[row[again][self._deters(state, moved) & (k != group[0])]] = True",
    ),
    concept(
        "sim: the first improvement is enough",
        "sim",
        "range(int(count.max(initial=0)))",
        "range(min(1, int(count.max(initial=0))))",
    ),
    concept("sim: strict read as weak", "sim", 'sanction == "strict"', 'sanction == "none"'),
    concept(
        "sim: an infeasible result deters",
        "sim",
        "        return result\n\n\ndef _table",
        "        return result | ~(ends >= 0)\n\n\ndef _table",
    ),
    concept(
        "sim: the same change twice",
        "sim",
        "self.keys[target] - self.keys[state]",
        "2 * (self.keys[target] - self.keys[state])",
    ),
    text(
        "l: an optimist on ties",
        "stability.engines.foresight",
        "over_moves(np.minimum, chosen",
        "over_moves(np.maximum, chosen",
    ),
    text("l: leaves for a tie", "stability.engines.foresight", "best <= own", "best < own"),
    text(
        "l: first moves are improvements",
        "stability.engines.foresight",
        "_rank(graph, i), graph.arcs(i)",
        "_rank(graph, i), graph.arcs(i)\n"
        "        arcs = arcs.only(own[arcs.end] > own[arcs.starts()])",
    ),
    concept(
        "l: one move fewer",
        "l",
        "tables(session.graph, asked.horizon)[asked.horizon]",
        "tables(session.graph, asked.horizon)[max(0, asked.horizon - 1)]",
    ),
    text(
        "l: the other looks as its mover would",
        "stability.engines.foresight",
        "before.worst[j, i]",
        "before.worst[i, i]",
    ),
    text(
        "nm: one long horizon",
        "stability.engines.foresight",
        "history[seen[key] :]",
        "history[-1:]",
    ),
    text(
        "nm: the short horizons too",
        "stability.engines.foresight",
        "history[seen[key] :]",
        "history",
    ),
    concept(
        "stackelberg: the leader looks one move ahead",
        "stackelberg",
        "limited(session, party, replace(asked, horizon=2))",
        "limited(session, party, replace(asked, horizon=1))",
    ),
    concept(
        "stackelberg: the follower leads",
        "stackelberg",
        "[party] == asked.leader",
        "[party] != asked.leader",
    ),
    concept(
        "policy: nobody may stay",
        "policy",
        "move_table(graph, party) | here\n    other",
        "move_table(graph, party)\n    other",
    ),
    concept(
        "policy: a better state once is a win",
        "policy",
        "good & before_party(keep[1])",
        "good",
    ),
)

JUDGE = (
    text(
        "an equilibrium is stable for somebody", "stability.verdicts", "bitwise_and", "bitwise_or"
    ),
    text(
        "the first party's verdict counts for all",
        "stability.verdicts",
        "[party], self",
        "[0], self",
    ),
    text("two parties are three", "stability.judge", "graph.parties != 2", "graph.parties != 3"),
    text(
        "ranks are asked for by all",
        "stability.judge",
        '"ranks" in needs and not graph.ranked',
        "not graph.ranked",
    ),
)

MUTANTS = (*BY_RANKS, *BY_TABLES, *SEQUENCES, *CONCEPTS, *JUDGE)
