"""Ways, blockers, unwilling sets and ends, as the definitions have them, on random conflicts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analysis.ways.asked import Question, by_of, question
from oracle.conflict import Conflict
from oracle.ways import Way, Ways, has_improvement, idle_part, is_trap, must_end

ROUNDS = 10
A_ROUND = 50
GRANTED = [  # answered wrongly once: the mover of a granted step went on itself
    replace(question(f"g/{k}"), by="improvements", joint="")
    for k in (42, 157, 186, 381, 387, 506, 634)
]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_ways_agree_with_the_definitions(seed: int) -> None:
    for k in range(A_ROUND):
        asked = question(f"ways/{seed}/{k}")
        told, ways = asked.answer().to_dict(), asked.defined()
        complaints = list(disagreements(asked, told, ways))
        assert complaints == [], (f"ways/{seed}/{k}", asked)


@pytest.mark.parametrize("compiled", [False, True])
def test_ways_on_graphs_whose_moves_are_not_listed_agree_too(
    monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    monkeypatch.setattr("detente.analysis.ways.listing._FEW_MOVES", -1)
    # What is undeterred is judged by sweeps, where listed moves would take less.
    sweeps = 0 if compiled else 1  # by compiled loops, else without
    monkeypatch.setattr(
        "detente.analysis.ways.undeterred.engines_by_cost", lambda names, *_: names[sweeps:]
    )
    monkeypatch.setattr("detente.analysis.ways.ends._MANY", 0)
    monkeypatch.setattr("detente.stability.reach.boxes.pays", lambda *_: compiled)
    for k in range(80):
        asked = question(f"large/{compiled}/{k}")
        told, ways = asked.answer().to_dict(), asked.defined()
        assert list(disagreements(asked, told, ways)) == [], (f"large/{k}", asked)


def test_one_granted_step_of_a_party_is_not_followed_by_another_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for large in (False, True):
        monkeypatch.setattr("detente.analysis.ways.listing._FEW_MOVES", -1 if large else 10**6)
        for asked in GRANTED:
            told, ways = asked.answer().to_dict(), asked.defined()
            assert list(disagreements(asked, told, ways)) == [], (large, asked)


def disagreements(asked: Question, told: dict[str, Any], ways: Ways) -> Any:
    """Where an answer is not what the definitions say."""
    conflict = asked.conflict
    expected = ways.shortest(asked.goal)
    if told["reachable"] != bool(expected):
        yield "reachable", bool(expected)
        return
    if expected:
        shown = [way_of(path) for path in told["paths"]]
        if told["ways"] != len(expected) or told["steps"] != len(expected[0]):
            yield "ways", len(expected), len(expected[0])
        if shown != (expected if len(expected) <= 6 else expected[:1]):
            yield "paths", expected
    elif (told["steps"], told["paths"], told["ways"]) != (None, [], 0):
        yield "no way, and yet", told["paths"]
    yield from of_the_least_resisted(asked, told, ways, bool(expected))
    groups = ways.unwilling(asked.goal)
    if [tuple(group) for group in told["unwilling"]] != groups:
        yield "unwilling", groups
    for path in [
        *told["paths"],
        *([told["least_resisted"]["steps"]] if told["least_resisted"] else []),
    ]:
        yield from of_steps(asked, conflict, ways, path)
    fewest, ends = ways.fewest(), sorted(ways.ends(), key=conflict.states.index)
    if told["ends"] != ends or told["order_decides"] != (len(ends) > 1):
        yield "ends", ends
    if told["in_reach"] != len(fewest):
        yield "in reach", len(fewest)
    if told["must_end"] != (asked.start in must_end(conflict)):
        yield "must end", told["must_end"]
    yield from of_the_circle(asked, told)
    yield from of_the_traps(asked, told, fewest)
    by_options = not asked.names.graph and not any(
        "infeasible_move" in rule for rule in asked.model.get("rules") or []
    )
    stops = {} if by_options else set(ways.stops())
    found = {
        (one["state"], tuple(one["last"]) if isinstance(one["last"], list) else (one["last"],))
        for one in told["stops"]
    }
    if found != set(stops):
        yield "stops", stops
    for one in told["equilibria"]:
        if one["steps"] != fewest.get(one["state"]):
            yield "steps to an equilibrium", one, fewest.get(one["state"])


def of_the_traps(asked: Question, told: dict[str, Any], fewest: dict[str, int]) -> Any:
    expected = {}
    for name, condition in asked.model.get("outcomes", {}).items():
        inside = frozenset(s for s in asked.conflict.states if asked.names.holds(condition, s))
        if inside and inside != set(asked.conflict.states) and is_trap(asked.conflict, inside):
            expected[name] = (
                len(inside),
                min((fewest[s] for s in inside & set(fewest)), default=None),
            )
    if {one["outcome"]: (one["states"], one["steps"]) for one in told["traps"]} != expected:
        yield "traps", expected


def way_of(path: list[dict[str, Any]]) -> Way:
    return tuple((by_of(step), step["to"]) for step in path)


def of_the_least_resisted(
    asked: Question, told: dict[str, Any], ways: Ways, reachable: bool
) -> Any:
    found, least = ways.least_resisted(asked.goal), told["least_resisted"]
    if (found is None) != (least is None):
        yield "least resisted", found
        return
    blocked = told["blocked_by"]
    if found is None:
        if blocked is None or blocked["party"] is not None or not blocked["forbidden"]:
            yield "no way at all, and", blocked
        return
    way, resisted = found
    if (way_of(least["steps"]), least["resisted"]) != (way, resisted):
        yield "least resisted", way, resisted
        return
    if reachable:
        if blocked is not None:
            yield "in reach, and blocked", blocked
        return
    here = asked.start
    for label, to in way:
        if ways.resists(label, here, to):
            break
        here = to
    if (by_of({"by": blocked["party"]}), blocked["from"], blocked["to"]) != (label, here, to):
        yield "blocked", label, here, to
    further = ways.granted((label, here, to))
    steps = min((further[s] for s in asked.goal if s in further), default=None)
    before, conflict = ways.fewest(), asked.conflict
    ends = [
        s
        for s in conflict.states
        if s in further and s not in before and not has_improvement(conflict, s)
    ]
    if blocked["granted"] != {
        "reachable": steps is not None,
        "steps": steps,
        "in_reach": len(further),
        "ends": ends,
    }:
        yield "granted", steps, further, ends


def improving(conflict: Conflict, party: str, s: str) -> list[str]:
    return [t for t in conflict.moves[party][s] if conflict.prefers(party, t, s)]


def of_steps(asked: Question, conflict: Conflict, ways: Ways, path: list[dict[str, Any]]) -> Any:
    """Each step replayed: may it be made, what does it gain, was there a better one, what of it
    could be left out."""
    here, last = asked.start, None
    for step in path:
        label, to = by_of(step), step["to"]
        if label == last or to not in ways.all_moves[label][here]:
            yield "no step", step
        gains = {
            name: "better"
            if conflict.prefers(name, to, here)
            else "worse"
            if conflict.prefers(name, here, to)
            else "tied"
            for name in label
        }
        if step["gains"] != (gains if len(label) > 1 else gains[label[0]]):
            yield "gains", step, gains
        if step["resisted"] != bool(ways.resists(label, here, to)) and asked.by != "moves":
            yield "resisted", step
        if len(label) == 1:
            (party,) = label
            own = [t for t in conflict.states if t in conflict.moves[party][here]]
            better = [t for t in own if conflict.prefers(party, t, to)]
            if (step["better_move"] is None) != (not better):
                yield "better move", step, better
            best = [t for t in better if not any(conflict.prefers(party, u, t) for u in own)]
            if better and step["better_move"] != (best or better)[0]:
                yield "better move", step, best
            idle = () if asked.names.graph else idle_part(conflict, asked.names, party, here, to)
            if tuple(step["idle"]) != idle:
                yield "idle", step, idle
        here, last = to, label


def of_the_circle(asked: Question, told: dict[str, Any]) -> Any:
    """A circle of improvements is shown exactly where they need not end."""
    circle, conflict = told["circle"], asked.conflict
    if bool(circle) == told["must_end"]:
        yield "circle", circle
    for step, following in zip(circle, [*circle[1:], *circle[:1]], strict=True):
        if step["to"] not in improving(conflict, step["by"], step["from"]):
            yield "no improvement", step
        if step["to"] != following["from"]:
            yield "no circle", circle
