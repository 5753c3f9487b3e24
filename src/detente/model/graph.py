"""The compiled conflict: what the engines see. Nothing in it is text but the states' names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.fixed import Fixed, fixed
from detente.model.condition import FALSE, Condition, Not, condition_text
from detente.model.conflict import Conflict, Rule
from detente.model.evaluate import holds, state_columns
from detente.model.feasible import broken_by, feasible_codes
from detente.model.kept import Kept
from detente.model.known_names import KnownNames
from detente.model.listing import Barred, Fitting, ListedMoves, OptionMoves
from detente.model.moves import Arcs, Forbidden
from detente.model.preferences import Preference
from detente.model.ranks import NoPlainOrder, Order, Ranks, Relation, order_of
from detente.model.semantics import Acts, Semantics, acts_of
from detente.model.state_blocks import Blocks, StateBlocks
from detente.problems import ModelError, Problem, TooLarge

_FEW = 8  # states; the texts of fewer are written one by one
_MOST_TRIALS = 100  # questions whether the others exclude all states too
_TRIAL_STATES = 200_000  # states listed at most to find out whether a rule can be left out
_TOLD = 10  # rules named at most where together they leave no state


@dataclass(frozen=True, eq=False)
class Graph(Fixed):
    """Who can move where, and who prefers what. Never changes once built.

    names          the parties, in file order.
    form           `option` or `graph`.
    codes          int64 (states,), ascending: option k taken is bit k; graph form: file index.
                   A state keeps its code under more rules and in sub-conflicts.
    letters        options in a state's text (option form), else 0; labels: names (graph form).
    masks          per party its own bits; only_taken, only_dropped: those with one way.
    orders         per party what it prefers.
    moves_compose  whether two steps of a party in a row are always one step of it (or none): so
                   in option form without forbidden moves.
    status_quo     index of today's state; None where unnamed or held out.
    named_strategies  int64 (parties, states): graph form, what each party does; None where the
                   states do not say, so that joint moves are not defined.
    build_arcs     lists a party's moves; barred: gives, in option form, the pairs (from, to), each
                   bool (states,), between which a party cannot go; None where no move is forbidden.
    acts           gives what a party does where its preference is read by a semantics; None where
                   there are only orders.
    """

    names: tuple[str, ...]
    form: str
    codes: NDArray[np.int64]
    letters: int
    labels: tuple[str, ...]
    masks: tuple[int, ...]
    only_taken: tuple[int, ...]
    only_dropped: tuple[int, ...]
    orders: tuple[Order, ...]
    moves_compose: bool
    status_quo: int | None
    named_strategies: NDArray[np.int64] | None
    build_arcs: Callable[[int], Arcs] = field(repr=False)
    barred: Callable[[int], Sequence[Forbidden]] | None = field(default=None, repr=False)
    acts: Callable[[int, Semantics], Acts | NoPlainOrder] | None = field(default=None, repr=False)

    @property
    def states(self) -> int:
        """How many states are feasible."""
        return len(self.codes)

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return len(self.names)

    def arcs(self, party: int) -> Arcs:
        """All moves of `party`, listed once and kept; TooLarge where they would not fit."""
        return self.of_moves.once(("arcs", party), lambda: self.build_arcs(party))

    def moves_from(self, party: int, state: int) -> NDArray[np.int64]:
        """Where `party` can go from one state, ascending, without listing all its moves."""
        if self.form == "graph" or ("arcs", party) in self.of_moves:
            return self.arcs(party).of(state).astype(np.int64)
        code, mask = int(self.codes[state]), self.masks[party]
        if 1 << mask.bit_count() <= self.states:
            after = np.int64(code & ~mask) | _combinations(mask)
        else:
            # Rules may leave few of the ways in which many options combine.
            after = self.codes[(self.codes & ~np.int64(mask)) == np.int64(code & ~mask)]
        keep = after != code
        keep &= (np.int64(code & self.only_taken[party]) & ~after) == 0
        keep &= (after & ~np.int64(code) & np.int64(self.only_dropped[party])) == 0
        after = after[keep]
        place = np.searchsorted(self.codes, after)
        place[place == self.states] = 0
        place = place[self.codes[place] == after]
        for source, target in self.barred(party) if self.barred is not None else ():
            if source[state]:
                place = place[~target[place]]
        return np.sort(place)

    @property
    def joint_moves(self) -> bool:
        """Whether states say what each party does in them, so that joint moves are defined."""
        return self.form == "option" or self.named_strategies is not None

    @property
    def strategies(self) -> NDArray[np.int64] | None:
        """What each party does, as a number: int64 (parties, states); option form: its own bits."""
        if self.form == "option":
            return np.stack([self.codes & np.int64(mask) for mask in self.masks])
        return self.named_strategies

    @property
    def ranked(self) -> bool:
        """Whether every party has a total preorder."""
        return all(isinstance(order, Ranks) for order in self.orders)

    def prefers(self, party: int, after: int, before: int) -> bool:
        """Whether `party` strictly prefers state `after` to state `before`."""
        order = self.orders[party]
        if isinstance(order, Ranks):
            return bool(order.rank[after] > order.rank[before])
        assert isinstance(order, Relation), "a party without a plain order has no verdicts"
        return bool(order.holds(before, after))

    def state_text(self, state: int) -> str:
        """The state as the model file writes it."""
        if self.form == "graph":
            return self.labels[int(self.codes[state])]
        code = int(self.codes[state])
        return "".join("Y" if code >> k & 1 else "N" for k in range(self.letters))

    def state_texts(self, states: NDArray[np.integer]) -> list[str]:
        """The texts of many states at once."""
        if self.form == "graph" or len(states) < _FEW or not self.letters:
            return [self.state_text(int(state)) for state in states]
        taken = self.codes[np.asarray(states)][:, None] >> np.arange(self.letters) & 1
        letters = np.where(taken, np.uint32(ord("Y")), np.uint32(ord("N")))
        texts: list[str] = letters.view(f"U{self.letters}").ravel().tolist()
        return texts

    def find_state(self, text: str) -> int | None:
        """The index of the state written as `text`; None where it is not feasible here."""
        if self.form == "graph":
            code = self.labels.index(text) if text in self.labels else -1
        else:
            if len(text) != self.letters or not set(text) <= {"Y", "N"}:
                return None
            code = sum(1 << k for k, letter in enumerate(text) if letter == "Y")
        k = int(np.searchsorted(self.codes, code))
        return k if k < self.states and self.codes[k] == code else None

    @cached_property
    def of_moves(self) -> Kept:
        """What is worked out of states and moves alone: shared by all readings of them."""
        return Kept()

    @cached_property
    def of_orders(self) -> Kept:
        """What is worked out of preferences too: this graph's own."""
        return Kept()

    def with_orders(
        self,
        orders: tuple[Order, ...],
        acts: Callable[[int, Semantics], Acts | NoPlainOrder] | None = None,
    ) -> Graph:
        """The same states and moves under other preferences; listed moves and what is worked out
        of states and moves alone are shared."""
        # What the graph itself holds is checked and read-only already: for a grid of readings,
        # going through all of it again would take as long as judging does.
        other = object.__new__(Graph)
        held = {name: self.__dict__[name] for name in _FIELDS}
        other.__dict__.update(held, orders=fixed(orders), acts=acts, of_moves=self.of_moves)
        return other


_FIELDS = tuple(one.name for one in fields(Graph))


@lru_cache(maxsize=64)
def _combinations(mask: int) -> NDArray[np.int64]:
    """All codes within the bits of `mask`: int64 (2^bits,)."""
    codes = np.zeros(1, dtype=np.int64)
    for bit in range(mask.bit_length()):
        if mask >> bit & 1:
            codes = np.concatenate([codes, codes | np.int64(1 << bit)])
    return codes


@dataclass(frozen=True, eq=False)
class Arena(Fixed):
    """A conflict's states and moves with its words, before any preference: what readings share.

    where   gives, for a condition of the model, where it holds: bool (states,).
    fits    the same for a state pattern.
    bits    gives the truth of up to 32 conditions as one number a state, the first the highest bit.
    """

    conflict: Conflict
    graph: Graph
    where: Callable[[Condition], NDArray[np.bool_]]
    fits: Callable[[str], NDArray[np.bool_]]
    bits: Callable[[Sequence[Condition]], NDArray[np.unsignedinteger]]

    def order(self, preference: Preference) -> Order:
        """The order that a preference puts on the arena's states."""
        return order_of(preference, self.graph.states, self.where, self.fits, self.bits)

    def under(self, reading: Mapping[str, str]) -> Graph:
        """The graph under one reading: an alternative's name a party, `base` where not named."""
        return self.graph.with_orders(
            tuple(self.order(self._preference(name, reading)) for name in self.graph.names),
            _ReadAs(self, reading),
        )

    def _preference(self, name: str, reading: Mapping[str, str]) -> Preference:
        return self.conflict.preference(name, reading.get(name, "base"))

    def acts(
        self, party: int, semantics: Semantics, reading: Mapping[str, str]
    ) -> Acts | NoPlainOrder:
        """What a party does where its preference is read by a semantics; see `acts_of`."""
        name = self.graph.names[party]
        chosen = reading.get(name, "base")
        return self.acts_of(name, chosen, self._preference(name, reading), semantics)

    def acts_of(
        self, name: str, chosen: str, preference: Preference, semantics: Semantics
    ) -> Acts | NoPlainOrder:
        """What a party of that name does by a preference made of its alternative `chosen`."""
        graph = self.graph
        path = ("preferences", name) if chosen == "base" else ("alternatives", name, chosen)

        def fault(code: str, what: str, mend: str) -> ModelError:
            place = self.conflict.places.get(path, (0, 0))
            return ModelError((Problem(self.conflict.file, *place, code, what, mend),))

        asked = (self.where, self.fits, self.bits)
        return acts_of(preference, semantics, graph.states, *asked, fault, graph.state_text)


@dataclass(frozen=True, eq=False)
class _ReadAs(Fixed):
    """What parties do under a reading, by a semantics. A value, so that it goes to a process."""

    arena: Arena
    reading: Mapping[str, str]

    def __call__(self, party: int, semantics: Semantics) -> Acts | NoPlainOrder:
        return self.arena.acts(party, semantics, self.reading)


def known_names_of(conflict: Conflict) -> KnownNames:
    """The names of the conflict, to read conditions with."""
    things = (
        tuple(state.name for state in conflict.states)
        if conflict.form == "graph"
        else tuple(option.key for option in conflict.options)
    )
    return KnownNames(conflict.form, conflict.party_names, things, tuple(conflict.outcomes))


def compile_graph(
    conflict: Conflict,
    reading: Mapping[str, str] = MappingProxyType({}),
    holding: Sequence[Condition] = (),
    without: Sequence[str] = (),
) -> Graph:
    """The conflict as engines see it.

    reading  an alternative's name for some parties; the others keep their base preference.
    holding  conditions that restrict states and moves to a sub-conflict.
    without  options fixed at "not taken", the status quo following.
    ModelError where no state is left; TooLarge where the states cannot be listed.
    """
    return compile_arena(conflict, holding, without).under(reading)


def compile_arena(
    conflict: Conflict, holding: Sequence[Condition] = (), without: Sequence[str] = ()
) -> Arena:
    """States and moves of the conflict, ready for any preference. See compile_graph."""
    words = known_names_of(conflict)
    outcomes = {name: outcome.condition for name, outcome in conflict.outcomes.items()}
    removed = [Not(_named(words, option)) for option in without]
    held = [*holding, *removed]
    if conflict.form == "graph":
        codes = _listed_codes(conflict, words, held, outcomes)
    else:
        codes = feasible_codes(words.things, conflict.rules, outcomes, held)
    if len(codes) == 0:
        raise _no_state(conflict, words, held, outcomes)
    codes.setflags(write=False)

    state_blocks = StateBlocks(len(codes), Blocks(conflict.form, codes, words.index), outcomes)
    fits = Fitting(conflict.form, codes, words.index)
    graph = _moves_of(conflict, codes, words, state_blocks.where)
    graph = replace(graph, status_quo=_status_quo(conflict, graph, words, without))
    return Arena(conflict, graph, state_blocks.where, fits, state_blocks.bits)


def _named(words: KnownNames, option: str) -> Condition:
    condition, faults = words.condition(option)
    assert condition is not None, faults
    return condition


def _listed_codes(
    conflict: Conflict,
    words: KnownNames,
    held: Sequence[Condition],
    outcomes: Mapping[str, Condition],
) -> NDArray[np.int64]:
    codes = np.arange(len(conflict.states), dtype=np.int64)
    column = state_columns(codes, words.index)
    keep = np.ones(len(codes), dtype=bool)
    for rule in conflict.rules:
        keep &= ~broken_by(rule, len(codes), column, outcomes)
    for condition in held:
        keep &= holds(condition, len(codes), column, outcomes)
    return codes[keep]


def _moves_of(
    conflict: Conflict,
    codes: NDArray[np.int64],
    words: KnownNames,
    where: Callable[[Condition], NDArray[np.bool_]],
) -> Graph:
    names = conflict.party_names
    forbidding = tuple(rule for rule in conflict.rules if rule.kind == "infeasible_move")
    barred = Barred(names, forbidding, where)

    if conflict.form == "graph":
        labels = tuple(state.name for state in conflict.states)
        index = {labels[code]: k for k, code in enumerate(codes.tolist())}
        moves = tuple(party.moves for party in conflict.decision_makers)
        return Graph(
            names,
            "graph",
            codes,
            0,
            labels,
            (),
            (),
            (),
            (),
            False,
            None,
            _named_strategies(conflict, codes),
            ListedMoves(moves, index, barred),
        )
    masks, taken, dropped = [], [], []
    for party in conflict.decision_makers:
        bits = {option.key: 1 << words.index[option.key] for option in party.options}
        masks.append(sum(bits.values()))
        taken.append(sum(bits[one.key] for one in party.options if one.once == "taken"))
        dropped.append(sum(bits[one.key] for one in party.options if one.once == "dropped"))

    own, up, down = tuple(masks), tuple(taken), tuple(dropped)
    return Graph(
        names,
        "option",
        codes,
        len(words.things),
        (),
        own,
        up,
        down,
        (),
        not forbidding,
        None,
        None,
        OptionMoves(codes, own, up, down, barred),
        barred if forbidding else None,
    )


def _named_strategies(conflict: Conflict, codes: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Strategies of listed states, if each names one a party and no two states name the same.

    None too where a move changes what another party does: then a joint move says nothing.
    """
    rows: list[tuple[str, ...]] = []
    for code in codes.tolist():
        named = conflict.states[code].strategies
        if any(party not in named for party in conflict.party_names):
            return None
        rows.append(tuple(named[party] for party in conflict.party_names))
    if len(set(rows)) < len(rows):
        return None
    at = {conflict.states[code].name: row for code, row in zip(codes.tolist(), rows, strict=True)}
    for k, party in enumerate(conflict.decision_makers):
        for start, ends in party.moves.items():
            for end in ends if start in at else ():
                if end in at and _others(at[start], k) != _others(at[end], k):
                    return None
    numbers = [
        {name: k for k, name in enumerate(sorted({row[party] for row in rows}))}
        for party in range(len(conflict.party_names))
    ]
    return np.array(
        [[numbers[party][row[party]] for row in rows] for party in range(len(numbers))],
        dtype=np.int64,
    )


def _others(strategies: tuple[str, ...], party: int) -> tuple[str, ...]:
    return strategies[:party] + strategies[party + 1 :]


def _status_quo(
    conflict: Conflict, graph: Graph, words: KnownNames, without: Sequence[str]
) -> int | None:
    if conflict.status_quo is None:
        return None
    text = list(conflict.status_quo)
    if conflict.form == "graph":
        return graph.find_state(conflict.status_quo)
    for option in without:
        found = words.find(option)
        if isinstance(found, str):
            text[words.index[found]] = "N"
    return graph.find_state("".join(text))


def _no_state(
    conflict: Conflict,
    words: KnownNames,
    held: Sequence[Condition],
    outcomes: Mapping[str, Condition],
) -> ModelError:
    """No state is left: name a small set of rules and held conditions that excludes them all.

    None of them can be left out, unless asking whether it can would list too many states.
    """

    def empty(rules: Sequence[Rule], held: Sequence[Condition]) -> bool:
        if conflict.form == "graph":
            trial = replace(conflict, rules=tuple(rules))
            return len(_listed_codes(trial, words, held, outcomes)) == 0
        try:
            return len(feasible_codes(words.things, rules, outcomes, held, _TRIAL_STATES)) == 0
        except TooLarge:
            return False

    return no_state(conflict, held, empty)


def no_state(
    conflict: Conflict,
    held: Sequence[Condition],
    empty: Callable[[Sequence[Rule], Sequence[Condition]], bool],
) -> ModelError:
    """The error where no state is left: rules and held conditions that exclude all of them.

    empty  whether no state is left under some rules and held conditions. None of those named can
           be left out as far as it can tell.
    """
    rules: list[Rule] = list(conflict.rules)
    kept: list[Condition] = list(held)
    for one in list(kept):
        fewer = [other for other in kept if other is not one]
        if empty(rules, fewer):
            kept = fewer
    # Of very many rules some are left out together, so that there is an end to the asking.
    for first in range(0, len(rules), some := -(-len(rules) // _MOST_TRIALS) or 1):
        left_out = conflict.rules[first : first + some]
        without = [other for other in rules if not any(other is one for one in left_out)]
        if empty(without, kept):
            rules = without
    causes = [f"holding '{condition_text(one)}'" for one in kept if one != Not(FALSE)]
    if rules:
        causes.insert(0, f"the rule{'s' * (len(rules) > 1)} {_rules_told(rules)}")
    alone = len(rules) + len(kept) == 1
    # What is held was asked for: no line of the file is at fault where no rule takes part.
    file, place = ("holding" if kept else conflict.file), (0, 0)
    mend = "mend it" if alone else "mend one of them"
    if rules:
        at = next(k for k, rule in enumerate(conflict.rules) if rule is rules[0])
        place = conflict.places.get(("rules", at), (rules[0].line, 1 if rules[0].line else 0))
        file = conflict.file
    if kept:
        mend = "hold other conditions" + (", or mend the rules" if rules else "")
    what = f"no state is feasible: {' and '.join(causes)} "
    what += "excludes every state" if alone else "exclude all of them together"
    return ModelError((Problem(file, *place, "E-NO-STATE", what, mend),))


def _rules_told(rules: Sequence[Rule]) -> str:
    told = [f"'{one.words}'" + (f" (line {one.line})" if one.line else "") for one in rules[:_TOLD]]
    return ", ".join(told) + (f" and {len(rules) - _TOLD} more" if len(rules) > _TOLD else "")
