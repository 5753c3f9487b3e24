"""Mistakes in what-if and diff: two conflicts beside each other, and what turns a verdict."""

from __future__ import annotations

from stability.mutants.planting import Mutant, text


def planted(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a file of the analyses."""
    return text(name, f"analysis.{module}", old, new)


WHAT_IF = (
    planted("nothing is changed", "what_if", "after = _changed(before, conflict, changed)",
            "after = before"),
    planted("rules are left out", "what_if", "if changed.rules != conflict.rules:", "if False:"),
    planted("gained and lost are exchanged", "what_if", "= len(new), len(gone)",
            "= len(gone), len(new)"),
    planted("columns are exchanged", "what_if", "in enumerate((before, after)):",
            "in enumerate((after, before)):"),
    planted("other states count as the same", "what_if",
            "key = (id(sub_conflict.arena), sub_conflict.key(reading))",
            "key = (0, sub_conflict.key(reading))"),
    planted("what holds is what held", "what_if", "{one.id: equilibria_texts(after, first, one)",
            "{one.id: equilibria_texts(before, first, one)"),
    planted("what held before is gained", "turned", "[text for text in now if text not in old]",
            "[text for text in now if text in new]"),
    planted("lost states are looked at on the side where they hold", "turned",
            "False: (after, before)}",
            "False: (before, after)}"),
    planted("who stays is told to leave", "turned",
            "if bool(unstable.stable(reading, asked, party)[place]):", "if False:"),
    planted("what decides is told of the other side", "turned",
            "side = (stable, there, across) if holds else (unstable, place, to)",
            "side = (unstable, place, to) if holds else (stable, there, across)"),
    planted("preferences turned round", "turned", "if not prefers:", "if prefers:"),
)  # fmt: skip

DIFF = (
    planted("changes are made one by one only", "diff",
            "for size in range(1, len(changes) + 1):", "for size in range(1, 2):"),
    planted("the first cause is enough", "diff", "causes.setdefault(one, []).append(chosen)",
            "causes.setdefault(one, [chosen])"),
    planted("larger causes are told beside smaller ones", "diff", "open_ -= set(causes)",
            "open_ -= set()"),
    planted("whatever leaves a state holding turns it", "diff",
            "if (one in found) != (one in was):", "if one in found:"),
    planted("what holds in both has turned", "diff", "turning = set(was) ^ set(now)",
            "turning = set(was) | set(now)"),
    planted("only what is gained has turned", "diff", "turning = set(was) ^ set(now)",
            "turning = set(now) - set(was)"),
    planted("old and new are exchanged", "diff",
            "(sum(c == one.id for c, _ in was), sum(c == one.id for c, _ in now))",
            "(sum(c == one.id for c, _ in now), sum(c == one.id for c, _ in was))"),
    planted("what holds now no longer holds", "diff",
            "            one[0],\n            one in now,",
            "            one[0],\n            one in was,"),
    planted("new rules are not made", "model_changes", "rules.append(plain(change.value))",
            "plain(change.value)"),
    planted("rules that are gone stay", "model_changes", "del rules[at]", "rules[at]"),
    planted("new wishes are not made", "model_changes",
            "own[change.name] = plain(change.value)",
            "own.setdefault(change.name, plain(change.value))"),
    planted("the order of statements says nothing", "model_changes",
            "return [_bare(one) for one in value]", "return sorted(map(str, map(_bare, value)))"),
)  # fmt: skip
