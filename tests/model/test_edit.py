"""A change to a model file leaves every line alone that it does not concern, and comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from detente.limits import limit
from detente.model import load_text
from detente.model.edit import edit_file, edited, indentation
from detente.model.source import parse_source
from detente.problems import ModelError, TooLarge
from model.everything import BY_OPTIONS, BY_STATES
from model.mutate import CASES
from model.test_mistakes import QUARRY
from oracle.generate import random_model, to_yaml

SOUND = [BY_OPTIONS, BY_STATES, *(path.read_text(encoding="utf-8") for path in CASES)]
SMALL = [text for text in SOUND if len(text) < 6_000]


def nothing(_: Any) -> None:
    """The change that changes nothing."""


def commented(rng: Random, text: str) -> str:
    """The text with comments and empty lines strewn in, and other line ends now and then."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")[:-1]):
        if rng.random() < 0.15 and not line.lstrip().startswith("..."):
            indent = re.match(r" *", line)
            lines.append((indent[0] if indent else "") + f"# remark {number}")
        if rng.random() < 0.05:
            lines.append("")
        lines.append(line)
    end = rng.choice(("\n", "\n", "\r\n"))
    return end.join(lines) + rng.choice((end, end, ""))


def strewn(number: int) -> str:
    rng = Random(f"strewn/{number}")
    return commented(rng, to_yaml(random_model(rng)))


# --- no change ---


@pytest.mark.parametrize("number", range(len(SOUND)))
def test_changing_nothing_changes_no_byte_of_a_known_file(number: int) -> None:
    assert edited(SOUND[number], nothing) == SOUND[number]


def test_changing_nothing_changes_no_byte_of_any_file(pytestconfig: pytest.Config) -> None:
    for number in range(1_000 if pytestconfig.getoption("--deep") else 60):
        text = strewn(number)
        assert edited(text, nothing) == text


# --- one change ---


@dataclass
class Spot:
    """One place in a file: the change made there, to comments or plain values, and its lines.

    first, after  the line where what changes begins, and the one behind it, from 0.
    inner         whether what stands between may go away, its comments with it.
    """

    change: Callable[[Any], None]
    first: int
    after: int
    inner: bool


def spot(rng: Random, text: str) -> Spot:
    """A random change: a value set, a key taken away, something added."""
    node: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    path: list[Any] = []
    flow: Any = None
    began = 0
    while True:
        if flow is None and getattr(node, "flow_style", False):
            flow = node  # what stands in brackets may be written anew as a whole
        if isinstance(node, yaml.MappingNode) and node.value:
            which = rng.randrange(len(node.value))
            key, value = node.value[which]
            step: Any = key.value
        elif isinstance(node, yaml.SequenceNode) and node.value:
            which = rng.randrange(len(node.value))
            key, value, step = None, node.value[which], which
        else:
            raise LookupError
        if flow is None and getattr(value, "flow_style", False):
            began = (key or value).start_mark.line  # brackets may move up to their key
        if isinstance(value, yaml.ScalarNode) or not value.value or rng.random() < 0.25:
            break
        node, path = value, [*path, step]
    concerned = flow or node
    kind = rng.choice(("set", "set", "remove", "add"))

    def change(data: Any) -> None:
        inner = data
        for one in path:
            inner = inner[one]
        if kind == "set":
            inner[step] = "something new"
        elif kind == "remove":
            del inner[step]
        elif isinstance(inner, list):
            inner.append({"prefer": "a or b", "because": "it: was # said"})
        else:
            inner["another key"] = ["a", Decimal("1.50"), None, True, "no", "1.5"]

    if kind == "remove" and len(node.value) == 1:
        raise LookupError  # an empty block is written in brackets
    if flow is None and kind != "add":
        first = (key or value).start_mark.line
        after = value.end_mark.line + (value.end_mark.column > 0)
        if isinstance(value, yaml.CollectionNode) and not value.flow_style:
            after = value.end_mark.line
        if kind == "remove" and which == 0:
            # A dash before the first key, or the first item of a list in a list, moves on.
            following = node.value[1] if key is None else node.value[1][0]
            after = max(after, following.start_mark.line + 1)
    else:
        first = concerned.start_mark.line if flow is None else min(began, flow.start_mark.line)
        after = concerned.end_mark.line + bool(flow or concerned.end_mark.column)
    return Spot(change, first, after, kind != "add")


def parted(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n)|[^\r\n]+\Z", text)


def check_one_change(rng: Random, text: str) -> bool:
    try:
        where = spot(rng, text)
    except LookupError:
        return False
    plain = parse_source(text, "x").data
    where.change(plain)

    result = edited(text, where.change)

    assert parse_source(result, "x").data == plain
    old, new = parted(text), parted(result)
    if not text.endswith("\n"):  # what comes behind the last line ends it
        old, new = ([line.rstrip("\r\n") for line in lines] for lines in (old, new))
    before, behind = old[: where.first], old[where.after :]
    if not any(line.strip() for line in behind):
        while before and not before[-1].strip():
            before.pop()  # an empty line before the last section may go with it
    assert new[: len(before)] == before
    if any(line.strip() for line in behind):
        assert new[len(new) - len(behind) :] == behind
    remarks = [line.strip() for line in old if line.lstrip().startswith("#")]
    inside = {line.strip() for line in old[where.first : where.after]} if where.inner else set()
    assert [one for one in remarks if one not in inside and one not in map(str.strip, new)] == []
    return True


def test_one_change_touches_its_own_lines_only(pytestconfig: pytest.Config) -> None:
    count = 5_000 if pytestconfig.getoption("--deep") else 160
    made = 0
    for number in range(count):
        rng = Random(f"change/{number}")
        text = strewn(number) if number % 4 else rng.choice(SMALL)
        made += check_one_change(rng, text)

    assert made > 0.6 * count


def test_a_change_in_a_commented_file_reads_as_one_made_by_hand() -> None:
    before = (
        "title: A quarry   # for now\n\n# who\ndecision_makers:\n"
        "    Village:   {options: {sue: Go}}\n"
        "    Quarry:\n        options:   {filter:   Filter}\n\npreferences:\n"
        "    Village:\n    -   sue    # always\n    # then\n    -   filter\n\n# the end"
    )

    def change(data: Any) -> None:
        data["title"] = "B: again"
        data["preferences"]["Village"].insert(1, {"prefer": "not filter", "because": "no: reason"})
        data["preferences"]["Quarry"] = ["not sue"]

    assert edited(before, change) == (
        "title: 'B: again' # for now\n\n# who\ndecision_makers:\n"
        "    Village:   {options: {sue: Go}}\n"
        "    Quarry:\n        options:   {filter:   Filter}\n\npreferences:\n"
        "    Village:\n    -   sue    # always\n    # then\n"
        "    -   prefer: not filter\n        because: 'no: reason'\n"
        "    -   filter\n    Quarry:\n    -   not sue\n\n# the end"
    )


def test_what_is_added_stands_above_the_heading_of_the_next_section() -> None:
    before = "title: x\nrules:\n  - infeasible: a\n\n# what is\n\noutcomes: {o: a}\n"

    assert edited(before, lambda data: data["rules"].append({"infeasible": "b"})) == (
        "title: x\nrules:\n  - infeasible: a\n  - infeasible: b\n\n# what is\n\noutcomes: {o: a}\n"
    )


def test_empty_lines_that_belong_to_a_text_stay_in_it() -> None:
    before = "title: |+\n  x\n\n  # y\n\nrules: []\n"

    assert edited(before, lambda data: data.insert(1, "about", "z")) == (
        "title: |+\n  x\n\n  # y\n\nabout: z\nrules: []\n"
    )


@pytest.mark.parametrize(
    "value", ["no", "true", "1.5", "1e3", "", "~", "null", "a: b", "#x", "é\u2028", "- a", "010"]
)
def test_text_that_could_be_taken_for_something_else_is_quoted(value: str) -> None:
    result = edited(QUARRY, lambda data: data.update(about=value))

    assert parse_source(result, "x").data["about"] == value
    assert load_text(result).about == value


@pytest.mark.parametrize("number", ["0.1", "-2.50", "1E+30", "3", "0.000001"])
def test_a_decimal_is_written_as_it_is(number: str) -> None:
    result = edited(QUARRY, lambda data: data.update(expected=[{"n": Decimal(number)}]))

    assert parse_source(result, "x").data["expected"][0]["n"] == Decimal(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  b:\n    - c\n", (2, 4, 2)),
        ("a:\n    b:\n    - c\n    - d\n", (4, 2, 0)),
        ("a:\n   b:\n   -   c\n", (3, 4, 0)),
        ("a: b\n", (2, 4, 2)),
    ],
)
def test_the_files_own_indentation_is_found(text: str, expected: tuple[int, int, int]) -> None:
    assert indentation(text.split("\n")) == expected


def test_a_file_that_is_no_yaml_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("title: [x\n", encoding="utf-8")

    with pytest.raises(ModelError, match="E-YAML"):
        edit_file(path, nothing)
    assert path.read_text(encoding="utf-8") == "title: [x\n"


def test_a_change_that_makes_an_alias_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(QUARRY, encoding="utf-8")

    def change(data: Any) -> None:
        data["rules"] = [data["decision_makers"]]

    with pytest.raises(ModelError, match="E-ALIAS"):
        edit_file(path, change)
    assert path.read_text(encoding="utf-8") == QUARRY


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(QUARRY, encoding="utf-8")

    with pytest.raises(KeyError):
        edit_file(path, lambda data: data["nowhere"].clear())
    assert path.read_text(encoding="utf-8") == QUARRY


def test_a_file_of_too_many_lines_is_refused_with_a_way_out() -> None:
    text = QUARRY + "# x\n" * limit("edit_lines")

    with pytest.raises(TooLarge, match="split off the evidence"):
        edited(text, nothing)


def test_a_byte_order_mark_and_a_link_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "model.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + QUARRY.encode())
    path.chmod(0o640)
    link.symlink_to(path)

    edit_file(link, lambda data: data.update(title="New"))

    assert link.is_symlink()
    assert path.read_bytes().startswith(b"\xef\xbb\xbftitle: New\n")
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_unchanged_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(QUARRY, encoding="utf-8")
    before = path.stat()

    edit_file(path, nothing)

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
