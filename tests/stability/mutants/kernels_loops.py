"""Mistakes in the compiled loops: answers within a slice, and classes sorted."""

from __future__ import annotations

from stability.mutants.kernel import LABELS, PIECES, kernel

ANSWERS = (
    kernel(
        "answers",
        "a class is told by its place modulo the strategies",
        "* stride + x % stride",
        "* stride + x % radix",
    ),
    kernel(
        "answers",
        "infeasible neighbours are lowered",
        "new = least if rank[x] != top else top",
        "new = least",
    ),
    kernel(
        "answers",
        "infeasible cells apart are lowered",
        "new = least_row[u] if there[u] != top else top",
        "new = least_row[u]",
    ),
    kernel(
        "answers",
        "what fell among neighbours goes unnoticed",
        "fell |= new != value[x]",
        "fell |= new > value[x]",
    ),
    kernel(
        "answers",
        "what fell apart goes unnoticed",
        "fell |= new != row[u]",
        "fell |= new > row[u]",
    ),
    kernel(
        "answers",
        "one-way options of the first party are forgotten",
        "if patterns == 1 and stride == 1:",
        "if stride == 1:",
    ),
    kernel(
        "answers",
        "one-way moves are taken back",
        "less[u] = min(less[u], more[u])",
        "more[u] = min(less[u], more[u])",
    ),
    kernel(
        "answers",
        "the last step between patterns is missed",
        "shape[COVER] + shape[COVERS])",
        "shape[COVER] + shape[COVERS] - 1)",
    ),
    kernel(
        "answers",
        "a tile keeps a value of the one before",
        "for u in range(tile):\n                floor[w, u] = top",
        "for u in range(1, tile):\n                floor[w, u] = top",
    ),
    kernel(
        "answers",
        "classes of a further round lie one step too far",
        "base += tile\n        if low == stride:\n            low = np.int64(0)\n"
        "            base += stride * (radix - 1)",
        "base += tile\n        if low == stride:\n            low = np.int64(0)\n"
        "            base += stride * radix",
    ),
    kernel(
        "answers",
        "improvements: classes of a further round lie one step too far",
        "base += 1\n        if low == stride:\n            low = np.int64(0)\n"
        "            base += stride * (radix - 1)",
        "base += 1\n        if low == stride:\n            low = np.int64(0)\n"
        "            base += stride * radix",
    ),
    kernel(
        "answers",
        "the first strategy begins no group of equals",
        "if member >= flag:",
        "if member > flag:",
    ),
    kernel("answers", "ties are improvements", "if member >= flag:", "if True:"),
    kernel(
        "answers",
        "only the last of the better ones is looked at",
        "seen = min(seen, here)",
        "seen = here",
    ),
    kernel(
        "answers",
        "one party's classes are not looked at again",
        "\n                            if k < marking and k != j:",
        "\n                            if 0 < k < marking and k != j:",
    ),
    kernel(
        "answers",
        "one-way: one party's classes are not looked at again",
        "\n                                if k < marking and k != j:",
        "\n                                if 0 < k < marking and k != j:",
    ),
    kernel(
        "answers",
        "one-way: the class before is remembered",
        "table[w] = top",
        "table[w] = min(table[w], top)",
    ),
    kernel(
        "answers",
        "one-way: the first strategy begins no group of equals",
        "and order[until] < flag:",
        "and order[until] <= flag:",
    ),
    kernel(
        "answers",
        "one-way: what is put is looked for in the wrong direction",
        "for q in range(lists[ask + w], lists[ask + w + 1]):",
        "for q in range(lists[put + w], lists[put + w + 1]):",
    ),
    kernel(
        "answers",
        "one-way: only the last of the better ones is looked at",
        "table[lists[q]] = min(table[lists[q]], here)",
        "table[lists[q]] = here",
    ),
    kernel(
        "answers", "a single sweep of each party", "calm = 1 if fell else calm + 1", "calm += 1"
    ),
    kernel(
        "answers",
        "the party before is not swept again",
        "calm = 1 if fell else calm + 1",
        "calm = 2 if fell else calm + 1",
    ),
    kernel(
        "answers",
        "improvements of two others are swept once",
        "settled = others == 1",
        "settled = others <= 2",
    ),
    kernel(
        "answers",
        "improvements are swept once more and no further",
        "settled = settled and more == 0",
        "settled = settled or more == 0",
    ),
    kernel(
        "answers",
        "replies reach infeasible cells",
        "held[x] if row[x] != top else top",
        "held[x]",
    ),
    kernel(
        "answers", "who may reply is told by another switch", "if kinds[k, 1]:", "if kinds[k, 0]:"
    ),
    kernel(
        "answers",
        "who must improve is told by another switch",
        "kinds[k, 0] != 0",
        "kinds[k, 1] != 0",
    ),
    kernel(
        "answers",
        "a tied end deters though sanctions are strict",
        "row.dtype.type(value[x] + 1) if value[x] != top else top",
        "value[x]",
    ),
    kernel(
        "answers",
        "strict: a move tempts by what is left of it alone",
        "max(into[x], min(row[x], left))",
        "max(into[x], left)",
    ),
    kernel(
        "answers",
        "a move into an infeasible cell tempts",
        "min(row[x], value[x]) if row[x] != top else zero",
        "min(row[x], value[x])",
    ),
    kernel(
        "answers",
        "limits are kept under the first pattern",
        "into = limits[k, w]",
        "into = limits[k, 0]",
    ),
    kernel("answers", "replies are those of the first pattern", "held = best[w]", "held = best[0]"),
)

BY_LABELS = (
    kernel(
        "answers",
        "labels: ties are improvements",
        "group[k, z] <= mine:",
        "group[k, z] < mine:",
        LABELS,
    ),
    kernel(
        "answers",
        "labels: the best members are met first",
        "order[at + members - 1 - back]",
        "order[at + back]",
        LABELS,
    ),
    kernel(
        "answers",
        "labels: whoever comes from a smaller pattern is missed",
        "for q in range(lists[shape[k, DOWN] + w], lists[shape[k, DOWN] + w + 1]):",
        "for q in range(lists[shape[k, ASK] + w], lists[shape[k, ASK] + w + 1]):",
        LABELS,
    ),
    kernel(
        "answers",
        "labels: infeasible cells are handed on",
        "if value[base + j * stride] != top:",
        "if True:",
        LABELS,
    ),
    kernel(
        "answers",
        "labels: the last party's classes are those of the one before",
        "span_of[k + 1] = span_of[k] + (cells // radix) * patterns",
        "span_of[k + 1] = (cells // radix) * patterns",
        LABELS,
    ),
    kernel(
        "answers",
        "labels: improvements may be made without any order",
        "if improving and group[k, z]",
        "if False and group[k, z]",
        LABELS,
    ),
)

CLASSES = (
    kernel(
        "classes",
        "sort: classes side by side are the same",
        "base[u] = ((c + u) // stride) * stride * radix + (c + u) % stride",
        "base[u] = ((c + u) // stride) * stride * radix + c % stride",
    ),
    kernel(
        "classes",
        "sort: the last class of a tile is forgotten",
        "for u in range(count):\n            row = block[u]",
        "for u in range(max(1, count - 1)):\n            row = block[u]",
    ),
    kernel(
        "classes",
        "sort: the first place is not looked at",
        "while k > 0 and key[k - 1] > one:",
        "while k > 1 and key[k - 1] > one:",
    ),
    kernel(
        "classes",
        "sort: all members are equals",
        "if level != last_level else member",
        "if k == 0 else member",
    ),
    kernel(
        "classes",
        "sort: no member is another's equal",
        "(member | flag) if level != last_level else member",
        "member | flag",
    ),
    kernel(
        "classes",
        "sort: worst first",
        "((levels - np.int64(row[j])) << 32) | j",
        "(np.int64(row[j]) << 32) | j",
    ),
    kernel(
        "classes",
        "sort: infeasible members are like those in the middle",
        """if row[j] != top:
                        one = ((levels - np.int64(row[j])) << 32) | j""",
        """if True:
                        less = row[j] if row[j] != top else levels // 2
                        one = ((levels - np.int64(less)) << 32) | j""",
    ),
    kernel(
        "classes",
        "sort: the end of the members is not marked",
        "for k in range(members, radix):",
        "for k in range(members + 1, radix):",
    ),
    kernel(
        "classes",
        "count: a rank counts itself as better",
        "((one << np.uint64(level & 63)) - one)",
        "(one << np.uint64(level & 63))",
    ),
    kernel(
        "classes",
        "count: ranks of words before do not count",
        "group = before[level >> 6] + _ones(below)",
        "group = _ones(below)",
    ),
    kernel(
        "classes",
        "count: the last group's place stays",
        "place[groups] = 0",
        "place[0] = 0",
    ),
    kernel(
        "classes",
        "count: bits are summed over half a word",
        "(bits + (bits >> np.uint64(4)))",
        "(bits + (bits >> np.uint64(5)))",
    ),
    kernel(
        "classes",
        "best: infeasible strategies are the best",
        "if value == top:",
        "if value < 0:",
    ),
    kernel(
        "classes", "best: patterns are one", "into = best[pattern[a]]", "into = best[pattern[0]]"
    ),
    kernel(
        "classes",
        "best: one-way moves are taken back",
        "low[x] = max(low[x], high[x])",
        "high[x] = max(low[x], high[x])",
    ),
    kernel(
        "classes",
        "own: neighbours are copied from the first alone",
        "base = (x + u) * radix",
        "base = x * radix",
    ),
    kernel(
        "classes",
        "bits: a tie tempts",
        "if limits[k, w, x] <= value:",
        "if limits[k, w, x] < value:",
    ),
    kernel(
        "classes",
        "bits: a byte is filled from its end",
        "bit = np.uint8(128 >> ((start + done) & 7))",
        "bit = np.uint8(1 << ((start + done) & 7))",
    ),
    kernel(
        "classes",
        "bits: the outer cells are those of the first round",
        "a = 0\n                high += 1",
        "a = 0",
    ),
    kernel(
        "classes",
        "bits: a block is written over the first one",
        "at = (start + done) >> 3",
        "at = done >> 3",
        PIECES,
    ),
    kernel(
        "classes",
        "bits: a later block begins at the first pattern",
        "a = (cell // stride) % radix",
        "a = 0 * radix",
        PIECES,
    ),
)
