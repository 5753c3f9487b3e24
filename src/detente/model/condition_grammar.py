"""The grammar of conditions, and the parser that is made from it.

It is asked for what is wrong with a condition, and by the tests for what `condition_reading` should
have read. Making it takes some time, so it is imported where a condition cannot be read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lark import Lark, Token, Transformer, v_args

from detente.model.condition import (
    FALSE,
    TRUE,
    And,
    Condition,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    OutcomeName,
)
from detente.model.condition_reading import WORDS

GRAMMAR = rf"""
start: reversed
?reversed: iff | reversed IF iff            -> implied_by
?iff: implies | iff IFF implies             -> iff
?implies: disjunction | disjunction IMPLIES implies -> implies
?disjunction: conjunction (OR conjunction)* -> disjunction
?conjunction: negation (AND negation)*      -> conjunction
?negation: atom | NOT negation              -> negation
?atom: "(" reversed ")" | TRUE -> true | FALSE -> false | NAME -> name | QUOTED -> outcome

IF.2: /{WORDS["IF"]}/
IFF.2: /{WORDS["IFF"]}/
IMPLIES.3: /{WORDS["IMPLIES"]}/
OR.2: /{WORDS["OR"]}/
AND.2: /{WORDS["AND"]}/
NOT.2: /{WORDS["NOT"]}/
TRUE.2: /{WORDS["TRUE"]}/
FALSE.2: /{WORDS["FALSE"]}/
NAME: /{WORDS["NAME"]}/
QUOTED: /{WORDS["QUOTED"]}/
LPAR: "("
RPAR: ")"
%ignore /\s+/
"""


@v_args(inline=True)
class _Builder(Transformer[Token, Condition]):
    """Builds the tree bottom up, so that reading never recurses."""

    def start(self, condition: Condition) -> Condition:
        return condition

    def true(self, _: Token) -> Condition:
        return TRUE

    def false(self, _: Token) -> Condition:
        return FALSE

    def name(self, token: Token) -> Condition:
        return Name(str(token), (token.start_pos or 0) + 1)

    def outcome(self, token: Token) -> Condition:
        return OutcomeName(str(token)[1:-1], (token.start_pos or 0) + 1)

    def negation(self, _: Token, of: Condition) -> Condition:
        return Not(of)

    def conjunction(self, *parts: Any) -> Condition:
        return And(tuple(parts[::2])) if len(parts) > 1 else parts[0]

    def disjunction(self, *parts: Any) -> Condition:
        return Or(tuple(parts[::2])) if len(parts) > 1 else parts[0]

    def implies(self, left: Condition, _: Token, right: Condition) -> Condition:
        return Implies(left, right)

    def iff(self, left: Condition, _: Token, right: Condition) -> Condition:
        return Iff(left, right)

    def implied_by(self, left: Condition, _: Token, right: Condition) -> Condition:
        return Implies(right, left)


@lru_cache(maxsize=1)
def parser() -> Lark:
    """The parser; its tree is the condition. Made once."""
    return Lark(GRAMMAR, parser="lalr", transformer=_Builder())
