"""Every code that this room can give is explained in docs/errors.md and shown by some test."""

from __future__ import annotations

import re
from pathlib import Path

import detente

ROOT = Path(__file__).parents[2]
SOURCE = Path(detente.__file__).parent
CODE = re.compile(r"\b[EW]-[A-Z]+(?:-[A-Z]+)*\b")
SECTIONS = ("## Errors in model files", "## Warnings about models")


def codes_in(folder: Path) -> set[str]:
    """The codes in the sources of a folder, docstrings and comments left out."""
    return {
        quoted.strip('"')
        for path in folder.rglob("*.py")
        for quoted in re.findall(rf'"{CODE.pattern}"', path.read_text(encoding="utf-8"))
    }


def rows(section: str) -> list[list[str]]:
    """The table of one section of the page, without its head."""
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    text = page.split(section, 1)[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_codes_of_the_room_are_those_explained() -> None:
    explained = [row[0].strip("`") for section in SECTIONS for row in rows(section)]

    assert len(explained) == len(set(explained))
    assert codes_in(SOURCE / "model") == set(explained)


def test_every_code_has_a_meaning_an_example_and_a_mend() -> None:
    for section in SECTIONS:
        table = rows(section)
        names = [row[0].strip("`") for row in table]
        assert names == sorted(names)
        for row in table:
            assert len(row) == 4, row
            assert all(row), row


def test_every_code_explained_anywhere_on_the_page_exists() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    assert set(CODE.findall(page)) <= codes_in(SOURCE)


def test_every_code_is_shown_by_some_test_of_the_room() -> None:
    shown = {
        code
        for path in Path(__file__).parent.iterdir()
        if path.suffix in (".py", ".txt")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }

    assert codes_in(SOURCE / "model") - shown == set()
