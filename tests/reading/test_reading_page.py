"""The words of a reading: eighty columns, nothing that steers a terminal."""

from __future__ import annotations

from detente.documents import from_text
from detente.reading import read
from detente.report.reading import reading_text

TEXT = """Ferry talks \u202efail\x1b[31m again

Theme:

Norwegian Trade Minister Liv Aas met the crews in Bergen on 3 May 2021. “We cannot
sail without a pier,” she said. She urged Denmark to stop the night patrols.

This article may be reproduced provided that the source is acknowledged.
"""


def test_a_reading_is_set_in_eighty_columns() -> None:
    shown = reading_text(read(from_text(TEXT, "ferry.txt")))

    assert max(map(len, shown.splitlines())) <= 80
    for words in (
        "ferry.txt",
        "Liv Aas",
        "Trade Minister of Norway",
        "“We cannot sail without a pier,”",
        "Denmark stops: night patrols",
        "2021-05-03",
        "condition: the source is acknowledged",
        "empty field",
    ):
        assert words in shown, words


def test_control_and_direction_characters_are_shown_escaped() -> None:
    shown = reading_text(read(from_text(TEXT, "ferry\u202e.txt")))

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b" in shown
    assert "\\u202e" in shown
