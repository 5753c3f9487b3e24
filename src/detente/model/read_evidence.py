"""Reading the evidence ledger, in the model file or in a file of its own."""

from __future__ import annotations

import datetime
from pathlib import Path
from types import MappingProxyType

from detente.model.conflict import Evidence
from detente.model.desk import Desk
from detente.model.names import nearest
from detente.model.schema import EvidenceFile, EvidenceShape
from detente.model.source import Path_, Source, parse_source, read_file
from detente.model.structure import validate
from detente.problems import ModelError, Problem


def read_date(desk: Desk, path: Path_, text: str | None) -> datetime.date | None:
    """The date at `path`, written year-month-day; None, with its fault noted, where it is none."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        desk.fault(path, "E-DATE", f"'{text}' is no date", "write it as 2017-09-06")
        return None


def load_ledger(file: str, beside: Path | None) -> tuple[Source | None, list[Problem]]:
    """The ledger file named in a model as a source of entries by id, or why there is none.

    file    as written in the model, relative to the model's folder `beside`; it must not lead out
            of that folder.
    """
    relative = Path(file)
    if beside is None:
        return None, [
            Problem(
                file, 0, 0, "E-FILE", "a text has no folder to look in", "write the evidence inline"
            )
        ]
    path = beside / relative
    if relative.is_absolute() or ".." in relative.parts:
        return None, [
            Problem(
                file,
                0,
                0,
                "E-FILE",
                "the evidence file lies outside the model's folder",
                "put it beside the model",
            )
        ]
    try:
        source = parse_source(read_file(path, str(path)), str(path))
    except ModelError as error:
        return None, list(error.problems)
    if isinstance(source.data, dict) and isinstance(source.data.get("evidence"), dict):
        inner = {
            where[1:]: place for where, place in source.places.items() if where[:1] == ("evidence",)
        }
        _, problems = validate(EvidenceFile, source)
        return Source(source.file, source.data["evidence"], inner), problems
    return source, []


def read_evidence(
    desk: Desk, root: Path_, entries: dict[str, EvidenceShape], strict: bool
) -> dict[str, Evidence]:
    """The entries by id.

    root    where the entries stand in the desk's source.
    strict  whether every name under `supports` must be known: so in the model's own file; a ledger
            shared by several models may speak of options that one of them leaves out.
    """
    ledger = {}
    for name, data in entries.items():
        path: Path_ = (*root, name)
        supports = []
        for k, text in enumerate(data.supports):
            where = (
                (*path, "supports", k)
                if (*path, "supports", k) in desk.source.places
                else (*path, "supports")
            )
            condition, faults = desk.words.condition(text)
            if condition is None and (strict or faults[0].code == "E-CONDITION"):
                desk.faults(where, faults)
            elif condition is not None:
                supports.append(text)
        source = data.source.model_dump(by_alias=True, exclude_none=True) if data.source else {}
        start, end = source.get("from"), source.get("to")
        if start is not None and end is not None and not 0 <= start < end:
            desk.fault(
                (*path, "source", "to"),
                "E-SPAN",
                f"the place from {start} to {end} is empty or backwards",
                "write code point offsets with from < to",
            )
        ledger[name] = Evidence(
            name,
            data.says,
            read_date(desk, (*path, "date"), data.date),
            read_date(desk, (*path, "as_of"), data.as_of),
            MappingProxyType(source),
            data.confidence,
            tuple(supports),
            data.place,
            desk.source.place(path, key=True)[0],
        )
    return ledger


def check_citations(desk: Desk, ledger: dict[str, Evidence]) -> None:
    """Note every evidence id in the file's data that the ledger does not have."""
    todo: list[tuple[Path_, object]] = [((), desk.source.data)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, list):
            todo.extend(((*path, k), item) for k, item in enumerate(value))
        if not isinstance(value, dict):
            continue
        for key, item in value.items():
            where: Path_ = (*path, key)
            if key != "evidence" or not path:
                if where != ("evidence",) and where != ("expected",):
                    todo.append((where, item))
                continue
            if (
                where[0] in ("decision_makers", "outcomes")
                and len(where) in (2, 4)
                and where[-2] in ("decision_makers", "options", "outcomes")
            ):
                todo.append((where, item))  # a party, option or outcome that is called `evidence`
                continue
            for k, cited in enumerate(item if isinstance(item, list) else [item]):
                if str(cited) not in ledger:
                    place = (*where, k) if isinstance(item, list) else where
                    guess = nearest(str(cited), ledger)
                    mend = (
                        f"did you mean '{guess}'?"
                        if guess
                        else "add it under `evidence:`, or leave it out"
                    )
                    desk.fault(place, "E-EVIDENCE", f"there is no evidence '{cited}'", mend)
