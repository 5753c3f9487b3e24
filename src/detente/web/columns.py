"""Which states stand as columns of the matrix, in groups, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis import Analysis, check_conditions
from detente.model import Ranks
from detente.web.view import View

AT_ONCE = 12  # columns of a page
_NEAR, _INSIDE, _HOLDING = 4, 4, 8


@dataclass(frozen=True)
class Group:
    """Columns under one heading: places of states, in order."""

    title: str
    note: str
    states: tuple[int, ...]


@dataclass(frozen=True)
class Chosen:
    """The columns of a page.

    count  how many states were asked for; page, pages: which part of them this is.
    """

    groups: tuple[Group, ...]
    count: int
    page: int = 0
    pages: int = 1

    @property
    def states(self) -> tuple[int, ...]:
        """All of them, from left to right."""
        return tuple(state for group in self.groups for state in group.states)


def choices(view: View, analysis: Analysis) -> list[tuple[str, str]]:
    """What can be shown: (value, words)."""
    found = [("look", "worth a look"), ("equilibria", "all that hold under some concept")]
    found += [(f"under:{one}", f"hold under {one}") for one in analysis.concepts]
    outcomes = analysis.conflict.outcomes
    found += [
        (f"in:{name}", f"outcome: {outcomes[name].words}") for name in analysis.outcome_planes
    ]
    names = analysis.verdicts.graph.names
    found += [(f"left:{name}", f"left by {view.conflict.party(name).words}") for name in names]
    found += [(f"kept:{name}", f"kept by {view.conflict.party(name).words}") for name in names]
    return [*found, ("all", f"all {analysis.size:,} states")]


def orders(view: View, analysis: Analysis) -> list[tuple[str, str]]:
    """How columns can be sorted: (value, words)."""
    found = [("file", "as the file counts them"), ("holds", "most concepts first")]
    if analysis.status_quo is not None:
        found.append(("near", "nearest today first"))
    graph = analysis.verdicts.graph
    return found + [
        (f"best:{name}", f"best for {view.conflict.party(name).words} first")
        for name, order in zip(graph.names, graph.orders, strict=True)
        if isinstance(order, Ranks)
    ]


def plane_of(view: View, analysis: Analysis) -> NDArray[np.bool_]:
    """Which states are asked for: bool (states,). ModelError where the condition is none."""
    show, size = view.asked("show", "look"), analysis.size
    kind, _, name = show.partition(":")
    graph = analysis.verdicts.graph
    plane = np.ones(size, dtype=bool)
    if kind == "equilibria":
        plane = holding(analysis) > 0
    elif kind == "under" and name in analysis.concepts:
        plane = analysis.verdicts.equilibria(name).copy()
    elif kind == "in" and name in analysis.outcome_planes:
        plane = analysis.outcome_planes[name].copy()
    elif kind in ("left", "kept") and name in graph.names and view.concept:
        plane = analysis.verdicts.stable(graph.names.index(name), view.concept)
        plane = ~plane if kind == "left" else plane.copy()
    if where := view.asked("where").strip():
        (condition,) = check_conditions(analysis.conflict, [where], "where")
        plane &= analysis.arena.where(condition)
    return plane


def ordered(view: View, analysis: Analysis, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The states in the order asked for."""
    kind, _, name = view.asked("sort", "file").partition(":")
    graph = analysis.verdicts.graph
    if kind == "holds":
        return places[np.argsort(-holding(analysis)[places], kind="stable")]
    if kind == "near" and graph.status_quo is not None:
        return places[np.argsort(far(analysis, places), kind="stable")]
    if kind == "best" and name in graph.names:
        order = graph.orders[graph.names.index(name)]
        if isinstance(order, Ranks):
            return places[np.argsort(-order.rank[places].astype(np.int64), kind="stable")]
    return places


def chosen(view: View, analysis: Analysis) -> Chosen:
    """The columns of the page that is asked for."""
    plain = view.asked("show", "look") == "look"
    if plain and not view.asked("where").strip() and not view.asked("sort"):
        groups = _worth_a_look(view, analysis)
        picked = _picked(view, analysis)
        if picked is not None and all(picked not in one.states for one in groups):
            groups = (*groups, Group("Picked", "", (picked,)))
        return Chosen(groups, analysis.size)
    places = ordered(view, analysis, np.flatnonzero(plane_of(view, analysis)))
    pages = max(1, -(-len(places) // AT_ONCE))
    page = min(view.number("part"), pages - 1)
    part = places[page * AT_ONCE : (page + 1) * AT_ONCE]
    words = dict(choices(view, analysis)).get(view.asked("show", "look"), "states")
    title = "States" if words == "worth a look" else words[:1].upper() + words[1:]
    first = page * AT_ONCE + 1
    note = f"{first:,} to {first + len(part) - 1:,} of {len(places):,}" if len(part) else "none"
    return Chosen((Group(title, note, tuple(part.tolist())),), len(places), page, pages)


def _picked(view: View, analysis: Analysis) -> int | None:
    return analysis.verdicts.graph.find_state(view.asked("s")) if view.asked("s") else None


def _worth_a_look(view: View, analysis: Analysis) -> tuple[Group, ...]:
    """Today, what holds under a concept that says something, what was asked about, what is near."""
    graph, floods = analysis.verdicts.graph, analysis.floods()
    today = graph.status_quo
    telling = [one for one in analysis.concepts if one not in floods] or list(analysis.concepts)
    held = np.zeros(analysis.size, dtype=bool)
    for one in telling:
        held |= analysis.verdicts.equilibria(one)
    found = np.flatnonzero(held)
    found = found[np.argsort(-holding(analysis)[found], kind="stable")]
    seen: set[int] = set()
    groups: list[tuple[str, str, list[int]]] = []

    def add(title: str, note: str, states: list[int]) -> None:
        new = [one for one in states if one not in seen]
        seen.update(new)
        if new:
            groups.append((title, note, new))

    if today is not None and not held[today]:
        add("Today", "", [today])
    first = [today] if today is not None and held[today] else []
    rest = [one for one in found.tolist() if one not in first]
    add("Hold", f"of {len(found):,}", [*first, *rest][:_HOLDING])
    for name in _asked_about(analysis):
        inside = np.flatnonzero(analysis.outcome_planes[name])
        leaving = _leavers(analysis, inside, view.concept)
        inside = inside[np.lexsort((far(analysis, inside), leaving))][:_INSIDE]
        total = int(np.count_nonzero(analysis.outcome_planes[name]))
        title = analysis.conflict.outcomes[name].words
        add(title[:1].upper() + title[1:], f"of {total:,}", inside.tolist())
    if today is not None:
        near = np.unique(
            np.concatenate([graph.moves_from(party, today) for party in range(graph.parties)])
        )
        leaving = _leavers(analysis, near, view.concept)
        near = near[np.lexsort((leaving, far(analysis, near)))]
        near = np.array([one for one in near.tolist() if one not in seen][:_NEAR], dtype=np.int64)
        add("Near today", "one move away", near.tolist())
    if not groups:
        add("States", "the first", list(range(min(analysis.size, AT_ONCE))))
    return tuple(_fitting(groups))


def _fitting(groups: list[tuple[str, str, list[int]]]) -> Iterator[Group]:
    """The groups, of which the longest give up their last, until a page has room for all. A note
    that begins with `of` tells how many there are, behind how many are shown."""
    states = [list(found) for _, _, found in groups]
    while sum(map(len, states)) > AT_ONCE:
        max(reversed(states), key=len).pop()
    for (title, note, _), kept in zip(groups, states, strict=True):
        told = f"{len(kept)} {note}" if note.startswith("of ") else note
        yield Group(title, "" if told == f"{len(kept)} of {len(kept)}" else told, tuple(kept))


def _asked_about(analysis: Analysis) -> list[str]:
    """An outcome that the model is about, and that would not hold, or else its first."""
    if analysis.why_not is not None:
        return [analysis.why_not.outcome]
    return list(analysis.outcome_planes)[:1]


def _leavers(analysis: Analysis, states: NDArray[np.int64], concept: str) -> NDArray[np.int64]:
    """How many parties would leave each of the states."""
    found = np.zeros(len(states), dtype=np.int64)
    if concept in analysis.concepts:
        for party in range(analysis.verdicts.graph.parties):
            found += ~analysis.verdicts.stable(party, concept)[states]
    return found


def far(analysis: Analysis, states: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many options differ from today; 0 in models of listed states."""
    graph = analysis.verdicts.graph
    if graph.status_quo is None or graph.form == "graph":
        return np.zeros(len(states), dtype=np.int64)
    differ = graph.codes[states] ^ graph.codes[graph.status_quo]
    return np.array([int(one).bit_count() for one in differ.tolist()], dtype=np.int64)


def holding(analysis: Analysis) -> NDArray[np.int64]:
    """Under how many of the concepts each state is an equilibrium."""
    found = np.zeros(analysis.size, dtype=np.int64)
    for one in analysis.concepts:
        found += analysis.verdicts.equilibria(one)
    return found
