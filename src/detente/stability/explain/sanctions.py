"""Why by sanctions: gmr, smr, seq, sseq and their kin; and nash."""

from __future__ import annotations

from detente.stability.engines.base import StepRule
from detente.stability.explain.answers import Answers, answers_of
from detente.stability.explain.party_at_state import PartyAtState, Step, Why


def no_improvement() -> Why:
    """Stable because there is nothing to gain."""
    return {"kind": "no_improvement", "improvements": []}


def improvement(point: PartyAtState) -> Why:
    """Unstable because there is something to gain, whatever follows."""
    to = point.text(point.best(point.improvements)[0])
    return {"kind": "improvement", "to": to, "improvements": [to]}


def sanction(point: PartyAtState, rule: StepRule, symmetric: bool) -> tuple[bool, Why]:
    """The verdict and its Why: an answer to every improvement, or one that nothing deters from."""
    if not point.improvements:
        return True, no_improvement()
    answers = answers_of(point, rule, symmetric)
    found: list[Why] = []
    undeterred: list[int] = []
    for after in point.improvements:
        answer = answers.deterring(after)
        if answer is None:
            undeterred.append(after)
        elif not undeterred:
            found.append(_answered(point, after, *answer, symmetric))
    if not undeterred:
        return True, {"kind": "sanctioned", "improvements": found}
    return False, _unsanctioned(point, point.best(undeterred)[0], answers, symmetric)


def answered(point: PartyAtState, after: int, rule: StepRule, symmetric: bool) -> bool:
    """Whether some answer to a move deters from it."""
    return answers_of(point, rule, symmetric).deterring(after) is not None


def _answered(
    point: PartyAtState, after: int, end: int, path: tuple[Step, ...], symmetric: bool
) -> Why:
    """The answer to a move that deters from it."""
    why: Why = {
        "to": point.text(after),
        "answer": point.told(after, path),
        "end": point.text(end),
        "compare": point.compare(end),
    }
    if symmetric:
        own = [int(t) for t in point.moves(point.party, end)]
        why["counter_moves"] = [
            {"to": point.text(t), "compare": point.compare(t)} for t in point.best(own)
        ]
    return why


def _unsanctioned(point: PartyAtState, after: int, answers: Answers, symmetric: bool) -> Why:
    ends = answers.ends(after)
    escapes = []
    if symmetric:
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
