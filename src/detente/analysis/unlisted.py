"""Questions about conflicts too large to list: when they are answered without a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from detente.analysis.setting import SYMBOLIC, Setting
from detente.problems import TooLarge, TooManyStates
from detente.symbolic import Compiled, LimitReachedError, reason_of

F = TypeVar("F")


def listed_or_not(setting: Setting, listed: Callable[[], F], unlisted: Callable[[], F]) -> F:
    """The answer from a list of states; without one where they are too many, or where asked for.

    TooLarge where neither can be: with what either would take.
    """
    refusal: TooManyStates | None = None
    if setting.engine != SYMBOLIC:
        try:
            return listed()
        except TooManyStates as error:
            if setting.engine != "auto":
                raise
            refusal = error
    try:
        return unlisted()
    except TooLarge as error:
        if refusal is None:
            raise
        raise TooLarge(
            refusal.what,
            f"{refusal.estimate}; without a list: {error.estimate}",
            error.way_out,
        ) from None


@contextmanager
def within_limits(ground: Compiled, what: str) -> Iterator[None]:
    """One piece of work on diagrams: TooLarge where it reaches a limit."""
    ground.space.start()
    try:
        yield
    except (LimitReachedError, MemoryError) as error:
        raise TooLarge(
            what,
            reason_of(error, ground.space.bounds),
            "hold some options fixed (`--holding`), or write preferences as statements on few "
            "options each",
        ) from error
