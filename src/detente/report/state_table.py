"""A state told as what each party does."""

from __future__ import annotations

from collections.abc import Sequence

from detente.report.terminal import Page


def show_state(page: Page, told: Sequence[tuple[str, str]], state: str, indent: int = 2) -> None:
    """A row a party, or nothing where the words say no more than the state's own name."""
    rows = [[party, what] for party, what in told]
    if rows == [["", str(state)]]:
        return
    page.table([("", "left"), ("", "fold")], rows, indent)
