"""Memory: how much is in use, how much there is, and how much an answer may take."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from detente.problems import ModelError, Problem, TooLarge

PROCESS = 70_000_000  # bytes of Python, NumPy and detente before anything is asked
UNKNOWN = 1 << 62  # where a machine does not say: more than anything takes
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_BINARY = {"ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}
_AMOUNT = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?)\s*([kmgt]i?)?b?", re.IGNORECASE)
_ALLOWED: ContextVar[int | None] = ContextVar("allowed", default=None)


def allowed() -> int:
    """The most that the process may take, in bytes: as limited, else what the machine has."""
    limit = _ALLOWED.get()
    return machine() if limit is None else limit


def is_limited() -> bool:
    """Whether somebody asked for less than the machine has."""
    return _ALLOWED.get() is not None


@contextmanager
def limited(amount: int | str | None) -> Iterator[None]:
    """Within this, what would take the process beyond `amount` is refused; None: no such limit.

    amount  bytes, or a text such as `2GB` (see bytes_of). Estimates decide, before the work;
            TooLarge at once where it is less than a process takes before anything is asked.
    """
    if amount is None:
        yield
        return
    size = bytes_of(amount)
    if size < PROCESS:
        raise TooLarge(
            "an answer in so little memory",
            f"detente itself takes about {shown(PROCESS)}, and {shown(size)} may be taken",
            "allow more memory (`--memory`)",
        )
    before = _ALLOWED.set(size)
    try:
        yield
    finally:
        _ALLOWED.reset(before)


def bytes_of(amount: int | str) -> int:
    """An amount of memory in bytes: `2GB`, `1.5 GiB`, `500M`, `2000000000`; ModelError for none."""
    found = _AMOUNT.fullmatch(str(amount).strip())
    unit = (found[2] or "").lower() if found else ""
    size = int(float(found[1]) * (_UNITS | _BINARY)[unit]) if found else 0
    if size < 1:
        what = f"'{amount}' is no amount of memory"
        raise ModelError(
            (Problem("memory", 0, 0, "E-VALUE", what, "write it as in 2GB, 500MB or 1.5GiB"),)
        )
    return size


def shown(amount: float) -> str:
    """An amount in words: `1.5 GB`, `80 MB`."""
    return f"{amount / 1e9:,.1f} GB" if amount >= 1e9 else f"{amount / 1e6:,.0f} MB"


def machine() -> int:
    """The machine's memory in bytes, or what of it this process's group may take."""
    if not hasattr(os, "sysconf"):
        return UNKNOWN
    there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        group = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return there
    return min(there, int(group)) if group.isdecimal() else there


def in_use() -> int | None:
    """What the process has in memory now, in bytes; None where the machine does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
