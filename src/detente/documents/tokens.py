"""Words with their places, and a matcher of phrases that is linear in the number of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from detente.late import late

_TITLES = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|Cmdr|Sen|Rep|Gov|Amb|Sec|Rev|Fr|Hon"
    r"|MR|MRS|MS|DR|GEN|AMB)"
)
_WORD = late(rf"{_TITLES}\.(?=\s|$)|(?:[A-Za-z]\.){{2,}}|[A-Z]\.(?=\s+[A-Z])|\w+(?:[-–'.&/]\w+)*")

_INDENT = 12  # spaces at the head of a wrapped line in a list within a list

Value = TypeVar("Value")


def words_of_text(text: str) -> frozenset[str]:
    """The words of a list written as a text, for lists too small for a file of their own."""
    return frozenset(text.split())


class Token(NamedTuple):
    """A word of the flat text; a possessive 's is not part of it."""

    start: int
    end: int
    word: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.word[0].isupper()


def tokenise(flat: str, start: int, end: int) -> list[Token]:
    """The words of `flat[start:end]` in order."""
    found: list[Token] = []
    for match in _WORD.finditer(flat, start, end):
        word = match.group()
        if len(word) > 2 and word.endswith(("'s", "'S")):
            word = word[:-2]
        found.append(Token(match.start(), match.start() + len(word), word))
    return found


def adjacent(flat: str, left: Token, right: Token) -> bool:
    """Whether nothing but spaces stands between two tokens: one, or a line end and an indent."""
    return right.start - left.end <= _INDENT and flat[left.end : right.start].isspace()


class Phrases(Generic[Value]):
    """Phrases with a value each, found by their first word; the longest fits first."""

    def __init__(self, entries: Iterable[tuple[str, Value]], *, cased: bool = True) -> None:
        self.cased = cased
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool, Value]]] = {}
        for phrase, value in entries:
            words = tuple(each.word for each in tokenise(phrase, 0, len(phrase)))
            if not words:
                continue
            if not cased:
                words = tuple(each.lower() for each in words)
            self._by_first.setdefault(words[0], []).append((words, "," in phrase, value))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def begin(self, word: str) -> bool:
        """Whether a phrase begins with `word`: asked first, as most words begin none."""
        return (word if self.cased else word.lower()) in self._by_first

    def match(self, flat: str, tokens: Sequence[Token], index: int) -> tuple[int, Value] | None:
        """The number of tokens and the value of the longest phrase that begins at `index`."""
        first = tokens[index].word
        options = self._by_first.get(first if self.cased else first.lower())
        if not options:
            return None
        for words, comma, value in options:
            stop = index + len(words)
            if stop > len(tokens):
                continue
            here = tokens[index:stop]
            same = all(
                (token.word if self.cased else token.word.lower()) == word
                for token, word in zip(here, words, strict=True)
            )
            if same and all(
                adjacent(flat, left, right) or (comma and flat[left.end : right.start] == ", ")
                for left, right in pairwise(here)
            ):
                return len(words), value
        return None
