"""Reading the evidence ledger, in the model file or in a file of its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from detente.model.checker import Checker
from detente.model.conflict import Evidence
from detente.model.names import nearest, printable
from detente.model.schema import EvidenceFile, EvidenceShape
from detente.model.source import Path_, Source, parsed, read_file
from detente.model.structure import validate
from detente.problems import ModelError, Problem

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_date(checker: Checker, path: Path_, text: str | None) -> datetime.date | None:
    """The date at `path`, written year-month-day; None, with its fault noted, where it is none."""
    if text is None:
        return None
    try:
        if _DATE.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:  # a day that no month has
        pass
    checker.fault(path, "E-DATE", f"'{text}' is no date", "write it as 2017-09-06")
    return None


@dataclass(frozen=True, slots=True)
class Ledger:
    """An evidence file, read.

    root   where its entries stand in `source`.
    sound  whether all of it could be read, so that an id that is not in it is a mistake.
    """

    source: Source
    root: Path_ = ()
    entries: Mapping[str, EvidenceShape] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sound: bool = False


def load_ledger(model: Source, beside: Path | None, said: str | None = None) -> Ledger:
    """The ledger file named under `evidence:` of a model, or why there is none.

    The name is relative to the model's folder `beside`, and must not lead out of it.

    said  the file's text, where it is known; it is then not read.
    """
    file = str(model.data["evidence"])
    where = model.place(("evidence",))

    def none(what: str, mend: str) -> Ledger:
        problem = Problem(model.file, *where, "E-FILE", printable(what), printable(mend))
        return Ledger(Source(file, {}), problems=[problem])

    relative = Path(file)
    if beside is None:
        return none(
            f"the evidence file '{file}' cannot be looked for: this model is in no folder",
            "write the evidence inline",
        )
    if relative.is_absolute() or ".." in relative.parts:
        return none(
            f"the evidence file '{file}' lies outside the model's folder", "put it beside the model"
        )
    path = beside / relative
    try:
        text = read_file(path, str(path)) if said is None else said
        source = parsed(text, str(path))
    except ModelError as error:
        if error.problems[0].code == "E-FILE":
            return none(f"the evidence file '{file}': {error.problems[0].what}", "name another")
        return Ledger(Source(str(path), {}), problems=list(error.problems))
    apart = isinstance(source.data, dict) and isinstance(source.data.get("evidence"), dict)
    if not apart:
        source = _under(source, "evidence")
    checked = validate(EvidenceFile, source)
    entries = checked.shape.evidence if checked.shape else {}
    return Ledger(
        checked.source, ("evidence",), entries, checked.problems, sound=not checked.problems
    )


def _under(source: Source, key: str) -> Source:
    """The source with its data one level down, under `key`."""
    return replace(
        source,
        data={key: source.data},
        places={(key, *path): at for path, at in source.places.items()},
        spans={(key, *path): at for path, at in source.spans.items()},
    )


def read_evidence(
    checker: Checker, root: Path_, entries: Mapping[str, EvidenceShape], strict: bool
) -> dict[str, Evidence]:
    """The entries by id.

    root    where the entries stand in the checker's source.
    strict  whether every name under `supports` must be known: so in the model's own file; a ledger
            shared by several models may speak of options that one of them leaves out.
    """
    ledger = {}
    for name, data in entries.items():
        path: Path_ = (*root, name)
        supports = []
        for k, text in enumerate(data.supports):
            if not strict and checker.words.is_silent_on(text):
                continue
            where = (
                (*path, "supports", k)
                if (*path, "supports", k) in checker.source.places
                else (*path, "supports")
            )
            condition, faults = checker.words.condition(text)
            if condition is None:
                checker.faults(where, faults)
            else:
                supports.append(text)
        source = data.source.model_dump(by_alias=True, exclude_none=True) if data.source else {}
        start, end = source.get("from"), source.get("to")
        if start is not None and end is not None and not 0 <= start < end:
            checker.fault(
                (*path, "source", "to"),
                "E-SPAN",
                f"the place from {start} to {end} is empty or backwards",
                "write code point offsets with from < to",
            )
        ledger[name] = Evidence(
            name,
            data.says,
            read_date(checker, (*path, "date"), data.date),
            read_date(checker, (*path, "as_of"), data.as_of),
            MappingProxyType(source),
            data.confidence,
            tuple(supports),
            data.place,
            checker.source.place(path, key=True)[0],
        )
    return ledger


def check_citations(checker: Checker, ledger: dict[str, Evidence]) -> None:
    """Note every evidence id in the file's data that the ledger does not have."""
    todo: list[tuple[Path_, object]] = [((), checker.source.data)]
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
                    checker.fault(place, "E-EVIDENCE", f"there is no evidence '{cited}'", mend)
