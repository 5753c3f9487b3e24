"""No planted mistake in the loops of coalitions survives the comparison of both ways."""

from __future__ import annotations

import numpy as np
import pytest

from detente.stability.coalitions import loops
from stability.mutants.coalition_loops import MUTANTS
from stability.mutants.planting import Mutant, uncompiled
from stability.test_coalition_sweeps import answers_back_differ, disagreement, staircases_differ

MOST = 60  # random graphs


def caught(mutant: Mutant) -> bool:
    rng, other = np.random.default_rng(18), np.random.default_rng(19)
    with uncompiled(), mutant.planted():
        for _ in range(MOST):
            try:
                if (
                    staircases_differ(other, loops)
                    or disagreement(rng, 2)
                    or answers_back_differ(rng)
                ):
                    return True
            except Exception:  # a mutant may do anything
                return True
    return False


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant) -> None:
    assert caught(mutant)
