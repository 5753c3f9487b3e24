"""Hand over: the report and the brief, the model, tables and pictures, as files."""

from __future__ import annotations

from typing import Any

from detente.analysis import QUESTIONS
from detente.report import kinds_of
from detente.web.asked import Asked
from detente.web.taken import FORMS, MODELS, report_of
from detente.web.view import View

_SOON = 0.8
_NAMED = {"html": "HTML", "pdf": "PDF", "docx": "Word", "md": "Markdown", "ipynb": "notebook"}


def handover(view: View) -> tuple[str, dict[str, Any]]:
    """What there is to take; with `report`, the one that is being worked out, or is ready."""
    view.conflict  # noqa: B018 - a model that does not check has its own page
    which = view.asked("report")
    asked: Asked | None = None
    if which in ("brief", "report"):
        asked = report_of(view, which == "brief")
        asked.over.wait(_SOON)
        if asked.over.is_set() and asked.stopped:
            view.open_projects.questions.drop(asked)
    readings = "".join(f"&r={pair}" for pair in view.query.getlist("r"))
    return "handover.html", {
        "which": which,
        "asked": asked,
        "forms": [(one, _NAMED[one]) for one in FORMS],
        "models": MODELS,
        "readings": readings,
        "drawn": [
            (kind, one.name)
            for one in QUESTIONS
            for kind in kinds_of(one.name)
            if one.name != "what_if"
        ],
    }
