"""What of a page an edit changed: the elements that are others than in the page that asked.

A page in the browser is told by a name. Templates cut a page where a part of it begins or ends;
each part is an element with an `id`. Where nothing beside the parts differs, those that do are
enough.
"""

from __future__ import annotations

import itertools
import re
import secrets
import threading
from collections import OrderedDict

from markupsafe import Markup

CUT = Markup("<!--|-->")  # no text of a model can be this: what comes from one is escaped
_VARIES = re.compile(r'(?:data-page|name="revision" value)="[^"]*"')  # the browser sets these
_KEPT = 64  # pages, of all tabs
_LONGEST = 1 << 19  # letters; longer pages are sent whole


class Sent:
    """The newest pages that were sent, by their names."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock, self._count = threading.Lock(), itertools.count()
        self._start = secrets.token_hex(6)  # a page of an earlier server has none of these names

    def name(self) -> str:
        """The name of a page to be made."""
        return f"{self._start}-{next(self._count)}"

    def keep(self, name: str, made: str) -> None:
        """Remember a page as it was made, with its cuts."""
        if len(made) > _LONGEST:
            return
        with self._lock:
            self._found[name] = tuple(made.split(CUT))
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)

    def changed(self, name: str, made: str) -> str | None:
        """The parts in which the page `made` differs from the one of that name, each a template: a
        row alone is no row to a browser. None where the page differs beside them, or that one is
        not known any more."""
        with self._lock:
            before = self._found.get(name)
        if before is None:
            return None
        after = made.split(CUT)
        if len(before) != len(after) or any(
            _VARIES.sub("", old) != _VARIES.sub("", new)
            for old, new in zip(before[::2], after[::2], strict=True)
        ):
            return None
        pairs = zip(before[1::2], after[1::2], strict=True)
        return "".join(
            f"<template>{new}</template>"
            for old, new in pairs
            if _VARIES.sub("", old) != _VARIES.sub("", new)
        )


def whole(made: str) -> str:
    """The page as it is sent: without its cuts."""
    return made.replace(CUT, "")
