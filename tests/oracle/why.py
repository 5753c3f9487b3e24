"""The oracle's own Why, in the fixed format: the first of the shortest witnesses, by search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oracle import concepts, foresight
from oracle.compare import is_stable
from oracle.reading import Reading, shortest
from oracle.replay import SANCTIONED, SYMMETRIC, deterred, ends_of, for_good, steps_of
from oracle.replay_steps import best, worst

Why = dict[str, Any]


def explain(r: Reading, concept: str, i: str, s: str) -> Why:
    """Why the state is or is not stable for the party."""
    stable = is_stable(r, concept, i, s)
    if concept == "policy":
        return why_policy(r, i, s, stable)
    if concept == "nm" or concept.startswith("l"):
        return why_anticipation(r, concept, i, s, stable)
    improvements = [t for t in r.conflict.states if t in r.leaving(i, s)]
    if not improvements:
        return {"kind": "no_improvement", "improvements": []}
    if stable and concept in SANCTIONED:
        found = [sanction(r, concept, i, s, t) for t in improvements]
        return {"kind": "sanctioned", "improvements": found}
    if stable and concept == "sim":
        return {"kind": "joint", "improvements": [joint(r, i, s, t) for t in improvements]}
    if stable:
        lines = [{"to": t, **line(r, concept, i, s, t, deterred=True)} for t in improvements]
        return {"kind": "lines", "improvements": lines}
    undeterred = [t for t in improvements if not deterred(r, concept, i, s, t)]
    s1 = best(r.conflict, i, undeterred)[0]
    if concept in ("nash", "mr1", "cmr1"):
        return {"kind": "improvement", "improvements": [s1], "to": s1}
    if concept in SANCTIONED:
        return {"kind": "unsanctioned", "improvements": [s1], **no_sanction(r, concept, i, s, s1)}
    if concept == "sim":
        ends = {x for _, x in concepts.joint_moves(r, i, s, s1)}
        return {"kind": "no_joint", "improvements": [s1], "to": s1, **of_ends(r, i, ends)}
    return {"kind": "line", "improvements": [s1], **line(r, concept, i, s, s1, deterred=False)}


def sanction(r: Reading, concept: str, i: str, s: str, s1: str) -> Why:
    """The shortest answer to s1 that deters."""
    deters = for_good(r) if concept in SYMMETRIC else r.deters
    answer = in_steps(r, concept, i, s1, lambda x: deters(i, s, x))
    s2 = answer[-1]["to"]
    why = {"to": s1, "answer": answer, "end": s2, "compare": r.conflict.compare(i, s2, s)}
    if concept in SYMMETRIC:
        moves = [x for x in r.conflict.states if x in r.conflict.moves[i][s2]]
        why["counter_moves"] = [
            {"to": x, "compare": r.conflict.compare(i, x, s)} for x in best(r.conflict, i, moves)
        ]
    return why


def in_steps(
    r: Reading, concept: str, i: str, start: str, goal: Callable[[str], bool]
) -> list[Why]:
    """The shortest answer to a goal, step by step."""
    conflict = r.conflict
    steps = steps_of(r, concept)
    path = shortest(steps, conflict.others(i), start, r.how, goal, conflict.states)
    assert path is not None, "asked only where there is one"
    before = [start, *(y for _, y in path)]
    return [
        {"by": j, "to": y, "improves": conflict.prefers(j, y, x)}
        for x, (j, y) in zip(before, path, strict=False)
    ]


def of_ends(r: Reading, i: str, ends: set[str] | frozenset[str]) -> Why:
    """Number, worst, and the reason why none of them deters."""
    listed = [x for x in r.conflict.states if x in ends]
    return {
        "ends": len(listed),
        "reason": "not_deterred" if listed else "no_answer",
        "worst": worst(r.conflict, i, listed)[0] if listed else None,
    }


def no_sanction(r: Reading, concept: str, i: str, s: str, s1: str) -> Why:
    """That no answer to s1 deters, with the escape from every end that would."""
    conflict = r.conflict
    ends = ends_of(r, concept, i, s1)
    escapes = []
    for s2 in conflict.states:
        if s2 in ends and r.deters(i, s, s2):
            ways = [x for x in conflict.states if x in conflict.moves[i][s2]]
            out = [x for x in ways if not r.deters(i, s, x)]
            escapes.append({"end": s2, "to": best(conflict, i, out)[0]})
    why = {"to": s1, **of_ends(r, i, ends), "escapes": escapes}
    if escapes:
        why["reason"] = "escapes"
    return why


def joint(r: Reading, i: str, s: str, s1: str) -> Why:
    """The fewest others whose moves, with i's to s1, come to what deters."""
    moved, x = min(
        ((m, x) for m, x in concepts.joint_moves(r, i, s, s1) if r.deters(i, s, x)),
        key=lambda found: len(found[0]),
    )
    others = [{"by": k, "to": y} for k, y in moved.items()]
    return {"to": s1, "with": others, "joint": x, "compare": r.conflict.compare(i, x, s)}


def line(r: Reading, concept: str, i: str, s: str, s1: str, *, deterred: bool) -> Why:
    """Turns after s1: the right answer and i's best try, or the worst answer and i's way out."""
    conflict = r.conflict
    credible = concept.startswith("c")
    focal, opponents = foresight.turns(r, i, s, credible)
    rule = "seq" if credible else "gmr"
    told: list[Why] = []
    x, k = s1, int(concept.removeprefix("c").removeprefix("mr")) - 1
    while k > 0 and not (deterred and r.deters(i, s, x)):
        ends = foresight.whole_answers(r, i, x, credible)
        if deterred:
            wanted = {y for y in ends if not focal(k - 1, y)}
        else:
            wanted = set(worst(conflict, i, [y for y in conflict.states if y in ends]))
        if not wanted:
            break
        answer = in_steps(r, rule, i, x, wanted.__contains__)
        x, k = answer[-1]["to"], k - 1
        told.append({"by": "others", "to": x, "answer": answer})
        tries = foresight.own_moves(r, i, x, credible)
        if not deterred:
            if not r.deters(i, s, x):
                break
            tries = frozenset(t for t in tries if opponents(k - 1, t))
        if k == 0 or not tries:
            break
        x, k = best(conflict, i, [t for t in conflict.states if t in tries])[0], k - 1
        told.append({"by": i, "to": x})
    return {"line": told, "end": x, "compare": conflict.compare(i, x, s)}


def why_anticipation(r: Reading, concept: str, i: str, s: str, stable: bool) -> Why:
    """The moves expected from s; where i stays, what its least bad move would come to."""
    conflict = r.conflict
    if concept == "nm":
        horizons = range(*foresight.period(conflict))
        h = next(h for h in horizons if foresight.limited(r, i, s, h) == stable)
    else:
        h = int(concept.removeprefix("l"))
    told: list[Why] = []
    x, mover = s, i
    for k in range(h, 0, -1):
        later = foresight.expected(conflict, k - 1)
        choose = foresight.least_bad_moves if stable and x == s and not told else None
        moves = (choose or foresight.best_moves)(conflict, mover, x, later)
        if not moves:
            break
        # of moves equally good for the mover, the one that i likes least
        x = worst(conflict, i, [y for y in conflict.states if y in moves])[0]
        told.append({"by": mover, "to": x})
        (mover,) = conflict.others(mover)
    if stable and conflict.prefers(i, x, s):  # another of the equally good lines is the bad one
        told, x = [], s
    return {
        "kind": "anticipation",
        "improvements": [t for t in conflict.states if t in r.leaving(i, s)] if stable else [],
        "line": told,
        "end": x,
        "compare": conflict.compare(i, x, s),
        "horizon": h,
    }


def why_stackelberg(r: Reading, leader: str, s: str) -> Why:
    """The leader's and the follower's part."""
    (follower,) = r.conflict.others(leader)
    parts = {leader: explain(r, "l2", leader, s), follower: explain(r, "nash", follower, s)}
    return {"kind": "stackelberg", "leader": leader, "parts": parts}


def why_policy(r: Reading, i: str, s: str, stable: bool) -> Why:
    """The other's policy that deters, found by trying all; for the smallest conflicts only."""
    if not stable:
        return {"kind": "policy", "line": []}
    (j,) = r.conflict.others(i)
    theirs = next(
        p
        for p in foresight.policies(r, j)
        if p[s] == s and not foresight.beats(r.conflict, i, s, p)
    )
    improvements = [t for t in r.conflict.states if t in r.leaving(i, s)]
    return {"kind": "policy", "improvements": improvements, "policy": theirs}
