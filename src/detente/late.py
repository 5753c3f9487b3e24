"""Patterns that are compiled when they are first used: a report needs few of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

_METHODS = ("match", "search", "finditer", "fullmatch", "sub", "split", "findall")


class _Late:
    """Stands for a pattern; its first use compiles it and takes its methods over."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            self.__dict__[method] = getattr(compiled, method)
        return self.__dict__[name]


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, put off to the first use: compiling all took longer than
    reading ten pages.
    """
    return cast(re.Pattern[str], _Late(pattern, flags))


def words_in(phrases: Iterable[str]) -> frozenset[str]:
    """One word of each phrase, in small letters: where none of them stands, no phrase does.

    >>> sorted(words_in(["called for", "Urged"]))
    ['called', 'urged']
    """
    return frozenset(match.group() for each in phrases if (match := _FIRST.search(each.lower())))


_FIRST = re.compile(r"\w+")
