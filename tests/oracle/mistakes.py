"""Engines that are wrong in one likely way each: the random models must tell them apart.

A mistake is (concept, the wrong verdict for a party and a state).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from oracle import concepts, foresight
from oracle.conflict import Conflict, read
from oracle.generate_graph import closure
from oracle.preferences import fits
from oracle.reading import Reading, Steps, ends

Model = dict[str, Any]
Verdict = Callable[[Reading, str, str], bool]
Answers = Callable[[Reading, str, str], frozenset[str]]


def sanctioned_by(answers: Answers) -> Verdict:
    """GMR with other answers."""
    return lambda r, i, s: all(
        any(r.deters(i, s, x) for x in answers(r, i, s1)) for s1 in r.leaving(i, s)
    )


def walks(steps: Steps, movers: Sequence[str], start: str) -> frozenset[str]:
    """Ends of sequences in which a party may move twice in a row."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        x = waiting.pop()
        new = {y for j in movers for y in steps[j][x]} - found
        found |= new
        waiting += new
    return frozenset(found)


def twice_in_a_row(r: Reading, i: str, t: str) -> frozenset[str]:
    return walks(r.conflict.moves, r.conflict.others(i), t)


def twice_in_a_row_credibly(r: Reading, i: str, t: str) -> frozenset[str]:
    return walks(r.credible_steps(), r.conflict.others(i), t)


def mover_helps(r: Reading, i: str, t: str) -> frozenset[str]:
    return ends(r.conflict.moves, r.conflict.parties, t, r.how)


def one_step(r: Reading, i: str, t: str) -> frozenset[str]:
    return ends(r.conflict.moves, r.conflict.others(i), t, "single")


def one_credible_step(r: Reading, i: str, t: str) -> frozenset[str]:
    return ends(r.credible_steps(), r.conflict.others(i), t, "single")


def judged_at_the_end(r: Reading, i: str, t: str) -> frozenset[str]:
    """Answers whose end some other prefers to t, whatever the steps."""
    c = r.conflict
    return frozenset(x for x in r.answers(i, t) if any(c.prefers(j, x, t) for j in c.others(i)))


def two_parties_steps(r: Reading, i: str, t: str) -> frozenset[str]:
    """Legal sequences cut after two steps."""
    c = r.conflict
    found = set(one_step(r, i, t))
    for j in c.others(i):
        for k in c.others(i):
            if j != k:
                found |= {y for x in c.moves[j][t] for y in c.moves[k][x]}
    return frozenset(found)


def strict_for_weak(r: Reading, i: str, s: str) -> bool:
    return concepts.gmr(Reading(r.conflict, r.how, "strict"), i, s)


def one_sanction_for_all(r: Reading, i: str, s: str) -> bool:
    """Any improvement sanctioned is enough."""
    return not r.leaving(i, s) or any(
        any(r.deters(i, s, x) for x in r.answers(i, s1)) for s1 in r.leaving(i, s)
    )


def ties_improve(r: Reading, i: str, s: str) -> bool:
    """A move to a tied state counts as an improvement."""
    return all(r.conflict.prefers(i, s, t) for t in r.conflict.moves[i][s])


def escape_from_any(r: Reading, i: str, s: str) -> bool:
    """SMR where one answer that leaves an escape spoils all the others."""
    return all(
        r.answers(i, s1) and all(concepts.deters_for_good(r, i, s, x) for x in r.answers(i, s1))
        for s1 in r.leaving(i, s)
    )


def counter_move_counts_alone(r: Reading, i: str, s: str) -> bool:
    """SMR that forgets that s2 itself must deter."""
    return all(
        any(all(r.deters(i, s, y) for y in r.conflict.moves[i][x]) for x in r.answers(i, s1))
        for s1 in r.leaving(i, s)
    )


def compared_with_s1(r: Reading, i: str, s: str) -> bool:
    """GMR where the end is held against s1, not against s."""
    return all(any(r.deters(i, s1, x) for x in r.answers(i, s1)) for s1 in r.leaving(i, s))


def all_others_at_once(r: Reading, i: str, s: str) -> bool:
    """SIM where every other with an improvement must move."""
    movers = {j for j in r.conflict.others(i) if r.leaving(j, s)}
    return all(
        any(
            set(moved) == movers and r.deters(i, s, x)
            for moved, x in concepts.joint_moves(r, i, s, s1)
        )
        for s1 in r.leaving(i, s)
    )


def one_other_at_a_time(r: Reading, i: str, s: str) -> bool:
    """SIM where only one other moves."""
    return all(
        any(len(moved) == 1 and r.deters(i, s, x) for moved, x in concepts.joint_moves(r, i, s, s1))
        for s1 in r.leaving(i, s)
    )


def joint_moves_used_up(r: Reading, i: str, s: str) -> bool:
    """SIM where the joint moves are tried on the first improvement only."""
    first = [t for t in r.conflict.states if t in r.leaving(i, s)]
    return all(
        number == 0 and any(r.deters(i, s, x) for _, x in concepts.joint_moves(r, i, s, s1))
        for number, s1 in enumerate(first)
    )


def anticipation(tie: Callable[[frozenset[str], str], set[str]], only_better: bool) -> Verdict:
    """L_2 and L_3 with another rule for ties, or with improvements as the only moves."""

    def table(conflict: Conflict, h: int) -> dict[tuple[str, str], set[str]]:
        if h == 0:
            return {(i, s): {s} for i in conflict.parties for s in conflict.states}
        later = table(conflict, h - 1)
        found = {}
        for i in conflict.parties:
            (j,) = conflict.others(i)
            rank = conflict.rank[i]
            assert rank is not None
            for s in conflict.states:
                moves = {t for t in conflict.moves[i][s] if not only_better or rank[t] > rank[s]}
                value = {t: min(rank[x] for x in later[j, t]) for t in moves}
                best = max(value.values(), default=-1)
                if best <= rank[s]:
                    found[i, s] = {s}
                else:
                    tied = frozenset(t for t in moves if value[t] == best)
                    found[i, s] = {x for t in tie(tied, s) for x in later[j, t]}
        return found

    def verdict(r: Reading, i: str, s: str) -> bool:
        key = ("wrong", tie, only_better)
        if key not in r.memory:
            r.memory[key] = table(r.conflict, 3)
        return bool(r.memory[key][i, s] == {s})

    return verdict


def one_horizon(horizon: int) -> Verdict:
    """NM as stability at one long horizon."""
    return lambda r, i, s: foresight.limited(r, i, s, horizon)


MISTAKES: dict[str, tuple[str, Verdict]] = {
    "strict for weak": ("gmr", strict_for_weak),
    "one step sanctions": ("gmr", sanctioned_by(one_step)),
    "one credible step sanctions": ("seq", sanctioned_by(one_credible_step)),
    "at most two steps": ("gmr", sanctioned_by(two_parties_steps)),
    "the mover helps to sanction": ("gmr", sanctioned_by(mover_helps)),
    "twice in a row": ("gmr", sanctioned_by(twice_in_a_row)),
    "twice in a row, credibly": ("seq", sanctioned_by(twice_in_a_row_credibly)),
    "credible judged at the end": ("seq", sanctioned_by(judged_at_the_end)),
    "answers need not be credible": ("seq", concepts.gmr),
    "answers are credible": ("gmr", concepts.seq),
    "one sanctioned improvement is enough": ("gmr", one_sanction_for_all),
    "ties improve": ("nash", ties_improve),
    "no counter-moves": ("smr", concepts.gmr),
    "an escape from any answer": ("smr", escape_from_any),
    "the end itself need not deter": ("smr", counter_move_counts_alone),
    "the end held against the improvement": ("gmr", compared_with_s1),
    "all others at once": ("sim", all_others_at_once),
    "one other at a time": ("sim", one_other_at_a_time),
    "joint moves used up": ("sim", joint_moves_used_up),
    "the first of tied moves": ("l3", anticipation(lambda tied, s: {min(tied)}, False)),
    "first moves are improvements": ("l3", anticipation(lambda tied, s: set(tied), True)),
    "one long horizon": ("nm", one_horizon(8)),
    "hseq is seq": ("hseq", concepts.seq),
    "mr5 is mr3": ("mr5", concepts.smr),
    "mr4 is mr2": ("mr4", concepts.gmr),
    "cmr4 is cmr2": ("cmr4", concepts.seq),
    "policy is seq": ("policy", concepts.seq),
}


def without(*keys: str) -> Callable[[Model], Conflict]:
    """A reader that overlooks a key of an option, a rule or a preference."""

    def blind(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: blind(value) for key, value in part.items() if key not in keys}
        return [blind(item) for item in part] if isinstance(part, list) else part

    return lambda model: read(blind(model))


def closed_moves(model: Model) -> Conflict:
    """A reader that closes the moves of the graph form."""
    changed = deepcopy(model)
    for maker in changed["decision_makers"].values() if "states" in model else ():
        arcs = closure({(s, t) for s, targets in maker["moves"].items() for t in targets})
        maker["moves"] = {s: sorted(t for x, t in arcs if x == s) for s, _ in arcs}
    return read(changed)


def one_option_at_a_time(model: Model) -> Conflict:
    """A reader by which a step changes one option."""
    conflict = read(model)
    if "states" in model:
        return conflict
    moves = {
        party: {
            s: frozenset(t for t in ts if sum(a != b for a, b in zip(s, t, strict=True)) == 1)
            for s, ts in by_state.items()
        }
        for party, by_state in conflict.moves.items()
    }
    return replace(conflict, moves=moves, found={})


def last_class_that_fits(model: Model) -> Conflict:
    """A reader that takes the last class of a ranking that a state fits."""
    changed = deepcopy(model)
    for given in changed["preferences"].values():
        if isinstance(given, dict) and "ranking" in given:
            order = read({**model, "preferences": {}}).states
            letters = "states" not in model
            named: list[Any] = []
            for item in given["ranking"]:
                members = item if isinstance(item, list) else [item]
                fitting = [s for s in order if any(fits(p, s, letters) for p in members)]
                named = [[s for s in old if s not in fitting] for old in named] + [fitting]
            given["ranking"] = named
    return read(changed)


def unnamed_first(model: Model) -> Conflict:
    """A reader that puts the states that a ranking does not name first."""
    changed = deepcopy(model)
    states = read({**model, "preferences": {}}).states
    for given in changed["preferences"].values():
        if isinstance(given, dict) and "ranking" in given:
            listed = [m for x in given["ranking"] for m in (x if isinstance(x, list) else [x])]
            letters = "states" not in model
            rest = [s for s in states if not any(fits(p, s, letters) for p in listed)]
            given["ranking"].insert(0, rest)
    return read(changed)


MISREADINGS: dict[str, Callable[[Model], Conflict]] = {
    "directions are overlooked": without("once"),
    "forbidden moves are overlooked": without("infeasible_move"),
    "thresholds are overlooked": without("threshold"),
    "unknown pairs are overlooked": without("unknown"),
    "moves are closed": closed_moves,
    "one option at a time": one_option_at_a_time,
    "the last class that fits": last_class_that_fits,
    "unnamed states first": unnamed_first,
}
