"""Faces: what a question's page shows beside the words of its answer, where it has more to show.

A question without a face has a page all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.values import dataclass
from detente.web.faces import change, claims, coalitions, packages, pictures, ways, what_if
from detente.web.faces.outcomes import outcomes


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
    "check": Face("What looks wrong"),
    "analyze": Face("Verdicts"),
    "explain": Face("Why"),
    "evolve": Face("Ways", "ways.html", ways.show, outcomes("to")),
    "coalitions": Face("Coalitions", "coalitions.html", coalitions.show),
    "package": Face("Packages of changes", "packages.html", packages.show, outcomes("to")),
    "design": Face("The least change", "change.html", change.show, outcomes("make")),
    "margin": Face("How far from otherwise", "chips.html", None, outcomes("of")),
    "robust": Face("How sure"),
    "what_if": Face("What if", "what_if.html", what_if.show, what_if.before, begins=False),
    "diff": Face("Two versions"),
    "claims": Face("Claims", "claims.html", claims.show),
    "trace": Face("The way back of a claim", "sentences.html", claims.sentences),
    "ledger": Face("Evidence"),
    "weight": Face("What hangs on an entry"),
    "track": Face("What happened", "picture.html", pictures.show),
}
