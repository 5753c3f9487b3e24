"""The words of a draft: what was written, what in it is a guess, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from detente.report.terminal import Page, as_text

_SHOWN = 200  # guesses; the file has all of them


class Written(Protocol):
    """What the page needs of a draft."""

    @property
    def written(self) -> str | None: ...

    @property
    def added(self) -> Sequence[str] | None: ...

    def to_dict(self) -> dict[str, Any]: ...


def show_draft(page: Page, answer: Written) -> None:
    """Set a draft on a page."""
    data = answer.to_dict()
    page.heading(data["conflict"], f"written to {answer.written}")
    if answer.added is not None:
        page.line(f"{len(answer.added)} additions; what was there is as it was", indent=2)
        for one in answer.added[:_SHOWN]:
            page.line(f"+ {one}", indent=4)
    else:
        for name in ("decision_makers", "options", "outcomes"):
            page.line(f"{name.replace('_', ' ')}: {', '.join(data[name]) or 'none'}", indent=2)
        claims: Mapping[str, str] = data["claims"]
        tests = sum(kind == "test" for kind in claims.values())
        page.line(f"claims: {tests} as tests, {len(claims) - tests} untestable", indent=2)
        page.line(f"evidence: {data['evidence']} entries", indent=2)
    page.line()
    guesses = data["guesses"]
    page.heading("Guesses", f"{len(guesses)}, each under `review` in the file too")
    for guess in guesses[:_SHOWN]:
        place = f" ({guess['from']}–{guess['to']})" if "from" in guess else ""
        page.line(f"? {guess['about']}{place}: {guess['question']}", indent=2)
    if len(guesses) > _SHOWN:
        page.line(f"and {len(guesses) - _SHOWN} more", indent=2)
    for note in data["left_out"]:
        page.line(f"- left out: {note}", indent=2)
    page.line()
    page.line(f"Next: detente check {answer.written}")


def draft_text(answer: Written, width: int = 80) -> str:
    """The draft's words as plain text."""
    return as_text(lambda page: show_draft(page, answer), width)
