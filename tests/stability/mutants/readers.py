"""Mistakes on the way from the file to the graph: moves, rules and preferences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from detente.model.preferences import Better, Payoffs, Priorities, Ranking, Weights
from detente.model.ranks import Ranks, Relation
from stability.mutants.planting import Mutant, text, wrapped

_GRAPH = "model.graph"


def moves(name: str, change: Callable[..., Any]) -> Mutant:
    """A mistake in option moves; `change(right, codes, mask, taken, dropped, forbidden)`."""

    def around(right: Any) -> Any:
        return lambda codes, mask, taken, dropped, forbidden=(): change(
            right, codes, mask, taken, dropped, forbidden
        )

    return wrapped(name, "model.listing.option_arcs", around)


def kept(keep: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """Moves of which only those are kept for which `keep(before, after, codes)` holds."""

    def change(right: Any, codes: Any, *rest: Any) -> Any:
        arcs = right(codes, *rest)
        return arcs.only(keep(codes[arcs.starts()], codes[arcs.end], codes))

    return change


def past_a_hole(before: Any, after: Any, codes: Any) -> Any:
    """Whether there is a feasible state between two."""
    return np.isin(before & after, codes) | np.isin(before | after, codes)


MOVES = (
    moves("forbidden moves are possible", lambda right, c, m, t, d, f: right(c, m, t, d)),
    moves("once taken read as once dropped", lambda right, c, m, t, d, f: right(c, m, d, t, f)),
    moves("what is taken can be dropped again", lambda right, c, m, t, d, f: right(c, m, 0, d, f)),
    moves("what is dropped can be taken up", lambda right, c, m, t, d, f: right(c, m, t, 0, f)),
    moves(
        "a forbidden move is forbidden backwards",
        lambda right, c, m, t, d, f: right(c, m, t, d, [(to, start) for start, to in f]),
    ),
    moves(
        "one option at a time",
        kept(lambda before, after, codes: np.bitwise_count(before ^ after) == 1),
    ),
    moves("holes block moves", kept(past_a_hole)),
    text("moves compose though some are forbidden", _GRAPH, "not forbidding,", "True,"),
)


def order(name: str, change: Callable[..., Any]) -> Mutant:
    """A mistake in a preference; `change(right, preference)` where right(preference) is right."""

    def around(right: Any) -> Any:
        return lambda preference, *rest: change(lambda given: right(given, *rest), preference, rest)

    return wrapped(name, f"{_GRAPH}.order_of", around)


def other_basis(kind: type, change: Callable[[Any], Any]) -> Callable[..., Any]:
    """Preferences of a kind, each changed before it is read."""

    def mistaken(right: Any, preference: Any, rest: Any) -> Any:
        if not isinstance(preference.basis, kind):
            return right(preference)
        return right(replace(preference, basis=change(preference.basis)))

    return mistaken


def unnamed_first(right: Any, preference: Any, rest: Any) -> Any:
    """States that a ranking or payoffs do not name are best."""
    found = right(preference)
    states, _, fits = rest[:3]
    if isinstance(preference.basis, Ranking):
        named = [pattern for members in preference.basis.classes for pattern in members]
    elif isinstance(preference.basis, Payoffs):
        named = [pattern for pattern, _ in preference.basis.values]
    else:
        return found
    if not isinstance(found, Ranks):
        return found
    unnamed = ~np.logical_or.reduce([np.zeros(states, dtype=bool), *map(fits, named)])
    rank = found.rank.astype(np.int32)
    rank[unnamed] = rank.max() + 1
    return Ranks(np.unique(rank, return_inverse=True)[1].astype(np.int32))


def last_class(right: Any, preference: Any, rest: Any) -> Any:
    """A state that fits several classes belongs to the last."""
    if not isinstance(preference.basis, Ranking):
        return right(preference)
    states, _, fits = rest[:3]
    place = np.full(states, len(preference.basis.classes))
    for k, members in enumerate(preference.basis.classes):
        for pattern in members:
            place[fits(pattern)] = k
    plain = Ranks(np.unique(-place, return_inverse=True)[1].astype(np.int32))
    return plain if isinstance(right(preference), Ranks) else right(preference)


def both_ways(right: Any, preference: Any, rest: Any) -> Any:
    """What is incomparable is preferred."""
    found = right(preference)
    if not isinstance(found, Relation):
        return found
    better = found.better | ~found.better.T
    np.fill_diagonal(better, False)
    return Relation(better)


PREFERENCES = (
    order(
        "a ranking is worst first",
        other_basis(Ranking, lambda b: replace(b, classes=b.classes[::-1])),
    ),
    order("unnamed states are best", unnamed_first),
    order("the last class that a state fits", last_class),
    order(
        "the last statement matters most",
        other_basis(Priorities, lambda b: replace(b, statements=b.statements[::-1])),
    ),
    order(
        "the last statement is forgotten",
        other_basis(Priorities, lambda b: replace(b, statements=b.statements[:-1])),
    ),
    order(
        "weights are cut to whole numbers",
        other_basis(
            Weights,
            lambda b: replace(b, items=tuple((one, Decimal(int(w))) for one, w in b.items)),
        ),
    ),
    order(
        "at the threshold is over it",
        other_basis(
            Payoffs,
            lambda b: replace(b, threshold=b.threshold - Decimal("0.01")) if b.threshold else b,
        ),
    ),
    order(
        "thresholds are overlooked",
        other_basis(Payoffs, lambda b: replace(b, threshold=None)),
    ),
    order(
        "the second of a pair is better",
        other_basis(Better, lambda b: replace(b, pairs=tuple((y, x) for x, y in b.pairs))),
    ),
    order(
        "unknown pairs are overlooked",
        lambda right, given, _: right(replace(given, unknown=()) if given.basis else given),
    ),
    order("what is incomparable is preferred", both_ways),
    text(
        "alternatives are overlooked",
        _GRAPH,
        'preference(name, reading.get(name, "base"))',
        'preference(name, "base")',
    ),
)


def rules(name: str, change: Callable[[Any], Any], held: bool = True) -> Mutant:
    """A mistake in rules, each changed or left out (None); or what is held is forgotten."""

    def around(right: Any) -> Any:
        def feasible(options: Any, given: Any, outcomes: Any, holding: Any = (), *rest: Any) -> Any:
            changed = [other for rule in given if (other := change(rule)) is not None]
            return right(options, changed, outcomes, holding if held else (), *rest)

        return feasible

    return wrapped(name, f"{_GRAPH}.feasible_codes", around)


def other_kind(old: str, new: str | None) -> Callable[[Any], Any]:
    """Rules of one kind read as another, or left out."""
    return lambda rule: (
        rule if rule.kind != old else replace(rule, kind=new) if new is not None else None
    )


RULES = (
    rules("exactly one is at most one", other_kind("exactly_one", "at_most_one")),
    rules("at most one is exactly one", other_kind("at_most_one", "exactly_one")),
    rules("at least one is overlooked", other_kind("at_least_one", None)),
    rules("what is infeasible is feasible", other_kind("infeasible", None)),
    rules("what is held is forgotten", lambda rule: rule, held=False),
)

MUTANTS = (*MOVES, *PREFERENCES, *RULES)
