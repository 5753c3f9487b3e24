"""Games as files, read by the format alone: as strict as the strictest program that reads them.

Nothing here is of the package. The reader of `.nfg` knows the payoff form only, wants counts of
strategies, and takes the next quote for the end of a title.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from strategic_games import Profile, RandomGame


def words_of(text: str) -> list[str]:
    """Words apart by blanks and line ends alone; a text in quotes is one word."""
    found, at = [], 0
    while at < len(text):
        if text[at] in " \n\r":
            at += 1
        elif text[at] == '"':
            end = text.index('"', at + 1)
            found.append(text[at : end + 1])
            assert end + 1 == len(text) or text[end + 1] in " \n\r", "a blank ends a text"
            at = end + 1
        else:
            end = at
            while end < len(text) and text[end] not in " \n\r":
                end += 1
            found.append(text[at:end])
            at = end
    return found


def payoff_form(text: str) -> RandomGame:
    """The game that the text is, in the payoff form with whole numbers."""
    words = words_of(text)
    assert words[:3] == ["NFG", "1", "R"]
    assert words[3].startswith('"')
    assert words[4] == "{"
    end = words.index("}", 4)
    assert all(word.startswith('"') for word in words[5:end])
    assert words[end + 1] == "{"
    behind = words.index("}", end + 1)
    sizes = tuple(map(int, words[end + 2 : behind]))
    assert len(sizes) == end - 5
    numbers = [Fraction(int(word)) for word in words[behind + 1 :]]
    profiles = [p[::-1] for p in product(*(range(size) for size in reversed(sizes)))]
    assert len(numbers) == len(profiles) * len(sizes)
    count = len(sizes)
    return RandomGame(
        sizes,
        {p: tuple(numbers[k * count : k * count + count]) for k, p in enumerate(profiles)},
    )


def as_tree(game: RandomGame, seed: int) -> str:
    """The game in extensive form: players in any order, none of whom has seen anything."""
    chance = random.Random(seed)
    order = [k for k, size in enumerate(game.sizes) if size > 1]
    chance.shuffle(order)
    lines = ['EFG 2 R "A tree" { ' + " ".join(f'"P {k}"' for k in range(len(game.sizes))) + " }"]
    named: set[int] = set()
    number = 0

    def below(depth: int, chosen: dict[int, int]) -> None:
        nonlocal number
        if depth < len(order):
            player = order[depth]
            actions = ""
            if player not in named or chance.random() < 0.3:
                named.add(player)
                actions = "{ " + " ".join(f'"go {k}"' for k in range(game.sizes[player])) + " }"
            lines.append(f'p "" {player + 1} {player + 7} "" {actions} 0')
            for k in range(game.sizes[player]):
                below(depth + 1, {**chosen, player: k})
            return
        number += 1
        profile: Profile = tuple(chosen.get(k, 0) for k in range(len(game.sizes)))
        pays = chance.choice((", ", " ")).join(str(one) for one in game.pays[profile])
        lines.append(f't "" {number} "end" {{ {pays} }}')

    below(0, {})
    return "\n".join(lines) + "\n"


def as_list(game: RandomGame, seed: int, keep: set[Profile]) -> str:
    """The game as a table with a row a combination, those of `keep`."""
    chance = random.Random(seed)
    mark = chance.choice(",;\t")
    players = range(len(game.sizes))
    lines = [mark.join([*(f"P{k}" for k in players), *(f"Payoff: P{k}" for k in players)])]
    for profile in sorted(keep):
        strategies = [f"s{one}" for one in profile]
        lines.append(mark.join([*strategies, *(str(one) for one in game.pays[profile])]))
    return "\n".join(lines) + "\n"


def as_matrix(game: RandomGame) -> str:
    """A game of two as a matrix of pairs."""
    rows, columns = game.sizes
    lines = [";".join(["Row \\ Column", *(f"c{k}" for k in range(columns))])]
    for row in range(rows):
        pairs = [", ".join(map(str, game.pays[row, k])) for k in range(columns)]
        lines.append(";".join([f"r{row}", *pairs]))
    return "\n".join(lines)
