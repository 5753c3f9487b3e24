"""What a file says of a party beside its plain order: strong wishes, pairs that are not known,
degrees and chances. Plain concepts look at the second alone; no page hides the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from detente.analysis import Analysis
from detente.model import NoPlainOrder, PairTable, Preference, Priorities, Relation, condition_text
from detente.web.view import View

_SHOWN = 60  # pairs of a table; the file has all


@dataclass(frozen=True)
class Table:
    """Degrees or chances by pairs. rows: first, second, number; more: how many are not shown."""

    title: str
    rows: tuple[tuple[str, str, str], ...]
    more: int
    thresholds: str


@dataclass(frozen=True)
class Unsure:
    """What is said beside the plain order.

    pairs   conditions between whose states the preference is not known.
    orders  which places of the list may be in any order, in words.
    editable  whether pairs can be added and taken away on the page.
    """

    pairs: tuple[tuple[Markup, Markup], ...]
    tables: tuple[Table, ...]
    orders: tuple[str, ...]
    editable: bool
    brief: str

    @property
    def says(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.pairs or self.tables or self.orders)


def unsure_of(view: View, party: str, editable: bool = False) -> Unsure:
    """What is said of the party beside the order of the reading that is shown."""
    name = view.reading.get(party, "base")
    preference = view.conflict.preference(party, name)
    pairs = tuple(
        (view.marks.condition(condition_text(a)), view.marks.condition(condition_text(b)))
        for a, b in preference.unknown
    )
    tables = tuple(
        _table(view, title, found)
        for title, found in (
            ("Degrees of preference", preference.fuzzy),
            ("Chances of preference", preference.probability),
        )
        if found is not None
    )
    spans = view.conflict.uncertain.get(party, ()) if name == "base" else ()
    orders = tuple(f"wishes {first} to {last} may stand in any order" for first, last in spans)
    return Unsure(pairs, tables, orders, editable, _brief(pairs, tables, orders))


def _table(view: View, title: str, table: PairTable) -> Table:
    rows = tuple(
        (_state(view, first), _state(view, second), f"{number:f}")
        for first, second, number in table.values[:_SHOWN]
    )
    told = ", ".join(f"{name} {number:f}" for name, number in sorted(table.thresholds))
    return Table(title, rows, len(table.values) - len(rows), told)


def _state(view: View, text: str) -> str:
    """A state in words; a pattern of several as the file writes it."""
    return text if "-" in text and view.conflict.form == "option" else view.marks.state(text)


def _brief(pairs: tuple[object, ...], tables: tuple[Table, ...], orders: tuple[str, ...]) -> str:
    found = [one.title.lower() for one in tables]
    if pairs:
        found.append(f"{len(pairs)} {'pair is' if len(pairs) == 1 else 'pairs are'} not known")
    return "; ".join([*found, *orders])


def not_plain(view: View, analysis: Analysis, party: str, first: int, other: int) -> str:
    """Why the party is not said to prefer one of two states, nor to like both; else empty."""
    name = view.conflict.party(party).words
    graph = analysis.verdicts.graph
    order = graph.orders[graph.names.index(party)]
    if isinstance(order, NoPlainOrder):
        return f"Of {name} no plain preference is given: see its pairs."
    preference = view.conflict.preference(party, view.reading.get(party, "base"))
    for one, two in preference.unknown:
        here, there = analysis.arena.where(one), analysis.arena.where(two)
        if (here[first] and there[other]) or (here[other] and there[first]):
            return f"It is not known which of the two {name} prefers."
    neither = isinstance(order, Relation) and not (
        order.holds(first, other) or order.holds(other, first)
    )
    if neither and not isinstance(preference.basis, Priorities):
        return f"{name} is not said to prefer either."
    return ""


def semantics_said(view: View) -> tuple[tuple[str, str], ...]:
    """What else the verdicts can be judged by, as the file says enough for it: (id, address)."""
    read = [
        view.conflict.preference(party, view.reading.get(party, "base"))
        for party in view.conflict.party_names
    ]
    ids = dict.fromkeys(one for preference in read for one in _semantics(preference))
    return tuple((one, view.url("q/analyze", semantics=one, ask=1)) for one in ids)


def _semantics(preference: Preference) -> Iterator[str]:
    basis = preference.basis
    if isinstance(basis, Priorities) and any(one.strong for one in basis.statements):
        yield "strong"
    if preference.unknown:
        yield from ("unknown-a", "unknown-b", "unknown-c", "unknown-d")
    if preference.fuzzy is not None:
        yield "fuzzy"
    if preference.probability is not None:
        yield "prob"
