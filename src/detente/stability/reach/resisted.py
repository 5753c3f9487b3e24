"""The least resisted way where moves compose and states fill a box: costs by cell, no move listed.

Looked for from the target back. What steps of the asked kind reach is settled first, layer by
layer; then what one other move reaches from there, and so on. Source: [LKH05], with costs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.reach import boxes
from detente.stability.reach.boxes import Distances, Mover, never
from detente.stability.reach.cells import Cells, cells_of, laid_out
from detente.stability.reach.steps import Steps, movers_of

LeastResisted = tuple[tuple[int, int, bool], ...]  # (party, state, whether it is asked for)
_MOST = 250  # a byte's counts, with room for the signs


def least_resisted(
    graph: Graph,
    start: int,
    goal: NDArray[np.bool_],
    steps: Steps,
    of: Sequence[int] | None = None,
    avoid: NDArray[np.bool_] | None = None,
    within: int | None = None,
    compiled: bool | None = None,
) -> LeastResisted | None:
    """Moves from `start` into `goal`, the fewest of them not of the asked kind, among those the
    fewest, then the first by movers' and states' order; None where no moves lead there.

    steps   the asked kind, by levels; other arguments as for distances. For a graph that is
            listless and ranked.
    Cost: a search over the cells, and one pass for every resisted step; with a bound on the steps
    that this way exceeds, passes for each number of steps. Memory: four bytes a cell.
    """
    if goal[start]:
        return ()
    who = movers_of(graph, of)
    cells = cells_of(graph)
    closed = None if avoid is None else avoid.copy()
    if closed is not None:
        closed[start] = False
    laid = laid_out(cells, goal if closed is None else goal & ~closed, closed)
    here = int(cells.of(np.array([start]))[0])
    use = boxes.pays(cells, who, compiled)
    found = _unbounded(cells, laid.copy(), here, steps, who, use)
    if found is None:
        return None
    level, dist = found
    if within is None or int(dist[here]) <= within:
        return _by_costs(graph, cells, steps, who, start, level, dist)
    return _bounded(graph, cells, laid, start, steps, who, within, use)


def _unbounded(
    cells: Cells, now: Distances, here: int, steps: Steps, who: Sequence[int], compiled: bool
) -> tuple[Distances, Distances] | None:
    """By cell how many resisted steps are left, and how many steps, as far as `here` needs it."""
    search = boxes.searcher(cells, steps, who, True, compiled)
    movers = boxes.movers(cells.box, who, back=True)
    level, dist = np.full_like(now, never(now)), np.full_like(now, never(now))
    seeds = np.where(now == 0, now, never(now))
    now[now == 0] = never(now)
    resisted = 0
    while True:
        now = _settled(search, now, seeds, here)
        new = now < never(now) - 1
        if not new.any():
            return None
        if now.dtype != dist.dtype:
            dist = boxes.wider(dist)
        if resisted >= _MOST and level.dtype == np.uint8:
            level = boxes.wider(level)
        level[new] = resisted
        dist[new] = now[new]
        if new[here]:
            return level, dist
        seeds = _one_move(now, movers)
        now[new] = never(now) - 1
        resisted += 1


def _settled(search: boxes.Searcher, now: Distances, seeds: Distances, here: int) -> Distances:
    """Layers of steps from cells that are entered at numbers of their own, up to `here`'s."""
    numbers = seeds[(seeds < never(seeds)) & (now == never(now))]
    if not len(numbers):
        return now
    layer, last = int(numbers.min()), int(numbers.max())
    count = 0
    while layer <= last or count:
        if layer >= _MOST and now.dtype == np.uint8:
            now = boxes.wider(now)
        entered = layer <= last and _enter(now, seeds, layer)
        if now[here] == layer:
            break
        count = search.step(now, layer, fresh_start=entered)
        layer += 1
    return now


def _enter(now: Distances, seeds: Distances, layer: int) -> bool:
    fresh = (seeds == layer) & (now == never(now))
    now[fresh] = layer
    return bool(fresh.any())


def _one_move(now: Distances, movers: Sequence[Mover]) -> Distances:
    """By cell the fewest steps that begin with any one move, into a cell with a number."""
    top = never(now)
    value = np.where(now >= top - 1, top, now)
    found = np.full_like(now, top)
    for one in movers:
        shape = (-1, one.radix, one.stride)
        ends, begins = value.reshape(shape), found.reshape(shape)
        if one.ways.count == 1:
            np.minimum(begins, ends.min(axis=1, keepdims=True), out=begins)
            continue
        low = np.full((one.ways.count, ends.shape[0], ends.shape[2]), top, dtype=now.dtype)
        for strategy, w in enumerate(one.ways.pattern):
            np.minimum(low[w], ends[:, strategy], out=low[w])
        for source, target in one.cover:
            np.minimum(low[target], low[source], out=low[target])
        np.minimum(begins, np.moveaxis(low[one.ways.pattern], 0, 1), out=begins)
    found[found < top] += 1
    return found


def _by_costs(
    graph: Graph,
    cells: Cells,
    steps: Steps,
    who: Sequence[int],
    start: int,
    level: Distances,
    dist: Distances,
) -> LeastResisted:
    """The first way along which what is left falls step by step."""
    at = int(cells.of(np.array([start]))[0])
    resisted, here, found = int(level[at]), start, []
    for togo in range(int(dist[at]) - 1, -1, -1):
        step = _first(graph, cells, steps, who, here, level, resisted, dist, togo)
        _, here, asked = step
        resisted -= not asked
        found.append(step)
    return tuple(found)


def _first(
    graph: Graph,
    cells: Cells,
    steps: Steps,
    who: Sequence[int],
    here: int,
    level: Distances,
    resisted: int,
    dist: Distances | None = None,
    togo: int = 0,
) -> tuple[int, int, bool]:
    """The first step by movers' and states' order after which so much is left."""
    for party in who:
        ends = graph.moves_from(party, here)
        at = cells.of(ends)
        asked = steps.taken(party, here, ends)
        fits = level[at] == np.where(asked, resisted, resisted - 1)
        if dist is not None:
            fits &= dist[at] == togo
        if fits.any():
            k = int(fits.argmax())
            return party, int(ends[k]), bool(asked[k])
    raise AssertionError(f"no step from {here} with {resisted} resisted ones left")


def _bounded(
    graph: Graph,
    cells: Cells,
    laid: Distances,
    start: int,
    steps: Steps,
    who: Sequence[int],
    within: int,
    compiled: bool,
) -> LeastResisted | None:
    """The same with at most so many steps: by number of steps and cell the fewest resisted."""
    movers = boxes.movers(cells.box, who, back=True)
    closed = laid == 254
    kind = np.uint8 if within < _MOST else np.int32
    least: list[Distances] = [np.where(laid == 0, 0, np.iinfo(kind).max).astype(kind)]
    at = int(cells.of(np.array([start]))[0])
    for _ in range(within):
        before = least[-1]
        after = np.minimum(before, _one_move(before, movers))
        for count in np.unique(before[before < never(before)]).tolist():
            one_step = np.where(before == count, 0, np.where(closed, 254, 255)).astype(np.uint8)
            search = boxes.searcher(cells, steps, who, True, compiled)
            search.step(one_step, 0, fresh_start=True)
            met = one_step == 1
            after[met] = np.minimum(after[met], count)
        after[closed] = never(after)
        if np.array_equal(after, before):
            break
        least.append(after)
    resisted, here, found = int(least[-1][at]), start, []
    if resisted == never(least[-1]):
        return None
    first = next(k for k, one in enumerate(least) if one[at] == resisted)
    for ahead in reversed(least[:first]):
        step = _first(graph, cells, steps, who, here, ahead, resisted)
        _, here, asked = step
        resisted -= not asked
        found.append(step)
    return tuple(found)
