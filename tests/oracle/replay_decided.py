"""Checks what a Why adds to its steps and ends: what decides, better moves, idle parts, firmness.

Everything is worked out again from the model file and the definitions, place by place; a place
without its addition is a complaint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from oracle import deciders
from oracle.compare import is_stable
from oracle.concepts import ANSWERED
from oracle.conflict import Names
from oracle.reading import Reading
from oracle.replay import deterred
from oracle.replay_steps import best

Why = Mapping[str, Any]
MAY_BE_FIRM = tuple(concept for concept, one in ANSWERED.items() if one.credible)


def replay_decided(
    model: Mapping[str, Any],
    r: Reading,
    reading: Mapping[str, str],
    concept: str,
    i: str,
    s: str,
    why: Why,
) -> list[str]:
    """What is wrong with the additions to a Why that is right otherwise; [] if nothing is.

    reading  the alternatives under which r reads the model.
    """
    try:
        return list(_Replay(model, r, reading, concept, i, s).complaints(why))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        return [f"an addition is missing or malformed: {type(error).__name__} {error}"]


class _Replay:
    def __init__(
        self,
        model: Mapping[str, Any],
        r: Reading,
        reading: Mapping[str, str],
        concept: str,
        i: str,
        s: str,
    ) -> None:
        self.model, self.r, self.reading, self.concept = model, r, reading, concept
        self.i, self.s, self.names = i, s, Names(model)

    def complaints(self, why: Why) -> Iterator[str]:
        """By the kind of Why."""
        kind, i, s = why["kind"], self.i, self.s
        if kind == "stackelberg":
            for party, part in why["parts"].items():
                other = _Replay(self.model, self.r, self.reading, self.concept, party, s)
                yield from other.complaints(part)
        elif kind == "no_improvement":
            if why["cannot_leave"] != (not self.r.conflict.moves[i][s]):
                yield f"{i} at {s}: cannot_leave {why['cannot_leave']}"
        elif kind in ("improvement", "unsanctioned", "no_joint"):
            yield from self.move(i, s, why)
            if why.get("worst") is not None:
                yield from self.seen(why["worst"], why["worst_decided_by"])
            for escape in why.get("escapes", []):
                yield from self.seen(escape["to"], escape["decided_by"])
        elif kind == "sanctioned":
            for item in why["improvements"]:
                yield from self.sanctioned(item)
        elif kind == "joint":
            for item in why["improvements"]:
                yield from self.move(i, s, item)
                yield from self.seen(item["joint"], item["joint_decided_by"])
                for move in item["with"]:
                    yield from self.move(move["by"], s, move)
        elif kind == "lines":
            for item in why["improvements"]:
                yield from self.move(i, s, item)
                yield from self.line(item["to"], item["line"])
                yield from self.seen(item["end"], item["end_decided_by"])
        else:
            told = [move["to"] for move in why["moves"]]
            if told != list(why.get("improvements", [])):
                yield f"moves {told}, not {why['improvements']}"
            for move in why["moves"]:
                yield from self.move(i, s, move)
            if "line" in why:
                yield from self.line(told[0] if kind == "line" else s, why["line"])
            if "end" in why:
                yield from self.seen(why["end"], why["end_decided_by"])

    def sanctioned(self, item: Why) -> Iterator[str]:
        """An improvement with its answer, and whether that is firm."""
        yield from self.move(self.i, self.s, item)
        yield from self.seen(item["end"], item["end_decided_by"])
        for move in item.get("counter_moves", []):
            yield from self.seen(move["to"], move["decided_by"])
        yield from self.steps(item["to"], item["answer"])
        if self.concept not in MAY_BE_FIRM:
            return
        here, firm = item["to"], []
        for step in item["answer"]:
            firm.append(not is_stable(self.r, "seq", step["by"], here))
            if step["firm"] != firm[-1]:
                yield f"{step['by']} leaves {here}: firm {step['firm']}"
            if step["moves_on"] != (not is_stable(self.r, "seq", step["by"], step["to"])):
                yield f"{step['by']} at {step['to']}: moves_on {step['moves_on']}"
            here = step["to"]
        if item["firm"] != all(firm):
            yield f"the answer to {item['to']}: firm {item['firm']}"
        if self.concept == "seq":
            right = deterred(self.r, "hseq", self.i, self.s, item["to"])
            if item["firm_answer"] != right:
                yield f"a firm answer to {item['to']}: {item['firm_answer']}, not {right}"

    def line(self, here: str, turns: Sequence[Why]) -> Iterator[str]:
        """A line of play; a turn of the others has steps."""
        for turn in turns:
            if turn["by"] == "others":
                yield from self.steps(here, turn["answer"])
            else:
                yield from self.move(turn["by"], here, turn)
            here = turn["to"]

    def steps(self, here: str, steps: Sequence[Why]) -> Iterator[str]:
        """Steps one after another."""
        for step in steps:
            yield from self.move(step["by"], here, step)
            here = step["to"]

    def move(self, j: str, s: str, said: Why) -> Iterator[str]:
        """One move: what decides, whether there is a better one, what in it is idle."""
        conflict, t = self.r.conflict, said["to"]
        yield from self.decided(j, s, t, said["decided_by"])
        own = [x for x in conflict.states if x in conflict.moves[j][s]]
        better = [x for x in own if conflict.prefers(j, x, t)]
        if said["better_move"] is None:
            if better:
                yield f"{j} from {s} to {t}: {better} would be better"
        elif said["better_move"] not in best(conflict, j, better):
            yield f"{j} from {s} to {t}: {said['better_move']} is not the better move"
        if said["idle"] != self.idle(j, s, t):
            yield f"{j} from {s} to {t}: idle {said['idle']}, not {self.idle(j, s, t)}"

    def idle(self, j: str, s: str, t: str) -> list[str]:
        """The first inclusion-maximal set of changes that can be left out, as option keys."""
        conflict = self.r.conflict
        if self.names.graph or not conflict.prefers(j, t, s):
            return []
        changed = [k for k in range(len(s)) if s[k] != t[k]]
        alike = []
        for size in range(1, len(changed) + 1):
            for omitted in combinations(changed, size):
                u = "".join(s[k] if k in omitted else t[k] for k in range(len(s)))
                reached = u == s or u in conflict.moves[j][s]
                if reached and not conflict.prefers(j, u, t) and not conflict.prefers(j, t, u):
                    alike.append(omitted)
        largest = [one for one in alike if not any(set(one) < set(other) for other in alike)]
        return [".".join(self.names.options[k]) for k in min(largest, default=())]

    def seen(self, x: str, said: Why) -> Iterator[str]:
        """What decides between a state and the start for the party."""
        yield from self.decided(self.i, self.s, x, said)

    def decided(self, j: str, s: str, t: str, said: Why) -> Iterator[str]:
        yield from deciders.complaints(self.model, self.r.conflict, self.reading, j, s, t, said)
