"""Tables of payoffs, as people keep them in spreadsheets: what their rows and cells say.

Two forms are known. A list has a row a combination: a column a party for its strategy, and a column
`payoff: PARTY` each. A matrix of two parties has the first one's strategies in its first column,
the second one's in its first row, and `3, 2` in the cells; the corner may say `ROW \\ COLUMN`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from detente.formats.nfg_text import Game, GameOutcome
from detente.limits import limit
from detente.model import printable
from detente.problems import ModelError, Problem

_PAYOFF = re.compile(r"\s*payoffs?\s*(?::|of\b)\s*(.*\S)\s*", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+\u2212]?([0-9]{1,99}(\.[0-9]{0,99})?|\.[0-9]{1,99}|[0-9]{1,99}/[0-9]{1,99})", re.ASCII
)
_ASIDE = "state"  # a column of this name is for people

Rows = Sequence[tuple[int, Sequence[str]]]  # the number of each row in its file, and its cells


def game_of(rows: Rows, file: str) -> tuple[Game, tuple[Problem, ...]]:
    """The game that a table says; a note on combinations that it leaves out.

    ModelError, with row and column, for what is wrong.
    """
    told = [(number, [cell.strip() for cell in cells]) for number, cells in rows]
    told = [(number, cells) for number, cells in told if any(cells)]
    if not told:
        raise ModelError((Problem(file, 0, 0, "E-EMPTY", "the table is empty", "fill it in"),))
    table = _Table(file, told)
    listed = any(_PAYOFF.fullmatch(cell) for cell in told[0][1])
    game, notes = table.listed() if listed else (table.matrix(), ())
    table.end_if_wrong()
    return game, notes


@dataclass(slots=True)
class _Table:
    """A table under reading. Lives only while one file is read."""

    file: str
    rows: list[tuple[int, list[str]]]
    problems: list[Problem] = field(default_factory=list)

    def listed(self) -> tuple[Game, tuple[Problem, ...]]:
        """A row a combination."""
        first, head = self.rows[0]
        pays: dict[str, int] = {}
        chosen: dict[str, int] = {}
        paid = {_name(found[1]) for cell in head if (found := _PAYOFF.fullmatch(cell))}
        for k, cell in enumerate(head):
            found = _PAYOFF.fullmatch(cell)
            if not cell or (cell.casefold() == _ASIDE and cell not in paid):
                continue
            kind, name = (pays, _name(found[1])) if found else (chosen, _name(cell))
            if name in kind:
                self.fault(first, k, f"the column '{name}' stands twice", "leave one out")
            kind[name] = k
        for name in [one for one in chosen if one not in pays]:
            mend = f"add a column 'payoff: {name}', or call the column '{_ASIDE}' if it is a remark"
            self.fault(first, chosen[name], f"'{name}' has no payoffs", mend)
        for name in [one for one in pays if one not in chosen]:
            what = f"there are payoffs of '{name}', and no column '{name}' with its strategies"
            self.fault(first, pays[name], what, "add it")
        self.end_if_wrong()
        players = list(chosen)
        order: list[dict[str, int]] = [{} for _ in players]
        found_cells: dict[tuple[int, ...], GameOutcome] = {}
        if len(self.rows) * len(players) > limit("game_payoffs"):
            raise self._too_large(len(self.rows) - 1)
        for number, cells in self.rows[1:]:
            own = [self.strategy(number, chosen[name], cells) for name in players]
            profile = tuple(order[k].setdefault(name, len(order[k])) for k, name in enumerate(own))
            got = [self.payoff(number, pays[name], _at(cells, pays[name])) for name in players]
            if profile in found_cells:
                self.fault(number, 0, "this combination stands twice", "leave one of the rows out")
            found_cells[profile] = GameOutcome("", tuple(got), number)
        self.end_if_wrong()
        sizes = [len(one) for one in order]
        if not found_cells:
            raise self.refusal(first, 0, "the table has no rows", "give a row a combination")
        if math.prod(sizes) * len(sizes) > limit("game_payoffs"):
            raise self._too_large(math.prod(sizes))
        turned = product(*map(range, reversed(sizes)))
        all_cells = tuple(found_cells.get(tuple(reversed(one))) for one in turned)
        gone = sum(one is None for one in all_cells)
        notes: tuple[Problem, ...] = ()
        if gone:
            what = (
                f"{gone} of {len(all_cells)} combinations have no row, and are taken for states "
                "that cannot come about"
            )
            notes = (Problem(self.file, 0, 0, "W-INFEASIBLE", what, "add rows if they can"),)
        return Game("", "", tuple(players), tuple(tuple(one) for one in order), all_cells), notes

    def matrix(self) -> Game:
        """Rows and columns of two parties."""
        first, head = self.rows[0]
        width = max((k + 1 for k, cell in enumerate(head) if cell), default=0)
        corner = re.split(r"\s*[\\/|;]\s*", head[0]) if head else [""]
        both = len(corner) == 2 and all(corner)
        players = (_name(corner[0]), _name(corner[1])) if both else ("Row", "Column")
        if width < 2 or len(self.rows) < 2:
            what = "this is no table of payoffs"
            mend = "give a column 'payoff: NAME' a party, or a matrix with strategies at its sides"
            raise self.refusal(first, 0, what, mend)
        if (width - 1) * (len(self.rows) - 1) * 2 > limit("game_payoffs"):
            raise self._too_large((width - 1) * (len(self.rows) - 1))
        across = [self.strategy(first, k, head) for k in range(1, width)]
        down, paid = [], {}
        for number, cells in self.rows[1:]:
            down.append(self.strategy(number, 0, cells))
            for k in range(1, width):
                paid[len(down) - 1, k - 1] = self.pair(number, k, _at(cells, k))
            for k in range(width, len(cells)):
                if cells[k]:
                    self.fault(number, k, "this cell stands in no column", "give it a strategy")
        for names, where in ((down, "column"), (across, "row")):
            for name in dict.fromkeys(one for one in names if one and names.count(one) > 1):
                self.fault(first, 0, f"'{name}' stands twice in the first {where}", "rename one")
        cells_in_order = tuple(
            GameOutcome("", paid[row, column], 0)
            for column in range(len(across))
            for row in range(len(down))
        )
        return Game("", "", players, (tuple(down), tuple(across)), cells_in_order)

    def strategy(self, number: int, column: int, cells: Sequence[str]) -> str:
        """The name of a strategy, which must be there."""
        text = _at(cells, column)
        if not text:
            self.fault(number, column, "a strategy is missing", "name it")
        return _unquoted(text)

    def pair(self, number: int, column: int, cell: str) -> tuple[Fraction, ...]:
        """Two payoffs of one cell."""
        inside = cell.strip("()[] ")
        parts = [one for one in re.split(r"\s*[,;|]\s*|\s+", inside) if one]
        if len(parts) != 2:
            what = f"'{_short(cell)}' is no pair of payoffs"
            self.fault(number, column, what, "write the row's and the column's: 3, 2")
            return (Fraction(0), Fraction(0))
        return tuple(self.payoff(number, column, one) for one in parts)

    def payoff(self, number: int, column: int, cell: str) -> Fraction:
        """The number in a cell, or in a part of it."""
        text = _unquoted(cell)
        whole, _, part = text.partition("/")
        if not _NUMBER.fullmatch(text) or (part and not int(part)):
            mend = "write a number such as 3, -0.5 or 1/3"
            self.fault(number, column, f"'{_short(cell)}' is no payoff", mend)
            return Fraction(0)
        text = text.replace("\u2212", "-")
        return Fraction(int(whole.replace("\u2212", "-")), int(part)) if part else Fraction(text)

    def fault(self, number: int, column: int, what: str, mend: str) -> None:
        """Note what is wrong with a cell."""
        if len(self.problems) <= limit("problems_shown"):
            self.problems.append(Problem(self.file, number, column + 1, "E-TABLE", what, mend))

    def refusal(self, number: int, column: int, what: str, mend: str) -> ModelError:
        """The one problem after which nothing else can be read."""
        return ModelError((Problem(self.file, number, column + 1, "E-TABLE", what, mend),))

    def end_if_wrong(self) -> None:
        """ModelError with all that is wrong so far."""
        if self.problems:
            raise ModelError(tuple(self.problems[: limit("problems_shown")]))

    def _too_large(self, combinations: int) -> ModelError:
        what = f"{combinations:,} combinations are more than {limit('game_payoffs'):,} payoffs"
        mend = "leave out strategies that nobody would choose"
        return ModelError((Problem(self.file, 0, 0, "E-SIZE", what, mend),))


def _at(cells: Sequence[str], k: int) -> str:
    return cells[k] if k < len(cells) else ""


def _unquoted(text: str) -> str:
    """The cell without the apostrophe that keeps spreadsheets from computing it."""
    guarded = len(text) > 1 and text[0] == "'" and text[1] in "=+-@"
    return text[1:] if guarded else text


def _name(text: str) -> str:
    return _unquoted(text.strip())


def _short(text: str) -> str:
    text = printable(text)
    return text if len(text) <= 40 else f"{text[:39]}…"
