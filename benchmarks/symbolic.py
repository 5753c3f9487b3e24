"""Conflicts too large to list: what the symbolic engine takes, processor time.

python -m benchmarks.symbolic [quick]: prints the table of symbolic.md. Random conflicts whose every
statement ties one to three options, most of them with one of the party's own; a third as many rules
as options, each excluding one combination of two. Moves can be undone. Memory: the peak of the
process, so of all that stands above a row.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median

import detente
from detente.model import (
    And,
    Condition,
    Conflict,
    DecisionMaker,
    Iff,
    Name,
    Not,
    Option,
    Or,
    Preference,
    Priorities,
    Rule,
    Statement,
    compile_graph,
)
from detente.stability import Assumptions, find, judge
from detente.symbolic import Bounds, compiled, judge_symbolic

FIVE = ("nash", "gmr", "smr", "seq", "sseq")


def conflict(options: int, parties: int, statements: int, seed: int) -> Conflict:
    """A random conflict of this size."""
    rng = Random(f"{options}/{parties}/{statements}/{seed}")
    owners = sorted(k % parties for k in range(options))
    makers = tuple(
        DecisionMaker(
            f"P{party}",
            options=tuple(
                Option(f"P{party}", f"o{k}") for k, owner in enumerate(owners) if owner == party
            ),
        )
        for party in range(parties)
    )
    keys = [option.key for maker in makers for option in maker.options]

    def literal(key: str) -> Condition:
        return Name(key) if rng.random() < 0.5 else Not(Name(key))

    def statement(own: list[str]) -> Condition:
        named = rng.sample(keys, rng.randint(1, 3))
        if rng.random() < 0.6:
            named[0] = rng.choice(own)
        parts = tuple(literal(key) for key in dict.fromkeys(named))
        if len(parts) == 1:
            return parts[0]
        kind = rng.randrange(3)
        if kind == 2:
            found = parts[0]
            for part in parts[1:]:
                found = Iff(found, part)
            return found
        return And(parts) if kind == 0 else Or(parts)

    rules = tuple(
        Rule("infeasible", (And(tuple(literal(key) for key in rng.sample(keys, 2))),))
        for _ in range(options // 3)
    )
    wants = {
        maker.name: Preference(
            Priorities(
                tuple(
                    Statement(statement([option.key for option in maker.options]))
                    for _ in range(statements)
                )
            )
        )
        for maker in makers
    }
    return Conflict("random", "option", makers, rules=rules, preferences=wants)


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Processor time, the least of some runs."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def judged(one: Conflict, concepts: tuple[str, ...]) -> tuple[float, str, list[str]]:
    """Seconds, the equilibria by concept, and what reached a limit."""
    asked = [each for name in concepts for each in find(name) or ()]
    begin = time.process_time()
    found = judge_symbolic(one, asked, Assumptions(), {})
    counts = [f"{found.equilibria(name).count:.1e}" for name in found.concepts]
    return time.process_time() - begin, " ".join(counts), sorted(found.partial)


def line(what: str, size: str, took: list[float], told: str) -> None:
    """One row of the table."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    times = f"{median(took):.3f} | {min(took):.3f} to {max(took):.3f}"
    print(f"| {what} | {size} | {times} | {told} | {peak:,.0f} MB |", flush=True)


def rows(what: str, size: tuple[int, int, int], concepts: tuple[str, ...], seeds: int) -> None:
    """The same question of ten conflicts; ordering and building included."""
    took, limits, counts = [], 0, ""
    for seed in range(seeds):
        spent, counts, reached = judged(conflict(*size, seed), concepts)
        took.append(spent)
        limits += bool(reached)
    told = f"last: {counts}" + (f"; a limit reached in {limits} of {seeds}" if limits else "")
    line(what, "{} / {} / {}".format(*size), took, told)


def main(quick: bool) -> None:
    """Prints the table."""
    seeds = 3 if quick else 10
    print("| question | options / parties / statements | median s | from to | equilibria | peak |")
    print("|---|---|---|---|---|---|")
    for size in ((100, 3, 12), (400, 20, 6)):
        ones = [conflict(*size, seed) for seed in range(seeds)]
        took = [seconds(partial(compiled, one, {}, (), (), Bounds.usual())) for one in ones]
        line("order and build", "{} / {} / {}".format(*size), took, "")
    rows("nash", (60, 3, 12), ("nash",), seeds)
    rows("nash", (100, 3, 12), ("nash",), seeds)
    rows("nash", (400, 20, 6), ("nash",), seeds)
    rows("gmr smr", (60, 3, 12), ("gmr", "smr"), seeds)
    rows("gmr smr", (100, 3, 12), ("gmr", "smr"), seeds)
    korea = detente.load("korea-full")
    asked = [each for name in FIVE for each in find(name) or ()]
    listed = seconds(lambda: judge(compile_graph(korea), asked, Assumptions()), 3)
    symbolic = seconds(lambda: judge_symbolic(korea, asked, Assumptions(), {}), 3)
    line("five concepts", "korea-full", [symbolic], f"{symbolic / listed:.2f} times the lists")
    rows("five concepts", (40, 3, 12), FIVE, seeds)
    if not quick:
        rows("five concepts", (60, 3, 12), FIVE, seeds)


if __name__ == "__main__":
    main("quick" in sys.argv[1:])
