"""Reading strategic games (`.nfg`, as Gambit saves them): from payoffs to a conflict in options.

A player with two strategies has one option, taken in the first and not in the second; one with more
has an option a strategy, of which exactly one is taken; one with a single strategy has none. So
each combination of strategies is a state, and each change of a player's strategy is a move.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from types import MappingProxyType

from detente.formats.game_file import game_text
from detente.formats.identifiers import identifiers
from detente.formats.nfg_text import Game, GameText
from detente.limits import limit
from detente.model import (
    And,
    Condition,
    Conflict,
    DecisionMaker,
    Name,
    Not,
    Option,
    Or,
    Outcome,
    Payoffs,
    Preference,
    Rule,
    all_of,
    condition_text,
    look_alike,
    plain,
)
from detente.problems import ModelError, Problem

_MOST = 10**100  # what a model's numbers stay below


def read_nfg(path: Path) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict that a strategic game is, and notes on what of the game it does not say.

    ModelError, with its place, for what is wrong in the file.
    """
    return read_nfg_text(game_text(path, ".nfg"), str(path), path.stem)


def read_nfg_text(
    text: str, file: str = "<text>", title: str = "A strategic game"
) -> tuple[Conflict, tuple[Problem, ...]]:
    """The same of a game's text. `title` is the conflict's where the game has none."""
    return conflict_of(GameText(text, file).game(), file, title)


def conflict_of(game: Game, file: str, title: str) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict that a game is, from whatever file it was read; notes as above."""
    parties = _parties(game)
    count = sum(len(one.options) for one in parties)
    if not count:
        what, mend = (
            "every player has a single strategy, so that nobody decides anything",
            "add one",
        )
        raise ModelError((Problem(file, 0, 0, "E-NFG", what, mend),))
    if count > limit("options"):
        what = f"the game needs {count} options, more than {limit('options')}"
        mend = "leave out strategies that nobody would choose"
        raise ModelError((Problem(file, 0, 0, "E-SIZE", what, mend),))
    notes: list[Problem] = []
    preferences = {}
    states = [
        state for state, cell in zip(_states(parties), game.cells, strict=True) if cell is not None
    ]
    for k, one in enumerate(parties):
        paid, scale = _decimals([cell.payoffs[k] for cell in game.cells if cell is not None])
        if paid is None:
            what = f"the payoffs of '{one.maker.words[:40]}' have no common unit that can be used"
            raise ModelError((Problem(file, 0, 0, "E-NFG", what, "write them as decimals"),))
        if scale != 1:
            what = f"the payoffs of '{one.maker.words[:40]}' are multiplied by {scale}"
            notes.append(Problem(file, 0, 0, "W-SCALED", what, "nothing: their order is the same"))
        values = tuple(zip(states, paid, strict=True))
        preferences[one.maker.name] = Preference(Payoffs(values))
    outcomes, more = _outcomes(game, parties, file)
    about = _line(game.comment)
    return Conflict(
        title=_line(game.title) or title,
        form="option",
        decision_makers=tuple(one.maker for one in parties),
        rules=(*(one.rule for one in parties if one.rule is not None), *_gaps(game, parties)),
        preferences=MappingProxyType(preferences),
        outcomes=MappingProxyType(outcomes),
        about=about or "Read from a strategic game.",
        file=file,
    ), (*notes, *more)


@dataclass(frozen=True, slots=True)
class _Party:
    """A player as a party.

    letters     by strategy what it is of the party's options, Y or N each.
    conditions  by strategy the condition that it is chosen; None where there is no choice.
    """

    maker: DecisionMaker
    letters: tuple[str, ...]
    conditions: tuple[Condition | None, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        return self.maker.options

    @property
    def rule(self) -> Rule | None:
        """That one of three or more strategies is chosen."""
        if len(self.options) < 2:
            return None
        return Rule("exactly_one", tuple(Name(option.key) for option in self.options))


def _parties(game: Game) -> list[_Party]:
    titles = [_line(name) for name in game.players]
    names = identifiers(
        [title if not title.isdigit() else "" for title in titles], "party", lower=False
    )
    return [
        _party(name, title, [_line(one) for one in own])
        for name, title, own in zip(names, titles, game.strategies, strict=True)
    ]


def _party(name: str, title: str, strategies: Sequence[str]) -> _Party:
    words = [one or str(k) for k, one in enumerate(strategies, start=1)]
    bare = identifiers(["" if one.isdigit() else one for one in words], "strategy", lower=True)
    title = "" if title == name else title
    if len(words) == 1:
        return _Party(DecisionMaker(name, title), ("",), (None,))
    if len(words) == 2:
        option = Option(name, bare[0], f"{words[0]} (not taken: {words[1]})")
        chosen = Name(option.key)
        maker = DecisionMaker(name, title, (option,))
        return _Party(maker, ("Y", "N"), (chosen, Not(chosen)))
    options = tuple(Option(name, one, word) for one, word in zip(bare, words, strict=True))
    letters = tuple("N" * k + "Y" + "N" * (len(words) - k - 1) for k in range(len(words)))
    conditions = tuple(Name(option.key) for option in options)
    return _Party(DecisionMaker(name, title, options), letters, conditions)


def _gaps(game: Game, parties: Sequence[_Party]) -> list[Rule]:
    """Rules that shut out the combinations that cannot come about, each as wide as it may be."""
    sizes = [len(one.letters) for one in reversed(parties)]
    profiles = list(product(*map(range, sizes)))
    missing = {profile for profile, cell in zip(profiles, game.cells, strict=True) if cell is None}
    rules, covered = [], set[tuple[int, ...]]()
    for profile in (one for one in profiles if one in missing):
        if profile in covered:
            continue
        block: set[tuple[int, ...]] = {profile}
        fixed = list(range(len(sizes)))
        for k in range(len(sizes)):
            wider = {(*one[:k], other, *one[k + 1 :]) for one in block for other in range(sizes[k])}
            if wider <= missing:
                block = wider
                fixed.remove(k)
        covered |= block
        conditions = [tuple(reversed(parties))[k].conditions[profile[k]] for k in reversed(fixed)]
        rules.append(Rule("infeasible", (all_of([one for one in conditions if one]),)))
    return rules


def _line(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return " ".join("".join(one if one.isprintable() else " " for one in plain(text)).split())


def _states(parties: Sequence[_Party]) -> list[str]:
    """The state of each combination, the first player's strategy changing fastest."""
    turned = product(*(one.letters for one in reversed(parties)))
    return ["".join(reversed(letters)) for letters in turned]


def _decimals(paid: Sequence[Fraction]) -> tuple[list[Decimal] | None, int]:
    """The payoffs as exact decimals, and what all were multiplied by so that they are such.

    None in place of the payoffs where that takes numbers that a model does not hold.
    """
    scale = 1
    if any(_tens(one) is None for one in paid):
        for one in paid:
            scale = math.lcm(scale, one.denominator)
            if scale >= _MOST:
                return None, scale
    values = [_decimal(one * scale) for one in paid]
    usable = all(abs(one.adjusted()) <= 100 for one in values)
    return (values if usable else None), scale


def _tens(number: Fraction) -> int | None:
    """The digits behind the point that the number has as a decimal; None where they never end."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _decimal(number: Fraction) -> Decimal:
    tens = _tens(number) or 0
    whole = abs(number.numerator) * 10**tens // number.denominator
    digits = tuple(map(int, str(whole)))
    return Decimal((int(number < 0), digits, -tens))


def _outcomes(
    game: Game, parties: Sequence[_Party], file: str
) -> tuple[dict[str, Outcome], list[Problem]]:
    """The named outcomes, each where it comes about; notes on those that a model cannot name."""
    where: dict[int, list[Condition]] = {}
    named = {cell.at: cell for cell in game.cells if cell is not None and _line(cell.name)}
    combinations = product(*(one.conditions for one in reversed(parties)))
    for cell, chosen in zip(game.cells, combinations, strict=True):
        if cell is not None and cell.at in named:
            parts = tuple(one for one in reversed(chosen) if one is not None)
            where.setdefault(cell.at, []).append(parts[0] if len(parts) == 1 else And(parts))
    found: dict[str, Outcome] = {}
    notes, taken = [], set()
    for at, cells in where.items():
        words = _line(named[at].name)
        if "'" in words:
            words = words.replace('"', "'")
        name, count = words, 1
        while look_alike(name) in taken:
            count += 1
            name = f"{words} ({count})"
        condition = cells[0] if len(cells) == 1 else Or(tuple(cells))
        if len(condition_text(condition)) > limit("condition_length"):
            what = f"the outcome '{name[:40]}' is left out: it comes about in {len(cells):,} states"
            mend = "name it in the model by a condition"
            notes.append(Problem(file, 0, 0, "W-NOT-CARRIED", what, mend))
            continue
        taken.add(look_alike(name))
        found[name] = Outcome(name, condition)
    return found, notes
