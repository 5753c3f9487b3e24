"""Checks a Why against the definitions: every move, every answer, every comparison, every count.

`replay` returns complaints, none if the Why is true and complete. A Why of another kind than
the verdict asks for, or without a part, is a complaint too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from oracle import concepts, foresight
from oracle.compare import is_stable
from oracle.reading import Reading, Steps, shortest
from oracle.replay_foresight import replay_anticipation, replay_lines, replay_policy
from oracle.replay_steps import answer_complaints, best, comparison, worst

Why = Mapping[str, Any]
SANCTIONED = concepts.ANSWERED
SYMMETRIC = tuple(concept for concept, one in SANCTIONED.items() if one.for_good)


def replay(r: Reading, concept: str, party: str, state: str, stable: bool, why: Why) -> list[str]:
    """What is wrong with a Why for a verdict under a reading; [] if nothing is."""
    try:
        if concept.startswith("stackelberg"):
            return list(replay_stackelberg(r, state, stable, why))
        if stable != is_stable(r, concept, party, state):
            return [f"the verdict is wrong: {state} is {'not ' * stable}stable for {party}"]
        return list(complaints(r, concept, party, state, stable, why))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [f"the why is malformed: {type(error).__name__} {error}"]


def complaints(r: Reading, concept: str, i: str, s: str, stable: bool, why: Why) -> Iterator[str]:
    """The complaints about a Why whose verdict is right."""
    kind = why["kind"]
    anticipates = concept == "nm" or concept.startswith("l")
    if kind == "no_improvement":
        if not stable or concept == "policy" or r.leaving(i, s):
            yield f"{i} has improvements from {s}"
        yield from all_improvements(r, i, s, why)
    elif concept == "policy":
        yield from replay_policy(r, i, s, stable, why)
        if stable:
            yield from all_improvements(r, i, s, why)
    elif anticipates:
        yield from replay_anticipation(r, concept, i, s, stable, why)
        if stable:
            yield from all_improvements(r, i, s, why)
    elif stable and not r.leaving(i, s):
        yield f"{kind} where {i} has no improvement from {s}"
    elif kind == "improvement" and concept in ("nash", "mr1", "cmr1"):
        yield from examined(r, concept, i, s, why["to"], why)
    elif concept in SANCTIONED and kind == ("sanctioned" if stable else "unsanctioned"):
        if stable:
            yield from all_improvements(r, i, s, why)
            for given in why["improvements"]:
                yield from sanctioned(r, concept, i, s, given)
        else:
            yield from unsanctioned(r, concept, i, s, why)
    elif concept == "sim" and kind == ("joint" if stable else "no_joint"):
        if stable:
            yield from all_improvements(r, i, s, why)
            for given in why["improvements"]:
                yield from joint(r, i, s, given)
        else:
            yield from no_joint(r, i, s, why)
    elif "mr" in concept and concept not in SANCTIONED:
        yield from replay_lines(r, concept, i, s, stable, why)
        if stable:
            yield from all_improvements(r, i, s, why)
        else:
            first = target(why["improvements"][0])
            yield from examined(r, concept, i, s, first, why)
    else:
        yield f"kind {kind!r} does not explain that {s} is {'not ' * (not stable)}{concept} stable"


def target(item: Any) -> str:
    """The state that an entry of `improvements` is about."""
    return str(item["to"]) if isinstance(item, Mapping) else str(item)


def all_improvements(r: Reading, i: str, s: str, why: Why) -> Iterator[str]:
    """A stable Why lists every improvement, in state order."""
    listed = [target(item) for item in why["improvements"]]
    expected = [t for t in r.conflict.states if t in r.leaving(i, s)]
    if listed != expected:
        yield f"improvements {listed}, not {expected}"


def examined(r: Reading, concept: str, i: str, s: str, to: str, why: Why) -> Iterator[str]:
    """The improvement of an unstable Why is undeterred, the best such for i, the first of these."""
    if [target(item) for item in why["improvements"]] != [to]:
        yield f"improvements {why['improvements']}, not the one examined, {to}"
    undeterred = [
        t for t in r.conflict.states if t in r.leaving(i, s) and not deterred(r, concept, i, s, t)
    ]
    if to not in undeterred:
        yield f"{to} is no undeterred improvement of {i} from {s}"
    elif r.conflict.rank[i] is not None and to != best(r.conflict, i, undeterred)[0]:
        yield f"{to} is examined, not {best(r.conflict, i, undeterred)[0]}"
    elif to not in best(r.conflict, i, undeterred):
        yield f"{to} is examined, though {i} prefers another undeterred improvement"


def deterred(r: Reading, concept: str, i: str, s: str, t: str) -> bool:
    """Whether i is deterred from this one improvement: the concept, asked of it alone."""
    if "mr" in concept and concept not in SANCTIONED:
        horizon = int(concept.removeprefix("c").removeprefix("mr"))
        return not foresight.holds_to(r, i, s, horizon - 1, t, credible=concept.startswith("c"))
    alone = r.alone(i, s, t)
    if concept in SANCTIONED:  # whether movers would stay is not asked of one improvement
        alone.memory[f"{concept} steps"] = SANCTIONED[concept].steps(r)
    return is_stable(alone, concept, i, s)


def steps_of(r: Reading, concept: str) -> Steps:
    """The steps that answers are made of."""
    return SANCTIONED[concept].steps(r)


def ends_of(r: Reading, concept: str, i: str, t: str) -> frozenset[str]:
    """Where the answers to a move to t can end."""
    return SANCTIONED[concept].answers(r, i, t)


def sanctioned(r: Reading, concept: str, i: str, s: str, given: Why) -> Iterator[str]:
    """One improvement with the answer that deters from it."""
    conflict, s1, s2 = r.conflict, given["to"], given["end"]
    steps = steps_of(r, concept)
    yield from answer_complaints(r, steps, i, s1, given["answer"])
    if s2 != given["answer"][-1]["to"]:
        yield f"the answer to {s1} does not end in {s2}"
    deters = r.deters if concept not in SYMMETRIC else for_good(r)
    if not deters(i, s, s2):
        yield f"{s2} does not deter {i} at {s}"
    fewest = shortest(
        steps, conflict.others(i), s1, r.how, lambda x: deters(i, s, x), conflict.states
    )
    if fewest is None or len(fewest) != len(given["answer"]):
        yield f"the answer to {s1} has {len(given['answer'])} steps, the shortest is {fewest}"
    yield from comparison(conflict, i, s, s2, given["compare"])
    if concept in SYMMETRIC:
        yield from counter_moves(r, i, s, s2, given["counter_moves"])


def for_good(r: Reading) -> Callable[[str, str, str], bool]:
    """Deters whatever the party then does."""
    return lambda i, s, x: concepts.deters_for_good(r, i, s, x)


def counter_moves(r: Reading, i: str, s: str, s2: str, given: Sequence[Why]) -> Iterator[str]:
    """The counter-moves that i likes best, all of them, in state order."""
    moves = [x for x in r.conflict.states if x in r.conflict.moves[i][s2]]
    if [move["to"] for move in given] != best(r.conflict, i, moves):
        yield f"counter-moves {given} from {s2}, not {best(r.conflict, i, moves)}"
    for move in given:
        yield from comparison(r.conflict, i, s, move["to"], move["compare"])


def unsanctioned(r: Reading, concept: str, i: str, s: str, why: Why) -> Iterator[str]:
    """One improvement, and that no answer deters from it."""
    s1 = why["to"]
    yield from examined(r, concept, i, s, s1, why)
    ends = ends_of(r, concept, i, s1)
    feared = [x for x in r.conflict.states if x in ends and r.deters(i, s, x)]
    yield from reason_complaints(r, i, why, ends, bool(feared) and concept in SYMMETRIC)
    escapes = {escape["end"]: escape["to"] for escape in why["escapes"]}
    if [escape["end"] for escape in why["escapes"]] != (feared if concept in SYMMETRIC else []):
        yield f"escapes from {list(escapes)}, not from {feared}"
    for s2, s3 in escapes.items():
        if s3 not in r.conflict.moves[i][s2] or r.deters(i, s, s3):
            yield f"{i} does not escape from {s2} to {s3}"


def reason_complaints(
    r: Reading, i: str, why: Why, ends: frozenset[str], escaped: bool
) -> Iterator[str]:
    """The reason, the number of ends and the worst of them."""
    if why["ends"] != len(ends):
        yield f"{why['ends']} ends, not {len(ends)}"
    expected = "no_answer" if not ends else "escapes" if escaped else "not_deterred"
    if why["reason"] != expected:
        yield f"reason {why['reason']!r}, not {expected!r}"
    worst_ends = worst(r.conflict, i, [x for x in r.conflict.states if x in ends])
    if why["worst"] is None:
        if ends and expected == "not_deterred":
            yield f"the worst end is missing, one of {worst_ends}"
    elif why["worst"] not in worst_ends:
        yield f"the worst end is {worst_ends}, not {why['worst']}"


def joint(r: Reading, i: str, s: str, given: Why) -> Iterator[str]:
    """One improvement with the others' moves that make it a state that deters."""
    moved = {move["by"]: move["to"] for move in given["with"]}
    found = {
        tuple(sorted(others.items())): x for others, x in concepts.joint_moves(r, i, s, given["to"])
    }
    x = found.get(tuple(sorted(moved.items())))
    if len(moved) != len(given["with"]) or x is None:
        yield f"{given['with']} is no joint move with {given['to']}"
    elif x != given["joint"]:
        yield f"the joint state is {x}, not {given['joint']}"
    if not r.deters(i, s, given["joint"]):
        yield f"{given['joint']} does not deter {i} at {s}"
    fewest = min((len(m) for m, x in found.items() if r.deters(i, s, x)), default=0)
    if len(moved) != fewest:
        yield f"{len(moved)} others move, {fewest} suffice"
    yield from comparison(r.conflict, i, s, given["joint"], given["compare"])


def no_joint(r: Reading, i: str, s: str, why: Why) -> Iterator[str]:
    """One improvement, and that no joint state deters from it."""
    yield from examined(r, "sim", i, s, why["to"], why)
    ends = frozenset(x for _, x in concepts.joint_moves(r, i, s, why["to"]))
    yield from reason_complaints(r, i, why, ends, escaped=False)


def replay_stackelberg(r: Reading, s: str, stable: bool, why: Why) -> Iterator[str]:
    """The leader's L_2 and the follower's Nash verdict, each with its Why."""
    leader = why["leader"]
    (follower,) = r.conflict.others(leader)
    parts = {leader: "l2", follower: "nash"}
    truth = {party: is_stable(r, concept, party, s) for party, concept in parts.items()}
    if why["kind"] != "stackelberg" or set(why["parts"]) != set(parts):
        yield f"kind {why['kind']!r} with parts {list(why['parts'])}"
    if stable != all(truth.values()):
        yield f"the verdict is wrong: {s} under {leader}"
    for party, concept in parts.items():
        for complaint in replay(r, concept, party, s, truth[party], why["parts"][party]):
            yield f"{party}: {complaint}"
