"""What has been worked out once, kept while there is room."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from detente.memory import PROCESS, allowed

K = TypeVar("K")

_LITTLE = 1 << 28  # bytes; so much there is room for


class Kept:
    """Findings by key. What was asked for longest ago goes where all take more than there may be.

    Nothing depends on it but time: what has gone is worked out anew.
    """

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self._bytes: dict[Hashable, int] = {}
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._found

    def once(self, key: Hashable, work: Callable[[], K]) -> K:
        """What `work` made the first time that `key` was asked for."""
        with self._lock:
            if key in self._found:
                found: K = self._found.pop(key)
                self._found[key] = found  # asked for last
                return found
        found = work()
        with self._lock:
            self._found[key] = found
        self.weigh(key)
        return found

    def weigh(self, key: Hashable) -> None:
        """Look at how large a finding is, which is new or has grown, and make room."""
        with self._lock:
            if key not in self._found:
                return
            self._bytes[key] = bytes_of(self._found[key])
            taken = sum(self._bytes.values())
            if taken <= _LITTLE or taken <= (most := allowed() - PROCESS):
                return
            for other in [one for one in self._found if one != key]:
                if taken > most:
                    taken -= self._bytes.pop(other, 0)
                    del self._found[other]


def bytes_of(value: object) -> int:
    """What the arrays in a value take; those of a graph are its own."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, (tuple, list)):
        return sum(map(bytes_of, value))
    if isinstance(value, dict):
        return sum(map(bytes_of, value.values()))
    if hasattr(type(value), "of_moves"):
        return 0
    if is_dataclass(value):
        return sum(bytes_of(getattr(value, one.name)) for one in fields(value))
    if type(value).__module__.startswith("detente."):
        return sum(map(bytes_of, getattr(value, "__dict__", {}).values()))
    return 0
