"""A conflict as a model file: read back it is the same, and it looks as a person would write it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from conflicts import CASES, DATA, case_files, compiled_case, said
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.editing import yaml_text
from detente.editing.yaml_scalars import scalar
from detente.formats import json_text, model_text, read_gmcr
from detente.model import build, load_file, load_text, model_data
from detente.model.source import parse_source
from detente.problems import ModelError
from oracle.generate import models

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.text(
    "ab: #-'\"\\,[]{}&*!|>%@`?~\n\t\u2028\x85\ufeff", max_size=12
)
SCALARS = TEXTS | st.integers(-(10**20), 10**20) | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_every_bundled_case_written_and_read_is_the_same(path: Path) -> None:
    conflict = load_file(path)

    assert said(load_text(model_text(conflict))) == said(conflict)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_every_bundled_case_as_json_is_the_same(path: Path) -> None:
    conflict = load_file(path)

    assert said(load_text(json_text(model_data(conflict)))) == said(conflict)


def test_random_models_written_and_read_are_the_same() -> None:
    compared = 0
    for model in models(150, seed=3):
        try:
            conflict = build(model)
        except ModelError:  # a ranking that names a state twice
            continue
        again = load_text(model_text(conflict))
        assert said(again) == said(conflict)
        assert compiled_case(again) == compiled_case(conflict)
        compared += 1

    assert compared > 100


def test_what_no_bundled_case_has_is_written_and_read_as_well() -> None:
    odd = "It says: \"no\" # 'never'\n\n  indented\tand \x07 odd\u2028 "
    conflict = build(
        {
            "title": odd,
            "as_of": "2020-02-29",
            "about": "First paragraph.\n\nSecond one:\n- a list\n",
            "decision_makers": {
                "no": {"title": "2017", "options": {"1": "yes", "2": {"once": "taken"}}},
                "Süd": {"options": {"if-not": odd, "null": ""}, "evidence": ["e: 1"]},
            },
            "rules": [
                {"infeasible_move": {"by": "no", "from": "1 and 2", "to": "true"}},
                {"infeasible": "no.1 iff (no.2 iff if-not)", "because": "#1", "evidence": ["e: 1"]},
            ],
            "status_quo": [],
            "preferences": {
                "no": {
                    "weights": {
                        "no.1": Decimal("0.10000000000000000000000000000001"),
                        "(no.1)": Decimal("1E+5"),
                    },
                    "unknown": [["no.1", "'a, b'"]],
                },
                "Süd": {
                    "fuzzy": {"pairs": [["NNNN", "YYNN", Decimal("0.5")]], "gamma": 1},
                    "probability": {"alpha": Decimal("0.9")},
                },
            },
            "alternatives": {
                "Süd": {
                    "a: b": {"payoffs": {"NNNN": -1, "----": Decimal("2.50")}, "threshold": 0},
                    "none": [],
                    "pairs": {"better": [["NNNN", "YYNN"]]},
                    "all the same": {"ranking": [["Y---", "N---"]]},
                }
            },
            "outcomes": {
                "a, b": {"where": "no.1 implies 'it_s not'", "title": "A: b"},
                "it_s not": "not no.1",
            },
            "evidence": {"e: 1": {"says": odd, "supports": ["not no.1"], "place": "-"}},
        }
    )

    assert said(load_text(model_text(conflict))) == said(conflict)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_any_values_written_and_read_are_the_same(data: dict[str, Any]) -> None:
    text = yaml_text({"title": "x", **data})

    assert parse_source(text, "it").data == {"title": "x", **data}


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_a_text_for_other_readers_of_yaml_too(text: str) -> None:
    assert yaml.safe_load(f"[{scalar(text, in_flow=True)}]") in ([text], [_as_date(text)])
    assert yaml.safe_load(f"key: {scalar(text)}")["key"] in (text, _as_date(text))


def _as_date(text: str) -> object:
    """A date stays plain, as in every model file, though older readers make a date of it."""
    return yaml.safe_load(text) if text[:4].isdigit() and "-" in text else text


@pytest.mark.parametrize(
    "name", ["battle-of-the-sexes", "chicken", "stag-hunt", "prisoners-dilemma"]
)
def test_a_plain_case_is_written_as_it_was_by_hand(name: str) -> None:
    path = CASES / f"{name}.yaml"
    by_hand = path.read_text(encoding="utf-8").splitlines()
    written = model_text(load_file(path)).splitlines()

    assert sum(line not in written for line in by_hand) <= 3


def test_no_line_is_longer_than_those_by_hand_unless_a_word_is() -> None:
    for path in case_files():
        for line in model_text(load_file(path)).splitlines():
            assert len(line) <= 100 or "sha256" in line, line


def test_a_save_file_of_gmcr_becomes_a_model_file_to_go_on_with() -> None:
    conflict, _ = read_gmcr(DATA / "regrouped.gmcr")

    assert model_text(conflict) == (
        """\
detente: 1
title: regrouped
about: Read from a save file of GMCR+.

decision_makers:
  Owner:
    options:
      wait: Wait
  Tenant:
    options:
      pay: Pay
      sue: {title: Sue, once: taken}

rules:
  - infeasible: Tenant.pay and Tenant.sue

preferences:
  Owner: {ranking: [YNY, [NNN, YNN], NNY, YYN, NYN]}
  Tenant: []

alternatives:
  Owner:
    priority list:
      - Tenant.pay
"""
    )
