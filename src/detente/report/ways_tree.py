"""What can come of a state, as a page: a tree of steps in words, ends, equilibria by distance."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.analysis import Evolution, listed, move_words
from detente.report.numbers import count
from detente.report.terminal import Page

_DEEPEST, _WIDEST, _LINES = 4, 5, 24
_ENDS, _ROWS = 6, 10


def show_course(page: Page, answer: Evolution) -> None:
    """Where steps of the asked kind lead from the start."""
    page.heading("Where it can go", "shortest ways; each state is told once")
    if answer.in_reach == 1:
        page.line(_nowhere(answer), indent=2)
    else:
        lines = list(_branches(answer))
        for depth, text in lines[:_LINES]:
            page.line(text, indent=2 + 2 * depth)
        if len(lines) > _LINES:
            page.line(f"and more: {count(answer.in_reach, 'state')} in reach in all", indent=2)
    page.line()
    _ends(page, answer)
    _traps(page, answer)
    page.line()
    _equilibria(page, answer)


def _nowhere(answer: Evolution) -> str:
    if answer.ends_count:
        return "Nowhere: no party gains by any move of its own. It is a Nash equilibrium."
    return "Nowhere: nobody makes such a step from here."


def _branches(answer: Evolution) -> Iterator[tuple[int, str]]:
    """(depth, words) of the tree, first by movers and states; enough to fill the page."""
    walk, told = answer.teller.walk, {answer.place}
    lines = 0
    waiting = [_onward(answer, answer.place, None, 0, told)]
    while waiting and lines <= _LINES:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            continue
        mover, before, after, more = step
        depth = len(waiting) - 1
        lines += 1
        if more:
            yield depth, f"and {count(more, 'more state')} by such steps"
            continue
        yield depth, _words(answer, walk.movers[mover], before, after)
        if depth + 1 < _DEEPEST:
            waiting.append(_onward(answer, after, mover, depth + 1, told))


def _onward(
    answer: Evolution, place: int, last: int | None, depth: int, told: set[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Steps to states one step further than `depth` and not told yet: (mover, from, to, 0); and
    at last how many were left out: (-1, from, from, count)."""
    walk, shown, more = answer.teller.walk, 0, 0
    here = np.array([place], dtype=np.int64)
    for mover in range(len(walk.movers)):
        if mover == last:
            continue
        _, ends = walk.steps(mover, here)
        for end in ends.tolist():
            if answer.fewest[end] != depth + 1 or end in told:
                continue
            told.add(end)
            if shown == _WIDEST:
                more += 1
                continue
            shown += 1
            yield mover, place, end, 0
    if more:
        yield -1, place, place, more


def _words(answer: Evolution, group: tuple[int, ...], before: int, after: int) -> str:
    """One branch: who, what changes, where to, by which wish, and whether it ends there."""
    teller, conflict = answer.teller, answer.conflict
    start, end = teller.state(before), teller.state(after)
    names = [answer.graph.names[party] for party in group]
    who = listed([conflict.party(name).words for name in names])
    why = [teller.decides.between(name, before, after).words for name in names]
    reasons = f" ({'; '.join(one for one in why if one)})" if any(why) else ""
    ending = ". Here it ends" if answer.is_end(after) else ""
    return f"{who}, {move_words(conflict, start, end)}{reasons}{ending}"


def _ends(page: Page, answer: Evolution) -> None:
    """Where improvements end, whether they must, whether the order decides."""
    number = answer.ends_count
    page.heading("Where it ends", "states in reach that no party gains by leaving")
    for end in answer.ends[:_ENDS]:
        mark = " (where it began)" if end == answer.start else ""
        page.line(f"{end}{mark}: {end.told}" if end.told != end else f"{end}{mark}", indent=2)
    if number > _ENDS:
        page.line(f"and {number - _ENDS:,} more", indent=2)
    if number == 0:
        page.line("nowhere: from every state in reach some party gains by moving on", indent=2)
    if answer.order_decides:
        page.line("Which of them comes depends on who moves first: the order decides.", indent=2)
    if answer.must_end.holds:
        page.line("Improvements must end, whoever makes them.", indent=2)
    else:
        page.line("Improvements need not end; they can go round:", indent=2)
        for party, before, after in answer.circle[:_ENDS]:
            who = answer.conflict.party(party).words
            change = move_words(answer.conflict, before, after)
            page.line(f"{who}, {change}", indent=4)
        if len(answer.circle) > _ENDS:
            page.line(f"and {count(len(answer.circle) - _ENDS, 'step')} more, back again", indent=4)
    for state, last in answer.stops[:_ENDS]:
        who = listed([answer.conflict.party(name).words for name in last])
        page.line(
            f"At {state} a sequence stops: only {who} could go on, and it just moved.", indent=2
        )


def _traps(page: Page, answer: Evolution) -> None:
    """The outcomes that nobody gains by leaving, once they are reached."""
    if not answer.traps:
        return
    page.line()
    page.heading("Traps", "outcomes that no gain leads out of, whoever moves")
    for one in answer.traps:
        far = "out of reach" if one.steps is None else f"{count(one.steps, 'step')} away"
        title = answer.conflict.outcomes[one.outcome].words
        where = "where it begins" if one.steps == 0 else far
        page.line(f"{title}: {count(one.states, 'state')}, {where}", indent=2)


def _equilibria(page: Page, answer: Evolution) -> None:
    """Equilibria in reach, the nearest first; those out of reach, named as such."""
    every, near = answer.equilibria_count, answer.equilibria_in_reach
    note = f"{near:,} of {every:,} in reach" if every else "there are none"
    page.heading("Equilibria", note)
    for concept, reason in answer.verdicts.not_defined.items():
        page.line(f"{concept}: {reason}", indent=2, style="dim")
    if not every:
        return
    shown = answer.equilibria(max(near, 1) if near <= _ROWS else _ROWS)
    rows = [
        [str(one.steps), str(one.state), ", ".join(one.concepts), ", ".join(outcomes)]
        for one in shown
        if one.steps is not None
        for outcomes in [answer.outcomes_of(one.state)]
    ]
    if rows:
        columns = [("steps", "right"), ("state", "left"), ("holds under", "left")]
        columns.append(("lies in", "fold"))
        page.table(columns, rows)
    if near > _ROWS:
        page.line(f"and {count(near - _ROWS, 'more equilibrium')} in reach", indent=2)
    _far(page, answer)


def _far(page: Page, answer: Evolution) -> None:
    """The equilibria out of reach, by the concepts under which they hold."""
    far = answer.far()
    if not far:
        return
    page.line("Out of reach from here:", indent=2)
    for concepts, states, number in far[:_ENDS]:
        names = ", ".join(str(one) for one in states)
        more = f" and {number - len(states):,} more" if number > len(states) else ""
        page.line(f"under {', '.join(concepts)}: {names}{more}", indent=4)
    if len(far) > _ENDS:
        left = sum(number for _, _, number in far[_ENDS:])
        page.line(f"and {left:,} more under other concepts", indent=4)
