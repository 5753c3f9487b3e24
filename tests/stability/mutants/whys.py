"""Mistakes in the search for a Why."""

from __future__ import annotations

from stability.mutants.planting import Mutant, text


def explain(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a file of the explanations."""
    return text(name, f"stability.explain.{module}", old, new)


SCENE = (
    explain(
        "a step told as its contrary",
        "party_at_state",
        "graph.prefers(mover, after, before)",
        "graph.prefers(mover, before, after)",
    ),
    explain("better told as worse", "party_at_state", 'return "better"', 'return "worse"'),
    explain("worse told as better", "party_at_state", 'return "worse"', 'return "better"'),
    explain(
        "incomparable told as tied",
        "party_at_state",
        '"tied" if ranked else "incomparable"',
        '"tied"',
    ),
    explain(
        "the mover answers itself",
        "party_at_state",
        "for k in range(self.graph.parties) if k != self.party]",
        "for k in range(self.graph.parties)]",
    ),
    explain("a party moves twice in a row", "party_at_state", "bool(mover != memory)", "True"),
    explain("once: a party moves again", "party_at_state", "mover not in memory", "True"),
    explain(
        "single: a second step",
        "party_at_state",
        '[] if self.assumptions.sanction_moves == "single" else following',
        "following",
    ),
    explain(
        "answers of one step only",
        "party_at_state",
        '[] if self.assumptions.sanction_moves == "single" else following',
        "[]",
    ),
    explain(
        "weak sanctions told of strict ones",
        "party_at_state",
        'sanction == "strict"',
        'sanction == "none"',
    ),
    explain(
        "steps that gain told of all answers",
        "party_at_state",
        'rule.kind == "improvements"',
        "rule.kind",
    ),
    explain(
        "steps that leave SEQ stable states",
        "party_at_state",
        "rule.leaving is not None and",
        "rule.leaving is None and rule.leaving is not None and",
    ),
)

SANCTIONS = (
    explain(
        "not the shortest answer",
        "answers",
        "for end, path in self.point.answers(after, self.rule, self.trial):",
        "for end, path in reversed(list(self.point.answers(after, self.rule, self.trial))):",
    ),
    explain(
        "the wrong end",
        "sanctions",
        '"end": point.text(end),\n        "compare"',
        '"end": point.text(after),\n        "compare"',
    ),
    explain(
        "an improvement is missing",
        "sanctions",
        '"improvements": found}',
        '"improvements": found[1:] or found}',
    ),
    explain("not the best counter-moves", "sanctions", "for t in point.best(own)", "for t in own"),
    explain(
        "not the best improvement is examined",
        "sanctions",
        "point.best(undeterred)[0]",
        "undeterred[-1]",
    ),
    explain("one end too many", "sanctions", '"ends": len(ends),', '"ends": len(ends) + 1,'),
    explain(
        "the best end as the worst", "sanctions", "point.worst(ends)[0]", "point.best(ends)[-1]"
    ),
    explain("only one escape is told", "answers", "for end in ends:\n", "for end in ends[:1]:\n"),
    explain(
        "escapes are forgotten",
        "answers",
        "self.escapes([end])",
        "False",
    ),
    explain(
        "every counter-move is an escape",
        "answers",
        "[(end, int(moves[best]))] if escaping.any()",
        "[(end, int(moves[best]))] if len(moves)",
    ),
    explain(
        "nothing deters told as no answer",
        "sanctions",
        '"no_answer" if not ends else',
        '"no_answer" if not escapes else',
    ),
    explain(
        "nash: not the best improvement",
        "sanctions",
        "point.best(point.improvements)[0]",
        "point.improvements[-1]",
    ),
)

OTHERS = (
    explain(
        "sim: more others than are needed", "joint", "range(1, most + 1)", "range(most, 0, -1)"
    ),
    explain(
        "sim: the wrong joint state",
        "joint",
        '"joint": point.text(state)',
        '"joint": point.text(after)',
    ),
    explain(
        "sim: an improvement is missing",
        "joint",
        '"improvements": found}',
        '"improvements": found[1:] or found}',
    ),
    explain(
        "sim: single is not heeded",
        "joint",
        'most = 1 if point.assumptions.sanction_moves == "single"',
        'most = 1 if point.assumptions.sanction_moves == "none"',
    ),
    explain(
        "mr: one turn fewer is told",
        "lines",
        "game.opposed(horizon - 1, after)",
        "game.opposed(horizon - 2, after)",
    ),
    explain(
        "mr: the others' wrong answer",
        "lines",
        "if not self.focal(turns - 1, end)]",
        "if self.focal(turns - 1, end)] or ends",
    ),
    explain(
        "mr: a reply that loses",
        "lines",
        "if self.opposed(turns - 1, reply)]",
        "if not self.opposed(turns - 1, reply)] or replies",
    ),
    explain("cmr: replies need not gain", "lines", "self.counter)", "'move')"),
    explain("l: counts on the best", "anticipation", "np.argmin(mine)", "np.argmax(mine)"),
    explain(
        "l: the horizon is wrong", "anticipation", '"horizon": horizon,', '"horizon": horizon + 1,'
    ),
    explain(
        "l: not the best move",
        "anticipation",
        "moves[value == value.max()]",
        "moves[value == value.min()]",
    ),
    explain(
        "nm: one horizon further than it moves at",
        "anticipation",
        "(moving[0] if moving else within[0])",
        "(moving[0] + 1 if moving else within[0])",
    ),
    text(
        "policy: the first answer is taken",
        "stability.concepts.policy",
        "if not wins(own, trial, good)[state]:",
        "if True:",
    ),
    text(
        "stackelberg: the leader looks one move ahead",
        "stability.concepts.stackelberg",
        "party=leader), replace(asked, horizon=2)",
        "party=leader), replace(asked, horizon=1)",
    ),
    text(
        "stackelberg: the follower may gain",
        "stability.concepts.stackelberg",
        "led and follows,",
        "led,",
    ),
)


def added(name: str, old: str, new: str) -> Mutant:
    """A mistake in what is added to a Why: what decides, better moves, idle parts, firmness."""
    return text(f"added: {name}", "analysis.why_decided", old, new)


ADDED = (
    added("a worse move told as better", "order.rank[moves] > order", "order.rank[moves] < order"),
    added(
        "what is missed is idle", ".prefers(mover, after, place):", ".prefers(mover, place, after):"
    ),
    added("firm told as not firm", "None if kept is None else not kept", "kept"),
    added("who stays moves on", "None if on is None else not on", "on"),
    added("who cannot leave would not", "= not len(self.graph", "= 0 < len(self.graph"),
    added("the first party decides for all", "names[party], self.of", "names[0], self.of"),
    added("every answer is firm", '"improvements", _Leaving(self)', '"improvements", None'),
)

MUTANTS = (*SCENE, *SANCTIONS, *OTHERS, *ADDED)
