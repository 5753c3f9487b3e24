"""Why one state holds or not: in the words of `explain`, and drawn as a height on the party's own
ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from detente.analysis import Analysis, Explanation, explain
from detente.model import Ranks
from detente.problems import DetenteError
from detente.web.view import View
from detente.web.wording import first_upper, number

_WIDE, _HIGH = 284, 150
_TOP, _LOW = 36, 104


@dataclass(frozen=True)
class Tab:
    """A party, and whether it would leave."""

    name: str
    party: Markup
    stays: bool
    url: str
    current: bool


@dataclass(frozen=True)
class Evidence:
    """An entry of the ledger that the deciding wish cites."""

    id: str
    says: str
    source: str


@dataclass(frozen=True)
class Why:
    """The panel: of which state, what is said, who would leave, and the reason of one party."""

    state: str
    words: str
    told: tuple[tuple[str, str], ...]
    title: str
    concept: str
    sentence: str
    tabs: tuple[Tab, ...]
    part: Explanation
    verdict: str
    sentences: tuple[str, ...]
    picture: Markup
    decided: Mapping[str, Any] | None
    decided_url: str
    evidence: tuple[Evidence, ...]


def why(view: View, analysis: Analysis) -> Why | None:
    """The panel for the state that is picked; None where nothing can be said."""
    concept, state = view.concept, view.picked
    if not concept or state is None:
        return None
    stays = {one: analysis.stable(one, concept, state) for one in view.conflict.party_names}
    first = next((one for one, stable in stays.items() if not stable), next(iter(stays)))
    party = view.asked("party") if view.asked("party") in stays else first
    part = _at_hand(analysis, state, party, concept)
    if part is None:
        try:
            found = explain(view.conflict, state, party, concept, reading=view.reading)
        except DetenteError:
            return None
        assert isinstance(found, Explanation)
        part = found
    leaving = sum(not stable for stable in stays.values())
    verdict, *sentences = part.words
    decided = _decided(part.why)
    return Why(
        state,
        first_upper(view.marks.state(state)),
        tuple(part.state.words),
        _title(leaving, len(stays)),
        part.asked.concept.name,
        part.asked.concept.sentence.format(horizon=part.asked.horizon),
        tuple(
            Tab(
                name,
                view.marks.party(name),
                stable,
                view.url(s=state, party=name),
                name == part.party,
            )
            for name, stable in stays.items()
        ),
        part,
        verdict,
        tuple(sentences),
        _picture(view, analysis, part),
        decided,
        view.url("wishes", party=part.party),
        _evidence(view, decided),
    )


def _at_hand(analysis: Analysis, state: str, party: str, concept: str) -> Explanation | None:
    """The reason where the verdicts came with it, as they do for the first outcome asked about."""
    told = analysis.why_not
    if told is None or told.concept != concept or state != str.__str__(told.state):
        return None
    return next((one for one in told.parts if one.party == party), None)


def _title(leaving: int, parties: int) -> str:
    if not leaving:
        return "Nobody would leave it"
    if leaving == parties:
        return "Both would leave it" if parties == 2 else "All would leave it"
    return f"{first_upper(number(leaving))} of {number(parties)} would leave it"


def _decided(reason: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What decides the move that is told first."""
    if reason.get("decided_by"):
        return reason["decided_by"] if reason["decided_by"].get("kind") else None
    for one in reason.get("improvements", ()):
        if isinstance(one, Mapping) and one.get("decided_by", {}).get("kind"):
            return one["decided_by"]
    return None


def _evidence(view: View, decided: Mapping[str, Any] | None) -> tuple[Evidence, ...]:
    found = []
    for name in decided["evidence"] if decided else ():
        entry = view.conflict.evidence.get(name)
        if entry is not None:
            source = entry.source
            parts = [str(entry.date or ""), str(source.get("publisher") or source.get("title", ""))]
            found.append(Evidence(name, entry.says, ", ".join(one for one in parts if one)))
    return tuple(found)


def _picture(view: View, analysis: Analysis, part: Explanation) -> Markup:
    """Start, move and worst answer as heights; empty where the party ranks nothing."""
    graph = analysis.verdicts.graph
    place = graph.names.index(part.party)
    order = graph.orders[place]
    if not isinstance(order, Ranks) or part.asked.id not in ("nash", "gmr", "smr", "seq", "sseq"):
        return Markup("")
    reason = part.why
    points = [("as it is", part.state)]
    if part.why["kind"] in ("improvement", "unsanctioned"):
        points.append(("it moves", reason["to"]))
        if reason.get("worst"):
            points.append(("worst answer", reason["worst"]))
    elif part.why["kind"] == "sanctioned":
        first = reason["improvements"][0]
        points += [("it moves", first["to"]), ("it is answered", first["end"])]
    ranks = []
    for _, text in points:
        found = graph.find_state(str.__str__(text) if isinstance(text, str) else text)
        if found is None:
            return Markup("")
        ranks.append(int(order.rank[found]))
    levels = int(order.rank.max()) + 1
    return _drawn(view, place, points, ranks, levels, part.stable)


def _drawn(
    view: View,
    place: int,
    points: list[tuple[str, Any]],
    ranks: list[int],
    levels: int,
    stays: bool,
) -> Markup:
    low, high = min(ranks), max(ranks)
    xs = [18, 132, 236][: len(points)]
    ys = [
        (_TOP + _LOW) / 2 if high == low else _LOW - (one - low) / (high - low) * (_LOW - _TOP)
        for one in ranks
    ]
    name = view.conflict.decision_makers[place].words
    places = [f"{_ordinal(levels - one)}" for one in ranks]
    told = "; ".join(f"{words}: {at}" for (words, _), at in zip(points, places, strict=True))
    parts = [
        Markup(
            '<svg class="pic c{}" viewBox="0 0 {} {}" role="img" aria-label="{}">'
            '<text class="d" x="0" y="12">↑ better for {}</text>'
            '<path class="base" d="M8 {}H{}"/>'
        ).format(
            place % 7 + 1,
            _WIDE,
            _HIGH,
            f"{name}, places in its own ranking of {levels:,}. {told}.",
            name,
            f"{ys[0]:.0f}",
            _WIDE,
        )
    ]
    for k in range(1, len(points)):
        dashed = Markup(' stroke-dasharray="5 4"') if k == 2 else Markup("")
        parts.append(
            Markup('<path class="ln" d="M{} {}L{} {}"{}/>').format(
                xs[k - 1], f"{ys[k - 1]:.0f}", xs[k], f"{ys[k]:.0f}", dashed
            )
        )
    for k, (words, _) in enumerate(points):
        hollow = "nd2" if k == 2 and stays else "nd"
        above = k == 1 or (k == 2 and ys[2] < ys[0])
        label = f"{places[k]} of {levels:,}" if k == 0 else places[k]
        anchor = ("start", "middle", "middle")[k]
        parts.append(
            Markup(
                '<circle class="{}" cx="{}" cy="{}" r="5"/>'
                '<text class="halo b" text-anchor="{}" x="{}" y="{}">{}</text>'
                '<text class="d" text-anchor="{}" x="{}" y="{}">{}</text>'
            ).format(
                hollow,
                xs[k],
                f"{ys[k]:.0f}",
                anchor,
                xs[k] if k else 4,
                f"{ys[k] + (-10 if above else 19):.0f}",
                label,
                anchor,
                xs[k] if k else 4,
                _HIGH - 4,
                words,
            )
        )
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def _ordinal(place: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{'th' if place % 100 in (11, 12, 13) else ending}"
