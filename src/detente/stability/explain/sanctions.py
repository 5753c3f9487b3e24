"""Why by sanctions: gmr, smr, seq, sseq and their kin; and nash."""

from __future__ import annotations

from detente.stability.engines.base import StepRule
from detente.stability.explain.answers import Answers, answers_of
from detente.stability.explain.scene import Scene, Step, Why


def no_improvement() -> Why:
    """Stable because there is nothing to gain."""
    return {"kind": "no_improvement", "improvements": []}


def improvement(scene: Scene) -> Why:
    """Unstable because there is something to gain, whatever follows."""
    to = scene.text(scene.best(scene.improvements)[0])
    return {"kind": "improvement", "to": to, "improvements": [to]}


def sanction(scene: Scene, rule: StepRule, symmetric: bool) -> tuple[bool, Why]:
    """The verdict and its Why: an answer to every improvement, or one that nothing deters from."""
    if not scene.improvements:
        return True, no_improvement()
    answers = answers_of(scene, rule, symmetric)
    found: list[Why] = []
    undeterred: list[int] = []
    for after in scene.improvements:
        answer = answers.deterring(after)
        if answer is None:
            undeterred.append(after)
        elif not undeterred:
            found.append(_answered(scene, after, *answer, symmetric))
    if not undeterred:
        return True, {"kind": "sanctioned", "improvements": found}
    return False, _unsanctioned(scene, scene.best(undeterred)[0], answers, symmetric)


def answered(scene: Scene, after: int, rule: StepRule, symmetric: bool) -> bool:
    """Whether some answer to a move deters from it."""
    return answers_of(scene, rule, symmetric).deterring(after) is not None


def _answered(scene: Scene, after: int, end: int, path: tuple[Step, ...], symmetric: bool) -> Why:
    """The answer to a move that deters from it."""
    why: Why = {
        "to": scene.text(after),
        "answer": scene.told(after, path),
        "end": scene.text(end),
        "compare": scene.compare(end),
    }
    if symmetric:
        own = [int(t) for t in scene.moves(scene.party, end)]
        why["counter_moves"] = [
            {"to": scene.text(t), "compare": scene.compare(t)} for t in scene.best(own)
        ]
    return why


def _unsanctioned(scene: Scene, after: int, answers: Answers, symmetric: bool) -> Why:
    ends = answers.ends(after)
    escapes = []
    if symmetric:
        for end, out in answers.escapes(ends):
            escapes.append({"end": scene.text(end), "to": scene.text(out)})
    reason = "no_answer" if not ends else "escapes" if escapes else "not_deterred"
    return {
        "kind": "unsanctioned",
        "to": scene.text(after),
        "ends": len(ends),
        "reason": reason,
        "worst": scene.text(scene.worst(ends)[0]) if ends else None,
        "escapes": escapes,
        "improvements": [scene.text(after)],
    }
