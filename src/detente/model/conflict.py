"""A conflict as a person describes it: who can do what, what cannot be, who wants what."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Any, Literal

from detente.arguments import SAID, Said, taking, wrong
from detente.fixed import Fixed
from detente.model.condition import And, Condition, condition_text
from detente.model.preferences import INDIFFERENT, Preference
from detente.showing import html_of
from detente.values import dataclass

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Option:
    """Something that one party alone does or leaves.

    once  `taken`: cannot be taken back; `dropped`: once dropped, not taken again; None: both ways.
    short  a label for tables; off: words for "not taken". Empty where the file gives none.
    """

    party: str
    name: str
    title: str = ""
    once: Literal["taken", "dropped"] | None = None
    evidence: tuple[str, ...] = ()
    short: str = ""
    off: str = ""

    @property
    def words(self) -> str:
        """The option as a reader knows it."""
        return self.title or self.name

    @property
    def key(self) -> str:
        """`Party.option`, unique in the conflict."""
        return f"{self.party}.{self.name}"


@dataclass(frozen=True, slots=True)
class DecisionMaker(Fixed):
    """A party. `moves` lists, in graph form, where it can go in one step from each state."""

    name: str
    title: str = ""
    options: tuple[Option, ...] = ()
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    evidence: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The party as a reader knows it."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class ListedState(Fixed):
    """A state of the graph form; `strategies` names what each party does in it, if given."""

    name: str
    title: str = ""
    strategies: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


RuleKind = Literal["infeasible", "at_most_one", "exactly_one", "at_least_one", "infeasible_move"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What cannot be.

    kind        `infeasible_move` forbids steps of `by` from `conditions[0]` to `conditions[1]`;
                the other kinds forbid states.
    conditions  one for `infeasible`, all listed ones for the counting kinds.
    line        where the file says it, 0 where it was not read from a file.
    """

    kind: RuleKind
    conditions: tuple[Condition, ...]
    by: str = ""
    because: str = ""
    evidence: tuple[str, ...] = ()
    line: int = 0

    @property
    def named(self) -> str:
        """The rule as messages name it: by its line, or by what it says where it has none."""
        if self.line:
            return f"the rule in line {self.line}"
        said = ", ".join(map(condition_text, self.conditions))
        return f"the rule '{self.kind}: {said}'"

    @property
    def words(self) -> str:
        """What the rule says, for whoever has no file at hand: `not both: sue and sign`."""
        said = [condition_text(one) for one in self.conditions]
        if self.kind == "infeasible_move":
            return f"no move by {self.by} from '{said[0]}' to '{said[1]}'"
        if self.kind == "infeasible":
            (condition,) = self.conditions
            both = isinstance(condition, And) and len(condition.parts) == 2
            return f"{'not both' if both else 'never'}: {said[0]}"
        if self.kind == "at_most_one" and len(said) == 2:
            return f"not both: {' and '.join(said)}"
        return f"{self.kind.replace('_', ' ')} of: {', '.join(said)}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A name for a class of states."""

    name: str
    condition: Condition
    title: str = ""

    @property
    def words(self) -> str:
        """The outcome as a reader knows it."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class Evidence(Fixed):
    """A fact with its place: what it says (a paraphrase), where, when, how sure.

    supports  conditions that it shows to be so on its date, as written.
    source    `document`, `from`, `to` (code points) or `title`, `publisher`, `url`.
    """

    id: str
    says: str
    date: datetime.date | None = None
    as_of: datetime.date | None = None
    source: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    confidence: Literal["high", "medium", "low"] | None = None
    supports: tuple[str, ...] = ()
    place: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Claim(Fixed):
    """Something that somebody says follows from the conflict, as written in the file.

    data  the claim's keys as plain values; every condition, party, outcome and alternative
          in it has been checked.
    """

    id: str
    says: str
    by: str = ""
    evidence: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Conflict(Fixed):
    """A whole model. Never changes once built; equal only to itself.

    form          `option`: states are what each option is; `graph`: states and moves are listed.
    states        the listed states (graph form); empty in option form.
    status_quo    the state text of today; None where the model names none.
    alternatives  by party and name: other readings of what a party wants.
    focus         the outcomes that the model is about, most telling first.
    coalitions    those that may act together, each by its parties in file order; changes no
                  verdict, only what the question of coalitions asks.
    uncertain     by party: the places (from, to, 1 the first) of its base list between which its
                  statements may stand in any order; changes no verdict, only what `robust` asks.
    expected      published results of this model, as written (see docs/expected.md).
    file          what it was read from; evidence_file: what its ledger was read from.
    review        what somebody should look at again, each with its place in the file (its keys and
                  list positions, without `priorities`); like `places` no value of `to_dict()`.
    """

    title: str
    form: Literal["option", "graph"]
    decision_makers: tuple[DecisionMaker, ...]
    states: tuple[ListedState, ...] = ()
    rules: tuple[Rule, ...] = ()
    status_quo: str | None = None
    preferences: Mapping[str, Preference] = field(default_factory=lambda: _NOTHING)
    alternatives: Mapping[str, Mapping[str, Preference]] = field(default_factory=lambda: _NOTHING)
    outcomes: Mapping[str, Outcome] = field(default_factory=lambda: _NOTHING)
    evidence: Mapping[str, Evidence] = field(default_factory=lambda: _NOTHING)
    claims: Mapping[str, Claim] = field(default_factory=lambda: _NOTHING)
    focus: tuple[str, ...] = ()
    coalitions: tuple[tuple[str, ...], ...] = ()
    uncertain: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=lambda: _NOTHING)
    expected: tuple[Mapping[str, Any], ...] = ()
    as_of: datetime.date | None = None
    about: str = ""
    file: str = "<text>"
    evidence_file: str = ""
    places: Mapping[tuple[str | int, ...], tuple[int, int]] = field(
        default_factory=lambda: MappingProxyType({}), repr=False
    )
    review: tuple[tuple[tuple[str | int, ...], str], ...] = field(default=(), repr=False)

    @property
    def options(self) -> tuple[Option, ...]:
        """All options in file order; option k is letter k of a state's text."""
        return tuple(option for party in self.decision_makers for option in party.options)

    @property
    def outcome_names(self) -> tuple[str, ...]:
        """The outcomes, those of the focus first: the order in which pages tell them."""
        return tuple(dict.fromkeys((*self.focus, *self.outcomes)))

    @property
    def party_names(self) -> tuple[str, ...]:
        """The parties in file order."""
        return tuple(party.name for party in self.decision_makers)

    @taking
    def party(self, name: str) -> DecisionMaker:
        """The party called `name`; ModelError where there is none."""
        for party in self.decision_makers:
            if party.name == name:
                return party
        known = ", ".join(self.party_names)
        raise wrong("party", f"unknown party '{name}'", f"write one of: {known}", "E-PARTY")

    @taking
    def preference(self, party: str, alternative: str = "base") -> Preference:
        """What `party` wants under `alternative`; indifference where the model says nothing.

        ModelError where there is no such party or alternative.
        """
        self.party(party)
        if alternative == "base":
            return self.preferences.get(party, INDIFFERENT)
        if alternative in (own := self.alternatives.get(party, {})):
            return own[alternative]
        what = f"{party} has no alternative '{alternative}'"
        mend = f"write one of: {', '.join(self.readings(party))}"
        raise wrong("alternative", what, mend, "E-ALTERNATIVE")

    @taking
    def readings(self, party: str) -> tuple[str, ...]:
        """The names of the party's readings, `base` first; ModelError for an unknown party."""
        self.party(party)
        return ("base", *self.alternatives.get(party, {}))

    @taking
    def with_(
        self,
        preferences: Mapping[str, Any] | None = None,
        edits: Mapping[str, Any] | str | Sequence[str] = (),
        holding: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
        rules: Any = (),
    ) -> Conflict:
        """This conflict with changes, as a new one: nothing is read from a file or written to one.

        preferences  by party: what it wants instead, as in a model file, or an alternative's name.
        edits        changes of priority lists: by party the edits, as in a model file or in words
                     (`move 3 to 1`); or a list of `PARTY=ALTERNATIVE` and `PARTY: EDIT`. They
                     change what `preferences` gives where that is given, else the base.
        holding      conditions that hold in every state; where today's state is gone by them or by
                     the rules, the new conflict names no status quo.
        without      options that nobody takes, today neither.
        rules        more rules, as in a model file; a text alone is a condition that no state
                     fulfils.

        Alternatives stay as they are. What a ranking or payoffs say of states that are gone is
        left out. ModelError with all that is wrong.
        """
        from detente.model.variation import varied

        return varied(self, preferences, edits, holding, without, rules)

    def to_dict(self) -> dict[str, Any]:
        """The conflict as the plain values of a model file, which `build` turns into the same.

        Numbers are those of JSON wherever these say them exactly, else decimals.
        """
        from detente.model.model_data import model_data, with_numbers

        return with_numbers(model_data(self))

    def _repr_html_(self) -> str | None:
        return html_of(self)

    def __repr__(self) -> str:
        size = (
            f"{len(self.options)} options"
            if self.form == "option"
            else f"{len(self.states)} states"
        )
        return f"<Conflict {self.title!r}: {', '.join(self.party_names)}; {size}>"


SAID[Conflict] = Said("{} is no conflict", "read it first: conflict = detente.load(…)")
