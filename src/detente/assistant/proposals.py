"""Tools that propose: a model, evidence, a claim. What is about a report carries words of it.

The words are looked for in the report; where they stand is worked out here and not believed. What
is not found is refused, a near match too: it may have lost a negation.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.arguments import wrong
from detente.assistant.answers import Answer
from detente.assistant.folder import Folder
from detente.assistant.reports import text_of
from detente.documents import Document, load_document
from detente.problems import ModelError, Problem
from detente.reading import Placing


def propose_model(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """Write a model file; with a report, every entry of its evidence has words that stand there."""
    from detente.analysis import place_in
    from detente.editing import yaml_text
    from detente.model import load_text, parse_source
    from detente.saving import output

    target = folder.place(text_of(given, "file"))
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise wrong("file", "a model file ends in .yaml", "name it so", "E-FORMAT")
    text = text_of(given, "model")
    data = parse_source(text, "model").data
    entries = data.get("evidence", {}) if isinstance(data, dict) else {}
    if not isinstance(entries, dict):
        raise wrong("model", "its evidence stands in another file", "write it inline", "E-EVIDENCE")
    words = given.get("words", {})
    if not isinstance(words, dict) or any(name not in entries for name in words):
        mend = "give a mapping of the model's evidence ids to words of the report"
        raise wrong("words", "these are no words for the model's evidence", mend, "E-WORDS")
    report = given.get("report")
    if report is None:
        for name, entry in entries.items():
            source = entry.get("source") if isinstance(entry, dict) else None
            if isinstance(source, dict) and "document" in source:
                what = f"the evidence '{name}' cites a document, and no report is given"
                raise wrong("report", what, "give the report and the words in it", "E-WORDS")
    else:
        path = folder.place(text_of(given, "report"))
        document = load_document(path)
        if not entries:
            what = "a model about a report needs evidence with words that stand in it"
            raise wrong("model", what, "add `evidence:` and `words`", "E-WORDS")
        for name, entry in entries.items():
            span = _span(document, text_of(words, name) if name in words else "", name)
            if isinstance(entry, dict):
                entry["source"] = place_in(document, span, str(entry.get("says", "")))
        text = yaml_text(data)
    conflict = load_text(text, str(given["file"]), target.parent)
    reads = [] if report is None else [folder.place(str(report))]
    output(target, force=given.get("overwrite") is True, reads=reads).write(text)
    told = f"'{conflict.title}' is written to {given['file']}: {len(conflict.options)} options"
    return {"sentence": told, "file": given["file"], "evidence": list(conflict.evidence)}


def propose_evidence(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """Write an entry of evidence whose words stand in the report."""
    path, report, span = _of_report(folder, given)
    _entered(path, report, span, given, text_of(given, "id"))
    told = f"the evidence '{given['id']}' is written: code points {span[0]} to {span[1]}"
    return {"sentence": told, "file": given["model"], "from": span[0], "to": span[1]}


def propose_claim(folder: Folder, given: Mapping[str, Any]) -> Answer:
    """Write a claim, and the entry of evidence that it cites, whose words stand in the report."""
    from detente.editing import Insert, edit_file, edited
    from detente.model import load_text, read_file

    path, report, span = _of_report(folder, given)
    name = text_of(given, "id")
    entry = f"{name}-words"
    test = given["test"]
    if not isinstance(test, dict):
        raise wrong("test", "this is no test of a claim", "give a mapping with `expect`", "E-TYPE")
    claim = {"says": text_of(given, "says"), **test}
    if "by" in given:
        claim["by"] = text_of(given, "by")
    bare = edited(read_file(path, str(path)), [Insert(("claims",), name, claim)], str(path))
    load_text(bare, str(path), path.parent)  # what is wrong with it is said before all writing
    _entered(path, report, span, given, entry)
    cited = Insert(("claims",), name, {**claim, "evidence": [entry]})
    edit_file(path, lambda text: [cited], lambda text: _sound(text, path))
    told = f"the claim '{name}' is written, citing code points {span[0]} to {span[1]}"
    return {"sentence": told, "file": given["model"], "evidence": entry}


def _sound(text: str, path: Path) -> None:
    from detente.model import load_text

    load_text(text, str(path), path.parent)


def _entered(
    path: Path, report: Path, span: tuple[int, int], given: Mapping[str, Any], name: str
) -> None:
    from detente.analysis import add_evidence

    supports = given.get("supports", [])
    supports = [supports] if isinstance(supports, str) else supports
    if not isinstance(supports, list) or not all(isinstance(one, str) for one in supports):
        raise wrong("supports", "these are no conditions", "give a list of texts", "E-TYPE")
    if name != name.strip() or not name.isprintable():
        raise wrong("id", f"{name!r} is no id", "letters, digits, - and _", "E-TYPE")
    add_evidence(
        path,
        name,
        text_of(given, "says"),
        date=_text_or_none(given, "date"),
        document=report,
        span=span,
        confidence=_text_or_none(given, "confidence"),
        supports=supports,
    )


def _text_or_none(given: Mapping[str, Any], name: str) -> str | None:
    return None if given.get(name) is None else text_of(given, name)


def _of_report(folder: Folder, given: Mapping[str, Any]) -> tuple[Path, Path, tuple[int, int]]:
    """The model file, the report, and where the words stand in it."""
    path = folder.place(text_of(given, "model"))
    if not path.is_file():
        what = "there is no such model file in the folder"
        raise ModelError(
            (Problem(str(given["model"]), 0, 0, "E-FILE", what, "write it by propose_model"),)
        )
    folder.conflict(text_of(given, "model"))
    report = folder.place(text_of(given, "report"))
    span = _span(load_document(report), text_of(given, "words"), "words")
    return path, report, span


def _span(document: Document, words: str, name: str) -> tuple[int, int]:
    """Where the words stand first; ModelError where the report has none such."""
    placed = Placing(document.text).place(words)
    if not placed.found:
        near = ""
        if placed.spans:
            one = placed.spans[0]
            near = f": it has '{document.text[one.start : one.end][:200]}'"
        what = f"these words do not stand in the report{near}"
        mend = "give a passage letter by letter, as report_text shows it"
        raise wrong(name, what, mend, "E-WORDS")
    return placed.spans[0].start, placed.spans[0].end


_TEXT = {"type": "string"}
_FILE = {"type": "string", "description": "A model file in the folder."}
_ABOUT = {
    "report": {"type": "string", "description": "A report in the folder."},
    "words": {"type": "string", "description": "A passage of the report, letter by letter."},
    "says": {"type": "string", "description": "What it says, in your own words."},
    "date": {"type": "string", "description": "When it was so: 2026-03-01."},
    "confidence": {"type": "string", "enum": ["high", "medium", "low"]},
    "supports": {
        "type": "array",
        "items": _TEXT,
        "description": "Conditions of the model that it shows to be so.",
    },
}

TOOLS: tuple[dict[str, Any], ...] = (
    {
        "name": "propose_model",
        "says": "Write a model file; about a report, each entry of evidence with words from it.",
        "properties": {
            "file": {"type": "string", "description": "A file in the folder, ending in .yaml."},
            "model": {"type": "string", "description": "The model as YAML; see model_form."},
            "report": _ABOUT["report"],
            "words": {
                "type": "object",
                "additionalProperties": _TEXT,
                "description": "By evidence id a passage of the report, letter by letter.",
            },
            "overwrite": {"type": "boolean", "default": False},
        },
        "needed": ("file", "model"),
        "answer": propose_model,
        "writes": True,
    },
    {
        "name": "propose_evidence",
        "says": "Add an entry of evidence whose words stand in a report.",
        "properties": {"model": _FILE, "id": _TEXT, **_ABOUT},
        "needed": ("model", "id", "says", "report", "words"),
        "answer": propose_evidence,
        "writes": True,
    },
    {
        "name": "propose_claim",
        "says": "Add a claim that a report makes, with its test and the words that make it.",
        "properties": {
            "model": _FILE,
            "id": _TEXT,
            **_ABOUT,
            "by": {"type": "string", "description": "Who claims it."},
            "test": {
                "type": "object",
                "description": "`expect`, and `under`, `across`, `holding` as in a model file.",
            },
        },
        "needed": ("model", "id", "says", "report", "words", "test"),
        "answer": propose_claim,
        "writes": True,
    },
)
