"""JSON that is written in pieces is what the standard library writes."""

from __future__ import annotations

import json
import random
from typing import Any

from detente.cli.spread_json import spread_json

SCALARS = (None, True, False, 0, -7, 10**20, 0.1, 1e300, -0.0, "", 'a "b"\\\n\u2028é', [], {}, ())
KEYS = ("key", 'a "b"\n', 3, True, None, 1.5)


def value(source: random.Random, depth: int) -> Any:
    kind = source.randrange(4) if depth else 0
    if kind == 1:
        return [value(source, depth - 1) for _ in range(source.randrange(4))]
    if kind == 2:
        return tuple(value(source, depth - 1) for _ in range(source.randrange(3)))
    if kind == 3:
        return {source.choice(KEYS): value(source, depth - 1) for _ in range(source.randrange(4))}
    return source.choice(SCALARS)


def test_a_value_is_spread_as_the_standard_library_does() -> None:
    source = random.Random(5)
    values = [value(source, 4) for _ in range(300)]

    expected = [json.dumps(each, ensure_ascii=False, indent=1) for each in values]

    assert expected == ["".join(spread_json(each)) for each in values]
