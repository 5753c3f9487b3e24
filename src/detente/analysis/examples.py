"""Examples: one reading and one state that show why a test holds, or why it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.analysis.claim_tests import Test
from detente.analysis.expectations import Stages
from detente.analysis.grid import Reading
from detente.stability import Asked


@dataclass(frozen=True)
class Example:
    reading: Reading
    holds: bool

    def to_dict(self) -> dict[str, Any]:
        return {"reading": dict(self.reading), "holds": self.holds}


def example(stages: Stages, test: Test, reading: Reading, asked: Asked | None, side: bool) -> Example:
    return Example(reading, side)
