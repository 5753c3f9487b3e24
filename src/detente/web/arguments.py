"""The form of any question, made of the arguments of the function that answers it.

Names and kinds come from the function; what an argument means is said in the words of the command
line's help. What a form sends is made into what the function takes; whether it is right is the
function's to say.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from starlette.datastructures import QueryParams

from detente.analysis import Question
from detente.model import Conflict
from detente.stability import known_ids
from detente.values import dataclass
from detente.web.edits import wrong
from detente.web.open_projects import Spoken

# What the server decides: how, where and how long is computed, and what is read of the disk.
_ASIDE = frozenset(
    {"setting", "progress", "documents", "workers", "engine", "memory", "told", "examples"}
    | {"cluster", "parts", "resume"}
)
_CHOICES = re.compile(r"[a-z-]+(\|[a-z-]+)+")
_JOINT = ("sequences", "simultaneous")  # what stands for a yes that has kinds
_DIGITS = 18


@dataclass(frozen=True)
class Argument:
    """An argument of a question as its form shows it.

    name      the function's; flag: the command's, empty where it is no option there.
    says      what it means; shape: what stands for a value in the command's help.
    kind      text, number, yes, lines (one value a line), words (one value between commas),
              choice, across, reading, or version (another state of the project).
    default   what holds where nothing is said; choices: all that can be said, of a choice.
    """

    name: str
    flag: str
    says: str
    shape: str
    kind: str
    default: Any
    required: bool
    choices: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name as a person reads it: the command's, without its dashes."""
        return (self.flag.lstrip("-") or self.name).replace("-", " ").replace("_", " ")


def silent(name: str) -> Mapping[str, tuple[str, str, str]]:
    """Nothing said of any argument: what is used where no command line is at hand."""
    return {}


def arguments(question: Question, spoken: Spoken = silent) -> tuple[Argument, ...]:
    """The arguments that a form offers, in the function's order."""
    return _arguments(question, spoken)


@cache
def _arguments(question: Question, spoken: Spoken) -> tuple[Argument, ...]:
    function = inspect.unwrap(question.function())
    kinds, said = get_type_hints(function), spoken(question.name)
    every = list(inspect.signature(function).parameters.values())
    conflicts = [one.name for one in every if kinds[one.name] is Conflict]
    found = []
    for one in every:
        if one.name in _ASIDE or one.name == conflicts[-1]:
            continue
        flag, says, shape = said.get(one.name, ("", "", ""))
        kind, choices = _kind(one, kinds[one.name], shape)
        needed = one.default is inspect.Parameter.empty
        default = None if needed else one.default
        found.append(Argument(one.name, flag, says, shape, kind, default, needed, choices))
    if "long" in inspect.signature(question.shower()).parameters:
        flag, says, shape = said.get("long", ("--long", "Tell everything.", ""))
        found.append(Argument("long", flag, says, shape, "yes", False, False))
    return tuple(found)


def _kind(one: inspect.Parameter, kind: Any, shape: str) -> tuple[str, tuple[str, ...]]:
    parts = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    several = [part for part in parts if _is(part, Sequence)]
    if kind is Conflict:
        return "version", ()
    if any(_is(part, Mapping) for part in parts):
        return ("across" if str in parts else "reading"), ()
    if several:
        nested = any(not isinstance(part, type) for part in get_args(several[0]))
        return ("words" if "," in shape and not nested else "lines"), ()
    if bool in parts:
        if str in parts:
            return "choice", _JOINT
        return ("choice", ("no",)) if one.default is True else ("yes", ())
    if int in parts and str not in parts:
        return "number", ()
    if _CHOICES.fullmatch(shape):
        return "choice", tuple(shape.split("|"))
    if shape == "ID" and one.default not in (None, inspect.Parameter.empty):
        return "choice", tuple(known_ids())
    return "text", ()


def _is(part: Any, kind: type) -> bool:
    origin = get_origin(part)
    return isinstance(origin, type) and issubclass(origin, kind)


def given(every: Sequence[Argument], query: QueryParams) -> dict[str, Any]:
    """What the form says, as the function takes it; what was left empty is left out.

    ModelError for what is no number where one is asked for. `reading` and versions stand in the
    address in other ways, and are left to the page.
    """
    found: dict[str, Any] = {}
    for one in every:
        said = [text for text in query.getlist(one.name) if text.strip()]
        if not said or one.kind in ("reading", "version"):
            continue
        found[one.name] = _value(one, [str(text) for text in said])
    return found


def _value(one: Argument, said: list[str]) -> Any:
    text = said[-1].strip()
    match one.kind:
        case "yes":
            return True
        case "number":
            return _number(one, text)
        case "lines":
            return [line.strip() for part in said for line in part.splitlines() if line.strip()]
        case "words":
            every = [word for part in said for word in re.split(r"[,\n]", part)]
            return [word.strip() for word in every if word.strip()]
        case "across" if text not in ("base", "all"):
            return {word.strip(): "all" for word in text.split(",") if word.strip()}
        case "choice" if one.default is True:
            return text != "no"
    return text


def _number(one: Argument, text: str) -> int:
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) > _DIGITS:
        what = f"a number of {len(digits)} digits is more than can be asked for"
        raise wrong(one.name, what, f"write one of {_DIGITS} digits at most")
    if not (digits.isascii() and digits.isdigit()):
        what = f"'{text[:40]}' is no whole number"
        raise wrong(one.name, what, "write it in digits, such as 10")
    return int(text)


def missing(every: Sequence[Argument], values: Mapping[str, Any]) -> list[Argument]:
    """What is asked for and was not given."""
    return [one for one in every if one.required and one.name not in values]
