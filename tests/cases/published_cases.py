"""Published conflicts as plain tables beside the checkout, turned into model files.

The tables are read by their own rules: states by number, moves where they are listed, preferences
as rankings, statements or payoffs. Where there are no tables, there is nothing to compare.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from detente.model import Conflict, Ranks, build, compile_arena

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT.parent / "shared" / "cases"

# The bundled file for each table.
BUNDLED = {
    "chicken": "chicken",
    "coalition_elmira_moe_uniroyal": "elmira-coalition",
    "cuban_missile_crisis": "cuban-missile-crisis",
    "elmira_literature": "elmira-nine-states",
    "gisborne_economy": "gisborne-economy",
    "gisborne_environment": "gisborne-environment",
    "gisborne_unknown": "gisborne-economy",
    "gmcrplus_american_revolution": "american-revolution",
    "gmcrplus_elmira": "elmira",
    "gmcrplus_garrison": "garrison",
    "gmcrplus_gatt_trade": "gatt-trade",
    "gmcrplus_milk_river": "milk-river",
    "gmcrplus_prisoners": "prisoners-dilemma",
    "inverse_prisoners": "prisoners-dilemma",
    "jacobi_korea_bloodthirsty": "jacobi-korea-bloodthirsty",
    "jacobi_korea_original": "jacobi-korea-original",
    "jacobi_korea_pacifist": "jacobi-korea-pacifist",
    "us_china_phase_deal_majority": "us-china-phase-deal",
    "us_china_trade_dynamic_seed20250102": "us-china-trade-dynamic",
    "us_china_trade_static": "us-china-trade-static",
}

# An invented table of the size of a real one, which is bundled.
NOT_BUNDLED = {"gatt_trade_stress"}

# Where a bundled file follows another source, and keeps the table's preference as an alternative.
READINGS = {"gmcrplus_elmira": {"Uniroyal": "example file"}}

Table = Mapping[str, Any]


def tables() -> dict[str, Table]:
    """The tables by name; none where there are none."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for path in sorted(TABLES.glob("*.json"))
        if path.stem not in NOT_BUNDLED
    }


def state_texts(table: Table) -> dict[int, str]:
    """How a model file writes each numbered state; empty where the table lists none."""
    if "states" in table:
        return {number: str(number) for number in table["states"]}
    if table["feasible_states"] == "all":
        if table["state_count"] > 1 << 12:
            return {}  # its results are numbers of states
        graph = compile_arena(_by_options(table, {})).under({})
        return dict(enumerate(graph.state_texts(np.arange(graph.states)), 1))
    texts = table["feasible_states"]
    return dict(zip(table.get("state_numbers") or range(1, len(texts) + 1), texts, strict=True))


def conflict_of(table: Table) -> Conflict:
    """The table's conflict, states listed where its moves are."""
    texts = state_texts(table)
    if "transitions" not in table:
        return _by_options(table, texts)
    model: dict[str, Any] = {"title": table["title"]}
    model["states"] = list(texts.values())
    model["decision_makers"] = {
        party: {"moves": {texts[int(a)]: [texts[b] for b in bs] for a, bs in moves.items()}}
        for party, moves in table["transitions"].items()
    }
    if table["status_quo"] is not None:
        model["status_quo"] = texts[table["status_quo"]]
    return build(model | {"preferences": _preferences(table, texts)})


def _by_options(table: Table, texts: Mapping[int, str]) -> Conflict:
    model: dict[str, Any] = {"title": table["title"]}
    ways = {"Y": "taken", "N": "dropped"}
    once = {one["option"]: ways[one["keeps"]] for one in table["irreversible"]}
    model["decision_makers"] = {
        party["name"]: {"options": {o: {"once": once.get(o)} for o in party["options"]}}
        for party in table["decision_makers"]
    }
    model["rules"] = [{"infeasible": condition} for condition in table["infeasible"]]
    if table["status_quo"] is not None:
        taken = zip(_options(table), texts[table["status_quo"]], strict=True)
        model["status_quo"] = [option for option, letter in taken if letter == "Y"]
    return build(model | {"preferences": _preferences(table, texts)})


def _preferences(table: Table, texts: Mapping[int, str]) -> dict[str, Any]:
    return {
        party: _preference(table, wanted, texts) for party, wanted in table["preferences"].items()
    }


def _options(table: Table) -> list[str]:
    return [option for party in table["decision_makers"] for option in party["options"]]


def _preference(table: Table, wanted: Table, texts: Mapping[int, str]) -> Any:
    if "ranking" in wanted:
        return {"ranking": [[texts[number] for number in group] for group in wanted["ranking"]]}
    if "payoffs" in wanted:
        payoffs = dict(zip(texts.values(), wanted["payoffs"], strict=True))
        return {"payoffs": payoffs, "threshold": wanted["threshold"]}
    if "transitions" not in table:
        return wanted["priorities"]
    return {"ranking": _classes(_options(table), wanted["priorities"], list(texts.values()))}


def _classes(
    options: Sequence[str], statements: Sequence[str], states: Sequence[str]
) -> list[list[str]]:
    """Listed states by what statements on options say of them, best class first."""
    every = compile_arena(
        build(
            {
                "title": "all",
                "decision_makers": {"one": {"options": dict.fromkeys(options, "")}},
                "preferences": {"one": list(statements)},
            }
        )
    ).under({})
    order = every.orders[0]
    assert isinstance(order, Ranks)
    rank = {state: order.rank[every.find_state(state)] for state in states}
    return [[s for s in states if rank[s] == r] for r in sorted(set(rank.values()), reverse=True)]


def differences(one: Conflict, other: Conflict, reading: Mapping[str, str]) -> list[str]:
    """In what two conflicts, parties in the same order, differ: states, moves, preferences.

    reading  the alternatives under which the other one is meant.
    """
    a, b = compile_arena(one).under({}), compile_arena(other).under(reading)
    texts = a.state_texts(np.arange(a.states)), b.state_texts(np.arange(b.states))
    found = [] if texts[0] == texts[1] else ["states"]
    found += [] if a.status_quo == b.status_quo else ["status quo"]
    if a.form == "option":
        ways = (a.masks, a.only_taken, a.only_dropped), (b.masks, b.only_taken, b.only_dropped)
        found += [] if ways[0] == ways[1] else ["moves"]
    for party in range(a.parties):
        if a.form == "graph":
            arcs = a.arcs(party), b.arcs(party)
            same = np.array_equal(arcs[0].first, arcs[1].first)
            same &= np.array_equal(arcs[0].end, arcs[1].end)
            found += [] if same else [f"moves of party {party}"]
        orders = [vars_of(graph.orders[party]) for graph in (a, b)]
        found += [] if np.array_equal(*orders) else [f"preference of party {party}"]
    return found


def vars_of(order: Any) -> Any:
    """The numbers of an order: ranks, or the relation."""
    return order.rank if isinstance(order, Ranks) else order.better
