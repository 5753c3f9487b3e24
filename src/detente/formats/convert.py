"""From one file format to another, by the endings of the names; what is lost is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from detente.editing import yaml_text
from detente.formats.efg_read import read_efg
from detente.formats.gmcr_write import write_gmcr
from detente.formats.graph_write import write_dot, write_gexf, write_graphml
from detente.formats.json_text import json_text
from detente.formats.loss import accept
from detente.formats.model_text import model_text
from detente.formats.nfg_read import read_nfg
from detente.formats.nfg_write import write_nfg
from detente.formats.side_file import beside, is_as_written, read_with_side
from detente.formats.table_read import read_csv, read_xlsx
from detente.formats.table_write import write_csv, write_xlsx
from detente.model import Conflict, load_file, load_text, model_data, parse_source, read_file
from detente.problems import ModelError, Problem

Notes = tuple[Problem, ...]
Entry = TypeVar("Entry")

_MODEL_FILES = (".yaml", ".yml", ".json")


def _load(path: Path) -> tuple[Conflict, Notes]:
    return load_file(path), ()


def _yaml(conflict: Conflict) -> tuple[str, Notes]:
    return model_text(conflict), ()


def _json(conflict: Conflict) -> tuple[str, Notes]:
    return json_text(model_data(conflict)), ()


READERS: Mapping[str, Callable[[Path], tuple[Conflict, Notes]]] = {
    **dict.fromkeys(_MODEL_FILES, _load),
    ".gmcr": read_with_side,
    ".nfg": read_nfg,
    ".efg": read_efg,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}
WRITERS: Mapping[str, Callable[[Conflict], tuple[str | bytes, Notes]]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
    ".gmcr": write_gmcr,
    ".nfg": write_nfg,
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".dot": write_dot,
}


def read_model(path: Path) -> tuple[Conflict, Notes]:
    """The conflict in a file of any format that is read, and what of it a conflict cannot hold."""
    return _by_suffix(READERS, path, "read")(path)


def write_model(conflict: Conflict, target: Path, lossy: bool = False) -> tuple[str | bytes, Notes]:
    """The conflict as the content of a file of the target's format, and what that does not say.

    Nothing is written to the disk. ModelError where the format cannot hold what answers hang on,
    unless `lossy`.
    """
    text, notes = _by_suffix(WRITERS, target, "written")(conflict)
    return _sound(text, target, conflict.file), accept(notes, lossy)


def convert(source: Path, target: Path, lossy: bool = False) -> tuple[str | bytes, Notes]:
    """The content of the target that says what the source says, and notes on what is lost.

    Nothing is written to the disk. A model file that stays one keeps all its keys, those that no
    conflict holds too. ModelError where a file is broken, a format is not known, or the target's
    format cannot hold what answers hang on, unless `lossy`; TooLarge where it would be too large.
    """
    _by_suffix(WRITERS, target, "written")
    if _suffix(source) == ".gmcr" and _suffix(target) in _MODEL_FILES and is_as_written(source):
        return convert(beside(source), target, lossy)
    conflict, notes = read_model(source)
    if _suffix(source) not in _MODEL_FILES or _suffix(target) not in _MODEL_FILES:
        content, more = write_model(conflict, target, lossy)
        return content, (*notes, *more)
    text = read_file(source, str(source))
    data, more = _with_evidence(parse_source(text, str(source)).data, conflict, source, target)
    if _has_comments(text):
        lost = Problem(
            str(source),
            0,
            0,
            "W-NOT-CARRIED",
            "comments (`# …`) are left out",
            "keep the source file, or write them as `about:` and `because:`",
        )
        more = (*more, lost)
    written = json_text(data) if _suffix(target) == ".json" else yaml_text(data)
    return _sound(written, target, str(source), source.parent), (*notes, *more)


def side_file(source: Path, target: Path) -> tuple[Path, str] | None:
    """The model file to be put beside a target that has no place for all of the model, if any."""
    if _suffix(target) != ".gmcr" or _suffix(source) == ".gmcr":
        return None
    place = beside(target)
    text, _ = convert(source, place)
    assert isinstance(text, str), place
    return place, text


def files_read(source: Path) -> tuple[Path, ...]:
    """The files that a sound source file is read from: itself, and the evidence file it names."""
    if _suffix(source) == ".gmcr" and beside(source).is_file():
        return (source, *files_read(beside(source)))
    if _suffix(source) not in _MODEL_FILES:
        return (source,)
    named = parse_source(read_file(source, str(source)), str(source)).data.get("evidence")
    return (source, source.parent / named) if isinstance(named, str) else (source,)


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _by_suffix(known: Mapping[str, Entry], path: Path, done: str) -> Entry:
    found = known.get(_suffix(path))
    if found is None:
        named = f"the ending '{path.suffix}'" if path.suffix else "a name without ending"
        problem = Problem(
            str(path),
            0,
            0,
            "E-FORMAT",
            f"{named} is no format that can be {done}",
            f"use one of: {', '.join(known)}",
        )
        raise ModelError((problem,))
    return found


def _with_evidence(
    data: dict[str, Any], conflict: Conflict, source: Path, target: Path
) -> tuple[dict[str, Any], Notes]:
    """The model's data with the evidence written out where the target cannot refer to its file."""
    named = data.get("evidence")
    if not isinstance(named, str) or source.parent.resolve() == target.parent.resolve():
        return data, ()
    path = source.parent / named
    ledger = parse_source(read_file(path, str(path)), str(path)).data
    entries = ledger["evidence"] if isinstance(ledger.get("evidence"), dict) else ledger
    written, lost = {}, []
    for name, entry in entries.items():
        known = list(conflict.evidence[name].supports)
        given = entry.get("supports", [])
        if len(known) < (len(given) if isinstance(given, list) else 1):
            lost.append(name)
        written[name] = {key: value for key, value in entry.items() if key != "supports"}
        if known:
            written[name]["supports"] = known
    notes: Notes = ()
    if lost:
        shown = ", ".join(lost[:5]) + (", …" if len(lost) > 5 else "")
        what = (
            f"what evidence supports is left out where the model has no such option: "
            f"{len(lost)} entries ({shown})"
        )
        note = Problem(str(path), 0, 0, "W-NOT-CARRIED", what, "keep the evidence file")
        notes = (note,)
    if entries is not ledger and set(ledger) > {"evidence"}:
        rest = ", ".join(key for key in ledger if key != "evidence")
        what = f"of the evidence file is left out: {rest}"
        notes += (Problem(str(path), 0, 0, "W-NOT-CARRIED", what, "keep the evidence file"),)
    return {**data, "evidence": written}, notes


def _has_comments(text: str) -> bool:
    """Whether a `#` in the YAML text begins a comment, rather than standing within a value."""
    if "#" not in text:
        return False
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = [match.start(1) for match in re.finditer(r"(?:^|\s)(#)", text, re.MULTILINE)]
    values = []
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.ScalarEvent):
            assert event.start_mark is not None, event
            assert event.end_mark is not None, event
            values.append((event.start_mark.index, event.end_mark.index))
    k = 0
    for at in found:
        while k < len(values) and values[k][1] <= at:
            k += 1
        if k == len(values) or at < values[k][0]:
            return True
    return False


def _sound(text: str | bytes, target: Path, source: str, beside: Path | None = None) -> str | bytes:
    """The text of a model file, once it has been seen to be one; other formats as they are.

    beside  where the evidence file is that the text may name.
    """
    if isinstance(text, str) and _suffix(target) in _MODEL_FILES:
        try:
            load_text(text, str(target), beside)
        except ModelError as error:
            # What a conflict holds and no file can say: a condition longer than the reader takes.
            raise ModelError(
                tuple(
                    replace(one, file=source, line=0, column=0, what=f"as a model file, {one.what}")
                    for one in error.problems
                )
            ) from None
    return text
