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
    planted("vectors ahead are forgotten", "loops", "                some += matters",
            "                some += 0"),
    planted("floors do not reach what is ahead", "loops",
            "found[k, after[part]] = min(found[k, after[part]], found[k, g])", "pass"),
    planted("the highest start is the floor", "loops",
            "found[k, group[x]] = min(found[k, group[x]], rank[k, x])",
            "found[k, group[x]] = rank[k, x]"),
    planted("what lies below in one place matters no more than above", "loops",
            "if worth[k, x] <= floor[k, g]:", "if worth[k, x] < floor[k, g] + 2:"),
    planted("a step keeps the last number", "loops",
            "best[step] = max(best[step], np.int64(open_[e, 1]))",
            "best[step] = np.int64(open_[e, 1])"),
    planted("a step counts what it covers itself", "loops",
            "best[step], above = above, max(above, best[step])",
            "best[step] = above = max(above, best[step])"),
    planted("steps are dealt in rising order", "loops", "dealt[place[steps - 1 - step]] = e",
            "dealt[place[steps - 1 - step] - 1] = e"),
    planted("covered steps stay", "loops", "elif gone > left + 1:", "elif False:"),
    planted("no room is made between steps", "loops",
            "for q in range(base + count, left, -1):", "for q in range(0):"),
    planted("equal first numbers stand twice", "loops",
            "if left > begin and kept[left - 1, 0] == number:", "if False:"),
    planted("the first that exceeds is asked", "loops",
            "vectors[left - 1, 1] + more > rank[1, x]", "vectors[begin, 1] + more > rank[1, x]"),
    planted("a tie of two exceeds", "loops", "if vectors[middle, 0] + more > rank[0, x]:",
            "if vectors[middle, 0] + more >= rank[0, x]:"),
    planted("equals of the mover answer, too", "loops", "if strategy >= flag:", "if True:"),
    planted("who answers back does badly", "loops", "high = max(high, rank[k, member[e]])",
            "high = rank[k, member[e]]"),
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
