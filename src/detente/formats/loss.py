"""What a format cannot hold and on which answers hang: written only where the user says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.problems import ModelError, Problem

LOSSY = "W-LOSSY"  # the code of a note on what is lost and changes answers


def accept(notes: Sequence[Problem], lossy: bool) -> tuple[Problem, ...]:
    """The notes; ModelError where some tell of a loss that changes answers, unless `lossy`."""
    lost = [one for one in notes if one.code == LOSSY]
    if lost and not lossy:
        raise ModelError(
            tuple(
                replace(one, code="E-LOSSY", mend=f"{one.mend}; or add --lossy to write it without")
                for one in lost
            )
        )
    return tuple(notes)
