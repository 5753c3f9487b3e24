"""The order of options in which diagrams stay small: those that stand together lie together.

FORCE: every option moves to the middle of the conditions that name it, again and again; the order
in which conditions span least is kept. Source: [AMS03].
"""

from __future__ import annotations

from collections.abc import Iterable

_ROUNDS = 60


def force_order(options: int, links: Iterable[frozenset[int]]) -> tuple[int, ...]:
    """The options 0 … options-1 in the order found.

    links  the options that one rule or statement names, by number.
    Cost: some passes over the links. Ties keep the options' own order, so that the answer is one.
    """
    edges = [sorted(link) for link in links if len(link) > 1]
    touching: list[list[int]] = [[] for _ in range(options)]
    for number, edge in enumerate(edges):
        for option in edge:
            touching[option].append(number)
    place = list(range(options))
    best, least = list(range(options)), _span(edges, place)
    for _ in range(_ROUNDS):
        middle = [sum(place[one] for one in edge) / len(edge) for edge in edges]
        aim = [
            sum(middle[edge] for edge in own) / len(own) if own else float(place[option])
            for option, own in enumerate(touching)
        ]
        order = sorted(range(options), key=lambda one: (aim[one], place[one]))
        if all(place[option] == rank for rank, option in enumerate(order)):
            break
        for rank, option in enumerate(order):
            place[option] = rank
        if (span := _span(edges, place)) < least:
            best, least = order, span
    return tuple(best)


def _span(edges: list[list[int]], place: list[int]) -> int:
    return sum(max(at) - min(at) for at in ([place[one] for one in edge] for edge in edges))
