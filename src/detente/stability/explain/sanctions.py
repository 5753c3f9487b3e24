"""Why by sanctions: gmr, smr, seq, sseq and their kin; and nash."""

from __future__ import annotations

from detente.stability.engines.base import StepRule
from detente.stability.explain.scene import Scene, Why


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
    found: list[Why] = []
    undeterred: list[int] = []
    for after in scene.improvements:
        answer = answered(scene, after, rule, symmetric)
        if answer is None:
            undeterred.append(after)
        elif not undeterred:
            found.append(answer)
    if not undeterred:
        return True, {"kind": "sanctioned", "improvements": found}
    return False, _unsanctioned(scene, scene.best(undeterred)[0], rule, symmetric)


def answered(scene: Scene, after: int, rule: StepRule, symmetric: bool) -> Why | None:
    """The shortest answer to a move that deters from it; None where there is none."""
    for end, path in scene.answers(after, rule):
        if not scene.deters(end) or (symmetric and _escape(scene, end) is not None):
            continue
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
    return None


def _escape(scene: Scene, end: int) -> int | None:
    """The party's best way out of a sanction; None where every own move deters too."""
    out = [int(t) for t in scene.moves(scene.party, end) if not scene.deters(int(t))]
    return scene.best(out)[0] if out else None


def _unsanctioned(scene: Scene, after: int, rule: StepRule, symmetric: bool) -> Why:
    ends = sorted(end for end, _ in scene.answers(after, rule))
    escapes = []
    if symmetric:
        for end in ends:
            if scene.deters(end):
                out = _escape(scene, end)
                assert out is not None, "an end without a way out would deter"
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
