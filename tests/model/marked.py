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


def entries(file: Path, models: dict[str, str]) -> dict[str, tuple[str, list[list[str]]]]:
    """By name what `file` lists: a marked model, and code, what and mend of each of its marks."""
    listed = {}
    for entry in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, rest = entry.split("\n", 1)
        marked, expected = (rest + "\n").split("\n---\n")
        for short, model in models.items():
            marked = marked.replace(f"{short}\n", model)
        listed[name] = marked + "\n", [line.split(" | ") for line in expected.split("\n") if line]
    return listed
