"""Track: what happened after the model was made, and what the model foresaw of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.analysis.analyze import ask
from detente.analysis.commitments import Agreement, agreement
from detente.analysis.finding import Finding, stamped
from detente.analysis.hindsight import Hindsight, hindsight
from detente.analysis.history import History, history
from detente.analysis.question_checks import bad
from detente.analysis.reading_sets import Across, readings_of
from detente.analysis.table import Column, Table
from detente.model import Conflict, compile_arena
from detente.progress import Progress

_WITHOUT_BEING_ASKED = 20_000_000  # readings times states beyond which only Nash is judged


@dataclass(frozen=True, eq=False)
class Track(Finding):
    """The dated evidence as a path of states, commitments along it, and hindsight.

    outcomes   by outcome: whether the start and then each stop lies in it.
    agreement  what became of the named agreement; None where none was named.
    """

    conflict: Conflict = field(repr=False)
    history: History
    outcomes: dict[str, tuple[bool, ...]]
    agreement: Agreement | None
    hindsight: Hindsight

    def to_dict(self) -> dict[str, Any]:
        """The answer as `--json` prints it."""
        answer = {
            "conflict": self.conflict.title,
            **self.history.to_dict(),
            "outcomes": {name: list(inside) for name, inside in self.outcomes.items()},
            "agreement": self.agreement.to_dict() if self.agreement else None,
            "hindsight": self.hindsight.to_dict(),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a state of the path: its date, who moved to it, the outcomes it lies in."""
        titles = {name: one.title for name, one in self.conflict.outcomes.items()}
        names = [Column(f"outcome {name}", titles[name] or name) for name in self.outcomes]
        stops = self.history.stops
        rows: list[tuple[str | bool, ...]] = [
            (
                str(stop.date) if stop else str(self.history.since or ""),
                str(state),
                ", ".join(dict.fromkeys(move.by for move in stop.moves)) if stop else "",
                stop.feasible if stop else True,
                *(inside[k] for inside in self.outcomes.values()),
            )
            for k, (stop, state) in enumerate(zip((None, *stops), self.history.states, strict=True))
        ]
        return Table(["date", "state", "moved by", "feasible", *names], rows)

    def __repr__(self) -> str:
        moves, hits = len(self.hindsight.moves), self.hindsight.base_hits
        return (
            f"<Track of {self.conflict.title!r}: {len(self.history.stops)} stops, {moves} moves, "
            f"{hits} foreseen at base>"
        )


@stamped
def track(
    conflict: Conflict,
    agreed: str | None = None,
    across: Across = "all",
    concepts: Sequence[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
    sample: int | None = None,
    progress: Progress | None = None,
) -> Track:
    """The path of states that dated evidence shows, and what the readings say of it.

    agreed    an outcome to follow as an agreement: what it asks of each side, kept or broken.
    concepts  those under which states are held to be equilibria; Nash and SEQ by default, Nash
              alone where there are many readings of many states.
    draws     of the comparison with random preferences, with `seed`; 0 for none.
    sample    look at so many of the readings, drawn with `seed`.
    ModelError where a name is unknown or the model names no status quo.
    """
    if draws < 0:
        raise bad("draws", "E-VALUE", f"{draws} is no number of draws", "write 0 or more")
    arena = compile_arena(conflict)
    told = history(conflict, arena)
    readings = readings_of(conflict, across)
    if sample is not None:
        readings = readings.sample(sample, seed)
    readings.require_listable(arena.graph.states)
    if concepts is None:
        large = len(readings) * arena.graph.states > _WITHOUT_BEING_ASKED
        concepts = ("nash",) if large else ("nash", "seq")
    asked = ask(concepts, conflict.party_names)
    kept = agreement(conflict, arena, told, agreed) if agreed is not None else None
    places = [arena.graph.find_state(str(state)) for state in told.states]
    outcomes = {
        name: tuple(
            place is not None and bool(arena.where(outcome.condition)[place]) for place in places
        )
        for name, outcome in conflict.outcomes.items()
    }
    seen = hindsight(conflict, told, readings, asked, draws, seed, progress)
    return Track(conflict, told, outcomes, kept, seen)
