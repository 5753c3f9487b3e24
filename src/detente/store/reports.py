"""The reports themselves, kept in a project for whoever works on it; they go into no export.

What is kept are the bytes that were read: the text is read off them anew, and stays in its place.
"""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager

from detente.store.file import problem

Connected = Callable[[], AbstractContextManager[sqlite3.Connection]]


class KeptReports:
    """The reports that a project keeps, and what of them a person put aside.

    fingerprint  of a report: `sha256:` and the SHA-256 of its text, as the evidence cites it.
    """

    def __init__(self, shown: str, reading: Connected, writing: Connected) -> None:
        self._shown, self._reading, self._writing = shown, reading, writing

    def add(self, fingerprint: str, place: str, raw: bytes) -> None:
        """Keep a report, by the bytes that were read of it and the place they are from."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        with self._writing() as found:
            found.execute(
                "INSERT INTO report VALUES (?, ?, ?) "
                "ON CONFLICT (fingerprint) DO UPDATE SET place = excluded.place",
                (fingerprint, place, now),
            )
            row = (fingerprint, hashlib.sha256(raw).hexdigest(), zlib.compress(raw))
            found.execute("INSERT OR REPLACE INTO report_text VALUES (?, ?, ?)", row)

    def raw(self, fingerprint: str) -> bytes | None:
        """The bytes of a report; None where it is not kept."""
        with self._reading() as found:
            row = found.execute(
                "SELECT hash, body FROM report_text WHERE fingerprint = ?", (fingerprint,)
            ).fetchone()
            return None if row is None else raw_of((row[1],), row[0], self._shown)

    def places(self) -> dict[str, str]:
        """The reports by fingerprint, the first that was kept first, with where they are from."""
        with self._reading() as found:
            rows = found.execute(
                "SELECT fingerprint, place FROM report JOIN report_text USING (fingerprint) "
                "ORDER BY at, fingerprint"
            )
            return dict(rows.fetchall())

    def forget(self, fingerprint: str) -> None:
        """Keep a report no longer; its fingerprint and its place stay known."""
        with self._writing() as found:
            found.execute("DELETE FROM report_text WHERE fingerprint = ?", (fingerprint,))

    def drop(self, what: str, dropped: bool = True) -> None:
        """Put a candidate of the reports aside, by its name; or take it up again."""
        with self._writing() as found:
            if dropped:
                found.execute("INSERT OR IGNORE INTO dropped VALUES (?)", (what,))
            else:
                found.execute("DELETE FROM dropped WHERE what = ?", (what,))

    def dropped(self) -> frozenset[str]:
        """The candidates that were put aside, by their names."""
        with self._reading() as found:
            return frozenset(row[0] for row in found.execute("SELECT what FROM dropped"))


def raw_of(row: tuple[bytes] | None, hashed: str, shown: str) -> bytes:
    """What was kept under a hash; ModelError where it is gone or is not what was kept."""
    try:
        raw = b"" if row is None else zlib.decompress(row[0])
    except zlib.error:
        raw = b""
    if hashlib.sha256(raw).hexdigest() != hashed:
        what = f"this project is damaged (a text is not the one of hash {hashed[:12]})"
        raise problem(shown, "E-PROJECT", what, "take a copy of it, or begin anew")
    return raw
