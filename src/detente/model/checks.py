"""What looks wrong in a sound model: each a warning with its place and what to do about it.

A model with warnings can be analyzed; a warning says that something in it has no effect, or that
something a reader would expect is not there. docs/errors.md lists the codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.model.condition import Condition
from detente.model.conflict import Conflict, Option
from detente.model.feasible import options_named
from detente.model.graph import Arena, compile_arena
from detente.model.names import printable
from detente.model.own_options import own_option_warnings
from detente.model.preferences import (
    Better,
    PairTable,
    Payoffs,
    Preference,
    Priorities,
    Ranking,
    Weights,
)
from detente.model.source import Path_
from detente.model.state_checks import MANY_STATES, Warning_, state_warnings
from detente.model.states import TODAY
from detente.problems import ModelError, Problem, TooLarge


def warnings(conflict: Conflict, arena: Arena | None = None) -> tuple[Problem, ...]:
    """All warnings of the model, in file order.

    arena  the model's states and moves, if they are at hand; listed here otherwise.

    Where the states are too many to list, or there are none, only what needs no states is checked.
    Cost: one pass over the states a statement.
    """
    found = [
        *_parties(conflict),
        *_unused_options(conflict),
        *_evidence(conflict),
        *_uncited(conflict),
        *_status_quo(conflict),
        *_outcome_names(conflict),
    ]
    try:
        arena = arena or compile_arena(conflict)
    except (ModelError, TooLarge):
        pass  # whoever lists the states says so
    else:
        found += state_warnings(arena)
        if arena.graph.states <= MANY_STATES:
            found += own_option_warnings(arena)
    problems = [
        Problem(conflict.file, *_place(conflict, path), code, printable(what), printable(mend))
        for path, code, what, mend in found
    ]
    return tuple(sorted(problems, key=lambda one: (one.line, one.column, one.code)))


def _place(conflict: Conflict, path: Path_) -> tuple[int, int]:
    """Where the thing at `path` begins: its key if it has one."""
    if (*path, "#key") in conflict.places:
        return conflict.places[(*path, "#key")]
    while path and path not in conflict.places:
        path = path[:-1]
    return conflict.places.get(path, (0, 0))


def _parties(conflict: Conflict) -> Iterator[Warning_]:
    if len(conflict.decision_makers) == 1:
        yield (
            ("decision_makers",),
            "W-ONE-PARTY",
            "the model has one party, so nobody answers its moves",
            "add those who can answer",
        )
    for party in conflict.decision_makers:
        path: Path_ = ("decision_makers", party.name)
        if not party.options and not any(party.moves.values()):
            yield (
                path,
                "W-EMPTY-PARTY",
                f"{party.name} can do nothing: every state is stable for it",
                f"give it {'moves' if conflict.form == 'graph' else 'options'}, or leave it out",
            )
        if party.name not in conflict.preferences:
            yield (
                path,
                "W-NO-PREFERENCE",
                f"the model does not say what {party.name} prefers: all states are tied for it",
                f"write `{party.name}:` under `preferences:`",
            )
        elif conflict.preferences[party.name].basis == Priorities(()):
            yield (
                ("preferences", party.name),
                "W-NO-PREFERENCE",
                f"the list of {party.name} is empty: all states are tied for it",
                "write its statements, most important first",
            )


def _outcome_names(conflict: Conflict) -> Iterator[Warning_]:
    """Outcomes and states that nobody can ask for by name alone, as it stands for a state."""
    listed = {state.name for state in conflict.states}
    for k, state in enumerate(conflict.states):
        name = state.name
        if name not in TODAY:
            continue
        yield (
            ("states", name) if ("states", name) in conflict.places else ("states", k),
            "W-NAME",
            f"'{name}' is also what commands call today's state, of which whoever asks is told",
            f"give the state another name, or ask for it in double quotes: '\"{name}\"'",
        )
    for name in conflict.outcomes:
        letters = len(name) == len(conflict.options) and set(name.upper()) <= set("YN")
        if name in TODAY or name in listed or (conflict.form == "option" and letters):
            yield (
                ("outcomes", name),
                "W-NAME",
                f"'{name}' is also the name of a state: whoever asks for it is told of the state",
                f"give the outcome another name, or ask for it in double quotes: '\"{name}\"'",
            )


def _status_quo(conflict: Conflict) -> Iterator[Warning_]:
    if conflict.status_quo is None:
        yield (
            (),
            "W-STATUS-QUO",
            "the model does not say where things stand today",
            "write `status_quo:` with "
            + ("the options taken" if conflict.form == "option" else "the state's name"),
        )
        return
    for option, letter in zip(conflict.options, conflict.status_quo, strict=False):
        path: Path_ = ("decision_makers", option.party, "options", option.name)
        if option.once == "taken" and letter == "Y":
            yield (
                path,
                "W-FIXED",
                f"{option.key} can never be left: it is taken today, and `once: taken`",
                "leave `once:` out, or take it out of the status quo",
            )
        if option.once == "dropped" and letter == "N":
            yield (
                path,
                "W-FIXED",
                f"{option.key} can never be taken: it is not taken today, and `once: dropped`",
                "leave `once:` out, or write it into the status quo",
            )


def _all_preferences(conflict: Conflict) -> Iterator[tuple[str, Preference]]:
    yield from conflict.preferences.items()
    for party, named in conflict.alternatives.items():
        yield from ((party, preference) for preference in named.values())


def _unused_options(conflict: Conflict) -> Iterator[Warning_]:
    conditions: list[Condition] = [one for rule in conflict.rules for one in rule.conditions]
    patterns: list[str] = []
    for _, preference in _all_preferences(conflict):
        conditions += _conditions(preference)
        patterns += _patterns(preference)
    outcomes = {name: outcome.condition for name, outcome in conflict.outcomes.items()}
    named = {option for one in conditions for option in options_named(one, outcomes)}
    for k, option in enumerate(conflict.options):
        if option.key not in named and all(pattern[k] == "-" for pattern in patterns):
            yield _unused(option)


def _unused(option: Option) -> Warning_:
    return (
        ("decision_makers", option.party, "options", option.name),
        "W-OPTION",
        f"no preference and no rule names {option.key}",
        "say who cares about it, or leave it out: it doubles the states",
    )


def _conditions(preference: Preference) -> Iterator[Condition]:
    match preference.basis:
        case Priorities(statements):
            yield from (one.prefer for one in statements)
        case Weights(items):
            yield from (condition for condition, _ in items)
    for pair in preference.unknown:
        yield from pair


def _patterns(preference: Preference) -> Iterator[str]:
    match preference.basis:
        case Ranking(classes):
            yield from (pattern for tied in classes for pattern in tied)
        case Payoffs(values):
            yield from (pattern for pattern, _ in values)
        case Better(pairs):
            yield from (pattern for pair in pairs for pattern in pair)
    for table in (preference.fuzzy, preference.probability):
        if isinstance(table, PairTable):
            yield from (pattern for one, other, _ in table.values for pattern in (one, other))


def _evidence(conflict: Conflict) -> Iterator[Warning_]:
    """Evidence that nobody cites; not for a ledger apart, which several models may share."""
    cited = {
        *(one for party in conflict.decision_makers for one in party.evidence),
        *(one for option in conflict.options for one in option.evidence),
        *(one for rule in conflict.rules for one in rule.evidence),
        *(one for claim in conflict.claims.values() for one in claim.evidence),
    }
    for _, preference in _all_preferences(conflict):
        if isinstance(preference.basis, Priorities):
            cited.update(one for line in preference.basis.statements for one in line.evidence)
    for name, entry in conflict.evidence.items():
        path: Path_ = ("evidence", name)
        # What supports something dated is used by the path of states over time.
        if path in conflict.places and name not in cited and not entry.supports:
            yield (
                path,
                "W-EVIDENCE",
                f"nothing cites the evidence '{name}'",
                "cite it where it bears on the model, or leave it out",
            )


def _uncited(conflict: Conflict) -> Iterator[Warning_]:
    """One line a party whose statements stand without evidence, in a model that has some."""
    if not conflict.evidence:
        return
    for party in conflict.party_names:
        readings = [conflict.preference(party, name) for name in conflict.readings(party)]
        # A statement that several readings share needs its evidence once.
        cited: dict[Condition, bool] = {}
        for one in readings:
            for line in one.basis.statements if isinstance(one.basis, Priorities) else ():
                cited[line.prefer] = cited.get(line.prefer, False) or bool(line.evidence)
        without = sum(not there for there in cited.values())
        if without:
            yield (
                ("preferences" if party in conflict.preferences else "alternatives", party),
                "W-UNCITED",
                f"{without} of {len(cited)} statements of {party} cite no evidence",
                "write `evidence:` beside them",
            )
