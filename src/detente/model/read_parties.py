"""Reading the parties, their options and moves, and the listed states of the graph form."""

from __future__ import annotations

from collections.abc import Sequence

from detente.limits import limit
from detente.model.checker import Checker
from detente.model.conflict import DecisionMaker, ListedState, Option
from detente.model.names import look_alike, name_fault, one_of, plain
from detente.model.schema import ModelFile, StateShape
from detente.model.source import Path_


def check_names(checker: Checker, path: Path_, names: Sequence[str], kind: str) -> None:
    """Note names that are not allowed, and two that a reader would take for each other.

    The names are the keys of the mapping at `path`, or the items of the list there.
    """
    listed = checker.source.has((*path, 0))
    for k, name in enumerate(names):
        if fault := name_fault(name):
            checker.faulty.add(name)
            checker.fault(
                (*path, k if listed else name),
                "E-NAME",
                fault,
                "name it with letters, digits, '_' or '-', and give the words as `title:`",
                key=not listed,
            )
    check_twins(checker, path, names, kind)


def check_twins(checker: Checker, path: Path_, names: Sequence[str], kind: str) -> None:
    """Note two names that are one, or that a reader would take for each other."""
    listed = checker.source.has((*path, 0))
    seen: dict[str, str] = {}
    for k, name in enumerate(names):
        first = len(seen)
        twin = seen.setdefault(look_alike(name), name)
        if len(seen) > first:
            continue
        if twin == name:
            checker.fault(
                (*path, k),
                "E-DUPLICATE",
                f"the {kind} '{name}' is listed twice",
                "leave one out",
            )
        else:
            how = "letter case" if twin.casefold() == name.casefold() else "Unicode form"
            checker.fault(
                (*path, k if listed else name),
                "E-NAME-CLASH",
                f"the {kind} names '{twin}' and '{name}' differ only in {how}",
                "rename one of the two",
                key=not listed,
            )


def read_parties(checker: Checker, shape: ModelFile) -> tuple[DecisionMaker, ...]:
    """The parties with their options; graph-form moves are read by `read_moves`."""
    if not shape.decision_makers:
        checker.absent(
            ("decision_makers",),
            "E-NO-PARTY",
            "the model has no decision maker",
            "add one with options",
        )
    check_names(checker, ("decision_makers",), list(shape.decision_makers), "party")
    if len(shape.decision_makers) > limit("parties"):
        checker.fault(
            ("decision_makers",),
            "E-SIZE",
            f"{len(shape.decision_makers)} decision makers are more than {limit('parties')}",
            "leave out those without a say, or merge those that always act together",
        )
    parties = []
    for name, party in shape.decision_makers.items():
        where: Path_ = ("decision_makers", name)
        check_names(checker, (*where, "options"), list(party.options), "option")
        options = tuple(
            Option(
                plain(name),
                plain(key),
                option.title,
                option.once,
                tuple(option.evidence),
                option.short,
                option.off,
            )
            for key, option in party.options.items()
        )
        if shape.states is not None and party.options:
            checker.fault(
                (*where, "options"),
                "E-FORM",
                "a model with listed states has moves, not options",
                "write `moves:` here, or leave out `states:`",
                key=True,
            )
        if shape.states is None and party.moves is not None:
            checker.fault(
                (*where, "moves"),
                "E-FORM",
                "a model with options lists no moves",
                "write `options:` here, or list the `states:`",
                key=True,
            )
        parties.append(
            DecisionMaker(plain(name), party.title, options, evidence=tuple(party.evidence))
        )
    count = sum(len(party.options) for party in parties)
    if count > limit("symbolic_options"):
        checker.fault(
            ("decision_makers",),
            "E-SIZE",
            f"the model has {count} options, more than {limit('symbolic_options')}",
            "leave out options that nobody's preference names, or hold some fixed",
        )
    cut = any(path[:1] == ("decision_makers",) for path in checker.damaged)  # they may stand there
    if parties and not count and shape.states is None and not cut:
        checker.absent(
            ("decision_makers",),
            "E-NO-OPTION",
            "no decision maker has an option",
            "give one of them `options:`, or list `states:` and `moves:`",
        )
    return tuple(parties)


def read_states(checker: Checker, shape: ModelFile) -> tuple[ListedState, ...]:
    """The listed states of the graph form; empty in option form."""
    if shape.states is None:
        return ()
    if not shape.states:
        checker.absent(("states",), "E-NO-STATE", "the list of states is empty", "name the states")
    check_names(checker, ("states",), list(shape.states), "state")
    if isinstance(shape.states, list):
        described = {name: StateShape() for name in shape.states}
    else:
        described = shape.states
    states = []
    for name, state in described.items():
        for party in state.strategies:
            if plain(party) not in checker.words.parties:
                checker.fault(
                    ("states", name, "strategies", party),
                    "E-PARTY",
                    f"unknown party '{party}'",
                    one_of(checker.words.parties, "party"),
                    key=True,
                )
        strategies = {plain(party): what for party, what in state.strategies.items()}
        states.append(ListedState(plain(name), state.title, strategies))
    return tuple(states)


def read_moves(checker: Checker, shape: ModelFile) -> dict[str, dict[str, tuple[str, ...]]]:
    """Per party: from each state, the states it can go to in one step (graph form)."""
    moves: dict[str, dict[str, tuple[str, ...]]] = {}
    for party, data in shape.decision_makers.items():
        where: Path_ = ("decision_makers", party, "moves")
        own = moves.setdefault(plain(party), {})
        for start, ends in (data.moves or {}).items():
            here = checker.words.find(start)
            if not isinstance(here, str):
                checker.fault((*where, start), here.code, here.what, here.mend, key=True)
                continue
            found: list[str] = []
            for k, end in enumerate(ends):
                there = checker.name((*where, start, k), end)
                if there == here:
                    checker.fault(
                        (*where, start, k),
                        "E-LOOP",
                        f"the move from '{start}' to itself is none",
                        "leave it out: staying is always possible",
                    )
                elif there in found:
                    checker.fault(
                        (*where, start, k),
                        "E-DUPLICATE",
                        f"the move from '{start}' to '{end}' is listed twice",
                        "leave one out",
                    )
                elif there is not None:
                    found.append(there)
            own[here] = tuple(found)
    return moves
