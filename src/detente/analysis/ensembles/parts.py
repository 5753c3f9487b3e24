"""What is judged of an ensemble, kept on disk part by part, so that work that ended can go on.

A part is the counts of one batch. It is written beside its place and then put there, so that it is
whole or not there at all; one that was damaged since is judged again. The parts of a question lie
in a folder of their own, named by all that their counts depend on, this version among it: parts of
another question, another sample or another version are never taken for this one's.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from detente.analysis.ensembles.tally import Tally
from detente.analysis.question_checks import bad

_ENDING = ".part"


def usual_folder() -> Path:
    """Where parts lie where no folder is named: with what else may be deleted at any time."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home) / "detente" / "readings"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one question, in a folder."""

    folder: Path

    def get(self, number: int) -> Tally | None:
        """The counts of a part; None where it is not there, or not whole."""
        try:
            content = self._place(number).read_bytes()
        except OSError:
            return None
        digest, body = content[:32], content[32:]
        return (
            _tally(json.loads(zlib.decompress(body))) if sha256(body).digest() == digest else None
        )

    def put(self, number: int, tally: Tally) -> None:
        """Keep the counts of a part; ModelError where they cannot be written."""
        body = zlib.compress(json.dumps(_data(tally)).encode(), 1)
        beside = self._place(number).with_suffix(f".{os.getpid()}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)  # somebody may have removed it meanwhile
            with beside.open("wb") as stream:
                stream.write(sha256(body).digest() + body)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(beside, self._place(number))
        except OSError as error:
            raise _unwritten(self.folder, error) from None

    def count(self) -> int:
        """How many parts are there."""
        return sum(1 for _ in self.folder.glob(f"*{_ENDING}"))

    def remove(self) -> None:
        """Remove all of them."""
        with suppress(ValueError):  # a name that no folder can have
            shutil.rmtree(self.folder, ignore_errors=True)

    def _place(self, number: int) -> Path:
        return self.folder / f"{number:06}{_ENDING}"


@contextmanager
def parts_in(folder: Path, question: Mapping[str, Any], go_on: bool) -> Iterator[Parts]:
    """The parts of a question in a folder, for one run at a time; what an earlier run left of it is
    removed unless work goes on from there. ModelError where nothing can be written there, and where
    another run of the question is under way.

    question  all that the counts depend on, as plain values.
    """
    # In the order given: parties, numbers and dimensions are counted in it. A number that no float
    # is exactly is told by how Python writes it.
    text = json.dumps(question, ensure_ascii=True, default=repr)
    parts = Parts(folder / sha256(text.encode()).hexdigest()[:24])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(folder, error) from None
    except ValueError:  # a name that no file can have
        raise bad("parts", "E-SAVE", "this is no name of a folder", "name another") from None
    with _alone(parts.folder):
        if not go_on:
            parts.remove()
        try:
            parts.folder.mkdir(exist_ok=True)
            for left in parts.folder.glob("*.tmp"):  # of a process that was ended while it wrote
                left.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritten(folder, error) from None
        yield parts


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the parts of a question; the system lets go of them when the holder ends, however it
    does. ModelError where another run holds them."""
    from filelock import FileLock, Timeout  # brings much with it that only this needs

    lock = FileLock(folder.with_suffix(".lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        what = f"another run of the same question is under way, with its parts in '{folder.parent}'"
        raise bad(
            "parts", "E-BUSY", what, "wait until it is done, or name another folder"
        ) from None
    except NotImplementedError:  # a file system without locks, as some of clusters are
        yield
        return
    except OSError as error:
        raise _unwritten(folder.parent, error) from None
    try:
        yield
    finally:
        with suppress(OSError):  # while it is held: whoever waits sees that it has gone
            os.unlink(lock.lock_file)
        lock.release()


def _unwritten(folder: Path, error: OSError) -> Exception:
    what = f"parts cannot be kept in '{folder}' ({error.strerror or 'the disk refused'})"
    return bad("parts", "E-SAVE", what, "name another folder")


def _data(tally: Tally) -> dict[str, Any]:
    return {
        "readings": tally.readings,
        "holds": tally.holds.tolist(),
        "seen": [one.tolist() for one in tally.seen],
        "by": [one.tolist() for one in tally.by],
        "undefined": tally.undefined.tolist(),
        "answers": [list(tally.answers.shape), np.packbits(tally.answers).tobytes().hex()],
        "engine": tally.engine,
    }


def _tally(data: Mapping[str, Any]) -> Tally:
    def counts(values: list[Any], columns: int | None = None) -> Any:
        found = np.array(values, dtype=np.int64)
        return found if columns is None else found.reshape(len(values), columns)

    (rows, columns), packed = data["answers"]
    bits = np.unpackbits(np.frombuffer(bytes.fromhex(packed), np.uint8), count=rows * columns)
    holds = counts(data["holds"])
    return Tally(
        data["readings"],
        holds,
        tuple(counts(one) for one in data["seen"]),
        tuple(counts(one, len(holds)) for one in data["by"]),
        counts(data["undefined"]),
        bits.astype(bool).reshape(rows, columns),
        data["engine"],
    )
