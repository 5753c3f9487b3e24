"""The engine that `auto` takes beside the best one for the model, over shapes, sizes and parties.

    python -m benchmarks.engines FOLDER       a folder of model files, each a shape of its own

Each engine that takes a model judges nash to sseq on it, graph and orders made anew; what it took
is processor time. From these, and from what it takes to load and to compile loops, follows what
each engine would have taken in a process that has run its loops (loaded), in one that finds them on
disk (kept) and in one that has to compile them (cold), and so what the choice has cost. Prints the
worst ratios of the choice to the best. An engine that is foretold to take thirty times what another
took is not tried.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from benchmarks.timing import least
from detente.library import load
from detente.model import Graph, compile_graph
from detente.problems import DetenteError
from detente.stability import Assumptions, find, judge
from detente.stability.engines import costs
from detente.stability.engines.choice import ENGINES

STATES = ("loaded", "kept", "cold")
RANKED = ("swept", "classed", "plain", "listed", "searched")
FIVE = ("nash", "gmr", "smr", "seq", "sseq")
_HOPELESS = 30.0
_SHORT = 0.02  # seconds: what takes less is measured more often
_FLOOR = 1e-9


def measured(graph: Graph, fresh: Path) -> dict[str, float]:
    """What each engine that takes the graph takes for nash to sseq."""
    asked = [one for key in FIVE for one in (find(key, graph.names) or ())]
    took: dict[str, float] = {}
    for name in costs.engines_by_cost(RANKED, graph, Assumptions()):
        engine = ENGINES[name]
        if engine.refusal(graph, Assumptions()) is not None:
            continue
        if took and costs.seconds(name, graph, Assumptions()) > _HOPELESS * min(took.values()):
            continue
        graphs: list[Graph] = []

        def run(name: str = name, graphs: list[Graph] = graphs) -> None:
            judge(graphs.pop(), asked, Assumptions(engine=name))

        graphs.append(compile_graph(load(fresh)))
        began = process_time()
        run()
        first = process_time() - began
        runs = 5 if first < _SHORT or not took else 2
        graphs += [compile_graph(load(fresh)) for _ in range(runs)]
        took[name] = least(run, runs).cpu
    return took


def choices(graph: Graph, took: dict[str, float]) -> Iterator[tuple[str, str, float, str, float]]:
    """By how far loops are from running: the choice and its cost, the best and its cost."""
    for state in STATES:
        costs.readiness = lambda loops, state=state: state  # type: ignore[assignment]
        costs.compiler_loaded = lambda state=state: state == "loaded"
        whole = {}
        for name, seconds in took.items():
            loading = costs.seconds(name, graph, Assumptions())
            costs.readiness = lambda loops: "loaded"  # type: ignore[assignment]
            loading -= costs.seconds(name, graph, Assumptions())
            costs.readiness = lambda loops, state=state: state  # type: ignore[assignment]
            whole[name] = seconds + max(loading, 0.0)
        ordered = costs.engines_by_cost(RANKED, graph, Assumptions())
        names = [name for name in ordered if name in took]
        best = min(whole, key=whole.__getitem__)
        yield state, names[0], whole[names[0]], best, whole[best]


def main() -> None:
    """Measure and print, worst first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=20, help="how many of the worst are printed")
    given = parser.parse_args()
    rows = []
    for file in sorted(given.folder.glob("*.yaml")):
        try:
            graph = compile_graph(load(file))
            if not graph.ranked:
                continue
            costs.readiness = lambda loops: "loaded"  # type: ignore[assignment]
            took = measured(graph, file)
        except DetenteError as error:
            print(f"{file.stem}: {str(error).splitlines()[0]}", file=sys.stderr)
            continue
        for state, name, cost, best, least_cost in choices(graph, took):
            ratio = cost / max(least_cost, _FLOOR)
            rows.append((ratio, file.stem, state, name, cost, best, least_cost))
        told = " ".join(f"{name} {seconds * 1e3:.2f}" for name, seconds in took.items())
        print(f"{file.stem} {graph.states} states: {told}", file=sys.stderr, flush=True)
    rows.sort(reverse=True)
    for state in STATES:
        mine = [row for row in rows if row[2] == state]
        print(f"\n{state}: {len(mine)} models, {sum(row[0] > 1.5 for row in mine)} beyond 1.5")
        for ratio, stem, _, name, cost, best, least_cost in mine[: given.show]:
            told = f"{name} {cost * 1e3:.2f} ms, {best} {least_cost * 1e3:.2f} ms"
            print(f"  {ratio:5.2f} {stem:22} {told}")


if __name__ == "__main__":
    main()
