"""The pages of the workbench: each a function from what is asked to a template and its values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.web.pages.evidence import evidence
from detente.web.pages.first import glossary, home
from detente.web.pages.graph import graph
from detente.web.pages.model import file, mending, parties, rules
from detente.web.pages.verdicts import verdicts
from detente.web.pages.versions import versions
from detente.web.pages.wishes import wishes
from detente.web.view import View

Page = Callable[[View], tuple[str, dict[str, Any]]]

PAGES: dict[str, Page] = {
    "parties": parties,
    "rules": rules,
    "wishes": wishes,
    "verdicts": verdicts,
    "graph": graph,
    "evidence": evidence,
    "versions": versions,
    "file": file,
}

__all__ = ["PAGES", "Page", "glossary", "home", "mending"]
