"""What looks wrong in a model, on the page where it is mended: the warnings of `detente check`."""

from __future__ import annotations

from detente.model import warnings
from detente.problems import Problem
from detente.web.view import View

_ON = {
    "parties": ("W-EMPTY-PARTY", "W-FIXED", "W-ONE-PARTY", "W-OPTION", "W-STATUS-QUO"),
    "rules": ("W-NAME", "W-OUTCOME", "W-RULE"),
    "wishes": (
        "W-INDIFFERENT",
        "W-NO-PREFERENCE",
        "W-OWN-OPTION",
        "W-PAIRS",
        "W-RANKING",
        "W-STATEMENT",
        "W-UNCITED",
    ),
}


def doubts(view: View) -> tuple[Problem, ...]:
    """The warnings about what a page shows; none for a model that is not judged unasked."""
    if not view.open_projects.judged.is_live(view.head) or view.analysis is None:
        return ()
    conflict, frame = view.conflict, view.analysis.arena
    every = view.open_projects.judged.doubts(view.head, lambda: warnings(conflict, frame))
    return tuple(one for one in every if one.code in _ON[view.page])
