"""What is asked for: the concepts by id, and the assumptions by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.analysis.question_checks import bad, guess_or_list, several
from detente.stability import Asked, Assumptions, Sanction, SanctionMoves, core_ids, find, known_ids

_SANCTION_MOVES: dict[str, SanctionMoves] = {"legal": "legal", "once": "once", "single": "single"}
_SANCTIONS: dict[str, Sanction] = {"weak": "weak", "strict": "strict"}
_HORIZON = re.compile(r"(c?mr|l)_?-?[0-9]*")
_HORIZONS = "write it with a horizon from 1 to 1000, as in mr4, cmr4 or l4"


def ask(concepts: str | Sequence[str] | None, parties: tuple[str, ...]) -> tuple[Asked, ...]:
    """The concepts asked for by id; the core where none is named. ModelError where unknown."""
    found: list[Asked] = []
    for text in core_ids() if concepts is None else several(concepts):
        asked = find(text, parties)
        if asked is None:
            raise bad(
                "concepts",
                "E-CONCEPT",
                f"unknown concept '{text}'",
                _HORIZONS if _HORIZON.fullmatch(text) else guess_or_list(text, known_ids()),
            )
        found.extend(one for one in asked if one not in found)
    if not found:
        raise bad(
            "concepts",
            "E-CONCEPT",
            "no concept is asked for",
            f"name some of: {', '.join(known_ids())}",
        )
    return tuple(found)


def assume(sanction_moves: str, sanction: str, engine: str = "auto") -> Assumptions:
    """The assumptions named; ModelError where one is unknown. Engines are looked for by others."""
    if sanction_moves not in _SANCTION_MOVES:
        raise bad(
            "sanction_moves",
            "E-VALUE",
            f"'{sanction_moves}' is no reading of the others' moves",
            "write legal, once or single",
        )
    if sanction not in _SANCTIONS:
        raise bad(
            "sanction", "E-VALUE", f"'{sanction}' is no kind of sanction", "write weak or strict"
        )
    return Assumptions(_SANCTION_MOVES[sanction_moves], _SANCTIONS[sanction], engine)
