"""The suggestions in a language model's answer, whatever it wrote around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from detente.late import late
from detente.reading.suggestions.checking import Suggestion
from detente.reading.values import Ask

_THOUGHT = late(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_ITEMS = late(r'"items"\s*:\s*\[')
_LONGEST = 500  # items that are looked at


class NoAnswer(Exception):
    """The answer holds no list of items."""


def suggestions_in(content: str) -> tuple[list[Suggestion], tuple[str, ...]]:
    """The suggestions of an answer, and what was wrong with the rest of it.

    A preamble, prose or code fences around the JSON, an answer that was cut, and items of another
    form spoil nothing else. NoAnswer where there is no list of items.
    """
    spoken = _THOUGHT.sub(" ", content)
    found = _ITEMS.search(spoken) or _ITEMS.search(content)
    text = spoken if _ITEMS.search(spoken) else content
    if found is None:
        start = text.find("[")
        if start < 0 or not text[start + 1 :].lstrip().startswith("{"):
            raise NoAnswer
        start += 1
    else:
        start = found.end()
    notes: list[str] = []
    items = list(_items(text, start, notes))
    good = [each for each in map(_suggestion, items[:_LONGEST]) if each is not None]
    bad = min(len(items), _LONGEST) - len(good)
    if bad:
        notes.append(f"{bad} items had not the form asked for")
    if len(items) > _LONGEST:
        notes.append(
            f"{len(items) - _LONGEST} items beyond the first {_LONGEST} were not looked at"
        )
    return good, tuple(notes)


def _items(text: str, start: int, notes: list[str]) -> Iterator[Any]:
    """The values of a list one by one, so that a damaged one ends the list and no more."""
    decoder = json.JSONDecoder(strict=False)
    at = start
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text):
            notes.append("the answer was cut off")
            return
        if text[at] == "]":
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            following = text.find("{", at + 1)
            if following < 0:
                notes.append("the answer was cut off")
                return
            notes.append("one item was damaged")
            at = following
            continue
        yield value


def _suggestion(item: Any) -> Suggestion | None:
    """One item of the answer; None where it has not even the form of one."""
    if not isinstance(item, dict):
        return None
    words = item.get("words")
    number = item.get("paragraph")
    if not isinstance(words, str) or not words.strip() or not isinstance(item.get("kind"), str):
        return None
    return Suggestion(
        item["kind"],
        words,
        number if type(number) is int else None,
        _text(item.get("name")),
        _text(item.get("sort")),
        tuple(_asks(item.get("asks"))),
        _text(item.get("condition")),
    )


def _asks(value: Any) -> Iterator[Ask]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict) and (what := _text(each.get("what"))):
            act = "stop" if each.get("act") == "stop" else "do"
            yield Ask(_text(each.get("who")), act, what)


def _text(value: Any) -> str | None:
    return value.strip()[:300] if isinstance(value, str) and value.strip() else None
