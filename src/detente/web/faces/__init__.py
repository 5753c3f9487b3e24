"""Faces: what a question's page shows beside the words of its answer, where it has more to show.

A question without a face has a page all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.values import dataclass


@dataclass(frozen=True)
class Face:
    """What the page of a question shows beside form and words.

    title     what it is called in lists; its name where empty.
    template  what shows the answer; show: its values, of the answer. before: what stands there with
              or without an answer, of the page alone.
    begins    whether it is asked without a click where nothing needs to be said.
    """

    title: str = ""
    template: str = ""
    show: Callable[[Any, Any], dict[str, Any]] | None = None
    before: Callable[[Any], dict[str, Any]] | None = None
    begins: bool = True


NO_FACE = Face()
FACES: dict[str, Face] = {
    "evolve": Face("Ways"),
    "package": Face("Packages of changes"),
    "design": Face("The least change"),
    "what_if": Face("What if", begins=False),
    "track": Face("What happened"),
    "trace": Face("The way back of a claim"),
    "ledger": Face("Evidence"),
    "weight": Face("What hangs on an entry"),
    "diff": Face("Two versions"),
    "robust": Face("How sure"),
    "analyze": Face("Verdicts"),
    "explain": Face("Why"),
    "check": Face("What looks wrong"),
}
