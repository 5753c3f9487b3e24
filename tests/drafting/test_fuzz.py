"""Whatever a text says, drafting ends with a model or with one clear problem."""

from __future__ import annotations

import random

import pytest

from detente.drafting import draft
from detente.editing import yaml_text
from detente.model import load_text
from detente.problems import ModelError
from drafting.reports import DOUBLE_FREEZE, EVERY, reading_of

STATES = ["Iran", "the US", "Pyongyang", "Paris", "Sino-Russian", "NATO", "the parties", "MR. X"]
VERBS = [
    "called on",
    "urged",
    "demanded that",
    "will close the road unless",
    "proposed",
    "has imposed sanctions on",
    "attacked",
    "lifted",
    "said that without",
    "both sides",
]
TAILS = [
    "to stop",
    "to cease delivering its “new” THAAD: missiles'",
    "talks between Tehran and Baghdad",
    "to withdraw {its} [troops]",
    "a ‘double freeze’ initiative on both sides",
    "null, true, ~ and - 12:30",
    "it is impossible to solve anything by sanctions alone",
    "\u202eright to left\u2066",
    "to open the door # not a comment",
    "to",
]


def random_text(seed: int) -> str:
    """A text of invented sentences, or of a known report with letters changed."""
    dice = random.Random(seed)
    if seed % 2:
        words = dice.choice([DOUBLE_FREEZE, *(p.read_text(encoding="utf-8") for p in EVERY)])
        letters = list(words)
        for _ in range(dice.randrange(1, 40)):
            at = dice.randrange(len(letters))
            letters[at] = dice.choice(["", "\n\n", "“", "'", ":", "#", " and ", "A", "\u200b", "é"])
        return "".join(letters)
    return "Title\n\n" + "".join(
        f"{dice.choice(STATES)} {dice.choice(VERBS)} {dice.choice(STATES)} {dice.choice(TAILS)}"
        + dice.choice([". ", "; ", ".\n\n", ", "])
        for _ in range(dice.randrange(1, 25))
    )


@pytest.mark.parametrize("block", range(10))
def test_a_hundred_random_texts_give_models_or_one_problem(block: int) -> None:
    drafted = 0
    problems: list[int] = []
    for seed in range(10 * block, 10 * block + 10):
        try:
            made = draft([reading_of(random_text(seed))])
        except ModelError as error:
            problems.append(len(error.problems))
            continue
        assert load_text(yaml_text(made.data), f"seed {seed}").options
        drafted += 1
    assert drafted
    assert set(problems) <= {1}
