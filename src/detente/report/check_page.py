"""The check of a model as a page."""

from __future__ import annotations

from detente.analysis import Check, renders
from detente.report.html import as_html
from detente.report.numbers import count
from detente.report.terminal import Page, as_text


def show_check(page: Page, answer: Check, name: str = "FILE") -> None:
    """Set the check on a page; `name` is what the user called the model."""
    conflict = answer.conflict
    page.heading(conflict.title, "the file is right")
    too_many = "too many states to list"
    states = too_many if answer.states is None else count(answer.states, "state")
    parts = [count(len(conflict.decision_makers), "party")]
    if conflict.options:
        parts.append(count(len(conflict.options), "option"))
    parts += [
        states,
        count(len(conflict.outcomes), "outcome"),
        count(len(conflict.evidence), "evidence entry"),
    ]
    page.line(", ".join(parts), indent=2)
    readings = [f"{p} {len(conflict.readings(p))}" for p in conflict.party_names]
    if any(len(conflict.readings(party)) > 1 for party in conflict.party_names):
        page.line(f"readings: {', '.join(readings)}", indent=2)
    page.line()
    if answer.warnings:
        page.heading("What looks wrong", count(len(answer.warnings), "warning"))
        for warning in answer.warnings:
            page.line(str(warning), indent=2)
    else:
        page.line("Nothing looks wrong.")
    page.line()
    page.line(f"Next: detente analyze {name}", style="bold")


@renders(Check, "text")
def check_text(answer: Check) -> str:
    """The check as plain text, 80 wide."""
    return as_text(lambda page: show_check(page, answer))


@renders(Check, "html")
def check_html(answer: Check) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_check(page, answer))
