"""Reading the save files of GMCR+ (`.gmcr`): from its numbers to a conflict in words.

The format: one JSON object with options in state order, decision makers that name theirs by index,
infeasible conditions, and per decision maker a list of conditions or a ranking by state numbers.
States are numbered after the options have been regrouped by decision maker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from detente.formats.game_file import game_text
from detente.formats.gmcr_coalitions import read_groups
from detente.formats.gmcr_conditions import ConditionReader, contradicts_itself
from detente.formats.gmcr_rankings import read_ranking
from detente.formats.identifiers import identifiers
from detente.formats.json_checker import JsonChecker, shown
from detente.formats.json_places import JsonText, Node
from detente.limits import limit
from detente.model import (
    TRUE,
    Condition,
    Conflict,
    DecisionMaker,
    Graph,
    Name,
    Option,
    Or,
    Preference,
    Priorities,
    Rule,
    Statement,
    compile_arena,
    condition_text,
)
from detente.problems import ModelError, Problem, TooLarge

UNUSED_LIST = "priority list"  # the alternative that keeps a list which the file does not use

_ONCE: dict[str, Literal["taken", "dropped"] | None] = {
    "both": None,
    "fwd": "taken",
    "back": "dropped",
}
_KEYS_NAMED = 20  # a file with more foreign keys is another program's
_FLAGS = ("useManualPreferenceRanking", "useManualPreferenceVectors")
_RANKINGS = ("preferenceRanking", "preferenceVector")
_FILE_KEYS = {
    "options",
    "decisionMakers",
    "infeasibles",
    "coalitions",
    "coalitionsFull",
    "program",
    "version",
    *_FLAGS,
}
_PARTY_KEYS = {"name", "options", "preferences", "payoffs", "misperceptions", *_RANKINGS}
_OPTION_KEYS = {"name", "permittedDirection"}


def read_gmcr(path: Path) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict in a save file of GMCR+, and notes on what of it a conflict cannot hold.

    ModelError with all problems of a file that is broken, each with its place.
    """
    return read_gmcr_text(game_text(path, ".gmcr"), str(path), path.stem)


def read_gmcr_text(
    text: str,
    file: str = "<text>",
    title: str = "A model of GMCR+",
    makers: Sequence[DecisionMaker] = (),
) -> tuple[Conflict, tuple[Problem, ...]]:
    """The same of a save file's text. The format has no title: `title` is the conflict's.

    makers  decision makers whose names are to be used; ModelError where the file has others.
    """
    checker = JsonChecker(JsonText(text, file))
    root = checker.json.document()
    if not isinstance(root.value, dict):
        checker.fault(root, "E-SHAPE", f"the file is {shown(root)}, no model", "name a .gmcr file")
    checker.end_if_wrong()
    return _File(checker, root).conflict(title, makers), tuple(checker.notes)


@dataclass(frozen=True, slots=True)
class _Party:
    """A decision maker as the file has it: its text, its options' indices, its place."""

    title: str
    options: tuple[int, ...]
    node: Node


class _File:
    """Reads one file, part by part; each part notes its own faults."""

    def __init__(self, checker: JsonChecker, root: Node) -> None:
        self.checker, self.root = checker, root
        self.foreign: set[str] = set()

    def conflict(self, title: str, given: Sequence[DecisionMaker]) -> Conflict:
        checker = self.checker
        self._known_keys(self.root, _FILE_KEYS, "the file")
        options = self._options()
        checker.end_if_wrong()  # indices mean nothing where the options cannot be counted
        parties = self._parties(len(options))
        self._owners(options, parties)
        manual = self._manual()
        makers, keys = _given(options, parties, given, checker.json.file)
        conditions = ConditionReader(checker, keys, [title for title, _ in options])
        rules = self._rules(conditions)
        lists = [self._priorities(party, conditions, manual) for party in parties]
        unseen = [conditions.listed(party.node, "misperceptions") for party in parties]
        checker.end_if_wrong()

        conflict = Conflict(
            title=title or "A model of GMCR+",
            form="option",
            decision_makers=makers,
            rules=rules,
            about=self._about(),
            file=checker.json.file,
        )
        preferences = {
            maker.name: Preference(Priorities(tuple(Statement(one) for one in listed)))
            for maker, listed in zip(makers, lists, strict=True)
        }
        alternatives: dict[str, MappingProxyType[str, Preference]] = {}
        if manual:
            graph = self._states(conflict)
            for maker, party, listed in zip(makers, parties, lists, strict=True):
                if listed:
                    unused = {UNUSED_LIST: preferences[maker.name]}
                    alternatives[maker.name] = MappingProxyType(unused)
                    self._unused(party, maker.name)
                ranking = self._ranking_of(party)
                assert ranking is not None
                preferences[maker.name] = read_ranking(checker, ranking, graph, party.title)
        checker.end_if_wrong()
        self._say_unseen(parties, unseen)
        return replace(
            conflict,
            coalitions=read_groups(checker, self.root, conflict.party_names),
            preferences=MappingProxyType(preferences),
            alternatives=MappingProxyType(alternatives),
        )

    def _known_keys(self, node: Node, known: set[str], of: str) -> None:
        assert isinstance(node.value, dict)
        for key, value in node.value.items():
            if key not in known and key not in self.foreign and len(self.foreign) < _KEYS_NAMED:
                self.foreign.add(key)
                name = key if len(key) <= 40 else f"{key[:37]}…"
                self.checker.note(
                    value,
                    "W-NOT-READ",
                    f"the key '{name}' of {of} is not read",
                    "put into the model by hand what it says",
                )

    def _options(self) -> list[tuple[str, Literal["taken", "dropped"] | None]]:
        """Text and direction of each option, in the file's order."""
        checker = self.checker
        node = checker.member(self.root, "options", "list", "the file")
        options = []
        for k, item in enumerate(checker.items(node, "dict", "'options'")):
            self._known_keys(item, _OPTION_KEYS, f"option {k}")
            name = checker.member(item, "name", "str", f"option {k}")
            way = checker.member(item, "permittedDirection", "str", f"option {k}")
            if way is not None and way.value not in _ONCE:
                checker.fault(
                    way, "E-VALUE", f"{shown(way)} is no direction", "write both, fwd or back"
                )
            once = _ONCE.get(str(way.value)) if way is not None else None
            options.append((str(name.value) if name is not None else "", once))
        if node is not None and not node.value:
            checker.fault(node, "E-NO-OPTION", "the file has no option", "add one")
        if node is not None and len(options) > limit("options"):
            checker.fault(
                node,
                "E-SIZE",
                f"the model has {len(options):,} options, more than {limit('options')}",
                "leave out those that no preference names",
            )
        return options

    def _parties(self, options: int) -> list[_Party]:
        checker = self.checker
        node = checker.member(self.root, "decisionMakers", "list", "the file")
        parties = []
        for k, item in enumerate(checker.items(node, "dict", "'decisionMakers'")):
            self._known_keys(item, _PARTY_KEYS, f"decision maker {k}")
            name = checker.member(item, "name", "str", f"decision maker {k}")
            listed = checker.member(item, "options", "list", f"decision maker {k}")
            own = []
            for index in checker.items(listed, "int", f"'options' of decision maker {k}"):
                assert isinstance(index.value, int)
                if not 0 <= index.value < options:
                    checker.fault(
                        index,
                        "E-OPTION",
                        f"there is no option {index.value}: the file has {options}, from 0",
                        "write the index of an option",
                    )
                    continue
                own.append(index.value)
            parties.append(_Party(str(name.value) if name is not None else "", tuple(own), item))
        if node is not None and not node.value:
            checker.fault(node, "E-NO-PARTY", "the file has no decision maker", "add one")
        if node is not None and len(parties) > limit("parties"):
            checker.fault(
                node,
                "E-SIZE",
                f"{len(parties):,} decision makers are more than {limit('parties')}",
                "merge those that always act together",
            )
            checker.end_if_wrong()
        return parties

    def _owners(self, options: Sequence[tuple[str, object]], parties: Sequence[_Party]) -> None:
        """Every option belongs to one decision maker, once."""
        owner: dict[int, str] = {}
        for party in parties:
            for index in party.options:
                if index in owner:
                    self.checker.fault(
                        party.node,
                        "E-OPTION",
                        f"option {index} ('{options[index][0][:40]}') stands under "
                        f"'{owner[index][:40]}' and again under '{party.title[:40]}'",
                        "leave it with one of them, once",
                    )
                owner.setdefault(index, party.title)
        if self.checker.problems:  # an index that was out of range may be the one meant here
            return
        assert isinstance(self.root.value, dict)
        place = self.root.value["options"]
        for index, (title, _) in enumerate(options):
            if index not in owner:
                self.checker.fault(
                    place,
                    "E-OPTION",
                    f"option {index} ('{title[:40]}') belongs to no decision maker",
                    f"write {index} in the `options` of one, or leave the option out",
                )

    def _manual(self) -> bool:
        """Whether rankings decide, by the new key or the one of older files."""
        assert isinstance(self.root.value, dict)
        given = [self.root.value[key] for key in _FLAGS if key in self.root.value]
        if not given:
            self.checker.member(self.root, _FLAGS[0], "bool", "the file")
            return False
        self.checker.is_kind(given[0], "bool", f"'{_FLAGS[0]}'")
        if len(given) > 1 and given[0].value is not given[1].value:
            self.checker.note(
                given[1],
                "W-NOT-READ",
                f"'{_FLAGS[1]}' contradicts '{_FLAGS[0]}' and is not read",
                "leave one of the two out",
            )
        return given[0].value is True

    def _rules(self, conditions: ConditionReader) -> tuple[Rule, ...]:
        checker = self.checker
        node = checker.member(self.root, "infeasibles", "list", "the file")
        rules = []
        for item in node.value if node is not None and isinstance(node.value, list) else ():
            condition = conditions.read(item)
            if condition is None:
                continue
            if contradicts_itself(condition):
                checker.note(
                    item,
                    "W-RULE",
                    f"the infeasible condition '{condition_text(condition)[:120]}' contradicts "
                    "itself, and so shuts nothing out",
                    "look in GMCR+ for what it was meant to say",
                )
            rules.append(Rule("infeasible", (condition,), line=checker.json.line(item.at)))
        return tuple(rules)

    def _priorities(
        self, party: _Party, conditions: ConditionReader, manual: bool
    ) -> list[Condition]:
        assert isinstance(party.node.value, dict)
        of = f"decision maker '{party.title[:40]}'"
        ranking = self._ranking_of(party)
        if manual and ranking is None:
            self.checker.member(party.node, _RANKINGS[0], "list", of)
        if manual and ranking is not None:
            self.checker.is_kind(ranking, "list", f"'{_RANKINGS[0]}' of {of}")
        if not manual and ranking is not None:
            self.checker.note(
                ranking,
                "W-NOT-IN-USE",
                f"the ranking of {of} is not in use in the file, and is not carried",
                "enter it as an alternative if it is wanted",
            )
        if not manual:
            self.checker.member(party.node, "preferences", "list", of)
        return conditions.listed(party.node, "preferences")

    def _ranking_of(self, party: _Party) -> Node | None:
        assert isinstance(party.node.value, dict)
        for key in _RANKINGS:
            if key in party.node.value:
                return party.node.value[key]
        return None

    def _states(self, conflict: Conflict) -> Graph:
        """The feasible states, whose numbers the rankings name."""
        try:
            return compile_arena(conflict).graph
        except TooLarge as error:
            problem = Problem(
                conflict.file,
                0,
                0,
                "E-SIZE",
                f"the rankings number the states, and there are too many ({error.estimate})",
                "use the priority lists (`useManualPreferenceRanking: false`)",
            )
            raise ModelError((problem,)) from None

    def _unused(self, party: _Party, name: str) -> None:
        assert isinstance(party.node.value, dict)
        self.checker.note(
            party.node.value["preferences"],
            "W-NOT-IN-USE",
            f"the priority list of '{party.title[:40]}' is not in use in the file, its ranking is",
            f"find the list as the alternative '{UNUSED_LIST}' of {name}",
        )

    def _say_unseen(self, parties: Sequence[_Party], unseen: Sequence[list[Condition]]) -> None:
        for party, conditions in zip(parties, unseen, strict=True):
            if conditions:
                assert isinstance(party.node.value, dict)
                text = condition_text(conditions[0] if len(conditions) == 1 else Or((*conditions,)))
                self.checker.note(
                    party.node.value["misperceptions"],
                    "W-NOT-CARRIED",
                    f"'{party.title[:40]}' does not see some states ({text[:200]}); "
                    "a model has no misperceptions, every party sees all its states",
                    "compare the verdicts of GMCR+ with this in mind",
                )

    def _about(self) -> str:
        assert isinstance(self.root.value, dict)
        version = self.root.value.get("version")
        known = version is not None and isinstance(version.value, str)
        return "Read from a save file of GMCR+" + (
            f", written by version {str(version.value)[:20]}." if known and version else "."
        )


def _given(
    options: Sequence[tuple[str, Literal["taken", "dropped"] | None]],
    parties: Sequence[_Party],
    makers: Sequence[DecisionMaker],
    file: str,
) -> tuple[tuple[DecisionMaker, ...], dict[int, Condition]]:
    """The parties by names that are known, where the file has just these."""
    if not makers:
        return _named(options, parties)
    said = [(party.title, [options[k] for k in party.options]) for party in parties]
    known = [
        (one.words, [(own.title or own.name, own.once) for own in one.options]) for one in makers
    ]
    if said != known:
        what = "the file has other decision makers or options"
        raise ModelError((Problem(file, 0, 0, "E-GMCR", what, "rename them back"),))
    keys: dict[int, Condition] = dict.fromkeys(range(len(options)), TRUE)
    for party, one in zip(parties, makers, strict=True):
        for k, own in zip(party.options, one.options, strict=True):
            keys[k] = Name(own.key)
    return tuple(makers), keys


def _named(
    options: Sequence[tuple[str, Literal["taken", "dropped"] | None]], parties: Sequence[_Party]
) -> tuple[tuple[DecisionMaker, ...], dict[int, Condition]]:
    """The parties with names for the condition language; each option's name by its index."""
    keys: dict[int, Condition] = dict.fromkeys(range(len(options)), TRUE)
    makers = []
    names = identifiers([party.title for party in parties], "party", lower=False)
    for name, party in zip(names, parties, strict=True):
        own = []
        short = identifiers([options[k][0] for k in party.options], "option", lower=True)
        for k, bare in zip(party.options, short, strict=True):
            option = Option(name, bare, options[k][0], options[k][1])
            keys[k] = Name(option.key)
            own.append(option)
        makers.append(DecisionMaker(name, "" if party.title == name else party.title, tuple(own)))
    return tuple(makers), keys
