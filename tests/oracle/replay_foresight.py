"""Checks the lines of play in a Why: maximin, limited moves, policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from oracle import foresight
from oracle.reading import Reading
from oracle.replay_steps import answer_complaints, comparison

Why = Mapping[str, Any]


def replay_lines(r: Reading, concept: str, i: str, s: str, stable: bool, why: Why) -> Iterator[str]:
    """`lines`: what the others do about each improvement. `line`: what i can hold to."""
    credible = concept.startswith("cmr")
    h = int(concept.removeprefix("c").removeprefix("mr"))
    if why["kind"] != ("lines" if stable else "line"):
        yield f"kind {why['kind']!r} where the verdict is {stable}"
    elif stable:
        for given in why["improvements"]:
            yield from line_complaints(r, i, s, h, credible, given["to"], given, deterred=True)
    else:
        first = why["improvements"][0]
        s1 = first["to"] if isinstance(first, Mapping) else first
        yield from line_complaints(r, i, s, h, credible, s1, why, deterred=False)


def line_complaints(
    r: Reading, i: str, s: str, h: int, credible: bool, s1: str, why: Why, *, deterred: bool
) -> Iterator[str]:
    """A line of turns after i's move to s1, the others first; the winning side plays rightly."""
    focal, opponents = foresight.turns(r, i, s, credible)
    steps = r.credible_steps() if credible else r.conflict.moves
    line: Sequence[Why] = why["line"]
    if line and line[0]["by"] == i and line[0]["to"] == s1:
        line = line[1:]  # the move to s1 may be told as part of the line
    x, k, others_turn = s1, h - 1, True
    if opponents(k, s1) == deterred:
        yield f"{i} {'can' if deterred else 'cannot'} hold to {s1} at horizon {h}"
    for turn in line:
        if k == 0:
            yield f"the line is longer than {h} turns"
            break
        y = turn["to"]
        if others_turn:
            answer = turn["answer"]
            if turn["by"] != "others" and {turn["by"]} != {step["by"] for step in answer}:
                yield f"{turn['by']} moves at the others' turn"
            yield from answer_complaints(r, steps, i, x, answer)
            if answer[-1]["to"] != y:
                yield f"the answer does not end in {y}"
            if deterred and focal(k - 1, y):
                yield f"the others go to {y}, where {i} has a way out"
        else:
            if turn["by"] != i:
                yield f"{turn['by']} moves at {i}'s turn"
            if y not in foresight.own_moves(r, i, x, credible):
                yield f"{i} does not go from {x} to {y}"
            if not deterred and not opponents(k - 1, y):
                yield f"{i} goes to {y}, which it cannot hold to"
        x, k, others_turn = y, k - 1, not others_turn
    if why["end"] != x:
        yield f"the line ends in {x}, not {why['end']}"
    if r.deters(i, s, x) != deterred:
        yield f"the end {x} {'does not deter' if deterred else 'deters'} {i} at {s}"
    yield from comparison(r.conflict, i, s, x, why["compare"])


def replay_anticipation(
    r: Reading, concept: str, i: str, s: str, stable: bool, why: Why
) -> Iterator[str]:
    """The moves expected: none where i stays, or what the best move would come to."""
    conflict, horizon, line = r.conflict, why["horizon"], why["line"]
    if why["kind"] != "anticipation":
        yield f"kind {why['kind']!r} for {concept}"
    if concept == "nm":
        if horizon < foresight.period(conflict)[0]:
            yield f"horizon {horizon} is not yet in the period"
        if foresight.limited(r, i, s, horizon) != stable:
            yield f"the verdict at horizon {horizon} is another"
    elif horizon != int(concept.removeprefix("l")):
        yield f"horizon {horizon} for {concept}"
    if not line and not stable:
        yield f"{i} is expected to leave {s}, and no line says where to"
    x, mover, k = s, i, horizon
    for number, step in enumerate(line):
        if k == 0:
            yield f"the line is longer than {horizon} moves"
            break
        if step["by"] != mover:
            yield f"{step['by']} moves at {mover}'s turn"
        later = foresight.expected(conflict, k - 1)
        if stable and number == 0:
            allowed = foresight.least_bad_moves(conflict, mover, x, later)
        else:
            allowed = foresight.best_moves(conflict, mover, x, later)
        if step["to"] not in allowed:
            yield f"{mover} is not expected to go from {x} to {step['to']}"
        x, (mover,), k = step["to"], conflict.others(mover), k - 1
    if k > 0 and (line or not stable):
        more = foresight.best_moves(conflict, mover, x, foresight.expected(conflict, k - 1))
        if more:
            yield f"{mover} does not stay at {x}"
    if why["end"] != x:
        yield f"the line ends in {x}, not {why['end']}"
    if conflict.prefers(i, x, s) == stable:
        yield f"the end {x} does not agree with the verdict"
    yield from comparison(conflict, i, s, x, why["compare"])


def replay_policy(r: Reading, i: str, s: str, stable: bool, why: Why) -> Iterator[str]:
    """The other's policy deters every policy of i; a line, where told, alternates."""
    conflict = r.conflict
    (j,) = conflict.others(i)
    if why["kind"] != "policy":
        yield f"kind {why['kind']!r} for policy"
    elif stable:
        theirs = {x: why["policy"].get(x, x) for x in conflict.states}
        for x, y in theirs.items():
            if y != x and y not in conflict.moves[j][x]:
                yield f"{j} does not go from {x} to {y}"
        if theirs[s] != s:
            yield f"the policy does not stay at {s}"
        if foresight.beats(conflict, i, s, theirs):
            yield f"{i} has a policy that beats the one given"
    else:
        x, mover = s, i
        for step in why["line"]:
            if step["by"] != mover:
                yield f"{step['by']} moves at {mover}'s turn"
            if step["to"] != x and step["to"] not in conflict.moves[mover][x]:
                yield f"{mover} does not go from {x} to {step['to']}"
            x, (mover,) = step["to"], conflict.others(mover)
