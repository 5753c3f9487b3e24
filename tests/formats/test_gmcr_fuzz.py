"""Whatever is in a save file: a conflict, or problems that a person can mend."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

from conflicts import DATA, SAMPLES

from detente.formats import read_gmcr_text, write_gmcr
from detente.model import Conflict, compile_arena
from detente.problems import ModelError, Problem

TEXTS = [
    path.read_text(encoding="utf-8")
    for path in [*sorted(DATA.glob("*.gmcr")), *sorted(SAMPLES.glob("*.gmcr"))]
]
LETTERS = '{}[]",:0123456789YN\\u-.eE tfn\n\0\x7f🦉'
VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 7, 10**30, 0.5, 1e308, "", "Y", "N", "both", "not", "\u202e",
    [], [[]], [[0, "Y"]], [0, "Y"], {}, {"compound": True, "members": []}, {"name": "x"},
]  # fmt: skip


def mutant(rng: Random) -> str:
    """A file with some letters changed, or with some of its values."""
    text = rng.choice(TEXTS)
    if rng.random() < 0.4:
        for _ in range(rng.choice((1, 1, 2, 5))):
            at = rng.randrange(len(text))
            end = at + rng.choice((0, 1, 1, 3, 40))
            text = text[:at] + "".join(rng.choices(LETTERS, k=rng.choice((0, 1, 2)))) + text[end:]
        return text
    data = json.loads(text)
    for _ in range(rng.choice((1, 1, 2, 4))):
        change(rng, data)
    return json.dumps(data)


def change(rng: Random, data: Any) -> None:
    """Put another value somewhere, take one out, or double one."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(data[key], dict | list) and data[key] and rng.random() < 0.8:
            data = data[key]
            continue
        kind = rng.random()
        if kind < 0.6:
            data[key] = deepcopy(rng.choice(VALUES))
        elif kind < 0.8:
            del data[key]
        elif isinstance(data, list):
            data.append(deepcopy(data[key]))
        else:
            data[f"{key}s"] = deepcopy(data[key])
        return


def read(text: str) -> tuple[Conflict | None, tuple[Problem, ...]]:
    """The conflict with its notes, or the problems of the text."""
    try:
        return read_gmcr_text(text, "damaged.gmcr")
    except ModelError as error:
        return None, error.problems


def codes_of_states(conflict: Conflict) -> set[str]:
    """Why the conflict has no states; nothing where it has."""
    try:
        compile_arena(conflict)
    except ModelError as error:
        return {one.code for one in error.problems}
    return set()


def test_five_hundred_damaged_files_are_read_or_refused_with_mends() -> None:
    right = 0
    for k in range(500):
        text = mutant(Random(f"damaged/{k}"))
        conflict, said = read(text)
        assert conflict is not None or said, text
        assert all(one.file == "damaged.gmcr" and one.what and one.mend for one in said), text
        if conflict is not None:
            assert codes_of_states(conflict) <= {"E-NO-STATE"}, text
            again, _ = read_gmcr_text(write_gmcr(conflict)[0])
            assert [o.title for o in again.options] == [
                o.title or o.name for o in conflict.options
            ], text
            right += 1

    assert 50 < right < 300
