"""The timeline: what each party did when, and which outcomes the state then lay in."""

from __future__ import annotations

import datetime

from detente.analysis import Stop, Track
from detente.report.pictures.drawing import Picture, Sketch
from detente.report.pictures.legend import MARGIN, heading
from detente.report.pictures.letters import cut, wrapped
from detente.report.pictures.palette import party_role, party_shape

_STOPS = 16
_COLUMN, _LABEL = 112.0, 170.0


def timeline(answer: Track) -> Picture:
    """The first 16 days on which something changed, one beside another; lanes are parties."""
    told, conflict = answer.history, answer.conflict
    stops = told.stops[:_STOPS]
    title = f"What happened: {conflict.title}"
    note = "A column is a day on which something changed; + is taken, − dropped."
    if len(told.stops) > len(stops):
        note += f" The first {len(stops)} of {len(told.stops)} days."
    sketch = Sketch()
    room = _LABEL + _COLUMN * (len(stops) + 1)
    y = heading(sketch, title, note, max(room, 520.0)) + 10
    left = MARGIN + _LABEL
    sketch.words(
        left + _COLUMN / 2,
        y + 12,
        str(told.since or "at first"),
        size=12,
        anchor="middle",
        bold=True,
    )
    for k, stop in enumerate(stops):
        x = left + (k + 1.5) * _COLUMN
        sketch.words(x, y + 12, str(stop.date), size=12, anchor="middle", bold=True)
        gap = _days(stops[k - 1].date if k else told.since, stop.date)
        sketch.words(x, y + 26, gap, "soft", 10, "middle")
    y += 36
    alt = []
    for k, party in enumerate(conflict.decision_makers):
        y = _lane(sketch, answer, stops, k, y, left)
        changes = _lane_words(answer, stops, party.name)
        alt.append(f"{party.words}: {changes or 'nothing changes'}")
    y += 14
    for name, inside in answer.outcomes.items():
        if not any(inside[: len(stops) + 1]):
            continue
        sketch.words(MARGIN, y + 13, cut(name, _LABEL - 8, 12), size=12)
        for k, there in enumerate(inside[: len(stops) + 1]):
            sketch.box(left + k * _COLUMN, y + 2, _COLUMN - 2, 15, "good" if there else "band")
        days = [str(told.since or "at first"), *(str(stop.date) for stop in stops)]
        held = [day for day, there in zip(days, inside, strict=False) if there]
        alt.append(f"in '{name}' from: {', '.join(held)}")
        y += 22
    if not stops:
        words = "No dated evidence later than the model changes anything."
        sketch.words(MARGIN, y + 16, words, "soft", 13)
    return sketch.picture("timeline", title, f"{note} {'; '.join(alt)}.")


def _days(before: datetime.date | None, day: datetime.date) -> str:
    if before is None:
        return ""
    return f"{(day - before).days:,} days later"


def _lane(
    sketch: Sketch, answer: Track, stops: tuple[Stop, ...], k: int, y: float, left: float
) -> float:
    party = answer.conflict.decision_makers[k]
    told = [_lines(answer, stop, party.name) for stop in stops]
    most = max(map(len, told), default=1)
    high = 26 + 14.0 * max(most, 1)
    end = left + _COLUMN * (len(stops) + 1)
    sketch.box(MARGIN, y, end - MARGIN, high - 4, "band", "", 1, 4)
    sketch.mark(MARGIN + 10, y + 14, party_shape(k), party_role(k))
    for n, line in enumerate(wrapped(party.words, _LABEL - 34, 12, 2, True)):
        sketch.words(MARGIN + 22, y + 18 + 15 * n, line, size=12, bold=True)
    sketch.line([(left, y + 12), (end - 8, y + 12)], party_role(k), 1.2)
    for n, lines in enumerate(told):
        if not lines:
            continue
        x = left + (n + 1.5) * _COLUMN
        sketch.mark(x, y + 12, party_shape(k), party_role(k), 6)
        for below, line in enumerate(lines):
            sketch.words(x, y + 32 + 14 * below, line, size=11, anchor="middle")
    return y + high + 2


def _lines(answer: Track, stop: Stop, party: str) -> list[str]:
    """What the party changes on a day, in lines of a column's width."""
    return [
        line for sign in _signs(answer, stop, party) for line in wrapped(sign, _COLUMN - 6, 11, 3)
    ]


def _signs(answer: Track, stop: Stop, party: str) -> list[str]:
    own = [one for one in stop.changes if one.party == party]
    if own:
        words = {one.key: one.short or one.words for one in answer.conflict.options}
        return [f"{'+' if one.taken else '−'} {words.get(one.option, one.option)}" for one in own]
    return ["moves"] if any(move.by == party for move in stop.moves) and not stop.changes else []


def _lane_words(answer: Track, stops: tuple[Stop, ...], party: str) -> str:
    told = [(stop.date, _signs(answer, stop, party)) for stop in stops]
    return ", ".join(f"{day} {', '.join(signs)}" for day, signs in told if signs)
