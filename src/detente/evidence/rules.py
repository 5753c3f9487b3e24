"""Rules: combinations that no state can have, as far as the acts themselves say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.evidence.values import Act, Guess, Ref


def find_rules(
    acts: Sequence[Act], keys: dict[Ref, str]
) -> tuple[list[dict[str, Any]], list[Guess]]:
    """Suggested rules with their guesses: a party does not attack whom it sits down with."""
    rules: list[dict[str, Any]] = []
    guesses: list[Guess] = []
    kept = [act for act in acts if act.ref in keys]
    for blow in kept:
        if not blow.once:
            continue
        for talks in kept:
            if talks.party == blow.party and talks.kind.partition(":")[0] == "talks":
                condition = f"{keys[blow.ref]} and {keys[talks.ref]}"
                if blow.on and talks.on:
                    question = "both go on as the reports have it: no rule against it is suggested"
                    guesses.append(Guess("rules", question, blow.entries[0].place))
                    continue
                rules.append(
                    {
                        "infeasible": condition,
                        "because": "nobody sits down with a party that it attacks",
                        "review": "do the two exclude each other?",
                    }
                )
                guesses.append(
                    Guess(
                        f"rule {condition}", "do the two exclude each other?", blow.entries[0].place
                    )
                )
    return rules, guesses
