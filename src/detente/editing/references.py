"""Where a model file names parties, options, outcomes and states, and what each place may hold."""

from __future__ import annotations

from typing import Any

# What a text may be.
PARTY, OPTION, OUTCOME, STATE = "party", "option", "outcome", "state"
OWN = "own option"  # an option's bare name, below its party
CONDITION = "condition"
CLASS = "class"  # an outcome's name as it is, or a condition
TAKEN = "taken"  # today's options, or a state
PAIR = "pair"  # two states, and a number
EDIT = "edit"  # an edit in words

# What stands at a place: `""` the text itself (in lists too), `#` the keys, `*` what is below any
# key; a name what is below that key.
Role = dict[str, Any]


def _text(kind: str) -> Role:
    return {"": kind}


_STATEMENT: Role = {"": CONDITION, "prefer": _text(CONDITION)}
_EDIT: Role = {
    "": EDIT,
    **{kind: _text(CONDITION) for kind in ("move", "drop", "replace")},
    **dict.fromkeys(("insert", "by"), _STATEMENT),
}
_PREFERENCE: Role = {
    **_STATEMENT,  # a list of statements stands alone
    "priorities": _STATEMENT,
    "statements": _STATEMENT,
    "ranking": _text(STATE),
    "weights": {"#": CONDITION},
    "payoffs": {"#": STATE},
    "better": _text(STATE),
    "edit": _EDIT,
    "strength": {"much": _text(CONDITION)},
    "unknown": _text(CONDITION),
    "fuzzy": {"pairs": _text(PAIR)},
    "probability": {"pairs": _text(PAIR)},
}
_HELD: Role = {"holding": _text(CONDITION), "without": _text(OPTION)}
_WHERE: Role = {
    "for": _text(PARTY),
    "of": _text(PARTY),
    **{key: _text(CLASS) for key in ("where", "to", "from", "outcome", "make")},
}
_EXPECT: Role = {
    **{
        form: _text(CLASS)
        for form in ("no equilibrium", "some equilibrium", "only equilibria", "must end")
    },
    **dict.fromkeys(
        ("stable", "unstable", "path", "no path", "improvement", "no improvement"), _WHERE
    ),
    "broken": {**_WHERE, "by": _text(PARTY)},
    "blocked": {**_WHERE, "by": _text(PARTY)},
    "least change": _WHERE,
    "feasible": _text(CLASS),
}
_PART: Role = {**_HELD, "expect": _EXPECT}
_EXPECT["any"] = _EXPECT["all"] = _PART
_TEST: Role = {
    **_HELD,
    "expect": _EXPECT,
    "compare": _PART,
    "across": {"#": PARTY},
}
_EVIDENCE: Role = {"*": {"supports": _text(CONDITION)}}

MODEL: Role = {
    "decision_makers": {
        "#": PARTY,
        "*": {"options": {"#": OWN}, "moves": {"#": STATE, "*": _text(STATE)}},
    },
    "states": {"": STATE, "#": STATE, "*": {"strategies": {"#": PARTY}}},
    "rules": {
        **{
            kind: _text(CONDITION)
            for kind in ("infeasible", "at_most_one", "exactly_one", "at_least_one")
        },
        "infeasible_move": {
            "by": _text(PARTY),
            "from": _text(CONDITION),
            "to": _text(CONDITION),
        },
    },
    "status_quo": _text(TAKEN),
    "preferences": {"#": PARTY, "*": _PREFERENCE},
    "alternatives": {"#": PARTY, "*": {"*": _PREFERENCE}},
    "outcomes": {"#": OUTCOME, "*": {"": CONDITION, "where": _text(CONDITION)}},
    "focus": _text(OUTCOME),
    "coalitions": _text(PARTY),
    "uncertain": {"#": PARTY},
    "claims": {"*": {**_TEST, "tests": _TEST}},
    "evidence": _EVIDENCE,
    "expected": {
        "equilibria": {"": STATE, "*": {"": STATE, "*": _text(STATE)}},
        "stable": {"#": PARTY, "*": {"*": {"": STATE, "*": _text(STATE)}}},
    },
}
LEDGER: Role = {"evidence": _EVIDENCE, **_EVIDENCE}
