"""Under what a question is answered: one value that goes through all questions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from functools import cache
from typing import Any, TypedDict, get_type_hints

from detente.analysis.asking import assume
from detente.analysis.question_checks import (
    bad,
    check_conditions,
    check_options,
    check_reading,
    guess_or_list,
    several,
)
from detente.arguments import taking
from detente.fixed import Fixed, fixed, loose
from detente.model import Arena, Condition, Conflict, compile_arena
from detente.progress import Progress
from detente.stability import Assumptions
from detente.values import dataclass


class SanctionWords(TypedDict, total=False):
    """The words of a setting that every question takes; Setting says what they mean."""

    sanction_moves: str
    sanction: str
    engine: str
    memory: int | str | None
    progress: Progress | None


class ReadingWords(SanctionWords, total=False):
    """Those of a question about one reading."""

    reading: Mapping[str, str] | None


class Words(ReadingWords, total=False):
    """All of them: those of a question about a part of the conflict, too."""

    holding: str | Sequence[str]
    without: str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Setting(Fixed):
    """Under what a question is answered. Every answer repeats it.

    sanction_moves  how the others answer: `legal`, `once` or `single`; sanction: what deters them,
                    `weak` or `strict`. See Assumptions.
    reading         an alternative's name for some parties; the others are at base.
    holding         conditions that restrict the conflict; without: options fixed at "not taken". A
                    text alone stands for one.
    engine          `auto`, or the one that judges; no verdict depends on it.
    memory          what the process may take, in bytes or as in `2GB`; by default what the machine
                    has.
    progress        called with (what is worked on, done, all).
    ModelError for what no model could have.
    """

    sanction_moves: str
    sanction: str
    reading: Mapping[str, str]
    holding: tuple[str, ...]
    without: tuple[str, ...]
    engine: str
    memory: int | str | None
    progress: Progress | None = field(compare=False)

    @taking
    def __init__(
        self,
        sanction_moves: str = "legal",
        sanction: str = "weak",
        reading: Mapping[str, str] | None = None,
        holding: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
        engine: str = "auto",
        memory: int | str | None = None,
        progress: Progress | None = None,
    ) -> None:
        assume(sanction_moves, sanction)
        check_engine(engine)
        values = (
            sanction_moves,
            sanction,
            fixed(dict(reading or {})),
            several(holding),
            several(without),
            engine,
            memory,
            progress,
        )
        for one, value in zip(fields(self), values, strict=True):
            object.__setattr__(self, one.name, value)

    @property
    def assumptions(self) -> Assumptions:
        """What of it verdicts mean, and which engine judges them."""
        return assume(self.sanction_moves, self.sanction, self.engine)

    def of(self, conflict: Conflict) -> Setting:
        """The setting with the parties by their names; ModelError for an alternative or a party
        that the conflict does not have."""
        return replace(self, reading=check_reading(conflict, self.reading))

    def held(self, conflict: Conflict) -> tuple[Condition, ...]:
        """The conditions that restrict the conflict; ModelError with the column of a mistake."""
        return check_conditions(conflict, self.holding)

    def left(self, conflict: Conflict) -> tuple[str, ...]:
        """The keys of the options that nobody takes; ModelError where one is unknown."""
        return check_options(conflict, self.without)

    def arena(self, conflict: Conflict) -> Arena:
        """The states and moves of the part of the conflict that is asked about."""
        return compile_arena(conflict, self.held(conflict), self.left(conflict))

    def tell(self, what: str, done: int, total: int) -> None:
        """Say how far the work is, where somebody asked."""
        if self.progress is not None:
            self.progress(what, done, total)

    def to_dict(self) -> dict[str, Any]:
        """The choices behind an answer, as it repeats them."""
        return {
            **self.assumptions.to_dict(),
            "reading": dict(self.reading),
            "holding": list(self.holding),
            "without": list(self.without),
        }

    def kept(self) -> Setting:
        """The setting as an answer keeps it: without whom its work was told."""
        return self if self.progress is None else replace(self, progress=None)

    def __repr__(self) -> str:
        usual = _usual()
        told = (
            f"{one}={loose(getattr(self, one))!r}"
            for one in usual
            if loose(getattr(self, one)) != loose(usual[one])
        )
        return f"Setting({', '.join(told)})"


def _usual() -> dict[str, Any]:
    """Each word of a setting with what holds where nothing is said."""
    own = inspect.signature(Setting).parameters.values()
    return {one.name: {} if one.name == "reading" else one.default for one in own}


def check_engine(engine: str) -> None:
    """ModelError where there is no engine of this name."""
    if engine == "auto":
        return
    from detente.stability import ENGINES  # most are asked for none

    known = ("auto", *ENGINES, SYMBOLIC)
    if engine not in known:
        mend = guess_or_list(engine, known)
        raise bad("engine", "E-VALUE", f"unknown engine '{engine}'", mend)


def spelled_out(question: Callable[..., Any]) -> frozenset[str] | None:
    """The words of a setting that a question takes; None for one that takes no setting.

    The question's signature then names them one by one, in place of `**words`.
    """
    signature = inspect.signature(question)
    *own, last = signature.parameters.values()
    if last.kind is not inspect.Parameter.VAR_KEYWORD:
        return None
    kinds = _kinds_of(last.annotation.removeprefix("Unpack[").removesuffix("]"))
    usual = inspect.signature(Setting).parameters
    words = [
        usual[name].replace(kind=_ALONE, annotation=kinds[name]) for name in usual if name in kinds
    ]
    told: Any = question
    told.__signature__ = signature.replace(parameters=[*own, *words])
    notes = dict(question.__annotations__)
    del notes[last.name]
    told.__annotations__ = {**notes, **kinds}
    return frozenset(kinds)


SYMBOLIC = "symbolic"  # the engine that lists no states
USUAL = Setting()
_ALONE = inspect.Parameter.KEYWORD_ONLY


@cache
def _kinds_of(words: str) -> dict[str, Any]:
    return get_type_hints(
        {one.__name__: one for one in (SanctionWords, ReadingWords, Words)}[words]
    )


def joined(question: str, given: dict[str, Any], words: frozenset[str]) -> Setting:
    """The setting that a question is asked under; put among what it is given, in place of words.

    A conflict that comes first names the parties. ModelError for what the question does not take.
    """
    setting = given.get("setting", USUAL)
    said = {name: given.pop(name) for name in words if name in given}
    if said:
        setting = replace(setting, **said)
    for name in ("reading", "holding", "without"):
        if name not in words and getattr(setting, name):
            what = f"{question} says itself which {_SAYS[name]} it is about"
            raise bad("setting", "E-VALUE", what, f"leave `{name}` out of the setting")
    if "conflict" in given:
        setting = setting.of(given["conflict"])
    given["setting"] = setting
    return setting


_SAYS = {"reading": "readings", "holding": "states", "without": "options"}
