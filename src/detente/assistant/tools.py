"""The tools of the assistant server: a report's, a model's, and one for each question."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.analysis import QUESTIONS, Question
from detente.arguments import wrong
from detente.assistant import proposals, reports
from detente.assistant.answers import Answer, of_error, of_finding
from detente.assistant.folder import Folder
from detente.assistant.schemas import check_names, required, schema
from detente.problems import DetenteError

_MODEL = {"type": "string", "description": "A model file in the folder, or a bundled case."}


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name, what it answers in a sentence, what it takes, and what answers.

    writes  whether it changes a file of the folder.
    """

    name: str
    says: str
    properties: Mapping[str, Any]
    needed: tuple[str, ...]
    answer: Callable[[Folder, Mapping[str, Any]], Answer]
    writes: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its input."""
        return {
            "type": "object",
            "properties": dict(self.properties),
            "required": list(self.needed),
            "additionalProperties": False,
        }


@cache
def tools() -> tuple[Tool, ...]:
    """All tools, names apart: in the order of the work."""
    found = (
        *_of_module(reports),
        *_of_module(proposals),
        *(_of_question(one) for one in QUESTIONS if one.command),
    )
    assert len({one.name for one in found}) == len(found), "names of tools are unique"
    return found


def call(folder: Folder, name: str, given: Mapping[str, Any]) -> tuple[Answer, bool]:
    """What a tool answers, and whether it is a refusal. What is printed goes to standard error."""
    known = {one.name: one for one in tools()}
    try:
        # The protocol has standard output to itself.
        with contextlib.redirect_stdout(sys.stderr):
            if name not in known:
                raise wrong(name[:80], "there is no such tool", f"one of: {', '.join(known)}")
            tool = known[name]
            _check_letters(given)
            check_names(given, list(tool.properties), tool.needed)
            return tool.answer(folder, given), False
    except DetenteError as error:
        return of_error(error), True
    except (MemoryError, RecursionError) as error:
        return {"sentence": f"refused: {type(error).__name__}; ask a smaller question"}, True


def _check_letters(given: Mapping[str, Any]) -> None:
    """ModelError for half a letter, which JSON can say and no answer could tell again."""
    try:
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        what = "an argument holds half of a surrogate pair"
        raise wrong("arguments", what, "write the letter whole", "E-TYPE") from None


def _of_module(module: Any) -> list[Tool]:
    return [Tool(**one) for one in module.TOOLS]


def _of_question(question: Question) -> Tool:
    function = question.function()
    both = question.name == "diff"
    first = {"old": _MODEL, "new": _MODEL} if both else {"model": _MODEL}
    skip = ("new",) if both else ()

    def answer(folder: Folder, given: Mapping[str, Any]) -> Answer:
        rest = {key: value for key, value in given.items() if key not in first}
        conflicts = [folder.conflict(_text(key, given[key])) for key in first]
        return of_finding(function(*conflicts, **rest))

    return Tool(
        question.name,
        question.asks,
        {**first, **schema(function, skip)},
        (*first, *required(function, skip)),
        answer,
    )


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise wrong(name, "this is no text", "give the name of a file", "E-TYPE")
    return value
