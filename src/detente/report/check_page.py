"""The check of a model as a page."""

from __future__ import annotations

from detente.analysis import Check
from detente.analysis.finding import renders
from detente.report.html import as_html
from detente.report.terminal import Page, as_text


def show_check(page: Page, answer: Check, name: str = "FILE") -> None:
    """Set the check on a page; `name` is what the user called the model."""
    conflict = answer.conflict
    page.heading(conflict.title, "the file is right")
    states = "too many states to list" if answer.states is None else f"{answer.states:,} states"
    parts = [f"{len(conflict.decision_makers)} parties"]
    if conflict.options:
        parts.append(f"{len(conflict.options)} options")
    parts += [
        states,
        f"{len(conflict.outcomes)} outcomes",
        f"{len(conflict.evidence)} evidence entries",
    ]
    page.line(", ".join(parts), indent=2)
    readings = [f"{p} {len(conflict.readings(p))}" for p in conflict.party_names]
    if any(len(conflict.readings(party)) > 1 for party in conflict.party_names):
        page.line(f"readings: {', '.join(readings)}", indent=2)
    page.line()
    if answer.warnings:
        page.heading("What looks wrong", f"{len(answer.warnings)} warnings")
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
