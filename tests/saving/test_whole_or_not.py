"""A model file is saved whole or not at all: failing disks, and processes killed while saving."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.editing import Replace, edit_file
from detente.model import load_text
from detente.problems import ModelError
from detente.saving import output
from model.test_mistakes import QUARRY

CALLS = [
    (tempfile, "mkstemp"),
    (os, "fdopen"),
    (os, "fsync"),
    (os, "chmod"),
    (os, "replace"),
    (os, "open"),
]


class Disk:
    """The calls that save a file, in order; call number `broken` fails with `code`."""

    def __init__(self, patch: pytest.MonkeyPatch, broken: int = 0, code: int = errno.EIO) -> None:
        self.calls: list[str] = []
        self.broken, self.code = broken, code
        for module, name in CALLS:
            patch.setattr(module, name, self.counted(name, getattr(module, name)))

    def counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*given: Any, **named: Any) -> Any:
            self.note(name)
            result = call(*given, **named)
            if name == "fdopen":
                return Stream(self, result)
            return result

        return counting

    def note(self, name: str) -> None:
        if name == "open" and ("replace" not in self.calls or "unlock" in self.calls):
            return  # what locks the file, and makes the temporary one, is not what saves it
        self.calls.append(name)
        if len(self.calls) == self.broken:
            raise OSError(self.code, os.strerror(self.code))


class Stream:
    """A file whose writing counts as a call to the disk."""

    def __init__(self, disk: Disk, stream: Any) -> None:
        self.disk, self.stream = disk, stream

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def write(self, content: bytes) -> None:
        half = len(content) // 2
        self.stream.write(content[:half])
        self.disk.note("write")
        self.stream.write(content[half:])

    def flush(self) -> None:
        self.stream.flush()

    def fileno(self) -> int:
        return int(self.stream.fileno())


def renamed(_: str) -> list[Replace]:
    return [Replace(("title",), "Another title")]


NEW = QUARRY.replace("A village and a quarry", "Another title")


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EACCES], ids=errno.errorcode.get)
def test_whichever_call_fails_the_file_is_the_old_or_the_new_one_whole(
    tmp_path: Path, code: int
) -> None:
    path = tmp_path / "model.yaml"
    number, failed = 0, 0
    while True:
        number += 1
        path.write_text(QUARRY, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, number, code)
            error = attempt(path)
        saved = path.read_text(encoding="utf-8")

        assert saved in (QUARRY, NEW)
        assert os.listdir(tmp_path) == ["model.yaml"]
        if error is None:
            assert saved == NEW
            break
        failed += 1
        (problem,) = error.problems
        assert problem.code == "E-SAVE"
        assert os.strerror(code) in problem.what
        # Before the file is put in its place, nothing has happened to it.
        assert saved == (NEW if "replace" in disk.calls[:-1] else QUARRY)

    assert failed >= 6


def attempt(path: Path) -> ModelError | None:
    try:
        edit_file(path, renamed)
    except ModelError as error:
        return error
    return None


def test_a_file_is_on_the_disk_before_it_takes_its_place_and_its_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(QUARRY, encoding="utf-8")
    disk = Disk(monkeypatch)

    edit_file(path, renamed)

    calls = disk.calls
    assert calls.index("write") < calls.index("fsync") < calls.index("replace")
    assert "fsync" in calls[calls.index("replace") :]


# In a process of its own, since a process with threads must not fork. The child saves one version
# after the other and says so through a pipe when each is saved; it is killed at some moment of the
# save after so many that it told of: how many there are in all hangs on no clock.
KILLS = """
import os, random, signal, sys, time
from pathlib import Path
from detente.saving import output

path, model = Path(sys.argv[1]), sys.argv[2]
rng = random.Random(5)
version = 0
def save(version):
    output(path, force=True).write(f"{model}about: {version}\\n")

save(0)
began = time.monotonic()
for _ in range(5):
    save(0)
took = (time.monotonic() - began) / 5
for _ in range(150):
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            while True:
                version += 1
                save(version)
                os.write(into, b"%d\\n" % version)
        finally:
            os._exit(1)
    os.close(into)
    with os.fdopen(out) as pipe:
        for _ in range(rng.choice([0, 1, 1, 2])):
            version = int(pipe.readline())
        time.sleep(rng.uniform(0, 1) * took)
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        version = max([version, *map(int, pipe.read().split())])
    text = path.read_text(encoding="utf-8")
    assert text.startswith(model + "about: "), text
    saved = int(text.removeprefix(model + "about: "))
    assert version <= saved <= version + 1, (version, saved)
    version = saved
print(version)
"""


def test_no_kill_loses_what_was_saved_or_leaves_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(QUARRY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", KILLS, path, QUARRY],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100  # many saves between the kills
    assert load_text(path.read_text(encoding="utf-8")).about == done.stdout.strip()
    output(tmp_path / "other.yaml", force=False).write("title: x\n")
    assert sorted(os.listdir(tmp_path)) == ["model.yaml", "other.yaml"]
