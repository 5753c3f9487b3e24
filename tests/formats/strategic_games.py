"""Random strategic games: as numbers, as a text in one of the forms that a file may have.

Nothing here reads a file by the package: the equilibria come from the numbers alone.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

Profile = tuple[int, ...]


@dataclass(frozen=True)
class RandomGame:
    """pays[profile] is what each player gets where player i plays strategy profile[i]."""

    sizes: tuple[int, ...]
    pays: dict[Profile, tuple[Fraction, ...]]

    def pure_equilibria(self) -> set[Profile]:
        """Where nobody gets more by another strategy of its own."""
        return {
            profile
            for profile in self.pays
            if all(
                self.pays[profile][i] >= self.pays[(*profile[:i], other, *profile[i + 1 :])][i]
                for i, size in enumerate(self.sizes)
                for other in range(size)
            )
        }

    def state(self, profile: Profile) -> str:
        """The letters of the state that stands for a combination of strategies."""
        letters = ""
        for size, chosen in zip(self.sizes, profile, strict=True):
            if size == 2:
                letters += "YN"[chosen]
            elif size > 2:
                letters += "".join("Y" if k == chosen else "N" for k in range(size))
        return letters


def random_game(seed: int) -> RandomGame:
    """A game of two to four players with one to four strategies each."""
    chance = random.Random(seed)
    sizes = [chance.randint(1, 4) for _ in range(chance.choice((2, 2, 3, 3, 4)))]
    if max(sizes) == 1:
        sizes[-1] = 2
    few = chance.choice((2, 5, 40))
    unit = chance.choice((1, 1, 2, 8, 3, 7))
    pays = {
        profile: tuple(Fraction(chance.randint(-few, few), unit) for _ in sizes)
        for profile in product(*map(range, sizes))
    }
    return RandomGame(tuple(sizes), pays)


def as_text(game: RandomGame, seed: int) -> str:
    """The game as a file: by payoffs or by outcomes, with names or without, spaced anyhow."""
    chance = random.Random(seed)
    space = lambda: chance.choice((" ", "\n", "  ", "\t", " \n "))  # noqa: E731
    words = ["NFG", "1", chance.choice("RD"), chance.choice(('"A game"', r'"A \"game\" {of 2}"'))]
    words += ["{", *(f'"Player {i}"' for i in range(len(game.sizes))), "}", "{"]
    for size in game.sizes:
        named = ["{", *(f'"go {k}"' for k in range(size)), "}"]
        words += named if chance.random() < 0.5 else [str(size)]
    words.append("}")
    if chance.random() < 0.5:
        words.append('"a comment, with 3 numbers 1 2"')
    # The first player's strategy changes fastest.
    profiles = [p[::-1] for p in product(*(range(size) for size in reversed(game.sizes)))]
    if chance.random() < 0.5:
        words += [_number(one, chance) for profile in profiles for one in game.pays[profile]]
    else:
        kinds = list(dict.fromkeys(game.pays.values()))
        chance.shuffle(kinds)
        words.append("{")
        for k, kind in enumerate(kinds, start=1):
            name = chance.choice(('""', f'"kind {k}"'))
            comma = chance.choice((" ", ", "))
            words += ["{", name, comma.join(_number(one, chance) for one in kind), "}"]
        words.append("}")
        for profile in profiles:
            pay = game.pays[profile]
            none = not any(pay) and chance.random() < 0.5
            words.append("0" if none else str(kinds.index(pay) + 1))
    return "".join(word + space() for word in words)


def _number(number: Fraction, chance: random.Random) -> str:
    forms = [f"{number.numerator}/{number.denominator}"]
    if 8 % number.denominator == 0:
        decimal = f"{float(number):.3f}"
        forms += [decimal, f"{float(number * 100):.1f}e-2"]
        if 0 <= number < 1:
            forms.append(decimal[1:])
    if number.denominator == 1:
        forms.append(str(number.numerator))
    return chance.choice(forms)
