"""Why by sanctions: gmr, smr, seq, sseq and their kin; and nash."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import StepRule
from detente.stability.engines.choice import choose
from detente.stability.explain.answers import Answers, answers_of
from detente.stability.explain.party_at_state import PartyAtState, Step, Why
from detente.stability.session import Session
from detente.stability.terms import Counter, Term


def no_improvement() -> Why:
    """Stable because there is nothing to gain."""
    return {"kind": "no_improvement", "improvements": []}


def improvement(point: PartyAtState) -> Why:
    """Unstable because there is something to gain, whatever follows."""
    to = point.text(point.best(point.improvements)[0])
    return {"kind": "improvement", "to": to, "improvements": [to]}


def sanction(point: PartyAtState, term: Term) -> tuple[bool, Why]:
    """The verdict and its Why: an answer to every improvement, or one that nothing deters from."""
    if not point.improvements:
        return True, no_improvement()
    answers = answers_of(point, term.rule(partial(_leavers, point)), term.counter)
    found: list[Why] = []
    undeterred: list[int] = []
    for after in point.improvements:
        answer = answers.deterring(after)
        if answer is None:
            undeterred.append(after)
        elif not undeterred:
            found.append(_answered(point, after, *answer, term.counter))
    if not undeterred:
        return True, {"kind": "sanctioned", "improvements": found}
    return False, _unsanctioned(point, point.best(undeterred)[0], answers, term.counter)


def _leavers(point: PartyAtState, term: Term) -> NDArray[np.bool_]:
    graph, assumptions = point.graph, point.assumptions
    return Session(graph, assumptions, choose(graph, assumptions)).leavers(term)


def answered(point: PartyAtState, after: int, rule: StepRule, counter: Counter) -> bool:
    """Whether some answer to a move deters from it."""
    return answers_of(point, rule, counter).deterring(after) is not None


def _answered(
    point: PartyAtState, after: int, end: int, path: tuple[Step, ...], counter: Counter
) -> Why:
    """The answer to a move that deters from it."""
    why: Why = {
        "to": point.text(after),
        "answer": point.told(after, path),
        "end": point.text(end),
        "compare": point.compare(end),
    }
    if counter != "none":
        own = point.counters(end, counter)
        why["counter_moves"] = [
            {"to": point.text(t), "compare": point.compare(t)} for t in point.best(own)
        ]
    return why


def _unsanctioned(point: PartyAtState, after: int, answers: Answers, counter: Counter) -> Why:
    ends = answers.ends(after)
    escapes = []
    if counter != "none":
        for end, out in answers.escapes(ends):
            escapes.append({"end": point.text(end), "to": point.text(out)})
    reason = "no_answer" if not ends else "escapes" if escapes else "not_deterred"
    return {
        "kind": "unsanctioned",
        "to": point.text(after),
        "ends": len(ends),
        "reason": reason,
        "worst": point.text(point.worst(ends)[0]) if ends else None,
        "escapes": escapes,
        "improvements": [point.text(after)],
    }
