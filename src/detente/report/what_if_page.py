"""A what-if as a page: what is otherwise, what holds then, and which statement decides it."""

from __future__ import annotations

from detente.analysis import WhatIf, renders
from detente.report.html import as_html
from detente.report.next_step import explain_command, what_if_again
from detente.report.numbers import count
from detente.report.state_table import show_state
from detente.report.terminal import Page, as_text

_MOST_COLUMNS = 4
_MOST_TOLD = 8


def show_what_if(
    page: Page,
    answer: WhatIf,
    name: str = "FILE",
    long: bool = False,
    concepts: str | None = None,
) -> None:
    """Set the answer on a page; `long` tells every verdict that turns.

    concepts  those that were named in the question, as it named them.
    """
    page.heading(f"What if: {answer.conflict.title}", count(len(answer.readings), "reading"))
    for change in answer.changes:
        page.line(change, indent=2)
    before, after = answer.states
    if before != after:
        page.line(f"{count(after, 'state')} of {before:,} are left.", indent=2, style="dim")
    page.line()
    _holds(page, answer)
    _outcomes(page, answer)
    more = _turned(page, answer, long) if answer.changes else 0
    for concept, reason in answer.not_defined.items():
        page.line(f"{concept}: not defined here: {reason}", style="dim")
    page.line(f"Next: {_next(answer, name, more > 0, concepts)}", style="bold")


def _next(answer: WhatIf, name: str, more: bool, concepts: str | None) -> str:
    """What to ask next, of the changed conflict where `explain` can be asked of it."""
    made = dict(answer.assumptions)
    if made["edits"] or made["rules"]:
        # `explain` takes no such change: it would tell of the conflict without it.
        if more:
            return what_if_again(name, made, concepts, "--long")
        if len(answer.readings) == 1 and answer.conflict.alternatives and not made["reading"]:
            return what_if_again(name, made, concepts, "--across", "all")
        if concepts is not None:
            return what_if_again(name, made, None)
        other = "strict" if made["sanction"] == "weak" else "weak"
        return what_if_again(name, {**made, "sanction": other}, None)
    made["reading"] = {k: v for k, v in answer.columns[0].reading.items() if v != "base"}
    state = next(
        (str(one.state) for one in answer.turned if one.holds or one.because != "feasible"), None
    )
    state = state or next((found[0] for found in answer.equilibria.values() if found), None)
    return f"detente check {name}" if state is None else explain_command(name, state, "", made)


def _holds(page: Page, answer: WhatIf) -> None:
    if not answer.changes:
        return
    shown = answer.readings.shown(answer.columns[0].reading)
    told = "; ".join(f"{party}: {name}" for party, name in shown.items())
    page.heading("What would hold", told or "as the model reads")
    rows = []
    for one in answer.concepts:
        now = len(answer.equilibria[one.id])
        was = now - answer.gained[one.id] + answer.lost[one.id]
        change = f"{answer.gained[one.id]:,} new, {answer.lost[one.id]:,} gone"
        if not answer.gained[one.id] and not answer.lost[one.id]:
            change = "the same states"
        rows.append([one.id, f"{was:,}", f"{now:,}", change])
    page.table([("", "left"), ("before", "right"), ("then", "right"), ("", "fold")], rows)
    page.line()


def _outcomes(page: Page, answer: WhatIf) -> None:
    if not answer.conflict.outcomes or not answer.concepts:
        return
    many = len(answer.columns) > _MOST_COLUMNS
    if many or len(answer.columns) == 1:
        was, now = answer.outcomes(after=False), answer.outcomes()
        if not many:
            column = answer.columns[0]
            was = {name: dict(one) for name, one in column.before.items()}
            now = {name: dict(one) for name, one in column.after.items()}
        what = "readings with an equilibrium in it" if many else "equilibria in it"
        page.heading("Outcomes", f"{what}; before > then where they differ")
        columns = [("", "left"), *((one.id, "right") for one in answer.concepts)]
        page.table(
            columns,
            [
                [
                    answer.conflict.outcomes[name].words,
                    *(_pair(was[name][one.id], now[name][one.id]) for one in answer.concepts),
                ]
                for name in answer.conflict.outcome_names
            ],
        )
        page.line()
        return
    for one in answer.concepts:
        page.heading(
            f"Outcomes under {one.id}", "equilibria in it; before > then where they differ"
        )
        titles = [
            ", ".join(answer.readings.shown(column.reading).values()) or "base"
            for column in answer.columns
        ]
        page.table(
            [("", "left"), *((title, "right") for title in titles)],
            [
                [
                    answer.conflict.outcomes[name].words,
                    *(_pair(c.before[name][one.id], c.after[name][one.id]) for c in answer.columns),
                ]
                for name in answer.conflict.outcome_names
            ],
        )
        page.line()


def _pair(was: int, now: int) -> str:
    return f"{now:,}" if was == now else f"{was:,} > {now:,}"


def _turned(page: Page, answer: WhatIf, long: bool) -> int:
    """Tell what turns; how many verdicts turn that are not told."""
    turn = sum(answer.gained.values()) + sum(answer.lost.values())
    if not turn:
        page.line("No verdict on an equilibrium changes.")
        page.line()
        return 0
    page.heading("What decides it", "states that become equilibria, or no longer are")
    by_words: dict[tuple[str, str], list[str]] = {}
    for one in answer.turned:
        by_words.setdefault((str(one.state), one.words), []).append(one.concept)
    told = sorted(by_words.items(), key=lambda item: -len(item[1]))
    states = {str(one.state): one.state for one in answer.turned}
    shown = told if long else told[:_MOST_TOLD]
    for (state, words), concepts in shown:
        page.line(f"{state}  ({', '.join(concepts)})", indent=2, style="bold")
        show_state(page, states[state].words, state, 4)
        page.line(words, indent=4)
    more = turn - sum(len(concepts) for _, concepts in shown)
    if more > 0:
        page.line(f"and {count(more, 'more verdict')} of the {turn:,} that turn (--long)", indent=2)
    page.line()
    return more


@renders(WhatIf, "text")
def what_if_text(answer: WhatIf) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_what_if(page, answer))


@renders(WhatIf, "html")
def what_if_html(answer: WhatIf) -> str:
    """The same page for a notebook."""
    from detente.report.pictures.matrix import what_if_matrix

    return as_html(lambda page: show_what_if(page, answer), what_if_matrix(answer))
