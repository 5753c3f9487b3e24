"""What if: the wishes and options as a matrix to click, and what would hold beside what holds."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.analysis import WhatIf
from detente.model import Priorities, varied
from detente.problems import ModelError
from detente.report import safe
from detente.values import dataclass
from detente.web.view import View

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """A wish, and the addresses that move it or take it away; empty where it is so already."""

    place: int
    words: Markup
    top: str
    up: str
    down: str
    away: str


@dataclass(frozen=True)
class Own:
    """A party: its wishes as changed so far, its other readings, and its options."""

    name: str
    title: Markup
    rows: tuple[Row, ...]
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Held:
    """An option, and the addresses by which it is left free, held taken, or held not taken."""

    words: Markup
    label: str
    now: str
    urls: tuple[tuple[str, str], ...]


def before(view: View) -> dict[str, Any]:
    """What can be clicked, on the lists as they are after what was clicked."""
    conflict, edits = view.conflict, _lines(view, "edits")
    wrong = False
    try:
        changed = varied(conflict, edits=edits) if edits else conflict
    except ModelError:
        changed, wrong = conflict, True
    parties = []
    for name in conflict.party_names:
        basis = changed.preferences[name].basis
        statements = basis.statements if isinstance(basis, Priorities) else ()
        last = len(statements)
        rows = tuple(
            Row(
                k,
                view.marks.condition(one.text),
                _plus(view, f"{name}: move {k} to 1") if k > 1 else "",
                _plus(view, f"{name}: move {k} to {k - 1}") if k > 1 else "",
                _plus(view, f"{name}: move {k} to {k + 1}") if k < last else "",
                _plus(view, f"{name}: drop {k}"),
            )
            for k, one in enumerate(statements, 1)
        )
        readings = tuple(
            (safe(one), _plus(view, f"{name}={one}")) for one in conflict.alternatives.get(name, {})
        )
        parties.append(Own(name, view.marks.party(name), rows, readings))
    return {
        "parties": parties,
        "wrong": wrong,
        "options": [_held(view, one.key) for one in conflict.options],
        "asked": [(safe(text), _without(view, "edits", text)) for text in edits]
        + [(f"holding {text}", _without(view, "holding", text)) for text in _lines(view, "holding")]
        + [(f"never {text}", _without(view, "rules", text)) for text in _lines(view, "rules")],
    }


def _lines(view: View, name: str) -> list[str]:
    every = (line.strip() for text in view.query.getlist(name) for line in str(text).splitlines())
    return [line for line in every if line]


def _rest(view: View, *names: str) -> Pairs:
    pairs = [(key, value) for key, value in view.query.multi_items() if key not in (*names, "ask")]
    return [(key, value) for key, value in pairs if value and key not in ("r",)]


def _plus(view: View, edit: str) -> str:
    pairs = [("edits", line) for line in (*_lines(view, "edits"), edit)]
    return view.ask_many("what_if", [*_rest(view, "edits"), *pairs, ("ask", "1")])


def _without(view: View, name: str, text: str) -> str:
    kept = _lines(view, name)
    kept.remove(text)
    pairs = [*_rest(view, name), *((name, line) for line in kept)]
    asked = any(key in ("edits", "holding", "rules", "without") for key, _ in pairs)
    return view.ask_many("what_if", [*pairs, *([("ask", "1")] if asked else [])])


def _held(view: View, key: str) -> Held:
    lines = _lines(view, "holding")
    rest = [line for line in lines if line not in (key, f"not {key}")]
    now = "taken" if key in lines else "not" if f"not {key}" in lines else "free"

    def url(*more: str) -> str:
        pairs = [("holding", line) for line in (*rest, *more)]
        every = [*_rest(view, "holding"), *pairs]
        asked = any(key in ("edits", "holding", "rules", "without") for key, _ in every)
        return view.ask_many("what_if", [*every, *([("ask", "1")] if asked else [])])

    urls = (("free", url()), ("taken", url(key)), ("not", url(f"not {key}")))
    return Held(view.marks.option(key), safe(key), now, urls)


@dataclass(frozen=True)
class Cell:
    """How often an outcome holds, before and after, under one concept."""

    was: int
    now: int


def show(view: View, answer: WhatIf) -> dict[str, Any]:
    """Outcomes and equilibria by concept: before, and then."""
    told = answer.to_dict()
    several = answer.readings.count > 1 if hasattr(answer.readings, "count") else False
    first = told["columns"][0]
    titles = {name: safe(one.words) for name, one in view.conflict.outcomes.items()}
    rows = [
        (
            titles.get(name, name),
            name,
            [Cell(first["before"][name][c], first["after"][name][c]) for c in told["concepts"]],
        )
        for name in first["after"]
    ]
    total = first["equilibria"]
    every = [Cell(total["before"][c], total["after"][c]) for c in told["concepts"]]
    return {
        "concepts": told["concepts"],
        "rows": rows,
        "every": every,
        "several": several or len(told["columns"]) > 1,
        "readings": len(told["columns"]),
        "turned": sum(told["counts"]["gained"].values()) + sum(told["counts"]["lost"].values()),
    }
