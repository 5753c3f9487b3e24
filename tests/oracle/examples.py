"""The small examples of the definitions (X1 to X15 and those within the text), as golden data.

Names are those of the notation: parties D0, D1, …; states s0, s1, …
"""

from __future__ import annotations

from oracle.golden import Golden, graph_model, numbered, ranks, same

X1 = graph_model(
    "X1", "0: 0>1; 1: 1>2 3>4; 2: 2>3", ranks("1 2 3 4 0", "0 0 0 0 0", "0 0 0 0 0"), 5
)
X2 = graph_model("X2", "0: 0>1; 1: 1>2; 2: 2>3", ranks("1 2 3 0", "0 0 0 0", "0 0 0 0"), 4)
X3 = graph_model("X3", "0: 0>1; 1: 1>2", ranks("0 1 0", "0 0 1"), 3)
X4 = graph_model("X4", "0: 0>1; 1: 1>2; 2: 2>3", ranks("1 2 3 0", "0 1 0 2", "0 0 0 1"), 4)
X5 = graph_model("X5", "0: 2>1 1>3; 1: 3>0 0>2", ranks("2 1 0 3", "1 2 3 0"), 4)
X6 = graph_model("X6", "0: 2>0; 1: 1>2; 2: 0>1", ranks("2 1 0", "2 0 1", "0 1 2"), 3)
X7_MOVES = "0: 0>1 2>3; 1: 1>2"
X7 = graph_model("X7", X7_MOVES, ranks("1 2 0 3", "0 1 2 3"), 4)
X7["preferences"]["D0"]["unknown"] = [["s2", "s3"]]
X7_STRICT = graph_model("X7, nothing unknown", X7_MOVES, ranks("1 2 0 1", "0 1 2 3"), 4)
X8 = graph_model("X8", "0: 0>1 1>2", ranks("1 0 2", "0 0 0"), 3)
X9 = graph_model("X9", "0: 0>1; 1: 1>2 1>3", ranks("1 0 2 0", "0 0 1 1"), 4)
X10 = graph_model("X10", "0: 2>0; 1: 1>2", ranks("2 0 1", "2 1 0"), 3)
X11 = graph_model("X11", "0: 0>1; 1: 1>2", ranks("1 0 2", "0 0 1"), 3)
X14 = graph_model("X14", "0: 0>1 2>0 3>0; 1: 1>3 2>1", ranks("1 3 2 0", "3 1 2 0"), 4)
X15 = {
    "detente": 1,
    "title": "X15",
    "states": ["s0", "s1", "s2"],
    "decision_makers": {
        "D0": {"moves": {"s0": ["s1", "s2"], "s1": ["s0", "s2"], "s2": ["s0", "s1"]}}
    },
    "preferences": {"D0": {"better": [["s1", "s0"], ["s2", "s1"], ["s0", "s2"]]}},
}
A15 = graph_model("Credible under unknown", "0: 0>1; 1: 1>2", ranks("1 2 0", "0 0 0"), 3)
A15["preferences"]["D1"]["unknown"] = [["s1", "s2"]]

THREE_OPTIONS = {
    "detente": 1,
    "title": "X12",
    "decision_makers": {
        "A": {"options": {"p": "p"}},
        "B": {"options": {"q": "q"}},
        "C": {"options": {"r": "r"}},
    },
}
X12 = {
    **THREE_OPTIONS,
    "preferences": {
        "A": ["p iff not q"],
        "B": ["not r", "q iff p"],
        "C": ["r iff not p", "q"],
    },
}
X13 = {
    **THREE_OPTIONS,
    "title": "X13",
    "rules": [
        {"infeasible": "not p and not q and r"},
        {"infeasible": "p and not q and not r"},
    ],
    "preferences": {
        "A": ["p"],
        "B": ["q or not p", "q iff p"],
        "C": ["r", "p", "not q"],
    },
}
JUMP = {
    "detente": 1,
    "title": "One step over infeasible states",
    "decision_makers": {"A": {"options": {"p": "p", "q": "q"}}},
    "rules": [{"exactly_one": ["A.p", "A.q"]}],
    "preferences": {"A": ["p"]},
}

EXAMPLES = (
    Golden("X1 legal", X1, verdicts=(("D0", "gmr", "s0", True),)),
    Golden("X1 once", X1, "once", verdicts=(("D0", "gmr", "s0", False),)),
    Golden("X2 once", X2, "once", verdicts=(("D0", "gmr", "s0", True),)),
    Golden("X2 single", X2, "single", verdicts=(("D0", "gmr", "s0", False),)),
    Golden("X3 weak", X3, verdicts=tuple(("D0", c, "s0", True) for c in ("gmr", "smr", "seq"))),
    Golden(
        "X3 strict",
        X3,
        sanction="strict",
        verdicts=tuple(("D0", c, "s0", False) for c in ("gmr", "smr", "seq")),
    ),
    Golden("X4", X4, verdicts=(("D0", "seq", "s0", False), ("D0", "gmr", "s0", True))),
    Golden("X5 has no gmr equilibrium", X5, equilibria=same("gmr", numbered(""))),
    Golden("X6 single", X6, "single", equilibria=same("gmr", numbered(""))),
    Golden("X6 legal", X6, equilibria=same("gmr", numbered("012"))),
    Golden(
        "A16: strict needs every counter-move deterred",
        X7_STRICT,
        sanction="strict",
        verdicts=(("D0", "smr", "s0", False), ("D0", "gmr", "s0", True)),
    ),
    Golden("A16: weak", X7_STRICT, verdicts=(("D0", "smr", "s0", True),)),
    Golden("X8: moves are not closed", X8, verdicts=(("D0", "nash", "s0", True),)),
    Golden("X9: the mover counts on the worst", X9, verdicts=(("D0", "l2", "s0", True),)),
    Golden("X10", X10, verdicts=(("D1", "nash", "s1", True), ("D1", "l2", "s1", False))),
    Golden(
        "X12 legal",
        X12,
        verdicts=(("C", "seq", "YNY", True), ("C", "gmr", "YNY", True)),
    ),
    Golden("X12 once", X12, "once", verdicts=(("C", "seq", "YNY", False),)),
    Golden("X13", X13, verdicts=(("B", "sim", "NYN", True), ("B", "gmr", "NYN", False))),
    Golden(
        "X14",
        X14,
        verdicts=(
            *(("D0", c, "s0", True) for c in ("l3", "nm", "smr", "gmr")),
            *(("D0", c, "s0", False) for c in ("seq", "sseq")),
        ),
    ),
    Golden(
        "X15: cyclic preference",
        X15,
        equilibria=same("nash gmr smr seq sseq", numbered("")),
    ),
    Golden("A7: over infeasible states", JUMP, stable={"A": same("nash", frozenset({"YN"}))}),
)
