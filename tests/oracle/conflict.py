"""A conflict as the oracle sees it: named states, sets of moves, pairs of preference.

`read` takes a model file as the plain data that YAML gives. It understands the option form
(states written by one letter an option, `Y` taken) and the graph form (states by name), and
believes what it is given: finding mistakes in a file is the engine's work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from oracle.conditions import ConditionError, holds, parse
from oracle.preferences import Pairs, read_preference


@dataclass(frozen=True, eq=False)
class Conflict:
    """States in state order; moves, preferences, and what a party's strategy is in each state."""

    parties: tuple[str, ...]
    states: tuple[str, ...]
    moves: Mapping[str, Mapping[str, frozenset[str]]]  # moves[i][s] is R_i(s)
    better: Mapping[str, Pairs]  # (t, s) in better[i]: i prefers t to s
    rank: Mapping[str, Mapping[str, int] | None]  # None: a general relation
    unknown: Mapping[str, frozenset[frozenset[str]]]
    strategies: Mapping[str, tuple[str, ...]] | None  # one a party, in the order of parties
    status_quo: str | None
    found: dict[Any, Any] = field(default_factory=dict)  # ends of sequences already searched

    def prefers(self, party: str, this: str, to_that: str) -> bool:
        """Whether the party prefers one state to another."""
        return (this, to_that) in self.better[party]

    def others(self, party: str) -> tuple[str, ...]:
        """All parties but one, in order."""
        return tuple(p for p in self.parties if p != party)

    def compare(self, party: str, this: str, to_that: str) -> str:
        """How the party sees one state against another: better, worse, tied or incomparable."""
        if self.prefers(party, this, to_that):
            return "better"
        if self.prefers(party, to_that, this):
            return "worse"
        return "incomparable" if self.rank[party] is None else "tied"

    def moves_compose(self) -> bool:
        """Whether all that a party reaches by several of its moves it reaches by one."""
        return all(
            by_state[t] <= targets | {s}
            for by_state in self.moves.values()
            for s, targets in by_state.items()
            for t in targets
        )


def read(
    model: Mapping[str, Any],
    reading: Mapping[str, str] | None = None,
    holding: Sequence[Any] = (),
) -> Conflict:
    """The conflict of a model file, under named alternatives, within the sub-conflict `holding`."""
    makers = model["decision_makers"]
    parties = tuple(str(name) for name in makers)
    by_options = "states" not in model
    names = Names(model)
    if by_options:
        vectors = ["".join(letters) for letters in product("NY", repeat=len(names.options))]
        # the first option varies fastest
        vectors.sort(key=lambda state: state[::-1])
    else:
        vectors = list(names.states)
    feasible = [s for s in vectors if not broken(model.get("rules") or [], s, names)]
    states = tuple(s for s in feasible if all(names.holds(c, s) for c in holding))
    if not states:
        raise ValueError("no state is feasible")

    forbidden = [
        rule["infeasible_move"] for rule in model.get("rules") or [] if "infeasible_move" in rule
    ]
    moves = {}
    for party in parties:
        moves[party] = {
            s: frozenset(
                t
                for t in states
                if t != s
                and names.may_step(party, s, t)
                and not any(
                    party in names_of(rule["by"])
                    and names.holds(rule.get("from", True), s)
                    and names.holds(rule.get("to", True), t)
                    for rule in forbidden
                )
            )
            for s in states
        }

    better, rank, unknown = {}, {}, {}
    for party in parties:
        given = (model.get("preferences") or {}).get(party)
        if reading and party in reading:
            given = model["alternatives"][party][reading[party]]
        better[party], rank[party], unknown[party] = read_preference(
            states, given, names.holds, by_options
        )
    status_quo = names.state_of(model.get("status_quo"))
    return Conflict(
        parties=parties,
        states=states,
        moves=moves,
        better=better,
        rank=rank,
        unknown=unknown,
        strategies=names.strategies(parties),
        status_quo=status_quo if status_quo in states else None,
    )


def names_of(value: Any) -> list[str]:
    """One name or a list of them, as a list."""
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def broken(rules: Sequence[Mapping[str, Any]], state: str, names: Names) -> bool:
    """Whether some rule excludes the state."""
    for rule in rules:
        if "infeasible" in rule and names.holds(rule["infeasible"], state):
            return True
        for kind, allowed in (
            ("at_most_one", (0, 1)),
            ("exactly_one", (1,)),
            ("at_least_one", range(1, 1000)),
        ):
            if kind in rule and sum(names.holds(c, state) for c in rule[kind]) not in allowed:
                return True
    return False


class Names:
    """What the names in a model file's conditions mean."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.options: list[tuple[str, str]] = []  # (party, option) in file order
        self.once: list[str | None] = []
        self.arcs: dict[str, dict[str, list[str]]] = {}
        for party, maker in model["decision_makers"].items():
            given = maker.get("options") or {}
            for option in given:
                about = given[option] if isinstance(given, dict) else None
                self.options.append((str(party), str(option)))
                self.once.append(about.get("once") if isinstance(about, dict) else None)
            arcs = maker.get("moves") or {}
            self.arcs[str(party)] = {str(s): names_of(targets) for s, targets in arcs.items()}
        listed = model.get("states")
        self.graph = listed is not None
        self.about = (
            {str(name): about for name, about in listed.items()}
            if isinstance(listed, dict)
            else {str(name): None for name in listed or []}
        )
        self.states = list(self.about)
        self.outcomes = {str(k): v for k, v in (model.get("outcomes") or {}).items()}
        self.trees: dict[Any, Any] = {}
        self.known: dict[tuple[Any, str], bool] = {}

    def holds(self, condition: Any, state: str) -> bool:
        """Whether a condition, as written in the file, holds in a state."""
        if isinstance(condition, bool):
            return condition
        if (condition, state) not in self.known:
            if condition not in self.trees:
                self.trees[condition] = parse(str(condition))
            self.known[condition, state] = holds(
                self.trees[condition], lambda name, quoted: self.truth(name, quoted, state)
            )
        return self.known[condition, state]

    def truth(self, name: str, quoted: bool, state: str) -> bool:
        """Whether the option is taken, the state is this one, or the outcome holds."""
        if quoted or (self.graph and name not in self.about):
            if name not in self.outcomes and name in self.about:
                return name == state
            if name not in self.outcomes:
                raise ConditionError(f"no outcome {name!r}")
            about = self.outcomes[name]
            return self.holds(about["when"] if isinstance(about, dict) else about, state)
        if self.graph:
            return name == state
        return state[self.position(name)] == "Y"

    def position(self, name: str) -> int:
        """The place of an option named `Party.option`, or `option` where there is one such."""
        fitting = [
            place
            for place, (party, option) in enumerate(self.options)
            if name in (f"{party}.{option}", option)
        ]
        if len(fitting) != 1:
            raise ConditionError(f"{name!r} names {len(fitting)} options")
        return fitting[0]

    def may_step(self, party: str, s: str, t: str) -> bool:
        """Whether the party can go from s to t, `infeasible_move` rules apart."""
        if self.graph:
            return t in self.arcs[party].get(s, [])
        for place, (owner, _) in enumerate(self.options):
            if s[place] == t[place]:
                continue
            if owner != party:
                return False
            if self.once[place] == "taken" and s[place] == "Y":
                return False
            if self.once[place] == "dropped" and s[place] == "N":
                return False
        return True

    def state_of(self, status_quo: Any) -> str | None:
        """The status quo as a state text: the options taken, or a state's name."""
        if status_quo is None:
            return None
        if self.graph:
            return str(status_quo)
        taken = {self.position(str(name)) for name in status_quo}
        return "".join("Y" if place in taken else "N" for place in range(len(self.options)))

    def strategies(self, parties: Sequence[str]) -> Mapping[str, tuple[str, ...]] | None:
        """Each state as one strategy a party; None where the states do not say so."""
        if not self.graph:
            own = {p: [k for k, (q, _) in enumerate(self.options) if q == p] for p in parties}
            letters = product("NY", repeat=len(self.options))
            return {
                "".join(state): tuple("".join(state[k] for k in own[p]) for p in parties)
                for state in letters
            }
        table = {}
        for state, about in self.about.items():
            named = (about.get("strategies") or {}) if isinstance(about, dict) else {}
            if any(p not in named for p in parties):
                return None
            table[state] = tuple(str(named[p]) for p in parties)
        if len(set(table.values())) < len(table):
            return None
        return table
