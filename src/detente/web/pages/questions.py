"""Questions: each that is in the registry has a page, and is in the list of them."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from detente.analysis import QUESTIONS, Finding, Question
from detente.problems import ModelError
from detente.report import safe
from detente.store import Head
from detente.values import dataclass
from detente.web.arguments import Argument, arguments, given, missing
from detente.web.asked import Asked, Order
from detente.web.commands import command_of, linker
from detente.web.edits import wrong
from detente.web.faces import FACES, NO_FACE, Face
from detente.web.told import words_of
from detente.web.view import View

_TOLD = 40  # verdicts told in full, where the function takes a number
_SOON = 0.8  # seconds that a page waits for its answer, before it says how far that is


@dataclass(frozen=True)
class Listed:
    """A question in the list: what it is called, what it asks, and its page."""

    name: str
    title: str
    asks: str
    command: str
    url: str


@dataclass(frozen=True)
class Field:
    """An argument in a form: what stands in it, and what can."""

    one: Argument
    said: str
    choices: tuple[tuple[str, str], ...]
    names: str


def questions(view: View) -> tuple[str, dict[str, Any]]:
    """All questions, in the order of the work."""
    view.open_projects.questions.warm()
    return "questions.html", {
        "listed": [
            Listed(one.name, title(one), safe(one.asks), one.command, view.ask(one.name))
            for one in QUESTIONS
        ],
    }


def is_question(page: str) -> bool:
    """Whether a page is that of a question."""
    return page in {f"q/{one.name}" for one in QUESTIONS}


def title(one: Question) -> str:
    """What a question is called on the workbench: by its face, or else by its name."""
    return FACES.get(one.name, NO_FACE).title or one.name.replace("_", " ").capitalize()


def of_page(view: View) -> Question:
    """The question whose page it is; KeyError where there is none."""
    return {f"q/{one.name}": one for one in QUESTIONS}[view.page]


def a_question(view: View) -> tuple[str, dict[str, Any]]:
    """The page of one question: its form, and its answer where it is asked."""
    one = of_page(view)
    every = arguments(one, view.open_projects.spoken)
    face = FACES.get(one.name, NO_FACE)
    asked, values, problems = put(view, one, every, face)
    lacks = missing(every, values)
    words, shown = Markup(""), {}
    if asked is not None:
        asked.over.wait(_SOON)
        put_there, asked = asked, asked.seen()
        if asked.over.is_set() and asked.stopped:
            view.open_projects.questions.drop(put_there)
        if asked.answer is not None:
            words = told(view, one, asked.answer, values)
            shown = face.show(view, asked.answer) if face.show else {}
    command = command_of(one, every, values, view.reading, f"{view.word}.yaml")
    return "question.html", {
        "question": one,
        "title": title(one),
        "asks": safe(one.asks),
        "fields": [_field(view, each) for each in every],
        "datalists": _names(view),
        "asked": asked,
        "problems": problems,
        "lacks": lacks if view.asked("ask") else [],
        "words": words,
        "face": face,
        "before": face.before(view) if face.before else {},
        "shown": shown,
        "command": shlex.join(["detente", *command]) if command else "",
        "files": _files(view, one, asked),
    }


def put(
    view: View, one: Question, every: Sequence[Argument], face: Face
) -> tuple[Asked | None, Mapping[str, Any], tuple[Any, ...]]:
    """Put the question as the address says; None where it is not asked, or cannot be.

    It is asked unasked where it needs nothing and the model is of live size.
    """
    try:
        values = given(every, view.query)
        models = _models(view, every)
    except ModelError as error:
        return None, {}, error.problems
    wanted = bool(view.asked("ask"))
    if not wanted:
        wanted = face.begins and view.open_projects.judged.is_live(view.head)
    if missing(every, values) or not wanted:
        return None, values, ()
    order = order_of(view, one, every, values, models)
    return view.open_projects.questions.ask(order), values, ()


def under_way(view: View) -> Asked | None:
    """The question of a page as it is put; None where it is not."""
    one = of_page(view)
    every = arguments(one, view.open_projects.spoken)
    return put(view, one, every, FACES.get(one.name, NO_FACE))[0]


def order_of(
    view: View,
    one: Question,
    every: Sequence[Argument],
    values: Mapping[str, Any],
    models: Sequence[Head],
) -> Order:
    """What a process is told."""
    said = {name: value for name, value in values.items() if name != "long"}
    if "told" in inspect.signature(one.function()).parameters:
        said["told"] = None if values.get("long") else _TOLD
    for argument in every:
        if argument.kind == "reading" and view.reading:
            said[argument.name] = dict(view.reading)
    return Order(one.name, tuple((head.text, head.ledger) for head in models), said)


def _models(view: View, every: Sequence[Argument]) -> list[Head]:
    """The states of the project that are asked about: this one last."""
    found = []
    for one in every:
        if one.kind == "version":
            text = view.asked(one.name) or str(view.head.state.parent or view.head.state.id)
            known = {str(each.id) for each in view.project.history()}
            if text not in known:
                what = f"there is no version '{text[:20]}'"
                raise wrong(one.name, what, "choose one of the list")
            found.append(view.project.texts(int(text)))
    return [*found, view.head]


def told(view: View, one: Question, answer: Finding, values: Mapping[str, Any]) -> Markup:
    """The answer in the words of the command line."""
    shower = one.shower()
    takes = inspect.signature(shower).parameters
    more: dict[str, Any] = {"name": view.word} if "name" in takes else {}
    if "names" in takes:
        more["names"] = (view.word, view.word)
    for name in list(takes)[2:]:  # what the user said besides, in the user's words
        if name in values:
            said = values[name]
            more[name] = said if isinstance(said, bool | str) else ",".join(said)
    link = linker(view.word, view.open_projects.spoken)
    return words_of(lambda page: shower(page, answer, **more), link)


def _field(view: View, one: Argument) -> Field:
    said = "\n".join(str(each) for each in view.query.getlist(one.name)).strip()
    choices: tuple[tuple[str, str], ...] = ()
    if one.kind == "choice":
        first = "yes" if one.default is True else str(one.default or "no")
        choices = (("", first), *((each, each) for each in one.choices if each != first))
    elif one.kind == "version":
        choices = tuple(
            (str(each.id), f"{each.id}. {each.what}") for each in view.project.history()
        )
        said = said or str(view.head.state.parent or view.head.state.id)
    elif one.shape == "CLAIM" and one.required:
        claims = view.conflict.claims
        choices = tuple((name, f"{name}: {safe(each.says)[:60]}") for name, each in claims.items())
    elif one.shape == "ENTRY":
        choices = tuple((name, name) for name in view.conflict.evidence)
    elif one.shape == "PARTY" and one.kind == "text":
        parties = [(each.name, safe(each.words)) for each in view.conflict.decision_makers]
        choices = (("", "all"), *parties)
    names = "asked-parties" if "PARTY" in one.shape else "asked-concepts"
    if "OUTCOME" in one.shape or one.shape in ("STATE", "CONDITION"):
        names = "asked-names"
    elif "ID" not in one.shape and "PARTY" not in one.shape:
        names = ""
    return Field(one, said, choices, names)


def _names(view: View) -> dict[str, list[str]]:
    """What can be named, for those who type."""
    from detente.stability import known_ids

    conflict = view.conflict
    things = [one.key for one in conflict.options] or [one.name for one in conflict.states]
    return {
        "asked-names": [*conflict.outcomes, "today", *things],
        "asked-parties": list(conflict.party_names),
        "asked-concepts": list(known_ids()),
    }


def _files(view: View, one: Question, asked: Asked | None) -> list[tuple[str, str]]:
    """What of the answer can be taken as a file: its words, and the address."""
    from detente.web.taken import files_of, shown

    if asked is None or asked.answer is None:
        return []
    query = view.url(ask=1).partition("?")[2]
    base = f"/p/{view.word}/q/{one.name}"
    return [(words, f"{base}/{file}?{query}") for words, file in shown(files_of(one))]
