"""The output door against every kind of target, and what it leaves behind."""

from __future__ import annotations

import errno
import logging
import os
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.problems import ModelError
from detente.saving import change, lock, output

OLD, NEW = "old\n", "new\n"


def file(at: Path) -> Path:
    at.write_text(OLD, encoding="utf-8")
    at.chmod(0o640)
    return at


def link(at: Path) -> Path:
    at.symlink_to(file(at.with_name("behind")))
    return at


def chain(at: Path) -> Path:
    link(at.with_name("link"))
    at.symlink_to("link")
    return at


def dangling(at: Path) -> Path:
    at.symlink_to("nowhere yet")
    return at


def loop(at: Path) -> Path:
    at.symlink_to(at.name)
    return at


def pipe(at: Path) -> Path:
    os.mkfifo(at)
    return at


def pipe_behind_a_link(at: Path) -> Path:
    at.symlink_to(pipe(at.with_name("pipe")))
    return at


def listening(at: Path) -> Path:
    here = os.getcwd()
    os.chdir(at.parent)  # a socket's address is short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(at.name)
    finally:
        os.chdir(here)
    return at


def folder(at: Path) -> Path:
    at.mkdir()
    return at


def device(_: Path) -> Path:
    return Path(os.devnull)


def long_name(at: Path) -> Path:
    return file(at.with_name("n" * 250))


# kind of target: (how it is made, what is refused without --force, what with it)
TARGETS: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "nothing": (lambda at: at, "", ""),
    "a file": (file, "E-EXISTS", ""),
    "a file with a long name": (long_name, "E-EXISTS", ""),
    "a link": (link, "E-EXISTS", ""),
    "a link to a link": (chain, "E-EXISTS", ""),
    "a link to nothing": (dangling, "", ""),
    "a link to itself": (loop, "E-SAVE", "E-SAVE"),
    "a pipe": (pipe, "E-SAVE", "E-SAVE"),
    "a link to a pipe": (pipe_behind_a_link, "E-SAVE", "E-SAVE"),
    "a socket": (listening, "E-SAVE", "E-SAVE"),
    "a device": (device, "E-SAVE", "E-SAVE"),
    "a folder": (folder, "E-SAVE", "E-SAVE"),
    "in no folder": (lambda at: at / "x", "E-SAVE", "E-SAVE"),
    "no possible name": (lambda at: at.with_name("a\0b"), "E-SAVE", "E-SAVE"),
    "too long a name": (lambda at: at.with_name("n" * 300), "E-SAVE", "E-SAVE"),
}


def kind(path: Path) -> int | None:
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except (OSError, ValueError):
        return None


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", TARGETS)
def test_a_target_is_written_or_refused_by_its_kind(name: str, force: bool, tmp_path: Path) -> None:
    make, *codes = TARGETS[name]
    target = make(tmp_path / "target")
    before, beside = kind(target), sorted(os.listdir(tmp_path))
    expected = codes[force]

    if expected:
        with pytest.raises(ModelError) as caught:
            output(target, force=force)
        assert [one.code for one in caught.value.problems] == [expected]
        assert kind(target) == before
        assert sorted(os.listdir(tmp_path)) == beside
        return
    output(target, force=force).write(NEW)
    assert target.read_text(encoding="utf-8") == NEW
    assert before is None or kind(target) == before  # a link stays one
    if before is not None and "nothing" not in name:
        assert target.stat().st_mode & 0o777 == 0o640
    assert {one for one in os.listdir(tmp_path) if one.startswith(".")} == set()


NAMES: dict[str, Callable[[Path], Path]] = {
    "its name": lambda at: at,
    "another way to it": lambda at: at.parent / "." / at.parent.name / ".." / at.name,
    "a link": lambda at: linked(at, at.with_name("link")),
    "a hard link": lambda at: hard(at, at.with_name("hard")),
    "a link to a hard link": lambda at: linked(hard(at, at.with_name("h")), at.with_name("l")),
}


def linked(at: Path, name: Path) -> Path:
    name.symlink_to(at)
    return name


def hard(at: Path, name: Path) -> Path:
    os.link(at, name)
    return name


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_not_written_under_any_name(name: str, tmp_path: Path) -> None:
    source = file(tmp_path / "source")
    (tmp_path / tmp_path.name).mkdir()
    target = NAMES[name](source)

    with pytest.raises(ModelError, match="what is read"):
        output(target, force=True, reads=["https://a/b", "no\0name", source])
    with pytest.raises(ModelError, match="what is read"):
        output(target, force=True).write(NEW, reads=[source])
    assert source.read_text(encoding="utf-8") == OLD


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "target"
    named = output(target, force=False)
    file(target)

    with pytest.raises(ModelError, match="E-EXISTS"):
        named.write(NEW)
    assert target.read_text(encoding="utf-8") == OLD


def test_a_folder_that_takes_no_file_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    target = file(tmp_path / "target")
    monkeypatch.setattr(os, "open", refused)  # the tests may run as root, whom no mode stops
    with pytest.raises(ModelError, match="Permission denied") as caught:
        output(target, force=True).write(NEW)
    assert [one.code for one in caught.value.problems] == ["E-SAVE"]


def test_what_a_killed_writer_left_is_swept_at_the_next_write_in_the_folder(
    tmp_path: Path,
) -> None:
    target = file(tmp_path / "target")
    for name in (".detente-0123456789ab-xyz.tmp", ".detente-0123456789ab.lock"):
        (tmp_path / name).write_text("half", encoding="utf-8")
    own = tmp_path / ".detente-mine.tmp"
    own.write_text("somebody's", encoding="utf-8")

    output(target, force=True).write(NEW)

    assert sorted(os.listdir(tmp_path)) == [own.name, "target"]


def test_the_owner_is_kept_where_that_is_permitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []
    target = file(tmp_path / "target")
    found = os.stat_result([*list(target.stat())[:4], 4321, 1234, *list(target.stat())[6:]])

    def chown(_: str, owner: int, group: int) -> None:
        given.append((owner, group))
        if owner >= 0:
            raise PermissionError

    monkeypatch.setattr(os, "chown", chown)
    monkeypatch.setattr("detente.saving.target._standing", lambda path: found)
    output(target, force=True).write(NEW)

    assert given == [(4321, 1234), (-1, 1234)]
    assert target.stat().st_mode & 0o777 == 0o640


def test_an_editor_that_writes_between_is_not_overwritten(tmp_path: Path) -> None:
    target = file(tmp_path / "target")
    seen: list[bytes] = []

    def decide(old: bytes) -> bytes:
        if not seen:
            target.write_text("by an editor\n", encoding="utf-8")
        seen.append(old)
        return old + b"ours\n"

    change(target, decide)

    assert seen == [b"old\n", b"by an editor\n"]
    assert target.read_bytes() == b"by an editor\nours\n"


def test_an_editor_that_never_stops_is_told(tmp_path: Path) -> None:
    target = file(tmp_path / "target")

    def decide(old: bytes) -> bytes:
        target.write_bytes(old + b"again\n")
        return b"ours\n"

    with pytest.raises(ModelError, match="E-BUSY"):
        change(target, decide)
    assert b"ours" not in target.read_bytes()
    assert os.listdir(tmp_path) == ["target"]


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EROFS, errno.EACCES, errno.ENOSYS])
def test_where_no_lock_can_be_made_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """As a system answers whose folders keep no files: it is not waited for."""
    really = os.open

    def no_new_files(path: str, flags: int, *rest: int, **more: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(code, os.strerror(code), path)
        return really(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", no_new_files)
    begun = time.monotonic()
    with pytest.raises(ModelError, match=r"cannot be written .*\[E-SAVE\]"):
        output(tmp_path / "new", force=False).write(NEW)
    assert time.monotonic() - begun < 5
    assert os.listdir(tmp_path) == []


def test_whoever_waits_for_another_writer_is_told_and_for_how_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    target = file(tmp_path / "target")
    monkeypatch.setattr(lock, "_PATIENCE", 0.05)
    monkeypatch.setattr(lock, "limit", lambda name: 0.2)
    with (
        lock.locked(target, "target"),
        caplog.at_level(logging.WARNING),
        pytest.raises(ModelError, match=r"for 0\.2 seconds.*E-BUSY"),
    ):
        output(target, force=True).write(NEW)
    assert "target: another writer holds this file; waiting for it, 0.2 seconds" in caplog.text
    assert target.read_text(encoding="utf-8") == OLD
