"""Mistakes in the compiled loops that coalitions are judged by."""

from __future__ import annotations

from stability.mutants.planting import Mutant, text


def planted(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a file of the coalitions."""
    return text(name, f"stability.coalitions.{module}", old, new)


MUTANTS = (
    planted("groups are counted off by one", "loops", "group[x] = group[label[x]]",
            "group[x] = group[label[x] - 1]"),
    planted("no one-way link is kept", "loops", "found[count] = link\n                count += 1",
            "found[count] = link"),
    planted("one-way links turned round", "loops", "link = low * groups + there[high]",
            "link = there[high] * groups + low"),
    planted("any larger number covers", "loops", "if vectors[q, k] < new[k]:\n"
            "                covered = False",
            "if vectors[q, k] < new[k]:\n                covered = k > 0"),
    planted("larger ones go", "loops",
            "if vectors[q, k] > new[k]:\n                covers = False",
            "if vectors[q, k] > new[k]:\n                covers = k > 0"),
    planted("groups ahead are forgotten", "loops",
            "for part in range(after_first[g], after_first[g + 1]):",
            "for part in range(after_first[g], after_first[g]):"),
    planted("a table keeps the last number", "loops",
            "table[level] = max(table[level], np.int64(worth[1, x]))",
            "table[level] = np.int64(worth[1, x])"),
    planted("equals of the mover answer, too", "loops", "if strategy >= flag:", "if True:"),
    planted("who answers back does badly", "loops", "max(best[k, g], vectors[q, k])",
            "min(best[k, g], vectors[q, k])"),
    planted("a tie exceeds", "loops", "if vectors[q, k] + more <= rank[k, x]:",
            "if vectors[q, k] + more < rank[k, x]:"),
    planted("who is ranked lower stays with whom stays", "answered",
            "covers(staying, stay_count, rank, s, -1)", "covers(staying, stay_count, rank, s, 1)"),
    planted("what is known of one group holds of the next", "answered",
            "leave_count, stay_count = 0, 0", "now = group[s]"),
    planted("answers may undo one-way options", "answered",
            "if bits[own + a] & ~bits[own + b]:", "if False:"),
    planted("answers improve nobody", "answered", "if improving and orders[j, y] <= level:",
            "if False:"),
    planted("answers by equals", "answered", "orders[j, y] <= level", "orders[j, y] < level"),
    planted("nothing deters", "answered", "                            if deters[h]:\n",
            "                            if False:\n"),
    planted("answers of one step only", "answered", "queue[waiting] = y\n"
            "                            waiting += 1", "queue[waiting] = y"),
    planted("strict answers back are weak", "answered", "rank, s, more)", "rank, s, 0)"),
    planted("the coalition stays in its group", "answered",
            "for q in range(after_first[g], after_first[g + 1]):", "for q in range(0):"),
)  # fmt: skip
