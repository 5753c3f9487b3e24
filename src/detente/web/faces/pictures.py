"""What a question's picture shows, in the page's own colours."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.analysis import Finding
from detente.report import picture
from detente.web.drawing import drawn
from detente.web.view import View


def show(view: View, answer: Finding) -> dict[str, Any]:
    """The picture of a finding."""
    return {"picture": picture_of(answer)}


def picture_of(answer: Finding, kind: str = "") -> Markup:
    """The picture of a finding of a kind, or of the first that shows it."""
    return drawn(picture(answer, kind))
