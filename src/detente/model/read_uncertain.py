"""What a file says is uncertain of a list: which of its statements may stand in any order."""

from __future__ import annotations

from detente.model.checker import Checker
from detente.model.names import nearest, one_of, plain
from detente.model.schema import ModelFile, PreferenceShape, UncertainShape
from detente.model.source import Path_

Places = tuple[int, int]  # from and to, 1 the first


def read_uncertain(checker: Checker, file: ModelFile) -> dict[str, tuple[Places, ...]]:
    """By party: the places of its base list between which its statements stand in any order."""
    found: dict[str, tuple[Places, ...]] = {}
    wants = {plain(party): one for party, one in file.preferences.items()}
    for party, shape in file.uncertain.items():
        path: Path_ = ("uncertain", party)
        if plain(party) not in checker.words.parties:
            guess = nearest(party, checker.words.parties)
            mend = f"did you mean '{guess}'?" if guess else one_of(checker.words.parties, "party")
            checker.fault(path, "E-PARTY", f"unknown party '{party}'", mend, key=True)
            continue
        places = _places(checker, path, shape, wants.get(plain(party)))
        if places:
            found[plain(party)] = places
    return found


def _places(
    checker: Checker, path: Path_, shape: UncertainShape, wanted: PreferenceShape | None
) -> tuple[Places, ...]:
    if (shape.sure is None) == (shape.any_order is None):
        what = "it is not said which statements are uncertain"
        if shape.sure is not None:
            what = "'sure' and 'any order' stand together"
        checker.absent(
            path, "E-UNCERTAIN", what, "write one of {sure: 2} and {any order: [[3, 5]]}"
        )
        return ()
    listed = [] if wanted is None else wanted.priorities or wanted.statements
    if listed is None:
        what = "only a list of statements has an order to be uncertain of"
        checker.absent(path, "E-UNCERTAIN", what, "leave it out, or write the preference as a list")
        return ()
    length = len(listed)  # as written: a statement that cannot be read is noted where it stands
    if shape.sure is not None:
        if not 0 <= shape.sure <= length:
            what = f"{shape.sure} statements cannot be sure: the list has {length}"
            checker.absent(
                (*path, "sure"), "E-UNCERTAIN", what, f"write a number from 0 to {length}"
            )
            return ()
        return ((shape.sure + 1, length),) if length - shape.sure > 1 else ()
    found: list[Places] = []
    for k, (first, last) in enumerate(shape.any_order or []):
        where: Path_ = (*path, "any order", k)
        if not 1 <= first < last <= length:
            what = f"[{first}, {last}] are no places of a list of {length} statements"
            mend = f"write the first place and a later one, from 1 to {length}"
            checker.absent(where, "E-UNCERTAIN", what, mend)
        elif any(first <= end and begin <= last for begin, end in found):
            what = f"the places [{first}, {last}] stand in two ranges"
            checker.fault(where, "E-UNCERTAIN", what, "write ranges that do not overlap")
        else:
            found.append((first, last))
    return tuple(sorted(found))
