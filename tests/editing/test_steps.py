"""A step changes its own place in a file: other bytes stay, comments too, and it reads as meant."""

from __future__ import annotations

import copy
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from detente.editing import Delete, Insert, Move, Rename, Replace, Step, edit_file, edited
from detente.model import load_text
from detente.model.source import parse_source
from detente.problems import ModelError
from model.everything import BY_OPTIONS, BY_STATES
from model.mutate import CASES
from model.test_mistakes import QUARRY
from oracle.generate import random_model, to_yaml

SOUND = [BY_OPTIONS, BY_STATES, *(path.read_text(encoding="utf-8") for path in CASES)]

VALUES: list[Any] = [
    "plain",
    "not Quarry.filter",
    "it: was # said",
    "no",
    "",
    "two\nlines\n",
    "a long text " * 12,
    7,
    Decimal("1.50"),
    True,
    None,
    [],
    {},
    ["a", "b: c"],
    {"prefer": "a or b", "because": "it: was # said"},
    {"deep": {"list": [["x", "y"], []], "text": "x"}},
]


def commented(rng: Random, text: str) -> str:
    """The text with comments and empty lines strewn in, and other line ends now and then."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")[:-1]):
        if rng.random() < 0.15 and not line.lstrip().startswith("..."):
            indent = re.match(r" *", line)
            lines.append((indent[0] if indent else "") + f"# remark {number}")
        if rng.random() < 0.05:
            lines.append("")
        said = line.rstrip()
        if rng.random() < 0.05 and said and said[-1] not in "|>-+'\"" and ": " in said:
            line += f"  # behind {number}"
        lines.append(line)
    end = rng.choice(("\n", "\n", "\r\n"))
    return end.join(lines) + rng.choice((end, end, ""))


def strewn(number: int) -> str:
    rng = Random(f"strewn/{number}")
    text = to_yaml(random_model(rng))
    for _ in range(5):
        made = commented(rng, text)
        try:  # a remark may fall into a text of several lines, and be none
            if repr(parse_source(made, "x").data) == repr(parse_source(text, "x").data):
                return made
        except ModelError:
            pass
    return text


# --- what the steps mean, written a second time ---


def expected(data: Any, step: Step) -> Any:
    """The values after the step, from lists of pairs; blind to the editor."""

    def at(node: Any, path: tuple[Any, ...], change: Any) -> Any:
        if not path:
            return change(node)
        pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
        new = [(k, at(v, path[1:], change) if k == path[0] else v) for k, v in pairs]
        return dict(new) if isinstance(node, dict) else [v for _, v in new]

    def around(change: Any) -> Any:
        def changed(node: Any) -> Any:
            pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
            new = change(pairs)
            return dict(new) if isinstance(node, dict) else [v for _, v in new]

        return changed

    match step:
        case Insert(path, key, value, place):
            return at(
                data,
                path,
                around(lambda ps: [*ps[:place], (key, value), *ps[place:]])
                if place is not None
                else around(lambda ps: [*ps, (key, value)]),
            )
        case Replace(path, value):
            return at(data, path, lambda _: value)
        case Rename(path, key):
            return at(
                data,
                path[:-1],
                around(lambda ps: [(key if k == path[-1] else k, v) for k, v in ps]),
            )
        case Delete(path):
            return at(data, path[:-1], around(lambda ps: [p for p in ps if p[0] != path[-1]]))
        case Move(path, to):

            def moved(pairs: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
                rest = [pair for pair in pairs if pair[0] != path[-1]]
                (own,) = [pair for pair in pairs if pair[0] == path[-1]]
                return [*rest[:to], own, *rest[to:]]

            return at(data, path[:-1], around(moved))


def a_step(rng: Random, data: Any) -> Step:
    """A random step somewhere in the values."""
    path: tuple[Any, ...] = ()
    node = data
    while True:
        keys: list[Any] = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = rng.choice(keys)
        inner = node[key]
        if not isinstance(inner, dict | list) or not inner or (path and rng.random() < 0.3):
            break
        node, path = inner, (*path, key)
    here = (*path, key)
    kind = rng.choice(("insert", "replace", "move", "rename", "delete"))
    if kind == "insert":
        name = f"another key {rng.random()}" if isinstance(node, dict) else None
        place = rng.choice((None, rng.randrange(len(node) + 1)))
        return Insert(path, name, rng.choice(VALUES), place)
    if kind == "replace":
        return Replace(here, rng.choice(VALUES))
    if kind == "move":
        return Move(here, rng.randrange(len(node)))
    if kind == "rename" and isinstance(node, dict):
        return Rename(here, rng.choice(("a new name", "no", "x: y", "Ünï")))
    return Replace(here, "instead") if len(node) == 1 and not path else Delete(here)


def remarks(text: str) -> Counter[str]:
    return Counter(re.findall(r"# (?:remark|behind) \d+", text))


def lines(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n)|[^\r\n]+\Z", text)


def concerned(text: str, step: Step) -> tuple[int, int]:
    """The lines, from 0, within which a step may change something; the second is behind them."""
    path = step.path if isinstance(step, Insert) else step.path[:-1]
    node: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    first = 0
    for name in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else list(enumerate(node.value))
        key, node = next(
            (k, v)
            for k, v in pairs
            if (k.value if isinstance(node, yaml.MappingNode) else k) == name
        )
        first = (node if isinstance(key, int) else key).start_mark.line
        first = min(first, node.start_mark.line)
    # Above a list's item stands what may have to make room for a comment.
    while path and first and lines(text)[first - 1].lstrip().startswith("#"):
        first -= 1
    return first, node.end_mark.line + (1 if node.end_mark.column else 0)


def check_step(rng: Random, text: str) -> str:
    """Take one random step; returns the text after it."""
    data = parse_source(text, "x").data
    step = a_step(rng, data)
    wanted = expected(copy.deepcopy(data), step)

    result = edited(text, [step])

    assert repr(parse_source(result, "x").data) == repr(wanted), step
    old, new = lines(text), lines(result)
    first, after = concerned(text, step)
    assert new[:first] == old[:first], step
    behind = [] if len(step.path) - (not isinstance(step, Insert)) == 0 else old[after:]
    if any(line.strip() for line in behind):
        assert "".join(new).endswith("".join(behind)), step
    lost = remarks(text) - remarks(result)
    if isinstance(step, Insert | Move | Rename):
        assert not lost, step
    assert not remarks(result) - remarks(text), step
    return result


def test_a_step_in_any_file_reads_as_meant_and_touches_its_own_lines_only(
    pytestconfig: pytest.Config,
) -> None:
    count = 20_000 if pytestconfig.getoption("--deep") else 160
    for number in range(count):
        check_step(Random(f"step/{number}"), strewn(number))


@pytest.mark.parametrize("number", range(len(SOUND)))
def test_steps_one_after_the_other_in_a_known_file(
    number: int, pytestconfig: pytest.Config
) -> None:
    rng = Random(f"known/{number}")
    text = commented(rng, SOUND[number]) if number > 1 else SOUND[number]
    if repr(parse_source(text, "x").data) != repr(parse_source(SOUND[number], "x").data):
        text = SOUND[number]
    for _ in range(40 if pytestconfig.getoption("--deep") else 2):
        text = check_step(rng, text)


@pytest.mark.parametrize("number", range(len(SOUND)))
def test_what_is_moved_there_and_back_is_as_it_was(number: int) -> None:
    text = SOUND[number]
    data = parse_source(text, "x").data
    for path in (("decision_makers",), ("preferences",), ("rules",), ("outcomes",), ("claims",)):
        inner = data.get(path[0])
        if not isinstance(inner, dict | list) or len(inner) < 3:
            continue
        keys: list[Any] = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        there = edited(text, [Move((*path, keys[0]), len(keys) - 1)])
        moved = keys[0] if isinstance(inner, dict) else len(keys) - 1
        assert there != text
        assert edited(there, [Move((*path, moved), 0)]) == text


# --- as a person would have done it ---

BEFORE = """\
title: A quarry   # for now

# who
decision_makers:
    Village:   {options: {sue: Go}}
    # the owners
    Quarry:
        options:   {filter:   Filter}   # dear
        # and perhaps: close

preferences:
    Village:
    -   sue    # always
    # then
    -   filter

# the end"""


@pytest.mark.parametrize(
    ("step", "old", "new"),
    [
        (
            Insert(("preferences", "Village"), None, {"prefer": "x", "because": "y: z"}, 1),
            "    # then\n",
            "    - {prefer: x, because: 'y: z'}\n    # then\n",
        ),
        (
            Insert(("preferences",), "Quarry", ["not sue"]),
            "    -   filter\n",
            "    -   filter\n    Quarry:\n      - not sue\n",
        ),
        (
            Move(("preferences", "Village", 1), 0),
            "    -   sue    # always\n    # then\n    -   filter\n",
            "    # then\n    -   filter\n    -   sue    # always\n",
        ),
        (
            Move(("decision_makers", "Quarry"), 0),
            BEFORE[BEFORE.index("    Village:   {") : BEFORE.index("\npreferences")],
            BEFORE[BEFORE.index("    # the owners") : BEFORE.index("\npreferences")]
            + "    Village:   {options: {sue: Go}}\n",
        ),
        (Delete(("preferences", "Village", 1)), "    # then\n    -   filter\n", ""),
        (Rename(("decision_makers", "Quarry"), "Pit"), "    Quarry:", "    Pit:"),
        (Rename(("decision_makers", "Village", "options", "sue"), "a, b"), "{sue:", "{'a, b':"),
        (Replace(("title",), "B: again"), "title: A quarry ", "title: 'B: again' "),
        (
            Replace(("decision_makers", "Village"), {"title": "V", "options": {"sue": "Go"}}),
            "    Village:   {options: {sue: Go}}\n",
            "    Village:\n      title: V\n      options:\n        sue: Go\n",
        ),
        (
            Replace(("decision_makers", "Quarry"), "two\nlines\n"),
            BEFORE[BEFORE.index("    Quarry:") : BEFORE.index("        # and perhaps")],
            '    Quarry: "two\\nlines\\n"\n',
        ),
        (
            Insert(("decision_makers", "Quarry", "options"), "close", "Close"),
            "{filter:   Filter}",
            "{filter:   Filter, close: Close}",
        ),
    ],
)
def test_a_step_reads_as_one_made_by_hand(step: Step, old: str, new: str) -> None:
    assert BEFORE.count(old) == 1
    assert edited(BEFORE, [step]) == BEFORE.replace(old, new)


def test_what_is_added_stands_above_the_heading_of_the_next_section() -> None:
    before = "title: x\nrules:\n  - infeasible: a\n\n# what is\n\noutcomes: {o: a}\n"

    assert edited(before, [Insert(("rules",), None, {"infeasible": "b"})]) == (
        "title: x\nrules:\n  - infeasible: a\n  - infeasible: b\n\n# what is\n\noutcomes: {o: a}\n"
    )


def test_what_is_added_behind_a_text_that_keeps_its_empty_lines_leaves_them_in_it() -> None:
    before = "title: x\nclaims:\n  a:\n    says: |+\n      x\n\n\noutcomes: {o: a}\n"

    assert edited(before, [Insert(("claims",), "b", {"says": "y"})]) == (
        "title: x\nclaims:\n  a:\n    says: |+\n      x\n\n\n  b:\n    says: y\noutcomes: {o: a}\n"
    )


@pytest.mark.parametrize(
    "value", ["no", "true", "1.5", "1e3", "", "~", "null", "a: b", "#x", "é\u2028", "- a", "010"]
)
def test_text_that_could_be_taken_for_something_else_is_quoted(value: str) -> None:
    result = edited(QUARRY, [Insert((), "about", value)])

    assert parse_source(result, "x").data["about"] == value
    assert load_text(result).about == value


# --- what cannot be done ---


@pytest.mark.parametrize(
    ("step", "what"),
    [
        (Delete(("nowhere",)), "no such entry"),
        (Move(("title",), 99), "no place 99"),
        (Rename(("title",), "decision_makers"), "already"),
        (Insert((), "title", "x"), "already"),
        (Insert(("title",), None, "x"), "no list"),
        (Insert(("title", "x"), "y", "x"), "no such entry"),
        (Rename(("decision_makers", 0), "x"), "no such entry"),
    ],
)
def test_a_step_that_cannot_be_taken_is_told_and_changes_nothing(
    step: Step, what: str, tmp_path: Path
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(QUARRY, encoding="utf-8")

    with pytest.raises(ModelError, match=what) as caught:
        edit_file(path, lambda _: [Replace(("title",), "before it"), step])
    assert [one.code for one in caught.value.problems] == ["E-EDIT"]
    assert path.read_text(encoding="utf-8") == QUARRY


def test_a_file_that_is_no_yaml_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("title: [x\n", encoding="utf-8")

    with pytest.raises(ModelError, match="E-YAML"):
        edit_file(path, lambda _: [Replace(("title",), "x")])
    assert path.read_text(encoding="utf-8") == "title: [x\n"


def test_a_byte_order_mark_and_a_link_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "model.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + QUARRY.encode())
    path.chmod(0o640)
    link.symlink_to(path)

    edit_file(link, lambda _: [Replace(("title",), "New")])

    assert link.is_symlink()
    assert path.read_bytes().startswith(b"\xef\xbb\xbftitle: New\n")
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_unchanged_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(QUARRY, encoding="utf-8")
    before = path.stat()

    edit_file(path, lambda _: [])

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
