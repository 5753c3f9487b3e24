"""What can go wrong, as values: a problem with its place and mend, and the errors that carry it."""

from __future__ import annotations

from typing import Any

from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in an input, or one thing in it that looks wrong.

    file    what the user named: a path, or a word such as `<text>`.
    line    1-based; 0 where the problem has no line (a missing file, say).
    column  1-based, in code points; 0 with line 0.
    code    stable name such as `E-OPTION`; every code has its entry in docs/errors.md.
    what    what is wrong.
    mend    what to write or do instead, as an order the reader can follow.
    """

    file: str
    line: int
    column: int
    code: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file or "''"
        return f"{place}: {self.what}; {self.mend} [{self.code}]"

    def to_dict(self) -> dict[str, str | int]:
        """The problem as `--json` prints it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "what": self.what,
            "mend": self.mend,
        }


class DetenteError(Exception):
    """Base of every error that detente raises on purpose."""


class ModelError(DetenteError, ValueError):
    """Bad input: all its problems at once, in the order in which the reader meets them (exit 2)."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        assert problems, "a ModelError names at least one problem"
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class TooLarge(DetenteError):
    """A refusal: the work would not fit (exit 3).

    what      what was asked, with its size.
    estimate  the memory or time that it would take.
    way_out   what to ask instead.
    """

    def __init__(self, what: str, estimate: str, way_out: str) -> None:
        super().__init__(f"{what}: {estimate}; {way_out}")
        self.what = what
        self.estimate = estimate
        self.way_out = way_out

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.what, self.estimate, self.way_out)


class TooManyStates(TooLarge):
    """A conflict whose states cannot be listed: it may still be judged without a list."""


class NotDefined(DetenteError):
    """A solution concept that has no meaning for this model, with the reason."""

    def __init__(self, concept: str, reason: str) -> None:
        super().__init__(f"{concept} is not defined here: {reason}")
        self.concept = concept
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.concept, self.reason)
