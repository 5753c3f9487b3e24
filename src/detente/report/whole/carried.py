"""What a report carries inside, so that it can be verified: model, settings and verdicts."""

from __future__ import annotations

import base64
import importlib
import importlib.util
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from detente.limits import limit
from detente.problems import ModelError, Problem
from detente.report.missing import missing_library
from detente.report.whole.facts import Facts

PART = "detente.json"  # as a PDF's attachment and a DOCX's part
HTML_ID = "detente-data"


def carried(facts: Facts, brief: bool) -> dict[str, Any]:
    """Model and settings, and the verdicts that a later run is compared with."""
    from detente import __version__

    return {
        "detente": __version__,
        "brief": brief,
        "asked": {key: value for key, value in facts.asked.items() if value},
        "model": facts.conflict.to_dict(),
        "verdicts": verdicts(facts),
    }


def verdicts(facts: Facts) -> dict[str, Any]:
    """The verdicts of a report as plain values: equilibria, ways, claims."""
    analysis, evolution, claims = facts.analysis, facts.evolution, facts.claims
    found: dict[str, Any] = {
        f"states: {concept}": {
            "equilibria": analysis.count(concept),
            "first": [str(one) for one in analysis.equilibria(concept, limit("list_states"))],
        }
        for concept in analysis.concepts
    }
    found |= {f"no verdict: {name}": reason for name, reason in analysis.not_defined.items()}
    if not isinstance(evolution, str) and evolution.ways is not None:
        found["steps to the target"] = evolution.ways.steps
    if not isinstance(claims, str):
        found |= {f"claim {one.claim.id}": one.verdict for one in claims.findings}
    return found


def as_text(data: dict[str, Any]) -> str:
    """The carried data as JSON."""
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def in_html(data: dict[str, Any]) -> str:
    """A data block of HTML: no script, and nothing in it ends it."""
    text = as_text(data).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/json" id="{HTML_ID}">{text}</script>'


def in_markdown(data: dict[str, Any]) -> str:
    """A comment of Markdown; packed, so that nothing in it ends it."""
    return f"<!-- {HTML_ID} {base64.b64encode(as_text(data).encode()).decode()} -->\n"


def read_carried(path: str) -> dict[str, Any]:
    """What the report at `path` carries; ModelError where it carries nothing that can be read."""
    try:
        if Path(path).stat().st_size > limit("document_bytes"):
            raise _nothing(path, "it is too large to be a report of detente's")
        text = _text(path, Path(path).suffix.lower())
        data = json.loads(text)
    except OSError as error:
        raise _nothing(path, f"cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, RecursionError, zipfile.BadZipFile):
        raise _nothing(path, "it carries no model that detente can read") from None
    if not isinstance(data, dict) or not {"model", "verdicts", "asked"} <= set(data):
        raise _nothing(path, "it carries no model that detente can read")
    return data


def _text(path: str, form: str) -> str:
    if form == ".docx":
        with zipfile.ZipFile(path) as parts:
            info = parts.getinfo(PART)
            if info.file_size > limit("document_bytes"):
                raise ValueError("too large")
            return parts.read(info).decode("utf-8")
    if form == ".pdf":
        return _attached(path)
    raw = Path(path).read_text(encoding="utf-8")
    if form == ".ipynb":
        return json.dumps(json.loads(raw)["metadata"]["detente"])
    if form == ".html":
        found = re.search(rf'<script type="application/json" id="{HTML_ID}">(.*?)</script>', raw)
        if found is None:
            raise ValueError("no data block")
        return found[1]
    found = re.search(rf"<!-- {HTML_ID} ([A-Za-z0-9+/=]+) -->", raw)
    if found is None:
        raise ValueError("no comment")
    return base64.b64decode(found[1]).decode("utf-8")


def _attached(path: str) -> str:
    if importlib.util.find_spec("pypdf") is None:
        raise missing_library(path, "pypdf", "reading a PDF", "verify the HTML")
    pypdf = importlib.import_module("pypdf")
    try:
        raw = pypdf.PdfReader(path).attachments[PART][0]
    except pypdf.errors.PyPdfError:
        raise ValueError("no PDF") from None
    return bytes(raw).decode("utf-8")


def _nothing(path: str, what: str) -> ModelError:
    mend = "name a report that `detente report` has written"
    return ModelError((Problem(path, 0, 0, "E-FILE", what, mend),))
