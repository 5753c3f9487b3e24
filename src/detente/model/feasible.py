"""Which states are feasible: the codes that break no rule, found without listing the whole cube."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, tee

import numpy as np
from numpy.typing import NDArray

from detente import memory
from detente.limits import limit
from detente.model.condition import Condition, Not, Or, OutcomeName, all_of, names_in
from detente.model.conflict import Rule
from detente.model.evaluate import Column, holds, option_columns
from detente.model.known_names import KnownNames
from detente.model.linked import (
    Counted,
    Piece,
    Step,
    count_ways,
    every_choice,
    in_words,
    linked_parts,
    list_ways,
    surely_more,
)
from detente.model.state_blocks import LOW
from detente.problems import TooManyStates

_BLOCKS = 1 << 12  # ways to combine the options after the first sixteen, gone through one by one
_MET = 16  # so many ways to decide some of the options may be met for each state that may be listed
_BYTES_A_STATE = 24  # at the peak, while codes are listed
_ALWAYS_LISTED = 1 << 16  # states; whether they fit is for the engines to say
_READABLE = 10**15  # of more states, an estimate names the first digits
_FREE_LETTERS = (
    16  # a pattern with more either-letters is not expanded to look for a feasible state
)


def broken_by(
    rule: Rule, states: int, column: Column, outcomes: Mapping[str, Condition]
) -> NDArray[np.bool_]:
    """Where the rule forbids the state: bool (states,). `infeasible_move` forbids no state."""
    if rule.kind == "infeasible_move":
        return np.zeros(states, dtype=bool)
    if rule.kind == "infeasible":
        return holds(rule.conditions[0], states, column, outcomes)
    count = np.zeros(states, dtype=np.int32)
    for condition in rule.conditions:
        count += holds(condition, states, column, outcomes)
    if rule.kind == "at_most_one":
        return count > 1
    if rule.kind == "exactly_one":
        return count != 1
    return count == 0


def pattern_codes(pattern: str) -> NDArray[np.int64]:
    """All codes that fit the pattern, ascending; 2^k of them for k either-letters."""
    codes = np.zeros(1, dtype=np.int64)
    for bit, letter in enumerate(pattern):
        taken = np.int64(1 << bit)
        if letter == "Y":
            codes = codes | taken
        elif letter == "-":
            codes = np.concatenate([codes, codes | taken])
    return codes


def pattern_is_feasible(
    pattern: str, rules: Sequence[Rule], words: KnownNames, outcomes: Mapping[str, Condition]
) -> Rule | None:
    """None where some feasible state fits the pattern, else a rule that forbids the first.

    In graph form every listed state is feasible unless a rule forbids it.
    """
    if words.form == "graph":
        codes = np.array([words.index[pattern]], dtype=np.int64)
        column: Column = lambda name: codes == words.index[name]  # noqa: E731  # one line, one use
    else:
        if pattern.count("-") > _FREE_LETTERS:
            return None
        if len(pattern) > limit("options"):
            if "-" in pattern:
                return None
            codes = np.zeros(1, dtype=np.int64)  # one state, its letters looked at one by one
            column = lambda name: np.array([pattern[words.index[name]] == "Y"])  # noqa: E731
        else:
            codes = pattern_codes(pattern)
            column = option_columns(codes, words.index)
    allowed = np.ones(len(codes), dtype=bool)
    first: Rule | None = None
    for rule in rules:
        broken = broken_by(rule, len(codes), column, outcomes)
        if broken[0] and first is None:
            first = rule
        allowed &= ~broken
    return None if allowed.any() else first


def _pieces(rule: Rule) -> list[Condition]:
    """Conditions that no feasible state fulfils; small ones, since they cut early."""
    conditions = rule.conditions
    pieces: list[Condition] = []
    if rule.kind == "infeasible":
        only = conditions[0]
        pieces = list(only.parts) if isinstance(only, Or) else [only]
    if rule.kind in ("at_most_one", "exactly_one"):
        pieces += [
            all_of([one, other])
            for k, one in enumerate(conditions)
            for other in conditions[k + 1 :]
        ]
    if rule.kind in ("at_least_one", "exactly_one"):
        pieces.append(all_of([Not(one) for one in conditions]))
    return pieces


def options_named(condition: Condition, outcomes: Mapping[str, Condition]) -> set[str]:
    """The options on which the condition depends, through the outcomes that it names."""
    found: set[str] = set()
    followed: set[str] = set()
    todo = [condition]
    while todo:
        for name in names_in(todo.pop()):
            if not isinstance(name, OutcomeName):
                found.add(name.text)
            elif name.text not in followed:
                followed.add(name.text)
                todo.append(outcomes[name.text])
    return found


def feasible_codes(
    options: Sequence[str],
    rules: Sequence[Rule],
    outcomes: Mapping[str, Condition],
    holding: Sequence[Condition] = (),
    most: int | None = None,
) -> NDArray[np.int64]:
    """The feasible states' codes, ascending: int64 (states,).

    options  keys in file order; option k is bit k of a code.
    holding  conditions that must hold as well (a sub-conflict).
    Built option by option, each forbidden combination cut as soon as its last option is decided:
    the cost follows the feasible states, not 2^options. Where the options after the first sixteen
    combine in few ways, those are gone through one by one, in small memory.
    TooManyStates beyond `most` states, by default the limit of states.
    """
    most = _most_states() if most is None else most
    if len(options) > limit("options"):
        _refuse(len(options), 0, 1)
    index = {key: k for k, key in enumerate(options)}
    pieces = []
    for piece in [part for rule in rules for part in _pieces(rule)] + [Not(one) for one in holding]:
        pieces.append(Piece(piece, frozenset(index[k] for k in options_named(piece, outcomes))))
    build = _Build(index, outcomes, most)
    if 2 ** len(options) > most:
        found = build.by_parts(pieces)
        if found is not None:
            return found
    if len(options) > LOW:
        low = build.grow(np.zeros(1, dtype=np.int64), 0, LOW, pieces)
        if len(low):
            high = [piece for piece in pieces if piece.first >= LOW and piece.last > LOW]
            tops = build.grow(np.zeros(1, dtype=np.int64), LOW, len(options), high, _BLOCKS)
            if len(tops) <= _BLOCKS:
                mixed = [p for p in pieces if p.first < LOW < p.last]
                return build.in_blocks(low, tops, mixed)
        return build.grow(low, LOW, len(options), pieces)
    return build.grow(np.zeros(1, dtype=np.int64), 0, len(options), pieces)


@dataclass(frozen=True, slots=True)
class _Build:
    index: Mapping[str, int]
    outcomes: Mapping[str, Condition]
    most: int

    def grow(
        self,
        codes: NDArray[np.int64],
        decided: int,
        until: int,
        pieces: Sequence[Piece],
        enough: int | None = None,
    ) -> NDArray[np.int64]:
        """Decide options decided..until-1; gives up early beyond `enough` codes."""
        codes = self._without(codes, [p for p in pieces if p.last <= decided == 0])
        for k in range(decided, until):
            if enough is not None and len(codes) > enough:
                return codes
            if len(codes) > self.most:
                _refuse(len(self.index), k, len(codes))
            codes = np.concatenate([codes, codes | np.int64(1 << k)])
            codes = self._without(codes, [p for p in pieces if p.last == k + 1])
        if enough is None and until == len(self.index) and len(codes) > self.most:
            _refuse(until, until, len(codes))
        return codes

    def by_parts(self, pieces: Sequence[Piece]) -> NDArray[np.int64] | None:
        """All states: every choice of a way to decide each linked part.

        None where too many ways would be met; TooManyStates beyond what can be listed. Where the
        states are counted from samples, these refuse only what they leave no doubt about.
        """
        none = np.zeros(1, dtype=np.int64)
        if not len(self._without(none, [piece for piece in pieces if not piece.bits])):
            return none[:0]
        parts, draw = linked_parts(len(self.index), pieces), np.random.default_rng(0)
        most_met = _MET * max(self.most, _ALWAYS_LISTED)
        counted = ([count_ways(part, self._without, draw) for part in parts] for _ in count())
        first = next(counted)
        states, exact = _states(first), all(one.exact for one in first)
        if exact and states > self.most:
            _refuse(len(self.index), len(self.index), states)
        if not exact:
            ways, met = tee(chain([first], counted))
            if surely_more(map(_states, ways), self.most):
                _refuse(len(self.index), len(self.index), in_words(states))
            if surely_more((sum(one.met for one in each) for each in met), most_met):
                return None
        return self._every_state(parts, first, most_met)

    def _every_state(
        self, parts: Sequence[Sequence[Step]], counts: Sequence[Counted], most_met: int
    ) -> NDArray[np.int64] | None:
        states = math.prod(one.ways for one in counts if one.exact)
        if not states:
            return np.zeros(0, dtype=np.int64)
        ways: list[NDArray[np.int64]] = []
        # A part without any way leaves no state, however many ways others have: it comes early.
        for k in sorted(range(len(parts)), key=lambda k: (counts[k].exact, counts[k].ways)):
            exact = counts[k].exact
            most = self.most if exact else self.most // states
            found = list_ways(parts[k], self._without, most, most_met)
            if found is None or not len(found):
                return found
            states *= 1 if exact else len(found)
            if states > self.most:
                _refuse(len(self.index), 0, None)
            ways.append(found)
        return every_choice(ways)

    def _without(self, codes: NDArray[np.int64], pieces: Sequence[Piece]) -> NDArray[np.int64]:
        if not pieces:
            return codes
        column = option_columns(codes, self.index)
        keep = np.ones(len(codes), dtype=bool)
        memory: dict[str, NDArray[np.bool_]] = {}
        for piece in pieces:
            keep &= ~holds(piece.condition, len(codes), column, self.outcomes, memory)
        return codes[keep]

    def in_blocks(
        self, low: NDArray[np.int64], tops: NDArray[np.int64], pieces: Sequence[Piece]
    ) -> NDArray[np.int64]:
        """All of `low` under each of `tops`, without those that fulfil some piece."""
        columns = option_columns(low, self.index)
        taken = {key: columns(key) for key, k in self.index.items() if k < LOW}
        # Pages of memory that are not written to take no room.
        codes = np.empty(len(low) * len(tops), dtype=np.int64)
        states = 0
        for top in tops.tolist():
            keep = np.ones(len(low), dtype=bool)
            memory: dict[str, NDArray[np.bool_]] = {}

            def column(name: str, top: int = top) -> NDArray[np.bool_]:
                known = taken.get(name)
                return np.asarray(bool(top >> self.index[name] & 1)) if known is None else known

            for piece in pieces:
                keep &= ~holds(piece.condition, len(low), column, self.outcomes, memory)
            found = low[keep]
            if states + len(found) > self.most:
                _refuse(len(self.index), len(self.index), len(low) * len(tops))
            np.bitwise_or(found, np.int64(top), out=codes[states : states + len(found)])
            states += len(found)
        codes.resize(states, refcheck=False)
        return codes


def _states(counts: Sequence[Counted]) -> int:
    return math.prod(one.ways for one in counts)


def _most_states() -> int:
    """How many states may be listed: by the limit, and in the memory that may be taken."""
    room = max(0, memory.allowed() - memory.PROCESS)
    return min(limit("states"), max(_ALWAYS_LISTED, room // _BYTES_A_STATE))


def _refuse(options: int, decided: int, states: int | None) -> None:
    """Refuse so many ways to decide the options before `decided`; None: more than can be listed."""
    most = _most_states()
    within = ""
    way_out = (
        "ask analyze, explain, evolve, claims or coalitions with `--engine symbolic`, which lists "
        "none, "
    )
    if most < limit("states"):
        within = f" in {memory.shown(memory.allowed())} of memory"
        way_out = "allow more memory (`--memory`), "
    if states is None:
        told = f"more than {most:,} states, the most that can be listed{within}"
    else:
        estimate = states * 2 ** (options - decided)
        about = f"{estimate:,}" if estimate < _READABLE else f"{float(estimate):.1e}"
        told = f"about {about} states, more than {most:,} can be listed{within}"
    raise TooManyStates(
        f"a conflict of {options} options",
        told,
        f"{way_out}hold some options fixed (`--holding`), or add rules that exclude what cannot be",
    )
