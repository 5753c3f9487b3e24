"""What decides between two states for a party: the statement, weights, ranking, payoffs or pair.

Read from the preference as its author wrote it, not from the ranks compiled out of it, so that
every "better" and "worse" in an answer can be followed down to a line of the file and its evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.model import (
    Arena,
    Better,
    Condition,
    Conflict,
    Graph,
    Payoffs,
    Preference,
    Priorities,
    Ranking,
    Semantics,
    Statement,
    Weights,
    holds,
    known_names_of,
    option_columns,
    state_columns,
)

Kind = Literal["statement", "weights", "ranking", "payoffs", "pair"]
Gains = Literal["better", "worse", "tied"]
Pair = tuple[int, int]  # two states of a graph: (from, to)

_DIGITS = 1_000_000  # more than any sum of weights has
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """How a party sees one state against another, and by what.

    gains     `better`, `worse`, or `tied`: it prefers neither.
    kind      what decides; None where nothing does, which is where it is tied.
    place     `statement`, `pair`: its place in the list, 1 the most important; `ranking`: the class
              of the better state, 1 the best; None for weights and payoffs.
    text      as the file writes it; about the better state first where it is about both.
    evidence  the ids that the file cites for it.
    """

    gains: Gains
    kind: Kind | None = None
    place: int | None = None
    text: str = ""
    evidence: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """`decided_by`, as `--json` prints it."""
        return {
            "kind": self.kind,
            "place": self.place,
            "text": self.text,
            "evidence": list(self.evidence),
        }

    @property
    def words(self) -> str:
        """What to say behind "better for Ethiopia": "by its first statement, 'fill'".

        Empty where nothing decides.
        """
        return words_of_decided(self.to_dict())


def words_of_decided(decided: Mapping[str, Any]) -> str:
    """The words for a `decided_by` of `--json`; empty where nothing decides."""
    text, cited = decided["text"], _cited(decided["evidence"])
    match decided["kind"]:
        case "statement":
            return f"by its {ordinal(decided['place'])} statement, {quoted(text)}{cited}"
        case "pair":
            return f"by its {ordinal(decided['place'])} pair, {text}{cited}"
        case None:
            return ""
        case kind:
            return f"by its {kind}, {text}{cited}"


def _cited(evidence: Sequence[str]) -> str:
    return f", citing {', '.join(evidence)}" if evidence else ""


def quoted(text: str) -> str:
    """A condition in quotes that do not occur in it, if there are such."""
    return f'"{text}"' if "'" in text else f"'{text}'"


def ordinal(number: int) -> str:
    """A place in words: first to tenth, then 11th, 12th, …"""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def decided_by(
    arena: Arena, reading: Mapping[str, str], party: str, from_state: int | str, to_state: int | str
) -> Decided:
    """How `party`, read so, sees `to_state` against `from_state`, and what decides that.

    reading  an alternative's name for some parties; `base` for the others.
    States are places in the arena's graph, or texts. KeyError for a state that is not there.
    """
    places = []
    for state in (from_state, to_state):
        place = arena.graph.find_state(state) if isinstance(state, str) else state
        if place is None:
            raise KeyError(state)
        places.append(place)
    return Decides(arena.conflict, arena.graph, reading).between(party, places[0], places[1])


class Decides:
    """What decides for the parties of a conflict under one reading, for any pairs of states.

    graph  gives the states; its orders are not looked at.

    Cost of a question: each statement (or weight) once on each state asked about, in one go for
    all pairs; of a ranking, payoffs or pairs a look-up, and each pattern with `-` once a state.
    """

    def __init__(
        self, conflict: Conflict, graph: Graph, reading: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.conflict, self.graph, self.reading = conflict, graph, dict(reading)
        self._index = known_names_of(conflict).index
        self._outcomes = {name: one.condition for name, one in conflict.outcomes.items()}
        self._places: dict[str, Callable[[str], int | None]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.conflict, self.graph, self.reading)

    def between(self, party: str, before: int, after: int) -> Decided:
        """How the party sees `after` against `before`, and what decides."""
        return self.many(party, [(before, after)])[0]

    def said_of_pair(
        self, party: str, semantics: Semantics, before: int, after: int
    ) -> Decided | None:
        """The degree, or chance, that decides under a semantics that looks at such, told of `after`
        over `before`; tied where none is said. None where the party has no table of them."""
        preference = self.conflict.preference(party, self.reading.get(party, "base"))
        fuzzy = semantics.kind == "fuzzy"
        table = preference.fuzzy if fuzzy else preference.probability
        if table is None:
            return None
        one, other = self.graph.state_text(after), self.graph.state_text(before)
        for place, (over, under, number) in enumerate(table.values, start=1):
            for first, second, said in ((one, other, number), (other, one, 1 - number)):
                if self._fits(over, first) and self._fits(under, second):
                    if first == other and not fuzzy:
                        continue  # of the contrary a chance says nothing
                    gains: Gains = "better" if 2 * said > 1 else "worse"
                    return Decided(gains, "pair", place, f"{one} over {other} {said:f}")
        return Decided("tied")

    def many(self, party: str, pairs: Sequence[Pair]) -> list[Decided]:
        """The same for many pairs (before, after) at once."""
        if not pairs:
            return []
        preference = self.conflict.preference(party, self.reading.get(party, "base"))
        before, after = np.array(pairs, dtype=np.int64).T
        match preference.basis:
            case None:
                found = [Decided("tied") for _ in pairs]
            case Priorities(statements):
                found = self._by_statements(statements, before, after)
            case Weights() as weights:
                found = self._by_weights(weights, before, after)
            case Ranking() as ranking:
                found = [self._by_ranking(party, ranking, *pair) for pair in self._texts(pairs)]
            case Payoffs() as payoffs:
                found = [self._by_payoffs(party, payoffs, *pair) for pair in self._texts(pairs)]
            case Better(listed):
                found = [self._by_pairs(listed, *pair) for pair in self._texts(pairs)]
        return self._less_unknown(preference, found, before, after)

    def _holds(self, condition: Condition, states: NDArray[np.int64]) -> NDArray[np.bool_]:
        codes = self.graph.codes[states]
        columns = option_columns if self.graph.form == "option" else state_columns
        return holds(condition, len(states), columns(codes, self._index), self._outcomes)

    def _texts(self, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
        text = self.graph.state_text
        return [(text(before), text(after)) for before, after in pairs]

    def _by_statements(
        self,
        statements: Sequence[Statement],
        before: NDArray[np.int64],
        after: NDArray[np.int64],
    ) -> list[Decided]:
        found: list[Decided] = [Decided("tied")] * len(before)
        open_ = np.arange(len(before))
        for place, line in enumerate(statements, start=1):
            if not len(open_):
                break
            had = self._holds(line.prefer, before[open_])
            has = self._holds(line.prefer, after[open_])
            for k in np.flatnonzero(had != has).tolist():
                gains: Gains = "better" if has[k] else "worse"
                found[open_[k]] = Decided(gains, "statement", place, line.text, line.evidence)
            open_ = open_[had == has]
        return found

    def _by_weights(
        self, weights: Weights, before: NDArray[np.int64], after: NDArray[np.int64]
    ) -> list[Decided]:
        had = [self._holds(condition, before) for condition, _ in weights.items]
        has = [self._holds(condition, after) for condition, _ in weights.items]
        numbers = [weight for _, weight in weights.items]
        found = []
        for k in range(len(before)):
            lost: list[tuple[str, Decimal]] = []
            won: list[tuple[str, Decimal]] = []
            for text, weight, was, now in zip(weights.texts, numbers, had, has, strict=True):
                if weight and was[k] != now[k]:
                    (won if now[k] else lost).append((text, weight))
            found.append(_weighed(won, lost))
        return found

    def _by_ranking(self, party: str, ranking: Ranking, before: str, after: str) -> Decided:
        classes = ranking.classes
        at = self._place_of(
            party, [(pattern, k) for k, tied in enumerate(classes) for pattern in tied]
        )
        was, now = at(before), at(after)
        if was == now:
            return Decided("tied")
        low, high = sorted(
            [(len(classes) if k is None else k, text) for k, text in ((was, before), (now, after))],
            reverse=True,
        )
        upper = self._named(classes[high[0]], high[1])
        lower = (
            "what it does not name"
            if low[0] == len(classes)
            else self._named(classes[low[0]], low[1])
        )
        gains: Gains = "better" if high[1] == after else "worse"
        return Decided(gains, "ranking", high[0] + 1, f"{upper} above {lower}")

    def _by_payoffs(self, party: str, payoffs: Payoffs, before: str, after: str) -> Decided:
        values = payoffs.values
        at = self._place_of(party, [(pattern, k) for k, (pattern, _) in enumerate(values)])
        was, now = (None if k is None else values[k][1] for k in (at(before), at(after)))
        if was is None and now is None:
            return Decided("tied")
        if was is None or now is None:
            named = was if now is None else now
            assert named is not None
            gains: Gains = "better" if was is None else "worse"
            return Decided(gains, "payoffs", None, f"{named:f} against none")
        margin = payoffs.threshold or Decimal(0)
        low, high = sorted((was, now))
        if Fraction(high) - Fraction(low) <= Fraction(margin):
            return Decided("tied")
        more = f", more than {margin:f} apart" if margin else ""
        gains = "better" if now > was else "worse"
        return Decided(gains, "payoffs", None, f"{high:f} against {low:f}{more}")

    def _by_pairs(self, listed: Sequence[tuple[str, str]], before: str, after: str) -> Decided:
        places: dict[Gains, int] = {}
        for place, (high, low) in enumerate(listed):
            if before == after:
                break
            if "better" not in places and self._fits(high, after) and self._fits(low, before):
                places["better"] = place
            if "worse" not in places and self._fits(high, before) and self._fits(low, after):
                places["worse"] = place
        if len(places) != 1:
            return Decided("tied")
        gains, place = next(iter(places.items()))
        high, low = listed[place]
        return Decided(gains, "pair", place + 1, f"{high} over {low}")

    def _place_of(
        self, party: str, patterns: Sequence[tuple[str, int]]
    ) -> Callable[[str], int | None]:
        """Gives a state's place: the first pattern that it fits; None for a state not named."""
        if party not in self._places:
            exact: dict[str, int] = {}
            open_: list[tuple[str, int]] = []
            for pattern, place in patterns:
                if self.graph.form == "option" and "-" in pattern:
                    open_.append((pattern, place))
                else:
                    exact.setdefault(pattern, place)

            def at(state: str) -> int | None:
                places = [place for pattern, place in open_ if self._fits(pattern, state)][:1]
                places += [exact[state]] if state in exact else []
                return min(places, default=None)

            self._places[party] = at
        return self._places[party]

    def _named(self, patterns: Sequence[str], state: str) -> str:
        """The pattern of a class that the state fits, as the file writes it."""
        return next(pattern for pattern in patterns if self._fits(pattern, state))

    def _fits(self, pattern: str, state: str) -> bool:
        """Whether a state fits a pattern; a listed state fits its own name alone."""
        if pattern == state or self.graph.form == "graph":
            return pattern == state
        return all(p in ("-", s) for p, s in zip(pattern, state, strict=True))

    def _less_unknown(
        self,
        preference: Preference,
        found: list[Decided],
        before: NDArray[np.int64],
        after: NDArray[np.int64],
    ) -> list[Decided]:
        """Pairs declared unknown: neither state is preferred, whatever the order says."""
        if not preference.unknown:
            return found
        unknown = np.zeros(len(found), dtype=bool)
        for one, other in preference.unknown:
            unknown |= self._holds(one, before) & self._holds(other, after)
            unknown |= self._holds(other, before) & self._holds(one, after)
        unknown &= before != after
        return [
            Decided("tied") if unsure else one
            for one, unsure in zip(found, unknown.tolist(), strict=True)
        ]


def _weighed(won: Sequence[tuple[str, Decimal]], lost: Sequence[tuple[str, Decimal]]) -> Decided:
    """What the weights of the conditions that hold after only, and before only, come to."""
    more = sum(Fraction(w) for _, w in won) - sum(Fraction(w) for _, w in lost)
    if not more:
        return Decided("tied")
    high, low = (won, lost) if more > 0 else (lost, won)
    gains: Gains = "better" if more > 0 else "worse"
    return Decided(gains, "weights", None, f"{_added(high)} against {_added(low)}")


def _added(counted: Sequence[tuple[str, Decimal]]) -> str:
    """What conditions count together: "5 ('fill' 3, 'not bind' 2)"."""
    if not counted:
        return "0"
    if len(counted) == 1:
        return f"{counted[0][1]:f} ({quoted(counted[0][0])})"
    with localcontext(prec=_DIGITS):
        total = sum((weight for _, weight in counted), Decimal(0))
    parts = ", ".join(f"{quoted(text)} {weight:f}" for text, weight in counted)
    return f"{total:f} ({parts})"
