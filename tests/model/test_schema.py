"""The JSON Schema says what the reader takes: sound files pass both, misshapen ones neither."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from detente.model import json_schema
from model.everything import BY_OPTIONS, BY_STATES
from model.marked import problems_of, unmarked
from model.mutate import CASES
from model.test_mistakes import MISTAKES
from oracle.generate import models

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
MODELS = [path for path in CASES if "decision_makers:" in path.read_text(encoding="utf-8")]


class CoreLoader(yaml.CSafeLoader):
    """Scalars as the reader takes them: no dates, no numbers to base 60, no `yes`."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, letters in (
    ("null", "~|null|", ["~", "n", ""]),
    ("bool", "true|false", ["t", "f"]),
    ("int", "[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), letters
    )


def data_of(text: str) -> Any:
    """The file's plain values, with text for every key, as JSON has it."""
    return keyed(yaml.load(text, Loader=CoreLoader))


def keyed(value: Any) -> Any:
    if isinstance(value, dict):
        return {"" if key is None else str(key): keyed(item) for key, item in value.items()}
    return [keyed(item) for item in value] if isinstance(value, list) else value


def test_the_schema_is_valid_itself() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_is_named_and_needs_no_network() -> None:
    assert SCHEMA["title"] == "A detente model file"
    references = [value for key, value in walked(SCHEMA) if key == "$ref"]
    assert references
    assert all(value.startswith("#/$defs/") for value in references)


def walked(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key of the schema with its value, at any depth."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, item
            yield from walked(item)
    elif isinstance(value, list):
        for item in value:
            yield from walked(item)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_bundled_case_passes_the_schema(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(data_of(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("text", [BY_OPTIONS, BY_STATES], ids=["options", "states"])
def test_models_that_say_everything_pass_the_schema(text: str) -> None:
    assert list(VALIDATOR.iter_errors(data_of(text))) == []


def test_random_models_pass_the_schema() -> None:
    for model in models(200, seed=11):
        assert list(VALIDATOR.iter_errors(keyed(model))) == []


SHAPE_CODES = {"E-KEY", "E-TYPE", "E-MISSING", "E-SHAPE"}
MISSHAPEN = {
    name: unmarked(text)[0]
    for name, (text, expected) in MISTAKES.items()
    if {code for code, _, _ in expected} <= SHAPE_CODES
}


@pytest.mark.parametrize("name", MISSHAPEN)
def test_a_misshapen_file_fails_the_schema_as_it_fails_the_reader(name: str) -> None:
    assert list(VALIDATOR.iter_errors(data_of(MISSHAPEN[name])))


def test_a_mistake_of_meaning_alone_passes_the_schema() -> None:
    text = unmarked(MISTAKES["unknown option in a block list"][0])[0]

    assert list(VALIDATOR.iter_errors(data_of(text))) == []


ODD: list[Any] = [None, True, 7, 0.5, "a", [], ["a"], {}, {"a": "b"}, [["a", "b"]], [[1]]]


def test_reader_and_schema_judge_the_shape_of_changed_files_alike() -> None:
    """Random values in random places: both refuse, or both take the shape."""
    rng = Random("shape")
    base = data_of(BY_OPTIONS), data_of(BY_STATES)
    agreed = {True: 0, False: 0}
    for number in range(700):
        data = copy.deepcopy(base[number % 2])
        path, inner, key = [], data, ""
        while True:
            key = rng.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
            path.append(key)
            if not isinstance(inner[key], dict | list) or not inner[key] or rng.random() < 0.25:
                break
            inner = inner[key]
        inner[key] = copy.deepcopy(rng.choice(ODD))
        if path[0] in ("detente", "evidence") and len(path) == 1:
            continue  # versions and the name of a ledger's file are not matters of shape
        text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        misshapen = [one for one in problems_of(text) if one.code in (*SHAPE_CODES, "E-VALUE")]
        errors = list(VALIDATOR.iter_errors(data))

        assert bool(misshapen) == bool(errors), (path, inner[key], misshapen, errors[:1])
        agreed[bool(errors)] += 1

    assert min(agreed.values()) > 140


def test_every_key_of_the_schema_is_described() -> None:
    undescribed = [
        f"{shape}.{key}"
        for shape, definition in [("file", SCHEMA), *SCHEMA["$defs"].items()]
        for key, value in definition.get("properties", {}).items()
        if not value.get("description")
    ]

    assert undescribed == []
