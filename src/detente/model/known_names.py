"""What the names in a conflict stand for: options or states, and outcomes; and how to find them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from detente.limits import limit
from detente.model.condition import (
    And,
    Condition,
    Constant,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    OutcomeName,
    depth_of,
    names_in,
)
from detente.model.condition_syntax import ConditionError, parse_condition
from detente.model.names import nearest, plain


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in a text, with its 1-based column there; it becomes a Problem where read."""

    column: int
    code: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of a conflict.

    form      `option`: names are options, `things` their keys in file order;
              `graph`: names are states.
    short     options by bare name, only those that are unique.
    outcomes  the outcomes' names.
    """

    form: str
    parties: tuple[str, ...]
    things: tuple[str, ...]
    outcomes: tuple[str, ...] = ()
    index: Mapping[str, int] = field(init=False)
    short: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {name: k for k, name in enumerate(self.things)})
        short: dict[str, tuple[str, ...]] = {}
        if self.form == "option":
            for key in self.things:
                bare = key.split(".", 1)[1]
                short[bare] = (*short.get(bare, ()), key)
        object.__setattr__(self, "short", short)

    def find(self, text: str, column: int = 1) -> str | Fault:
        """The option key or state name that `text` stands for, or what is wrong with it."""
        name = plain(text)
        if name in self.index:
            return name
        if self.form == "graph":
            return self._unknown("state", "E-STATE", text, column, self.things)
        if name in self.short:
            keys = self.short[name]
            if len(keys) == 1:
                return keys[0]
            return Fault(
                column,
                "E-AMBIGUOUS",
                f"the option '{text}' is one of several parties",
                "write " + " or ".join(f"'{key}'" for key in keys),
            )
        party = name.split(".", 1)[0]
        if "." in name and party not in self.parties:
            bare = name.split(".", 1)[1]
            guess = nearest(party, self.parties)
            mend = (
                f"did you mean '{guess}.{bare}'?"
                if guess
                else f"write one of: {', '.join(self.parties) or 'none, the model names no party'}"
            )
            return Fault(column, "E-PARTY", f"unknown party '{party}' in '{text}'", mend)
        if "." in name:
            own = [key for key in self.things if key.startswith(f"{party}.")]
            others = self.short.get(name.split(".", 1)[1], ())
            if others:
                whose = " and ".join(key.split(".", 1)[0] for key in others[:3])
                meant = " or ".join(f"'{key}'" for key in others[:3])
                what = f"'{text}' is no option: it is {whose} who can do that"
                return Fault(column, "E-OPTION", what, f"write {meant}")
            return self._unknown("option", "E-OPTION", text, column, own or self.things)
        if name in self.outcomes:
            return Fault(
                column,
                "E-OPTION",
                f"'{text}' is an outcome, not an option",
                f"write it in two kinds of quotes: \"'{text}'\"",
            )
        if name in self.parties:
            return Fault(
                column, "E-OPTION", f"'{text}' is a party, not an option", f"write '{text}.OPTION'"
            )
        if len(text) == len(self.things) and set(text) <= set("YN"):
            what = f"'{text}' is a state, not a condition"
            taken = [key for key, letter in zip(self.things, text, strict=True) if letter == "Y"]
            mend = f"write what holds in it: {' and '.join(taken[:8]) or 'not ' + self.things[0]} …"
            return Fault(column, "E-OPTION", what, mend)
        return self._unknown("option", "E-OPTION", text, column, [*self.things, *self.short])

    def _unknown(
        self, kind: str, code: str, text: str, column: int, known: list[str] | tuple[str, ...]
    ) -> Fault:
        guess = nearest(text, known)
        if guess is None and "." in text:
            guess = nearest(text.split(".", 1)[1], known)
        if guess:
            mend = f"did you mean '{guess}'?"
        elif known:
            shown = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
            mend = f"write one of: {shown}"
        else:
            mend = f"the model has no {kind}s"
        return Fault(column, code, f"unknown {kind} '{text}'", mend)

    def find_outcome(self, text: str, column: int = 1, quoted: bool = False) -> str | Fault:
        """The outcome called `text`, or what is wrong with it.

        quoted  whether it stands between quotes in a condition, where a name of another kind needs
                none.
        """
        name = plain(text)
        if name in self.outcomes:
            return name
        if name in self.index or name in self.short:
            kind = "a state" if self.form == "graph" else "an option"
            mend = f"write it without these quotes: {text}"
            if not quoted:
                mend = f"name it, and write the name here: `outcomes: {{NAME: {text}}}`"
            return Fault(column, "E-OUTCOME", f"'{text}' is {kind}, not an outcome", mend)
        guess = nearest(name, self.outcomes)
        if guess:
            mend = f"did you mean '{guess}'?"
        elif self.outcomes:
            mend = f"write one of: {', '.join(self.outcomes)}"
        else:
            mend = "name it under `outcomes:`"
        return Fault(column, "E-OUTCOME", f"unknown outcome '{text}'", mend)

    def is_silent_on(self, text: str) -> bool:
        """Whether the condition `text`, rightly written, names what the model does not have."""
        try:
            parsed = parse_condition(text)
        except ConditionError:
            return False
        for name in names_in(parsed):
            plainly = plain(name.text)
            if isinstance(name, OutcomeName):
                known = plainly in self.outcomes
            else:
                known = plainly in self.index or len(self.short.get(plainly, ())) == 1
            if not known:
                return True
        return False

    def condition(self, text: str) -> tuple[Condition | None, list[Fault]]:
        """The condition that `text` says, its names resolved; all faults of the text."""
        try:
            parsed = parse_condition(text)
        except ConditionError as error:
            return None, [Fault(error.column, "E-CONDITION", error.what, error.mend)]
        faults: list[Fault] = []
        found: dict[tuple[type, str], str] = {}
        for name in names_in(parsed):
            if isinstance(name, OutcomeName):
                key = self.find_outcome(name.text, name.column, quoted=True)
            else:
                key = self.find(name.text, name.column)
            if isinstance(key, Fault):
                faults.append(key)
            else:
                found[(type(name), name.text)] = key
        return (None, faults) if faults else (_renamed(parsed, found), [])


def _renamed(condition: Condition, names: Mapping[tuple[type, str], str]) -> Condition:
    match condition:
        case Name(text, column):
            return Name(names[(Name, text)], column)
        case OutcomeName(text, column):
            return OutcomeName(names[(OutcomeName, text)], column)
        case Not(of):
            return Not(_renamed(of, names))
        case And(parts):
            return And(tuple(_renamed(part, names) for part in parts))
        case Or(parts):
            return Or(tuple(_renamed(part, names) for part in parts))
        case Implies(left, right):
            return Implies(_renamed(left, names), _renamed(right, names))
        case Iff(left, right):
            return Iff(_renamed(left, names), _renamed(right, names))
        case Constant():
            return condition


def cycle_in(outcomes: Mapping[str, Condition]) -> list[str] | None:
    """Outcomes that stand for each other in a circle, the first named again at the end.

    None where there are none. Walks without recursion: chains may be long.
    """
    named = {
        name: [part.text for part in names_in(condition) if isinstance(part, OutcomeName)]
        for name, condition in outcomes.items()
    }
    done: set[str] = set()
    for first in outcomes:
        above: dict[str, Iterator[str]] = {}  # the chain down to here, and what is left of each
        name: str | None = first
        while name is not None:
            if name in above:
                chain = list(above)
                return [*chain[chain.index(name) :], name]
            if name in named and name not in done:
                above[name] = iter(dict.fromkeys(named[name]))
            name = None
            while above and name is None:
                last = next(reversed(above))
                name = next(above[last], None)
                if name is None:
                    done.add(last)
                    del above[last]
    return None


def too_deep_outcome(outcomes: Mapping[str, Condition]) -> str | None:
    """An outcome that is too deep to walk, those it names included; None where there is none.

    outcomes  free of circles, each naming only others of them.
    """
    depths: dict[str, int] = {}
    todo = list(outcomes)
    while todo:
        name = todo[-1]
        below = [part.text for part in names_in(outcomes[name]) if isinstance(part, OutcomeName)]
        waiting = [other for other in below if other not in depths]
        if waiting:
            todo += waiting
            continue
        todo.pop()
        depths[name] = depth_of(outcomes[name]) + max((depths[one] for one in below), default=0)
        if depths[name] > limit("condition_depth"):
            return name
    return None
