"""Every engine against the definitions: random models, all concepts, all readings.

600 models; with --deep 100,000. A failure prints the smallest model file that still fails.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from

from oracle.compare import READINGS
from oracle.generate import Model, model_files, to_yaml
from stability.battery import Question, compare, failure, model_at

CHUNK = 25
MODELS, MODELS_DEEP = 600, 100_000


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for every chunk of models, so that they can run side by side."""
    if "chunk" in metafunc.fixturenames:
        count = MODELS_DEEP if metafunc.config.getoption("--deep") else MODELS
        metafunc.parametrize("chunk", range(count // CHUNK))


def test_every_engine_agrees_with_the_definitions(
    chunk: int, tally: Callable[[str, int], None]
) -> None:
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        model = model_at(number)
        found = compare(model)
        if found.complaints:
            pytest.fail(f"model {number}: {failure(model, found)}", pytrace=False)
        tally("models compared with the oracle", 1)
        for engine, verdicts in found.verdicts.items():
            tally(f"verdicts by {engine}", verdicts)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(model_files(), sampled_from(READINGS))
def test_every_engine_agrees_with_the_definitions_on_models_by_hypothesis(
    model: Model, reading: tuple[str, str]
) -> None:
    assert compare(model, Question(*reading)).complaints == [], to_yaml(model)
