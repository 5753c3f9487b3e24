"""Where each planted mistake was found out last: looked at first, for most models show none.

A note only saves time. A mistake that is not found out where its note says is looked for in all
that the normal comparison compares, from its first on; with `--deep` no note is read at all.
`PYTHONPATH=tests python -m stability.mutants.noted` takes the notes anew, in some minutes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

NOTES = Path(__file__).with_name("noted.json")


# By mistake how many models it may meet, and whether the model of a number finds it out.
ToNote = tuple[Mapping[str, int], Callable[[str, int], bool]]


@cache
def notes() -> dict[str, dict[str, int]]:
    """By comparison: the mistake's name and the number of the model that finds it out."""
    found: dict[str, dict[str, int]] = json.loads(NOTES.read_text(encoding="utf-8"))
    return found


def in_order(comparison: str, name: str, most: int, deep: bool) -> Iterator[int]:
    """The numbers below `most`, each once: the noted one first unless `deep`."""
    first = None if deep else notes().get(comparison, {}).get(name)
    if first is not None and first < most:
        yield first
    yield from (number for number in range(most) if number != first)


def taken(names: Mapping[str, int], caught: Callable[[str, int], bool]) -> dict[str, int]:
    """Notes for mistakes, given how many models each may meet; a model that serves many is best."""
    found: dict[str, int] = {}
    for name, most in names.items():
        served = [number for number, _ in Counter(found.values()).most_common() if number < most]
        for number in (*served, *(n for n in range(most) if n not in served)):
            if caught(name, number):
                found[name] = number
                break
    return found


def main() -> None:
    """Takes all notes anew."""
    from stability.mutants import test_coalition_mutants, test_kernel_mutants, test_mutants

    new = {
        comparison: taken(*to_note)
        for module in (test_mutants, test_kernel_mutants, test_coalition_mutants)
        for comparison, to_note in module.to_note().items()
    }
    NOTES.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
