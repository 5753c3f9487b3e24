"""What is handed over goes to a file, whole, or not at all: one line says why it does not."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.app import _commands, app

resource = pytest.importorskip("resource")
_commands()
WAYS = {
    "csv": ["convert", "chicken"],
    "xlsx": ["analyze", "chicken", "--concepts", "nash", "--xlsx"],
    "svg": ["picture", "table", "chicken", "-o"],
    "png": ["picture", "table", "chicken", "-o"],
    **{
        one: ["report", "chicken", "--brief", "-o"]
        for one in ("html", "pdf", "docx", "md", "ipynb")
    },
}


def told(form: str, place: Path, *more: str) -> str:
    """What the command says that shall write to `place` and does not: one line."""
    done = CliRunner().invoke(app, [*WAYS[form], str(place), *more])
    assert done.exit_code == 2, done.output
    (line,) = done.output.splitlines()
    return line


def left(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The system takes so many bytes of a file and no more, as a disk does that fills."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("form", WAYS)
def test_what_is_no_place_for_a_file_is_refused(form: str, tmp_path: Path) -> None:
    place = tmp_path / f"x.{form}"
    assert "there is no folder 'no'" in told(form, tmp_path / "no" / place.name)
    place.mkdir()
    assert "this is a folder" in told(form, place, "--force")
    place.rmdir()
    os.mkfifo(place)  # nobody reads it: who opened it would wait for ever
    assert "this is a named pipe" in told(form, place, "--force")
    place.unlink()
    place.symlink_to("/dev/full")
    assert "this is a device" in told(form, place, "--force")
    place.unlink()
    place.symlink_to(tmp_path / "nowhere" / "x")
    assert "there is no folder" in told(form, place)
    assert left(tmp_path) == [place.name]


@pytest.mark.parametrize("form", WAYS)
def test_a_file_that_stands_there_stays(form: str, tmp_path: Path) -> None:
    place = tmp_path / f"x.{form}"
    place.write_bytes(b"mine")
    assert "E-EXISTS" in told(form, place)
    assert (left(tmp_path), place.read_bytes()) == ([place.name], b"mine")


@pytest.mark.parametrize("form", WAYS)
def test_a_disk_that_fills_half_way_leaves_what_was_there(form: str, tmp_path: Path) -> None:
    place = tmp_path / f"x.{form}"
    for before in (None, b"mine"):
        if before is not None:
            place.write_bytes(before)
        with files_of_at_most(40):
            line = told(form, place, *(["--force"] if before else []))
        assert f"cannot be written ({os.strerror(errno.EFBIG)})" in line
        assert left(tmp_path) == ([] if before is None else [place.name])
        assert before is None or place.read_bytes() == before


@pytest.mark.parametrize("form", WAYS)
def test_a_folder_that_takes_no_file_is_told(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> tuple[int, str]:  # who is root may write anywhere
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    line = told(form, tmp_path / f"x.{form}")
    assert f"cannot be written ({os.strerror(errno.EACCES)})" in line
    assert left(tmp_path) == []
