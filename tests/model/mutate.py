"""Model files gone wrong: bytes, lines and values of sound ones changed by chance, seeded."""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random
from typing import Any

import yaml

import detente
from model.everything import BY_OPTIONS, BY_STATES
from oracle.generate import random_model, to_yaml

CASES = sorted((Path(detente.__file__).parent / "cases").glob("*.yaml"))
SMALL = [path for path in CASES if path.stat().st_size < 6_000]

BYTES = [
    b"\0", b"\t", b"\r", b"\n", b" ", b"'", b'"', b"#", b"&", b"*", b"!", b"|", b">", b"%", b"@",
    b"`", b"[", b"]", b"{", b"}", b",", b":", b"-", b"?", b".", b"~", b"\\", b"\xff", b"\xc3",
    b"\xed\xa0\x80", "é".encode(), "\u2028".encode(), "\u0085".encode(), "\ufeff".encode(),
    "😀".encode(), b"<<: ", b"- ", b"---\n", b"...\n", b"&a ", b"*a ", b"!!str ", b"'' ", b"{}",
]  # fmt: skip
WORDS = [
    "", " ", "true", "not", "and", "a and", "(a", "a.b", "a.b.c", "'x'", "''", "if a", "Y", "N",
    "-", "YN", "--", "1e999999999", "NaN", "2017-02-30", "base", "all", "A.p", "p", "deal",
    "'deal'", "not p", "x" * 500, "not " * 300 + "p", "é", "e\u0301", "\u202e", "\x1b[31m", "A\nB",
    "no", "0",
]  # fmt: skip
ODD: list[Any] = [
    None, True, False, 0, 1, -1, 2, 10**30, 0.1, -0.5, 1e300, [], {}, [[]], [None], {"": None},
    {"prefer": "p"}, {"where": "p"}, {"title": 1}, ["p"], [["YNN"]], {"p": 1}, [[1, 2], [3]],
]  # fmt: skip
KEYS = [
    "title", "options", "moves", "once", "rules", "states", "status_quo", "preferences", "ranking",
    "weights", "payoffs", "threshold", "better", "priorities", "strength", "unknown", "fuzzy",
    "outcomes", "evidence", "claims", "expected", "alternatives", "as_of", "infeasible", "by",
    "from", "to", "at_most_one", "exactly_one", "infeasible_move", "expect", "across", "tests",
    "says", "date", "source", "supports", "detente", "base", "A", "p", "", "not", "1", "#key",
]  # fmt: skip


def mutant(rng: Random) -> bytes:
    """One file gone wrong. Equal generators in equal states give equal files."""
    kind = rng.random()
    if kind < 0.3:
        text = to_yaml(random_model(rng))
    elif kind < 0.6:
        text = rng.choice((BY_OPTIONS, BY_OPTIONS, BY_STATES))
    else:
        text = rng.choice(CASES if kind > 0.95 else SMALL).read_text(encoding="utf-8")
    change = rng.choice((by_bytes, by_lines, by_values, by_values))
    for _ in range(rng.choice((1, 1, 2, 5))):
        text_or_bytes = change(rng, text)
        if isinstance(text_or_bytes, bytes):
            return text_or_bytes
        text = text_or_bytes
    return text.encode("utf-8", "surrogatepass")


def by_bytes(rng: Random, text: str) -> bytes:
    raw = bytearray(text.encode())
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(raw) + 1)
        length = rng.choice((0, 1, 1, 2, 10, 100))
        what = rng.random()
        if what < 0.5:
            raw[at : at + length] = rng.choice(BYTES)
        elif what < 0.7:
            del raw[at : at + length]
        elif what < 0.85:
            raw[at:at] = raw[at : at + length]
        elif at < len(raw):
            raw[at] = rng.randrange(256)
    return bytes(raw)


def by_lines(rng: Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    what = rng.randrange(6)
    if what == 0:
        del lines[at : at + rng.choice((1, 1, 3, 10))]
    elif what == 1:
        lines.insert(at, rng.choice(lines))
    elif what == 2:
        other = rng.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif what == 3:
        lines[at] = " " * rng.randrange(1, 5) + lines[at]
    elif what == 4:
        lines[at] = lines[at][rng.randrange(1, 5) :]
    else:
        lines[at] += rng.choice(WORDS)
    return "\n".join(lines)


def by_values(rng: Random, text: str) -> str:
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return text
    for _ in range(rng.choice((1, 1, 2, 3))):
        data = changed(rng, data)
    try:
        return str(
            yaml.dump(
                data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=rng.random() < 0.5
            )
        )
    except yaml.YAMLError:
        return text


def changed(rng: Random, data: Any) -> Any:
    """The data with one value, key or item changed somewhere."""
    if not isinstance(data, (dict, list)) or not data:
        return odd(rng)
    inner: Any = data
    while True:
        key: Any = rng.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
        if not isinstance(inner[key], (dict, list)) or not inner[key] or rng.random() < 0.3:
            break
        inner = inner[key]
    what = rng.randrange(8)
    if what < 3:
        inner[key] = odd(rng)
    elif what == 3:
        del inner[key]
    elif what == 4 and isinstance(inner, dict):
        inner[rng.choice(KEYS)] = rng.choice((odd(rng), inner.pop(key)))
    elif what == 4:
        inner.insert(key, copy.deepcopy(rng.choice(inner)))
    elif what == 5:
        inner[key] = [inner[key]]
    elif what == 6:
        inner[key] = {rng.choice(KEYS): inner[key]}
    elif isinstance(inner[key], str):
        letters = list(inner[key]) or ["x"]
        letters[rng.randrange(len(letters))] = rng.choice(("", "'", " ", "-", "x", "(", "Y", "é"))
        inner[key] = "".join(letters)
    return data


def odd(rng: Random) -> Any:
    return rng.choice(WORDS) if rng.random() < 0.5 else copy.deepcopy(rng.choice(ODD))
