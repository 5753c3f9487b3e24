"""What is asked for: the concepts by id, and the assumptions by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.analysis.question_checks import bad, guess_or_list, several
from detente.model import semantics_ids, semantics_of
from detente.problems import ModelError
from detente.stability import (
    Asked,
    Assumptions,
    Sanction,
    SanctionMoves,
    core_ids,
    find,
    known_ids,
    read_as,
)

_SANCTION_MOVES: dict[str, SanctionMoves] = {"legal": "legal", "once": "once", "single": "single"}
_SANCTIONS: dict[str, Sanction] = {"weak": "weak", "strict": "strict"}
_HORIZON = re.compile(r"(c?mr|l)_?-?[0-9]*")
_HORIZONS = "write it with a horizon from 1 to 1000, as in mr4, cmr4 or l4"


def ask(
    concepts: str | Sequence[str] | None, parties: tuple[str, ...], under: bool = False
) -> tuple[Asked, ...]:
    """The concepts asked for by id; the core where none is named. ModelError where unknown.

    under  whether one may be asked for under a semantics, as `unknown-a:seq`.
    """
    found: list[Asked] = []
    for text in core_ids() if concepts is None else several(concepts):
        asked = _under(text, parties) if under and ":" in text else find(text, parties)
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


def _under(text: str, parties: tuple[str, ...]) -> tuple[Asked, ...] | None:
    """A concept named with its semantics; None where there is none such."""
    name, _, concept = text.partition(":")
    semantics, found = semantics_of(name.strip()), find(concept, parties)
    if semantics is None or found is None:
        return None
    read = [read_as(one, semantics) for one in found]
    return None if None in read else tuple(one for one in read if one is not None)


def ask_under(asked: Sequence[Asked], semantics: str | Sequence[str]) -> tuple[Asked, ...]:
    """The concepts of those asked that are defined under a semantics, under each one named.
    ModelError where one is unknown, or none of the concepts is so defined."""
    found: list[Asked] = []
    for text in several(semantics):
        read = semantics_of(text)
        if read is None:
            what = f"'{text}' is no way to read uncertain preferences"
            raise bad("semantics", "E-VALUE", what, guess_or_list(text, semantics_ids()))
        found += [under for one in asked if (under := read_as(one, read)) and under not in found]
    if several(semantics) and not found:
        what = "none of the concepts asked for is defined for uncertain preferences"
        raise bad("concepts", "E-CONCEPT", what, f"name some of: {', '.join(core_ids())}")
    return tuple(found)


def unlisted_under() -> ModelError:
    """That preferences are to be read by a semantics by the engine that lists no states."""
    what = "graded and uncertain preferences are judged by the engines that list states"
    return bad("semantics", "E-VALUE", what, "leave it out, or the engine `symbolic`")


def strict_under() -> ModelError:
    """That a strict sanction is asked for where preferences are read by a semantics."""
    what = "a strict sanction is for plain preferences"
    mend = "leave it out; `degree-1` says that only what is worse deters"
    return bad("sanction", "E-VALUE", what, mend)


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
