"""What a report says as a table: a row for everything found, by its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.analysis import Cell, Table
from detente.reading import Reading

# Under what key whose words, deed or form an item tells, the first that it has.
_WHO = ("said_by", "by", "who", "of")
_WHAT = ("iso", "name", "field")


def reading_table(reading: Reading) -> Table:
    """A row for each thing found: kind, place, text, by whom, what it stands for, by which rule.

    Places are code points, `to` one past the last, as in `Reading.to_dict()`.
    """
    return Table(
        ("found", "kind", "from", "to", "text", "by", "is", "rule", "sure"), _rows(reading)
    )


def _rows(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    for found, items in reading.to_dict().items():
        for one in items if isinstance(items, list) else ():
            if isinstance(one, Mapping) and "from" in one:
                yield (
                    found,
                    one.get("kind"),
                    one["from"],
                    one["to"],
                    one.get("text"),
                    _first(one, _WHO),
                    _first(one, _WHAT),
                    one.get("rule"),
                    one.get("confidence"),
                )


def _first(item: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    value = next((item[key] for key in keys if item.get(key)), None)
    return ", ".join(map(str, value)) if isinstance(value, list) else value
