"""A mistake in a kernel, and the roads of `stability.kernels` by which it is looked for.

Kernels are planted uncompiled: the same source, run by Python.
"""

from __future__ import annotations

from dataclasses import dataclass

from stability.mutants.planting import Mutant, text

_SWEPT = "stability.engines.swept."
QUICK = ("in one call",)
PIECES = ("shared",)
PLAYS = ("swept by plays",)
LABELS = ("by labels",)
PLAIN = ("plain",)
SEARCHED = ("searched",)
CLASSED = ("classed",)


@dataclass(frozen=True)
class KernelMutant:
    """A mistake and the roads on which it is met."""

    mutant: Mutant
    roads: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the mistake is."""
        return self.mutant.name


def kernel(
    module: str, name: str, old: str, new: str, roads: tuple[str, ...] = QUICK
) -> KernelMutant:
    """A mistake in one of the files of the swept engine."""
    return KernelMutant(text(f"{module}: {name}", _SWEPT + module, old, new), roads)
