"""Reports: what one hands over about a conflict, on one page or whole, in five forms.

A report is a list of blocks, told by the sections in order; a form is one file that writes blocks.
It carries its model, settings and verdicts inside, so that `verify` can run it again.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.analysis import several
from detente.model import Conflict, build
from detente.problems import ModelError, Problem
from detente.progress import Progress
from detente.report.missing import missing_library
from detente.report.safe import safe
from detente.report.whole.blocks import Block, Heading, safely
from detente.report.whole.carried import carried, read_carried, verdicts
from detente.report.whole.facts import Facts
from detente.report.whole.sections import SECTIONS
from detente.saving import Output, output

_NEEDS = {".html": (), ".md": (), ".ipynb": (), ".docx": ("docx", "resvg_py"), ".pdf": ("typst",)}
_NAMES = {"docx": "python-docx"}


@dataclass(frozen=True, eq=False)
class Report:
    """A report, ready to be written in any form."""

    title: str
    note: str
    blocks: tuple[Block, ...]
    data: Mapping[str, Any]

    def content(self, form: str) -> str | bytes:
        """The report as `.html`, `.md`, `.docx`, `.pdf` or `.ipynb`."""
        told = (self.title, list(self.blocks), dict(self.data), self.note)
        if form == ".html":
            from detente.report.whole.html import as_html

            return as_html(*told)
        if form == ".md":
            from detente.report.whole.markdown import as_markdown

            return as_markdown(*told)
        if form == ".docx":
            from detente.report.whole.docx import as_docx

            return as_docx(*told)
        if form == ".pdf":
            from detente.report.whole.pdf import as_pdf

            return as_pdf(*told)
        from detente.report.whole.notebook import as_notebook

        return as_notebook(*told)

    def save(self, path: str, force: bool = False) -> None:
        """Write it in the form that the ending says; ModelError where that is not possible."""
        place_for_report(path, force).write(self.content(Path(path).suffix.lower()))


def place_for_report(path: str, force: bool = False, reads: Sequence[str | Path] = ()) -> Output:
    """Where a report will be written; ModelError, before any work, where it cannot be."""
    form = Path(path).suffix.lower()
    if form not in _NEEDS:
        what = f"'{form}' is no form of a report" if form else "the name has no ending"
        mend = f"name a file that ends in {', '.join(_NEEDS)}"
        raise ModelError((Problem(path, 0, 0, "E-VALUE", what, mend),))
    place = output(path, force=force, reads=reads)
    for library in _NEEDS[form]:
        if importlib.util.find_spec(library) is None:
            name = _NAMES.get(library, library)
            raise missing_library(path, name, f"a {form[1:].upper()}", "write X.html or X.md")
    return place


def whole_report(
    conflict: Conflict,
    brief: bool = False,
    sanction_moves: str = "legal",
    sanction: str = "weak",
    reading: Mapping[str, str] | None = None,
    holding: str | Sequence[str] = (),
    without: str | Sequence[str] = (),
    progress: Progress | None = None,
) -> Report:
    """The report about a conflict: whole, or `brief` on one page. Choices as `analyze` takes them.

    A question that has no answer here is told with the reason; ModelError and TooLarge as from
    `analyze`, without which there is nothing to report.
    """
    asked: dict[str, Any] = {
        "sanction_moves": sanction_moves,
        "sanction": sanction,
        "reading": dict(reading or {}),
        "holding": list(several(holding)),
        "without": list(several(without)),
    }
    facts = Facts(conflict, asked, progress)
    blocks: list[Block] = []
    for section in SECTIONS:
        tell = section.brief if brief else section.whole
        found = tell(facts) if tell is not None else []
        if found:
            blocks += [Heading(1, section.title), *found]
    data = carried(facts, brief)
    note = safe(f"Made by detente {data['detente']} from the model '{conflict.title}'.")
    title = safe(f"{conflict.title}: {'brief' if brief else 'report'}")
    return Report(title, note, tuple(map(safely, blocks)), data)


@dataclass(frozen=True)
class Verified:
    """What became of a report's verdicts in a new run.

    differing  (verdict, as the report says, as it is now); version: that made the report.
    """

    verdicts: int
    differing: tuple[tuple[str, Any, Any], ...]
    version: str
    now: str


def verify_report(path: str, progress: Progress | None = None) -> Verified:
    """Run the model that a report carries again, and compare the verdicts."""
    from detente import __version__

    data = read_carried(path)
    try:
        conflict = build(data["model"])
        asked = {**whole_report.__kwdefaults__} if whole_report.__kwdefaults__ else {}
        asked |= dict(data["asked"])
        now = verdicts(Facts(conflict, asked, progress))
    except (TypeError, KeyError, AttributeError):
        what, mend = "what it carries is no report", "make the report again"
        raise ModelError((Problem(path, 0, 0, "E-FILE", what, mend),)) from None
    was = data["verdicts"]
    differing = tuple(
        (name, was.get(name), now.get(name))
        for name in dict.fromkeys([*was, *now])
        if was.get(name) != now.get(name)
    )
    return Verified(len(now), differing, str(data.get("detente", "")), __version__)
