#!/usr/bin/env python3
"""Measure coalitions, what-if, diff and questions from process start; write questions.md.

.venv/bin/python benchmarks/questions.py     some minutes
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import combinations, product
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT.parent)]

import detente  # noqa: E402 - after the paths
from benchmarks.models import by_statements  # noqa: E402
from benchmarks.timing import Time, least, process, processor  # noqa: E402
from detente.model import Graph, Ranks, compile_arena, load_text  # noqa: E402
from detente.stability import Assumptions, find, judge  # noqa: E402

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
ASKED = [one for text in CONCEPTS for one in find(text) or ()]
STARTED = (
    ["evolve", "korea"],
    ["evolve", "korea", "--to", "double freeze"],
    ["coalitions", "korea"],
    ["what-if", "korea", "--set", "DPRK: move 2 to 1"],
    ["what-if", "korea", "--set", "DPRK: move 2 to 1", "--across", "all"],
    ["diff", "korea-small", "korea-medium"],
)


def plain_coalitions(graph: Graph) -> int:
    """How many Nash equilibria coalitions of two and three break: a search over states each, moves
    looked up one by one."""
    ranks = [one.rank.tolist() for one in graph.orders if isinstance(one, Ranks)]
    moves = [[graph.moves_from(k, s).tolist() for s in range(graph.states)] for k in range(3)]
    broken = 0
    for state in range(graph.states):
        if any(ranks[k][t] > ranks[k][state] for k in range(3) for t in moves[k][state]):
            continue
        broken += any(
            _leaves(moves, ranks, group, state)
            for size in (2, 3)
            for group in combinations(range(3), size)
        )
    return broken


def _leaves(
    moves: Sequence[Sequence[Sequence[int]]],
    ranks: Sequence[Sequence[int]],
    group: Sequence[int],
    start: int,
) -> bool:
    """Whether the group can go from the start to what all its members prefer."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for k in group:
            for there in moves[k][here]:
                if there in seen:
                    continue
                if all(ranks[j][there] > ranks[j][start] for j in group):
                    return True
                seen.add(there)
                waiting.append(there)
    return False


def of_coalitions() -> list[str]:
    """Rows: all coalitions of some parties beside the five concepts, which they include."""
    rows = []
    for options, parties, answers in ((10, 3, "class"), (20, 3, "class"), (16, 6, "individual")):
        conflict = load_text(by_statements(options, parties))
        graph = compile_arena(conflict).under({})
        judge(graph, ASKED, Assumptions(), "swept")
        five = least(lambda g=graph: judge(g, ASKED, Assumptions(), "swept"))
        found = detente.coalitions(conflict, answers=answers)
        taken = least(lambda c=conflict, a=answers: detente.coalitions(c, answers=a))
        equal = least(lambda c=conflict: detente.analyze(c, CONCEPTS))
        own = Time(taken.wall - equal.wall, taken.cpu - equal.cpu)
        what = f"2^{options} | {graph.states:,} | {parties} | all {len(found.asked)}, `{answers}`"
        rows.append(f"| {what} | {taken} | {taken / five} | {own / five} |")
        print(rows[-1], flush=True)
        if options == 10:
            plainly = least(lambda g=graph: plain_coalitions(g), 1)
            assert plain_coalitions(graph) == found.count("c-nash"), "the plain search agrees"
            what = f"2^{options} | {graph.states:,} | {parties} | a plain search, c-nash alone"
            rows.append(f"| {what} | {plainly} | {plainly / five} | {plainly / five} |")
            print(rows[-1], flush=True)
    return rows


def of_korea() -> list[str]:
    """Rows: questions about medium Korea, beside its analysis."""
    korea = detente.load("korea")
    edit = f"{korea.party_names[0]}: move 2 to 1"
    changed = korea.with_(edits=edit)
    grid = [
        dict(zip(korea.party_names, names, strict=True))
        for names in product(*(("base", *korea.alternatives[p]) for p in korea.party_names))
    ]
    one = least(lambda: detente.analyze(korea, CONCEPTS))
    asked: dict[str, Callable[[], object]] = {
        "analyze, the five concepts": lambda: detente.analyze(korea, CONCEPTS),
        "evolve": lambda: detente.evolve(korea).to_dict(),
        "evolve to the double freeze": lambda: detente.evolve(korea, "double freeze").to_dict(),
        "coalitions": lambda: detente.coalitions(korea).to_dict(),
        f"what-if, one edit, all {len(grid)} readings": lambda: detente.what_if(
            korea, edit, across="all"
        ).to_dict(),
        f"{len(grid)} readings analysed one by one, before and after": lambda: [
            detente.analyze(model, CONCEPTS, reading=reading)
            for reading in grid
            for model in (korea, changed)
        ],
        "diff, one statement moved": lambda: detente.diff(korea, changed).to_dict(),
    }
    rows = []
    for name, ask in asked.items():
        ask()
        taken = least(ask)
        rows.append(f"| {name} | {taken} | {taken / one} |")
        print(rows[-1], flush=True)
    return rows


def from_the_start() -> list[str]:
    """Rows: whole processes, from their start."""
    rows = []
    for arguments in STARTED:
        process(arguments)
        taken, peak = process(arguments, 3)
        rows.append(f"| `{' '.join(arguments)}` | {taken} | {peak:.2f} GB |")
        print(rows[-1], flush=True)
    return rows


def main() -> None:
    """Measure and write the page."""
    parts = "\n".join(of_coalitions()), "\n".join(of_korea()), "\n".join(from_the_start())
    page = f"""# Coalitions, what-if and diff, measured

By `benchmarks/questions.py`, all in one run, the least of three; compiled code warm, on
{processor()}. Each time is by the clock, then in brackets of the processor; ratios likewise. Ways
themselves are in [ways.md](ways.md).

All coalitions of two or more parties, all five concepts, each equilibrium looked at. The first
ratio is of the whole question, the file's states, preferences and equilibria included, to the five
concepts alone; the second leaves out what `analyze` does, too. The plain search looks moves up one
by one, and finds the same.

| codes | states | parties | what | time | ratio | of it coalitions |
|---|---|---|---|---|---|---|
{parts[0]}

Questions about medium Korea (768 states, 3 parties), each told in full; the ratio is to the first.

| what | time | ratio |
|---|---|---|
{parts[1]}

Processes from their start.

| `detente …` | time | peak |
|---|---|---|
{parts[2]}
"""
    (ROOT / "questions.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
