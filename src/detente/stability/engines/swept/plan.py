"""Reading off a concept what it asks of a play, without playing: so that many are judged at once.

A concept is a function over the Play protocol. Given a play that only notes what it is asked, the
function returns its own definition as a term, and an engine that knows the term's shape may judge
it together with others. Nothing is defined twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import IMPROVEMENTS, MOVES, Play, StepRule, Value
from detente.stability.registry import Asked
from detente.stability.session import K, Session


@dataclass(frozen=True, slots=True)
class Term:
    """An operation of a play on terms; `rule` says which answers or moves."""

    operation: str
    parts: tuple[Term, ...] = ()
    rule: str = ""


OWN, TOP = Term("own"), Term("top")
HELD = Term("either", (OWN, Term("best_reply", (OWN,), "moves")))
_SEQ = Term("stable", (Term("least_answer", (OWN,), "improvements"),))


@dataclass(frozen=True, slots=True)
class Sanction:
    """A concept of this shape: every improvement meets one answer of the others that deters.

    improving  whether each step of the answer must improve its mover.
    reply      whether the party examined may reply to the answer with a move of its own.
    firm       whether each step must leave a state that its mover would not keep under `SEQ`.
    """

    improving: bool
    reply: bool
    firm: bool = False


SEQ = Sanction(improving=True, reply=False)


class _NeedsGraph(Exception):
    """The concept looks at the graph itself, so there is nothing to read off."""


class _Notes:
    """A play that notes what it is asked."""

    own = OWN
    top = TOP

    def either(self, one: Term, other: Term) -> Term:
        return Term("either", (one, other))

    def both(self, one: Term, other: Term) -> Term:
        return Term("both", (one, other))

    def best_reply(self, value: Term, improving: bool = False) -> Term:
        return Term("best_reply", (value,), "improvements" if improving else "moves")

    def least_answer(self, value: Term, rule: StepRule) -> Term:
        leaving: object = rule.leaving
        if isinstance(leaving, Term):
            return Term("least_answer", (value, leaving), rule.kind)
        if rule not in (MOVES, IMPROVEMENTS):
            raise _NeedsGraph
        return Term("least_answer", (value,), rule.kind)

    def stable(self, value: Term) -> Term:
        return Term("stable", (value,))


class _NoGraph(Session):
    """A session that hands out notes."""

    def __init__(self) -> None:
        self.assumptions = Assumptions()

    @property
    def graph(self) -> Graph:  # type: ignore[override]
        raise _NeedsGraph

    def play(self, party: int) -> Play:
        return cast(Play, _Notes())

    def once(self, key: str, party: int, work: Any) -> Value:
        return cast(Value, work())

    def kept(self, key: str, work: Callable[[], K]) -> K:
        return work()

    def unstable(self, key: str, judge: Any) -> Any:
        return Term("unstable", (judge(self, 0),))


def definition(asked: Asked) -> Term | None:
    """What the concept asks of a play; None where it looks at more than plays."""
    if asked.leader:
        return None
    try:
        return cast(Term, asked.concept.judge(_NoGraph(), 0, asked.horizon))
    except _NeedsGraph:
        return None


def as_sanction(asked: Asked) -> Sanction | None:
    """The concept as a sanction by one answer; None where it is none."""
    match definition(asked):
        case Term("stable", (Term("least_answer", (value,), rule),)) if value in (OWN, HELD):
            return Sanction(rule == "improvements", value == HELD)
        case Term("stable", (Term("least_answer", (value, Term("unstable", (of,))), rule),)) if (
            value in (OWN, HELD) and of == _SEQ and rule == "improvements"
        ):
            return Sanction(True, value == HELD, firm=True)
        case _:
            return None


def is_nash(asked: Asked) -> bool:
    """Whether the concept asks only that no move improves."""
    return definition(asked) == Term("stable", (TOP,))
