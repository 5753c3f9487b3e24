"""Tools about what is there: files, reports with what they say, the form of a model file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.arguments import wrong
from detente.assistant.answers import Answer, plain
from detente.assistant.folder import Folder

_MOST = 20_000  # code points of a report in one answer


def files(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """The files in the folder, and the bundled cases."""
    from detente.library import described_cases

    cut: list[Answer] = []
    names = plain(folder.names(), "files", cut)
    cases = dict(described_cases())
    told = f"{len(folder.names())} files in the folder, {len(cases)} bundled cases"
    return {"sentence": told, "files": names, "cases": cases, "cut": cut}


def read_report(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """What a report says, each thing with its place."""
    from detente.documents import load_document
    from detente.reading import read

    reading = read(load_document(folder.place(text_of(given, "report"))))
    cut: list[Answer] = []
    values = plain(reading.to_dict(), "answer", cut)
    counts = [f"{len(values.get(key, []))} {key}" for key in ("quotes", "proposals", "claims")]
    answer = {"sentence": f"the report has {', '.join(counts)}", "answer": values}
    return {**answer, "cut": cut} if cut else answer


def report_text(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """The text of a report, or a part of it, by code points."""
    from detente.documents import load_document

    document = load_document(folder.place(text_of(given, "report")))
    start = given.get("from", 0)
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise wrong("from", "this is no place in a text", "give a whole number from 0", "E-SPAN")
    text = document.text[start : start + _MOST]
    end = start + len(text)
    told = f"code points {start} to {end} of {len(document.text)}"
    more = {} if end >= len(document.text) else {"next": end}
    return {"sentence": told, "text": text, "from": start, "to": end, **more}


def draft_model(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """A first model from reports by detente's own rules; every guess in it is marked."""
    from detente.drafting import draft_from

    names = given["reports"]
    if not isinstance(names, list) or not names:
        raise wrong("reports", "no report is named", "give a list of files", "E-TYPE")
    documents = [str(folder.place(str(name))) for name in names]
    target = given.get("write_to")
    place = None if target is None else str(folder.place(text_of(given, "write_to")))
    made = draft_from(documents, place)
    told = f"a draft with {len(made.conflict.options)} options; every guess is under `review`"
    where = f", written to {target}" if place is not None else ""
    cut: list[Answer] = []
    return {"sentence": told + where, "answer": plain(made.to_dict(), "answer", cut), "cut": cut}


def model_form(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """How a model file is written."""
    from detente.library import case_text
    from detente.model import json_schema

    told = "a model file is YAML of this schema; the example is the bundled case elmira"
    return {"sentence": told, "schema": json_schema(), "example": case_text("elmira")}


def text_of(given: Mapping[str, Any], name: str) -> str:
    """An argument that is text; ModelError where it is none."""
    value = given[name]
    if not isinstance(value, str):
        raise wrong(name, "this is no text", "give a text", "E-TYPE")
    return value


_REPORT = {"type": "string", "description": "A report in the folder: text, HTML, PDF or DOCX."}

TOOLS: tuple[dict[str, Any], ...] = (
    {
        "name": "files",
        "says": "Which files are in the folder, and which cases are bundled?",
        "properties": {},
        "needed": (),
        "answer": files,
    },
    {
        "name": "read_report",
        "says": "What does a report say: quotes, actors, dates, proposals, claims, with places?",
        "properties": {"report": _REPORT},
        "needed": ("report",),
        "answer": read_report,
    },
    {
        "name": "report_text",
        "says": "What is the text of a report, from a code point on?",
        "properties": {"report": _REPORT, "from": {"type": "integer", "default": 0}},
        "needed": ("report",),
        "answer": report_text,
    },
    {
        "name": "draft_model",
        "says": "What first model do detente's own rules draft from reports?",
        "properties": {
            "reports": {"type": "array", "items": {"type": "string"}},
            "write_to": {"type": "string", "description": "A new model file in the folder."},
        },
        "needed": ("reports",),
        "answer": draft_model,
        "writes": True,
    },
    {
        "name": "model_form",
        "says": "How is a model file written?",
        "properties": {},
        "needed": (),
        "answer": model_form,
    },
)
