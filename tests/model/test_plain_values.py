"""What YAML libraries and NumPy give is taken for what it would be written as."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest
import yaml

import detente
from detente.cases import case_names, case_path
from detente.model import build

MODEL: dict[str, Any] = {
    "title": "t",
    "decision_makers": {"A": {"options": {"x": "", "y": ""}}, "B": {"options": {"z": ""}}},
}


@pytest.mark.parametrize("name", case_names())
def test_a_case_as_a_common_library_reads_it_is_the_case(name: str) -> None:
    path = case_path(name)
    assert path is not None
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if isinstance(data.get("evidence"), str):  # stands in a file of its own
        data = {key: value for key, value in data.items() if key not in ("evidence", "claims")}
        text = str(data).replace("'evidence':", "'note':")
        assert "datetime.date" in text
        data.pop("expected", None)
        data = _without_citations(data)
        assert build(data).as_of == detente.load(name).as_of
        return

    assert build(data).to_dict() == detente.load(name).to_dict()


def _without_citations(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_citations(one) for key, one in value.items() if key != "evidence"}
    return [_without_citations(one) for one in value] if isinstance(value, list) else value


def test_values_of_numpy_and_the_standard_library_are_plain_values() -> None:
    given = {
        **MODEL,
        "title": np.str_("t"),
        "as_of": datetime.date(2026, 3, 1),
        "status_quo": np.array(["x", "z"]),
        "preferences": {
            "A": ("x", {"prefer": "y", "strength": np.str_("much")}),
            "B": {"weights": {"A.x": np.float64(2.5), "z": np.int32(3), "y": np.float32(0.5)}},
        },
        "alternatives": {"A": {2026: {"ranking": np.array([["YNN", "NNN"], ["NYN", "NNY"]])}}},
        "rules": (one for one in [{"at_most_one": ("x", "y")}]),
    }
    plain = {
        **MODEL,
        "as_of": "2026-03-01",
        "status_quo": ["x", "z"],
        "preferences": {
            "A": ["x", {"prefer": "y", "strength": "much"}],
            "B": {"weights": {"A.x": 2.5, "z": 3, "y": 0.5}},
        },
        "alternatives": {"A": {"2026": {"ranking": [["YNN", "NNN"], ["NYN", "NNY"]]}}},
        "rules": [{"at_most_one": ["x", "y"]}],
    }

    assert build(given).to_dict() == build(plain).to_dict()


def test_keys_that_are_numbers_are_names() -> None:
    model = {"title": "t", "decision_makers": {"A": {"options": {1: "one", np.int64(2): "two"}}}}

    assert [one.name for one in build(model).options] == ["1", "2"]


def test_a_variant_is_built_in_a_loop() -> None:
    path = case_path("elmira")
    assert path is not None
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for number in range(3):
        data["title"] = np.int64(number)
        data["as_of"] = datetime.date(2000 + number, 1, 1)
        assert build(data).title == str(number)


ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)


@pytest.mark.parametrize(
    ("changes", "at", "what", "mend"),
    [
        ({"decision_makers": {False: {}}}, "decision_makers", "a key is False", "in quotes"),
        ({"decision_makers": {1: {}, "1": {}}}, "decision_makers", "'1' stands here a second", ""),
        ({"decision_makers": {None: {}}}, "decision_makers", "None is no key", "a name as text"),
        ({"rules": ENDLESS}, "rules[0][0][0]…", "deeper than 64 levels", "flatter"),
        ({"title": {"a"}}, "title", "not text", "write text"),
        ({"title": b"t"}, "title", "not text", "write text"),
        ({"about": float("nan")}, "about", "not text", "write text"),
        ({"rules": [{"infeasible": "q"}]}, "rules[0].infeasible", "unknown option 'q'", "write"),
        ({"preferences": {"A": ["x", "yy"]}}, "preferences.A[1]", "'yy'", "did you mean 'y'?"),
        (
            {"preferences": {"A": [{"prefr": "x"}, 2.5, "yy"]}},
            "preferences.A[2]",
            "'yy'",
            "did you mean 'y'?",
        ),
        (
            {"rules": [{"infeasible": "x"}], "status_quo": ["x"]},
            "status_quo",
            "it breaks the rule 'infeasible: A.x'",
            "mend the rule",
        ),
        (
            {"preferences": {"A": {"ranking": ["YNN", "YNN"]}}},
            "preferences.A.ranking[1]",
            "stands here a second time",
            "leave one out",
        ),
    ],
)
def test_a_slip_in_values_is_told_with_its_place(
    changes: dict[str, Any], at: str, what: str, mend: str
) -> None:
    with pytest.raises(detente.ModelError) as raised:
        build({**MODEL, **changes})
    problem = raised.value.problems[-1]

    assert problem.file == f"<data> at {at}"
    assert what in problem.what
    assert mend in problem.mend
    assert "line 0" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "mend"), [(None, "a mapping"), ([], "a mapping"), (3, "a mapping"), ("t", "load")]
)
def test_what_are_no_values_is_refused(given: Any, mend: str) -> None:
    with pytest.raises(detente.ModelError, match="data: ") as raised:
        build(given)
    assert mend in raised.value.problems[0].mend
