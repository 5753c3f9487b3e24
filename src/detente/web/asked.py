"""Questions under way: each in a process of its own, which tells how far it is and can be stopped.

Processes are kept at the ready, as starting one takes longer than most answers. An answer is kept
while it may be asked for again: after a reload, by the back button, to be handed over.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import Any

from detente.analysis import question
from detente.limits import limit
from detente.problems import DetenteError, ModelError, NotDefined, TooLarge

REPORT = "the report"  # what is put beside the questions: their answers in one file
_KEPT = 24  # answers
_TEXTS = 4  # models that a process remembers as it read them
Texts = tuple[str, "str | None"]


@dataclass(frozen=True)
class Order:
    """What is asked: the question by name, of which models as text with ledger, and how."""

    name: str
    models: tuple[Texts, ...]
    values: Mapping[str, Any]

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from every other order."""
        return self.name, self.models, json.dumps(self.values, sort_keys=True)


@dataclass
class Asked:
    """A question under way, or answered.

    what, done, total  how far it is. answer: the finding, or the report; else
    title and words of a refusal.
    """

    order: Order
    what: str = "starting"
    done: int = 0
    total: int = 1
    answer: Any = None
    title: str = ""
    words: tuple[str, ...] = ()
    stopped: bool = False
    over: threading.Event = field(default_factory=threading.Event)
    process: Any = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def seen(self) -> Asked:
        """How it stands now, which no answer that comes later changes: for one page."""
        with self.lock:
            over = self.over.is_set()
            now = replace(self, over=threading.Event(), lock=threading.Lock())
        if over:
            now.over.set()
        else:
            now.answer, now.title, now.words = None, "", ()
        return now

    def stop(self) -> None:
        """End it; nothing comes of it."""
        with self.lock:
            if self.over.is_set():
                return
            self.stopped = True
            if self.process is not None:
                self.process.terminate()


@dataclass(frozen=True)
class _Worker:
    process: Any
    pipe: Connection


class Questions:
    """All questions that were put to a server, the newest kept."""

    def __init__(self) -> None:
        self._asked: OrderedDict[Any, Asked] = OrderedDict()
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(limit("question_processes"))
        self._closed = False

    def ask(self, order: Order) -> Asked:
        """Put a question; the one that was put already where it was."""
        with self._lock:
            found = self._asked.get(order.key)
            if found is None:
                found = self._asked[order.key] = Asked(order)
                threading.Thread(target=self._run, args=(found,), daemon=True).start()
                self._forget()
            self._asked.move_to_end(order.key)
        return found

    def drop(self, asked: Asked) -> None:
        """Forget a question, so that it can be put anew."""
        with self._lock:
            self._asked.pop(asked.order.key, None)

    def warm(self) -> None:
        """Have a process at the ready."""
        with self._lock:
            needed = not self._idle and not self._closed and not self._asked
        if needed:
            self._back(self._start())

    def _forget(self) -> None:
        over = [key for key, one in self._asked.items() if one.over.is_set()]
        for key in over[: max(0, len(self._asked) - _KEPT)]:
            del self._asked[key]

    def _start(self) -> _Worker:
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _back(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed and not self._idle:
                self._idle.append(worker)
                return
        _end(worker)

    def _run(self, asked: Asked) -> None:
        asked.what = "waiting for the questions before it"
        with self._room:
            if not asked.stopped:
                asked.what = "starting"
                with self._lock:
                    worker = self._idle.pop() if self._idle else None
                worker = worker or self._start()
                with asked.lock:
                    asked.process = worker.process
                if self._heard(asked, worker):
                    self._back(worker)
                else:
                    _end(worker)
        with asked.lock:
            asked.process = None
            asked.over.set()

    def _heard(self, asked: Asked, worker: _Worker) -> bool:
        """Whether the process told to the end, and can be asked again."""
        try:
            worker.pipe.send(asked.order)
            while True:
                kind, *said = worker.pipe.recv()
                if kind == "progress":
                    asked.what, asked.done, asked.total = said
                elif kind == "refused":
                    asked.title, asked.words = said
                    return not asked.stopped
                else:
                    (asked.answer,) = said
                    return not asked.stopped
        except (EOFError, OSError):
            if not asked.stopped:
                asked.title = "No answer came"
                asked.words = ("the process that worked on it was ended from outside; ask again",)
            return False

    def close(self) -> None:
        """End what is at work, and what waits."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            asked = list(self._asked.values())
        for one in asked:
            one.stop()
        for worker in idle:
            _end(worker)


def _end(worker: _Worker) -> None:
    worker.process.terminate()
    worker.pipe.close()
    worker.process.join()


def work(pipe: Connection) -> None:
    """Answer one question after another: what runs in the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which ends this one
    from detente.web.judged import read

    read_already: OrderedDict[Texts, Any] = OrderedDict()

    def conflict(texts: Texts) -> Any:
        if texts not in read_already:
            read_already[texts] = read(*texts)
            while len(read_already) > _TEXTS:
                read_already.popitem(last=False)
        return read_already[texts]

    def progress(what: str, done: int, total: int) -> None:
        pipe.send(("progress", what, done, total))

    while True:
        try:
            order = pipe.recv()
            pipe.send(_answer(order, conflict, progress))
        except (EOFError, BrokenPipeError):  # the server has gone
            return


def _answer(order: Order, conflict: Any, progress: Any) -> tuple[Any, ...]:
    import inspect

    if order.name == REPORT:
        from detente.report import whole_report

        function: Any = whole_report
    else:
        function = question(order.name).function()
    values = dict(order.values)
    if "progress" in inspect.signature(function).parameters:
        values["progress"] = progress
    try:
        return "answer", function(*map(conflict, order.models), **values)
    except ModelError as error:
        return "refused", "This cannot be answered", tuple(map(_told, error.problems))
    except TooLarge as error:
        words = (f"{error.what}: {error.estimate}", f"way out: {error.way_out}")
        return "refused", "This would be too much", words
    except NotDefined as error:
        return "refused", "This is not defined here", (str(error),)
    except DetenteError as error:
        return "refused", "This cannot be answered", (str(error),)
    except RecursionError:
        return "refused", "This would be too much", ("ask for a shorter horizon",)
    except MemoryError:
        told = "the machine has not enough memory; hold options fixed (--holding)"
        return "refused", "This would be too much", (told,)


def _told(problem: Any) -> str:
    return f"{problem.what}; {problem.mend} [{problem.code}]"
