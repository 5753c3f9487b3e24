"""Why by lines of play: mr and cmr, where everybody looks some turns ahead."""

from __future__ import annotations

from detente.stability.engines.base import IMPROVEMENTS, MOVES
from detente.stability.explain.party_at_state import PartyAtState, Step, Why
from detente.stability.explain.sanctions import improvement, no_improvement
from detente.stability.terms import Term


def line(point: PartyAtState, term: Term) -> tuple[bool, Why]:
    """The verdict and its Why: what the others do about each improvement, or one to hold to."""
    if not point.improvements:
        return True, no_improvement()
    horizon = term.turns
    assert horizon is not None
    if horizon == 1:
        return False, improvement(point)
    game = _Game(point, term)
    held = [after for after in point.improvements if game.opposed(horizon - 1, after)]
    if not held:
        told = [
            {"to": point.text(after), **game.told(after, horizon - 1, deterred=True)}
            for after in point.improvements
        ]
        return True, {"kind": "lines", "improvements": told}
    after = point.best(held)[0]
    return False, {
        "kind": "line",
        "improvements": [point.text(after)],
        **game.told(after, horizon - 1, deterred=False),
    }


class _Game:
    """The turns after the party's move, judged against the start; remembers what it has found."""

    def __init__(self, point: PartyAtState, term: Term) -> None:
        self.point, self.counter = point, term.counter
        self.rule = IMPROVEMENTS if term.credible else MOVES
        self._answers: dict[int, dict[int, tuple[Step, ...]]] = {}
        self._opposed: dict[tuple[int, int], bool] = {}
        self._focal: dict[tuple[int, int], bool] = {}

    def answers(self, state: int) -> dict[int, tuple[Step, ...]]:
        """The ends of the others' answers from a state, with a shortest answer each."""
        if state not in self._answers:
            self._answers[state] = dict(self.point.answers(state, self.rule))
        return self._answers[state]

    def own(self, state: int) -> list[int]:
        """The party's moves in the game."""
        return self.point.counters(state, self.counter)

    def opposed(self, turns: int, state: int) -> bool:
        """opp: whether the party escapes, the others to move, with `turns` left."""
        if self.point.deters(state):
            return False
        if turns == 0:
            return True
        if (turns, state) not in self._opposed:
            self._opposed[turns, state] = all(
                self.focal(turns - 1, end) for end in self.answers(state)
            )
        return self._opposed[turns, state]

    def focal(self, turns: int, state: int) -> bool:
        """focal: whether the party escapes, itself to move, with `turns` left."""
        if not self.point.deters(state):
            return True
        if turns == 0:
            return False
        if (turns, state) not in self._focal:
            self._focal[turns, state] = any(
                self.opposed(turns - 1, after) for after in self.own(state)
            )
        return self._focal[turns, state]

    def told(self, after: int, turns: int, deterred: bool) -> Why:
        """One line of play from the party's move on: the winning side plays rightly."""
        point, here, line = self.point, after, []
        while turns > 0 and not (deterred and point.deters(here)):
            ends = sorted(self.answers(here))
            if deterred:
                wanted = [end for end in self.answers(here) if not self.focal(turns - 1, end)]
            else:
                wanted = point.worst(ends)
            if not wanted:
                break
            end = wanted[0]
            line.append(
                {
                    "by": "others",
                    "to": point.text(end),
                    "answer": point.told(here, self.answers(here)[end]),
                }
            )
            here, turns = end, turns - 1
            if turns == 0 or not (deterred or point.deters(here)):
                break
            replies = self.own(here)
            if not deterred:
                replies = [reply for reply in replies if self.opposed(turns - 1, reply)]
            if not replies:
                break
            here, turns = point.best(replies)[0], turns - 1
            line.append({"by": point.graph.names[point.party], "to": point.text(here)})
        return {"line": line, "end": point.text(here), "compare": point.compare(here)}
