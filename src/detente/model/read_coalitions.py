"""The coalitions that a file names: which parties may act together."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model.desk import Desk
from detente.model.names import nearest, plain
from detente.model.source import Path_


def read_coalitions(desk: Desk, given: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Each coalition's parties in file order; faults where a name is unknown or said twice."""
    known = desk.words.parties
    found: dict[tuple[str, ...], None] = {}
    for k, members in enumerate(given):
        path: Path_ = ("coalitions", k)
        faults = len(desk.problems)
        if not members:
            desk.absent(path, "E-MISSING", "a coalition without a party", "name its parties")
        names = [_member(desk, (*path, j), name) for j, name in enumerate(members)]
        for j, name in enumerate(names):
            if name is not None and name in names[:j]:
                what = f"'{name}' stands in this coalition twice"
                desk.fault((*path, j), "E-DUPLICATE", what, "leave one out")
        if len(desk.problems) > faults or not members:
            continue
        coalition = tuple(party for party in known if party in names)
        if coalition in found:
            what = f"the coalition of {' and '.join(coalition)} is named twice"
            desk.fault(path, "E-DUPLICATE", what, "leave one out")
        found[coalition] = None
    return tuple(found)


def _member(desk: Desk, path: Path_, text: str) -> str | None:
    name = plain(text)
    if name in desk.words.parties:
        return name
    guess = nearest(name, desk.words.parties)
    mend = f"did you mean '{guess}'?" if guess else f"write one of: {', '.join(desk.words.parties)}"
    desk.fault(path, "E-PARTY", f"unknown party '{text}'", mend)
    return None
