"""Reading games in extensive form (`.efg`, as Gambit saves them) that are strategic games.

Strategic is a game in which everybody decides once and nobody has seen anything: each player has
one information set, every way through the tree passes it, and chance takes no part. Any other game
is one of moves in turn, which a conflict does not keep; its strategic form can be saved as `.nfg`.
"""

from __future__ import annotations

import math
from dataclasses import field
from fractions import Fraction
from itertools import product
from pathlib import Path

from detente.formats.game_file import game_text
from detente.formats.nfg_read import conflict_of
from detente.formats.nfg_text import Game, GameOutcome, GameText
from detente.limits import limit
from detente.model import Conflict
from detente.problems import Problem
from detente.values import dataclass

_AWAY = "save its strategic form (`.nfg`) in Gambit"


def read_efg(path: Path) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict that a strategic game in extensive form is; ModelError, with its place."""
    return read_efg_text(game_text(path, ".efg"), str(path), path.stem)


def read_efg_text(
    text: str, file: str = "<text>", title: str = "A game"
) -> tuple[Conflict, tuple[Problem, ...]]:
    """The same of a game's text. `title` is the conflict's where the game has none."""
    return conflict_of(_Tree(text, file, code="E-EFG").game(), file, title)


@dataclass(frozen=True, slots=True)
class _Set:
    """A player's information set: its number, its actions, and where it is first named."""

    number: int
    actions: tuple[str, ...]
    at: int


@dataclass(slots=True)
class _Open:
    """A node whose branches are being read: who decides, how many are done, what was paid."""

    player: int
    actions: int
    paid: tuple[Fraction, ...]
    done: int = 0


@dataclass(slots=True)
class _Tree(GameText):
    """A tree's text under reading. Lives only while one file is read."""

    players: tuple[str, ...] = ()
    sets: dict[int, _Set] = field(default_factory=dict)
    outcomes: dict[int, GameOutcome] = field(default_factory=dict)
    ends: dict[tuple[int, ...], GameOutcome] = field(default_factory=dict)
    ways: list[tuple[int, frozenset[int]]] = field(default_factory=list)

    def game(self) -> Game:
        """The strategic game that the tree is; ModelError with its place where it is none."""
        self._begin()
        title = self._text("the title in quotes")
        self.players = self._texts("the players' names")
        if not self.players:
            raise self.refuse(self.next.at, "the game has no player", "name two or more")
        if len(self.players) > limit("parties"):
            what = f"{len(self.players):,} players are more than {limit('parties')}"
            raise self.refuse(self.next.at, what, "name a smaller game", "E-SIZE")
        comment = self._take().text if self.next.kind == "text" else ""
        self._nodes()
        if self.next.kind != "end":
            what = f"{self.next.shown} stands behind the tree"
            raise self.refuse(self.next.at, what, "leave it out")
        if self.problems:
            raise self.refuse(self.next.at, "the tree cannot be read", "mend its payoffs first")
        self._all_decide()
        strategies = tuple(
            self.sets[k].actions if k in self.sets else ("",) for k in range(len(self.players))
        )
        turned = product(*(range(len(own)) for own in reversed(strategies)))
        cells = tuple(self.ends[tuple(reversed(one))] for one in turned)
        return Game(title, comment, self.players, strategies, cells)

    def _begin(self) -> None:
        first = self._take()
        if first.kind == "end":
            raise self.refuse(0, "the file is empty", "name a file with a game in it", "E-EMPTY")
        if (first.kind, first.text) != ("word", "EFG"):
            what = f"{first.shown} stands where 'EFG' is wanted"
            raise self.refuse(first.at, what, "name a game in extensive form: `EFG 2 R`")
        version, numbers = self._take(), self._take()
        if version.text != "2" or numbers.text not in ("R", "D"):
            what = f"{version.shown} {numbers.shown} is no version that is read"
            raise self.refuse(version.at, what, "write `EFG 2 R`")

    def _nodes(self) -> None:
        """Read the nodes, each before those below it, with what lies open above them."""
        above: list[_Open] = []
        while True:
            paid = above[-1].paid if above else (Fraction(0),) * len(self.players)
            kind = self._expect("word", "a node (`p` or `t`)")
            if kind.text == "c":
                what = "chance takes part in this game, and a conflict knows none"
                raise self.refuse(kind.at, what, "write the game that is played once it has fallen")
            if kind.text not in ("p", "t"):
                what = f"{kind.shown} is no kind of node"
                raise self.refuse(kind.at, what, "write p for a decision, t for an end")
            self._text("the node's name in quotes")
            if kind.text == "p":
                above.append(self._decision(kind.at, above, paid))
                continue
            self._end(kind.at, above, paid)
            while above:
                above[-1].done += 1
                if above[-1].done < above[-1].actions:
                    break
                above.pop()
            if not above:
                return

    def _decision(self, at: int, above: list[_Open], paid: tuple[Fraction, ...]) -> _Open:
        player = self._number("the number of a player", len(self.players)) - 1
        number = self._number("the number of an information set")
        if self.next.kind == "text":
            self._take()
        actions = self._texts("the actions' names") if self.next.kind == "{" else ()
        known = self.sets.get(player)
        name = self.players[player][:40]
        if known is None:
            if not actions:
                raise self.refuse(at, "an information set has no actions", "name them in braces")
            known = self.sets[player] = _Set(number, actions, at)
            cells = math.prod(len(one.actions) for one in self.sets.values())
            if cells * len(self.players) > limit("game_payoffs"):
                what = f"the game has more than {limit('game_payoffs'):,} payoffs"
                raise self.refuse(at, what, "leave out what nobody would choose", "E-SIZE")
        if known.number != number:
            what = f"'{name}' has a second information set, and so decides by what it has seen"
            raise self.refuse(at, what, _AWAY)
        if any(one.player == player for one in above):
            raise self.refuse(at, f"'{name}' decides twice on one way", _AWAY)
        if actions and len(actions) != len(known.actions):
            what = f"an information set of '{name}' has {len(actions)} and {len(known.actions)} "
            raise self.refuse(at, f"{what}actions", "give it the same actions everywhere")
        return _Open(player, len(known.actions), self._paid(paid)[1])

    def _end(self, at: int, above: list[_Open], paid: tuple[Fraction, ...]) -> None:
        outcome, total = self._paid(paid)
        chosen = {one.player: one.done for one in above}
        profile = tuple(chosen.get(k, 0) for k in range(len(self.players)))
        self.ends[profile] = GameOutcome(outcome.name, total, outcome.at or at)
        self.ways.append((at, frozenset(chosen)))

    def _all_decide(self) -> None:
        """Every way passes a decision of everybody who has one anywhere."""
        for at, chosen in self.ways:
            for k in self.sets:
                if k not in chosen:
                    name = self.players[k][:40]
                    raise self.refuse(at, f"a way ends without a decision of '{name}'", _AWAY)

    def _paid(self, before: tuple[Fraction, ...]) -> tuple[GameOutcome, tuple[Fraction, ...]]:
        """The outcome that a node gives, with what was paid on the way and by it."""
        at = self.next.at
        number = self._number("the number of an outcome, or 0 for none", least=0)
        name = self._take().text if self.next.kind == "text" else ""
        if self.next.kind == "{":
            self._take()
            paid = []
            while self.next.kind == "word":
                paid.append(self._payoff())
            self._expect("}", "'}' behind the payoffs of an outcome")
            if len(paid) != len(self.players):
                what = f"{len(paid)} payoffs are given for {len(self.players)} players"
                raise self.refuse(at, what, "give one a player")
            self.outcomes[number] = GameOutcome(name, tuple(paid), at)
        none = GameOutcome("", (Fraction(0),) * len(self.players), 0)
        outcome = none if number == 0 else self.outcomes.get(number)
        if outcome is None:
            raise self.refuse(at, f"outcome {number} has no payoffs", "give them in braces")
        return outcome, tuple(a + b for a, b in zip(before, outcome.payoffs, strict=True))

    def _number(self, wanted: str, most: int = 10**9, least: int = 1) -> int:
        word = self._take()
        plain = word.kind == "word" and word.text.isascii() and word.text.isdigit()
        if not plain or len(word.text) > 9 or not least <= int(word.text) <= most:
            what = f"{word.shown} stands where {wanted} is wanted"
            raise self.refuse(word.at, what, f"write {wanted}")
        return int(word.text)
