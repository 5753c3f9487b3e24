"""The priority lists that lie some edits away from a party's own, with the orders they give.

A list is a tuple of numbers of statements in a pool. Statements of the vocabulary that hold in the
same states give the same orders, so one of them stands for all until the answer is written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.model import Arena, Condition, Drop, Edit, Insert, Move, Replace, Statement

KINDS_OF_EDIT = ("move", "drop", "insert", "replace")
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An edit by numbers: `what` and `to` are places from 0, `by` a statement of the pool."""

    kind: str
    what: int
    to: int = -1
    by: int = -1


@dataclass(frozen=True, eq=False)
class Pool:
    """The statements that lists of one party are made of.

    statements  those of the party's list first, then the vocabulary; columns: bool (statements,
                states), where each holds.
    own         how many are the list's. kept: which of these stay as they are.
    kinds       the kinds of edit that are allowed.
    """

    statements: tuple[Statement, ...]
    columns: NDArray[np.bool_]
    own: int
    kept: frozenset[int]
    kinds: tuple[str, ...]

    @cached_property
    def _groups(self) -> dict[int, tuple[int, ...]]:
        """By the first of them: the statements of the vocabulary that hold in the same states."""
        groups: dict[bytes, list[int]] = {}
        for k in range(self.own, len(self.statements)):
            groups.setdefault(np.packbits(self.columns[k]).tobytes(), []).append(k)
        return {members[0]: tuple(members) for members in groups.values()}

    @property
    def words(self) -> tuple[int, ...]:
        """The statements of the vocabulary, of those with one meaning the first."""
        return tuple(self._groups)

    def same(self, number: int) -> tuple[int, ...]:
        """The statements of the vocabulary that mean what this one does, itself first."""
        return self._groups.get(number, (number,))

    def edit(self, step: Step) -> Edit:
        """The step as an edit of the model file."""
        place = step.what + 1
        match step.kind:
            case "move":
                return Move(place, step.to + 1)
            case "drop":
                return Drop(place)
            case "insert":
                return Insert(self.statements[step.by], step.to + 1)
            case _:
                return Replace(place, self.statements[step.by])

    def key(self, numbers: Numbers) -> NDArray[np.integer]:
        """The order of one list: (states,), larger is better."""
        return _order(self.columns, numbers)[0]


def pool_of(
    arena: Arena,
    own: Sequence[Statement],
    vocabulary: Sequence[Condition],
    kept: frozenset[int],
    kinds: Sequence[str],
) -> Pool:
    """The pool of a list; a vocabulary without repetition, what the list holds included."""
    words = [Statement(one) for one in vocabulary] if {"insert", "replace"} & set(kinds) else []
    statements = (*own, *words)
    columns = (
        np.stack([arena.where(one.prefer) for one in statements])
        if statements
        else np.zeros((0, arena.graph.states), dtype=np.bool_)
    )
    return Pool(statements, columns, len(own), kept, tuple(kinds))


def applied(numbers: Numbers, step: Step) -> Numbers:
    """The list after a step."""
    found = list(numbers)
    match step.kind:
        case "move":
            found.insert(step.to, found.pop(step.what))
        case "drop":
            del found[step.what]
        case "insert":
            found.insert(step.to, step.by)
        case _:
            found[step.what] = step.by
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Block:
    """Lists one step away from `start`, with their orders.

    steps  what leads to each, each list once; keys: (states, lists), larger is better.
    """

    start: Numbers
    before: tuple[Step, ...]
    steps: tuple[Step, ...]
    keys: NDArray[np.integer]

    def numbers(self, k: int) -> Numbers:
        """List k."""
        return applied(self.start, self.steps[k])

    def edits(self, k: int) -> tuple[Step, ...]:
        """What leads from the party's own list to list k."""
        return (*self.before, self.steps[k])


def size(pool: Pool, length: int) -> int:
    """How many lists are one step away from one of that length, at most."""
    words = len(pool.words)
    return (
        ("move" in pool.kinds) * max(0, length - 1) ** 2
        + ("drop" in pool.kinds) * length
        + ("insert" in pool.kinds) * words * (length + 1)
        + ("replace" in pool.kinds) * words * length
    )


def around(pool: Pool, numbers: Numbers, before: tuple[Step, ...] = ()) -> Block:
    """All lists one step away from a list, by kind in the order of KINDS, then by place."""
    steps: dict[str, list[Step]] = {kind: [] for kind in KINDS_OF_EDIT}
    keys: dict[str, list[NDArray[np.integer]]] = {kind: [] for kind in KINDS_OF_EDIT}
    columns, kinds = pool.columns, pool.kinds
    words = columns[list(pool.words)].T if pool.words else None
    n = len(numbers)
    seen = {numbers}

    def enter(kind: str, found: list[Step], key: NDArray[np.integer]) -> None:
        fresh = []
        for k, step in enumerate(found):
            after = applied(numbers, step)
            if after not in seen:
                seen.add(after)
                fresh.append(k)
        if fresh:
            steps[kind] += [found[k] for k in fresh]
            keys[kind].append(key[:, fresh] if len(fresh) < len(found) else key)

    removable = [p for p in range(n) if numbers[p] not in pool.kept]
    parts: dict[int, _Parts] = {
        p: _Parts(columns, numbers[:p] + numbers[p + 1 :]) for p in removable
    }
    if "move" in kinds:
        for p in removable:
            to = [q for q in range(n) if q != p]
            if to:
                own = columns[numbers[p]][:, None]
                found = [Step("move", p, q) for q in to]
                enter("move", found, np.stack([parts[p].with_(q, own)[:, 0] for q in to], axis=1))
    if "drop" in kinds:
        for p in removable:
            enter("drop", [Step("drop", p)], parts[p].whole[:, None])
    if words is not None and "insert" in kinds:
        whole = _Parts(columns, numbers)
        for q in range(n + 1):
            enter("insert", [Step("insert", -1, q, by) for by in pool.words], whole.with_(q, words))
    if words is not None and "replace" in kinds:
        for p in removable:
            found = [Step("replace", p, by=by) for by in pool.words]
            enter("replace", found, parts[p].with_(p, words))
    flat = tuple(step for kind in KINDS_OF_EDIT for step in steps[kind])
    arrays = [array for kind in KINDS_OF_EDIT for array in keys[kind]]
    empty = np.zeros((columns.shape[1], 0), dtype=np.int16)
    return Block(numbers, before, flat, np.concatenate(arrays, axis=1) if arrays else empty)


def at_distance(pool: Pool, numbers: Numbers, cost: int) -> Iterator[Block]:
    """Blocks of all lists that so many edits lead to, cost at least 1; a list may come again."""
    yield from _further(pool, numbers, (), cost)


def _further(pool: Pool, numbers: Numbers, before: tuple[Step, ...], cost: int) -> Iterator[Block]:
    block = around(pool, numbers, before)
    if cost == 1:
        yield block
        return
    for k in range(len(block.steps)):
        yield from _further(pool, block.numbers(k), block.edits(k), cost - 1)


class _Parts:
    """A list cut in two at every place, so that a statement can be put in between."""

    def __init__(self, columns: NDArray[np.bool_], numbers: Numbers) -> None:
        self._columns, self._numbers = columns, numbers
        self.whole, self._bits = _order(columns, numbers)
        self._type = _narrow(len(numbers) + 1)

    def with_(self, place: int, column: NDArray[np.bool_]) -> NDArray[np.integer]:
        """The orders with each of some statements put in there; column: (states, statements)."""
        after = len(self._numbers) - place
        if self._bits:
            whole = self.whole.astype(self._type)
            high, low = whole >> after << (after + 1), whole & ((1 << after) - 1)
            return (high | low)[:, None] | (column.astype(self._type) << after)
        head, _ = _order(self._columns, self._numbers[:place])
        tail, _ = _order(self._columns, self._numbers[place:])
        scale = int(tail.max(initial=0)) + 1
        top = head.astype(np.int64)[:, None] * 2 + column
        return np.asarray(top * scale + tail[:, None], dtype=np.int64)


def _order(columns: NDArray[np.bool_], numbers: Numbers) -> tuple[NDArray[np.integer], bool]:
    """The order of a list, and whether it is the statements' truth as bits, first the highest."""
    kind = _narrow(len(numbers))
    if len(numbers) <= _WIDEST:
        key = np.zeros(columns.shape[1], dtype=kind)
        for number in numbers:
            key = (key << 1) | columns[number]
        return key.astype(kind), True
    key = np.zeros(columns.shape[1], dtype=np.int64)
    for number in numbers:
        key = np.unique(key * 2 + columns[number], return_inverse=True)[1].ravel()
    return key, False


_WIDEST = 60  # statements whose truth fits a signed 64-bit number, one more put in


def _narrow(bits: int) -> type[np.signedinteger]:
    return np.int16 if bits <= 14 else np.int32 if bits <= 30 else np.int64


def spelled(pool: Pool, steps: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """The steps in every wording: with each statement of the vocabulary that means the same."""
    choices = [
        [step]
        if step.by < 0
        else [Step(step.kind, step.what, step.to, by) for by in pool.same(step.by)]
        for step in steps
    ]
    yield from product(*choices)


def after(pool: Pool, steps: Sequence[Step]) -> Numbers:
    """The party's list after the steps."""
    numbers: Numbers = tuple(range(pool.own))
    for step in steps:
        numbers = applied(numbers, step)
    return numbers
