"""A conflict varied: other preferences, edited lists, more rules, fewer options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from detente.model.checker import Checker
from detente.model.condition import Condition, Name, Not
from detente.model.conflict import Conflict, Rule
from detente.model.edits import Drop, Insert, Move, Replace, edit_data
from detente.model.feasible import pattern_is_feasible
from detente.model.graph import known_names_of
from detente.model.names import nearest
from detente.model.plain_values import plain_values
from detente.model.preferences import Better, PairTable, Payoffs, Preference, Priorities, Ranking
from detente.model.read_edits import edited, setting_of
from detente.model.read_preferences import editable, read_edited, read_preference
from detente.model.read_rules import read_rules
from detente.model.schema import AnyPreference, Edits, RuleShape, Shape
from detente.model.source import Path_, Source
from detente.model.structure import validate
from detente.problems import ModelError, Problem

_EDITS = Move | Insert | Drop | Replace


class VariationShape(BaseModel):
    """What a variation of a conflict changes, in the words of a model file."""

    model_config = Shape.model_config

    preferences: dict[str, AnyPreference] = {}
    edits: dict[str, Edits] = {}
    rules: list[RuleShape] = []


def varied(
    conflict: Conflict,
    preferences: Mapping[str, Any] | None = None,
    edits: Mapping[str, Any] | str | Sequence[str] = (),
    holding: str | Sequence[str] = (),
    without: str | Sequence[str] = (),
    rules: Any = (),
    where: str = "edits",
) -> Conflict:
    """The conflict with changes, as `Conflict.with_` describes them.

    where  what messages call the edits that are given in words: an argument or an option.
    """
    preferences = dict(preferences or {})
    by_party = edits if isinstance(edits, Mapping) else {}
    given = {
        "preferences": {
            party: one
            for party, one in preferences.items()
            if not isinstance(one, str | Preference)
        },
        "edits": {party: _edit_values(one) for party, one in by_party.items()},
        "rules": [_rule_values(one) for one in _several(rules) if not isinstance(one, Rule)],
    }
    checked = validate(VariationShape, Source("with_", plain_values(given, "with_")))
    if checked.shape is None:
        raise ModelError(tuple(checked.problems))
    checker = Checker(checked.source, known_names_of(conflict), checked.problems, checked.damaged)
    outcomes = {name: one.condition for name, one in conflict.outcomes.items()}
    added = [
        *read_rules(checker, checked.shape.rules, outcomes),
        *(one for one in _several(rules) if isinstance(one, Rule)),
        *(Rule("infeasible", (_opposite(one),)) for one in _conditions(checker, holding)),
    ]
    left = _options(checker, without)
    _refuse(checker)
    found = _restricted(conflict, [*added, *(Rule("infeasible", (Name(key),)) for key in left)])
    if left:
        found = replace(found, status_quo=_today(found, _left(conflict, left)))
    wants = dict(found.preferences)
    for party, wanted in preferences.items():
        path: Path_ = ("preferences", party)
        name = _party(checker, path, conflict, party)
        if name is not None:
            read = checked.shape.preferences.get(party)
            own = found.preference(name)
            if isinstance(wanted, Preference):
                wants[name] = wanted
            elif isinstance(wanted, str):
                wants[name] = _alternative(checker, path, found, name, wanted)
            elif read is not None and read.edit is not None:
                wants[name] = read_edited(checker, (*path, "edit"), read.edit, own, name)
            elif read is not None:
                wants[name] = read_preference(checker, path, read, found.rules, outcomes)
    for party, shapes in checked.shape.edits.items():
        path = ("edits", party)
        if (name := _party(checker, path, conflict, party)) is not None:
            own = wants.get(name, found.preference(name))
            wants[name] = read_edited(checker, path, shapes, own, name)
    _refuse(checker)
    if not isinstance(edits, Mapping):
        wants = _set(found, wants, _several(edits), where)
    return _with_preferences(found, wants)


def _with_preferences(conflict: Conflict, wants: Mapping[str, Preference]) -> Conflict:
    """The conflict where the parties want this; what is said elsewhere now has no place."""
    changed = {name for name, one in wants.items() if one != conflict.preferences.get(name)}
    if not changed:
        return conflict
    places = {
        path: place
        for path, place in conflict.places.items()
        if path[:1] != ("preferences",) or path[1:2] == () or path[1] not in changed
    }
    review = tuple(
        (path, text)
        for path, text in conflict.review
        if path[:1] != ("preferences",) or path[1:2] == () or path[1] not in changed
    )
    return replace(
        conflict,
        preferences=MappingProxyType(dict(wants)),
        # Places belong to the list as it was written.
        uncertain=MappingProxyType(
            {name: one for name, one in conflict.uncertain.items() if name not in changed}
        ),
        places=MappingProxyType(places),
        review=review,
    )


# --- edits in words ---


def _set(
    conflict: Conflict, wants: Mapping[str, Preference], texts: Sequence[str], where: str
) -> dict[str, Preference]:
    """What the parties want after `PARTY=ALTERNATIVE` and `PARTY: EDIT`, in this order."""
    found = dict(wants)
    begun: set[str] = set()
    parties = [(one.name, one.title) for one in conflict.decision_makers]
    problems: list[Problem] = []
    for text in texts:
        checker = Checker(Source(where, text, {(): (1, 1)}), known_names_of(conflict), problems)
        setting = setting_of(parties, checker.words, text)
        if isinstance(setting, list):
            checker.faults((), setting)
            continue
        party = setting.party
        if setting.alternative is not None:
            if party in begun:
                what = f"'{text}' stands behind another change of {party}"
                checker.fault((), "E-EDIT", what, "name one alternative, and before its edits")
            else:
                found[party] = _alternative(checker, (), conflict, party, setting.alternative)
        elif setting.edit is not None:
            own = found.get(party, conflict.preference(party))
            statements = editable(checker, (), own, party)
            after = (
                edited(checker, (), statements, [setting.edit]) if statements is not None else None
            )
            if after is not None:
                found[party] = replace(own, basis=Priorities(after))
        begun.add(party)
    if problems:
        raise ModelError(tuple(problems))
    return found


# --- what is given, in the words of a model file ---


def _several(value: Any) -> tuple[Any, ...]:
    """The values; a text, a mapping or a value of its own stands for itself alone."""
    alone = isinstance(value, str | Mapping | Rule | _EDITS) or not isinstance(value, Iterable)
    return (value,) if alone else tuple(value)


def _edit_values(given: Any) -> Any:
    return [edit_data(one) if isinstance(one, _EDITS) else one for one in _several(given)]


def _rule_values(rule: Any) -> Any:
    return {"infeasible": rule} if isinstance(rule, str) else rule


def _conditions(checker: Checker, texts: str | Sequence[str]) -> list[Condition]:
    found = [checker.condition(("holding", k), text) for k, text in enumerate(_several(texts))]
    return [one for one in found if one is not None]


def _opposite(condition: Condition) -> Condition:
    return condition.of if isinstance(condition, Not) else Not(condition)


def _options(checker: Checker, texts: str | Sequence[str]) -> list[str]:
    found = [checker.name(("without", k), text) for k, text in enumerate(_several(texts))]
    return [one for one in found if one is not None]


def _party(checker: Checker, path: Path_, conflict: Conflict, party: str) -> str | None:
    for one in conflict.decision_makers:
        if party in (one.name, one.title):
            return one.name
    guess = nearest(party, conflict.party_names)
    one_of = f"write one of: {', '.join(conflict.party_names)}"
    mend = f"did you mean '{guess}'?" if guess else one_of
    checker.fault(path, "E-PARTY", f"unknown party '{party}'", mend, key=True)
    return None


def _alternative(
    checker: Checker, path: Path_, conflict: Conflict, party: str, name: str
) -> Preference:
    known = conflict.readings(party)
    if name in known:
        return conflict.preference(party, name)
    guess = nearest(name, known)
    mend = f"did you mean '{guess}'?" if guess else f"write one of: {', '.join(known)}"
    checker.fault(path, "E-ALTERNATIVE", f"{party} has no alternative '{name}'", mend)
    return conflict.preference(party)


def _refuse(checker: Checker) -> None:
    if checker.problems:
        raise ModelError(tuple(checker.problems))


# --- fewer states ---


def _restricted(conflict: Conflict, added: Sequence[Rule]) -> Conflict:
    """The conflict with more rules; what speaks only of states that are gone is left out."""
    if not added:
        return conflict
    found = replace(conflict, rules=(*conflict.rules, *added))
    found = replace(found, status_quo=_today(found, conflict.status_quo))
    if all(rule.kind == "infeasible_move" for rule in added):
        return found
    kept: dict[str, bool] = {}

    def possible(pattern: str) -> bool:
        if pattern not in kept:
            kept[pattern] = _is_possible(found, pattern)
        return kept[pattern]

    alternatives = {
        party: MappingProxyType({name: _kept(one, possible) for name, one in named.items()})
        for party, named in conflict.alternatives.items()
    }
    wants = {party: _kept(one, possible) for party, one in conflict.preferences.items()}
    return _with_preferences(replace(found, alternatives=MappingProxyType(alternatives)), wants)


def _is_possible(conflict: Conflict, pattern: str) -> bool:
    outcomes = {name: one.condition for name, one in conflict.outcomes.items()}
    words = known_names_of(conflict)
    return pattern_is_feasible(pattern, conflict.rules, words, outcomes) is None


def _today(conflict: Conflict, state: str | None) -> str | None:
    """The state as status quo; None where it is gone, as under `--holding`."""
    return state if state is not None and _is_possible(conflict, state) else None


def _left(conflict: Conflict, options: Iterable[str]) -> str | None:
    """Today's state with these options not taken."""
    if conflict.status_quo is None or conflict.form == "graph":
        return conflict.status_quo
    letters, words = list(conflict.status_quo), known_names_of(conflict)
    for option in options:
        letters[words.index[option]] = "N"
    return "".join(letters)


def _kept(preference: Preference, possible: Callable[[str], bool]) -> Preference:
    """The preference without what it says of states that are gone."""
    return replace(
        preference,
        basis=_kept_basis(preference.basis, possible),
        fuzzy=_kept_table(preference.fuzzy, possible),
        probability=_kept_table(preference.probability, possible),
    )


def _kept_basis(basis: Any, possible: Callable[[str], bool]) -> Any:
    match basis:
        case Ranking(classes):
            tied = (tuple(filter(possible, one)) for one in classes)
            return Ranking(tuple(one for one in tied if one))
        case Payoffs(values, threshold):
            return Payoffs(tuple(one for one in values if possible(one[0])), threshold)
        case Better(pairs):
            return Better(tuple(one for one in pairs if all(map(possible, one))))
    return basis


def _kept_table(table: PairTable | None, possible: Callable[[str], bool]) -> PairTable | None:
    if table is None:
        return None
    return replace(
        table, values=tuple(one for one in table.values if possible(one[0]) and possible(one[1]))
    )
