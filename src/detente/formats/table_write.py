"""Writing a conflict as a table of payoffs: a row a state, what each party does, what it gets."""

from __future__ import annotations

import numpy as np

from detente.analysis import Table, csv_lines
from detente.formats.nfg_write import said_elsewhere
from detente.formats.strategies import payoffs, strategies
from detente.model import Conflict, compile_arena
from detente.problems import Problem
from detente.report import workbook

Notes = tuple[Problem, ...]


def write_csv(conflict: Conflict) -> tuple[str, Notes]:
    """The table as comma-separated values, and notes on what it does not say."""
    table, notes = payoff_rows(conflict)
    return "".join(csv_lines(table)), notes


def write_xlsx(conflict: Conflict) -> tuple[bytes, Notes]:
    """The table as a workbook, and notes on what it does not say."""
    table, notes = payoff_rows(conflict)
    about = {"conflict": conflict.title, "table": "payoffs: larger is preferred"}
    return workbook(table, about), notes


def payoff_rows(conflict: Conflict) -> tuple[Table, Notes]:
    """A row a state, what is done before what is not; parties by name, as they are read back."""
    arena = compile_arena(conflict)
    found = strategies(conflict, arena)
    paid, told = payoffs(conflict, arena)
    notes = [*found.notes, *told]
    for party in conflict.decision_makers:
        if len(party.options) > 1:
            what = f"the options of {party.name} are written as one strategy a combination"
            note = Problem(conflict.file, 0, 0, "W-NOT-CARRIED", what, "keep the model file")
            notes.append(note)
    notes += said_elsewhere(conflict)
    names = list(arena.graph.names)
    texts = arena.graph.state_texts(np.arange(arena.graph.states))
    aside = ("state",) if "state" not in {name.casefold() for name in names} else ()
    rows = [
        (
            *(texts[k] for _ in aside),
            *(labels[of[k]] for labels, of in zip(found.labels, found.of, strict=True)),
            *(int(own[k]) for own in paid),
        )
        for k in np.lexsort(found.of)
    ]
    return Table((*aside, *names, *(f"payoff: {name}" for name in names)), rows), tuple(notes)
