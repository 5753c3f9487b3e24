"""The symbolic engine says of every state what the listing engines and the definitions say.

2,000 random conflicts of 2 to 12 options and 40 of up to 20; with --deep 40,000 and 400.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from detente.model import load_text
from detente.stability import Assumptions, find
from detente.symbolic import judge_symbolic
from oracle.compare import verdicts_of
from oracle.generate import option_model, random_question, to_yaml
from symbolic.random_conflicts import condition, random_conflict
from symbolic.same import AMPLE, CONCEPTS, SMALL, assumptions, both, differences

CHUNK, LARGE_CHUNK = 50, 8
CONFLICTS, CONFLICTS_DEEP = 2_150, 40_000
LARGE, LARGE_DEEP = 40, 400
ORACLE_CHUNKS = 6


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for every chunk, so that they can run side by side."""
    deep = metafunc.config.getoption("--deep")
    if "chunk" in metafunc.fixturenames:
        count = CONFLICTS_DEEP if deep else CONFLICTS
        metafunc.parametrize("chunk", range(count // CHUNK))
    if "large_chunk" in metafunc.fixturenames:
        count = LARGE_DEEP if deep else LARGE
        metafunc.parametrize("large_chunk", range(count // LARGE_CHUNK))


def test_small_conflicts_have_the_same_verdicts(
    chunk: int, tally: Callable[[str, int], None]
) -> None:
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        rng = Random(f"symbolic/{number}")
        options = rng.choice((2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12))
        conflict, assumed = random_conflict(rng, options), assumptions(rng)
        holding, without = [], []
        if rng.random() < 0.2:
            keys = [option.key for option in conflict.options]
            holding = [condition(rng, keys)]
            without = rng.sample(keys, rng.randint(0, 1))
        found = both(conflict, assumed, holding=holding, without=without)
        if found is None:
            continue
        assert differences(*found) == [], (number, assumed)
        tally("conflicts judged by diagrams and by lists", 1)


def test_larger_conflicts_have_the_same_verdicts(
    large_chunk: int, tally: Callable[[str, int], None]
) -> None:
    for number in range(large_chunk * LARGE_CHUNK, (large_chunk + 1) * LARGE_CHUNK):
        rng = Random(f"symbolic/large/{number}")
        options = (13, 13, 14, 14, 15, 16, 17, 20)[number % LARGE_CHUNK]
        conflict = random_conflict(rng, options, lists_only=True)
        found = both(conflict, Assumptions(), limits=AMPLE)
        assert found is not None, "such a conflict has states"
        assert differences(*found) == [], number
        tally("larger conflicts judged by diagrams and by lists", 1)


@pytest.mark.parametrize("part", range(ORACLE_CHUNKS))
def test_the_definitions_give_the_same_verdicts(
    part: int, tally: Callable[[str, int], None]
) -> None:
    for number in range(part * 25, (part + 1) * 25):
        rng = Random(f"symbolic/oracle/{number}")
        model = option_model(rng)
        if model is None:
            continue
        conflict, assumed = load_text(to_yaml(model)), assumptions(rng)
        reading, holding = random_question(model, rng)
        asked = [one for text in CONCEPTS for one in find(text) or ()]
        held = [] if not holding else [_condition(conflict, text) for text in holding]
        found = judge_symbolic(
            conflict, asked, assumed, reading, held, required=False, limits=SMALL
        )
        if found.not_defined:
            assert not found.concepts, "one party without ranks leaves nothing to judge"
            tally("models of the oracle without ranks", 1)
            continue
        right = verdicts_of(
            model, CONCEPTS, assumed.sanction_moves, assumed.sanction, reading, holding
        )
        for concept in CONCEPTS:
            for k, party in enumerate(conflict.party_names):
                assert set(found.stable[concept][k]) == right.stable[party][concept], number
            assert set(found.equilibria(concept)) == right.equilibria[concept], number
        tally("models compared with the oracle by diagrams", 1)


def _condition(conflict, text):  # type: ignore[no-untyped-def]  # one line
    from detente.model import known_names_of

    found, faults = known_names_of(conflict).condition(text)
    assert found is not None, faults
    return found
