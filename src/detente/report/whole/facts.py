"""What a report tells of a conflict: each finding, worked out once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from detente.analysis import (
    Analysis,
    Claims,
    Coalitions,
    Design,
    Evolution,
    Finding,
    Track,
    analyze,
    claims,
    coalitions,
    design,
    evolve,
    track,
)
from detente.model import Conflict, Place
from detente.problems import DetenteError, ModelError
from detente.progress import Progress

F = TypeVar("F", bound=Finding)
_DRAWS = 200


@dataclass(frozen=True, eq=False)
class Facts:
    """The findings about a conflict; a text instead of a finding says why there is none.

    asked  what was chosen: sanction_moves, sanction, reading, holding, without.
    """

    conflict: Conflict
    asked: dict[str, Any]
    progress: Progress | None = None

    @property
    def target(self) -> str | None:
        """The outcome that the model is about: the first of its focus, else of its outcomes."""
        return next(iter((*self.conflict.focus, *self.conflict.outcomes)), None)

    @cached_property
    def analysis(self) -> Analysis:
        """Which states hold; what hinders it hinders the report."""
        return analyze(self.conflict, progress=self.progress, **self.asked)

    @cached_property
    def evolution(self) -> Evolution | str:
        """Ways from today, to the target where there is one."""
        return self._tried(lambda: evolve(self.conflict, self.target, **self.asked))

    @cached_property
    def coalitions(self) -> Coalitions | str:
        """What parties would break together."""
        return self._tried(lambda: coalitions(self.conflict, **self.asked))

    @cached_property
    def design(self) -> Design | str:
        """The least changes that make the target hold."""
        if self.target is None:
            return "the model names no outcome"
        target = self.target
        return self._tried(lambda: design(self.conflict, target, **self.asked))

    @cached_property
    def claims(self) -> Claims | str:
        """The claims with verdicts."""
        if not self.conflict.claims:
            return "the model makes no claims"
        own = {key: self.asked[key] for key in ("sanction_moves", "sanction") if key in self.asked}
        return self._tried(lambda: claims(self.conflict, progress=self.progress, **own))

    @cached_property
    def track(self) -> Track | str:
        """What happened after the model's date."""
        if not any(one.date and one.supports for one in self.conflict.evidence.values()):
            return "no dated evidence shows a state"
        return self._tried(lambda: track(self.conflict, draws=_DRAWS, progress=self.progress))

    def review_of(self, place: Place) -> list[str]:
        """What somebody should look at again at a place of the model; the place counts as shown."""
        found = [text for there, text in self.conflict.review if there == place]
        if found:
            self.reviewed.add(place)
        return found

    @cached_property
    def reviewed(self) -> set[Place]:
        """The places whose notes stand beside what they speak of."""
        return set()

    def _tried(self, question: Callable[[], F]) -> F | str:
        try:
            return question()
        except ModelError as error:
            return error.problems[0].what  # what to write instead is for who asks, not who reads
        except DetenteError as error:
            return str(error).splitlines()[0]
