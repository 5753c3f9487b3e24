"""Asking why: the verdict on one state, with the data that shows it."""

from __future__ import annotations

from dataclasses import replace

from detente.limits import limit
from detente.model import Graph
from detente.problems import NotDefined, TooLarge
from detente.stability.assumptions import Assumptions
from detente.stability.engines.choice import choose
from detente.stability.explain.lines import line
from detente.stability.explain.party_at_state import PartyAtState, Patience, Why
from detente.stability.explain.sanctions import improvement, no_improvement, sanction
from detente.stability.judge import undefined
from detente.stability.registry import Asked, OnGraph
from detente.stability.semantics import ReadAs
from detente.stability.terms import Term, Turns


def why(
    graph: Graph,
    party: int,
    state: int,
    asked: Asked,
    assumptions: Assumptions,
    patience: Patience | None = None,
) -> tuple[bool, Why]:
    """Whether `state` is stable for `party`, and the Why.

    patience  what may be looked at before TooLarge; None for as much as there is.
    Found by search from this one state, without judging the others. NotDefined where the concept
    has no meaning for the graph. Form of the Why: docs/why.md.
    """
    if (reason := undefined(asked, graph)) is not None:
        raise NotDefined(asked.id, reason)
    point = PartyAtState(graph, party, state, assumptions, patience)
    if asked.semantics is not None:
        read = ReadAs(graph, asked.semantics)
        seen = read.seen_by(party)[0]
        point = PartyAtState(seen, party, state, assumptions, patience, read)
    definition, term = asked.concept.definition, asked.term
    if isinstance(definition, OnGraph):
        return definition.why(point, asked)
    assert term is not None
    if term.turns is not None:
        return line(point, _shortened(term, point))
    if term.by == "nobody":
        left = point.improvements
        return (False, improvement(point)) if left else (True, no_improvement())
    return sanction(point, term)


_TOLD_TURN_BY_TURN = 12


def _shortened(term: Term, point: PartyAtState) -> Term:
    """With fewer turns that give the same verdicts, where the values have come to rest before."""
    assert term.turns is not None
    if term.turns <= _TOLD_TURN_BY_TURN:
        return term
    play = choose(point.graph, point.assumptions).play(point.graph, point.party, point.assumptions)
    rest = len(Turns(term, play).until(term.turns))
    shorter = rest - (term.turns - rest) % 2
    if shorter > limit("explained_turns"):
        raise TooLarge(
            f"an explanation over {term.turns} turns",
            f"the play does not come to rest within {limit('explained_turns')} turns",
            "ask with a shorter horizon",
        )
    return replace(term, turns=shorter)
