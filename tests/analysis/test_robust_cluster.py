"""Readings shared out to a cluster come to the same answer; what goes wrong is told in words."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

import detente
from detente.analysis.ensembles import batches, cluster
from detente.problems import ModelError

ASKED: dict[str, Any] = {"concepts": ["nash", "seq"], "edits": 2, "seed": 4, "quick": True}
HERE = {
    "host": "127.0.0.1",
    "dashboard_address": "127.0.0.1:0",
    "silence_logs": 50,
    "protocol": "tcp://",
}


def found(**more: Any) -> dict[str, Any]:
    """The answer about an ensemble of the small Korea, without how it was made."""
    answer = detente.robust(detente.load("korea-small"), **ASKED, sample=350, **more)
    return {**answer.to_dict(), "made": None}


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """What all must come to."""
    return found()


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    """A cluster of threads: two workers, as two machines would be."""
    with LocalCluster(n_workers=2, threads_per_worker=2, processes=False, **HERE) as one:
        yield one


@pytest.fixture(autouse=True)
def _small_batches(whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "DRAWN_TOGETHER", 20)
    monkeypatch.setattr(cluster, "_PATIENCE", 5)


def test_a_cluster_comes_to_the_same_answer(
    running: LocalCluster, whole: dict[str, Any], tmp_path: Path
) -> None:
    address = running.scheduler_address
    assert found(cluster=address) == whole
    assert found(cluster=address, parts=str(tmp_path)) == whole
    parts = sorted(tmp_path.glob("*/*.part"))
    assert len(parts) == 18
    for one in parts[3:15]:
        one.unlink()
    assert found(cluster=address, parts=str(tmp_path), resume=True) == whole
    assert sorted(tmp_path.glob("*/*.part")) == parts


def test_what_was_fetched_is_kept_when_the_cluster_goes_away(
    whole: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **HERE) as one:

        def gone(what: str, done: int, total: int) -> None:
            if done == 40:
                one.close()

        with pytest.raises(ModelError, match=r"went away; .*--resume goes on") as refused:
            found(cluster=one.scheduler_address, parts=str(tmp_path), progress=gone)
    assert refused.value.problems[0].code == "E-CLUSTER"
    assert not [one for one in caplog.records if one.name == "distributed.client" and one.exc_info]
    assert 2 <= len(list(tmp_path.glob("*/*.part"))) < 18
    assert found(parts=str(tmp_path), resume=True) == whole
    assert "with --resume what comes back is kept" in str(cluster._gone("tcp://a:1", None))


def test_a_cluster_that_grows_is_used(
    whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_IN_HAND", 1)
    handed_out: list[int] = []
    submit = Client.submit

    def told(self: Any, *given: Any, **more: Any) -> Any:
        handed_out.append(1)
        return submit(self, *given, **more)

    monkeypatch.setattr(Client, "submit", told)
    when: list[int] = []
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **HERE) as one:

        def grow(what: str, done: int, total: int) -> None:
            when.append(len(handed_out))
            if len(when) == 1:
                one.scale(2)
                one.wait_for_workers(2)

        assert found(cluster=one.scheduler_address, progress=grow) == whole
    assert when[0] == 2  # one at a time
    assert when[1] > 3  # two at a time: a batch that came back made room for two


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "zz://a:1"])
def test_an_unreachable_cluster_is_one_clear_error(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(ModelError, match="no cluster answers at") as refused:
        found(cluster=address)
    [problem] = refused.value.problems
    assert (problem.code, problem.file) == ("E-CLUSTER", "cluster")
    assert "\n" not in str(problem)


def test_a_cluster_without_workers_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with (
        LocalCluster(n_workers=0, processes=False, **HERE) as one,
        pytest.raises(ModelError, match="has no worker"),
    ):
        found(cluster=one.scheduler_address)


def test_workers_of_another_version_are_not_used(
    running: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelError, match=r"a worker has detente .*, and this is"):
        cluster.judged_there("run", b"", batches.batches_of(1, 0, True)[0], "0.0.1")
    monkeypatch.setattr(cluster, "version_there", _old)
    with pytest.raises(ModelError, match=r"a worker has detente 0\.0\.1, and this is"):
        found(cluster=running.scheduler_address)
    monkeypatch.setattr(cluster, "version_there", _none)
    with pytest.raises(ModelError, match="has no detente that answers"):
        found(cluster=running.scheduler_address)


def _old() -> str:
    return "0.0.1"


def _none() -> str:
    raise ModuleNotFoundError("No module named 'detente'")


def test_processes_that_are_killed_change_no_answer(
    whole: dict[str, Any], pytestconfig: pytest.Config
) -> None:
    if not pytestconfig.getoption("--deep"):
        assert cluster._IN_HAND < 18  # what is in hand when a worker ends is not all
        return
    with LocalCluster(n_workers=2, threads_per_worker=1, **HERE) as one:
        ended: list[int] = []

        def end_one(what: str, done: int, total: int) -> None:
            if done >= 40 and not ended:
                ended.append(next(iter(one.workers.values())).pid)
                os.kill(ended[0], signal.SIGKILL)

        assert found(cluster=one.scheduler_address, progress=end_one) == whole
        assert ended
