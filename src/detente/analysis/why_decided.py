"""A Why with what decides in it: beside every comparison the line of the file that makes it so.

Beside each step stand the notes of docs/why.md: whether it is its maker's best move, which of its
parts add nothing, and, in an answer whose steps improve their makers, whether it is firm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.analysis.decides import Decides
from detente.model import Conflict, Graph, NoPlainOrder, Ranks
from detente.problems import TooLarge
from detente.stability import (
    SEQ,
    Asked,
    Assumptions,
    Counter,
    PartyAtState,
    Patience,
    StepRule,
    Term,
    answered,
    sanction,
    why,
)

Why = Mapping[str, Any]

_MOST_CHECKS = 400  # states of which it is worked out whether a mover would keep them, a Why


class WhyDecided:
    """Adds to the Whys of one graph what decides in them.

    decides  what decides for each party under the reading of the graph.
    patience what may be looked at; None for as much as there is.
    """

    def __init__(
        self,
        conflict: Conflict,
        graph: Graph,
        decides: Decides,
        assumptions: Assumptions,
        patience: Patience | None = None,
    ) -> None:
        self.conflict, self.graph = conflict, graph
        self.decides, self.assumptions, self.patience = decides, assumptions, patience
        self._kept: dict[tuple[int, int], bool] = {}
        self._left = _MOST_CHECKS

    def why(self, party: int, state: int, asked: Asked) -> tuple[bool, dict[str, Any]]:
        """Whether a state is stable for a party, and the Why, completed. See stability.why."""
        stable, found = why(self.graph, party, state, asked, self.assumptions, self.patience)
        return stable, self.completed(party, state, asked, found)

    def completed(self, party: int, start: int, asked: Asked, why: Why) -> dict[str, Any]:
        """The Why of a party at a state, completed; the given one is left as it is."""
        self._left = _MOST_CHECKS
        return _Telling(self, party, start, asked).complete(why)

    def would_keep(self, mover: int, state: int) -> bool | None:
        """Whether a state is SEQ stable for a party; None once too many have been asked."""
        key = (mover, state)
        if key not in self._kept:
            if self._left == 0:
                return None
            self._left -= 1
            try:
                self._kept[key] = self.keeps(mover, state)
            except TooLarge:
                return None
        return self._kept[key]

    def keeps(self, mover: int, state: int) -> bool:
        """The same, worked out. TooLarge where that takes more than may be looked at."""
        point = PartyAtState(self.graph, mover, state, self.assumptions, self.patience)
        return sanction(point, SEQ)[0]

    def firm_answer(self, point: PartyAtState, after: int, counter: Counter) -> bool | None:
        """Whether some firm answer deters a party from a move; None where it is too much work."""
        rule = StepRule("improvements", _Leaving(self))  # type: ignore[arg-type]
        try:
            return answered(point, after, rule, counter)
        except (_Unknown, TooLarge):
            return None

    def better_move(self, mover: int, before: int, after: int) -> int | None:
        """Of the moves that the mover prefers to this one the best; None where it has none."""
        if isinstance(self.graph.orders[mover], NoPlainOrder):
            return None
        point = PartyAtState(self.graph, mover, before, self.assumptions, self.patience)
        moves, order = self.graph.moves_from(mover, before), self.graph.orders[mover]
        if isinstance(order, Ranks):
            better = moves[order.rank[moves] > order.rank[after]].tolist()
        else:
            better = [one for one in moves.tolist() if self.graph.prefers(mover, one, after)]
        return point.best(better)[0] if better else None

    def idle(self, mover: int, before: int, after: int) -> list[str]:
        """The options of an improvement that add nothing to it for its maker, in file order.

        An inclusion-maximal set of the changed ones without which the move leads to a state that
        the mover likes as well; of several the first in file order.
        """
        if isinstance(self.graph.orders[mover], NoPlainOrder):
            return []
        if self.graph.form == "graph" or not self.graph.prefers(mover, after, before):
            return []
        code = self.graph.codes
        start, changed = int(code[before]), int(code[before]) ^ int(code[after])
        places = self.graph.moves_from(mover, before)
        does = code[places] ^ np.int64(start)
        within = places[((does & ~np.int64(changed)) == 0) & (does != changed)]
        found: list[int] = []
        for place in within.tolist():
            if self.graph.prefers(mover, place, after) or self.graph.prefers(mover, after, place):
                continue
            found.append(changed & ~(int(code[place]) ^ start))
        largest = [one for one in found if not any(one != o and one & ~o == 0 for o in found)]
        options = self.conflict.options
        sets = [[k for k in range(len(options)) if one >> k & 1] for one in largest]
        return [options[k].key for k in min(sets, default=[])]


class _Unknown(Exception):
    """It is not known whether a mover would keep a state."""


class _Leaving:
    """`leaving[mover][state]` of a StepRule, worked out where it is asked for."""

    def __init__(self, of: WhyDecided) -> None:
        self.of = of

    def __getitem__(self, mover: int) -> _LeavingOf:
        return _LeavingOf(self.of, mover)


class _LeavingOf:
    def __init__(self, of: WhyDecided, mover: int) -> None:
        self.of, self.mover = of, mover

    def __getitem__(self, state: int) -> bool:
        kept = self.of.would_keep(self.mover, state)
        if kept is None:
            raise _Unknown
        return not kept


class _Telling:
    """Completes one Why of one party at one state."""

    def __init__(self, of: WhyDecided, party: int, start: int, asked: Asked) -> None:
        self.of, self.party, self.start, self.asked = of, party, start, asked
        # Of lines of play it is not said whether they are firm.
        term = asked.concept.definition
        self.counter: Counter = term.counter if isinstance(term, Term) else "none"
        # Whether an answer is firm is a question about plain preferences.
        plain = asked.semantics is None
        self.credible = plain and isinstance(term, Term) and term.one_answer and term.credible
        self.graph = of.graph
        self.point = PartyAtState(of.graph, party, start, of.assumptions, of.patience)

    def complete(self, why: Why) -> dict[str, Any]:
        """The Why with its additions."""
        told = dict(why)
        kind = why["kind"]
        if kind == "stackelberg":
            told["parts"] = {
                name: _Telling(
                    self.of, self.graph.names.index(name), self.start, self.asked
                ).complete(part)
                for name, part in why["parts"].items()
            }
            return told
        if kind == "no_improvement":
            told["cannot_leave"] = not len(self.graph.moves_from(self.party, self.start))
            return told
        items = why.get("improvements", [])
        if items and isinstance(items[0], Mapping):
            told["improvements"] = [self._improvement(item) for item in items]
        elif "to" in why:
            told |= self._move(self.party, self.start, why["to"])
        else:
            moves = [{"to": text, **self._move(self.party, self.start, text)} for text in items]
            told["moves"] = moves
        if "line" in why:
            told["line"] = self._line(self.start if kind != "line" else items[0], why["line"])
        told |= self._seen(why, "end")
        told |= self._seen(why, "worst")
        if "escapes" in why:
            told["escapes"] = [{**one, **self._seen(one, "to")} for one in why["escapes"]]
        return told

    def _improvement(self, item: Why) -> dict[str, Any]:
        told = {**item, **self._move(self.party, self.start, item["to"])}
        if "answer" in item:
            told["answer"] = self._answer(item["to"], item["answer"])
            if self.credible:
                told |= self._firmness(item, told["answer"])
        if "with" in item:
            told["with"] = [
                {**move, **self._move(self._index(move["by"]), self.start, move["to"])}
                for move in item["with"]
            ]
        if "line" in item:
            told["line"] = self._line(item["to"], item["line"])
        if "counter_moves" in item:
            told["counter_moves"] = [
                {**move, **self._seen(move, "to")} for move in item["counter_moves"]
            ]
        return told | self._seen(item, "end") | self._seen(item, "joint")

    def _firmness(self, item: Why, steps: Sequence[Why]) -> dict[str, Any]:
        """Whether the answer told is firm, and if it is not, whether another one is."""
        firm = [step["firm"] for step in steps]
        if all(firm):
            return {"firm": True, "firm_answer": True}
        if None in firm and False not in firm:
            return {"firm": None, "firm_answer": None}
        return {
            "firm": False,
            "firm_answer": self.of.firm_answer(self.point, self._state(item["to"]), self.counter),
        }

    def _answer(self, here: str, steps: Sequence[Why]) -> list[dict[str, Any]]:
        told = []
        for step in steps:
            mover = self._index(step["by"])
            added = self._move(mover, self._state(here), step["to"])
            if self.credible:
                kept = self.of.would_keep(mover, self._state(here))
                on = self.of.would_keep(mover, self._state(step["to"]))
                added |= {
                    "firm": None if kept is None else not kept,
                    "moves_on": None if on is None else not on,
                }
            told.append({**step, **added})
            here = step["to"]
        return told

    def _line(self, here: int | str, turns: Sequence[Why]) -> list[dict[str, Any]]:
        at = here if isinstance(here, str) else self.graph.state_text(here)
        told = []
        for turn in turns:
            if turn["by"] == "others":
                told.append({**turn, "answer": self._answer(at, turn["answer"])})
            else:
                mover = self._index(turn["by"])
                told.append({**turn, **self._move(mover, self._state(at), turn["to"])})
            at = turn["to"]
        return told

    def _move(self, mover: int, before: int, to: str) -> dict[str, Any]:
        """What is to be said of a move: what decides, a better one, and parts that add nothing."""
        after = self._state(to)
        better = self.of.better_move(mover, before, after)
        return {
            "decided_by": self._decided(mover, before, after),
            "better_move": None if better is None else self.graph.state_text(better),
            "idle": self.of.idle(mover, before, after),
        }

    def _seen(self, item: Why, key: str) -> dict[str, Any]:
        """What decides how the party sees a state against the start."""
        if item.get(key) is None:
            return {}
        name = "decided_by" if key == "to" else f"{key}_decided_by"
        return {name: self._decided(self.party, self.start, self._state(item[key]))}

    def _decided(self, party: int, before: int, after: int) -> dict[str, Any]:
        name, decides = self.graph.names[party], self.of.decides
        if self.asked.semantics is not None and self.asked.semantics.kind != "order":
            said = decides.said_of_pair(name, self.asked.semantics, before, after)
            if said is not None:
                return said.to_dict()
        return decides.between(name, before, after).to_dict()

    def _index(self, name: str) -> int:
        return self.graph.names.index(name)

    def _state(self, text: str) -> int:
        place = self.graph.find_state(text)
        assert place is not None, f"a Why names {text!r}, which is no state"
        return place
