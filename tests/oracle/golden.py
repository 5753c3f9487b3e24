"""Conflicts with known verdicts (stability, section 11), as data for the oracle and the engine.

Every entry is a model file with the stable states of a party, or the equilibria, or single
verdicts, under one reading. States are written as the model writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations, product
from typing import Any

Model = dict[str, Any]


@dataclass(frozen=True)
class Golden:
    """What is known of one model under one reading."""

    id: str
    model: Model
    sanction_moves: str = "legal"
    sanction: str = "weak"
    stable: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    equilibria: Mapping[str, frozenset[str]] = field(default_factory=dict)
    verdicts: tuple[tuple[str, str, str, bool], ...] = ()  # (party, concept, state, stable)


def graph_model(title: str, moves: str, ranks: Mapping[str, str], states: int) -> Model:
    """A graph form model from the notation `0: 0>1 1>2; 1: 2>0` and ranks such as `0 2 1`."""
    names = [f"s{k}" for k in range(states)]
    by_party: dict[str, dict[str, list[str]]] = {party: {} for party in ranks}
    for part in filter(None, moves.split(";")):
        number, arcs = part.split(":")
        for arc in arcs.split():
            start, target = arc.split(">")
            by_party[f"D{number.strip()}"].setdefault(f"s{start}", []).append(f"s{target}")
    return {
        "detente": 1,
        "title": title,
        "states": names,
        "decision_makers": {party: {"moves": arcs} for party, arcs in by_party.items()},
        "preferences": {
            party: {"payoffs": {n: int(r) for n, r in zip(names, text.split(), strict=True)}}
            for party, text in ranks.items()
        },
    }


def ranks(*texts: str) -> dict[str, str]:
    """Ranks of D0, D1, …"""
    return {f"D{number}": text for number, text in enumerate(texts)}


def numbered(digits: str) -> frozenset[str]:
    """States s0, s1, … by their digits."""
    return frozenset(f"s{digit}" for digit in digits)


# --- G1: all games of two players with two strategies each ---

GAME = {
    "detente": 1,
    "title": "A game of two by two",
    "decision_makers": {
        "Row": {"options": {"row": "Row's second strategy"}},
        "Col": {"options": {"col": "Column's second strategy"}},
    },
}
CELLS = ("NN", "YN", "NY", "YY")


def strict_orders() -> list[dict[str, int]]:
    """The 24 strict rankings of the four cells."""
    return [dict(zip(CELLS, order, strict=True)) for order in permutations(range(4))]


def weak_orders() -> list[dict[str, int]]:
    """The 75 rankings with ties: dense ranks of the four cells."""
    return [
        dict(zip(CELLS, order, strict=True))
        for order in product(range(4), repeat=4)
        if set(order) == set(range(max(order) + 1))
    ]


def games(orders: list[dict[str, int]]) -> Iterator[Model]:
    """One game for every pair of rankings."""
    for row, col in product(orders, repeat=2):
        yield {**GAME, "preferences": {"Row": {"payoffs": row}, "Col": {"payoffs": col}}}


# (games without equilibrium, equilibria in all games together)
STRICT_GAMES = {
    "nash": (72, 576),
    "gmr": (0, 1024),
    "smr": (32, 784),
    "seq": (0, 772),
    "sseq": (32, 676),
    "sim": (72, 640),
    "l2": (60, 592),
    "l3": (160, 436),
    "l4": (40, 668),
    "nm": (176, 404),
    "mr4": (0, 1024),
    "mr5": (32, 784),
}
WEAK_GAMES = {
    "weak": {
        "nash": (338, 7744),
        "gmr": (0, 12544),
        "smr": (162, 10000),
        "seq": (0, 9488),
        "sseq": (162, 8624),
        "sim": (338, 8320),
    },
    "strict": {
        "nash": (338, 7744),
        "gmr": (18, 10404),
        "smr": (242, 8836),
        "seq": (18, 8756),
        "sseq": (242, 8180),
        "sim": (338, 7940),
    },
}


# --- G2: named games; states CC CD DC DD, the row's choice first ---

CHOICES = ("CC", "CD", "DC", "DD")
TO_CELL = {"CC": "NN", "CD": "NY", "DC": "YN", "DD": "YY"}


def named_game(title: str, row: str, col: str) -> Model:
    """A game from the ranks of CC CD DC DD for row and column."""
    preferences = {
        party: {"payoffs": {TO_CELL[c]: int(r) for c, r in zip(CHOICES, text.split(), strict=True)}}
        for party, text in (("Row", row), ("Col", col))
    }
    return {**GAME, "title": title, "preferences": preferences}


def cells(text: str) -> frozenset[str]:
    """Choices such as `CC DD` as states."""
    return frozenset(TO_CELL[choice] for choice in text.split())


def same(concepts: str, states: frozenset[str]) -> dict[str, frozenset[str]]:
    """The same states for each of several concepts."""
    return dict.fromkeys(concepts.split(), states)


NAMED_GAMES = (
    Golden(
        "G2 prisoner's dilemma",
        named_game("Prisoner's dilemma", "3 1 4 2", "3 4 1 2"),
        equilibria={
            **same("nash", cells("DD")),
            **same("gmr smr seq sseq sim l2 l3 nm mr4 mr5", cells("CC DD")),
        },
    ),
    Golden(
        "G2 chicken",
        named_game("Chicken", "3 2 4 1", "3 4 2 1"),
        equilibria={
            **same("nash seq sseq", cells("CD DC")),
            **same("gmr smr sim mr4 mr5", cells("CC CD DC")),
            **same("l2", cells("")),
            **same("l3 nm", cells("CC")),
        },
    ),
    Golden(
        "G2 matching pennies",
        named_game("Matching pennies", "2 1 1 2", "1 2 2 1"),
        equilibria={
            **same("gmr seq l2 mr4", cells("CC CD DC DD")),
            **same("nash smr sseq sim l3 nm mr5", cells("")),
        },
    ),
)

# --- G3: Elmira, in both forms ---

ELMIRA_BEST_FIRST = {
    "MoE": "7 3 4 8 5 1 2 6 9",
    "Uniroyal": "1 4 8 5 9 3 7 2 6",
    "Local": "7 3 5 1 8 6 4 2 9",
}
ELMIRA_MOVES = {
    "MoE": "1>2 3>4 5>6 7>8",
    "Uniroyal": "1>3 1>9 2>4 2>9 3>9 4>9 5>7 5>9 6>8 6>9 7>9 8>9",
    "Local": "1>5 5>1 2>6 6>2 3>7 7>3 4>8 8>4",
}
# the states of the option form by the numbers of the graph form; 9 is all with "abandon"
ELMIRA_VECTORS = {
    "1": ["NYNNN"],
    "2": ["YYNNN"],
    "3": ["NNYNN"],
    "4": ["YNYNN"],
    "5": ["NYNNY"],
    "6": ["YYNNY"],
    "7": ["NNYNY"],
    "8": ["YNYNY"],
    "9": ["NNNYN", "YNNYN", "NNNYY", "YNNYY"],
}


def elmira_graph() -> Model:
    """Elmira with its nine states listed."""
    moves: dict[str, dict[str, list[str]]] = {party: {} for party in ELMIRA_MOVES}
    for party, arcs in ELMIRA_MOVES.items():
        for arc in arcs.split():
            start, target = arc.split(">")
            moves[party].setdefault(start, []).append(target)
    return {
        "detente": 1,
        "title": "Elmira, nine states",
        "states": list("123456789"),
        "decision_makers": {party: {"moves": arcs} for party, arcs in moves.items()},
        "status_quo": "1",
        "preferences": {p: {"ranking": best.split()} for p, best in ELMIRA_BEST_FIRST.items()},
    }


def elmira_options() -> Model:
    """Elmira by options: twelve states."""
    return {
        "detente": 1,
        "title": "Elmira, by options",
        "decision_makers": {
            "MoE": {"options": {"modify": {"title": "Modify the order", "once": "taken"}}},
            "Uniroyal": {
                "options": {
                    "delay": {"title": "Delay the process", "once": "dropped"},
                    "accept": "Accept the order",
                    "abandon": {"title": "Abandon the plant", "once": "taken"},
                }
            },
            "Local": {"options": {"insist": "Insist on the order"}},
        },
        "rules": [{"exactly_one": ["Uniroyal.delay", "Uniroyal.accept", "Uniroyal.abandon"]}],
        "status_quo": ["Uniroyal.delay"],
        "preferences": {
            party: {"ranking": [ELMIRA_VECTORS[number] for number in best.split()]}
            for party, best in ELMIRA_BEST_FIRST.items()
        },
    }


def elmira_vectors(numbers: str) -> frozenset[str]:
    """Option form states by the numbers of the nine."""
    return frozenset(vector for number in numbers for vector in ELMIRA_VECTORS[number])


ELMIRA_STABLE = {
    "MoE": same("nash gmr smr seq sseq sim", frozenset("123456789")),
    "Uniroyal": same("nash gmr smr seq sseq sim", frozenset("14589")),
    "Local": {
        **same("nash", frozenset("56789")),
        **same("gmr smr", frozenset("123456789")),
        **same("seq sseq sim", frozenset("2356789")),
    },
}
ELMIRA_EQUILIBRIA = {
    **same("nash seq sseq sim", frozenset("589")),
    **same("gmr smr", frozenset("14589")),
}


def elmira() -> Iterator[Golden]:
    """Both forms under every reading: the verdicts do not depend on it."""
    for moves, sanction in product(("legal", "once", "single"), ("weak", "strict")):
        yield Golden(
            f"G3 graph form, {moves}, {sanction}",
            elmira_graph(),
            moves,
            sanction,
            stable={
                party: {c: states for c, states in by_concept.items() if c != "sim"}
                for party, by_concept in ELMIRA_STABLE.items()
            },
            equilibria={c: states for c, states in ELMIRA_EQUILIBRIA.items() if c != "sim"},
        )
        yield Golden(
            f"G3 option form, {moves}, {sanction}",
            elmira_options(),
            moves,
            sanction,
            stable={
                party: {c: elmira_vectors("".join(states)) for c, states in by_concept.items()}
                for party, by_concept in ELMIRA_STABLE.items()
            },
            equilibria={c: elmira_vectors("".join(s)) for c, s in ELMIRA_EQUILIBRIA.items()},
        )


# --- G4: three parties, all concepts and readings differ ---

G4 = graph_model(
    "Three parties, everything differs",
    "0: 0>2 0>3 2>5 3>1 4>3 5>3; 1: 0>3 0>4 0>5 1>0 2>0 2>1 4>3 4>5 5>2 5>4;"
    "2: 0>1 0>2 0>4 1>2 1>4 3>5",
    ranks("3 5 4 1 2 0", "2 1 0 5 4 3", "1 3 0 2 5 4"),
    6,
)
G4_NASH = "124 | 3 | 245 →"
G4_TABLE = {
    ("legal", "weak"): {
        "nash": G4_NASH,
        "gmr": "012345 | 12345 | 012345 → 12345",
        "smr": "01234 | 34 | 012345 → 34",
        "seq": "012345 | 134 | 012345 → 134",
        "sseq": "01234 | 34 | 01245 → 4",
    },
    ("once", "weak"): {
        "nash": G4_NASH,
        "gmr": "012345 | 12345 | 12345 → 12345",
        "smr": "01234 | 34 | 2345 → 34",
        "seq": "012345 | 134 | 12345 → 134",
        "sseq": "0124 | 34 | 245 → 4",
    },
    ("single", "weak"): {
        "nash": G4_NASH,
        "gmr": "01245 | 1234 | 12345 → 124",
        "smr": "124 | 34 | 2345 → 4",
        "seq": "01245 | 134 | 12345 → 14",
        "sseq": "124 | 34 | 245 → 4",
    },
    ("legal", "strict"): {
        "gmr": "01234 | 134 | 012345 → 134",
        "smr": "0124 | 34 | 012345 → 4",
        "seq": "01234 | 134 | 01245 → 14",
        "sseq": "0124 | 34 | 01245 → 4",
    },
}


def three_parties() -> Iterator[Golden]:
    """G4 under its four readings."""
    for (moves, sanction), rows in G4_TABLE.items():
        stable: dict[str, dict[str, frozenset[str]]] = {"D0": {}, "D1": {}, "D2": {}}
        equilibria = {}
        for concept, row in rows.items():
            by_party, common = row.split("→")
            for number, digits in enumerate(by_party.split("|")):
                stable[f"D{number}"][concept] = numbered(digits.strip())
            equilibria[concept] = numbered(common.strip())
        yield Golden(f"G4 {moves}, {sanction}", G4, moves, sanction, stable, equilibria)


# --- G6: option form, all six concepts differ ---

G6 = {
    "detente": 1,
    "title": "Option form, all six concepts differ",
    "decision_makers": {
        "A": {"options": {"a": "a", "b": "b"}},
        "B": {"options": {"c": {"title": "c", "once": "taken"}}},
        "C": {"options": {"d": "d"}},
    },
    "rules": [{"infeasible": "b and not c and not d"}],
    "preferences": {
        "A": ["d", "b", "not a iff c"],
        "B": ["not d", "not a", "c iff not b"],
        "C": ["c", "a"],
    },
}
G6_EQUILIBRIA = {
    "nash": "NYYN NYYY YYNY",
    "sseq": "NYYN NYYY YYNY YNNN",
    "sim": "NYYN NYYY YYNY NNNN",
    "seq": "NNNN NYYN NYYY YNNN YYNY",
    "smr": "NNNY NNYY NYNY NYYN NYYY YNNN YNNY YNYY YYNY YYYY",
    "gmr": "NNNY NNYY NYNY NYYN NYYY YNNN YNNY YNYY YYNY YYYY NNNN",
}
G6_SINGLE = {
    **G6_EQUILIBRIA,
    "smr": "NNYY NYYN NYYY YNNN YNYY YYNY YYYY",
    "gmr": "NNNN NNYY NYNY NYYN NYYY YNNN YNYY YYNY YYYY",
}


def six_concepts() -> Iterator[Golden]:
    """G6 under legal, once and single."""
    for moves, table in (("legal", G6_EQUILIBRIA), ("once", G6_EQUILIBRIA), ("single", G6_SINGLE)):
        yield Golden(
            f"G6 {moves}",
            G6,
            moves,
            equilibria={concept: frozenset(text.split()) for concept, text in table.items()},
        )
