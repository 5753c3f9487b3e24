"""Event data as dated evidence: rows of a table, by a file that says which rows mean what.

ACLED, GDELT, UCDP and others give an event a row, with codes for who did what to whom. Their
columns differ, and what a code means for one conflict is the analyst's judgement: both stand in
the map.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from detente.editing import yaml_text
from detente.limits import limit
from detente.model import nearest, parse_source, printable, read_file, validate
from detente.problems import ModelError, Problem
from detente.report import count

_SLOT = re.compile(r"\{([^{}]*)\}")
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_ID = 60
_LONGEST = 400  # letters of a cell that stand in an entry
_SHOWN = 5  # rows named in a note


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


# A code is text: 0231 without quotes would lose its nought, so numbers are refused here.
Codes = Annotated[list[str], BeforeValidator(_listed)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Event(_Part):
    """Rows in which every column of `where` has one of the values, and what they are told as."""

    where: dict[str, Codes]
    says: str
    supports: Codes | None = None
    confidence: Literal["high", "medium", "low"] | None = None


class EventMap(_Part):
    """The map: which column is what, how days are written, and what rows mean.

    columns  a name of one's own for each column: as its heading says, or its number from 1.
    date     the form of a day, as in %Y-%m-%d.
    """

    columns: dict[str, str | int]
    heading: bool = True
    date: str = "%Y-%m-%d"
    title: str = ""
    publisher: str = ""
    licence: str = ""
    confidence: Literal["high", "medium", "low"] | None = None
    events: list[_Event]


@dataclass(frozen=True, slots=True)
class EventLedger:
    """Entries made of a table of events.

    text     the ledger as a YAML file; entries: how many; rows: how many the table has.
    matched  how many entries each event of the map gave.
    notes    what was left out, and why.
    """

    text: str
    entries: int
    rows: int
    matched: tuple[int, ...]
    notes: tuple[Problem, ...]


def event_ledger(table: Path, by: Path) -> EventLedger:
    """The dated evidence that the map `by` makes of a table of events, a row at a time.

    ModelError, with the place, for a map that is wrong, a column that is not there, a table that
    cannot be read, and a map that no row fits.
    """
    plan = _map_of(by)
    with _opened(table) as lines:
        found = _Rows(table, plan, by)
        try:
            found.read(lines)
        except UnicodeDecodeError:
            what, mend = "the table is not text in UTF-8", "save it as CSV in UTF-8"
            raise _bad(str(table), "E-TABLE", what, mend) from None
        except csv.Error as error:
            what = f"behind row {found.number} the table cannot be read: {printable(str(error))}"
            raise _bad(str(table), "E-TABLE", what, "look for a quote that is not closed") from None
    if not found.entries and found.undated:
        what = f"{count(len(found.undated), 'row')} that would fit have no day as {plan.date}"
        raise _bad(str(table), "E-DATE", what, "write `date:` in the map as the table has it")
    if not found.entries:
        what = f"none of {found.number:,} rows fits an event of {by}"
        raise _bad(str(table), "E-EMPTY", what, "look at its codes, and at `columns`")
    return EventLedger(
        yaml_text({"evidence": found.entries}),
        len(found.entries),
        found.number,
        tuple(found.matched[k] for k in range(len(plan.events))),
        found.notes(),
    )


def _map_of(by: Path) -> EventMap:
    source = parse_source(read_file(by, str(by)), str(by))
    checked = validate(EventMap, source)
    problems = list(checked.problems)
    if checked.shape is None or problems:
        raise ModelError(tuple(problems))
    plan = checked.shape
    known = list(plan.columns)

    def unknown(path: tuple[str | int, ...], name: str, key: bool) -> None:
        guess = nearest(name, known)
        mend = f"did you mean '{guess}'?" if guess else "name it under `columns`"
        what = f"'{printable(name)}' is no column of this map"
        problems.append(Problem(str(by), *source.place(path, key=key), "E-COLUMN", what, mend))

    if "date" not in plan.columns:
        mend = "write which column holds the day: `date: event_date`"
        what = "`columns` names no date"
        problems.append(Problem(str(by), *source.place(("columns",)), "E-MISSING", what, mend))
    for k, event in enumerate(plan.events):
        bare = _SLOT.sub("", event.says)
        if not event.says.strip() or "{" in bare or "}" in bare:
            what = "a brace without a column's name" if event.says.strip() else "`says` is empty"
            where = source.place(("events", k, "says"))
            mend = "write what happened, as in `{actor} called for talks.`"
            problems.append(Problem(str(by), *where, "E-VALUE", what, mend))
        for name in event.where:
            if name not in plan.columns:
                unknown(("events", k, "where", name), name, True)
        for name in _SLOT.findall(event.says):
            if name not in plan.columns:
                unknown(("events", k, "says"), name, False)
    day = datetime.datetime(2017, 9, 3)
    try:
        whole = datetime.datetime.strptime(day.strftime(plan.date), plan.date).date() == day.date()
    except ValueError:
        whole = False
    if not whole:
        what = f"'{printable(plan.date)}' is no form of a day with its month and year"
        where = source.place(("date",))
        problems.append(Problem(str(by), *where, "E-DATE", what, "write it as %Y-%m-%d or %Y%m%d"))
    if problems:
        raise ModelError(tuple(problems))
    return plan


class _Rows:
    """A table under reading. Lives only while one file is read."""

    def __init__(self, table: Path, plan: EventMap, by: Path) -> None:
        self.table, self.plan, self.by = table, plan, by
        self.entries: dict[str, Any] = {}
        self.matched: Counter[int] = Counter()
        self.number = 0
        self.undated: list[int] = []
        self.uneven: list[int] = []
        self.again: list[int] = []

    def read(self, lines: Iterator[str]) -> None:
        """Go through the table once; only the entries are kept."""
        first = next(lines, "")
        if not first.strip():
            raise _bad(str(self.table), "E-EMPTY", "the table is empty", "name another file")
        mark = max(("\t", ";", ","), key=first.count)
        head = next(csv.reader([first], delimiter=mark, strict=True))
        places = self.places(head)
        told = lines if self.plan.heading else _and(first, lines)
        for cells in csv.reader(told, delimiter=mark, strict=True):
            if not cells:
                continue
            self.number += 1
            if len(cells) != len(head):
                self.uneven.append(self.number)
            row = {
                name: cells[place].strip() if place < len(cells) else ""
                for name, place in places.items()
            }
            for k, event in enumerate(self.plan.events):
                if all(_fits(row[name], codes) for name, codes in event.where.items()):
                    self.enter(row, event, k)
                    break

    def places(self, head: list[str]) -> dict[str, int]:
        """Which cell of a row each column of the map is."""
        found, problems = {}, []
        names = [cell.strip() for cell in head]
        for name, column in self.plan.columns.items():
            if isinstance(column, int):
                if not 1 <= column <= len(head):
                    what = f"there is no column {column}; the table has {len(head)}"
                    problems.append(_problem(str(self.table), "E-COLUMN", what, "count from 1"))
                found[name] = column - 1
            elif not self.plan.heading:
                what = f"without a heading no column is called '{printable(column)}'"
                problems.append(_problem(str(self.by), "E-COLUMN", what, "give its number, from 1"))
            elif column not in names:
                guess = nearest(column, names)
                mend = f"did you mean '{guess}'?" if guess else "see the table's first line"
                what = f"there is no column '{printable(column)}'"
                problems.append(_problem(str(self.table), "E-COLUMN", what, mend))
            elif names.count(column) > 1:
                what = f"the column '{printable(column)}' stands twice"
                problems.append(_problem(str(self.table), "E-COLUMN", what, "give its number"))
            else:
                found[name] = names.index(column)
        if problems:
            raise ModelError(tuple(problems))
        return found

    def enter(self, row: Mapping[str, str], event: _Event, k: int) -> None:
        """An entry for a row that fits."""
        try:
            day = datetime.datetime.strptime(row["date"], self.plan.date).date().isoformat()
        except ValueError:
            self.undated.append(self.number)
            return
        own = _NO_NAME.sub("-", row.get("id", ""))[:_LONGEST_ID].strip("-")
        name = f"event-{own or f'row-{self.number}'}"
        if name in self.entries:
            self.again.append(self.number)
            return
        if len(self.entries) == limit("event_entries"):
            what = f"more than {limit('event_entries'):,} rows fit"
            mend = "narrow the map, or cut the table to the years and places of the conflict"
            raise _bad(str(self.table), "E-SIZE", what, mend)
        source = {
            "title": self.plan.title,
            "publisher": self.plan.publisher,
            "url": _plain(row.get("url", "")),
            "licence": self.plan.licence,
        }
        entry: dict[str, Any] = {
            "says": _SLOT.sub(lambda slot: _plain(row[slot[1]]) or "–", event.says),
            "date": day,
            "as_of": day,
            "source": {key: value for key, value in source.items() if value},
            "confidence": event.confidence or self.plan.confidence,
            "supports": event.supports,
            "place": _plain(row.get("place", "")),
        }
        self.entries[name] = {key: value for key, value in entry.items() if value}
        self.matched[k] += 1

    def notes(self) -> tuple[Problem, ...]:
        """What was left out of the rows that fit."""
        told = []
        for rows, what, mend in (
            (
                self.undated,
                f"left out that would fit, with no day in the form {self.plan.date}",
                "see `date:` in the map",
            ),
            (
                self.again,
                "left out that would fit, with an id that stood before",
                "the first row of an id is kept",
            ),
            (
                self.uneven,
                "with more or fewer cells than the first line",
                "see whether a quote or a comma went astray there",
            ),
        ):
            if rows:
                which = ", ".join(map(str, rows[:_SHOWN])) + (", …" if len(rows) > _SHOWN else "")
                says = f"{count(len(rows), 'row')} {what}: {which}"
                told.append(_problem(str(self.table), "W-EVENTS", says, mend))
        return tuple(told)


@lru_cache(maxsize=512)
def _pattern(code: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, code.split("*"))), re.DOTALL)


def _fits(cell: str, codes: list[str]) -> bool:
    """Whether a cell is one of the codes, in which `*` stands for anything, as in `19*`."""
    return any(_pattern(code).fullmatch(cell) for code in codes)


def _and(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _plain(cell: str) -> str:
    """A cell as it may stand in an entry: one line, no letters that a terminal obeys."""
    text = printable(" ".join(cell.split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _opened(table: Path) -> Any:
    try:
        if not table.is_file():
            raise FileNotFoundError
        return table.open(encoding="utf-8-sig", newline="")
    except OSError:
        what, mend = "there is no such file", "name a table of events as CSV"
        raise _bad(str(table), "E-FILE", what, mend) from None


def _problem(file: str, code: str, what: str, mend: str) -> Problem:
    return Problem(file, 0, 0, code, what, mend)


def _bad(file: str, code: str, what: str, mend: str) -> ModelError:
    return ModelError((_problem(file, code, what, mend),))
