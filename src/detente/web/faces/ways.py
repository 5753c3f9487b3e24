"""Ways: the least resisted one step by step, what each party loses on it, and the tree."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.analysis import Evolution
from detente.model import Ranks
from detente.report import MOST_STATES_DRAWN, safe
from detente.values import dataclass
from detente.web.faces.pictures import picture_of
from detente.web.view import View

_WIDE, _HIGH, _TOP, _LOW = 256, 128, 26, 96


@dataclass(frozen=True)
class Told:
    """A step of a way.

    by      who makes it, with marks; what: the options that change, with marks. gains: better,
            worse or equal for the mover; resisted: whether it is against its wish.
    wish    what decides that, in words; evidence: the entries cited, with their addresses.
    """

    number: int
    by: tuple[Markup, ...]
    what: tuple[Markup, ...]
    to: str
    to_url: str
    gains: str
    resisted: bool
    wish: str
    evidence: tuple[tuple[str, str], ...]
    url: str
    current: bool


@dataclass(frozen=True)
class Slope:
    """A party's places in its own ranking along a way, drawn."""

    party: Markup
    places: int
    picture: Markup


def show(view: View, answer: Evolution) -> dict[str, Any]:
    """The way that is stepped through, where there is one, and the tree."""
    found: dict[str, Any] = {"picture": picture_of(answer, "tree"), "steps": [], "slopes": []}
    ways = answer.ways
    if ways is None:
        return found
    way = ways.least if ways.least is not None else next(iter(ways.paths), None)
    if not way:
        return {**found, "reachable": ways.reachable}
    at = min(view.number("step"), len(way))
    states = [str(way[0].start), *(str(one.to) for one in way)]
    return {
        **found,
        "reachable": ways.reachable,
        "steps": [_told(view, k, one, at) for k, one in enumerate(way, 1)],
        "slopes": _slopes(view, answer, states, [one.by for one in way], at),
        "graph": _graph(view, answer, states, at),
        "at": at,
        "state": view.marks.state(states[at]),
        "resisted": ways.resisted,
        "back": view.url(step=at - 1) if at else "",
        "next": view.url(step=at + 1) if at < len(way) else "",
        "why": view.url("verdicts", s=states[at]),
    }


def _told(view: View, number: int, one: Any, at: int) -> Told:
    plain = one.to_dict()
    said = (plain["decided_by"] or {}) if not one.joint else {}
    wish = f"wish {said['place']}: {said['text']}" if said.get("kind") == "statement" else ""
    before, after = str(one.start), str(one.to)
    if view.conflict.form == "graph":
        what: tuple[Markup, ...] = (Markup("{}").format(view.marks.state(after)),)
    else:
        what = tuple(
            view.marks.option(option.key, now == "Y")
            if now == "Y"
            else Markup("no {}").format(view.marks.option(option.key, taken=False))
            for option, was, now in zip(view.conflict.options, before, after, strict=True)
            if was != now
        )
    return Told(
        number,
        tuple(view.marks.party(name) for name in one.by),
        what,
        after,
        view.url("verdicts", s=after),
        one.gains,
        one.resisted,
        safe(wish),
        tuple(
            (safe(name), f"{view.url('evidence')}#e-{name}") for name in said.get("evidence", ())
        ),
        view.url(step=number),
        number == at,
    )


def _slopes(
    view: View, answer: Evolution, states: list[str], movers: list[tuple[str, ...]], at: int
) -> list[Slope]:
    graph = answer.teller.walk.graph
    found = []
    for k, name in enumerate(graph.names):
        order = graph.orders[k]
        if not isinstance(order, Ranks):
            continue
        levels = int(order.rank.max()) + 1
        spots = [graph.find_state(one) for one in states]
        places = [levels - int(order.rank[spot]) for spot in spots if spot is not None]
        if len(places) == len(states):
            own = [False, *(name in by for by in movers)]
            picture = _drawn(view, name, k, places, own, levels, at)
            found.append(Slope(view.marks.party(name), levels, picture))
    return found


def _drawn(
    view: View, name: str, k: int, places: list[int], own: list[bool], levels: int, at: int
) -> Markup:
    best, worst = min(places), max(places)
    xs = [16 + j * (_WIDE - 32) / max(1, len(places) - 1) for j in range(len(places))]
    ys = [
        (_TOP + _LOW) / 2 if best == worst else _TOP + (one - best) / (worst - best) * (_LOW - _TOP)
        for one in places
    ]
    words = f"{view.conflict.party(name).words}: place {', '.join(map(str, places))} of {levels:,}"
    line = "L".join(f"{x:.0f} {y:.0f}" for x, y in zip(xs, ys, strict=True))
    parts = [
        Markup(
            '<svg class="pic c{}" viewBox="0 0 {} {}" role="img" aria-label="{}">'
            '<path class="at" d="M{} 8V{}"/><path class="ln" d="M{}"/>'
        ).format(k % 7 + 1, _WIDE, _HIGH, safe(words), f"{xs[at]:.0f}", _HIGH - 18, line)
    ]
    for j, (x, y) in enumerate(zip(xs, ys, strict=True)):
        below = y > (_TOP + _LOW) / 2
        parts.append(
            Markup(
                '<circle class="{}" cx="{}" cy="{}" r="{}"/>'
                '<text class="halo{}" text-anchor="middle" x="{}" y="{}">{}</text>'
                '<text class="d" text-anchor="middle" x="{}" y="{}">{}</text>'
            ).format(
                "nd" if own[j] else "nd2",
                f"{x:.0f}",
                f"{y:.0f}",
                5 if own[j] else 4,
                " b" if own[j] else "",
                f"{x:.0f}",
                f"{y + (18 if below else -9):.0f}",
                f"{places[j]:,}",
                f"{x:.0f}",
                _HIGH - 2,
                "start" if j == 0 else j,
            )
        )
    return Markup("").join([*parts, Markup("</svg>")])


def _graph(view: View, answer: Evolution, states: list[str], at: int) -> dict[str, Any] | None:
    """The picture of all states with the way on it; None where there are too many."""
    from detente.web.pages.graph import states_drawn

    analysis = view.analysis
    if analysis is None or analysis.size > MOST_STATES_DRAWN:
        return None
    if analysis.verdicts.graph.states != answer.teller.walk.graph.states:
        return None
    nodes, arrows, wide, high, _ = states_drawn(view, analysis)
    spots = {node.text: (node.x, node.y) for node in nodes}
    if not all(one in spots for one in states):
        return None
    line = "L".join("{:.0f} {:.0f}".format(*spots[one]) for one in states)
    return {
        "nodes": nodes,
        "arrows": arrows,
        "wide": wide,
        "high": high,
        "line": line,
        "on": states,
        "here": states[at],
    }
