"""Wishes: statements in order, alternatives as tabs, the ranking that follows, what decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from detente.analysis import Analysis, decided_by
from detente.model import (
    Better,
    Payoffs,
    Preference,
    Priorities,
    Ranking,
    Ranks,
    Statement,
    Weights,
)
from detente.web.unsure import Unsure, not_plain, unsure_of
from detente.web.view import View
from detente.web.why import _ordinal

_BARS = 464  # of the bar code, as wide as it is drawn
_MOST_STATES = 4_096  # a bar code of more is made of so many, evenly taken


@dataclass(frozen=True)
class Wish:
    """A statement: its place (0 the first), its words, why, what it rests on, and whether a
    difference that it decides is a strong one."""

    place: int
    text: str
    words: Markup
    because: str
    evidence: tuple[tuple[str, str], ...]
    strong: bool = False


@dataclass(frozen=True)
class Reading:
    """A reading of a party, as a tab."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class Wishes:
    """What one party wants under the reading that is shown.

    fixed  why the list cannot be changed here; empty where it can.
    """

    party: str
    title: Markup
    reading: str
    readings: tuple[Reading, ...]
    wishes: tuple[Wish, ...]
    fixed: str
    lines: tuple[str, ...]
    url: str
    unsure: Unsure


def wishes_of(view: View, party: str) -> Wishes:
    """The wishes of one party as the page reads it."""
    conflict = view.conflict
    name = view.reading.get(party, "base")
    preference = conflict.preference(party, name)
    statements = preference.basis.statements if isinstance(preference.basis, Priorities) else ()
    return Wishes(
        party,
        view.marks.party(party),
        name,
        tuple(
            Reading(one, view.read_as(party, one), one == name) for one in conflict.readings(party)
        ),
        tuple(_wish(view, k, one) for k, one in enumerate(statements)),
        _fixed(view, party, name, preference),
        _lines(preference),
        view.url("wishes", party=party),
        unsure_of(view, party, _has_room(view, party, name)),
    )


def all_wishes(view: View) -> tuple[Wishes, ...]:
    """Those of every party, in file order."""
    return tuple(wishes_of(view, name) for name in view.conflict.party_names)


def _wish(view: View, place: int, one: Statement) -> Wish:
    cited = tuple(
        (name, view.conflict.evidence[name].says if name in view.conflict.evidence else "")
        for name in one.evidence
    )
    return Wish(place, one.text, view.marks.condition(one.text), one.because, cited, one.strong)


def _fixed(view: View, party: str, name: str, preference: Preference) -> str:
    if not isinstance(preference.basis, Priorities):
        return "These wishes are no list of statements; change them in the file."
    places = view.conflict.places
    if name != "base":
        at: tuple[str, ...] = ("alternatives", party, name)
        if (*at, "edit") in places:
            return "This reading is written as edits of the base; change it in the file."
    return ""


def _has_room(view: View, party: str, name: str) -> bool:
    """Whether the file has a place beside the list of statements, where more can be said."""
    at = ("preferences", party) if name == "base" else ("alternatives", party, name)
    return any((*at, key) in view.conflict.places for key in ("priorities", "statements"))


def _lines(preference: Preference) -> tuple[str, ...]:
    """Wishes that are no statements, a line each as the file says them."""
    match preference.basis:
        case Ranking(classes):
            return tuple(" = ".join(one) for one in classes)
        case Weights() as weights:
            pairs = zip(weights.texts, weights.items, strict=True)
            return tuple(f"{text}: {weight:f}" for text, (_, weight) in pairs)
        case Payoffs(values, threshold):
            told = tuple(f"{pattern}: {value:f}" for pattern, value in values)
            return told if threshold is None else (*told, f"better only by over {threshold:f}")
        case Better(pairs):
            return tuple(f"{one} over {other}" for one, other in pairs)
        case None:
            return ("only degrees or chances of preference are given",)
    return ()


@dataclass(frozen=True)
class Bar:
    """A row of the bar code: the wish, and where it is met, as a path."""

    place: int
    words: Markup
    path: str


@dataclass(frozen=True)
class Ranked:
    """The ranking that follows: bars, the states in so many places, and where today stands."""

    bars: tuple[Bar, ...]
    states: int
    levels: int
    marks: tuple[tuple[str, float], ...]


def ranked(view: View, analysis: Analysis, party: str) -> Ranked | None:
    """The bar code of a party; None where it ranks nothing or wishes nothing."""
    graph = analysis.verdicts.graph
    place = graph.names.index(party)
    order = graph.orders[place]
    preference = view.conflict.preference(party, view.reading.get(party, "base"))
    if not isinstance(order, Ranks) or not isinstance(preference.basis, Priorities):
        return None
    if not graph.states or not preference.basis.statements:
        return None
    best_first = np.argsort(-order.rank.astype(np.int64), kind="stable")
    shown = best_first
    if len(shown) > _MOST_STATES:
        shown = shown[np.linspace(0, len(shown) - 1, _MOST_STATES).astype(np.int64)]
    bars = tuple(
        Bar(k, view.marks.condition(one.text), _runs(analysis.arena.where(one.prefer)[shown]))
        for k, one in enumerate(preference.basis.statements)
    )
    marks: list[tuple[str, float]] = []
    asked = [("today", analysis.status_quo), (view.asked("a"), view.asked("a"))]
    asked.append((view.asked("b"), view.asked("b")))
    for words, text in asked:
        state = graph.find_state(str.__str__(text)) if text else None
        if state is not None and words not in dict(marks):
            at = int(np.flatnonzero(best_first == state)[0])
            marks.append((words, (at + 0.5) / graph.states * _BARS))
    return Ranked(bars, graph.states, int(order.rank.max()) + 1, tuple(marks[:3]))


def _runs(met: Any) -> str:
    """The stretches in which a wish is met, as path data over a width of 464 and a height of 12."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], met.astype(np.int8), [0]])))
    scale = _BARS / max(len(met), 1)
    return "".join(
        f"M{start * scale:.2f} 0h{(end - start) * scale:.2f}v12h{(start - end) * scale:.2f}z"
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    )


@dataclass(frozen=True)
class Between:
    """What decides between two states: a row a wish, until one tells them apart."""

    first: str
    other: str
    places: tuple[str, str]
    rows: tuple[tuple[int, Markup, bool, bool, bool], ...]
    left: int
    words: str


def between(view: View, analysis: Analysis, party: str) -> Between | None:
    """How the party sees the two states that are picked; None where they are not two."""
    graph = analysis.verdicts.graph
    first, other = _pair(view, analysis)
    if first is None or other is None:
        return None
    place = graph.names.index(party)
    order = graph.orders[place]
    texts = graph.state_text(first), graph.state_text(other)
    told = tuple(view.marks.state(one) for one in texts)
    at = ("", "")
    if isinstance(order, Ranks):
        levels = int(order.rank.max()) + 1
        both = [f"{_ordinal(levels - int(order.rank[k]))} of {levels:,}" for k in (first, other)]
        at = (both[0], both[1])
    found = decided_by(analysis.arena, view.reading, party, other, first)
    name = view.conflict.party(party).words
    verdict = {"better": f"prefers {told[0]}", "worse": f"prefers {told[1]}"}.get(found.gains)
    words = f"{name} {verdict or 'likes both equally'}"
    words += f", {found.words}." if found.words else "."
    if why := not_plain(view, analysis, party, first, other):
        return Between(told[0], told[1], at, (), 0, why)
    preference = view.conflict.preference(party, view.reading.get(party, "base"))
    rows: list[tuple[int, Markup, bool, bool, bool]] = []
    left = 0
    if isinstance(preference.basis, Priorities):
        statements = preference.basis.statements
        for k, one in enumerate(statements):
            met = analysis.arena.where(one.prefer)
            tells = bool(met[first]) != bool(met[other])
            row = (k, view.marks.condition(one.text), bool(met[first]), bool(met[other]), tells)
            rows.append(row)
            if tells:
                left = len(statements) - k - 1
                break
    return Between(told[0], told[1], at, tuple(rows), left, words)


def _pair(view: View, analysis: Analysis) -> tuple[int | None, int | None]:
    graph = analysis.verdicts.graph
    picked = [graph.find_state(view.asked(one)) if view.asked(one) else None for one in "ab"]
    first = picked[0] if picked[0] is not None else graph.status_quo
    other = picked[1]
    if other is None and analysis.why_not is not None:
        other = graph.find_state(str.__str__(analysis.why_not.state))
    if other is None:
        other = next((k for k in range(graph.states) if k != first), None)
    return first, other
