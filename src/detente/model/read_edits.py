"""Reading edits of priority lists: as a model file has them, and in words.

Words are `move 3 to 1`, `insert COND at 2`, `drop 4`, `replace 4 by COND`; a statement that stands
in the list may be named by its text in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.model.checker import Checker
from detente.model.condition import Condition
from detente.model.edits import Drop, Edit, EditError, Insert, Move, Replace, Which, applied
from detente.model.known_names import Fault, KnownNames
from detente.model.names import nearest
from detente.model.preferences import Statement
from detente.model.schema import EditShape, StatementShape
from detente.model.source import Path_

# What each kind of edit needs beside it.
_NEEDS = {"move": "to", "insert": "at", "drop": "", "replace": "by"}
_SAYS = {
    "move": "a move says where to",
    "insert": "an insertion says at which place",
    "replace": "a replacement says by what",
}
_EXAMPLES = {
    "move": "move 3 to 1",
    "insert": "insert COND at 1",
    "drop": "drop 4",
    "replace": "replace 4 by COND",
}
_WHICH = r'(?:(?P<place>[-+]?\d+)|"(?P<text>.+?)")'
FORMS_OF_EDITS = {
    "move": re.compile(rf"move\s+{_WHICH}\s+to\s+(?P<to>[-+]?\d+)"),
    "insert": re.compile(r"insert\s+(?P<said>.+?)\s+at\s+(?P<at>[-+]?\d+)", re.DOTALL),
    "drop": re.compile(rf"drop\s+{_WHICH}"),
    "replace": re.compile(rf"replace\s+{_WHICH}\s+by\s+(?P<said>.+)", re.DOTALL),
}
# What people say instead.
_SYNONYMS = {
    "add": "insert",
    "change": "replace",
    "cut": "drop",
    "delete": "drop",
    "lower": "move",
    "omit": "drop",
    "put": "insert",
    "raise": "move",
    "remove": "drop",
    "shift": "move",
    "swap": "move",
}
_QUOTED = re.compile(r'"([^"]+)"')


def read_edits(
    checker: Checker, path: Path_, shapes: Sequence[EditShape]
) -> tuple[Edit, ...] | None:
    """The edits at `path`; None, with its faults noted, where one of them cannot be read."""
    edits = [_read(checker, _at(checker, path, k), shape) for k, shape in enumerate(shapes)]
    sound = tuple(edit for edit in edits if edit is not None)
    return sound if len(sound) == len(edits) else None


def edited(
    checker: Checker, path: Path_, statements: Sequence[Statement], edits: Sequence[Edit]
) -> tuple[Statement, ...] | None:
    """The list after the edits at `path`; None, with the fault noted, where one does not fit."""
    try:
        return applied(statements, edits)
    except EditError as error:
        checker.fault(_at(checker, path, error.number), "E-EDIT", error.what, error.mend)
        return None


def _at(checker: Checker, path: Path_, number: int) -> Path_:
    """Where an edit stands: in a list, or alone."""
    alone = number == 0 and not checker.source.has((*path, 0))
    return path if alone else (*path, number)


def _read(checker: Checker, path: Path_, shape: EditShape) -> Edit | None:
    if shape.in_words is not None:
        edit = edit_of(checker.words, shape.in_words)
        if isinstance(edit, list):
            checker.faults(path, edit)
            return None
        return edit
    kinds = [kind for kind in _NEEDS if getattr(shape, kind) is not None]
    if len(kinds) != 1:
        said = "nothing" if not kinds else " and ".join(kinds)
        mend = "write one of: move, insert, drop, replace"
        checker.absent(path, "E-EDIT", f"an edit does one thing, this says {said}", mend)
        return None
    kind = kinds[0]
    needed = _NEEDS[kind]
    for key in ("to", "at", "by"):
        if key != needed and getattr(shape, key) is not None:
            mend = f"write `{needed}:`" if needed else "leave it out"
            what = f"'{key}' does not go with '{kind}'"
            checker.fault((*path, key), "E-EDIT", what, mend, key=True)
            return None
    if needed and getattr(shape, needed) is None:
        checker.absent(path, "E-EDIT", _SAYS[kind], f"add `{needed}: …`")
        return None
    if kind == "insert":
        statement = _statement(checker, (*path, "insert"), shape.insert)
        return None if statement is None else Insert(statement, shape.at or 0)
    which = _which(checker, (*path, kind), getattr(shape, kind))
    by = None if shape.by is None else _statement(checker, (*path, "by"), shape.by)
    if which is None or (kind == "replace" and by is None):
        return None
    if kind == "move":
        return Move(which, shape.to or 0)
    return Drop(which) if by is None else Replace(which, by)


def _which(checker: Checker, path: Path_, said: int | str) -> Which | None:
    return said if isinstance(said, int) else checker.condition(path, said)


def _statement(checker: Checker, path: Path_, shape: StatementShape | None) -> Statement | None:
    assert shape is not None, path
    inner = (*path, "prefer") if checker.source.has((*path, "prefer")) else path
    condition = checker.condition(inner, shape.prefer)
    if condition is None:
        return None
    strong = shape.strength in ("much", "great")
    return Statement(condition, shape.because, tuple(shape.evidence), strong)


# --- in words ---


@dataclass(frozen=True, slots=True)
class Setting:
    """What one `--set` says of a party: an alternative, or an edit; `column` is where it begins."""

    party: str
    alternative: str | None
    edit: Edit | None


def edit_of(words: KnownNames, text: str, column: int = 1) -> Edit | list[Fault]:
    """The edit that the words say, or what is wrong with them.

    column  where the text begins in what the user wrote.
    """
    start = len(text) - len(text.lstrip())
    said, at = text.strip(), column + start
    kind = re.sub(r"\W.*", "", said, flags=re.DOTALL)
    match = FORMS_OF_EDITS[kind].fullmatch(said) if kind in FORMS_OF_EDITS else None
    if match is None:
        return [_unreadable(said, kind, at)]
    part = match.groupdict()
    faults: list[Fault] = []

    def condition(group: str) -> Condition | None:
        found, wrong = words.condition(part[group])
        bare = _QUOTED.fullmatch(part[group]) if wrong and group == "said" else None
        if bare is not None:
            # A whole new statement in quotes, where no outcome is called so.
            inner, _ = words.condition(bare[1])
            if inner is not None:
                return inner
        shift = at + match.start(group) - 1
        faults.extend(Fault(one.column + shift, one.code, one.what, one.mend) for one in wrong)
        return found

    which: Which | None = None
    if part.get("place") is not None:
        which = int(part["place"])
    elif part.get("text") is not None:
        which = condition("text")
    new = condition("said") if part.get("said") is not None else None
    if faults:
        return faults
    return _built(kind, which, new, part)


def _built(kind: str, which: Which | None, new: Condition | None, part: dict[str, Any]) -> Edit:
    if kind == "insert":
        assert new is not None
        return Insert(Statement(new), int(part["at"]))
    assert which is not None
    if kind == "move":
        return Move(which, int(part["to"]))
    return Drop(which) if new is None else Replace(which, Statement(new))


def _unreadable(said: str, kind: str, column: int) -> Fault:
    """What is wrong with words that have the form of no edit."""
    if kind not in FORMS_OF_EDITS:
        guess = _SYNONYMS.get(kind.lower()) or (
            nearest(kind, list(FORMS_OF_EDITS)) if kind else None
        )
        forms = ", ".join(f"'{one}'" for one in _EXAMPLES.values())
        mend = f"write '{_EXAMPLES[guess]}'" if guess else f"write one of: {forms}"
        return Fault(column, "E-EDIT", f"'{said}' is no edit of a list", mend)
    rest = said[len(kind) :].strip()
    needed = _NEEDS[kind]
    mend = f"write it as '{_EXAMPLES[kind]}'"
    if not rest:
        return Fault(column, "E-EDIT", f"'{said}' names no statement", mend)
    if needed and not re.search(rf"\s{needed}\s", f" {rest} "):
        return Fault(column, "E-EDIT", f"{_SAYS[kind]}; '{said}' does not", mend)
    if kind == "insert" or re.match(r'[-+]?\d|"', rest):
        return Fault(column, "E-EDIT", f"'{said}' is no edit of a list", mend)
    return Fault(
        column,
        "E-EDIT",
        f"'{said}' names the statement neither by its place nor in double quotes",
        mend if kind != "drop" else f"{mend}, or 'drop \"{rest}\"'",
    )


def setting_of(
    parties: Sequence[tuple[str, str]], words: KnownNames, text: str
) -> Setting | list[Fault]:
    """What `PARTY=ALTERNATIVE` or `PARTY: EDIT` says, or what is wrong with it.

    parties  (name, title) of each. Whether there is such an alternative is for the caller to see.
    """
    known = sorted({one for pair in parties for one in pair if one}, key=len, reverse=True)
    lead = len(text) - len(text.lstrip())
    for name in known:
        found = re.compile(rf"{re.escape(name)}\s*([=:])").match(text, lead)
        if found is not None:
            break
    else:
        found = re.compile(r"([^=:]*)([=:])").match(text)
        forms = "write 'PARTY=ALTERNATIVE' or 'PARTY: move 3 to 1'"
        if found is None or not found[1].strip():
            what = f"'{text}' is neither an alternative nor an edit"
            return [Fault(1, "E-EDIT", what, forms)]
        party = found[1].strip()
        names = [name for name, _ in parties]
        guess = nearest(party, names)
        mend = f"did you mean '{guess}'?" if guess else f"write one of: {', '.join(names)}"
        return [Fault(lead + 1, "E-PARTY", f"unknown party '{party}'", mend)]
    party = next(one for one, title in parties if name in (one, title))
    rest = text[found.end() :]
    if found[1] == "=":
        return Setting(party, rest.strip(), None)
    edit = edit_of(words, rest, found.end() + 1)
    return edit if isinstance(edit, list) else Setting(party, None, edit)
