"""Pictures of findings, shared by the command, the notebook and reports.

Each kind is one file that turns a finding into a `Picture`: shapes at places that are worked out
once, written as SVG or PNG, with the same in words for those who do not see it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from detente.analysis import Finding, guess_or_list, question
from detente.arguments import taking
from detente.model import Conflict
from detente.problems import ModelError, Problem
from detente.report.pictures.drawing import Picture

__all__ = ["KINDS", "Kind", "Picture", "kind_of", "kinds_of", "picture"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of picture: the question whose finding it shows, and the function that draws it."""

    name: str
    question: str
    shows: str
    module: str
    function: str

    def draw(self, finding: Finding) -> Picture:
        """The picture of a finding."""
        module = importlib.import_module(f"{__name__}.{self.module}")
        drawn: Callable[[Any], Picture] = getattr(module, self.function)
        return drawn(finding)


KINDS: dict[str, Kind] = {
    one.name: one
    for one in (
        Kind("table", "analyze", "options, states and equilibria", "table", "option_table"),
        Kind("graph", "analyze", "states and moves", "graph", "state_graph"),
        Kind("ladder", "analyze", "how each party orders the states", "ladder", "ranking_ladder"),
        Kind(
            "tree", "evolve", "where today leads, or the ways to a target", "tree", "evolution_tree"
        ),
        Kind("matrix", "what_if", "outcomes before and after a change", "matrix", "what_if_matrix"),
        Kind("claims", "claims", "claims with verdicts and tests", "claim_grid", "claim_grid"),
        Kind("timeline", "track", "what happened when", "timeline", "timeline"),
    )
}


def kind_of(name: str) -> Kind:
    """The kind called `name`; ModelError where there is none."""
    if name not in KINDS:
        what = f"there is no kind of picture '{name}'"
        raise ModelError(
            (Problem("kind", 0, 0, "E-VALUE", what, guess_or_list(name, tuple(KINDS))),)
        )
    return KINDS[name]


def kinds_of(question: str) -> tuple[str, ...]:
    """The kinds of pictures that show the finding of a question."""
    return tuple(one.name for one in KINDS.values() if one.question == question)


@taking
def picture(conflict: Conflict | Finding, kind: str = "", **asked: Any) -> Picture:
    """A picture of a conflict or of a finding.

    kind   table, graph, ladder, tree, matrix, claims or timeline; for a finding the first that
           shows it.
    asked  for a conflict: what the question behind the kind takes (`holding=`, `to=`, `edits=`, …).
    ModelError for an unknown kind, or a finding that the kind does not show; else as the question.
    """
    if isinstance(conflict, Finding):
        fits = [
            one for one in KINDS.values() if isinstance(conflict, question(one.question).kinds())
        ]
        chosen = kind_of(kind) if kind else next(iter(fits), None)
        if chosen is None or chosen not in fits:
            known = ", ".join(one.name for one in fits)
            what = f"no picture {f'{kind!r} ' if kind else ''}shows {type(conflict).__name__}"
            mend = f"write one of: {known}" if known else "use its rows() or to_csv()"
            raise ModelError((Problem("picture", 0, 0, "E-VALUE", what, mend),))
        return chosen.draw(conflict)
    chosen = kind_of(kind or "table")
    return chosen.draw(question(chosen.question).function()(conflict, **asked))
