"""Why by simultaneous moves: sim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from detente.stability.concepts.sim import state_keys
from detente.stability.explain.sanctions import no_improvement
from detente.stability.explain.scene import Scene, Step, Why


def joint(scene: Scene) -> tuple[bool, Why]:
    """The verdict and its Why: who, moving at the same time, spoils every improvement."""
    if not scene.improvements:
        return True, no_improvement()
    found: list[Why] = []
    undeterred: list[int] = []
    for after in scene.improvements:
        met = next(
            ((state, with_) for state, with_ in _results(scene, after) if scene.deters(state)), None
        )
        if met is None:
            undeterred.append(after)
            continue
        state, with_ = met
        found.append(
            {
                "to": scene.text(after),
                "with": [
                    {"by": scene.graph.names[k], "to": scene.text(there)} for k, there in with_
                ],
                "joint": scene.text(state),
                "compare": scene.compare(state),
            }
        )
    if not undeterred:
        return True, {"kind": "joint", "improvements": found}
    after = scene.best(undeterred)[0]
    ends = sorted({state for state, _ in _results(scene, after)})
    return False, {
        "kind": "no_joint",
        "to": scene.text(after),
        "ends": len(ends),
        "reason": "not_deterred" if ends else "no_answer",
        "worst": scene.text(scene.worst(ends)[0]) if ends else None,
        "improvements": [scene.text(after)],
    }


def _results(scene: Scene, after: int) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """Feasible joint results of the move and some others' improvements, fewest others first."""
    graph = scene.graph
    keys = state_keys(graph)
    index = {int(key): k for k, key in enumerate(keys)} if graph.form == "graph" else None
    gains = {k: scene.gains(k, scene.start) for k in range(graph.parties) if k != scene.party}
    movers = [k for k, states in gains.items() if states]
    most = 1 if scene.assumptions.sanction_moves == "single" else len(movers)
    for size in range(1, most + 1):
        for group in combinations(movers, size):
            for chosen in product(*(gains[k] for k in group)):
                change = sum(int(keys[there]) - int(keys[scene.start]) for there in chosen)
                key = int(keys[after]) + change
                state = index.get(key) if index is not None else _find(scene, key)
                if state is not None:
                    yield state, tuple(zip(group, chosen, strict=True))


def _find(scene: Scene, code: int) -> int | None:
    codes = scene.graph.codes
    k = int(codes.searchsorted(code))
    return k if k < len(codes) and int(codes[k]) == code else None
