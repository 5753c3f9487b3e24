"""Two models compared, as a page: what changed, what turned, and because of which change."""

from __future__ import annotations

import shlex

from detente.analysis.diff import Diff, VerdictChange
from detente.analysis.finding import renders
from detente.report.html import as_html
from detente.report.numbers import count
from detente.report.terminal import Page, as_text

_MOST = 8


def show_diff(page: Page, answer: Diff, name: str = "FILE", long: bool = False) -> None:
    """Set the answer on a page; `long` tells every verdict that turned."""
    page.heading(f"From '{answer.old.title}' to '{answer.new.title}'")
    page.line()
    page.heading("What changed in the model", count(len(answer.changes), "change"))
    for k, change in enumerate(answer.changes, start=1):
        page.line(f"{k}. {change.words}", indent=2)
    if answer.silent:
        page.line(f"No verdict rests on what else differs: {', '.join(answer.silent)}.", indent=2)
    if not answer.changes and not answer.silent:
        page.line("Nothing: they say the same.", indent=2)
    page.line()
    page.heading("What holds", "equilibria in the old model and in the new one")
    rows = []
    for concept, (was, now) in answer.counts.items():
        turned = [one for one in answer.verdicts if one.concept == concept]
        new = sum(one.holds for one in turned)
        rows.append([concept, f"{was:,}", f"{now:,}", f"{new:,} new, {len(turned) - new:,} gone"])
    page.table([("", "left"), ("old", "right"), ("new", "right"), ("", "fold")], rows)
    page.line()
    _turned(page, answer, long)
    if not answer.complete:
        page.line("More sets of changes could be causes than were tried.", style="dim")
    target = answer.verdicts[0].state if answer.verdicts else "today"
    page.line(f"Next: {shlex.join(['detente', 'explain', name, target])}", style="bold")


def _turned(page: Page, answer: Diff, long: bool) -> None:
    if not answer.verdicts:
        page.line("No verdict on an equilibrium changed.")
        page.line()
        return
    page.heading("Which change turned which verdict")
    by_cause: dict[tuple[tuple[int, ...], ...], list[VerdictChange]] = {}
    for one in answer.verdicts:
        by_cause.setdefault(one.causes, []).append(one)
    for causes, verdicts in by_cause.items():
        told = "; or ".join(_cause(cause, len(answer.changes)) for cause in causes)
        page.line(f"Because of {told or 'what was not found in time'}:", indent=2, style="bold")
        by_state: dict[tuple[str, str], list[str]] = {}
        for one in verdicts:
            turns = "now holds" if one.holds else "no longer holds"
            words = one.why.words if one.why is not None else turns
            by_state.setdefault((one.state, words), []).append(one.concept)
        for (state, words), concepts in list(by_state.items())[: None if long else _MOST]:
            page.line(f"{state} ({', '.join(concepts)}) {words}", indent=4)
        more = len(by_state) - _MOST
        if more > 0 and not long:
            page.line(f"and {more:,} more (--long)", indent=4)
    page.line()


def _cause(cause: tuple[int, ...], changes: int) -> str:
    if len(cause) == changes > 2:
        return "all changes together"
    return " together with ".join(f"change {k + 1}" for k in cause)


@renders(Diff, "text")
def diff_text(answer: Diff) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_diff(page, answer))


@renders(Diff, "html")
def diff_html(answer: Diff) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_diff(page, answer))
