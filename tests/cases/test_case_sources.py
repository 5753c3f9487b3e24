"""Bundled cases against the tables they were taken from, where these stand beside the checkout."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from published_cases import (
    BUNDLED,
    READINGS,
    ROOT,
    TABLES,
    conflict_of,
    differences,
    state_texts,
    tables,
)

from detente.model import Conflict, compile_arena, load_file

CASES = ROOT / "src" / "detente" / "cases"
KOREA = TABLES / "korea"
LEDGER = "korea-evidence"


def bundled(name: str) -> Conflict:
    return load_file(CASES / f"{name}.yaml")


def korean() -> dict[str, Conflict]:
    return {path.stem: load_file(path) for path in sorted(KOREA.glob("[fms][emu]*.json"))}


def test_every_table_has_its_bundled_case() -> None:
    assert set(tables()) <= set(BUNDLED)
    assert all((CASES / f"{name}.yaml").exists() for name in BUNDLED.values())


def test_states_moves_and_preferences_are_those_of_the_tables() -> None:
    found = {
        name: differences(conflict_of(table), bundled(BUNDLED[name]), READINGS.get(name, {}))
        for name, table in tables().items()
    }

    assert {name: [] for name in found} == found


def stated(expected: Mapping[str, Any], texts: Mapping[int, str]) -> dict[str, Any]:
    """The equilibria of a table, by concept, as states or as a number of states."""
    return {
        concept: {texts[number] for number in verdict["equilibria"]}
        if "equilibria" in verdict
        else verdict["equilibria_count"]
        for concept, verdict in expected.items()
    }


def carried(
    conflict: Conflict, reading: Mapping[str, str], assumptions: Mapping[str, str], concept: str
) -> Any:
    """What a bundled file expects as equilibria under alternatives and assumptions."""
    for entry in conflict.expected:
        assumed = {
            "sanction_moves": entry.get("sanction_moves", "legal"),
            "sanction": entry.get("sanction", "weak"),
        }
        states = {**entry.get("equilibria", {}), **entry.get("also", {})}.get(concept)
        meant = assumed == assumptions and entry.get("reading", {}) == reading
        if meant and states is not None:
            return states["count"] if isinstance(states, Mapping) else set(states)
    return None


def test_the_equilibria_of_the_tables_are_carried_along() -> None:
    missing = []
    for name, table in tables().items():
        conflict, texts = bundled(BUNDLED[name]), state_texts(table)
        for part in [table, *table.get("expected_other_readings", [])]:
            for concept, states in stated(part["expected"], texts).items():
                kept = carried(conflict, READINGS.get(name, {}), part["reading"], concept)
                if kept != states and not (isinstance(states, int) and len(kept or ()) == states):
                    missing.append((name, part["reading"], concept))

    assert not missing


def test_the_stable_states_of_the_tables_are_carried_along() -> None:
    missing = []
    for name, table in tables().items():
        conflict, texts = bundled(BUNDLED[name]), state_texts(table)
        names = [party["name"] for party in table["decision_makers"]]
        parties = dict(zip(names, conflict.party_names, strict=True))
        kept = [entry["stable"] for entry in conflict.expected if "stable" in entry]
        for concept, verdict in table["expected"].items():
            for party, numbers in verdict.get("stable", {}).items():
                states = {texts[number] for number in numbers}
                lists = [set(one[parties[party]].get(concept, ())) for one in kept]
                missing += [] if states in lists else [(name, concept, party)]

    assert not missing


def test_korea_has_the_states_preferences_and_alternatives_of_its_tables() -> None:
    found: dict[str, list[str]] = {}
    for size, table in korean().items():
        case = bundled(f"korea-{size}")
        found[size] = differences(table, case, {})
        assert {p: list(a) for p, a in table.alternatives.items()} == {
            p: list(a) for p, a in case.alternatives.items()
        }
        one, other = compile_arena(table), compile_arena(case)
        for party, alternatives in table.alternatives.items():
            for name in alternatives:
                a, b = (
                    arena.order(arena.conflict.preference(party, name)) for arena in (one, other)
                )
                same = np.array_equal(a.rank, b.rank)  # type: ignore[union-attr]
                found[size] += [] if same else [f"{party}: {name}"]
        assert list(table.outcomes) == list(case.outcomes)
        for name in table.outcomes:
            pair = [f.where(f.conflict.outcomes[name].condition) for f in (one, other)]
            found[size] += [] if np.array_equal(*pair) else [name]

    assert {name: [] for name in found} == found


def test_every_reason_and_citation_of_the_korea_tables_is_kept() -> None:
    def reasons(model: Any) -> list[Any]:
        statements = [
            one
            for part in [model["preferences"], *model["alternatives"].values()]
            for wanted in part.values()
            for one in wanted
        ]
        return [
            (one["because"].replace(": ", "; "), one["evidence"]) if isinstance(one, dict) else None
            for one in statements
        ]

    for path in sorted(KOREA.glob("[fms][emu]*.json")):
        case = yaml.safe_load((CASES / f"korea-{path.stem}.yaml").read_text(encoding="utf-8"))
        table = json.loads(path.read_text(encoding="utf-8"))

        assert reasons(table) == reasons(case)


def test_korea_carries_the_computed_results_of_its_tables() -> None:
    path = KOREA / "expected.json"
    results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for size in set(results) & {"small", "medium", "full"}:
        table, entries = results[size], bundled(f"korea-{size}").expected
        for part, entry in zip(("base", "reading_2018"), entries, strict=False):
            assert table[part].get("reading") == entry.get("reading")
            assert {
                concept: sorted(one["states"]) if "states" in one else one["equilibria"]
                for concept, one in table[part]["equilibria"].items()
            } == {
                concept: one["count"] if isinstance(one, Mapping) else sorted(one)
                for concept, one in entry["equilibria"].items()
            }
            assert table[part]["stable"] == {
                party: {concept: one["count"] for concept, one in stable.items()}
                for party, stable in entry["stable"].items()
            }
        grid = entries[2]["what_if"]
        assert table["grid_counts"]["readings"] == grid["readings"]
        for outcome, counts in grid["outcomes"].items():
            for concept, count in counts.items():
                assert table["grid_counts"][concept][outcome] == count


def test_the_ledger_points_where_its_table_points() -> None:
    path = KOREA / "evidence.json"
    table = json.loads(path.read_text(encoding="utf-8"))["evidence"] if path.exists() else {}
    ledger = yaml.safe_load((CASES / f"{LEDGER}.yaml").read_text(encoding="utf-8"))
    facts = ("date", "as_of", "source", "confidence", "place", "supports")
    for name, entry in table.items():
        kept = {key: ledger[name].get(key) for key in facts}
        kept |= {key: str(kept[key]) for key in ("date", "as_of")}

        assert {key: entry.get(key) for key in facts} == kept


def report() -> str | None:
    """The report that the Korea case is about, where it stands beside the checkout."""
    ledger = yaml.safe_load((CASES / f"{LEDGER}.yaml").read_text(encoding="utf-8"))
    (digest,) = {
        entry["source"]["document"] for entry in ledger.values() if "document" in entry["source"]
    }
    for path in sorted((ROOT.parent / "shared" / "documents").glob("*.txt")):
        data = path.read_bytes()
        if "sha256:" + hashlib.sha256(data).hexdigest() == digest:
            return data.decode("utf-8")
    return None


def test_every_offset_of_the_ledger_leads_to_the_words_it_was_taken_from() -> None:
    text = report()
    ledger = yaml.safe_load((CASES / f"{LEDGER}.yaml").read_text(encoding="utf-8"))
    for name, entry in ledger.items():
        source = entry["source"]
        if "document" in source:
            assert 0 <= source["from"] < source["to"], name
        if "document" in source and text is not None:
            words = text[source["from"] : source["to"]].encode()
            assert source["sha256"] == hashlib.sha256(words).hexdigest(), name


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[k : k + length]) for k in range(len(words) - length + 1)}


def test_no_case_repeats_six_words_of_the_report() -> None:
    sentences = runs(report() or "", 6)
    copied = {
        path.name: sentences & runs(path.read_text(encoding="utf-8"), 6)
        for path in sorted(Path(CASES).glob("*.yaml"))
    }

    assert {name: set() for name in copied} == copied
