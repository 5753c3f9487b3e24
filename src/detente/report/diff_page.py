"""Two models compared, as a page: what changed, what turned, and because of which change."""

from __future__ import annotations

import shlex
from pathlib import Path

from detente.analysis import Diff, VerdictChange, renders
from detente.report.html import as_html
from detente.report.numbers import count
from detente.report.terminal import Page, as_text

_MOST = 8


def show_diff(
    page: Page, answer: Diff, names: tuple[str, str] = ("", ""), long: bool = False
) -> None:
    """Set the answer on a page; `long` tells every verdict that turned.

    names  what both models are called on the command line; empty where they came as values.
    """
    page.heading("From {} to {}".format(*_called(answer, names)))
    page.line()
    page.heading("What changed in the model", count(len(answer.changes), "change"))
    for k, change in enumerate(answer.changes, start=1):
        page.line(f"{k}. {change.words}", indent=2)
    if answer.silent:
        page.line(f"No verdict rests on what else differs: {'; '.join(answer.silent)}.", indent=2)
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
    page.line(f"Next: {shlex.join(_next(answer, names))}", style="bold")


def _called(answer: Diff, names: tuple[str, str]) -> list[str]:
    """Both models by title; where that is the same, by what else tells them apart."""
    titles = [f"'{answer.old.title}'", f"'{answer.new.title}'"]
    if titles[0] != titles[1]:
        return titles
    files = list(names) if all(names) else [answer.old.file, answer.new.file]
    short = [Path(one).name for one in files]
    told = files if short[0] == short[1] else short
    if told[0] == told[1]:
        told = ["the first", "the second"]
    return [f"{title} ({name})" for title, name in zip(titles, told, strict=True)]


def _next(answer: Diff, names: tuple[str, str]) -> list[str]:
    """A call that explains a state where it is an equilibrium, in the model in which it is one."""
    first = answer.verdicts[0] if answer.verdicts else None
    name = names[1 if first is None or first.holds else 0] or "FILE"
    call = ["detente", "explain", name, "today" if first is None else first.state]
    for option in ("holding", "without"):
        for one in answer.choices[option]:
            call += [f"--{option}", one]
    for party, alternative in answer.choices["reading"].items():
        call += ["--reading", f"{party}={alternative}"]
    return call


def _turned(page: Page, answer: Diff, long: bool) -> None:
    if not answer.verdicts:
        page.line("No verdict on an equilibrium changed.")
        page.line()
        return
    page.heading("Which change turned which verdict")
    if [one.key for one in answer.old.options] != [one.key for one in answer.new.options]:
        page.line(
            "The options differ: what now holds is written in those of the new model, what no "
            "longer holds in those of the old one.",
            indent=2,
            style="dim",
        )
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
