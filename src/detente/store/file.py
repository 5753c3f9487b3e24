"""A project file: made whole or not at all, opened only where it is one, moved up where it is old.

Written in full with `synchronous=FULL` and a write-ahead log: a change that was acknowledged is
there after the program was killed, and after a loss of power as far as the disk keeps its word.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from detente.limits import limit
from detente.problems import ModelError, Problem
from detente.store.schema import APPLICATION, STEPS

SUFFIX = ".detente"
_MAGIC = b"SQLite format 3\0"
_ASIDE = ".before-{version}"  # the copy that is kept where a file is moved up


def problem(shown: str, code: str, what: str, mend: str) -> ModelError:
    """The error about a project, to be raised."""
    return ModelError((Problem(shown, 0, 0, code, what, mend),))


@contextmanager
def words_for(shown: str) -> Iterator[None]:
    """Turn what SQLite says into one line about the project."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _told(shown, str(error)) from None
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite's own words may repeat damaged bytes, which are no text then.
        said = "its names are no text" if isinstance(error, UnicodeDecodeError) else str(error)
        what = f"this project is damaged ({said})"
        mend = "take a copy of it, or begin anew from the model file"
        raise problem(shown, "E-PROJECT", what, mend) from None
    except OSError as error:
        reason = error.strerror or "the disk refused"
        raise problem(shown, "E-SAVE", f"cannot be written ({reason})", "check the place") from None


def _told(shown: str, said: str) -> ModelError:
    if "locked" in said or "busy" in said:
        seconds = limit("lock_seconds")
        what = f"another program has held this project for {seconds} seconds"
        return problem(shown, "E-BUSY", what, "try again when it is done")
    if any(one in said for one in ("malformed", "not a database", "no such")):
        what, mend = f"this project is damaged ({said})", "take a copy of it, or begin anew"
        return problem(shown, "E-PROJECT", what, mend)
    return problem(shown, "E-SAVE", f"cannot be written ({said})", "check the place and the disk")


def connect(path: Path) -> sqlite3.Connection:
    """A connection under which what is committed is on the disk."""
    found = sqlite3.connect(
        path, timeout=limit("lock_seconds"), isolation_level=None, check_same_thread=False
    )
    try:
        found.execute("PRAGMA foreign_keys = ON")
        found.execute("PRAGMA trusted_schema = OFF")
        found.execute("PRAGMA synchronous = FULL")
        return found
    except BaseException:
        found.close()
        raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it, or none; whoever writes waits for who was first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def make(path: Path, shown: str, fill: Callable[[sqlite3.Connection], None]) -> None:
    """A new project at `path`, filled; ModelError where something stands there already.

    Made beside its place and put there in one step: whoever is killed leaves no half project.
    """
    with words_for(shown):
        if not path.parent.is_dir():
            raise problem(
                shown,
                "E-SAVE",
                f"cannot be written (there is no folder '{path.parent.name}')",
                "make the folder, or name another",
            )
        handle, beside = tempfile.mkstemp(prefix=".detente-", suffix=".tmp", dir=path.parent)
        os.close(handle)
        try:
            with closing(connect(Path(beside))) as found:
                with transaction(found):
                    found.execute(f"PRAGMA application_id = {APPLICATION}")
                    _take(found, STEPS)
                    fill(found)
                found.execute("PRAGMA journal_mode = WAL")
            _flush(beside)
            try:
                os.link(beside, path)
            except FileExistsError:
                what = "there is a project of this name already"
                raise problem(shown, "E-EXISTS", what, "open it, or give another name") from None
            except OSError:  # a file system without links
                if path.exists():
                    raise
                os.rename(beside, path)
            _flush(path.parent)
        finally:
            for ending in ("", "-wal", "-shm", "-journal"):
                with suppress(FileNotFoundError):
                    os.unlink(beside + ending)


def opened(path: Path, shown: str, steps: Sequence[Sequence[str]] = STEPS) -> sqlite3.Connection:
    """The project at `path`, moved up to today's tables where it is older.

    ModelError for a file that is no project, that is damaged, or that a newer detente wrote: none
    of these is written to. Before a file is moved up, a copy of it is kept beside it.
    """
    _look(path, shown)
    with words_for(shown):
        found = connect(path)
        try:
            (version,) = found.execute("PRAGMA user_version").fetchone()
            if version > len(steps):
                what = "a newer detente wrote this project"
                raise problem(shown, "E-PROJECT-NEWER", what, "open it with that, or update this")
            if version < 1:
                raise _foreign(shown)
            if version < len(steps):
                _keep_aside(found, path, version)
                with transaction(found):
                    _take(found, steps, version)
            found.execute("PRAGMA journal_mode = WAL")
            return found
        except BaseException:
            found.close()
            raise


def _look(path: Path, shown: str) -> None:
    """Read the first bytes alone: what is no project is not even opened as one."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise _foreign(shown)
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError as error:
        reason = error.strerror or "the disk refused"
        raise problem(shown, "E-FILE", f"cannot be read ({reason})", "check the path") from None
    if not head:
        what, mend = (
            "this project is empty: no byte stands in it",
            "take a copy of it, or begin anew",
        )
        raise problem(shown, "E-PROJECT", what, mend)
    if not head.startswith(_MAGIC) or head[68:72] != APPLICATION.to_bytes(4, "big"):
        raise _foreign(shown)


def _foreign(shown: str) -> ModelError:
    what = "this is no project of detente's"
    return problem(shown, "E-PROJECT", what, f"name a file that ends in {SUFFIX}, or a model")


def _take(found: sqlite3.Connection, steps: Sequence[Sequence[str]], done: int = 0) -> None:
    for step in steps[done:]:
        for statement in step:
            found.execute(statement)
    found.execute(f"PRAGMA user_version = {len(steps)}")


def _keep_aside(found: sqlite3.Connection, path: Path, version: int) -> None:
    aside = path.with_name(path.name + _ASIDE.format(version=version + 1))
    if aside.exists():
        return  # kept by a start that did not come to its end
    beside = aside.with_name(aside.name + ".tmp")
    with closing(sqlite3.connect(beside)) as copy:
        found.backup(copy)
    _flush(beside)
    os.replace(beside, aside)
    _flush(path.parent)


def _flush(place: str | Path) -> None:
    """To the disk, names of a folder too; Windows flushes names by itself."""
    if os.path.isdir(place) and not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
