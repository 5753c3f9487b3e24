"""Plain values: what a model file holds before it is a model, and what JSON and YAML can write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

Scalar = str | int | float | bool | Decimal | None
Plain = Scalar | Mapping[str, "Plain"] | Sequence["Plain"]
