"""The pages of the workbench: each a function from what is asked to a template and its values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.web.pages.evidence import evidence
from detente.web.pages.first import glossary, home
from detente.web.pages.graph import graph
from detente.web.pages.handover import handover
from detente.web.pages.model import file, mending, parties, rules
from detente.web.pages.questions import a_question, is_question, questions
from detente.web.pages.report import report
from detente.web.pages.verdicts import verdicts
from detente.web.pages.versions import versions
from detente.web.pages.wishes import wishes
from detente.web.view import View

Page = Callable[[View], tuple[str, dict[str, Any]]]

PAGES: dict[str, Page] = {
    "report": report,
    "parties": parties,
    "rules": rules,
    "wishes": wishes,
    "verdicts": verdicts,
    "graph": graph,
    "questions": questions,
    "evidence": evidence,
    "versions": versions,
    "file": file,
    "handover": handover,
}


def is_page(name: str) -> bool:
    """Whether a project has a page of that name: one of its own, or a question's."""
    return name in PAGES or is_question(name)


def page_of(name: str) -> Page:
    """The function behind a page."""
    return a_question if is_question(name) else PAGES[name]


__all__ = ["PAGES", "Page", "glossary", "home", "is_page", "is_question", "mending", "page_of"]
