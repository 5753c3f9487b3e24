"""What is judged of an ensemble is kept as it comes: work that ended goes on to the same answer."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

import detente
from detente.analysis.ensembles import batches
from detente.analysis.ensembles import parts as kept
from detente.analysis.ensembles.batches import Batch
from detente.analysis.ensembles.judging import Judging
from detente.analysis.ensembles.parts import Parts
from detente.analysis.ensembles.tally import Tally
from detente.problems import ModelError, TooLarge
from detente.progress import Progress

ASKED: dict[str, Any] = {"concepts": ["nash", "seq"], "edits": 2, "seed": 4, "quick": True}
READINGS, TOGETHER = 350, 100  # four batches


def found(sample: int = READINGS, **more: Any) -> dict[str, Any]:
    """The answer about an ensemble of the small Korea, without how it was made."""
    answer = detente.robust(detente.load("korea-small"), **ASKED, sample=sample, **more)
    return {**answer.to_dict(), "made": None}


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """What all must come to: judged in one batch."""
    return found()


@pytest.fixture(autouse=True)
def _small_batches(whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "DRAWN_TOGETHER", TOGETHER)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the batches that are judged in this process, as they are."""
    numbers: list[int] = []
    tally = Batch.tally

    def told(self: Batch, judging: Any) -> Any:
        numbers.append(self.number)
        return tally(self, judging)

    monkeypatch.setattr(Batch, "tally", told)
    return numbers


def files(folder: Path) -> list[Path]:
    """The parts in a folder, in order."""
    return sorted(folder.glob("*/*.part"))


def test_what_is_kept_is_not_judged_again(
    tmp_path: Path, whole: dict[str, Any], judged: list[int]
) -> None:
    assert found(parts=str(tmp_path)) == whole
    assert judged == [0, 1, 2, 3]
    assert len(files(tmp_path)) == 4
    files(tmp_path)[2].unlink()
    judged.clear()

    assert found(parts=str(tmp_path), resume=True) == whole
    assert judged == [2]


def test_a_grid_with_what_decides_is_resumed_whole(tmp_path: Path, judged: list[int]) -> None:
    korea = detente.load("korea-small")
    alone = detente.robust(korea, "double freeze", "seq").to_dict()
    for resume in (False, True):
        answer = detente.robust(
            korea, "double freeze", "seq", parts=str(tmp_path), resume=resume
        ).to_dict()
        assert {**answer, "made": None} == {**alone, "made": None}
    assert judged == [0, 0]
    assert alone["answers"]["double freeze"]["seq"]["deciders"]


@pytest.mark.parametrize("at", [0.0, 0.01, 0.5, 0.99])
def test_a_part_that_was_cut_is_judged_again(
    at: float, tmp_path: Path, whole: dict[str, Any], judged: list[int]
) -> None:
    found(parts=str(tmp_path))
    cut = files(tmp_path)[1]
    content = cut.read_bytes()
    cut.write_bytes(content[: int(len(content) * at)])
    judged.clear()

    assert found(parts=str(tmp_path), resume=True) == whole
    assert judged == [1]
    assert cut.read_bytes() == content


def test_a_part_with_one_wrong_bit_is_judged_again(
    tmp_path: Path, whole: dict[str, Any], judged: list[int]
) -> None:
    found(parts=str(tmp_path))
    broken = files(tmp_path)[3]
    content = bytearray(broken.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    judged.clear()

    assert found(parts=str(tmp_path), resume=True) == whole
    assert judged == [3]


def test_parts_of_anything_else_are_left_alone(
    tmp_path: Path, judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path)
    found(parts=folder)
    for other in ({"sample": 340}, {"sanction": "strict"}, {"of": "'capitulation' and 'cornered'"}):
        judged.clear()
        found(parts=folder, resume=True, **other)
        assert judged == [0, 1, 2, 3]
    monkeypatch.setattr(detente, "__version__", "9.9")
    judged.clear()
    found(parts=folder, resume=True)
    assert judged == [0, 1, 2, 3]
    assert len({one.parent for one in files(tmp_path)}) == 5


def plainly(conflict: detente.Conflict, **more: Any) -> dict[str, Any]:
    """What is counted of an ensemble, and what drives that."""
    answer = detente.robust(conflict, concepts="nash", quick=True, **more)
    return {**answer.to_dict(), "made": None}


def test_parts_of_other_ways_to_read_a_party_are_left_alone(tmp_path: Path) -> None:
    korea, folder = detente.load("korea-small"), str(tmp_path)
    for name in ("base", "freeze for freeze"):
        across = {"DPRK": [name], "Allies": "all"}
        right = plainly(korea, across=across)
        assert plainly(korea, across=across, parts=folder, resume=True) == right
        assert right["varied"]["read_as"] == ({} if name == "base" else {"DPRK": name})
    assert len(files(tmp_path)) == 2
    said = "All have the North at 'freeze for freeze'."
    page = " ".join(str(detente.robust(korea, across=across, quick=True)).split())
    assert said.replace("the North", korea.party("DPRK").words) in page


SIDES = {
    "A": "  A: {moves: {s0: [s1], s2: [s3], s1: [s0], s3: [s2]}}\n",
    "B": "  B: {moves: {s0: [s2], s1: [s3], s2: [s0], s3: [s1]}}\n",
}
SQUARE = """\
title: A square
states: {s0: x, s1: x, s2: x, s3: x}
outcomes: {p: s1}
preferences:
  A: {ranking: [[s1], [s0], [s3], [s2]]}
  B: {ranking: [[s0], [s1], [s2], [s3]]}
alternatives:
  A: {other: {ranking: [[s0], [s1], [s2], [s3]]}}
  B: {other: {ranking: [[s0, s2], [s1, s3]]}}
decision_makers:
"""
WEIGHED = """\
title: Weighed
decision_makers: {A: {options: {a: x, b: y}}, B: {options: {c: z}}}
outcomes: {o: a and not b}
preferences: {A: {weights: {%s}}, B: [c]}
"""


@pytest.mark.parametrize(
    ("texts", "more"),
    [
        ([SQUARE + SIDES["A"] + SIDES["B"], SQUARE + SIDES["B"] + SIDES["A"]], {}),
        (
            [WEIGHED % one for one in ("a: 4, b: 3", "b: 3, a: 4")],
            {"perturb": "90%", "sample": 30, "seed": 1},
        ),
        (
            [WEIGHED % f"a: 4.1234567890123456789{one}, b: 1" for one in (0, 1)],
            {"perturb": "90%", "sample": 30, "seed": 1},
        ),
    ],
    ids=["parties", "weights", "long numbers"],
)
def test_parts_of_a_model_in_another_order_or_other_numbers_are_left_alone(
    texts: list[str], more: dict[str, Any], tmp_path: Path
) -> None:
    for text in texts:
        model = detente.load(text)
        kept = plainly(model, **more, parts=str(tmp_path), resume=True)
        assert kept == plainly(model, **more)
    assert len(files(tmp_path)) == 2


def test_without_resume_work_begins_anew(tmp_path: Path, judged: list[int]) -> None:
    found(parts=str(tmp_path))
    (files(tmp_path)[0].parent / "000099.part").write_bytes(b"of an older run")
    found(parts=str(tmp_path))
    assert judged == [0, 1, 2, 3] * 2
    assert len(files(tmp_path)) == 4


def test_the_usual_folder_is_empty_when_all_is_judged(
    tmp_path: Path, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert found(resume=True) == whole
    assert kept.usual_folder().is_dir()
    assert not files(kept.usual_folder())


def test_an_interrupt_says_how_to_go_on(
    tmp_path: Path, whole: dict[str, Any], judged: list[int]
) -> None:
    def stop(what: str, done: int, total: int) -> None:
        if done >= 2 * TOGETHER:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="2 of 4 parts are kept: --resume goes on"):
        found(parts=str(tmp_path), progress=stop)
    judged.clear()
    assert found(parts=str(tmp_path), resume=True) == whole
    assert judged == [2, 3]


def test_an_interrupt_after_the_readings_loses_none_of_them(
    tmp_path: Path, judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    korea = detente.load("korea-small")
    asked: dict[str, Any] = {**ASKED, "of": "capitulation", "quick": False, "sample": READINGS}
    done: list[str] = []

    def stop(what: str, at: int, total: int) -> None:
        done.append(what)
        if what != "readings":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="4 of 4 parts are kept: --resume goes on"):
        detente.robust(korea, **asked, resume=True, progress=stop)
    assert done[-1] != "readings"
    judged.clear()
    detente.robust(korea, **{**asked, "quick": True}, resume=True)
    assert not judged
    assert not files(kept.usual_folder())


@pytest.mark.parametrize("resume", [False, True])
def test_of_two_runs_at_once_the_second_is_told(
    resume: bool, tmp_path: Path, whole: dict[str, Any]
) -> None:
    told: list[ModelError] = []

    def again(what: str, done: int, total: int) -> None:
        if done == TOGETHER:
            with pytest.raises(ModelError, match="another run of the same question") as refused:
                found(parts=str(tmp_path), resume=resume)
            told.append(refused.value)
            found(sample=120, parts=str(tmp_path))  # of another question

    assert found(parts=str(tmp_path), progress=again) == whole
    assert [one.problems[0].code for one in told] == ["E-BUSY"]
    assert len(files(tmp_path)) == 6
    assert not list(tmp_path.glob("*.lock"))


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_removed_meanwhile_is_judged_again(
    workers: int, tmp_path: Path, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_shared_out", _here)
    found(parts=str(tmp_path))
    for one in files(tmp_path)[:2]:
        one.unlink()

    def remove(what: str, done: int, total: int) -> None:
        if done == TOGETHER:
            shutil.rmtree(files(tmp_path)[0].parent)

    assert found(parts=str(tmp_path), resume=True, workers=workers, progress=remove) == whole
    assert files(tmp_path)


def _here(
    judging: Judging, left: list[Batch], workers: int, parts: Parts | None
) -> Iterator[tuple[int, Tally]]:
    """What processes find, without them."""
    for one in left:
        yield one.number, one.tally(judging)


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("taken")
    with pytest.raises(ModelError, match=r"parts cannot be kept in '.*' \(.*\); name another"):
        found(parts=str(tmp_path / "file"))


ALONE = """
import sys
from pathlib import Path
import detente
from detente.analysis.ensembles import batches
from detente.analysis.ensembles.batches import Batch
batches.DRAWN_TOGETHER = 100
tally = Batch.tally
def told(self, judging):
    with open(sys.argv[2], "a") as log:
        log.write(f"{self.number}\\n")
    return tally(self, judging)
Batch.tally = told
detente.robust(detente.load("korea-small"), concepts=["nash", "seq"], edits=2, seed=4, quick=True,
               sample=350, parts=sys.argv[1])
"""


def test_of_a_run_that_was_killed_one_batch_is_judged_again(
    tmp_path: Path, whole: dict[str, Any], judged: list[int]
) -> None:
    folder, log = tmp_path / "parts", tmp_path / "begun"
    run = subprocess.Popen([sys.executable, "-c", ALONE, str(folder), str(log)])
    while run.poll() is None and not files(folder):
        time.sleep(0.001)
    run.send_signal(signal.SIGKILL)
    run.wait()
    begun = len(log.read_text().split())
    there = len(files(folder))
    assert begun - there in (0, 1)

    assert found(parts=str(folder), resume=True) == whole
    assert len(judged) == 4 - there


def test_workers_that_are_killed_change_no_answer(
    pytestconfig: pytest.Config, whole: dict[str, Any]
) -> None:
    for number in range(20 if pytestconfig.getoption("--deep") else 2):
        ended: list[int] = []
        assert found(workers=2, progress=_ending_one(Random(number), ended)) == whole
        assert ended
    assert not multiprocessing.active_children()


def _ending_one(rng: Random, ended: list[int]) -> Progress:
    when = TOGETHER * rng.choice((1, 2))

    def told(what: str, done: int, total: int) -> None:
        if done >= when and not ended:
            ended.append(rng.choice(multiprocessing.active_children()).pid or 0)
            os.kill(ended[0], signal.SIGKILL)

    return told


def test_workers_that_always_end_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ProcessPoolExecutor.__init__

    def ending(self: Any, workers: int, context: Any, initializer: Any, given: Any) -> None:
        usual(self, 1, context, os._exit, (1,))

    monkeypatch.setattr(ProcessPoolExecutor, "__init__", ending)
    with pytest.raises(TooLarge, match="they were ended 4 times in a row"):
        found(workers=2)


def test_a_part_says_all_that_it_was_given(tmp_path: Path) -> None:
    detente.robust(detente.load("korea"), "double freeze", "nash", parts=str(tmp_path))
    [one] = files(tmp_path)
    parts = Parts(one.parent)
    tally = parts.get(0)
    assert tally is not None
    parts.put(7, tally)
    assert parts.count() == 2
    assert files(tmp_path)[0].read_bytes() == files(tmp_path)[1].read_bytes()
    assert tally.answers.shape[0] == tally.readings == 90
