"""Random conditions in random spellings, with and without brackets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

SPELLINGS = {
    "not": ("not ", "not ", "-", "!"),
    "and": (" and ", " and ", " & ", "&"),
    "or": (" or ", " or ", " | ", "|"),
    "implies": (" implies ", " -> ", "->"),
    "iff": (" iff ", " <-> ", "<->"),
    "if": (" if ",),
}

Namer = Callable[[], str]


def literal(rng: Random, name: Namer) -> str:
    """A name, or its contrary."""
    return (rng.choice(SPELLINGS["not"]) if rng.random() < 0.4 else "") + name()


def conjunction(rng: Random, name: Namer, length: int) -> str:
    """Some literals joined by `and`."""
    return rng.choice(SPELLINGS["and"]).join(literal(rng, name) for _ in range(length))


def condition(rng: Random, name: Namer, operators: int) -> str:
    """A condition of so many operators between names; brackets stand or are left out by chance."""
    if operators == 0:
        if rng.random() < 0.02:
            return rng.choice(("true", "false"))
        return literal(rng, name)
    left = rng.randrange(operators)
    operator = rng.choices(list(SPELLINGS)[1:], (4, 4, 2, 2, 3))[0]
    parts = [
        bracketed(rng, condition(rng, name, left)),
        bracketed(rng, condition(rng, name, operators - 1 - left)),
    ]
    text = rng.choice(SPELLINGS[operator]).join(parts)
    if rng.random() < 0.1:
        return rng.choice(SPELLINGS["not"]) + f"({text})"
    return text


def bracketed(rng: Random, text: str) -> str:
    """The text, in brackets half of the time where they may matter."""
    return f"({text})" if rng.random() < 0.4 and not text.isidentifier() else text


def statements(rng: Random, name: Namer, count: int) -> list[str | dict[str, str]]:
    """A priority list; some statements carry their reason."""
    texts = [condition(rng, name, rng.choices((0, 1, 2, 3), (5, 4, 2, 1))[0]) for _ in range(count)]
    return [
        {"prefer": text, "because": "It is said so."} if rng.random() < 0.1 else text
        for text in dict.fromkeys(texts)
    ]


def classes(rng: Random, states: Sequence[str]) -> list[list[str]]:
    """The states in random order, cut into classes; ties by chance."""
    order = list(states)
    rng.shuffle(order)
    tie = rng.choice((0.0, 0.2, 0.5))
    found: list[list[str]] = []
    for state in order:
        if found and rng.random() < tie:
            found[-1].append(state)
        else:
            found.append([state])
    return found
