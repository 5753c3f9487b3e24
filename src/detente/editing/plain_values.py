"""Plain values: what a model file holds before it is a model, and what JSON and YAML can write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

Scalar = str | int | float | bool | Decimal | None
Plain = Scalar | Mapping[str, "Plain"] | Sequence["Plain"]


def plain_copy(value: Any) -> Any:
    """The value with lists and dictionaries of its own; what stands in them cannot change."""
    if isinstance(value, dict):
        return {key: plain_copy(one) for key, one in value.items()}
    return [plain_copy(one) for one in value] if isinstance(value, list) else value
