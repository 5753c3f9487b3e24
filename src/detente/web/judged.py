"""Conflicts and analyses by what they depend on: kept while they may be asked for again.

A conflict of live size is judged when its page is asked for. A larger one is judged by a process of
its own, which tells how far it is, can be stopped, and starves no page.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from detente.analysis import Analysis, analyze
from detente.limits import limit
from detente.model import Conflict, load_text
from detente.problems import DetenteError, ModelError, Problem, TooLarge, TooManyStates
from detente.store import Head, Project
from detente.web.open_projects import BOM

T = TypeVar("T")
_KEPT = 48


class Kept(Generic[T]):
    """The newest values by key; one that is asked for twice at once is made once."""

    def __init__(self, most: int = _KEPT) -> None:
        self._found: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock, self._most = threading.Lock(), most

    def have(self, key: Hashable) -> T | None:
        """The value, where it is there."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value; the one that was not asked for longest goes."""
        with self._lock:
            self._found[key] = value
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value, made where it is not there."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            value = self.have(key)
            if value is None:
                value = make()
                self.put(key, value)
        with self._lock:
            self._making.pop(key, None)
        return value


Key = tuple[str, str | None, tuple[tuple[str, str], ...]]


@dataclass
class Job:
    """An analysis under way in a process of its own.

    what, done, total  how far it is. words: what went wrong, where something did.
    """

    key: Key
    process: Any
    what: str = "starting"
    done: int = 0
    total: int = 1
    over: bool = False
    words: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def stop(self) -> None:
        """End it; nothing is kept."""
        with self.lock:
            self.over = True
            self.process.terminate()


class Judged:
    """What was read and judged, for all projects of a server."""

    def __init__(self) -> None:
        self._conflicts: Kept[Conflict] = Kept()
        self._analyses: Kept[Analysis] = Kept()
        self._doubts: Kept[tuple[Problem, ...]] = Kept()
        self._jobs: dict[Key, Job] = {}
        self._lock = threading.Lock()

    def conflict(self, head: Head) -> Conflict:
        """The model of a state; ModelError with all that is wrong in it."""
        key = (head.state.model, head.state.ledger)
        return self._conflicts.get(key, lambda: read(head.text, head.ledger))

    def know(self, head: Head, conflict: Conflict) -> None:
        """Remember what was read of a state's texts before it was saved."""
        self._conflicts.put((head.state.model, head.state.ledger), conflict)

    def is_live(self, head: Head) -> bool:
        """Whether it is judged while its page waits."""
        conflict = self.conflict(head)
        if conflict.form == "graph":
            return len(conflict.states) <= limit("live_states")
        return len(conflict.options) <= limit("live_options")

    def analysis(self, head: Head, reading: Mapping[str, str]) -> Analysis | None:
        """The verdicts on a state; None where they are to be asked for, see `begin`."""
        conflict = self.conflict(head)
        key = _key(head, reading)
        if not self.is_live(head):
            return self._analyses.have(key)
        return self._analyses.get(key, lambda: analyze(conflict, reading=dict(reading)))

    def doubts(self, head: Head, find: Callable[[], tuple[Problem, ...]]) -> tuple[Problem, ...]:
        """What looks wrong in the model of a state."""
        return self._doubts.get((head.state.model, head.state.ledger), find)

    def job(self, head: Head, reading: Mapping[str, str]) -> Job | None:
        """The process at work on the verdicts, or the one that could not give them."""
        with self._lock:
            return self._jobs.get(_key(head, reading))

    def begin(self, project: Project, head: Head, reading: Mapping[str, str]) -> Job:
        """Have a process judge; the one that is at work already where there is one."""
        key = _key(head, reading)
        with self._lock:
            found = self._jobs.get(key)
            if found is not None and not found.over:
                return found
            spawn = multiprocessing.get_context("spawn")
            hears, tells = spawn.Pipe(duplex=False)
            asked = (head.text, head.ledger, dict(reading))
            process = spawn.Process(target=work, args=(tells, *asked), daemon=True)
            job = self._jobs[key] = Job(key, process)
            process.start()
            tells.close()
        args = (job, hears, project, head, dict(reading))
        threading.Thread(target=self._listen, args=args, daemon=True).start()
        return job

    def _listen(
        self, job: Job, hears: Connection, project: Project, head: Head, reading: dict[str, str]
    ) -> None:
        try:
            while True:
                kind, *said = hears.recv()
                if kind == "progress":
                    job.what, job.done, job.total = said
                elif kind == "words":
                    job.words = said[0]
                else:
                    self._analyses.put(job.key, said[0])
                    _keep_run(project, head, reading, said[0])
        except EOFError:
            stopped = job.over
            if not stopped and not job.words and self._analyses.have(job.key) is None:
                job.words = "the process that judged was ended from outside; ask again"
        finally:
            job.over = True
            hears.close()
            job.process.join()

    def close(self) -> None:
        """End what is at work."""
        with self._lock:
            for job in self._jobs.values():
                if not job.over:
                    job.stop()


def read(text: str, ledger: str | None) -> Conflict:
    """The conflict of a model's text; nothing is read from any folder."""
    nowhere = Path("/nowhere")  # a ledger that is not there is told by its own words
    text = text.removeprefix(BOM)
    return load_text(text, "model", None if ledger is None else nowhere, ledger)


def check_ledger(text: str, ledger: str | None) -> None:
    """ModelError where the evidence file is wrong in itself: no page mends that one.

    What is wrong in the model is no matter here: its page tells it, and takes other text.
    """
    try:
        read(text, ledger)
    except ModelError as error:
        told = tuple(
            replace(one, file="the evidence file") for one in error.problems if one.file != "model"
        )
        if told:
            raise ModelError(told) from None


def _key(head: Head, reading: Mapping[str, str]) -> Key:
    return head.state.model, head.state.ledger, tuple(sorted(reading.items()))


def _keep_run(project: Project, head: Head, reading: dict[str, str], answer: Analysis) -> None:
    import json

    from detente import __version__

    raw = json.dumps(answer.to_dict(limit("list_states")), ensure_ascii=False).encode()
    project.keep_run("analyze", head, {"reading": reading}, __version__, raw, answer.engine)


def work(tells: Connection, text: str, ledger: str | None, reading: dict[str, str]) -> None:
    """Judge, and tell how far it is: what runs in the other process."""

    def progress(what: str, done: int, total: int) -> None:
        tells.send(("progress", what, done, total))

    if hasattr(os, "nice"):
        os.nice(10)  # pages come first
    try:
        answer = analyze(read(text, ledger), reading=reading, progress=progress)
        tells.send(("answer", answer))
    except TooManyStates as error:
        told = "pages show lists of states; without a list `detente analyze FILE` judges it"
        tells.send(("words", f"{error.what}: {error.estimate}; {told}"))
    except TooLarge as error:
        tells.send(("words", f"{error.what}: {error.estimate}; {error.way_out}"))
    except ModelError as error:
        tells.send(("words", str(error)))
    except DetenteError as error:
        tells.send(("words", str(error)))
    except BrokenPipeError:  # the server has gone
        pass
