"""Reading JSON strictly, with the place of every value, in bounded time and memory."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import NamedTuple

from detente.limits import limit
from detente.model import printable
from detente.problems import ModelError, Problem

_SPACE = re.compile(r"[ \t\r\n]*")
_BEGUN = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*')
_STRING = re.compile(_BEGUN.pattern + '"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_]+")
_WORDS = {"true": True, "false": False, "null": None}
_DIGITS = 18  # a longer whole number is no count of anything here, and slow to read


class Node(NamedTuple):
    """A value and where it begins in the text (0-based, in code points)."""

    value: Value
    at: int


Value = dict[str, Node] | list[Node] | str | int | float | bool | None


def _unseen(letter: str) -> str:
    """What to call a letter that nobody sees in an editor."""
    kind = "control" if ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 else "invisible"
    return f"{kind} character U+{ord(letter):04X}"


@dataclass(slots=True)
class JsonText:
    """A JSON text under reading. Lives only while one file is read."""

    text: str
    file: str
    at: int = 0
    nodes: int = 0
    known: tuple[int, int] = (0, 1)  # a place whose line has been counted, and the line

    def line(self, at: int) -> int:
        """The line of a place in the text, from 1. Cost: the distance from the place last asked."""
        before, line = self.known
        if at >= before:
            line += self.text.count("\n", before, at)
        else:
            line -= self.text.count("\n", at, before)
        self.known = (at, line)
        return line

    def problem(self, at: int, code: str, what: str, mend: str) -> Problem:
        """A problem at a place in the text, as line and column."""
        column = at - self.text.rfind("\n", 0, at)
        return Problem(self.file, self.line(at), column, code, what, mend)

    def refuse(self, at: int, code: str, what: str, mend: str) -> ModelError:
        """The problem as an error that ends the reading."""
        return ModelError((self.problem(at, code, what, mend),))

    def document(self) -> Node:
        """The text's one value; ModelError where the text is no JSON, too deep or too large.

        Cost: linear in the length; at most `file_nodes` values and `file_depth` levels.
        """
        if len(self.text) > limit("file_bytes"):
            most = limit("file_bytes") // 2**20
            raise ModelError(
                (
                    Problem(
                        self.file,
                        0,
                        0,
                        "E-SIZE",
                        f"the file is longer than {most} MB",
                        "name a smaller file",
                    ),
                )
            )
        self._space()
        if self.at == len(self.text):
            raise self.refuse(0, "E-EMPTY", "the file is empty", "name a file with a model in it")
        node = self._node(0)
        self._space()
        if self.at < len(self.text):
            raise self._broken("something follows the end of the value", "leave it out")
        return node

    def _space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def _broken(self, what: str, mend: str) -> ModelError:
        letter = self.text[self.at : self.at + 1]
        if not letter:
            what, mend = "the text ends too early", "add what is missing"
        elif not letter.isprintable():
            what, mend = f"the {_unseen(letter)} stands between values", "remove it"
        return self.refuse(min(self.at, len(self.text)), "E-JSON", f"not valid JSON: {what}", mend)

    def _node(self, depth: int) -> Node:
        start = self.at
        self.nodes += 1
        if depth > limit("file_depth"):
            most = limit("file_depth")
            raise self.refuse(
                start, "E-DEPTH", f"values nest deeper than {most} levels", "write it flatter"
            )
        if self.nodes > limit("file_nodes"):
            most = limit("file_nodes")
            raise self.refuse(
                start, "E-SIZE", f"the file has more than {most:,} values", "name a smaller file"
            )
        letter = self.text[start : start + 1]
        if letter == "{":
            return Node(self._object(depth), start)
        if letter == "[":
            return Node(self._list(depth), start)
        if letter == '"':
            return Node(self._string(), start)
        return Node(self._plain(), start)

    def _plain(self) -> int | float | bool | None:
        if word := _WORD.match(self.text, self.at):
            if word[0] not in _WORDS:
                raise self._broken(f"'{word[0][:40]}' stands without quotes", "put it in quotes")
            self.at = word.end()
            return _WORDS[word[0]]
        number = _NUMBER.match(self.text, self.at)
        if number is None:
            found = self.text[self.at : self.at + 1]
            raise self._broken(
                f"'{found}' stands where a value is wanted", "write a value, or leave out a comma"
            )
        self.at = number.end()
        if number[1] is None and number[2] is None and len(number[0]) <= _DIGITS:
            return int(number[0])
        return float(number[0])

    def _string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise self._no_string()
        value = str(json.loads(match[0])) if "\\" in match[0] else match[0][1:-1]
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise self.refuse(
                self.at,
                "E-ENCODING",
                "half of a surrogate pair stands in this text",
                "write the whole character",
            )
        self.at = match.end()
        return value

    def _no_string(self) -> ModelError:
        """What is wrong with the text in quotes that begins here, at the letter that is wrong."""
        begun = _BEGUN.match(self.text, self.at)
        assert begun is not None, "whoever asks has seen the quote"
        at = begun.end()
        letter = self.text[at : at + 1]
        if letter == "\\":
            what = f"'{printable(self.text[at : at + 2])}' in a text is no escape"
            return self.refuse(at, "E-JSON", f"not valid JSON: {what}", "write '\\\\' for '\\'")
        if letter in ("", "\r", "\n"):
            what = "not valid JSON: a text in quotes is not closed on its line"
            mend = "close the quotes, and write '\\n' for a line break in a text"
            return self.refuse(self.at, "E-JSON", what, mend)
        escape = "\\t" if letter == "\t" else f"\\u{ord(letter):04x}"
        what = f"not valid JSON: the {_unseen(letter)} stands in a text"
        return self.refuse(at, "E-JSON", what, f"remove it, or write '{escape}' if it is meant")

    def _list(self, depth: int) -> list[Node]:
        self.at += 1
        self._space()
        items: list[Node] = []
        if self._take("]"):
            return items
        while True:
            items.append(self._node(depth + 1))
            self._space()
            if self._take("]"):
                return items
            if not self._take(","):
                raise self._broken("a ',' or ']' is missing before this", "write it")
            self._space()

    def _object(self, depth: int) -> dict[str, Node]:
        self.at += 1
        self._space()
        members: dict[str, Node] = {}
        if self._take("}"):
            return members
        while True:
            start = self.at
            if self.text[start : start + 1] != '"':
                raise self._broken("a key in quotes is missing here", "write the key in quotes")
            key = self._string()
            if key in members:
                line = self.line(members[key].at)
                raise self.refuse(
                    start,
                    "E-DUPLICATE",
                    f"the key '{key[:40]}' stands here a second time (first in line {line})",
                    "leave one of the two out",
                )
            self._space()
            if not self._take(":"):
                raise self._broken(f"a ':' is missing after the key '{key[:40]}'", "write it")
            self._space()
            members[key] = self._node(depth + 1)
            self._space()
            if self._take("}"):
                return members
            if not self._take(","):
                raise self._broken("a ',' or '}' is missing before this", "write it")
            self._space()

    def _take(self, letter: str) -> bool:
        if self.text.startswith(letter, self.at):
            self.at += 1
            return True
        return False
