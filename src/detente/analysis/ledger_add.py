"""A new entry for the ledger: checked, written behind the others, and read again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.analysis.ledger import boilerplate, span_hash
from detente.analysis.readings import bad
from detente.model import Conflict, load_file
from detente.model.edit import edit_file
from detente.problems import ModelError, Problem

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
    before = load_file(path)
    entry: dict[str, Value] = {"says": says}
    for key, day in (("date", date), ("as_of", as_of)):
        if day is not None:
            entry[key] = _day(key, day)
    source: dict[str, str | int] = {}
    if document is not None:
        from detente.documents import load_document

        source |= _cited(load_document(document), span, says)
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
    ledger = Path(before.evidence_file)
    raw = ledger.read_bytes()
    edit_file(ledger, lambda data: _enter(data, str(ledger), before, name, entry))
    try:
        conflict = load_file(path)
        _same_but(before, conflict, name)
    except BaseException:
        ledger.resolve().write_bytes(raw)
        raise
    return conflict


def _enter(
    data: MutableMapping[str, Any],
    file: str,
    before: Conflict,
    name: str,
    entry: Mapping[str, Value],
) -> None:
    """Put the entry behind the others: under `evidence`, or at the outermost level of a ledger."""
    own = before.evidence_file != before.file
    nested = isinstance(data.get("evidence"), dict) and "says" not in data["evidence"]
    ledger = data
    if not own or nested:
        if not data.get("evidence"):
            data["evidence"] = {}
        ledger = data["evidence"]
    if name in ledger:
        line = before.evidence[name].line
        raise ModelError(
            (
                Problem(
                    file,
                    line,
                    1,
                    "E-EVIDENCE-TWICE",
                    f"there is an evidence entry '{name}' already",
                    "choose another id",
                ),
            )
        )
    ledger[name] = dict(entry)


def _day(key: str, text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise bad(
            f"--{key.replace('_', '-')}", "E-DATE", f"'{text}' is no date", "write it as 2017-09-06"
        ) from None


def _cited(document: Document, span: tuple[int, int] | None, says: str) -> dict[str, str | int]:
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
    kind = boilerplate(document.parts, start, end)
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
