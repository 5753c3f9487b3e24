"""Why no moves at all lead to a target: the flag, direction or rule that forbids it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.reach import layers
from detente.analysis.ways.steps import chooser, levels_of
from detente.analysis.ways.walk import Walk
from detente.model import Condition, Conflict, Graph, Rule, compile_graph
from detente.problems import DetenteError

_TRIALS = 200_000  # states up to which it is tried what a rule forbids


@dataclass(frozen=True, slots=True)
class Flag:
    """A restriction of the question, as asked, and the walk without it."""

    text: str
    without: Walk


def forbidden_by(
    conflict: Conflict,
    walk: Walk,
    start: int,
    target: NDArray[np.bool_],
    flags: Sequence[Flag],
    holding: Sequence[Condition] = (),
    without: Sequence[str] = (),
) -> tuple[str, ...]:
    """What keeps every sequence of moves from the target: each one thing without which one would
    lead there; where none is enough alone, all that was looked at together.

    Flags come first, then options of one direction, then rules.
    """
    free = walk.all_moves()
    found = [flag.text for flag in flags if _leads(flag.without.all_moves(), start, target)]
    if found:
        return tuple(found)
    bare = replace(
        free,
        avoid=None,
        within=None,
        movers=tuple((party,) for party in range(walk.graph.parties)),
        together=None,
    )
    if flags and _leads(bare, start, target):
        return (f"{' and '.join(flag.text for flag in flags)} together",)
    graph = walk.graph
    if graph.states <= _TRIALS:
        found = [
            text
            for text, other in _changed(conflict, graph, holding, without)
            if _leads_in(other, graph, start, target)
        ]
    if found:
        return tuple(found)
    if graph.form == "graph":
        return ("the moves that the model lists: none of them lead there",)
    return ("the rules and directions of the model, more than one of them together",)


def _leads(walk: Walk, start: int, target: NDArray[np.bool_]) -> bool:
    here = np.array([start], dtype=np.int64)
    return any(bool(target[walk.apart(layer)[0]].any()) for layer in layers(walk, here))


def _leads_in(other: Graph, graph: Graph, start: int, target: NDArray[np.bool_]) -> bool:
    """The same in a graph that has more states or moves; states are found by their codes."""
    place = np.searchsorted(other.codes, graph.codes)
    inside = np.zeros(other.states, dtype=bool)
    inside[place[target]] = True
    movers = tuple((party,) for party in range(other.parties))
    walk = Walk(other, "moves", chooser(other, "moves"), movers, levels=levels_of(other, "moves"))
    return _leads(walk, int(place[start]), inside)


def _changed(
    conflict: Conflict, graph: Graph, holding: Sequence[Condition], without: Sequence[str]
) -> Iterator[tuple[str, Graph]]:
    """The graph without one direction or one rule, and what was left out."""
    for k, option in enumerate(conflict.options):
        if option.once is None:
            continue
        free = tuple(
            replace(
                party,
                options=tuple(replace(o, once=None) if o is option else o for o in party.options),
            )
            for party in conflict.decision_makers
        )
        cannot = "taken back" if option.once == "taken" else "taken up again"
        text = f"{option.key}, which cannot be {cannot} (`once: {option.once}`)"
        assert k < graph.letters
        yield text, compile_graph(replace(conflict, decision_makers=free), {}, holding, without)
    for k, rule in enumerate(conflict.rules):
        others = tuple(one for one in conflict.rules if one is not rule)
        try:
            yield (
                rule_words(rule, k),
                compile_graph(replace(conflict, rules=others), {}, holding, without),
            )
        except DetenteError:
            continue  # more states than can be listed: not tried


def rule_words(rule: Rule, place: int) -> str:
    """How to speak of a rule: its place, what it says, its line, its reason."""
    line = f" in line {rule.line}" if rule.line else ""
    because = f" ({rule.because.rstrip('.')})" if rule.because else ""
    return f"rule {place + 1}{line} '{rule.words}'{because}"
