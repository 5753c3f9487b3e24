"""The batches of an ensemble on a Dask cluster: workers judge them, counts come back as they come.

A scheduler that is lost takes what is finished and not yet fetched with it. So few batches are in
hand at a time; each that comes back is kept on disk here at once, and a later run goes on there.
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from detente import __version__
from detente.analysis.ensembles.batches import Batch, in_order
from detente.analysis.ensembles.judging import Judging
from detente.analysis.ensembles.parts import Parts
from detente.analysis.ensembles.tally import Tally
from detente.analysis.question_checks import bad
from detente.problems import DetenteError, ModelError

_PATIENCE = 20  # seconds until a scheduler answers, and until it has a worker
_IN_HAND = 3  # batches a thread: enough that none waits for the way there and back

_LOCK = threading.Lock()  # compiled loops use all threads: two at a time would meet in them
_MINE: dict[str, Judging] = {}  # in a worker: what it judges with, by run; the last one alone


def tallies_of(
    address: str, judging: Judging, batches: list[Batch], parts: Parts | None
) -> Iterator[Tally]:
    """The counts of all batches, in order. ModelError, with why, where a cluster cannot be used."""
    left = [one for one in batches if parts is None or parts.get(one.number) is None]
    return in_order(batches, left, _fetched(address, judging, left, parts), parts, judging)


def _fetched(
    address: str, judging: Judging, left: list[Batch], parts: Parts | None
) -> Iterator[tuple[int, Tally]]:
    if not left:
        return
    try:
        from distributed import Client, as_completed
    except ImportError:
        what = "the package that speaks to clusters is not installed"
        raise bad("cluster", "E-LIBRARY", what, "run: pip install 'detente[cluster]'") from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise _unreachable(address, str(error).splitlines()[0] if str(error) else "") from None
    with _quiet(), client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            what = f"the cluster at '{address}' has no worker"
            raise bad("cluster", "E-CLUSTER", what, "start one: dask worker ADDRESS") from None
        _check_versions(client)
        run = uuid4().hex
        # As bytes: workers may be threads of one process, and what judges keeps what it has found.
        said = client.scatter(pickle.dumps(judging), broadcast=True, hash=False)
        todo, running = deque(left), as_completed(loop=client.loop)
        in_hand: set[int] = set()

        def hand_out() -> None:
            """As many as keep the threads busy that there are now: a cluster may grow."""
            try:
                threads = max(1, sum(client.nthreads().values()))
            except OSError:
                raise _gone(address, parts) from None
            while todo and len(in_hand) < _IN_HAND * threads:
                batch = todo.popleft()
                in_hand.add(batch.number)
                # A key of its own each: equal calls would be one.
                key = f"detente-{run}-{batch.number}"
                running.add(
                    client.submit(judged_there, run, said, batch, __version__, key=key, pure=False)
                )

        hand_out()
        for future in running:
            number, tally = _result(address, future, parts)
            future.release()
            in_hand.remove(number)
            if parts is not None:
                parts.put(number, tally)
            if todo:
                hand_out()
            yield number, tally


@contextmanager
def _quiet() -> Iterator[None]:
    """What is lost is told in one sentence here, not by the traces of each try to find it again."""
    log = logging.getLogger("distributed.client")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def judged_there(run: str, said: bytes, batch: Batch, version: str) -> tuple[int, Tally]:
    """Called in a worker: the number of a batch and its counts. ModelError where its version is
    another than that of the run."""
    if version != __version__:
        raise _of_another_version(__version__, version)
    with _LOCK:
        if run not in _MINE:
            _MINE.clear()
            _MINE[run] = pickle.loads(said)  # from the run that submitted this very call
        return batch.number, batch.tally(_MINE[run])


def _check_versions(client: Any) -> None:
    """ModelError where some worker has no detente, or another one than this."""
    for worker, found in client.run(version_there, on_error="return").items():
        if isinstance(found, Exception):
            what = f"the worker at {worker} has no detente that answers ({found})"
            mend = f"install detente {__version__} where the workers run"
            raise bad("cluster", "E-CLUSTER", what, mend)
        if found != __version__:
            raise _of_another_version(found, __version__)


def version_there() -> str:
    """Called in a worker: its version of detente."""
    return __version__


def _of_another_version(worker: str, here: str) -> ModelError:
    what = f"a worker has detente {worker}, and this is {here}"
    return bad("cluster", "E-CLUSTER", what, "install the same version where the workers run")


def _unreachable(address: str, why: str) -> ModelError:
    what = f"no cluster answers at '{address}'" + (f" ({why})" if why else "")
    mend = "name the address that its scheduler prints, as tcp://127.0.0.1:8786"
    return bad("cluster", "E-CLUSTER", what, mend)


def _gone(address: str, parts: Parts | None) -> ModelError:
    what = f"the cluster at '{address}' went away"
    return bad("cluster", "E-CLUSTER", what, f"start it again; {_further(parts)}")


def _further(parts: Parts | None) -> str:
    if parts is None:
        return "with --resume what comes back is kept, and gone on from"
    return "--resume goes on from what was kept"


def _result(address: str, future: Any, parts: Parts | None) -> tuple[int, Tally]:
    from distributed import CancelledError, KilledWorker

    try:
        found: tuple[int, Tally] = future.result()
    except DetenteError:
        raise
    except KilledWorker:
        what = "a batch ended its worker again and again, as where memory is short"
        mend = f"give workers more memory; {_further(parts)}"
        raise bad("cluster", "E-CLUSTER", what, mend) from None
    except (CancelledError, OSError):
        raise _gone(address, parts) from None
    return found
