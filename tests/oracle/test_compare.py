"""The comparison finds every difference, and the random models tell wrong engines apart."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

import pytest

from oracle.compare import CORE, differences, is_stable, verdicts_of, why_not_defined
from oracle.conflict import read
from oracle.generate import Model, models
from oracle.golden import elmira_graph, elmira_options
from oracle.mistakes import MISREADINGS, MISTAKES
from oracle.reading import Reading

WANTED = (*CORE, "l2", "nm", "mr4", "stackelberg")


def answer(model: Model, sanction: str = "weak") -> dict[str, Any]:
    """What a right engine would answer."""
    found = verdicts_of(model, WANTED, sanction=sanction)
    return {
        "states": len(found.states),
        "stable": {
            party: {concept: sorted(states) for concept, states in by_concept.items()}
            for party, by_concept in found.stable.items()
        },
        "equilibria": {concept: sorted(states) for concept, states in found.equilibria.items()},
        "not_defined": dict(found.not_defined),
        "assumptions": {"sanction_moves": "legal", "sanction": sanction},
    }


@pytest.mark.parametrize("sanction", ["weak", "strict"])
def test_a_right_answer_has_no_differences(sanction: str) -> None:
    for model in models(40, seed=31):
        assert differences(model, answer(model, sanction=sanction)) == []


def test_one_state_more_or_less_or_twice_is_a_difference() -> None:
    model = elmira_options()
    right = answer(model)
    for party, by_concept in right["stable"].items():
        for concept, states in by_concept.items():
            for wrong in (states[1:], [*states, "YYYYY"], [*states, states[0]]):
                stable = {**by_concept, concept: wrong}
                given = {**right, "stable": {**right["stable"], party: stable}}

                assert [f"{concept} stable for {party}"] == [
                    found.split(":")[0] for found in differences(model, given)
                ]


def test_a_wrong_count_a_missing_list_and_a_wrong_equilibrium_are_differences() -> None:
    model = elmira_options()
    right = answer(model)
    no_list = {**right["stable"], "MoE": {}}

    assert differences(model, {**right, "states": 13})
    assert differences(model, {**right, "stable": no_list})
    assert differences(model, {**right, "equilibria": {**right["equilibria"], "gmr": []}})
    assert differences(model, {**right, "assumptions": {}}, "single", "weak") == []


def test_what_is_defined_is_compared_too() -> None:
    model = elmira_graph()
    right = answer(model)
    claims_sim = {**right, "not_defined": {}, "equilibria": {**right["equilibria"], "sim": []}}
    denies_nash = {**right, "not_defined": {**right["not_defined"], "nash": "no"}}

    assert set(right["not_defined"]) == {"sim", "l2", "nm", "stackelberg"}
    assert any(found.startswith("sim") for found in differences(model, claims_sim))
    assert any(found.startswith("nash") for found in differences(model, denies_nash))


@cache
def sample() -> list[tuple[Model, Reading]]:
    """Models, with their reading by default."""
    return [(model, Reading(read(model), "legal")) for model in models(300, seed=5)]


ENOUGH = 3  # a hundredth of the models


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_random_models_tell_a_wrong_definition(mistake: str) -> None:
    concept, wrong = MISTAKES[mistake]
    telling = (
        number
        for number, (_, r) in enumerate(sample())
        if not why_not_defined(r.conflict, concept)
        and any(
            wrong(r, party, state) != is_stable(r, concept, party, state)
            for party in r.conflict.parties
            for state in r.conflict.states
        )
    )

    assert len(list(islice(telling, ENOUGH))) == ENOUGH


@pytest.mark.parametrize("misreading", MISREADINGS)
def test_the_random_models_tell_a_wrong_reading_of_the_file(misreading: str) -> None:
    telling = (
        number
        for number, (model, _) in enumerate(sample())
        if verdicts_of(MISREADINGS[misreading](model), CORE) != verdicts_of(model, CORE)
    )

    assert len(list(islice(telling, ENOUGH))) == ENOUGH
