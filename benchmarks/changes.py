#!/usr/bin/env python3
"""Measure least changes, margins and packages, and write benchmarks/changes.md.

.venv/bin/python benchmarks/changes.py     some minutes
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT.parent)]

import numpy as np  # noqa: E402 - after the paths

import detente  # noqa: E402
from benchmarks.models import by_statements  # noqa: E402
from benchmarks.timing import Time, least  # noqa: E402
from detente.analysis.least.orders import Least, least_touched  # noqa: E402
from detente.model import Ranks, compile_arena, load_text  # noqa: E402
from detente.progress import Progress  # noqa: E402

FREEZE = "double freeze"


def unloved(text: str) -> str:
    """The state that the parties like least, taken together: far from any equilibrium."""
    graph = compile_arena(load_text(text)).under({})
    places = [np.argsort(np.argsort(one.rank)) for one in graph.orders if isinstance(one, Ranks)]
    return graph.state_text(int(np.argmin(sum(places))))


def told(answer: detente.Design) -> str:
    """What a search came to."""
    if answer.cost is None:
        proved = "impossible" if answer.minimal else f"nothing below {answer.lower_bound}"
        return f"none ({proved})"
    return f"{answer.count:,} at cost {answer.cost}"


def searches() -> list[str]:
    """Rows: a question, what it came to, how often it told of its progress, its time."""
    korea = detente.load("korea")
    asked: list[tuple[str, Callable[[Progress], str]]] = []
    for concept in ("seq", "nash"):
        for of in korea.party_names:
            asked.append(
                (
                    f"medium Korea, {of} alone, {concept}",
                    lambda tell, of=of, concept=concept: told(
                        detente.design(korea, FREEZE, concept, of=of, progress=tell)
                    ),
                )
            )
    asked.append(
        (
            "medium Korea, all parties, seq",
            lambda tell: told(detente.design(korea, FREEZE, progress=tell)),
        )
    )
    for options, seed in ((9, 1), (9, 3), (10, 1)):
        text = by_statements(options, 3, seed=seed)
        state = unloved(text)
        asked.append(
            (
                f"three parties, 12 statements each, 2^{options} codes, cost up to 2, seq",
                lambda tell, text=text, state=state: told(
                    detente.design(load_text(text), state, at_most=2, progress=tell)
                ),
            )
        )
    asked.append(
        (
            "the margin of the double freeze on medium Korea, seq",
            lambda tell: str(detente.margin(korea, FREEZE, progress=tell).margin),
        )
    )
    asked.append(
        (
            "packages for the double freeze on medium Korea",
            lambda tell: f"{detente.package(korea, FREEZE, progress=tell).count} packages",
        )
    )
    rows = []
    for name, ask in asked:
        rows.append(measured(name, ask))
        print(rows[-1], flush=True)
    return rows


def measured(name: str, ask: Callable[[Progress], str]) -> str:
    """The row of one question."""
    tells: list[int] = []
    found = ""

    def run() -> None:
        nonlocal found
        tells.clear()
        found = ask(lambda phase, done, total: tells.append(done))

    taken = least(run, 2)
    return f"| {name} | {found} | {len(tells)} | {taken} |"


def lists() -> list[str]:
    """Rows: least moves and drops of one list of 24 statements under nash, many lists each."""
    rows = []
    for options, agree in ((3, 0.6), (5, 0.6), (7, 0.6), (10, 0.6), (10, 0.8)):
        times: list[Time] = []
        costs: list[Least | None] = []
        for seed in range(20):
            rng = Random(f"{options}/{agree}/{seed}")
            here = np.array([rng.random() < 0.55 for _ in range(24)])[:, None]
            flips = np.array(
                [[rng.random() >= agree for _ in range(2**options - 1)] for _ in range(24)]
            )
            there = here ^ flips

            for_, against = here & ~there, there & ~here
            costs.append(least_touched(for_, against))
            times.append(least(lambda a=for_, b=against: least_touched(a, b), 2))
        times.sort(key=lambda one: one.cpu)
        proved = sum(one is None or one.exact for one in costs)
        rows.append(
            f"| {2**options - 1:,} | {agree} | {proved} of 20 | {times[10]} | {times[-1]} |"
        )
        print(rows[-1], flush=True)
    return rows


def main() -> None:
    """Measure and write the page."""
    listed, searched = "\n".join(lists()), "\n".join(searches())
    page = f"""# Least changes, margins and packages, measured

By `benchmarks/changes.py`, all in one run, the least of two. Each time is by the clock, then in
brackets of the processor. The answers are whole: effects, each party alone, conditions and what
else would do are worked out with the changes.

| what | came to | told of its progress | time |
|---|---|---|---|
{searched}

One list of 24 statements under nash, moves and drops, at any cost: random lists, in which a
statement holds after an own move as before it with the chance named.

| own moves | chance | proved least | median | longest of 20 |
|---|---|---|---|---|
{listed}
"""
    (ROOT / "changes.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
