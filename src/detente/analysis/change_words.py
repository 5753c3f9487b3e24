"""What a move changes, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Conflict, told


def change_words(conflict: Conflict, before: str, after: str) -> str:
    """What a move from one state to another changes: "taking up 'A' and dropping 'B'"."""
    if conflict.form == "graph":
        title = told(conflict, after)[0][1]
        return f"moving to {after}" + (f" ('{title}')" if title not in ("", after) else "")
    taken: list[str] = []
    dropped: list[str] = []
    for k, option in enumerate(conflict.options):
        if before[k] != after[k]:
            (taken if after[k] == "Y" else dropped).append(f"'{option.title or option.name}'")
    parts = []
    if taken:
        parts.append(f"taking up {listed(taken)}")
    if dropped:
        parts.append(f"dropping {listed(dropped)}")
    return " and ".join(parts)


def move_words(conflict: Conflict, before: str, after: str) -> str:
    """What a move changes and where it leads: "dropping 'B' → NNY"; listed states name it once."""
    change = change_words(conflict, before, after)
    return change if conflict.form == "graph" else f"{change} → {after}"


def listed(parts: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
