"""A project: every state that a model passed, where it is now, and what was asked of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from detente.problems import DetenteError, ModelError
from detente.store.file import make, opened, problem, transaction, words_for
from detente.store.reports import KeptReports, raw_of
from detente.values import dataclass

_LONGEST_NAME = 120  # letters of a version's name


class ChangedElsewhere(DetenteError):
    """An edit of a state that is no longer the project's: another tab, or program, was first."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved state: what was done to come to it, from which, and when.

    model, ledger  the hashes of its texts. names: the versions that are this state.
    """

    id: int
    parent: int | None
    model: str
    ledger: str | None
    what: str
    at: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """Where a project is.

    revision  grows with every change; an edit names the one that it was made for.
    text      the model; ledger: the evidence file that it names, None where it names none.
    """

    revision: int
    state: Saved
    text: str
    ledger: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The files that a project was opened from, as they were when last read or written."""

    shown: str
    text: str
    ledger_shown: str | None
    ledger: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """An answer that was kept.

    model, ledger  the hashes of what was asked about; setting: all else that it depends on.
    """

    question: str
    model: str
    ledger: str | None
    setting: Mapping[str, Any]
    engine: str | None
    seed: int | None
    version: str
    at: str
    result: bytes

    @property
    def key(self) -> str:
        """The hash of all that the answer depends on."""
        return _key(self.question, self.model, self.ledger, self.setting, self.seed, self.version)


class Project:
    """An open project. May be used by several threads; other programs may use the file too."""

    def __init__(self, path: Path, shown: str, connection: sqlite3.Connection) -> None:
        self.path, self.shown = path, shown
        self._connection, self._lock = connection, threading.RLock()
        self.kept = KeptReports(shown, self._reading, self._writing)

    @classmethod
    def create(
        cls,
        path: str | Path,
        text: str,
        ledger: str | None = None,
        origin: tuple[str, str | None] | None = None,
    ) -> Project:
        """A new project of a model's text and the text of its evidence file.

        origin  the paths of both, where they were read from files that a person owns.
        ModelError where a project stands there, or cannot.
        """
        shown = str(path)

        def fill(found: sqlite3.Connection) -> None:
            model, evidence = _put(found, text), None if ledger is None else _put(found, ledger)
            state = found.execute(
                "INSERT INTO state (parent, model, ledger, what, at) VALUES (NULL, ?, ?, ?, ?)",
                (model, evidence, "the beginning", _now()),
            ).lastrowid
            found.execute("INSERT INTO head VALUES (1, ?, 1)", (state,))
            if origin is not None:
                row = (origin[0], model, origin[1], evidence)
                found.execute("INSERT INTO origin VALUES (1, ?, ?, ?, ?)", row)

        make(Path(path), shown, fill)
        return cls.open(path)

    @classmethod
    def open(cls, path: str | Path) -> Project:
        """The project at `path`; ModelError where there is none, or it is damaged or newer."""
        shown = str(path)
        found = cls(Path(path), shown, opened(Path(path), shown))
        try:
            found.head()
        except ModelError:
            found.close()
            raise
        return found

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, words_for(self.shown):
            yield self._connection

    @contextmanager
    def _writing(self, revision: int | None = None) -> Iterator[sqlite3.Connection]:
        """One transaction; ChangedElsewhere where the project is not at `revision` any more."""
        with self._reading() as found, transaction(found):
            if revision is not None and self._revision(found) != revision:
                raise ChangedElsewhere("this project was changed in another tab or program")
            yield found

    def _revision(self, found: sqlite3.Connection) -> int:
        return int(found.execute("SELECT revision FROM head").fetchone()[0])

    def head(self) -> Head:
        """Where the project is now."""
        with self._reading() as found:
            row = found.execute("SELECT state, revision FROM head").fetchone()
            if row is None:
                raise problem(self.shown, "E-PROJECT", "this project is empty", "begin anew")
            return self._head(found, *row)

    def _head(self, found: sqlite3.Connection, state: int, revision: int) -> Head:
        saved = self._saved(found, state)
        ledger = None if saved.ledger is None else self._text(found, saved.ledger)
        return Head(revision, saved, self._text(found, saved.model), ledger)

    @property
    def revision(self) -> int:
        """The number of the head, without its texts."""
        with self._reading() as found:
            return self._revision(found)

    def require(self, revision: int) -> None:
        """ChangedElsewhere where the project is not at `revision` any more."""
        if self.revision != revision:
            raise ChangedElsewhere("this project was changed in another tab or program")

    def _saved(self, found: sqlite3.Connection, state: int) -> Saved:
        row = found.execute(f"{_STATES} WHERE id = ?", (state,)).fetchone()
        if row is None:
            raise problem(self.shown, "E-STATE", f"there is no version {state}", "name another")
        return _row(row)

    def _text(self, found: sqlite3.Connection, hashed: str) -> str:
        row = found.execute("SELECT body FROM content WHERE hash = ?", (hashed,)).fetchone()
        return _unpacked(row, hashed, self.shown)

    def texts(self, state: int) -> Head:
        """A saved state with its texts, whether or not the project is there."""
        with self._reading() as found:
            return self._head(found, state, self._revision(found))

    def save(self, revision: int, text: str, ledger: str | None, what: str) -> Head:
        """The project with other texts: one more state, made from the one of `revision`.

        On the disk when this returns. ChangedElsewhere where the project is not there any more;
        texts that are the same leave it as it is.
        """
        with self._writing(revision) as found:
            here = found.execute("SELECT state FROM head").fetchone()[0]
            model, evidence = _put(found, text), None if ledger is None else _put(found, ledger)
            now = self._saved(found, here)
            if (now.model, now.ledger) == (model, evidence):
                return Head(revision, now, text, ledger)
            state = found.execute(
                "INSERT INTO state (parent, model, ledger, what, at) VALUES (?, ?, ?, ?, ?)",
                (here, model, evidence, what, _now()),
            ).lastrowid
            assert state is not None, "an inserted row has its number"
            self._go(found, state)
            return Head(revision + 1, self._saved(found, state), text, ledger)

    def _go(self, found: sqlite3.Connection, state: int) -> None:
        found.execute("UPDATE head SET state = ?, revision = revision + 1", (state,))

    def undo(self, revision: int) -> Head:
        """Back to the state that this one was made from; where there is none nothing happens."""
        with self._writing(revision) as found:
            here = self._saved(found, found.execute("SELECT state FROM head").fetchone()[0])
            if here.parent is not None:
                self._go(found, here.parent)
        return self.head()

    def redo(self, revision: int) -> Head:
        """On to the newest state made from this one; where there is none nothing happens."""
        with self._writing(revision) as found:
            after = _after(found)
            if after is not None:
                self._go(found, after)
        return self.head()

    def can_redo(self) -> bool:
        """Whether a state was made from this one."""
        with self._reading() as found:
            return _after(found) is not None

    def back_to(self, revision: int, state: int) -> Head:
        """The texts of a saved state once more, as a new state that can be undone like any."""
        old = self.texts(state)
        return self.save(revision, old.text, old.ledger, f"back to {_called(old.state)}")

    def history(self, most: int = 200) -> tuple[Saved, ...]:
        """The saved states, the newest first."""
        with self._reading() as found:
            rows = found.execute(f"{_STATES} ORDER BY id DESC LIMIT ?", (most,)).fetchall()
            return tuple(map(_row, rows))

    def name(self, state: int, name: str) -> None:
        """Call a state by a name; another state of that name loses it. ModelError for no name."""
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            what = f"a version's name has 1 to {_LONGEST_NAME} letters"
            raise problem("name", "E-NAME", what, "give another name")
        with self._writing() as found:
            self._saved(found, state)
            found.execute(
                "INSERT INTO version VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
                "SET state = excluded.state, at = excluded.at",
                (name, state, _now()),
            )

    def versions(self) -> dict[str, int]:
        """The named states, the newest name first."""
        with self._reading() as found:
            rows = found.execute("SELECT name, state FROM version ORDER BY at DESC, name")
            return dict(rows.fetchall())

    def origin(self) -> Origin | None:
        """The files that the project was opened from; None where it was begun from a case."""
        with self._reading() as found:
            row = found.execute("SELECT shown, model, ledger_shown, ledger FROM origin").fetchone()
            if row is None:
                return None
            ledger = None if row[3] is None else self._text(found, row[3])
            return Origin(row[0], self._text(found, row[1]), row[2], ledger)

    def set_origin(
        self, shown: str, text: str, ledger_shown: str | None, ledger: str | None
    ) -> None:
        """Remember what the files say now."""
        with self._writing() as found:
            model, evidence = _put(found, text), None if ledger is None else _put(found, ledger)
            row = (shown, model, ledger_shown, evidence)
            found.execute("INSERT OR REPLACE INTO origin VALUES (1, ?, ?, ?, ?)", row)

    def keep_report(self, fingerprint: str, place: str) -> None:
        """Remember where the document of a fingerprint was found."""
        with self._writing() as found:
            row = (fingerprint, place, _now())
            found.execute("INSERT OR REPLACE INTO report VALUES (?, ?, ?)", row)

    def reports(self) -> dict[str, str]:
        """The documents by fingerprint, and where they were found."""
        with self._reading() as found:
            rows = found.execute("SELECT fingerprint, place FROM report ORDER BY at")
            return dict(rows.fetchall())

    def keep_run(
        self,
        question: str,
        head: Head,
        setting: Mapping[str, Any],
        version: str,
        result: bytes,
        engine: str | None = None,
        seed: int | None = None,
    ) -> Run:
        """Keep an answer with all that it depends on; the same question again replaces it."""
        here = head.state
        run = Run(question, here.model, here.ledger, setting, engine, seed, version, _now(), result)
        with self._writing() as found:
            row = (run.key, question, here.model, here.ledger, _json(setting), engine, seed)
            row_end = (version, run.at, zlib.compress(result))
            marks = ", ".join("?" * 10)
            found.execute(f"INSERT OR REPLACE INTO run VALUES ({marks})", (*row, *row_end))
        return run

    def run(
        self,
        question: str,
        head: Head,
        setting: Mapping[str, Any],
        version: str,
        seed: int | None = None,
    ) -> Run | None:
        """The answer to this question about this state, by this version; None where not kept."""
        key = _key(question, head.state.model, head.state.ledger, setting, seed, version)
        with self._reading() as found:
            row = found.execute(
                "SELECT model, ledger, engine, at, result FROM run WHERE key = ?", (key,)
            ).fetchone()
            if row is None:
                return None
            model, ledger, engine, at, body = row
            result = zlib.decompress(body)
            return Run(question, model, ledger, setting, engine, seed, version, at, result)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the file; nothing where every text is as its hash says."""
        with self._reading() as found:
            said = [row[0] for row in found.execute("PRAGMA integrity_check") if row[0] != "ok"]
            lost = found.execute("PRAGMA foreign_key_check").fetchall()
            said += [f"a row of '{row[0]}' names what is not there" for row in lost]
            kept = "SELECT hash, body FROM content UNION ALL SELECT hash, body FROM report_text"
            for hashed, body in found.execute(kept):
                try:
                    raw_of((body,), hashed, self.shown)
                except ModelError as error:
                    said.append(error.problems[0].what)
        return tuple(said)

    def compact(self) -> tuple[int, int]:
        """Bytes before and after what nothing needs is given back; states and names stay."""
        with self._reading() as found:
            found.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = self.path.stat().st_size
        with self._writing() as found:
            found.execute(
                "DELETE FROM run WHERE model NOT IN (SELECT model FROM state "
                "JOIN head ON head.state = state.id)"
            )
        with self._reading() as found:
            found.execute("VACUUM")
            found.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, self.path.stat().st_size


_STATES = (
    "SELECT id, parent, model, ledger, what, at, "
    "(SELECT group_concat(name, char(10)) FROM version WHERE version.state = state.id) FROM state"
)


def _row(row: tuple[Any, ...]) -> Saved:
    names = tuple(sorted(row[6].split("\n"))) if row[6] else ()
    number, parent, model, ledger, what, at = row[:6]
    return Saved(number, parent, model, ledger, what, at, names)


def _called(saved: Saved) -> str:
    return f"'{saved.names[0]}'" if saved.names else f"version {saved.id}"


def _after(found: sqlite3.Connection) -> int | None:
    row = found.execute(
        "SELECT max(id) FROM state WHERE parent = (SELECT state FROM head)"
    ).fetchone()
    return None if row is None or row[0] is None else int(row[0])


def _put(found: sqlite3.Connection, text: str) -> str:
    """Keep a text under its hash, once; returns the hash."""
    raw = text.encode("utf-8")
    hashed = hashlib.sha256(raw).hexdigest()
    row = (hashed, len(raw), zlib.compress(raw))
    found.execute("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", row)
    return hashed


def _unpacked(row: tuple[bytes] | None, hashed: str, shown: str) -> str:
    """The text of a hash; ModelError where it is gone or is not what was kept."""
    return raw_of(row, hashed, shown).decode("utf-8")


def _json(setting: Mapping[str, Any]) -> str:
    return json.dumps(setting, sort_keys=True, ensure_ascii=False)


def _key(
    question: str,
    model: str,
    ledger: str | None,
    setting: Mapping[str, Any],
    seed: int | None,
    version: str,
) -> str:
    said = json.dumps([question, model, ledger, _json(setting), seed, version])
    return hashlib.sha256(said.encode()).hexdigest()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
