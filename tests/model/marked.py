"""Model texts with marks where the mistakes stand."""

from __future__ import annotations

from pathlib import Path

from detente.model import load_text
from detente.problems import ModelError, Problem

MARK = "⟦"


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the (line, column) of what each mark stands before."""
    places = []
    for number, line in enumerate(text.split("\n"), 1):
        for count in range(line.count(MARK)):
            where = -1
            for _ in range(count + 1):
                where = line.index(MARK, where + 1)
            places.append((number, where - count + 1))
    return text.replace(MARK, ""), places


def problems_of(text: str, beside: Path | None = None) -> list[Problem]:
    """What is wrong with the model `text`, in the order in which it is told; empty if nothing."""
    try:
        load_text(text, "quarry.yaml", beside)
    except ModelError as error:
        return list(error.problems)
    return []
