"""What checks the meaning of a file: its source, its names, and the problems found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.limits import limit
from detente.model.condition import Condition
from detente.model.known_names import Fault, KnownNames
from detente.model.names import printable
from detente.model.source import Path_, Source
from detente.problems import Problem

_ENOUGH = 5 * limit("problems_shown")  # more are not looked for: each costs a search for names


class Enough(Exception):
    """So many problems are noted that the reader stops looking for more."""


@dataclass(slots=True)
class Checker:
    """What every part of the reader works with. Lives only while one file is read.

    damaged  where the structural checks have left something out.
    faulty   names that cannot be names: what they stand in is not complained of as well.
    """

    source: Source
    words: KnownNames = field(default_factory=lambda: KnownNames("option", (), ()))
    problems: list[Problem] = field(default_factory=list)
    damaged: frozenset[Path_] = frozenset()
    faulty: set[str] = field(default_factory=set)

    def absent(self, path: Path_, code: str, what: str, mend: str, *, key: bool = False) -> None:
        """Note that something is missing at `path`, unless a mistake noted there explains it."""
        if path not in self.damaged:
            self.fault(path, code, what, mend, key=key)

    def fault(
        self,
        path: Path_,
        code: str,
        what: str,
        mend: str,
        *,
        key: bool = False,
        column: int | None = None,
    ) -> None:
        """Note a problem at the value (or the key) of `path`; `column` counts within its text."""
        where = (
            self.source.place(path, key)
            if column is None
            else self.source.letter(path, column, key)
        )
        self.problems.append(
            Problem(printable(self.source.at(path)), *where, code, printable(what), printable(mend))
        )
        if len(self.problems) > _ENOUGH:
            raise Enough

    def faults(self, path: Path_, faults: list[Fault], key: bool = False) -> None:
        """Note the faults of the text (or the key) at `path`."""
        for one in faults:
            self.fault(path, one.code, one.what, one.mend, key=key, column=one.column)

    def condition(self, path: Path_, text: str) -> Condition | None:
        """The condition at `path`; None, with its faults noted, where it cannot be read."""
        condition, faults = self.words.condition(text)
        if not any(name in text for name in self.faulty if name):
            self.faults(path, faults)
        return condition

    def name(self, path: Path_, text: str, key: bool = False) -> str | None:
        """The option key or state name at `path`; None, with its fault noted, where unknown."""
        found = self.words.find(text)
        if isinstance(found, Fault):
            self.faults(path, [found], key)
            return None
        return found

    def outcome(self, path: Path_, text: str) -> str | None:
        """The outcome at `path`; None, with its fault noted, where unknown."""
        found = self.words.find_outcome(text)
        if isinstance(found, Fault):
            self.faults(path, [found])
            return None
        return found

    def pattern(self, path: Path_, text: str, key: bool = False) -> str | None:
        """The state pattern at `path`; None, with its fault noted, where it is none."""
        if self.words.form == "graph":
            return self.name(path, text, key)
        wanted = len(self.words.things)
        if (meant := _letters(text)) and len(meant) == wanted:
            what = f"the state '{text}' is not written in the letters of a state"
            self.fault(path, "E-STATE", what, f"write {meant}", key=key, column=1)
            return None
        if not set(text) <= set("YN-") and isinstance(self.words.find(text), str):
            what = f"'{text}' is an option, not a state"
            mend = "write one letter an option, such as " + _example(wanted)
            self.fault(path, "E-STATE", what, mend, key=key, column=1)
            return None
        if len(text) != wanted:
            self.fault(
                path,
                "E-STATE",
                f"the state '{text}' has {_of(len(text), 'letter')}, "
                f"the model {_of(wanted, 'option')}",
                "write one letter an option: Y taken, N not, - either",
                key=key,
            )
            return None
        for column, letter in enumerate(text, start=1):
            if letter not in "YN-":
                self.fault(
                    path,
                    "E-STATE",
                    f"'{letter}' in the state '{text}' is no letter of a state",
                    "write Y for taken, N for not, - for either",
                    key=key,
                    column=column,
                )
                return None
        return text


def _letters(text: str) -> str:
    """The state that digits or small letters most likely mean; empty where they mean none."""
    upper = text.upper().translate(str.maketrans("10TF", "YNYN"))
    return upper if text and upper != text and set(upper) <= set("YN-") else ""


def _example(options: int) -> str:
    return "Y" + "N" * (options - 1) if options <= 16 else "YN…"


def _of(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
