"""The coalitions that a file names: which parties may act together."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model.checker import Checker
from detente.model.names import nearest, plain
from detente.model.source import Path_


def read_coalitions(
    checker: Checker, given: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Each coalition's parties in file order; faults where a name is unknown or said twice."""
    known = checker.words.parties
    found: dict[tuple[str, ...], None] = {}
    for k, members in enumerate(given):
        path: Path_ = ("coalitions", k)
        faults = len(checker.problems)
        if not members:
            checker.absent(path, "E-MISSING", "a coalition without a party", "name its parties")
        names = [_member(checker, (*path, j), name) for j, name in enumerate(members)]
        for j, name in enumerate(names):
            if name is not None and name in names[:j]:
                what = f"'{name}' stands in this coalition twice"
                checker.fault((*path, j), "E-DUPLICATE", what, "leave one out")
        if len(checker.problems) > faults or not members:
            continue
        coalition = tuple(party for party in known if party in names)
        if coalition in found:
            what = f"the coalition of {' and '.join(coalition)} is named twice"
            checker.fault(path, "E-DUPLICATE", what, "leave one out")
        found[coalition] = None
    return tuple(found)


def _member(checker: Checker, path: Path_, text: str) -> str | None:
    name = plain(text)
    if name in checker.words.parties:
        return name
    guess = nearest(name, checker.words.parties)
    mend = (
        f"did you mean '{guess}'?" if guess else f"write one of: {', '.join(checker.words.parties)}"
    )
    checker.fault(path, "E-PARTY", f"unknown party '{text}'", mend)
    return None
