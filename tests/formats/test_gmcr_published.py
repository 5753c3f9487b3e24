"""Save files against published results: the same equilibria, read from the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from conflicts import CASES, SAMPLES, TABLES

from detente.formats import read_gmcr, read_gmcr_text, write_gmcr
from detente.model import Conflict, compile_graph, load_file
from detente.stability import Assumptions, find, judge

FILES = {
    "Elmira": "gmcrplus_elmira",
    "Garrison": "gmcrplus_garrison",
    "MilkRiver": "gmcrplus_milk_river",
    "Prisoners": "gmcrplus_prisoners",
}
CONCEPTS = ("nash", "gmr", "smr", "seq", "sim")


def equilibria(conflict: Conflict, concept: str, reading: Mapping[str, str]) -> set[int]:
    """State numbers as the program counts them."""
    asked = find(concept)
    assert asked
    given = judge(
        compile_graph(conflict),
        asked,
        Assumptions(sanction_moves=reading["sanction_moves"], sanction=reading["sanction"]),
    )
    return set((np.flatnonzero(given.equilibria(concept)) + 1).tolist())


def stated(table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, Any]]]:
    """Each concept that a table gives results of, with its reading."""
    for part in [table, *table.get("expected_other_readings", [])]:
        for concept in CONCEPTS:
            if concept in part["expected"]:
                yield concept, part["reading"], part["expected"][concept]


def agreed(conflict: Conflict, table: Mapping[str, Any]) -> int:
    """How many stated results there are, all of them seen to hold."""
    count = 0
    for concept, reading, expected in stated(table):
        found = equilibria(conflict, concept, reading)
        assert len(found) == expected.get("equilibria_count", len(found)), (concept, reading)
        assert found == set(expected.get("equilibria", found)), (concept, reading)
        count += 1
    return count


def test_the_programs_sample_files_give_its_published_equilibria() -> None:
    for path in [path for path in sorted(SAMPLES.glob("*.gmcr")) if path.stem in FILES]:
        conflict, _ = read_gmcr(path)
        table = json.loads((TABLES / f"{FILES[path.stem]}.json").read_text(encoding="utf-8"))
        assert agreed(conflict, table) >= 5, path.stem


@pytest.mark.parametrize("name", ["garrison", "milk-river", "prisoners-dilemma"])
def test_bundled_cases_written_and_read_give_the_equilibria_that_they_carry(name: str) -> None:
    case = load_file(CASES / f"{name}.yaml")
    conflict, _ = read_gmcr_text(write_gmcr(case)[0])
    graph = compile_graph(conflict)
    compared = 0
    for entry in case.expected:
        for concept, states in entry.get("equilibria", {}).items():
            reading = {
                "sanction_moves": entry.get("sanction_moves", "legal"),
                "sanction": entry.get("sanction", "weak"),
            }
            if concept in CONCEPTS and isinstance(states, list | tuple):
                found = equilibria(conflict, concept, reading)
                assert {graph.state_text(number - 1) for number in found} == set(states)
                compared += 1

    assert compared >= 5
