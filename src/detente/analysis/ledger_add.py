"""A new entry for the ledger: checked, written behind the others, and read again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.analysis.ledger import boilerplate, span_hash
from detente.analysis.question_checks import bad
from detente.editing import Insert, Step, edit_file
from detente.model import Conflict, load_file, load_text, parse_source, read_file
from detente.problems import ModelError, Problem
from detente.saving import check_target

if TYPE_CHECKING:
    from detente.documents import Document

Value = str | int | Sequence[str] | Mapping[str, str | int]

_OWN_WORDS = 8  # so many words in a row from the report are no paraphrase


def add_evidence(
    file: str | Path,
    name: str,
    says: str,
    date: str | None = None,
    as_of: str | None = None,
    document: str | Path | None = None,
    span: tuple[int, int] | None = None,
    title: str | None = None,
    publisher: str | None = None,
    confidence: str | None = None,
    supports: Sequence[str] = (),
    place: str | None = None,
) -> Conflict:
    """Write an evidence entry into the ledger of a model file; returns the model read again.

    document, span  the report at hand and the code points in it; the report's words are never
                    stored, only its hash, the place and the hash of the place.
    ModelError, with the file untouched, where the entry or the model with it would be wrong.
    """
    path = Path(file)
    check_target(path, () if document is None else (document,))
    written_to = load_file(path).evidence_file
    entry: dict[str, Value] = {"says": says}
    for key, day in (("date", date), ("as_of", as_of)):
        if day is not None:
            entry[key] = _day(key, day)
    source: dict[str, str | int] = {}
    if document is not None:
        from detente.documents import load_document

        source |= place_in(load_document(document), span, says)
    elif span is not None:
        raise bad("--from", "E-SPAN", "a place needs its document", "give --document as well")
    source |= {k: v for k, v in (("title", title), ("publisher", publisher)) if v}
    if source:
        entry["source"] = source
    if confidence is not None:
        if confidence not in ("high", "medium", "low"):
            raise bad(
                "--confidence", "E-VALUE", f"'{confidence}' is no confidence", "high, medium, low"
            )
        entry["confidence"] = confidence
    if place:
        entry["place"] = place
    if supports:
        entry["supports"] = list(supports)
    before: Conflict | None = None
    after: Conflict | None = None

    def decide(text: str) -> list[Step]:
        nonlocal before
        before = _with(path, written_to, text)
        return [_entered(text, before, name, entry)]

    def check(text: str) -> None:
        nonlocal after
        assert before is not None
        after = _with(path, written_to, text)
        _same_but(before, after, name)

    edit_file(written_to, decide, check, () if document is None else (document,))
    assert after is not None
    return after


def _with(path: Path, ledger: str, text: str) -> Conflict:
    """The model at `path` where the file with its evidence says `text`."""
    if ledger == str(path):
        return load_text(text, str(path), path.parent)
    conflict = load_text(read_file(path, str(path)), str(path), path.parent, text)
    if conflict.evidence_file != ledger:
        what = "the model names another evidence file than it did just now"
        raise bad(str(path), "E-BUSY", what, "run this again")
    return conflict


def _entered(text: str, before: Conflict, name: str, entry: Mapping[str, Value]) -> Step:
    """The entry behind the others: under `evidence`, or at the outermost level of a ledger."""
    if name in before.evidence:
        what = f"there is an evidence entry '{name}' already"
        raise ModelError(
            (
                Problem(
                    before.evidence_file,
                    before.evidence[name].line,
                    1,
                    "E-EVIDENCE-TWICE",
                    what,
                    "choose another id",
                ),
            )
        )
    nested = True
    if before.evidence_file != before.file:
        inner = parse_source(text, before.evidence_file).data.get("evidence")
        nested = isinstance(inner, dict) and "says" not in inner
    return Insert(("evidence",) if nested else (), name, entry)


def _day(key: str, text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise bad(
            f"--{key.replace('_', '-')}", "E-DATE", f"'{text}' is no date", "write it as 2017-09-06"
        ) from None


def place_in(document: Document, span: tuple[int, int] | None, says: str) -> dict[str, str | int]:
    """The source of an entry that `says` what stands in a place of a report.

    ModelError where the place is none, lies outside the report's own text, or is taken over.
    """
    found: dict[str, str | int] = {"document": f"sha256:{document.sha256}"}
    if span is None:
        return found
    start, end = span
    if not 0 <= start < end:
        raise bad(
            "--from",
            "E-SPAN",
            f"the place from {start} to {end} is empty or backwards",
            "from < to",
        )
    if end > document.length:
        raise bad(
            "--to",
            "E-SPAN",
            f"the place ends at {end}, and the document at {document.length}",
            "write code point offsets within the document",
        )
    from detente.reading import find_parts

    kind = boilerplate(find_parts(document), start, end)
    if kind:
        raise bad(
            "--from",
            "E-BOILERPLATE",
            f"the place from {start} to {end} lies in a {kind}, not in the report",
            "cite what the report says",
        )
    text = document.text[start:end]
    if copied := _copied(says, text):
        raise bad(
            "--says",
            "E-VERBATIM",
            f"'{copied} …' repeats the report's own words",
            "say it in words of your own; hash and place lead to the report",
        )
    return {**found, "from": start, "to": end, "sha256": span_hash(text)}


def _copied(says: str, text: str) -> str:
    """The first words that a paraphrase takes over from the report; empty where it does not."""
    own = re.findall(r"\w+", says.casefold())
    theirs = re.findall(r"\w+", text.casefold())
    length = min(_OWN_WORDS, max(len(theirs), 3))
    runs = {tuple(theirs[k : k + length]) for k in range(len(theirs) - length + 1)}
    for k in range(len(own) - length + 1):
        if tuple(own[k : k + length]) in runs:
            return " ".join(own[k : k + 4])
    return ""


def _same_but(before: Conflict, after: Conflict, name: str) -> None:
    """The model says what it said, and has one entry more."""
    known = {k: replace(v, line=0) for k, v in before.evidence.items()}
    now = {k: replace(v, line=0) for k, v in after.evidence.items() if k != name}
    assert name in after.evidence, name
    assert known == now, "another entry changed"
