"""Changing a model file so that every line the change does not concern stays as it was.

The file is read and written by a YAML library that keeps comments and order, but spells some things
its own way. So the change alone is taken from it: what it writes after the change is compared with
what it writes without, and only the lines that differ are put into the file.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter

from detente.limits import limit
from detente.model.source import parse_source, scalar_value
from detente.model.text_file import read_file
from detente.problems import ModelError, Problem, TooLarge
from detente.saving import save_text

Change = Callable[[CommentedMap], None]

_KEY = re.compile(r"( *)[^\s#'\"\[{-][^#]*:\s*(#.*)?")
_MARK = "\ufeff"


def edit_file(path: Path, change: Change) -> str:
    """Change the model file at `path`; returns its new text.

    change  is given the file as nested mappings and lists, and changes them in place.
    ModelError where the file cannot be read or written; it is then as it was. A file behind a
    link is changed where it is.
    """
    path = path.resolve()
    text = read_file(path, str(path))
    mark = _MARK if path.read_bytes().startswith(_MARK.encode()) else ""
    changed = edited(text, change, str(path))
    if changed != text:
        save_text(path, mark + changed)
    return changed


def edited(text: str, change: Change, file: str = "<text>") -> str:
    """The model `text` after `change`: identical but for the lines that the change concerns.

    ModelError where the text is no model file's YAML, or would be none after the change; TooLarge
    beyond the limit of lines. Cost: reading and writing the file three times, slowly.
    """
    parse_source(text, file)
    if text.count("\n") > limit("edit_lines"):
        raise TooLarge(
            f"a file of {text.count(chr(10)):,} lines",
            f"more than {limit('edit_lines'):,} lines take minutes to edit",
            "split off the evidence, or edit the file by hand",
        )
    ends = re.findall(r"\r\n|\r|\n", text)
    end = Counter(ends).most_common(1)[0][0] if ends else "\n"
    old = re.split(r"\r\n|\r|\n", text)
    if old[-1] == "":
        old.pop()
    else:
        ends.append(end)
    base, new = _before_and_after("\n".join(old) + "\n", _yaml(old), change, file)
    if new == base:
        return text
    wanted = parse_source(new, file).data
    for raised in (True, False):
        lines = _merged(old, base.split("\n")[:-1], new.split("\n")[:-1], raised)
        merged = "".join(line + (end if at is None else ends[at]) for at, line in lines)
        if not text.endswith(("\r", "\n")):
            merged = merged.removesuffix(end)
        if parse_source(merged, file).data == wanted:
            return merged
    # What lies around the change is spelt otherwise in each: better right than untouched.
    return new.replace("\n", end)


def _before_and_after(text: str, yaml: YAML, change: Change, file: str) -> tuple[str, str]:
    """What the library writes without and with the change."""
    try:
        data = yaml.load(text)
        base = _written(yaml, data)
        change(data)
        return base, _written(yaml, data)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = Problem(
            file, line, column, "E-YAML", "this place cannot be edited and kept", "edit it by hand"
        )
        raise ModelError((problem,)) from None


# --- reading and writing ---


class _Representer(RoundTripRepresenter):
    """Writes text in quotes wherever the reader would take it for something else."""


def _text(representer: _Representer, text: str) -> Any:
    style = "'" if scalar_value(text) != text else None
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(representer: _Representer, number: Decimal) -> Any:
    text = f"{number:f}" if abs(number.adjusted()) < 30 else str(number)
    tag = "int" if isinstance(scalar_value(text), int) else "float"
    return representer.represent_scalar(f"tag:yaml.org,2002:{tag}", text)


_Representer.add_representer(str, _text)
_Representer.add_representer(Decimal, _number)


def _yaml(lines: list[str]) -> YAML:
    yaml = YAML(typ="rt")
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 4096
    mapping, sequence, offset = indentation(lines)
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    return yaml


def _written(yaml: YAML, data: Any) -> str:
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def indentation(lines: list[str]) -> tuple[int, int, int]:
    """How the file indents: mappings, what stands in lists, and the dashes; each by majority."""
    mappings: Counter[int] = Counter()
    lists: Counter[tuple[int, int]] = Counter()
    said = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    for line, after in pairwise(said):
        key = _KEY.fullmatch(line)
        below = re.match(r"( *)(- +)?[^\s#]", after)
        if key is None or below is None:
            continue
        deeper = len(below[1]) - len(key[1])
        if below[2] and deeper >= 0:
            lists[(deeper + len(below[2]), deeper)] += 1
        elif deeper > 0 and not below[2]:
            mappings[deeper] += 1
    sequence, offset = lists.most_common(1)[0][0] if lists else (4, 2)
    return (mappings.most_common(1)[0][0] if mappings else 2), sequence, offset


# --- putting the change into the file ---

Line = tuple[int | None, str]  # which line of the old file, if it is one, and what it says


def _merged(old: list[str], base: list[str], new: list[str], raised: bool) -> list[Line]:
    """The old lines with the change from `base` to `new` made in them.

    raised  whether what is added goes above empty lines and comments that indent less, such as the
            heading of the next section.

    Lines that `base` spells otherwise than `old` stay old as long as the change leaves the whole
    stretch alone.
    """
    kept: list[list[int]] = [[] for _ in base]  # the old lines that stand for each line of base
    extra: list[list[int]] = [[] for _ in range(len(base) + 1)]  # … and those before it
    stretch = list(range(len(base)))  # where the stretch begins that a line of base belongs to
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, base, autojunk=False).get_opcodes():
        if kind == "equal":
            for k in range(b2 - b1):
                kept[b1 + k] = [a1 + k]
        elif b1 == b2:
            extra[b1] = list(range(a1, a2))
        else:
            for o1, o2, s1, s2 in _respelt(old, base, (a1, a2), (b1, b2)):
                kept[s1] = list(range(o1, o2))
                stretch[s1:s2] = [s1] * (s2 - s1)
    lines: list[Line] = []
    at = 0
    for b1, b2, n1, n2 in _hunks(base, new, stretch):
        if raised and b1 == b2:
            b1 = b2 = _raised(base, b1, new[n1])
        for k in range(at, b1):
            lines += [(j, old[j]) for j in (*extra[k], *kept[k])]
        lines += [(j, old[j]) for j in extra[b1]]
        # Comments around what goes away may speak of what stays.
        head, tail = _remarks(base[b1:b2])
        if new[n1:n2][: len(head)] != head:
            lines += [(None, line) for line in head]
        lines += [(None, line) for line in new[n1:n2]]
        if new[n1:n2][n2 - n1 - len(tail) :] != tail:
            lines += [(None, line) for line in tail]
        at = b2
    for k in range(at, len(base)):
        lines += [(j, old[j]) for j in (*extra[k], *kept[k])]
    written = {j for j, _ in lines}
    return lines + [(j, old[j]) for j in extra[len(base)] if j not in written]


def _hunks(base: list[str], new: list[str], stretch: list[int]) -> list[tuple[int, int, int, int]]:
    """What changes, as (from, to) in base and in new, widened to whole stretches and joined."""
    hunks: list[tuple[int, int, int, int]] = []
    for kind, b1, b2, n1, n2 in SequenceMatcher(None, base, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        while 0 < b1 < len(base) and stretch[b1] < b1:
            b1, n1 = b1 - 1, n1 - 1
        while b2 < len(base) and stretch[b2] < b2 and b2 > b1:
            b2, n2 = b2 + 1, n2 + 1
        if hunks and hunks[-1][1] > b1:
            b1, _, n1, _ = hunks.pop()
        hunks.append((b1, b2, n1, n2))
    return hunks


def _raised(base: list[str], at: int, added: str) -> int:
    """Where to add a line instead of at `at`: above what belongs to the next section."""
    indent = len(added) - len(added.lstrip())
    above = at
    while above and not base[above - 1].split("#")[0].strip():
        line = base[above - 1]
        if line.strip() and len(line) - len(line.lstrip()) >= indent:
            break
        above -= 1
    # Empty lines alone, between two things of one section, stay where they are.
    return above if any(line.strip() for line in base[above:at]) or at == len(base) else at


def _respelt(
    old: list[str], base: list[str], own: tuple[int, int], other: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Cuts two stretches that say the same into the smallest pieces that say the same.

    What is spelt otherwise is broken into lines otherwise: pieces begin and end where, without
    blanks, both have said as much.
    """
    (a, a2), (b, b2) = own, other
    start_a, start_b, said_a, said_b = a, b, "", ""
    while a < a2 and b < b2:
        if len(said_a) <= len(said_b):
            said_a += "".join(old[a].split())
            a += 1
        else:
            said_b += "".join(base[b].split())
            b += 1
        if said_a == said_b and a < a2 and b < b2 and said_a:
            yield start_a, a, start_b, b
            start_a, start_b, said_a, said_b = a, b, "", ""
    yield start_a, a2, start_b, b2


def _remarks(lines: list[str]) -> tuple[list[str], list[str]]:
    """The comments and empty lines before and behind what else the lines say."""
    said = [k for k, line in enumerate(lines) if line.split("#")[0].strip()]
    return (lines[: said[0]], lines[said[-1] + 1 :]) if said else ([], [])
