"""The text of a strategic game (`.nfg`): its words with their places, and the game that they say.

The format: `NFG 1 R`, a title, the players, each one's strategies by name or by number of them,
perhaps a comment; then either the payoffs of every combination of strategies, or the outcomes with
their payoffs and the outcome of every combination. The first player's strategy changes fastest.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from detente.limits import limit
from detente.model import Lines, printable
from detente.problems import ModelError, Problem

_TOKEN = re.compile(
    r'[\s,]+|"(?P<text>(?:[^"\\]|\\.)*)"|(?P<mark>[{}"])|(?P<word>[^\s,{}"]+)', re.S
)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_RATIO = re.compile(r"([-+]?[0-9]{1,99})/([0-9]{1,99})", re.ASCII)
_DECIMAL = re.compile(r"[-+]?([0-9]{1,99}\.?[0-9]{0,99}|\.[0-9]{1,99})([eE][-+]?[0-9]{1,2})?", re.A)
_SHOWN = 40  # letters of a word in a message


class Token(NamedTuple):
    """A word, a text in quotes, a brace, or the end; and where it begins (0-based)."""

    kind: str
    text: str
    at: int

    @property
    def shown(self) -> str:
        """The token as a message names it."""
        if self.kind == "end":
            return "the end of the file"
        text = printable(self.text)
        text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        return f'the text "{text}"' if self.kind == "text" else f"'{text}'"


@dataclass(frozen=True, slots=True)
class GameOutcome:
    """An outcome with what it pays each player; its name is empty where the file gives none."""

    name: str
    payoffs: tuple[Fraction, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Game:
    """A strategic game as its file has it.

    strategies  by player their names; empty names where the file gives only their number.
    cells       the outcome of each combination, the first player's strategy changing fastest; None
                for one that cannot come about, which only tables leave out.
    """

    title: str
    comment: str
    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    cells: tuple[GameOutcome | None, ...]


@dataclass(slots=True)
class GameText:
    """A game's text under reading. Lives only while one file is read."""

    text: str
    file: str
    lines: Lines = field(init=False)
    problems: list[Problem] = field(default_factory=list)
    tokens: Iterator[Token] = field(init=False)
    next: Token = field(init=False)
    code: str = "E-NFG"  # of what is wrong in the text

    def __post_init__(self) -> None:
        self.lines = Lines(self.text)
        self.tokens = self._tokens()
        self.next = next(self.tokens)

    def game(self) -> Game:
        """The game; ModelError with its place where the text is none.

        Cost: linear in the length; at most `file_nodes` words.
        """
        self._begin()
        title = self._text("the title in quotes")
        players = self._texts("the players' names")
        if not players:
            raise self.refuse(self.next.at, "the game has no player", "name two or more")
        if len(players) > limit("parties"):
            most = f"more than {limit('parties')}"
            what = f"{len(players):,} players are {most}"
            raise self.refuse(self.next.at, what, "name a smaller game", "E-SIZE")
        strategies = self._strategies(len(players))
        comment = self._take().text if self.next.kind == "text" else ""
        combinations = math.prod(map(len, strategies))
        if combinations * len(players) > limit("game_payoffs"):
            most = f"more than {limit('game_payoffs'):,} payoffs"
            what = f"the game has {combinations:,} combinations, {most}"
            mend = "leave out strategies that nobody would choose"
            raise self.refuse(self.next.at, what, mend, "E-SIZE")
        if self.next.kind == "{":
            cells = self._by_outcomes(len(players), combinations)
        else:
            cells = self._by_payoffs(len(players), combinations)
        if self.problems:
            raise ModelError(tuple(self.problems[: limit("problems_shown")]))
        return Game(title, comment, players, strategies, cells)

    def refuse(self, at: int, what: str, mend: str, code: str = "") -> ModelError:
        """The problem at a place in the text, with those found before, as an error."""
        problem = Problem(self.file, *self.lines.place(at), code or self.code, what, mend)
        return ModelError((*self.problems[: limit("problems_shown")], problem))

    def _tokens(self) -> Iterator[Token]:
        count = 0
        for found in _TOKEN.finditer(self.text):
            if found.lastgroup is None:
                continue
            count += 1
            if count > limit("file_nodes"):
                what = f"the file has more than {limit('file_nodes'):,} words"
                raise self.refuse(found.start(), what, "name a smaller game", "E-SIZE")
            kind, text = found.lastgroup, found[found.lastgroup]
            if text == '"' and kind == "mark":
                raise self.refuse(found.start(), "a quote is not closed", "close it with '\"'")
            if kind == "text":
                text = re.sub(r"\\([\"\\])", r"\1", text)
            yield Token(text if kind == "mark" else kind, text, found.start())
        yield Token("end", "", len(self.text.rstrip()))

    def _take(self) -> Token:
        taken = self.next
        if taken.kind != "end":
            self.next = next(self.tokens)
        return taken

    def _expect(self, kind: str, wanted: str) -> Token:
        if self.next.kind != kind:
            what = f"{self.next.shown} stands where {wanted} is wanted"
            raise self.refuse(self.next.at, what, f"write {wanted}")
        return self._take()

    def _text(self, wanted: str) -> str:
        return self._expect("text", wanted).text

    def _begin(self) -> None:
        first = self._take()
        if first.kind == "end":
            raise self.refuse(0, "the file is empty", "name a file with a game in it", "E-EMPTY")
        if first.text.upper() == "EFG":
            what = "this is a game in extensive form"
            mend = "name it `.efg`, or save its strategic form (`.nfg`) in Gambit"
            raise self.refuse(first.at, what, mend)
        if (first.kind, first.text) != ("word", "NFG"):
            what = f"{first.shown} stands where 'NFG' is wanted"
            raise self.refuse(first.at, what, "name a strategic game, which begins with `NFG 1 R`")
        version = self._take()
        if version.text != "1":
            what = f"{version.shown} is no version that is read"
            raise self.refuse(version.at, what, "write `NFG 1 R`")
        numbers = self._take()
        if numbers.text not in ("R", "D"):
            what = f"{numbers.shown} stands where 'R' (or 'D') is wanted"
            raise self.refuse(numbers.at, what, "write `NFG 1 R`")

    def _texts(self, wanted: str) -> tuple[str, ...]:
        """Texts between braces."""
        self._expect("{", f"'{{' before {wanted}")
        texts = []
        while self.next.kind == "text":
            texts.append(self._take().text)
        self._expect("}", f"'}}' behind {wanted}")
        return tuple(texts)

    def _strategies(self, players: int) -> tuple[tuple[str, ...], ...]:
        start = self._expect("{", "'{' before the strategies")
        found: list[tuple[str, ...]] = []
        while self.next.kind in ("{", "word"):
            at = self.next.at
            if self.next.kind == "{":
                own = self._texts("the strategies' names")
            else:
                own = ("",) * self._number_of_strategies()
            if not own:
                what = f"player {len(found) + 1} has no strategy"
                raise self.refuse(at, what, "give each player one or more")
            found.append(own)
        self._expect("}", "'}' behind the strategies")
        if len(found) != players:
            what = f"strategies are given for {len(found)} players, and {players} are named"
            raise self.refuse(start.at, what, "give each player's strategies, in their order")
        return tuple(found)

    def _number_of_strategies(self) -> int:
        word = self._take()
        if not _WHOLE.fullmatch(word.text):
            what = f"{word.shown} is no number of strategies"
            raise self.refuse(word.at, what, "write a whole number, or the names in braces")
        if int(word.text) > limit("options"):
            what = f"{int(word.text):,} strategies are more than {limit('options')}"
            mend = "leave out strategies that nobody would choose"
            raise self.refuse(word.at, what, mend, "E-SIZE")
        return int(word.text)

    def _by_payoffs(self, players: int, combinations: int) -> tuple[GameOutcome, ...]:
        wanted = combinations * players
        start, numbers = self.next.at, []
        while self.next.kind == "word":
            numbers.append(self._payoff())
        if self.next.kind != "end":
            what = f"{self.next.shown} stands among the payoffs"
            raise self.refuse(self.next.at, what, "leave it out: payoffs are numbers alone")
        if len(numbers) != wanted:
            what = (
                f"the game has {len(numbers):,} payoffs, and {combinations:,} combinations "
                f"of {players} players need {wanted:,}"
            )
            raise self.refuse(start, what, "give each player's payoff in each combination")
        return tuple(
            GameOutcome("", tuple(numbers[k : k + players]), start)
            for k in range(0, wanted, players)
        )

    def _by_outcomes(self, players: int, combinations: int) -> tuple[GameOutcome, ...]:
        # Outcome 0 is none: it pays nobody anything.
        outcomes = [GameOutcome("", (Fraction(0),) * players, 0)]
        self._take()
        while self.next.kind == "{":
            at = self._take().at
            name = self._take().text if self.next.kind == "text" else ""
            payoffs = []
            while self.next.kind == "word":
                payoffs.append(self._payoff())
            self._expect("}", "'}' behind the payoffs of an outcome")
            if len(payoffs) != players:
                what = f"outcome {len(outcomes)} has {len(payoffs)} payoffs for {players} players"
                raise self.refuse(at, what, "give one a player")
            outcomes.append(GameOutcome(name, tuple(payoffs), at))
        self._expect("}", "'}' behind the outcomes")
        start, cells = self.next.at, []
        while self.next.kind == "word":
            word = self._take()
            if not _WHOLE.fullmatch(word.text) or int(word.text) >= len(outcomes):
                what = f"{word.shown} is no outcome: the file has {len(outcomes) - 1}"
                raise self.refuse(word.at, what, "write the number of one from 1, or 0 for none")
            cells.append(outcomes[int(word.text)])
        self._expect("end", "the number of an outcome")
        if len(cells) != combinations:
            what = f"outcomes are given for {len(cells):,} of {combinations:,} combinations"
            raise self.refuse(start, what, "give each combination one, 0 for none")
        return tuple(cells)

    def _payoff(self) -> Fraction:
        word = self._take()
        ratio = _RATIO.fullmatch(word.text)
        if ratio and int(ratio[2]):
            return Fraction(int(ratio[1]), int(ratio[2]))
        if _DECIMAL.fullmatch(word.text):
            return Fraction(word.text)
        what = f"{word.shown} is no payoff"
        mend = "write a number such as 3, -0.5 or 1/3"
        place = self.lines.place(word.at)
        if len(self.problems) <= limit("problems_shown"):
            self.problems.append(Problem(self.file, *place, self.code, what, mend))
        return Fraction(0)
