"""A conflict as diagrams: which states are feasible, who can move where, who prefers what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from detente.model import (
    Condition,
    Conflict,
    KnownNames,
    Not,
    Preference,
    Rule,
    known_names_of,
    no_state,
    options_named,
)
from detente.problems import NotDefined
from detente.symbolic.numbers import bits_of, links_of, number_of
from detente.symbolic.order import force_order
from detente.symbolic.space import Bounds, Space, holds

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram


@dataclass(frozen=True, slots=True)
class Party:
    """A party as diagrams, its options by their variables.

    own        its options; taken, dropped: those of them that go one way only.
    forbidden  pairs (from, to) between which it cannot go.
    bits       its preference as a number, the highest bit first: of two states the larger one is
               preferred, equal ones are tied. touching: those bits that its own options can change.
    levels     by bit the variable that stands for it in a threshold.
    refusal    why it has no such number; empty where it has.
    """

    own: tuple[int, ...]
    taken: frozenset[int]
    dropped: frozenset[int]
    forbidden: tuple[tuple[Diagram, Diagram], ...]
    bits: tuple[Diagram, ...]
    touching: tuple[int, ...]
    levels: tuple[int, ...]
    refusal: str = ""

    @property
    def reversible(self) -> bool:
        """Whether every move can be taken back in one step."""
        return not (self.taken or self.dropped or self.forbidden)


@dataclass(frozen=True, slots=True)
class Compiled:
    """The conflict in its space.

    variables  by option, in file order, the variable that stands for it.
    where      where a condition of the model holds; feasible: where a state is one.
    again      the same once more, in a new space.
    without    the options that nobody takes.
    others     by party and alternative the party as it is read so, in the same space.
    """

    conflict: Conflict
    space: Space
    variables: tuple[int, ...]
    feasible: Diagram
    parties: tuple[Party, ...]
    where: Callable[[Condition], Diagram]
    again: Callable[[], Compiled]
    without: tuple[str, ...] = ()
    others: Mapping[tuple[int, str], Party] = field(default_factory=dict)

    def under(self, reading: Mapping[str, str]) -> Compiled:
        """The same under another reading, by those alternatives that were asked for."""
        names = self.conflict.party_names
        parties = tuple(
            self.others.get((k, reading.get(name, "base")), self.parties[k])
            for k, name in enumerate(names)
        )
        return replace(self, parties=parties)

    def count(self, states: Diagram) -> int:
        """How many states there are: exact."""
        return int(states.sat_count(len(self.variables)))


def compiled(
    conflict: Conflict,
    reading: Mapping[str, str],
    holding: Sequence[Condition],
    without: Sequence[str],
    bounds: Bounds,
    alternatives: bool = False,
) -> Compiled:
    """The conflict in option form as diagrams, under one reading, within what is held.

    alternatives  whether those of all parties are wanted, too: see `Compiled.under`.
    ModelError where no state is feasible; LimitReachedError and MemoryError by the bounds.
    """
    assert conflict.form == "option", "listed states are no options"
    words = known_names_of(conflict)
    outcomes = {name: outcome.condition for name, outcome in conflict.outcomes.items()}
    read = [
        (k, alternative)
        for k, name in enumerate(words.parties)
        for alternative in (
            conflict.readings(name) if alternatives else (reading.get(name, "base"),)
        )
    ]
    wants = [conflict.preference(words.parties[k], alternative) for k, alternative in read]
    held = [*holding, *(Not(_named(words, option)) for option in without)]
    options, levels = _placed(words, outcomes, conflict.rules, held, wants)
    space = Space(len(options) + sum(map(len, levels)), bounds)
    space.start()
    taken = [space.variables[variable] for variable in options]
    kept: dict[str, Diagram] = {}

    def where(condition: Condition) -> Diagram:
        return holds(condition, space, lambda key: taken[words.index[key]], outcomes, kept)

    def fits(pattern: str) -> Diagram:
        pairs = sorted(zip(options, pattern, strict=True), reverse=True)
        literals = (
            space.variables[variable] if letter == "Y" else ~space.variables[variable]
            for variable, letter in pairs
            if letter != "-"
        )
        return reduce(and_, literals, space.true)

    def left(rules: Sequence[Rule], held: Sequence[Condition]) -> Diagram:
        """The states that these rules and held conditions leave."""
        found = space.true
        for part in [*(_allowed(rule, where, space) for rule in rules), *map(where, held)]:
            found &= part
        return found

    feasible = left(conflict.rules, held)
    if not feasible.satisfiable():
        raise no_state(conflict, held, lambda rules, held: not left(rules, held).satisfiable())
    parties = []
    for k, (party, _) in enumerate(read):
        maker = conflict.decision_makers[party]
        own = {option: options[words.index[option.key]] for option in maker.options}
        mine = space.cube(list(own.values()))
        bits: tuple[Diagram, ...] = ()
        refusal = ""
        try:
            bits = number_of(wants[k], space, where, fits, feasible, len(options))
        except NotDefined as error:
            refusal = error.reason
        forbidden = tuple(
            (where(rule.conditions[0]), where(rule.conditions[1]))
            for rule in conflict.rules
            if rule.kind == "infeasible_move" and rule.by == maker.name
        )
        parties.append(
            Party(
                tuple(own.values()),
                frozenset(own[option] for option in maker.options if option.once == "taken"),
                frozenset(own[option] for option in maker.options if option.once == "dropped"),
                forbidden,
                bits,
                tuple(b for b, bit in enumerate(bits) if bit.exists(mine) != bit.forall(mine)),
                levels[k],
                refusal,
            )
        )

    def again() -> Compiled:
        return compiled(conflict, reading, holding, without, bounds, alternatives)

    others = dict(zip(read, parties, strict=True))
    first = tuple(others[k, reading.get(name, "base")] for k, name in enumerate(words.parties))
    return Compiled(conflict, space, options, feasible, first, where, again, tuple(without), others)


def _named(words: KnownNames, option: str) -> Condition:
    condition, faults = words.condition(option)
    assert condition is not None, faults
    return condition


def _allowed(rule: Rule, where: Callable[[Condition], Diagram], space: Space) -> Diagram:
    """The states that a rule does not forbid."""
    parts = [where(condition) for condition in rule.conditions]
    if rule.kind == "infeasible_move":
        return space.true
    if rule.kind == "infeasible":
        return ~parts[0]
    none, one = space.true, space.false  # of those looked at so far
    for part in parts:
        none, one = none & ~part, (one & ~part) | (none & part)
    if rule.kind == "at_least_one":
        return ~none
    return one if rule.kind == "exactly_one" else none | one


def _placed(
    words: KnownNames,
    outcomes: Mapping[str, Condition],
    rules: Sequence[Rule],
    held: Sequence[Condition],
    wants: Sequence[Preference],
) -> tuple[tuple[int, ...], list[tuple[int, ...]]]:
    """By option its variable; and by party and bit the variable that stands for the bit.

    The latter lie in the middle of what decides them.
    """

    def linked(things: Sequence[Condition | str]) -> frozenset[int]:
        found: set[int] = set()
        for thing in things:
            if isinstance(thing, str):
                found |= {k for k, letter in enumerate(thing) if letter != "-"}
            else:
                found |= {words.index[key] for key in options_named(thing, outcomes)}
        return frozenset(found)

    bits = [[linked(things) for things in links_of(want)] for want in wants]
    links = [linked([condition]) for rule in rules for condition in rule.conditions]
    links += [linked(rule.conditions) for rule in rules if len(rule.conditions) > 1]
    links += [linked([condition]) for condition in held]
    links += [link for own in bits for link in own]
    order = force_order(len(words.things), links)
    place = {option: k for k, option in enumerate(order)}
    keys: list[tuple[float, int, int, int]] = [(place[k], 0, k, 0) for k in place]
    for party, own in enumerate(bits):
        for b, link in enumerate(own):
            middle = sum(place[k] for k in link) / len(link) if link else 0.0
            keys.append((middle, 1, party, b))
    variable = {key[1:]: k for k, key in enumerate(sorted(keys))}
    options = tuple(variable[0, k, 0] for k in range(len(words.things)))
    return options, [
        tuple(variable[1, party, b] for b in range(bits_of(want)))
        for party, want in enumerate(wants)
    ]
