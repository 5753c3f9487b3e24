"""Asking why: the verdict on one state, with the data that shows it."""

from __future__ import annotations

from detente.limits import limit
from detente.model import Graph
from detente.problems import NotDefined, TooLarge
from detente.stability.assumptions import Assumptions
from detente.stability.concepts.hseq import leaves_unstable
from detente.stability.concepts.mr import Turns
from detente.stability.engines.base import IMPROVEMENTS, MOVES
from detente.stability.engines.choice import choose
from detente.stability.explain.anticipation import anticipation, non_myopic
from detente.stability.explain.joint import joint
from detente.stability.explain.lines import line
from detente.stability.explain.party_at_state import PartyAtState, Patience, Why
from detente.stability.explain.policies import policy
from detente.stability.explain.sanctions import improvement, no_improvement, sanction
from detente.stability.judge import undefined
from detente.stability.registry import Asked
from detente.stability.session import Session


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
    concept = asked.concept
    match concept.why:
        case "improvement":
            if point.improvements:
                return False, improvement(point)
            return True, no_improvement()
        case "sanction":
            rule = IMPROVEMENTS if concept.credible else MOVES
            if concept.id == "hseq":
                rule = leaves_unstable(Session(graph, assumptions, choose(graph, assumptions)))
            return sanction(point, rule, concept.symmetric)
        case "joint":
            return joint(point)
        case "line":
            return line(point, _telling_horizon(point, asked), concept.credible)
        case "anticipation":
            return non_myopic(point) if concept.id == "nm" else anticipation(point, asked.horizon)
        case "policy":
            return policy(point)
        case "stackelberg":
            return _stackelberg(graph, state, asked, assumptions)


_TOLD_TURN_BY_TURN = 12


def _telling_horizon(point: PartyAtState, asked: Asked) -> int:
    """A shorter horizon with the same verdicts, where the values have come to rest before."""
    horizon = asked.horizon
    if horizon <= _TOLD_TURN_BY_TURN:
        return horizon
    play = choose(point.graph, point.assumptions).play(point.graph, point.party, point.assumptions)
    rule = IMPROVEMENTS if asked.concept.credible else MOVES
    rest = len(Turns(play, rule, asked.concept.credible).until(horizon))
    shorter = rest - (horizon - rest) % 2
    if shorter > limit("explained_turns"):
        raise TooLarge(
            f"an explanation over {horizon} turns",
            f"the play does not come to rest within {limit('explained_turns')} turns",
            "ask with a shorter horizon",
        )
    return shorter


def _stackelberg(
    graph: Graph, state: int, asked: Asked, assumptions: Assumptions
) -> tuple[bool, Why]:
    leader = graph.names.index(asked.leader)
    led, l2 = anticipation(PartyAtState(graph, leader, state, assumptions), 2)
    point = PartyAtState(graph, 1 - leader, state, assumptions)
    follows = not point.improvements
    parts = {
        asked.leader: l2,
        graph.names[1 - leader]: no_improvement() if follows else improvement(point),
    }
    return led and follows, {"kind": "stackelberg", "leader": asked.leader, "parts": parts}
