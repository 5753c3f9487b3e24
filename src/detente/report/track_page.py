"""The track as a page: what happened, what was kept, and what the model foresaw of it."""

from __future__ import annotations

from detente.analysis import (
    Agreement,
    Commitment,
    Event,
    Hindsight,
    Judged,
    OptionChange,
    Stop,
    Track,
    renders,
)
from detente.model import Conflict
from detente.report.html import as_html
from detente.report.terminal import Page, as_text

_FORESEEN = {
    "base": "foreseen: a gain for it at the base reading",
    "beforehand": "foreseen only by other readings written before",
    "hindsight": "not foreseen: only readings that rest on later evidence express it",
    "missed": "missed: a gain under no reading",
}


def show_track(page: Page, answer: Track, name: str = "FILE", long: bool = False) -> None:
    """Set the track on a page; `long` adds evidence, readings and what stayed unseen."""
    conflict = answer.conflict
    _path(page, answer, long)
    if answer.agreement is not None:
        _agreement(page, conflict, answer.agreement)
    if answer.hindsight.moves:
        _hindsight(page, conflict, answer.hindsight, long)
    page.line()
    more = "" if long else " --long"
    named = f' --agreement "{answer.agreement.name}"' if answer.agreement else ""
    page.line(f"Next: detente track {name}{named}{more}", style="bold")


def _path(page: Page, answer: Track, long: bool) -> None:
    told, conflict = answer.history, answer.conflict
    since = f"since {told.since}" if told.since else "the model names no date"
    page.heading(f"What happened: {conflict.title}", since)
    rows = [["at first", str(told.start), ""]]
    rows += [[str(stop.date), str(stop.state), _stop_words(conflict, stop)] for stop in told.stops]
    page.table([("", "left"), ("state", "left"), ("", "fold")], rows)
    if not told.stops:
        page.line("No dated evidence later than the model changes anything.", indent=2)
    if told.stops:
        inside = {conflict.outcomes[one].words: answer.outcomes[one] for one in answer.outcomes}
        reached = [title for title, days in inside.items() if days[-1] and not days[0]]
        left = [title for title, days in inside.items() if days[0] and not days[-1]]
        if reached:
            page.line(f"It ends in: {', '.join(reached)}", indent=2)
        if left:
            page.line(f"It has left: {', '.join(left)}", indent=2)
    for stop in told.stops if long else ():
        for change in stop.changes:
            page.line(_change_words(change), indent=2, style="dim")
    if told.unseen:
        page.line(
            f"No dated evidence speaks of {', '.join(told.unseen)}: assumed unchanged.", indent=2
        )
    if told.undated:
        page.line(f"Without a date, so not used: {', '.join(told.undated)}", indent=2)
    for one in told.contradictions:
        cited = ", ".join(one.evidence)
        page.line(f"Contradiction on {one.date} ({cited}): {one.what}", indent=2, style="bold")


def _stop_words(conflict: Conflict, stop: Stop) -> str:
    if not stop.changes:
        who = " or ".join(conflict.party(move.by).words for move in stop.moves)
        return f"by {who}" if who else "by nobody alone"
    parts = []
    for move in stop.moves:
        own = [change for change in stop.changes if change.party == move.by]
        told = [f"{'+' if c.taken else '-'}{c.option.split('.', 1)[1]}" for c in own]
        parts.append(f"{conflict.party(move.by).words}: {', '.join(told)}")
    return "; ".join(parts)


def _change_words(change: OptionChange) -> str:
    since = f"; seen otherwise last on {change.since}" if change.since else ""
    done = "taken" if change.taken else "dropped"
    return f"{change.option} {done}: {', '.join(change.evidence)}{since}"


def _agreement(page: Page, conflict: Conflict, agreed: Agreement) -> None:
    page.line()
    number = sum(commitment.kept[-1] for commitment in agreed.commitments)
    page.heading(
        f"Commitments of '{agreed.name}'", f"{number} of {len(agreed.commitments)} kept at the end"
    )
    for commitment in agreed.commitments:
        who = " or ".join(conflict.party(party).words for party in commitment.parties)
        page.line(f"{who or 'nobody alone'}: {commitment.text}", indent=2)
        page.line(_kept_words(conflict, commitment), indent=6)
    for events, done in ((agreed.first_kept, "come to keep"), (agreed.first_broken, "break")):
        if events:
            page.line(f"First to {done} something: {_who(conflict, events)}", indent=2)
    if not agreed.first_broken:
        page.line("Nobody broke what had been kept.", indent=2)


def _kept_words(conflict: Conflict, one: Commitment) -> str:
    if not one.events:
        return "kept throughout" if one.kept[0] else "never kept"
    parts = ["kept at first" if one.kept[0] else "not kept at first"]
    for event in one.events:
        by = " and ".join(conflict.party(party).words for party in event.by)
        parts.append(f"{event.kind} from {event.date} by {by} ({', '.join(event.evidence)})")
    return ", ".join(parts)


def _who(conflict: Conflict, events: tuple[Event, ...]) -> str:
    parties = dict.fromkeys(party for event in events for party in event.by)
    names = " and ".join(conflict.party(party).words for party in parties)
    return f"{names} on {events[0].date}"


def _hindsight(page: Page, conflict: Conflict, seen: Hindsight, long: bool) -> None:
    page.line()
    total = len(seen.readings)
    page.heading("What the model foresaw", f"{len(seen.moves)} moves, {total:,} readings")
    for judged in seen.moves:
        page.line(
            f"{judged.move.date} {conflict.party(judged.move.by).words}, "
            f"{judged.move.start} to {judged.move.end}",
            indent=2,
        )
        for line in _judged_words(conflict, judged, total):
            page.line(line, indent=6)
    page.line()
    counts = {kind: sum(one.foreseen == kind for one in seen.moves) for kind in _FORESEEN}
    page.line(
        f"Foreseen at base: {counts['base']}. Only by other readings written before: "
        f"{counts['beforehand']}. Only by readings written with hindsight: {counts['hindsight']}. "
        f"Missed by all: {counts['missed']}.",
        indent=2,
    )
    page.line(
        f"The base reading foresees {seen.base_hits} of {len(seen.moves)} moves; the best of those "
        f"written before {seen.best_before_hits}; the best of all {seen.best_hits}.",
        indent=2,
    )
    for concept, number in seen.last_held.items():
        page.line(
            f"The last state is an equilibrium in {number:,} of {total:,} readings ({concept}).",
            indent=2,
        )
    if long:
        for what, readings in (("Best", seen.best), ("Best before", seen.best_before)):
            for reading in readings:
                told = ", ".join(f"{party}: {name}" for party, name in reading.items())
                page.line(f"{what}: {told or 'base'}", indent=2, style="dim")
    if seen.written_later:
        told = "; ".join(f"{p}: {', '.join(n)}" for p, n in seen.written_later.items())
        page.line(f"Resting on evidence later than the model: {told}", indent=2, style="dim")
    if seen.null is not None:
        null = seen.null
        page.line(
            f"What that is worth: a reading drawn at random foresees {null.expected:.1f} on "
            f"average, and {null.as_good_as_base:.0%} of them do as well as the base reading or "
            f"better; the best of as many random readings foresees {null.best:.1f}, and in "
            f"{null.as_good_as_best:.0%} of the draws as much as the best here "
            f"({null.draws:,} draws, seed {null.seed}).",
            indent=2,
        )


def _judged_words(conflict: Conflict, one: Judged, total: int) -> list[str]:
    lines = [_FORESEEN[one.foreseen]]
    if one.gains:
        lines[0] += f" ({', '.join(one.gains)})"
    if one.move.together:
        with_others = f" under {', '.join(one.jointly)}" if one.jointly else " under none either"
        lines.append(f"what was made together that day is better for it{with_others}")
    if one.left_held:
        left = ", ".join(f"{number:,} ({concept})" for concept, number in one.left_held.items())
        made = ", ".join(f"{number:,} ({concept})" for concept, number in one.reached_held.items())
        lines.append(f"of {total:,} readings the state it left holds in {left}; the new in {made}")
    return lines


@renders(Track, "text")
def track_text(answer: Track) -> str:
    """The track as plain text, 80 wide."""
    return as_text(lambda page: show_track(page, answer))


@renders(Track, "html")
def track_html(answer: Track) -> str:
    """The same page for a notebook."""
    from detente.report.pictures.timeline import timeline

    return as_html(lambda page: show_track(page, answer), timeline(answer))
