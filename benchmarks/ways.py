#!/usr/bin/env python3
"""Measure ways, blockers and ends beside the five concepts, and write benchmarks/ways.md.

.venv/bin/python benchmarks/ways.py [OPTIONS]     2^20 codes by default
"""

from __future__ import annotations

import sys
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT.parent)]

import numpy as np  # noqa: E402 - after the paths

from benchmarks.models import by_statements  # noqa: E402
from benchmarks.timing import least  # noqa: E402
from detente.model import Graph, Ranks, compile_arena, load_text  # noqa: E402
from detente.stability import Assumptions, find, judge, reach  # noqa: E402

ASKED = [one for text in ("nash", "gmr", "smr", "seq", "sseq") for one in find(text) or ()]
SMALL = 10  # options at which the plain search is measured too


def plain_search(graph: Graph, start: int) -> dict[int, int]:
    """The fewest improvements to every state: states one by one, moves looked up one by one."""
    steps, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for party, order in enumerate(graph.orders):
            assert isinstance(order, Ranks), "the models here are ranked"
            for there in graph.moves_from(party, here).tolist():
                if there not in steps and order.rank[there] > order.rank[here]:
                    steps[there] = steps[here] + 1
                    waiting.append(there)
    return steps


def measured(options: int) -> list[str]:
    """Rows of the table: what was asked, its time, and its ratio to the five concepts."""
    graph = compile_arena(load_text(by_statements(options, 3))).under({})
    start = np.zeros(graph.states, dtype=bool)
    start[0] = True
    steps = reach.improvements(graph)
    judge(graph, ASKED, Assumptions(engine="swept"))
    five = least(lambda: judge(graph, ASKED, Assumptions(engine="swept")))
    found = reach.distances(graph, start, steps, compiled=True)
    there = found != reach.never(found)
    goal = np.zeros(graph.states, dtype=bool)
    goal[np.flatnonzero(~there)[-1] if not there.all() else int(found.argmax())] = True
    work = {
        "the fewest improvements to every state": lambda: reach.distances(
            graph, start, steps, compiled=True
        ),
        "the least resisted way": lambda: reach.least_resisted(
            graph, 0, goal, steps, compiled=True
        ),
        "whether improvements must end": lambda: reach.endless(graph, there),
    }
    rows = [f"| 2^{options} | {graph.states:,} | the five concepts | {five} | 1 |"]
    for what, asked in work.items():
        asked()
        taken = least(asked)
        rows.append(f"| 2^{options} | {graph.states:,} | {what} | {taken} | {taken / five} |")
    if options <= SMALL:
        plainly = least(lambda: plain_search(graph, 0), 1)
        assert plain_search(graph, 0) == {int(s): int(found[s]) for s in np.flatnonzero(there)}
        rows.append(
            f"| 2^{options} | {graph.states:,} | a plain search for the fewest improvements "
            f"| {plainly} | {plainly / five} |"
        )
    return rows


def main() -> None:
    """Measure and write the page."""
    options = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rows = "\n".join([*measured(SMALL), *measured(options)])
    page = f"""# Ways, measured

By `benchmarks/ways.py`, all in one run, the least of three; compiled code warm; 3 parties, from the
first state. Each time is by the clock, then in brackets of the processor; ratios likewise, to
the five concepts for all states and parties. The least resisted way leads to a state that
improvements do not reach, where there is one.

| codes | states | what | time | ratio |
|---|---|---|---|---|
{rows}
"""
    (ROOT / "ways.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
