#!/usr/bin/env python3
"""Measure detente and write benchmarks/results.md.

.venv/bin/python benchmarks/run.py            some minutes
.venv/bin/python benchmarks/run.py --long     also 2^26 states
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT.parent), str(ROOT.parent / "tests")]

import numpy as np  # noqa: E402 - after the paths

from benchmarks.models import by_statements, exactly_one, with_forbidden_moves  # noqa: E402
from benchmarks.peers import dense, straightforward  # noqa: E402
from benchmarks.picture import curves  # noqa: E402
from benchmarks.timing import least, process, processor, sorting  # noqa: E402
from benchmarks.yardstick import STEPS, yardstick  # noqa: E402
from detente.cases import case_names  # noqa: E402
from detente.model import (  # noqa: E402
    Arcs,
    Graph,
    Ranks,
    Relation,
    compile_arena,
    load_file,
    load_text,
)
from detente.stability import Assumptions, find, judge  # noqa: E402
from detente.stability.many import judge_many  # noqa: E402
from stability.large_graphs import Shape, gray_chain, random_graph  # noqa: E402

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
ASKED = [one for text in CONCEPTS for one in find(text) or ()]
CASES = ROOT.parent / "src/detente/cases"
Row = Sequence[object]


def table(head: Sequence[str], rows: Sequence[Row]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def verdicts(graph: Graph, engine: str = "auto") -> None:
    judge(graph, ASKED, Assumptions(engine=engine))


def scaling(largest: int) -> Iterator[tuple[list[Row], dict[str, list[tuple[int, float]]]]]:
    """Reading, compiling and judging by size and parties, and the curves of judging."""
    rows: list[Row] = []
    lines: dict[str, list[tuple[int, float]]] = {}
    for parties in (2, 3, 6):
        for options in (8, 12, 16, 20, 24, *([26] if largest > 24 and parties == 3 else [])):
            text = by_statements(options, parties)
            read = least(lambda text=text: load_text(text), 1)
            conflict = load_text(text)
            made = least(lambda c=conflict: compile_arena(c).under({}), 1 if options > 20 else 3)
            graph = compile_arena(conflict).under({})
            judged = least(lambda g=graph: verdicts(g), 1 if options >= 24 else 3)
            sort = sorting(1 << options)
            lines.setdefault(f"{parties} parties", []).append((options, judged.wall))
            rows.append(
                (
                    f"2^{options}",
                    parties,
                    f"{graph.states:,}",
                    read,
                    made,
                    judged,
                    sort,
                    judged / sort,
                )
            )
            print(*rows[-1], sep=" | ", flush=True)
    yield rows, lines


def shapes() -> list[Row]:
    """2^20 states of three parties in other shapes, and chains made to be long."""
    rng = np.random.default_rng(1)
    rows: list[Row] = []
    sort = sorting(1 << 20)
    for name, graph in (
        ("lists of 12 statements", random_graph(rng, Shape((7, 7, 6), 0.1))),
        ("no holes", random_graph(rng, Shape((7, 7, 6)))),
        ("nine in ten infeasible", random_graph(rng, Shape((7, 7, 6), 0.9))),
        ("three in ten options one-way", random_graph(rng, Shape((7, 7, 6), 0.1, 0.3))),
        ("all options one-way", random_graph(rng, Shape((7, 7, 6), 0.1, 1.0))),
        ("random ranks without ties", random_graph(rng, Shape((7, 7, 6), 0.1, 0.0, 10**9))),
        ("2^16 codes, sixteen parties of one option", random_graph(rng, Shape((1,) * 16))),
        ("the same, one chain of improvements through all states", gray_chain(16)),
    ):
        verdicts(graph, "swept")
        taken = least(lambda g=graph: verdicts(g, "swept"), 1)
        rows.append((name, f"{graph.states:,}", graph.parties, taken, taken / sort))
        print(*rows[-1], sep=" | ", flush=True)
    return rows


def concepts() -> list[Row]:
    """Each concept alone at 2^20 states."""
    graph = random_graph(np.random.default_rng(1), Shape((7, 7, 6), 0.1))
    rows: list[Row] = []
    for text in (*CONCEPTS, "mr3", "mr5", "cmr4"):
        asked = list(find(text) or ())
        rows.append((text, least(lambda a=asked: judge(graph, a, Assumptions()), 1)))
    return rows


def other_rules() -> list[Row]:
    """Where moves do not compose, answers are short, or few codes are states; 2^20 codes."""
    rows: list[Row] = []
    sort = sorting(1 << 20)
    text = by_statements(20, 3)
    for name, model, moves in (
        ("legal sequences", text, "legal"),
        ("`once`", text, "once"),
        ("`single`", text, "single"),
        ("forbidden moves", with_forbidden_moves(text), "legal"),
        ("forbidden moves, `once`", with_forbidden_moves(text), "once"),
        ("forbidden moves, 6 parties", with_forbidden_moves(by_statements(20, 6)), "legal"),
        ("exactly one of four options, 10 parties", exactly_one(10, 4), "legal"),
    ):
        graph = compile_arena(load_text(model)).under({})
        assumptions = Assumptions(moves)  # type: ignore[arg-type]
        engine = judge(graph, ASKED, assumptions).engine

        def again(graph: Graph = graph, assumptions: Assumptions = assumptions) -> None:
            judge(graph.with_orders(graph.orders), ASKED, assumptions)

        taken = least(again, 1)
        rows.append((name, f"{graph.states:,}", engine, taken, taken / sort))
        print(*rows[-1], sep=" | ", flush=True)
    return rows


def against_peer() -> list[Row]:
    """Published cases and a random model, side by side with the straightforward search."""
    rows: list[Row] = []
    medium = compile_arena(load_file(CASES / "korea-medium.yaml")).under({})
    for name, graph in (
        ("korea-small", compile_arena(load_file(CASES / "korea-small.yaml")).under({})),
        ("korea-medium", medium),
        ("2^12 states, 3 parties", compile_arena(load_text(by_statements(12, 3, 0.0))).under({})),
    ):
        for party in range(graph.parties):
            graph.arcs(party)
        theirs = least(lambda g=graph: straightforward.verdicts(g), 1)
        listed = least(lambda g=graph: verdicts(g, "listed"), 5)
        swept = least(lambda g=graph: verdicts(g, "swept"), 5)
        rows.append(
            (
                name,
                graph.states,
                theirs,
                listed,
                swept,
                theirs / swept,
            )
        )
        print(*rows[-1], sep=" | ", flush=True)
    return rows


def general() -> list[Row]:
    """Preferences that are no rankings, against rankings and against the method of matrices."""
    rows: list[Row] = []
    for options, holes, matrices in (((4, 4, 3), 0.1, True), ((5, 4, 4), 0.3, False)):
        graph = random_graph(np.random.default_rng(1), Shape(options, holes))
        ranks = [order.rank for order in graph.orders if isinstance(order, Ranks)]
        # Better only by more than three ranks: a threshold.
        better = tuple(Relation(rank[:, None] + 3 < rank[None, :]) for rank in ranks)
        relation = graph.with_orders(better)
        ranked = least(lambda g=graph: verdicts(g.with_orders(g.orders)), 5)
        ours = least(lambda g=graph, b=better: verdicts(g.with_orders(b)), 3)
        theirs = least(lambda g=relation: dense.verdicts(g), 1) if matrices else None
        rows.append(
            (
                f"{graph.states:,}",
                ranked,
                ours,
                ours / ranked,
                theirs or "",
                theirs / ours if theirs else "",
            )
        )
        print(*rows[-1], sep=" | ", flush=True)
    return rows


def published() -> list[Row]:
    """Every bundled case that the straightforward search can judge in some seconds."""
    rows: list[Row] = []
    for path in sorted(CASES.glob("*.yaml")):
        conflict = load_file(path) if path.stem in case_names() else None
        graph = None if conflict is None else compile_arena(conflict).under({})
        if graph is None or graph.states > 1_000:
            continue
        if not all(isinstance(order, Ranks) for order in graph.orders):
            continue
        for party in range(graph.parties):
            graph.arcs(party)
        engine = judge(graph, ASKED, Assumptions()).engine
        theirs = least(lambda g=graph: straightforward.verdicts(g), 1)
        ours = least(lambda g=graph: verdicts(g), 5)
        rows.append(
            (
                path.stem,
                graph.form,
                graph.states,
                graph.parties,
                theirs,
                engine,
                ours,
                theirs / ours,
            )
        )
        print(*rows[-1], sep=" | ", flush=True)
    return rows


def readings() -> list[Row]:
    """Ten thousand preference variants of medium Korea, ranks given."""
    graph = compile_arena(load_file(CASES / "korea-medium.yaml")).under({})
    rng = np.random.default_rng(1)
    rows: list[Row] = []
    count = 10_000
    for name, levels in (("as many ranks as a list of 12 statements gives", 64), ("no ties", 0)):
        given = []
        for _ in range(count):
            ranks = [rng.permutation(graph.states) for _ in range(graph.parties)]
            given.append(
                tuple(Ranks((rank % levels if levels else rank).astype(np.int16)) for rank in ranks)
            )
        taken = least(lambda v=given: list(judge_many(graph, v, ASKED, Assumptions())), 2)
        rows.append(
            (
                name,
                taken,
                f"{count / taken.wall:,.0f} ({count / taken.cpu:,.0f})",
            )
        )
        print(*rows[-1], sep=" | ", flush=True)
    return rows


def listed_moves() -> Row:
    """Graph form: a million states, ten million moves, three parties."""
    rng = np.random.default_rng(1)
    states, moves = 10**6, 10**7 // 3
    arcs = []
    for _ in range(3):
        pairs = np.unique(rng.integers(0, states * states, moves))
        start, end = pairs // states, (pairs % states).astype(np.int32)
        first = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=states))])
        arcs.append(Arcs(first.astype(np.int64), end))
    orders = tuple(Ranks(rng.integers(0, 1000, states).astype(np.int16)) for _ in range(3))
    graph = Graph(
        ("A", "B", "C"),
        "graph",
        np.arange(states),
        0,
        (),
        (),
        (),
        (),
        orders,
        False,
        None,
        None,
        arcs.__getitem__,
    )
    taken, sort = least(lambda: verdicts(graph), 1), sorting(10**7)
    return (taken, sort, taken / sort)


def whole() -> list[Row]:
    """From the file to the printed answer, a process of its own."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for options in (20, 24):
            file = Path(folder) / f"{options}.yaml"
            file.write_text(by_statements(options, 3), encoding="utf-8")
            taken, peak = process(["analyze", str(file), "--concepts", ",".join(CONCEPTS)], 2)
            sort = sorting(1 << options)
            rows.append((f"2^{options}, 3 parties", taken, taken / sort, f"{peak:.2f} GB"))
            print(*rows[-1], sep=" | ", flush=True)
    for case in ("korea-small", "korea-medium"):
        taken, peak = process(["analyze", case], 3)
        rows.append((case, taken, "", f"{peak:.2f} GB"))
    return rows


def main() -> None:
    """Measure all and write the page."""
    largest = 26 if "--long" in sys.argv else 24
    verdicts(compile_arena(load_text(by_statements(13, 3))).under({}), "swept")  # compile first
    peer, cases, many, whole_rows = against_peer(), published(), readings(), whole()
    relations = general()
    ((rows, lines),) = scaling(largest)
    (ROOT / "scaling.svg").write_text(curves(lines), encoding="utf-8")
    other, single, graph_form = shapes(), concepts(), listed_moves()
    ruled = other_rules()
    load = os.getloadavg()[0]
    sizes = ("codes", "parties", "states", "reading", "compiling", "five concepts", "sort", "ratio")
    machine = f"{platform.machine()}, {os.cpu_count()} processors, load {load:.1f} at the end"
    page = f"""# Measured

By `benchmarks/run.py`, all in one run, the least of up to five; compiled code warm.
Machine: {machine}; {processor()}. The yardstick, {STEPS:,} steps of
a fixed compiled loop (`benchmarks/yardstick.py`): {yardstick()}; `np.sort` of 2^20 numbers:
{sorting(1 << 20)}. Python {platform.python_version()}, NumPy {version("numpy")}, numba
{version("numba")}. Each time is what the clock showed, then in brackets processor time: what one
idle processor would take; ratios likewise. Where others use the machine, the brackets count.
`sort`: `np.sort` of random int32, one a code. "Five concepts": {", ".join(CONCEPTS)}, all parties.
Models: `benchmarks/models.py`, lists of 12 statements, about one state in ten infeasible.

## By size

{table(sizes, rows)}

![Seconds by options](scaling.svg)

## From the file to the printed answer

{table(("model", "time", "sorts", "peak"), whole_rows)}

## Other shapes, 2^20 codes

{table(("shape", "states", "parties", "five concepts", "sorts of 2^20"), other)}

## Other rules and readings, 2^20 codes, 3 parties

{table(("what", "states", "engine", "five concepts", "sorts of 2^20"), ruled)}

## Each concept alone, 2^20 codes, 3 parties

{table(("concept", "time"), single)}

## Against the straightforward search

`benchmarks/peers/straightforward.py`; moves listed beforehand for it and for `listed`.

{table(("model", "states", "straightforward", "listed", "swept", "ratio"), peer)}

The bundled cases of up to 1,000 states, by the engine that is chosen for them:

{table(("case", "form", "states", "parties", "straightforward", "engine", "ours", "ratio"), cases)}

## Preferences that are no rankings, 3 parties, five concepts

Better by more than three ranks only; against the same ranks, and against matrices
(`benchmarks/peers/dense.py`).

{table(("states", "ranks", "general", "ratio", "matrices", "ratio"), relations)}

## Ten thousand preferences of medium Korea, five concepts

{table(("ranks", "time", "a second"), many)}

## Graph form: 10^6 states, 10^7 moves, 3 parties, five concepts

{table(("time", "sort of 10^7", "ratio"), [graph_form])}
"""
    (ROOT / "results.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
