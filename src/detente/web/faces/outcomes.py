"""The outcomes as links: what most questions are asked about."""

from __future__ import annotations

from typing import Any

from detente.report import safe
from detente.values import dataclass
from detente.web.view import View


@dataclass(frozen=True)
class Chip:
    """An outcome: its title, the page that asks about it, and whether that is this one."""

    title: str
    url: str
    current: bool


def outcomes(argument: str) -> Any:
    """What offers the outcomes as values of an argument."""

    def before(view: View) -> dict[str, Any]:
        asked, found = view.asked(argument).strip(), []
        for name, one in view.conflict.outcomes.items():
            changes: dict[str, Any] = {argument: name, "ask": 1, "step": None}
            found.append(Chip(safe(one.words), view.url(**changes), asked == name))
        return {"chips": found}

    return before
