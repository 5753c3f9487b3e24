"""What the compiled engine promises beside its verdicts."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
import tracemalloc
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from detente import memory
from detente.problems import TooLarge
from detente.stability import Assumptions, find, judge
from detente.stability.engines import costs, kept
from detente.stability.engines.choice import ENGINES, choose
from detente.stability.engines.classed import engine as classed
from detente.stability.engines.swept import compiled, engine
from detente.stability.engines.swept.box import box_of
from detente.stability.engines.swept.threads import Threads
from detente.stability.engines.swept.work import Effort, bytes_needed, judge_box
from detente.stability.terms import Counter, Term
from stability.large_graphs import Shape, gray_chain, random_graph, snake_of_holes

COUNTERS: tuple[Counter, ...] = ("none", "move")
KINDS = [Term(credible=gain, counter=counter) for gain in (False, True) for counter in COUNTERS]


def bits(shape: Shape, threads: int) -> list[bytes]:
    graph = random_graph(np.random.default_rng(2), shape)
    ranks = [order.rank for order in graph.orders]  # type: ignore[union-attr]
    found = judge_box(box_of(graph), ranks, KINDS, False, range(graph.parties), Threads(threads))
    return [rows.tobytes() for _, rows in found]


@pytest.mark.parametrize("one_way", [0.0, 1.0])
def test_one_two_and_three_threads_give_the_same_bits(one_way: float) -> None:
    shape = Shape((5, 4, 4), 0.1, one_way)
    assert bits(shape, 1) == bits(shape, 2) == bits(shape, 3)


def test_many_preferences_are_judged_at_once_under_nash_and_one_answer() -> None:
    terms = {text: found[0].term for text in ("nash", "gmr", "smr", "seq", "sseq", "hseq", "mr3")
             if (found := find(text))}  # fmt: skip
    takes = {text for text, term in terms.items() if term and ENGINES["swept"].takes(term)}  # type: ignore[attr-defined]
    assert [terms[text] for text in ("gmr", "smr", "seq", "sseq")] == KINDS
    assert takes == {"nash", "gmr", "smr", "seq", "sseq"}


def test_long_chains_end_in_the_search_by_labels() -> None:
    graph = gray_chain(10)
    effort = Effort()
    ranks = [order.rank for order in graph.orders]  # type: ignore[union-attr]
    list(judge_box(box_of(graph), ranks, KINDS, False, [9], Threads(1), effort))
    assert effort.labels > 0
    assert effort.cells < 200 * effort.slices * (1 << 9)


def test_long_ways_around_holes_need_no_order_of_improvements() -> None:
    graph = snake_of_holes(5)
    effort = Effort()
    ranks = [order.rank for order in graph.orders]  # type: ignore[union-attr]
    kinds = KINDS[:2]
    mine = dict(judge_box(box_of(graph), ranks, kinds, False, range(3), Threads(1), effort))
    asked = [one for text in ("nash", "gmr", "smr") for one in find(text) or ()]
    listed = judge(graph, asked, Assumptions(engine="listed"))
    assert effort.labels > 0
    for party, rows in mine.items():
        for row, concept in zip(rows, ("nash", "gmr", "smr"), strict=True):
            assert np.array_equal(row, listed.planes[concept][party])


def test_without_a_compiler_the_same_sweeps_answer_and_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "compiled_loops", lambda: None)
    monkeypatch.setattr(classed, "compiled_loops", lambda: None)
    monkeypatch.setattr(costs, "readiness", lambda loops: "none")
    graph = random_graph(np.random.default_rng(3), Shape((6, 6)))
    chosen = choose(graph, Assumptions())
    assert chosen.name == "plain"
    asked = [one for text in ("nash", "seq") for one in find(text) or ()]
    plain = judge(graph, asked, Assumptions())
    listed = judge(graph, asked, Assumptions(engine="listed"))
    assert plain.engine == "plain"
    assert all(np.array_equal(plain.planes[c], listed.planes[c]) for c in ("nash", "seq"))


def test_a_compiler_that_fails_to_load_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.compiled_loops.cache_clear()

    def broken(name: str) -> ModuleType:
        raise OSError("libllvm: cannot open shared object file")

    monkeypatch.setattr(engine.importlib, "import_module", broken)
    try:
        assert engine.compiled_loops() is None
        assert "compiler" in str(
            ENGINES["swept"].refusal(
                random_graph(np.random.default_rng(3), Shape((2, 2))), Assumptions()
            )
        )
    finally:
        engine.compiled_loops.cache_clear()


@pytest.mark.parametrize(
    "shape",
    [
        Shape((7, 7, 6), 0.1),
        Shape((9, 9)),
        Shape((3,) * 6, 0.1),
        Shape((6, 6, 6), 0.1, 1.0),
        Shape((6, 6, 6), 0.1, 0.0, 10**9),
    ],
)
def test_memory_is_foretold_within_a_factor_of_two(shape: Shape) -> None:
    graph = random_graph(np.random.default_rng(2), shape)
    box = box_of(graph)
    ranks = [order.rank for order in graph.orders]  # type: ignore[union-attr]
    told = bytes_needed(box, ranks, len(KINDS), threads=1)
    run = partial(judge_box, box, ranks, KINDS, False, range(graph.parties), Threads(1))
    first = list(run())  # what the compiler takes is not counted
    tracemalloc.start()
    found = list(run())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == len(first)
    assert told / 2 <= peak <= told * 2


def test_what_would_not_fit_the_machine_is_refused_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "machine", lambda: 1_000_000)
    graph = random_graph(np.random.default_rng(3), Shape((5, 5, 4)))
    with pytest.raises(TooLarge, match=r"1 MB is what this machine has") as refused:
        choose(graph, Assumptions())
    assert "--holding" in refused.value.way_out


def test_an_interrupt_is_heard_between_two_calls() -> None:
    begun: list[int] = []

    def interrupted() -> None:
        begun.append(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Threads(1)([interrupted, lambda: begun.append(2)])
    assert begun == [1]


def test_a_small_graph_is_judged_without_loading_the_compiler(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []
    original = builtins.__import__

    def watched(name: str, *rest: object, **named: object) -> ModuleType:
        loaded.append(name)
        return original(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(costs, "readiness", lambda loops: "cold")  # as in a process of its own
    monkeypatch.setattr(builtins, "__import__", watched)
    graph = random_graph(np.random.default_rng(3), Shape((3, 3, 3)))
    asked = [one for text in ("nash", "seq") for one in find(text) or ()]
    assert judge(graph, asked, Assumptions()).engine == "listed"
    assert not any(name.startswith("numba") for name in loaded)


def test_compiled_code_is_kept_apart_for_each_state_of_the_sources() -> None:
    folder = compiled.kept_in()
    assert folder is not None
    assert folder.name.startswith("loops-")


def test_nowhere_to_keep_code_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere = tmp_path / "a-file"
    nowhere.write_text("not a folder", encoding="utf-8")
    monkeypatch.setattr(kept, "SOURCES", nowhere)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere))
    kept.folders.cache_clear()
    compiled.kept_in.cache_clear()
    try:
        assert compiled.kept_in() is None
        assert compiled.compiled(lambda x: x + 1)(1) == 2
    finally:
        kept.folders.cache_clear()
        compiled.kept_in.cache_clear()


def test_two_processes_that_compile_at_once_both_answer(tmp_path: Path) -> None:
    code = (
        "import numpy as np; from detente.stability.engines.swept import search;"
        "print(search.turned(np.array([0, 1, 1]), np.array([1], dtype=np.int32))[1][0])"
    )
    settings = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    runs = [
        subprocess.Popen([sys.executable, "-c", code], env=settings, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [run.communicate()[0].strip() for run in runs] == [b"0", b"0"]
