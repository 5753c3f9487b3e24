"""What a user may write for a set of states: today, a state, an outcome, a pattern, a condition."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from detente.analysis.question_checks import bad, check_conditions, guess_or_list, is_unknown
from detente.analysis.which_state import no_status_quo, no_such_state
from detente.fixed import Fixed
from detente.model import (
    TODAY,
    And,
    Arena,
    Condition,
    Conflict,
    Graph,
    Name,
    Not,
    OutcomeName,
    compile_arena,
    plain,
)
from detente.problems import ModelError, TooLarge, TooManyStates

if TYPE_CHECKING:
    from detente.analysis.unlisted_states import Places


@dataclass(frozen=True, eq=False)
class Target(Fixed):
    """A set of states as asked for.

    text   as it was written; kind: what it was found to be; states: bool (states,), or a set of
           states where they are not listed.
    words  how to speak of it: a quoted outcome, a state's text, a condition.
    name   what was found under it: an outcome's id, a state's text, a condition.
    """

    text: str
    kind: Literal["today", "state", "outcome", "pattern", "condition"]
    states: Any
    words: str
    name: str


def read_target(
    conflict: Conflict, arena: Arena | Places, text: str, where: str = "--to", empty: bool = False
) -> Target:
    """The set of states that `text` stands for: the first that fits of `today`, a state's name or
    letters, an outcome's name, a pattern, a condition. A name in double quotes is an outcome, else
    a state, of that name.

    empty  whether a condition may hold in no state.
    ModelError where it stands for nothing, or for no feasible state: then what excludes it.
    """
    graph, name = _graph(arena), text.strip()
    quoted = len(name) > 1 and name[0] == name[-1] == '"' and '"' not in name[1:-1]
    if quoted and plain(name[1:-1]) not in conflict.outcomes:
        name = name[1:-1].strip()
    if name in TODAY and not (quoted and name in _listed_names(conflict)):
        if graph.status_quo is None:
            raise no_status_quo(conflict)
        return Target(text, "today", _one(arena, graph.status_quo), "today", "today")
    if not quoted or plain(name.strip('"')) not in conflict.outcomes:
        for written in (name, name.upper()) if graph.form == "option" else (name,):
            place = graph.find_state(written)
            if place is not None:
                return Target(text, "state", _one(arena, place), written, written)
        if name in _listed_names(conflict):
            raise no_such_state(conflict, graph, name)
    outcome = plain(name.strip("'\""))
    if outcome in conflict.outcomes:
        condition: Condition = OutcomeName(outcome)
        kind: Literal["outcome", "condition"] = "outcome"
        words = f"'{conflict.outcomes[outcome].words}'"
    elif graph.form == "option" and name and set(name.upper()) <= set("YN-"):
        return _of_pattern(conflict, arena, text, name.upper(), where)
    else:
        (condition,) = _condition(conflict, graph, name, where)
        kind, words = "condition", f"'{name}'"
    states = arena.where(condition)
    if not states.any() and not empty:
        raise _empty(conflict, condition, f"no feasible state is in {words}", where)
    return Target(text, kind, states, words, outcome if kind == "outcome" else name)


def read_state(conflict: Conflict, arena: Arena, text: str, where: str = "--from") -> int:
    """The one state that `text` stands for; ModelError where it stands for none or for several."""
    found = read_target(conflict, arena, text, where)
    places = np.flatnonzero(found.states)
    if len(places) > 1:
        first = arena.graph.state_text(int(places[0]))
        what = f"{found.words} holds in {len(places):,} states, and one is needed"
        raise bad(where, "E-STATE", what, f"write one of them, as '{first}'")
    return int(places[0])


def _graph(arena: Arena | Places) -> Graph:
    return arena.graph if isinstance(arena, Arena) else arena.as_graph()


def _one(arena: Arena | Places, place: int) -> Any:
    if not isinstance(arena, Arena):
        return arena.alone(arena.state_text(place))
    found = np.zeros(arena.graph.states, dtype=bool)
    found[place] = True
    return found


def _listed_names(conflict: Conflict) -> tuple[str, ...]:
    return tuple(state.name for state in conflict.states)


def _of_pattern(
    conflict: Conflict, arena: Arena | Places, text: str, name: str, where: str
) -> Target:
    """States by letters that are not one feasible state: a pattern, or an error that says why."""
    if len(name) != len(conflict.options) or "-" not in name:
        raise no_such_state(conflict, _graph(arena), name)
    states = arena.fits(name)
    if not states.any():
        written = zip(conflict.options, name, strict=True)
        parts = [
            Name(option.key) if letter == "Y" else Not(Name(option.key))
            for option, letter in written
            if letter != "-"
        ]
        fitting = And(tuple(parts)) if len(parts) > 1 else parts[0]
        raise _empty(conflict, fitting, f"no feasible state fits '{name}'", where)
    return Target(text, "pattern", states, name, name)


def _condition(conflict: Conflict, graph: Graph, text: str, where: str) -> tuple[Condition, ...]:
    try:
        return check_conditions(conflict, [text], where)
    except ModelError as error:
        # A name, mistyped: what is wrong with it as a condition would lead astray.
        named = [*conflict.outcomes, *_listed_names(conflict), "today"]
        mend = guess_or_list(text, named)
        if mend.startswith("did you") or (conflict.form == "graph" and " " not in text):
            what = f"'{text}' is no state and no outcome"
            raise bad(where, "E-STATE", what, mend) from error
        if is_unknown(error.problems[0]) and re.fullmatch(r"[\w-]+", text):
            what = f"'{text}' is no outcome, no state and no option"
            raise bad(where, "E-OPTION", what, _any_of(conflict, graph)) from error
        raise


def _any_of(conflict: Conflict, graph: Graph) -> str:
    """What a set of states can be written as, with what the model has for each."""
    names = list(conflict.outcomes)
    shown = ", ".join(names[:8]) + ", …" * (len(names) > 8)
    today = graph.status_quo
    ways = [
        *([f"an outcome ({shown})"] if names else []),
        f"a state, such as {graph.state_text(today or 0)}",
        *(["today"] if today is not None else []),
    ]
    return f"write {', '.join(ways)}, or a condition, such as 'not {conflict.options[0].key}'"


def _empty(conflict: Conflict, condition: Condition, what: str, where: str) -> ModelError:
    """No feasible state is in the target: which rule forbids it, where one does alone."""
    rules = list(conflict.rules)
    if _some(conflict, tuple(rules), condition):
        what += ": it lies outside of what is held"
        return bad(where, "E-EMPTY-OUTCOME", what, "hold other conditions, or name another target")
    for one in rules:
        if one.kind == "infeasible_move":
            continue
        others = tuple(other for other in rules if other is not one)
        if _some(conflict, others, condition):
            number = rules.index(one) + 1
            line = f" in line {one.line}" if one.line else ""
            because = f" ({one.because.rstrip('.')})" if one.because else ""
            what += f": rule {number}{line} '{one.words}'{because} forbids it"
            return bad(where, "E-EMPTY-OUTCOME", what, "name another target, or mend the rule")
    if not _some(conflict, (), condition):
        return bad(where, "E-EMPTY-OUTCOME", f"{what}: it contradicts itself", "mend it")
    what += ": the rules forbid it, more than one of them"
    return bad(where, "E-EMPTY-OUTCOME", what, "name another target, or mend the rules")


def _some(conflict: Conflict, rules: tuple[object, ...], condition: Condition) -> bool:
    """Whether some state is in the target under these rules alone."""
    other = replace(conflict, rules=rules)  # type: ignore[arg-type]  # rules they are
    try:
        compile_arena(other, [condition])
    except TooManyStates:
        return _some_unlisted(other, condition)
    except TooLarge:
        return True
    except ModelError:
        return False
    return True


def _some_unlisted(conflict: Conflict, condition: Condition) -> bool:
    """The same where the states cannot be listed."""
    from detente.symbolic import ground_of  # few need it

    try:
        ground_of(conflict, {}, [condition])
    except TooLarge:
        return True
    except ModelError:
        return False
    return True
