"""Many preferences on one box: each variant from its ranks to its verdicts in one compiled call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.swept.answers import judge_slices
from detente.stability.engines.swept.box import Box
from detente.stability.engines.swept.classes import (
    best_by_pattern,
    own_outermost,
    raise_to_covers,
    sort_classes,
    verdict_bits,
)
from detente.stability.engines.swept.compiled import compiled
from detente.stability.engines.swept.slices import slices_of
from detente.stability.engines.swept.threads import Runner
from detente.stability.engines.swept.work import order_type
from detente.stability.terms import Term

OTHERS, NUMBER, PATTERN, COVER, LISTS, OWN, OWN_COVER = range(7)


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """The slices of every party, one behind the other: see slices.py.

    first  int64 (parties + 1, 7): where each party's part of each flat array begins.
    """

    radix: NDArray[np.int64]
    stride: NDArray[np.int64]
    first: NDArray[np.int64]
    shape: NDArray[np.int64]
    number: NDArray[np.int32]
    pattern: NDArray[np.int32]
    cover: NDArray[np.int32]
    lists: NDArray[np.int32]
    own: NDArray[np.int32]
    own_cover: NDArray[np.int32]


def views_of(box: Box) -> Views:
    """What compiled code needs to know of the box."""
    seen = [slices_of(box, party) for party in range(len(box.radix))]
    parts = (
        [one.shape for one in seen],
        [one.number for one in seen],
        [one.pattern for one in seen],
        [one.cover for one in seen],
        [one.lists for one in seen],
        [ways.pattern for ways in box.ways],
        [ways.cover for ways in box.ways],
    )
    first = np.array(
        [np.concatenate([[0], np.cumsum([len(one) for one in part])]) for part in parts],
        dtype=np.int64,
    ).T.copy()
    return Views(
        np.array(box.radix, dtype=np.int64),
        np.array(box.stride, dtype=np.int64),
        first,
        *(np.concatenate(part) for part in parts),  # type: ignore[arg-type]
    )


@compiled
def _judge(  # type: ignore[no-untyped-def]
    ranks,
    levels,
    same,
    states,
    radix,
    stride,
    first,
    shape,
    number,
    pattern,
    cover,
    lists,
    own,
    own_cover,
    kinds,
    strict,
    order,
    out,
):
    """Judge each variant. ranks (variants, parties, cells); same (variants, parties): whether a
    party's ranks are those of the variant before; out uint8 (variants, parties, planes, bytes)."""
    parties = len(radix)
    cells = ranks.shape[2]
    top = ranks.dtype.type(np.iinfo(ranks.dtype).max)
    nobody = np.zeros(3, np.int64)
    credible = False
    for k in range(len(kinds)):
        credible = credible or kinds[k, 0] != 0
    for v in range(len(ranks)):
        if credible:
            for j in range(parties):
                if radix[j] > 1 and not (v > 0 and same[v, j]):
                    sort_classes(
                        ranks[v, j],
                        top,
                        levels[v, j],
                        radix[j],
                        stride[j],
                        0,
                        cells // radix[j],
                        order[j * cells : (j + 1) * cells],
                    )
        for i in range(parties):
            if radix[i] == 1:
                for s in range(states):
                    for k in range(1 + len(kinds)):
                        out[v, i, k, s >> 3] |= np.uint8(128 >> (s & 7))
                continue
            rest = cells // radix[i]
            patterns = own[first[i, OWN] : first[i + 1, OWN]]
            covers = own_cover[first[i, OWN_COVER] : first[i + 1, OWN_COVER]]
            count = patterns.max() + 1
            rows = np.empty((radix[i], rest), ranks.dtype)
            own_outermost(ranks[v, i], radix[i], stride[i], 0, rest, rows)
            limits = np.zeros((1 + len(kinds), count, rest), ranks.dtype)
            best_by_pattern(rows, top, patterns, 0, radix[i], limits[0])
            raise_to_covers(limits[0], covers)
            judge_slices(
                np.arange(radix[i]),
                rows,
                top,
                patterns,
                limits[0],
                kinds,
                strict,
                shape[first[i, OTHERS] : first[i + 1, OTHERS]],
                order,
                number[first[i, NUMBER] : first[i + 1, NUMBER]],
                pattern[first[i, PATTERN] : first[i + 1, PATTERN]],
                cover[first[i, COVER] : first[i + 1, COVER]],
                lists[first[i, LISTS] : first[i + 1, LISTS]],
                limits[1:],
                nobody,
            )
            for k in range(len(kinds)):
                raise_to_covers(limits[1 + k], covers)
            verdict_bits(
                ranks[v, i], top, radix[i], stride[i], patterns, limits, 0, states, 0, out[v, i]
            )


def judge_variants(
    box: Box,
    views: Views,
    variants: Sequence[Sequence[NDArray[np.integer[Any]]]],
    kinds: Sequence[Term],
    strict: bool,
    run: Runner,
) -> NDArray[np.uint8]:
    """uint8 (variants, parties, 1 + kinds, ceil(states / 8)); as judge_box for each of them."""
    parties, states = len(box.radix), box.states
    highest = max(int(rank.max()) for ranks in variants for rank in ranks)
    kind = np.int16 if highest + 1 < np.iinfo(np.int16).max else np.int32
    cubes = np.full((len(variants), parties, box.cells), np.iinfo(kind).max, dtype=kind)
    levels = np.empty((len(variants), parties), dtype=np.int64)
    same = np.zeros((len(variants), parties), dtype=np.bool_)
    for v, ranks in enumerate(variants):
        for party, rank in enumerate(ranks):
            same[v, party] = v > 0 and rank is variants[v - 1][party]
            if same[v, party]:
                cubes[v, party] = cubes[v - 1, party]
                levels[v, party] = levels[v - 1, party]
            else:
                cubes[v, party, box.feasible] = rank
                levels[v, party] = int(rank.max()) + 1
    out = np.zeros((len(variants), parties, 1 + len(kinds), (states + 7) // 8), dtype=np.uint8)
    what = np.array(
        [[one.credible, one.counter != "none"] for one in kinds], dtype=np.int64
    ).reshape(-1, 2)
    step = -(-len(variants) // run.count)

    def work(begin: int) -> None:
        part = slice(begin, begin + step)
        order = np.empty(box.cells * parties, dtype=order_type(box))
        _judge(
            cubes[part],
            levels[part],
            same[part],
            states,
            views.radix,
            views.stride,
            views.first,
            views.shape,
            views.number,
            views.pattern,
            views.cover,
            views.lists,
            views.own,
            views.own_cover,
            what,
            int(strict),
            order,
            out[part],
        )

    run([partial(work, begin) for begin in range(0, len(variants), step)])
    return out
