#!/usr/bin/env python3
"""Measure the corners that are slow, each against what is like it but fast; write corners.md.

.venv/bin/python benchmarks/corners.py        some minutes
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT.parent), str(ROOT.parent / "tests")]

import numpy as np  # noqa: E402 - after the paths

from benchmarks.models import by_statements, with_forbidden_moves  # noqa: E402
from benchmarks.timing import Time, least, process, processor  # noqa: E402
from benchmarks.yardstick import yardstick  # noqa: E402
from detente.model import Graph, Ranks, compile_arena, load_text  # noqa: E402
from detente.stability import Assumptions, find, judge  # noqa: E402

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
ASKED = [one for text in CONCEPTS for one in find(text) or ()]
BITS = 18
Row = tuple[str, Time, Time, str]


def graph_of(text: str) -> Graph:
    return compile_arena(load_text(text)).under({})


def judged(graph: Graph, moves: str = "legal", asked: object = ASKED) -> Time:
    """Judging it, compiled code warm."""
    assumptions = Assumptions(moves)  # type: ignore[arg-type]

    def work() -> None:
        judge(graph.with_orders(graph.orders), asked, assumptions)  # type: ignore[arg-type]

    work()
    return least(work)


def each(time: Time, graph: Graph) -> Time:
    """The same by state and party."""
    return Time(time.wall / graph.states / graph.parties, time.cpu / graph.states / graph.parties)


def a_state_and_party() -> Iterator[Row]:
    """Rules and readings that take more than the base does, a state and party."""
    base = graph_of(by_statements(BITS, 3))
    usual = each(judged(base), base)
    six = graph_of(by_statements(BITS, 6))
    one_each = graph_of(by_statements(BITS, BITS))
    barred = graph_of(with_forbidden_moves(by_statements(BITS, 6)))
    for what, graph, moves, bound in (
        ("`once`, 6 parties", six, "once", "80 passes for each party and concept"),
        ("18 parties of one option", one_each, "legal", "17 others instead of 2"),
        ("forbidden moves, 6 parties", barred, "legal", "a search over (state, last mover)"),
    ):
        yield (f"{what}: a state and party", each(judged(graph, moves), graph), usual, bound)


def preferences(kind: str) -> str:
    """2^18 codes, 3 parties, with a preference of this kind."""
    rng = Random(kind)
    head, _, _ = by_statements(BITS, 3).partition("preferences:")
    keys = [f"P{party}.o{k}" for party in range(3) for k in range(BITS // 3)]
    patterns = ["".join(rng.choice("YN--------") for _ in range(BITS)) for _ in range(20)]
    lines = ["preferences:"]
    for party in range(3):
        lines.append(f"  P{party}:")
        if kind == "ranking":
            lines.append(f"    ranking: [{', '.join(repr(one) for one in patterns)}]")
        elif kind == "payoffs":
            lines += ["    payoffs:", *(f"      '{one}': {rng.random():.3f}" for one in patterns)]
        else:
            digits = 6 if kind == "weights" else 24
            lines += ["    weights:"]
            lines += [
                f"      {one}: {rng.randrange(10**digits)}.{rng.randrange(9)}" for one in keys
            ]
    return head + "\n".join(lines) + "\n"


def compiled(kind: str) -> Time:
    conflict = load_text(preferences(kind))
    return least(lambda: graph_of_conflict(conflict))


def graph_of_conflict(conflict: object) -> Graph:
    return compile_arena(conflict).under({})  # type: ignore[arg-type]


def one_party(options: int) -> str:
    keys = [f"o{k}: T" for k in range(options)]
    rng = Random(1)
    wants = [f"A.o{rng.randrange(options)} or not A.o{rng.randrange(options)}" for _ in range(12)]
    told = "".join(f"    - {one}\n" for one in wants)
    head = f"title: x\ndecision_makers: {{A: {{options: {{{', '.join(keys)}}}}}}}\n"
    return f"{head}preferences:\n  A:\n{told}"


def few_of_many(rules: int = 245, seed: int = 1) -> str:
    """Sixty options under rules of three options each, which leave some thousand states."""
    rng = Random(seed)
    keys = [f"P{party}.o{k}" for party in range(3) for k in range(20)]
    told = [rng.sample(keys, 3) for _ in range(rules)]
    lines = ["title: x", "decision_makers:"]
    for party in range(3):
        lines += [f"  P{party}:", "    options:", *(f"      o{k}: T" for k in range(20))]
    lines.append("rules:")
    for keys_of in told:
        signed = " and ".join(rng.choice(("", "not ")) + key for key in keys_of)
        lines.append(f"  - infeasible: {signed}")
    return "\n".join(lines)


def importing_numpy() -> Time:
    """A process that imports NumPy and ends."""
    code = "import resource, numpy; u = resource.getrusage(0); print(u.ru_utime + u.ru_stime)"

    def once() -> float:
        return float(subprocess.check_output([sys.executable, "-c", code], text=True))

    cpu = min(once() for _ in range(3))
    return Time(least(once).wall, cpu)


def best_replies(graph: Graph) -> Callable[[], object]:
    """The Nash equilibria of a game of two parties, by NumPy."""
    ranks = [one.rank for one in graph.orders if isinstance(one, Ranks)]
    side = 1 << (graph.letters // 2)
    mine, other = (rank.reshape(side, side) for rank in ranks)
    return lambda: (mine == mine.max(1, keepdims=True)) & (other == other.max(0, keepdims=True))


def rows() -> Iterator[Row]:
    """What, its time, that of what it is compared with, and what bounds it."""
    yield from a_state_and_party()
    usual = {kind: compiled(kind) for kind in ("ranking", "payoffs", "weights", "long")}
    yield ("20 payoffs, compiled: a ranking", usual["payoffs"], usual["ranking"], "")
    yield (
        "weights of 24 digits, compiled: of 6",
        usual["long"],
        usual["weights"],
        "two numbers a state are sorted",
    )
    yield (
        "one party of 17 options: three parties",
        judged(graph_of(one_party(17))),
        judged(graph_of(by_statements(17, 3))),
        "",
    )
    large = graph_of(by_statements(22, 3))
    reads = least(lambda: [one.rank.max() for one in large.orders if isinstance(one, Ranks)])
    yield (
        "Nash alone, 2^22: reads of the ranks",
        judged(large, asked=find("nash")),
        reads,
        "ranks are turned for each party, verdicts packed bit by bit",
    )
    game = graph_of(by_statements(12, 2, holes=0.0))
    yield (
        "a game of 64 x 64, Nash: best replies in NumPy",
        judged(game, asked=find("nash")),
        least(best_replies(game), 50),
        "half a millisecond to ask at all",
    )
    small = importing_numpy()
    yield (
        "`analyze korea-medium`: importing NumPy",
        process(["analyze", "korea-medium"], 3)[0],
        small,
        "reading: pydantic, the command line's and the grammar's modules",
    )


def main() -> None:
    """Measure all and write the page."""
    for options, engine, moves in (
        (12, "swept", "legal"),
        (15, "swept", "legal"),
        (12, "swept", "once"),
        (12, "classed", "legal"),
        (12, "searched", "legal"),
    ):  # compile first
        assumptions = Assumptions(moves, engine=engine)  # type: ignore[arg-type]
        judge(graph_of(by_statements(options, 3)), ASKED, assumptions)
    told = []
    for what, taken, usual, bound in rows():
        told.append(
            f"| {what} | {taken.cpu * 1e3:.4g} | {usual.cpu * 1e3:.4g} | "
            f"{taken.cpu / usual.cpu:.1f} | {bound} |"
        )
        print(told[-1], flush=True)
    conflict = load_text(few_of_many())
    states = graph_of_conflict(conflict).states
    listed = least(lambda: graph_of_conflict(conflict))
    page = f"""# Corners

By `benchmarks/corners.py`, all in one run, processor time in milliseconds, the least of three;
compiled code warm; {processor()}; the yardstick (`benchmarks/yardstick.py`) {yardstick()};
NumPy {np.__version__}. Models of 2^{BITS} codes unless it is said; "five concepts" are judged
unless one is named.

| what: against what | time | of the other | ratio | what bounds it |
|---|---|---|---|---|
{chr(10).join(told)}

Sixty options, 245 rules of three options each, {states:,} states: listed in {listed}.
"""
    (ROOT / "corners.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
