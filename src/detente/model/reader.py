"""From a model file to a Conflict: every mistake in the file found at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from detente.arguments import shown, wrong
from detente.limits import limit
from detente.model.checker import Checker, Enough
from detente.model.condition import Condition, OutcomeName, names_in
from detente.model.conflict import Conflict, Evidence, Outcome, Rule
from detente.model.feasible import pattern_is_feasible
from detente.model.known_names import Fault, KnownNames, cycle_in, too_deep_outcome
from detente.model.names import plain, printable
from detente.model.plain_values import plain_values
from detente.model.read_claims import read_claims
from detente.model.read_coalitions import read_coalitions
from detente.model.read_evidence import (
    Ledger,
    check_citations,
    load_ledger,
    read_date,
    read_evidence,
)
from detente.model.read_parties import check_twins, read_moves, read_parties, read_states
from detente.model.read_preferences import read_all_preferences
from detente.model.read_rules import read_rules
from detente.model.read_uncertain import read_uncertain
from detente.model.review import review_notes
from detente.model.schema import ModelFile
from detente.model.source import Path_, Source, parse_source, parsed, read_file
from detente.model.structure import validate
from detente.problems import ModelError, Problem

# Files of other programs that people hand over as models; `convert` reads them.
OTHER_PROGRAMS = {
    ".gmcr": "a file of GMCR+",
    ".nfg": "a strategic game (`.nfg`, as Gambit saves it)",
}


def load_file(path: Path, shown: str | None = None) -> Conflict:
    """The conflict in the model file at `path`; ModelError with all its problems.

    shown  the name to use in messages; the path itself by default.
    """
    shown = shown or str(path)
    other = OTHER_PROGRAMS.get(path.suffix.lower())
    if other is not None and path.is_file():
        mend = f"convert it first: detente convert {path.name} {path.stem}.yaml"
        problem = Problem(shown, 0, 0, "E-FILE", f"this is {other}, not a model file", mend)
        raise ModelError((problem,))
    return _read(parse_source(read_file(path, shown), shown), path.parent)


def load_text(
    text: str, file: str = "<text>", beside: Path | None = None, ledger: str | None = None
) -> Conflict:
    """The conflict that the YAML `text` says.

    beside  where an evidence file is looked for.
    ledger  what that file says, in place of what stands in it.
    """
    return _read(parsed(text, file), beside, ledger)


def build(data: Mapping[str, Any], file: str = "<data>") -> Conflict:
    """The conflict that plain values say: the same keys as in a model file, without places.

    Dates, tuples, numbers as keys, and NumPy's numbers and arrays mean what they are written as.
    ModelError with all that is wrong.
    """
    given: object = data  # a program may have handed over anything
    if isinstance(given, str):
        raise wrong("data", "this is text, not the values of a model", "use detente.load(…)")
    if not isinstance(given, Mapping):
        what = f"{shown(given)} is not the values of a model"
        raise wrong("data", what, "give a mapping with the keys of a model file")
    return _read(Source(file, plain_values(given, file), {}), None)


def _read(source: Source, beside: Path | None, said: str | None = None) -> Conflict:
    _check_version(source)
    file = source.file
    ledger: Ledger | None = None
    if isinstance(source.data, dict) and isinstance(source.data.get("evidence"), str):
        ledger = load_ledger(source, beside, said)
        source = replace(source, data={**source.data, "evidence": {}})
    checked = validate(ModelFile, source)
    problems = checked.problems + (ledger.problems if ledger else [])
    if checked.shape is None:
        raise _in_order(file, problems)
    checker = Checker(checked.source, problems=problems, damaged=checked.damaged)
    try:
        conflict = _Meaning(checker, checked.shape, ledger).conflict()
    except Enough:
        raise _in_order(file, _causes(checker)) from None
    if checker.problems:
        raise _in_order(file, _causes(checker))
    return conflict


def _causes(checker: Checker) -> list[Problem]:
    """The problems without those that only follow: where no party or option could be read, every
    name is unknown."""
    words = checker.words
    lost = set() if words.parties else {"E-PARTY"}
    lost |= set() if words.things else {"E-OPTION", "E-STATE", "E-STATUS-QUO"}
    causes = [one for one in checker.problems if one.code not in lost]
    return causes or checker.problems


def _check_version(source: Source) -> None:
    if not isinstance(source.data, dict):
        return
    version = source.data.get("detente", 1)
    if version != 1 or isinstance(version, bool):
        problem = Problem(
            source.file,
            *source.place(("detente",)),
            "E-VERSION",
            printable(f"the format version '{_shown(version)}' is not known"),
            "write `detente: 1`, or use a newer detente",
        )
        raise ModelError((problem,))


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _in_order(file: str, problems: list[Problem]) -> ModelError:
    def order(one: Problem) -> tuple[bool, str, int, int]:
        elsewhere = not one.file.startswith(file)
        return elsewhere, one.file if elsewhere else "", one.line, one.column

    own = sorted(dict.fromkeys(problems), key=order)
    most = limit("problems_shown")
    if len(own) > most:
        rest = Problem(
            file,
            0,
            0,
            "E-MORE",
            f"{len(own) - most:,} more problems are not shown",
            "mend these first",
        )
        own = [*own[:most], rest]
    return ModelError(tuple(own))


class _Meaning:
    """The checks of meaning, section by section, on values whose shape is sound."""

    def __init__(self, checker: Checker, shape: ModelFile, ledger: Ledger | None) -> None:
        self.checker, self.shape, self.ledger = checker, shape, ledger

    def conflict(self) -> Conflict:
        checker, shape = self.checker, self.shape
        parties = read_parties(checker, shape)
        names = tuple(party.name for party in parties)
        form = "graph" if shape.states is not None else "option"
        outcome_names = tuple(plain(name) for name in shape.outcomes)
        checker.words = KnownNames(form, names, (), outcome_names)
        states = read_states(checker, shape)
        things = (
            tuple(state.name for state in states)
            if form == "graph"
            else tuple(option.key for party in parties for option in party.options)
        )
        checker.words = KnownNames(form, names, tuple(dict.fromkeys(things)), outcome_names)
        if form == "graph":
            moves = read_moves(checker, shape)
            parties = tuple(replace(party, moves=moves.get(party.name, {})) for party in parties)
        outcomes = self._outcomes()
        conditions = {name: outcome.condition for name, outcome in outcomes.items()}
        rules = read_rules(checker, shape.rules, conditions)
        size_is_sound = len(checker.words.things) <= limit("symbolic_options") or form == "graph"
        usable_rules = rules if size_is_sound else ()
        base, alternatives = read_all_preferences(checker, shape, usable_rules, conditions)
        return Conflict(
            title=shape.title,
            form="graph" if form == "graph" else "option",
            decision_makers=parties,
            states=states,
            rules=rules,
            status_quo=self._status_quo(usable_rules, conditions),
            preferences=MappingProxyType(base),
            alternatives=MappingProxyType(
                {party: MappingProxyType(named) for party, named in alternatives.items()}
            ),
            outcomes=MappingProxyType(outcomes),
            claims=MappingProxyType(read_claims(checker, shape)),
            focus=self._focus(),
            coalitions=read_coalitions(checker, shape.coalitions),
            uncertain=MappingProxyType(read_uncertain(checker, shape)),
            expected=tuple(MappingProxyType(one) for one in shape.expected),
            as_of=read_date(checker, ("as_of",), shape.as_of),
            evidence=MappingProxyType(self._evidence()),
            evidence_file=(self.ledger or checker).source.file,
            review=tuple(self._notes()),
            about=shape.about,
            file=checker.source.file,
            places=MappingProxyType(checker.source.places),
        )

    def _evidence(self) -> dict[str, Evidence]:
        checker, ledger = self.checker, self.ledger
        if ledger is None:
            found = read_evidence(checker, ("evidence",), self.shape.evidence, strict=True)
        else:
            own = Checker(ledger.source, checker.words, checker.problems)
            found = read_evidence(own, ledger.root, ledger.entries, strict=False)
        if ledger is None or ledger.sound:
            check_citations(checker, found)
        return found

    def _notes(self) -> Iterator[tuple[Path_, str]]:
        yield from review_notes(self.checker.source.data)
        if self.ledger is not None:
            for place, text in review_notes(self.ledger.source.data):
                yield ("evidence", *place[len(self.ledger.root) :]), text

    def _focus(self) -> tuple[str, ...]:
        given = self.checker.source.data.get("focus")
        found = [
            self.checker.outcome(("focus", k) if isinstance(given, list) else ("focus",), name)
            for k, name in enumerate(self.shape.focus)
        ]
        return tuple(name for name in found if name is not None)

    def _outcomes(self) -> dict[str, Outcome]:
        read: dict[str, Outcome] = {}
        check_twins(self.checker, ("outcomes",), list(self.shape.outcomes), "outcome")
        for name, data in self.shape.outcomes.items():
            if not name.strip():
                self.checker.fault(
                    ("outcomes", name),
                    "E-NAME",
                    "an outcome's name is empty",
                    "name it by what it is, such as `settlement`",
                    key=True,
                )
            if "'" in name and '"' in name:
                self.checker.fault(
                    ("outcomes", name),
                    "E-NAME",
                    "an outcome's name holds both kinds of quotes",
                    "keep one kind",
                    key=True,
                )
            path: Path_ = ("outcomes", name)
            if self.checker.source.has((*path, "where")):
                path = (*path, "where")
            condition = self.checker.condition(path, data.where)
            if condition is not None:
                read[plain(name)] = Outcome(plain(name), condition, data.title)
        circle = cycle_in({name: outcome.condition for name, outcome in read.items()})
        if circle:
            self._fault_of_outcome(
                circle[0],
                "E-CIRCLE",
                f"outcomes stand for each other in a circle: {' -> '.join(circle[:6])}",
            )
            return {}
        sound = self._sound(read)
        deep = too_deep_outcome({name: outcome.condition for name, outcome in sound.items()})
        if deep is not None:
            self._fault_of_outcome(
                deep,
                "E-DEPTH",
                f"the outcome '{deep}' stands on others too deep: over "
                f"{limit('condition_depth')} levels",
            )
            return {}
        return sound

    def _fault_of_outcome(self, name: str, code: str, what: str) -> None:
        written = next(key for key in self.shape.outcomes if plain(key) == name)
        self.checker.fault(
            ("outcomes", written), code, what, "write one of them with options only", key=True
        )

    def _sound(self, read: dict[str, Outcome]) -> dict[str, Outcome]:
        """Only the outcomes that stand on sound ones; the vocabulary keeps all names."""
        while True:
            unsound = {
                name
                for name, outcome in read.items()
                if any(
                    isinstance(part, OutcomeName) and part.text not in read
                    for part in names_in(outcome.condition)
                )
            }
            if not unsound:
                return read
            read = {name: outcome for name, outcome in read.items() if name not in unsound}

    def _is_state(self, text: str) -> bool:
        """Whether the text is meant as the letters of a state: an option may be called `Y`."""
        words = self.checker.words
        if not text or not set(text) <= set("YN-"):
            return False
        return len(text) == len(words.things) or isinstance(words.find(text), Fault)

    def _status_quo(self, rules: tuple[Rule, ...], outcomes: dict[str, Condition]) -> str | None:
        checker, given = self.checker, self.shape.status_quo
        path: Path_ = ("status_quo",)
        if given is None:
            return None
        if checker.words.form == "graph":
            if isinstance(given, list) and len(given) != 1:
                checker.fault(path, "E-STATUS-QUO", "the status quo is one state", "write its name")
                return None
            text = given[0] if isinstance(given, list) else given
            state = checker.name(path, text)
        elif isinstance(given, str) and self._is_state(given):
            if checker.pattern(path, given) is None:
                return None
            if "-" in given:
                checker.fault(
                    path,
                    "E-STATUS-QUO",
                    f"the status quo '{given}' is ambiguous",
                    "write Y or N for every option",
                )
                return None
            state = given
        else:
            taken = set()
            words = checker.words
            for k, text in enumerate(given if isinstance(given, list) else [given]):
                where = (*path, k) if isinstance(given, list) else path
                if text.startswith(("not ", "-", "!")):
                    checker.fault(
                        where,
                        "E-STATUS-QUO",
                        f"'{text}' is not an option taken",
                        "list only what is taken; every other option is not",
                    )
                elif text in ("none", "nothing", "nobody") and isinstance(words.find(text), Fault):
                    what = f"'{text}' is no option"
                    checker.fault(
                        where, "E-STATUS-QUO", what, "write [] where nothing is taken today"
                    )
                elif (option := checker.name(where, text)) is not None:
                    if option in taken:
                        checker.fault(
                            where, "E-DUPLICATE", f"'{text}' is listed twice", "leave one out"
                        )
                    taken.add(option)
            state = "".join("Y" if key in taken else "N" for key in checker.words.things)
        if state is None or (
            len(checker.words.things) > limit("symbolic_options") and checker.words.form == "option"
        ):
            return None
        broken = pattern_is_feasible(state, rules, checker.words, outcomes)
        if broken is not None:
            checker.fault(
                path,
                "E-STATUS-QUO",
                f"the status quo is not feasible: it breaks {broken.named}",
                "mend the rule, or the options taken today",
            )
            return None
        return state
