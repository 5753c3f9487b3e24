"""What can be taken from a page as a file: the bytes that the command line would write.

What is asked for is looked up in tables here; no part of a request becomes a path.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.responses import RedirectResponse, Response

from detente.analysis import Finding, Question, Table, csv_lines
from detente.formats import write_model
from detente.report import about_lines, kinds_of, picture, workbook
from detente.web.arguments import arguments
from detente.web.asked import REPORT, Asked, Order
from detente.web.commands import command_of
from detente.web.faces import FACES, NO_FACE
from detente.web.pages.questions import of_page, put
from detente.web.view import View

_WAIT = 60.0  # seconds that a download waits for its answer; after it the page tells how far
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "ipynb": "application/x-ipynb+json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMS = ("html", "pdf", "docx", "md", "ipynb")  # of a report
MODELS = ("gmcr", "json", "csv", "xlsx", "nfg", "graphml", "gexf", "dot")


def answer_file(view: View, file: str) -> Response:
    """The answer of a question's page as `answer.csv`, `answer.xlsx`, or a picture of a kind.

    KeyError where there is no such file; to the page where the answer is not there yet.
    """
    one = of_page(view)
    name, _, form = file.partition(".")
    if file not in files_of(one):
        raise KeyError(file)
    every = arguments(one, view.open_projects.spoken)
    asked, values, problems = put(view, one, every, FACES.get(one.name, NO_FACE))
    if asked is None or not asked.over.wait(_WAIT) or asked.answer is None or problems:
        return RedirectResponse(view.url(ask=1), 303)
    finding: Finding = asked.answer
    if name != "answer":
        drawn = picture(finding, name)
        return _file(
            view, f"{one.name}-{name}", form, drawn.png() if form == "png" else drawn.svg()
        )
    table = _table(one, finding)
    if form == "csv":
        return _file(view, one.name, form, "".join(csv_lines(table)))
    words = [*command_of(one, every, values, view.reading, f"{view.word}.yaml")]
    made: Mapping[str, Any] = {} if finding.made is None else finding.made.to_dict()
    about = about_lines(view.conflict.title, made, [*words, "--xlsx", f"{one.name}.xlsx"])
    return _file(view, one.name, form, workbook(table, about))


def files_of(one: Question) -> tuple[str, ...]:
    """The files that an answer to a question can be taken as."""
    drawn = [f"{kind}.{form}" for kind in kinds_of(one.name) for form in ("svg", "png")]
    return ("answer.csv", "answer.xlsx", *drawn)


def _table(one: Question, finding: Finding) -> Table:
    """The rows; of the way back of a claim with the claim before them, as the command writes."""
    table = finding.rows()
    if one.name != "trace":
        return table
    claim = getattr(finding, "finding").claim.id  # noqa: B009 - a trace's; no other finding has it
    return Table(("claim", *table.columns), [(claim, *row) for row in table.rows])


def report_order(view: View, brief: bool) -> Order:
    """What a process is told to work out a report."""
    values: dict[str, Any] = {"brief": brief}
    if view.reading:
        values["reading"] = dict(view.reading)
    return Order(REPORT, ((view.head.text, view.head.ledger),), values)


def report_of(view: View, brief: bool) -> Asked:
    """The report of a project as it is under way, or worked out."""
    return view.open_projects.questions.ask(report_order(view, brief))


def project_file(view: View, file: str, lossy: bool) -> Response:
    """A report or the model of a project as a file; KeyError where there is none of that name."""
    name, _, form = file.partition(".")
    if name in ("brief", "report") and form in FORMS:
        asked = report_of(view, name == "brief")
        if not asked.over.wait(_WAIT) or asked.answer is None:
            return RedirectResponse(view.url("handover", report=name), 303)
        made: Any = asked.answer
        return _file(view, name, form, made.content(f".{form}"))
    if name == "model" and form in MODELS:
        content, _notes = write_model(view.conflict, Path(f"{_plain(view.word)}.{form}"), lossy)
        return _file(view, "", form, content)
    raise KeyError(file)


def _file(view: View, name: str, form: str, content: str | bytes) -> Response:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    named = "-".join(one for one in (_plain(view.word), name.replace("_", "-")) if one)
    return Response(
        raw,
        media_type=_KINDS.get(form, "application/octet-stream"),
        headers={"content-disposition": f'attachment; filename="{named}.{form}"'},
    )


def _plain(word: str) -> str:
    return re.sub(r"[^\w-]", "-", word, flags=re.ASCII)


def shown(files: Sequence[str]) -> list[tuple[str, str]]:
    """What the buttons of files say, and the files."""
    words = {"answer.csv": "Table, CSV", "answer.xlsx": "Table, XLSX"}
    return [(words.get(one) or "{}, {}".format(*one.split(".")).capitalize(), one) for one in files]
