"""Mistakes around the loops: how a box is laid out, cut up, shared, and read off concepts."""

from __future__ import annotations

from stability.mutants.kernel import PIECES, PLAYS, QUICK, KernelMutant, kernel
from stability.mutants.planting import text

WORK = (
    kernel(
        "work",
        "a rank may be the number that stands for infeasible",
        "if levels <= np.iinfo(np.int16).max",
        "if levels <= np.iinfo(np.int16).max + 1",
        PIECES,
    ),
    kernel(
        "work",
        "a party without a choice has no stable state",
        "np.packbits(np.ones(states, dtype=bool))",
        "np.packbits(np.zeros(states, dtype=bool))",
        PIECES,
    ),
    kernel(
        "work",
        "one-way options of the party itself are forgotten",
        "    classes.raise_to_covers(limits[0], ways.cover)\n",
        "",
        PIECES,
    ),
    kernel(
        "work",
        "one-way options are forgotten where sanctions are judged",
        "for plane in limits[1:]:",
        "for plane in limits[2:]:",
        PIECES,
    ),
    kernel(
        "work",
        "the last pattern's slices are left out",
        "for w in range(ways.count)]",
        "for w in range(max(1, ways.count - 1))]",
        PIECES,
    ),
    kernel(
        "work",
        "the first slices are left out",
        "min(first + chunk, radix)) for first in range(0, radix, chunk)]",
        "min(first + chunk, radix)) for first in range(chunk, radix, chunk)]",
        PIECES,
    ),
    kernel(
        "work",
        "the last slice of a call is left out",
        "slices[first : first + chunk],",
        "slices[first : first + max(1, chunk - 1)],",
        PIECES,
    ),
    kernel("work", "another thread's limits are lost", "spare.append(mine)", "pass", PIECES),
    kernel(
        "work",
        "another thread's limits count for later kinds only",
        "np.maximum(limits[1:], other, out=limits[1:])",
        "np.maximum(limits[2:], other[1:], out=limits[2:])",
        PIECES,
    ),
    kernel(
        "work",
        "a block of states begins one chunk too early",
        'np.searchsorted(before, first, side="right")',
        'np.searchsorted(before, first, side="left")',
        PIECES,
    ),
    kernel(
        "work",
        "the last state of a block is left out",
        "min(size, states - first)) for first",
        "min(size - 1, states - first)) for first",
        PIECES,
    ),
    kernel(
        "work",
        "the last state of a block is left out where there are holes",
        "blocks.append((cell, first, min(size, states - first)))",
        "blocks.append((cell, first, min(size, states - first) - 1))",
        PIECES,
    ),
    kernel("work", "weak is read as strict", "int(strict),", "1,", PIECES),
    kernel("work", "strict is read as weak", "int(strict),", "0,", PIECES),
)

VARIANTS = (
    kernel(
        "variants",
        "a party without a choice has no verdict but Nash",
        "for k in range(1 + len(kinds)):\n                        out",
        "for k in range(1):\n                        out",
    ),
    kernel(
        "variants",
        "classes are sorted for another kind of answer",
        "credible = credible or kinds[k, 0] != 0",
        "credible = credible or kinds[k, 1] != 0",
        ("some in one call",),
    ),
    kernel(
        "variants",
        "one-way options of the party itself are forgotten",
        "raise_to_covers(limits[0], covers)",
        "pass",
    ),
    kernel(
        "variants",
        "one-way options are forgotten for the last kind",
        "raise_to_covers(limits[1 + k], covers)",
        "raise_to_covers(limits[k], covers)",
    ),
    kernel(
        "variants",
        "a rank may be the number that stands for infeasible",
        "if highest + 1 < np.iinfo(np.int16).max",
        "if highest <= np.iinfo(np.int16).max",
    ),
    kernel(
        "variants",
        "parties of one option have no classes to sort",
        "if radix[j] > 1 and",
        "if radix[j] > 2 and",
    ),
    kernel("variants", "strict is read as weak", "int(strict),", "0,"),
)

MANY = (
    kernel(
        "variants",
        "a thread takes its first orders from the thread before",
        "not (v > 0 and same[v, j])",
        "not same[v, j]",
    ),
    kernel(
        "variants",
        "every variant has the ranks of the one before",
        "same[v, party] = v > 0 and rank is variants[v - 1][party]",
        "same[v, party] = v > 0",
    ),
    kernel(
        "variants",
        "a thread leaves out its last variant",
        "part = slice(begin, begin + step)",
        "part = slice(begin, begin + step - 1)",
    ),
    kernel(
        "variants",
        "one party's change is taken for all parties'",
        "rank is variants[v - 1][party]",
        "ranks[0] is variants[v - 1][0]",
    ),
    kernel(
        "engine",
        "variants are judged by the ranks of the first",
        "[_ranks_of(orders) for orders in variants]",
        "[_ranks_of(variants[0]) for orders in variants]",
    ),
    KernelMutant(
        text(
            "many: the variants looked at beforehand are lost",
            "stability.many",
            "stream = chain(first, stream)",
            "stream = chain(first[1:], stream)",
        ),
        QUICK,
    ),
    KernelMutant(
        text(
            "many: a batch is judged from its second variant on",
            "stability.many",
            "list(terms.values()), assumptions, batch)",
            "list(terms.values()), assumptions, [*batch[1:], batch[0]])",
        ),
        QUICK,
    ),
)

SLICES = (
    kernel(
        "slices",
        "others of two strategies never move",
        "k != party and radix > 1]",
        "k != party and radix > 2]",
    ),
    kernel("slices", "the first party is no other", "if k != party and", "if k and k != party and"),
    kernel(
        "slices",
        "strides are those of the box",
        "if party is None or k < party else",
        "if True else",
    ),
    kernel(
        "slices",
        "class numbers are those of the first slice",
        "if party is None or party < k else own_stride // radix",
        "if party is None or party < k else 0",
    ),
    kernel(
        "slices",
        "a class's number is taken within the slice",
        "(cell // (stride * radix) * stride + cell % stride)",
        "(cell // (stride * radix) * stride + cell % inner)",
    ),
    kernel(
        "slices",
        "all others have the steps between patterns of the first",
        'at["cover"] += len(ways.cover)',
        'at["cover"] += 0',
    ),
    kernel(
        "slices",
        "all others have the patterns of the first",
        'at["pattern"] += len(ways.pattern)',
        'at["pattern"] += 0',
    ),
    kernel(
        "slices",
        "all others have the lists of the first",
        'at["lists"] += len(flat)',
        'at["lists"] += 0',
    ),
)

BOX = (
    kernel(
        "box",
        "what may only be dropped may only be taken",
        "bits = (own ^ dropped) & one_way",
        "bits = own & one_way",
    ),
    kernel(
        "box",
        "what may only be dropped goes both ways",
        "one_way = taken | dropped",
        "one_way = taken",
    ),
    kernel(
        "box",
        "what may only be taken goes both ways",
        "one_way = taken | dropped",
        "one_way = dropped",
    ),
    kernel(
        "box",
        "few patterns: moves only ever lose",
        "if low & ~high == 0] for high",
        "if high & ~low == 0] for high",
    ),
    kernel(
        "box",
        "patterns are gone through from the bottom",
        "key=lambda bits: -bits.bit_count()",
        "key=lambda bits: bits.bit_count()",
    ),
    kernel(
        "box",
        "few patterns are gone through from the bottom",
        "key=lambda k: -listed[k].bit_count()",
        "key=lambda k: listed[k].bit_count()",
    ),
    kernel(
        "box",
        "steps between patterns go to those between, too",
        "if not between:",
        "if between:",
    ),
    kernel(
        "box",
        "one-way options are looked for at another party's place",
        "_ways(one, taken >> _lowest(mask)",
        "_ways(one, taken",
    ),
    kernel(
        "box",
        "strategies that occur are counted from the first party's bits",
        "np.int64(mask)) >> np.int64(low)) * step",
        "np.int64(mask)) >> np.int64(0)) * step",
    ),
)

ENGINE = (
    kernel(
        "variants",
        "improvements are read off as moves",
        'one.credible, one.counter != "none"',
        'not one.credible, one.counter != "none"',
    ),
    kernel(
        "variants",
        "replies are read off where there are none",
        'one.credible, one.counter != "none"',
        'one.credible, one.counter == "none"',
    ),
    kernel(
        "engine",
        "verdicts lie one row higher",
        "else 1 + kinds.index(term)",
        "else kinds.index(term)",
    ),
    kernel(
        "engine",
        "strict is read as weak",
        'assumptions.sanction == "strict",\n            loops.Threads(threads),',
        'assumptions.sanction == "none",\n            loops.Threads(threads),',
    ),
    kernel(
        "engine",
        "in pieces, strict is read as weak",
        'assumptions.sanction == "strict", _ranks(graph)',
        'assumptions.sanction == "none", _ranks(graph)',
        PIECES,
    ),
    kernel(
        "engine",
        "once among three is read as legal",
        'assumptions.sanction_moves != "legal" and graph.parties > 2',
        'assumptions.sanction_moves != "legal" and graph.parties > 3',
    ),
    kernel(
        "play", "a tie tempts", "(value), False) <= self.own", "(value), False) < self.own", PLAYS
    ),
    kernel(
        "play",
        "what nothing deters is one more",
        "np.where(value == self.top, value, value + own.dtype.type(1))",
        "value + own.dtype.type(1)",
        PLAYS,
    ),
    kernel(
        "play",
        "a move tempts by what is left of it alone",
        "return less(own, value)",
        "return value",
        PLAYS,
    ),
    kernel(
        "play",
        "answers are any moves",
        'rule.kind == "improvements"',
        'rule.kind == "none"',
        PLAYS,
    ),
)

# Where pieces of work end, or with more one-way options than small conflicts have.
LARGE = (
    kernel(
        "answers",
        "a class wider than a tile is swept as far as the first",
        "base += tile",
        "base += stride",
        QUICK,
    ),
    kernel(
        "answers",
        "the last tile of a class reaches into the next",
        "tile = min(np.int64(TILE), stride - low)",
        "tile = min(np.int64(TILE), stride)",
    ),
    kernel(
        "box",
        "many one-way options: asked where nothing was put",
        "free = low & ~w",
        "free = low & w",
    ),
    kernel(
        "box",
        "many one-way options: half of them go both ways",
        "_subsets(w & ~low)]",
        "_subsets(~w & ~low & one_way)]",
    ),
    kernel(
        "classes",
        "own: classes of a further tile are those of the first",
        "stride * radix + (x + u) % stride\n            ",
        "stride * radix + u % stride\n            ",
        PIECES,
    ),
    kernel(
        "work",
        "sort: the last class of a piece is left out",
        "min(first + step, count),\n                    mine,\n",
        "min(first + step, count) - 1,\n                    mine,\n",
        PIECES,
    ),
    kernel(
        "work",
        "own: the last cells of a piece are left out",
        "first, min(first + step, rest), rank",
        "first, min(first + step, rest - 1), rank",
        PIECES,
    ),
)
