"""Coalitions: which states they would leave together, which way, and by what each member gains."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.analysis import Coalitions
from detente.report import safe
from detente.values import dataclass
from detente.web.view import View

_MOST = 10  # rows


@dataclass(frozen=True)
class Broken:
    """A state that a coalition would leave: who, where to, and why each gains."""

    state: str
    words: str
    state_url: str
    by: tuple[Markup, ...]
    to: str
    to_url: str
    concept: str
    gains: tuple[tuple[Markup, str], ...]


def show(view: View, answer: Coalitions) -> dict[str, Any]:
    """By concept what is broken and what not; the first states that are, with the reasons."""
    told = answer.to_dict(_MOST)
    rows = [
        Broken(
            one["state"],
            view.marks.state(one["state"]),
            view.url("verdicts", s=one["state"]),
            tuple(view.marks.party(name) for name in one["by"]),
            view.marks.state(one["to"]),
            view.url("verdicts", s=one["to"]),
            one["concept"],
            tuple((view.marks.party(name), _why(why)) for name, why in one["gains"].items()),
        )
        for one in told["broken"]
    ]
    counts = told["counts"]
    return {
        "rows": rows,
        "total": counts["broken"],
        "concepts": [
            (name, counts["broken_states"][name], counts["unbroken"].get(name, 0))
            for name in told["concepts"]
        ],
    }


def _why(why: dict[str, Any]) -> str:
    return safe(f"wish {why['place']}: {why['text']}" if why.get("kind") == "statement" else "")
