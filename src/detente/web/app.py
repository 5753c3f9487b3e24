"""The addresses of the workbench, and what answers at each."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, QueryParams, UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from detente import __version__
from detente.editing import prepare
from detente.limits import limit
from detente.problems import DetenteError, ModelError, TooLarge
from detente.store import ChangedElsewhere
from detente.web import pages
from detente.web import report_acts as report_acts  # enters its acts
from detente.web.acts import ACTS, act
from detente.web.edits import wrong
from detente.web.guard import Door, Guard, TooMuch, with_cookie
from detente.web.meeting import NEWS, PAGE, quiet
from detente.web.open_projects import BOM, OpenProjects
from detente.web.parts import CUT, Sent, whole
from detente.web.taken import answer_file, project_file
from detente.web.token import same
from detente.web.tour import CASE, STEPS
from detente.web.view import View

HERE = Path(__file__).parent
_THEMES = ("light", "dark")
_LOOKED, _SILENT = 0.1, 15.0  # seconds: how often news are looked for, and a sign of life given
_WAITING = '<div class="mid"><p class="lead">One moment.</p></div>'
_ANY = "surrogateescape"  # how bytes of any kind are told as letters, and back
_HERE = re.compile(r"((?:q/)?[a-z_]+)(?:\?([^\r\n\\]*))?")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates, all read and compiled now, and not when the first page is awaited."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["n"] = lambda value: f"{value:,}"
    found.globals["version"] = __version__
    found.globals["cut"] = CUT
    for name in found.list_templates():
        found.get_template(name)
    return found


class Workbench:
    """The handlers of all addresses, on the open projects."""

    def __init__(self, open_projects: OpenProjects, door: Door) -> None:
        self.open_projects, self.door, self.words = open_projects, door, _environment()
        self.sent = Sent()

    def routes(self) -> list[Route | Mount]:
        """Every address."""
        static = StaticFiles(directory=HERE / "static")
        return [
            Route("/", self._in_thread(self.home), methods=["GET"]),
            Route("/begin", self._in_thread(self.begin), methods=["POST"]),
            Route("/open", self._in_thread(self.open, files=2), methods=["POST"]),
            Route("/read", self._in_thread(self.read, files=1, raw=True), methods=["POST"]),
            Route("/theme", self._in_thread(self.theme), methods=["POST"]),
            Route("/glossary", self._in_thread(self.glossary), methods=["GET"]),
            Route(PAGE, self._in_thread(self.room), methods=["GET"]),
            Route(NEWS, self.news, methods=["GET"]),
            Route("/sign-in", self._in_thread(self.sign_in), methods=["GET", "POST"]),
            Route("/p/{word}/do", self._in_thread(self.do), methods=["POST"]),
            Route(
                "/p/{word}/read", self._in_thread(self.read_in, files=1, raw=True), methods=["POST"]
            ),
            Route("/p/{word}/job", self._in_thread(self.job), methods=["GET"]),
            Route("/p/{word}/export", self._in_thread(self.export), methods=["GET"]),
            Route("/p/{word}/q/{name}/{file}", self._in_thread(self.answer_file), methods=["GET"]),
            Route("/p/{word}/take/{file}", self._in_thread(self.take), methods=["GET"]),
            Route("/p/{word}/q/{name}", self._in_thread(self.question), methods=["GET"]),
            Route("/p/{word}/{page}", self._in_thread(self.page), methods=["GET"]),
            Mount("/static", static),
        ]

    def _in_thread(
        self,
        handler: Callable[[Request, Mapping[str, str]], Response],
        files: int = 0,
        raw: bool = False,
    ) -> Any:
        """Read the form, then answer in a thread, so that no page waits for another's answer.

        files  how many files a form may bring: what they say stands under the field's name, what
               they are called under `FIELD:name`.
        raw    files may be of any kind: what is no text in UTF-8 can be told from its field.
        """

        async def answer(request: Request) -> Response:
            fields: Mapping[str, str] = {}
            if request.method == "POST":
                form = request.form(
                    max_fields=limit("request_fields"),
                    max_files=files,
                    max_part_size=limit("request_bytes"),
                )
                try:
                    async with form as found:
                        fields = await _said(found, _ANY if raw else "replace")
                except ClientDisconnect:
                    return Response(status_code=400)  # whoever sent it has gone: nobody reads this
            return await run_in_threadpool(self._answered, handler, request, fields)

        return answer

    def _answered(
        self,
        handler: Callable[[Request, Mapping[str, str]], Response],
        request: Request,
        fields: Mapping[str, str],
    ) -> Response:
        try:
            return handler(request, fields)
        except KeyError:
            return self._sorry(request, 404, "There is no such page", ())
        except TooLarge as error:
            words = f"{error.what}: {error.estimate}; {error.way_out}"
            return self._sorry(request, 422, "This would be too much", (words,))
        except ModelError as error:
            named = (replace(one, file=PurePath(one.file).name) for one in error.problems)
            told = tuple(map(str, named))  # no page tells where on this machine a project is
            return self._sorry(request, 422, "This cannot be done", told)
        except DetenteError as error:
            return self._sorry(request, 422, "This cannot be done", (str(error),))

    def _html(
        self, request: Request, template: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page; of one that an edit changed, and that the browser has, what changed."""
        theme = request.cookies.get("detente-theme", "")
        values.setdefault("at", request.url.path)
        view, meeting = values.get("view"), self.open_projects.meeting
        host = request.headers.get("host", "")
        values["room"] = meeting.address(view.word, host) if view is not None else ""
        name = self.sent.name()
        made = self.words.get_template(template).render(
            theme=theme if theme in _THEMES else "", page_name=name, **values
        )
        had = request.headers.get("detente-page", "")
        if request.method == "POST" and status == 200 and had:
            changed = self.sent.changed(had, made)
            if changed is not None:
                self.sent.keep(name, made)
                head = {
                    "Detente-Parts": name,
                    "Detente-Revision": str(values["view"].head.revision),
                }
                return HTMLResponse(changed, headers=head)
        if status == 200:
            self.sent.keep(name, made)
        return HTMLResponse(whole(made), status)

    def _sorry(
        self, request: Request, status: int, title: str, told: tuple[str, ...]
    ) -> HTMLResponse:
        return self._html(request, "sorry.html", status, title=title, told=told)

    def home(self, request: Request, fields: Mapping[str, str]) -> Response:
        """The first page: one's projects, Korea, the other cases."""
        return self._html(request, "home.html", **pages.home(self.open_projects))

    def begin(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A new project, from a case or empty."""
        case = fields.get("case", "")
        word = (
            self.open_projects.begin_case(case)
            if case
            else self.open_projects.begin(fields.get("title", ""))
        )
        if case == CASE and fields.get("tour"):
            return RedirectResponse(STEPS[0].address(word, 1), 303)
        return RedirectResponse(f"/p/{word}/{'verdicts' if case else 'parties'}", 303)

    def open(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A new project of a file's text, which the browser sends; no path of it is looked at."""
        from detente.web.judged import check_ledger

        text, ledger = fields.get("model", ""), fields.get("ledger") or None
        if not text:
            raise wrong("model", "no file was chosen, or an empty one", "choose a model file")
        check_ledger(text, ledger)
        word = self.open_projects.begin_text(fields.get("model:name", ""), text, ledger)
        return RedirectResponse(f"/p/{word}/verdicts", 303)

    def read(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A new project that begins with a report."""
        name, raw = _report(fields)
        document = self.open_projects.reports.read(name, raw)
        title = fields.get("title", "").strip() or re.sub(r"\.\w+$", "", document.name)
        word = self.open_projects.begin(title)
        project = self.open_projects.project(word)
        project.kept.add(f"sha256:{document.sha256}", document.name, raw)
        return RedirectResponse(f"/p/{word}/report", 303)

    def read_in(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A further report, kept in a project."""
        word = request.path_params["word"]
        project = self.open_projects.project(word)
        name, raw = _report(fields)
        document = self.open_projects.reports.read(name, raw)
        project.kept.add(f"sha256:{document.sha256}", document.name, raw)
        return RedirectResponse(f"/p/{word}/report?d={document.sha256[:16]}", 303)

    def theme(self, request: Request, fields: Mapping[str, str]) -> Response:
        """Light or dark, kept by the browser; back to the page that asked."""
        theme = fields.get("theme", "")
        answer = RedirectResponse(_inside(fields.get("back", "/")), 303)
        if theme in _THEMES:
            answer.set_cookie("detente-theme", theme, httponly=True, samesite="strict", path="/")
        return answer

    def glossary(self, request: Request, fields: Mapping[str, str]) -> Response:
        """The field's words."""
        return self._html(request, "glossary.html", **pages.glossary())

    def sign_in(self, request: Request, fields: Mapping[str, str]) -> Response:
        """The password, where the server has one."""
        if not self.door.password:
            raise KeyError("sign-in")
        if request.method == "GET":
            return self._html(request, "sign_in.html", wrong=False)
        if not same(fields.get("password", ""), self.door.password):
            return self._html(request, "sign_in.html", 403, wrong=True)
        return with_cookie(self.door, RedirectResponse(self.door.first, 303))

    def _view(self, word: str, page: str, query: QueryParams, **values: Any) -> View:
        project = self.open_projects.project(word)
        return View(self.open_projects, word, page, query, project, project.head(), **values)

    def page(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A page of a project."""
        word, page = request.path_params["word"], request.path_params["page"]
        if page not in pages.PAGES:
            raise KeyError(page)
        return self._shown(request, self._view(word, page, request.query_params))

    def question(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A question that is put to a project, and its answer."""
        word, name = request.path_params["word"], request.path_params["name"]
        if not pages.is_page(f"q/{name}"):
            raise KeyError(name)
        return self._shown(request, self._view(word, f"q/{name}", request.query_params))

    def answer_file(self, request: Request, fields: Mapping[str, str]) -> Response:
        """The answer to a question as a file."""
        word, name = request.path_params["word"], request.path_params["name"]
        if not pages.is_question(f"q/{name}"):
            raise KeyError(name)
        view = self._view(word, f"q/{name}", request.query_params)
        return answer_file(view, request.path_params["file"])

    def take(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A report, or the model in another form, as a file."""
        view = self._view(request.path_params["word"], "handover", request.query_params)
        return project_file(view, request.path_params["file"], view.asked("lossy") == "1")

    def room(self, request: Request, fields: Mapping[str, str]) -> Response:
        """What the room is shown; nothing of the request chooses it."""
        meeting = self.open_projects.meeting
        count, subject = meeting.count, meeting.subject
        if subject is None:
            raise KeyError("meeting")
        query = QueryParams(parse_qsl(subject.query, keep_blank_values=True))
        view = self._view(subject.word, subject.page, query)
        try:
            template, values = pages.page_of(view.page)(view)
            values = {**values, "view": view, "theme": "", "at": "", "page_name": "", "room": ""}
            inner, layout = quiet(self.words.get_template(template).render(**values))
            title, as_of = view.conflict.title, view.conflict.as_of
        except ModelError:
            inner, layout, title, as_of = _WAITING, "frame one", view.word, None
        meta = f"as of {as_of}" if as_of else ""
        made = self.words.get_template("meeting.html").render(
            inner=Markup(inner), layout=layout, title=title, meta=meta, count=count
        )
        return HTMLResponse(whole(made))

    async def news(self, request: Request) -> Response:
        """A word each time that the room is shown something else."""
        meeting = self.open_projects.meeting

        async def told() -> AsyncIterator[str]:
            said, quiet_for = meeting.count, 0.0
            yield f"data: {said}\n\n"
            while meeting.subject is not None and not await request.is_disconnected():
                now = meeting.count
                if now != said or quiet_for > _SILENT:
                    yield f"data: {now}\n\n" if now != said else ": still here\n\n"
                    said, quiet_for = now, 0.0
                await asyncio.sleep(_LOOKED)
                quiet_for += _LOOKED
            yield "data: over\n\n"

        return StreamingResponse(told(), media_type="text/event-stream")

    def _shown(self, request: Request, view: View, status: int = 200) -> Response:
        if status == 200:
            self.open_projects.meeting.show(view.word, view.page, str(view.query))
        try:
            template, values = pages.page_of(view.page)(view)
        except ModelError as error:
            return self._unreadable(request, view, error)
        answer = self._html(request, template, status, view=view, at=view.url(), **values)
        # The next edit finds the text taken apart; what is awaited now is not kept waiting for it.
        answer.background = BackgroundTask(prepare, view.head.text.removeprefix(BOM))
        return answer

    def _unreadable(self, request: Request, view: View, error: ModelError) -> Response:
        """The page of a model that does not check: what is wrong with it, and its text to mend."""
        try:
            view.conflict  # noqa: B018 - whether it is the model, or what was asked of it
        except ModelError:
            template, values = pages.mending(view, error)
            return self._html(request, template, 422, view=view, at=view.url(), **values)
        raise error

    def do(self, request: Request, fields: Mapping[str, str]) -> Response:
        """A change, after which the page that asked for it is shown again."""
        word = request.path_params["word"]
        name = fields.get("do", "")
        if name not in ACTS:
            raise KeyError(name)
        page, query = _back(fields.get("here", ""))
        make = partial(self._view, word, page, query)
        before, status, said = make(), 200, ""
        problems: tuple[Any, ...] = ()
        kept: Mapping[str, str] = {}
        try:
            said = act(name, before, fields)
        except ChangedElsewhere:
            status, kept = 409, fields
            said = (
                "Not done: this project was changed in another tab or program meanwhile. "
                "This page now shows how it is; what you wrote stands in its field."
            )
        except ModelError as error:
            status, kept, problems = 422, fields, error.problems
        after = make(said=said, problems=problems, words=kept)
        if "hx-request" not in request.headers and status == 200:
            return RedirectResponse(after.url(), 303)
        answer = self._shown(request, after, status)
        answer.headers["HX-Replace-Url"] = after.url()
        return answer

    def job(self, request: Request, fields: Mapping[str, str]) -> Response:
        """How far a long analysis is; asked again and again while it is at work."""
        view = self._view(request.path_params["word"], "verdicts", request.query_params)
        job = self.open_projects.judged.job(view.head, view.reading)
        answer = self._html(request, "job.html", job=job, view=view)
        if job is None or job.over:
            answer.headers["HX-Refresh"] = "true"
        return answer

    def export(self, request: Request, fields: Mapping[str, str]) -> Response:
        """The model file, byte for byte; `ledger=1` asks for the evidence file, under the name by
        which the model asks for it."""
        view = self._view(request.path_params["word"], "versions", request.query_params)
        ledger = view.asked("ledger") == "1"
        text = view.head.ledger if ledger else view.head.text
        if text is None:
            raise KeyError("ledger")
        named = view.evidence_name if ledger else f"{view.word}.yaml"
        name = re.sub(r"[^\w.-]", "-", named, flags=re.ASCII)
        return Response(
            text.encode("utf-8"),
            media_type="application/yaml",
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )


async def _said(form: FormData, errors: str) -> dict[str, str]:
    """The fields of a form; of a file what it says, and its name. A letter that is no UTF-8 stays
    as one that no model has, so that its place is told, or as one that can be taken back."""
    fields: dict[str, str] = {}
    for name, value in form.items():
        if isinstance(value, UploadFile):
            raw = await value.read()
            fields[name] = raw.decode("utf-8", errors)
            fields[f"{name}:name"] = value.filename or ""
        else:
            fields[name] = value
    return fields


def _report(fields: Mapping[str, str]) -> tuple[str, bytes]:
    """A report's name and its bytes, from a form that brings a file or what was pasted."""
    raw = fields.get("report", "").encode("utf-8", _ANY)
    if raw:
        return fields.get("report:name", "") or "report.txt", raw
    pasted = fields.get("pasted", "").replace("\r\n", "\n")
    if not pasted.strip():
        raise wrong("report", "no report was chosen or pasted", "choose a file, or paste its text")
    return "pasted-text.txt", pasted.encode("utf-8", "replace")


def _back(here: str) -> tuple[str, QueryParams]:
    """The page that a form asks to be shown again, taken apart; no address of its own making."""
    found = _HERE.fullmatch(here)
    if found is None or not pages.is_page(found[1]):
        return "verdicts", QueryParams()
    return found[1], QueryParams(parse_qsl(found[2] or "", keep_blank_values=True))


def _inside(address: str) -> str:
    """An address of this server; its first page for any other."""
    plain = re.fullmatch(r"/(?![/\\])[\w/.?=&%+:,~-]*", address, re.ASCII)
    return address if plain else "/"


async def _too_much(request: Request, error: Exception) -> Response:
    return Response("More than that is not taken.\n", 413, media_type="text/plain")


def application(open_projects: OpenProjects, door: Door) -> Guard:
    """The workbench as an ASGI application, behind its guard."""
    return Guard(unguarded(open_projects, door), door, open_projects.meeting)


def unguarded(open_projects: OpenProjects, door: Door) -> Starlette:
    """What answers those whom the guard lets through."""
    bench = Workbench(open_projects, door)
    app = Starlette(routes=bench.routes(), exception_handlers={TooMuch: _too_much})
    app.router.redirect_slashes = False  # an address is as it is written, or is none
    return app
