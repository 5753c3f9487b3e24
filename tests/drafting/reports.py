"""Reports that the tests of drafting read: gold ones, invented ones, the given one if there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from detente.documents import from_text, load_document
from detente.drafting import Draft, draft
from detente.reading import read
from detente.reading.values import Reading

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "reading" / "gold"
# Opinion pieces that argue about a dispute and name nobody who acts: no model is drafted of them.
NO_MODEL = frozenset({"river_oped"})
EVERY = sorted(
    path
    for path in GOLD.glob("*/*")
    if path.suffix in {".txt", ".md"} and path.stem not in NO_MODEL
)
VISIBLE = [path for path in EVERY if path.parent.name == "visible"]
GIVEN = ROOT.parent / "shared" / "documents" / "000_7946bfae08d37941.txt"

# Says in words of ours what a report on the double freeze says.
DOUBLE_FREEZE = """\
Neighbours repeat their plan for the peninsula

VLADIVOSTOK, 6 September 2017 - The foreign ministers met on Wednesday.

China and Russia repeated the joint Double Freeze initiative calling for a halt to missile tests \
on both sides of the 38th Parallel. Russia and China called for an end of military drills between \
the US and South Korea. Moscow urged Washington to stop delivering THAAD batteries.

Russia called for direct talks between Pyongyang and Washington.

“It is impossible to solve the matter by sanctions alone,” said Russian President Vladimir Putin. \
“One should not drive North Korea into a corner.”

“Without dialogue it is very difficult to move anything,” Putin said.

“If the two Koreas want to hold a meeting in Russia, we will be happy to host it,” said Russian \
Deputy Foreign Minister Igor Morgulov.
"""


def reading_of(text: str, name: str = "report.txt") -> Reading:
    return read(from_text(text, name))


def draft_of(*texts: str) -> Draft:
    return draft([reading_of(text, f"report{k}.txt") for k, text in enumerate(texts)])


def draft_file(path: Path) -> Draft:
    return draft([read(load_document(path))])


def options_of(made: Draft) -> set[str]:
    return set(made.keys.values())


def strings_in(value: Any) -> list[str]:
    """Every text in plain data, keys included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *strings_in(item))]
    if isinstance(value, list):
        return [text for item in value for text in strings_in(item)]
    return []


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of so many words in the text, whatever their case and the marks between them."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[k : k + length]) for k in range(len(words) - length + 1)}
