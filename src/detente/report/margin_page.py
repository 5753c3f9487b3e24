"""A margin as a page: how few edits flip the answer, and how many neighbours do."""

from __future__ import annotations

from collections.abc import Mapping

from detente.analysis import KINDS_OF_EDIT, Margin, renders
from detente.model import Edit, Priorities, edit_text
from detente.report.edit_words import edits_told
from detente.report.html import as_html
from detente.report.next_step import what_if_command
from detente.report.numbers import count
from detente.report.terminal import Page, as_text

_SHOWN = 6


def show_margin(page: Page, answer: Margin, name: str = "FILE", long: bool = False) -> None:
    """Set the answer on a page; `long` shows every change that flips it."""
    claim = answer.of.startswith("claim:")
    page.heading(
        f"The margin of '{answer.of}'",
        f"{answer.answer.upper()} today" if claim else f"{answer.answer} under {answer.concept}",
    )
    if answer.stopped:
        page.line(
            "No party has a priority list to change: how far rankings, weights, payoffs and pairs "
            "are from another answer is not worked out.",
            indent=2,
        )
        return
    near = answer.neighbours
    asked = answer.assumptions["kinds"]
    tried = KINDS_OF_EDIT if asked == "all" else tuple(asked)
    by = ", ".join(tried)
    if answer.margin is None:
        page.line(
            f"Nothing that costs less than {answer.lower_bound} makes it otherwise (all were "
            f"tried: {by}).",
            indent=2,
        )
    else:
        edits = count(answer.margin, "edit")
        enough = "is enough" if answer.margin == 1 else "are enough"
        makes = "makes" if answer.count == 1 else "make"
        ways = f"{count(answer.count, 'change')} ({by}) {makes} it otherwise"
        page.line(f"{edits} of a list {enough}: {ways}.", indent=2)
        shown = answer.flips if long else answer.flips[:_SHOWN]
        for one in shown:
            page.line(f"If {_told(answer, one)}.", indent=2)
        if answer.count > len(shown):
            page.line(f"and {answer.count - len(shown):,} more (--long)", indent=2)
    only = "" if set(near.kinds) == set(tried) else " only"
    page.line(
        f"Of {count(near.count, 'reading')} one edit away ({', '.join(near.kinds)}{only}), "
        f"{near.flips:,} {'makes' if near.flips == 1 else 'make'} it otherwise.",
        indent=2,
    )
    if answer.flips:
        sets = [f"{p}: {edit_text(edit)}" for p, some in answer.flips[0].items() for edit in some]
        page.line()
        page.line(f"Next: {what_if_command(name, sets, answer.assumptions)}", style="bold")


def _told(answer: Margin, one: Mapping[str, tuple[Edit, ...]]) -> str:
    parts = []
    for party, edits in one.items():
        reading = answer.assumptions["reading"].get(party, "base")
        basis = answer.conflict.preference(party, reading).basis
        assert isinstance(basis, Priorities)
        words = answer.conflict.party(party).words
        parts.append(f"{words} {edits_told(basis.statements, edits)}")
    return ", and ".join(parts)


@renders(Margin, "text")
def margin_text(answer: Margin) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_margin(page, answer))


@renders(Margin, "html")
def margin_html(answer: Margin) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_margin(page, answer))
