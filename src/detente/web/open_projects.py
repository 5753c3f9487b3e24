"""The projects that a server has open, by a short name, and what was judged of them.

A request names a project by a word that is looked up here. No part of a request becomes a path.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cases import case_path
from detente.limits import limit
from detente.problems import DetenteError, ModelError, Problem
from detente.store import SUFFIX, Origin, Project, compared, merged, projects_in, words_for
from detente.web.meeting import Meeting

if TYPE_CHECKING:
    from detente.web.asked import Questions
    from detente.web.judged import Judged
    from detente.web.reports import Reports

Spoken = Callable[[str], Mapping[str, tuple[str, str, str]]]
STAND_INS = ("First party", "Second party")  # in a new project, to be given names
BOM = "\ufeff"  # what some editors put before a text
_WORD = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Outside:
    """What the file of a project says now, where somebody changed it beside the workbench.

    text, ledger  as they stand there. clash: the sections that both sides changed.
    """

    text: str
    ledger: str | None
    clash: tuple[str, ...]


class OpenProjects:
    """The projects that a server offers.

    folder  where projects are looked for, and where new ones are made.
    spoken  what the command line says of a question's arguments, see `arguments`.
    llm     address and name of a language model that may be asked about reports.
    """

    def __init__(
        self,
        folder: Path,
        spoken: Spoken = lambda name: {},
        llm: tuple[str, str] | None = None,
    ) -> None:
        self.folder, self.spoken, self._llm = folder, spoken, llm
        self._reports: Reports | None = None
        self.meeting = Meeting()
        self._judged: Judged | None = None
        self._questions: Questions | None = None
        self._given: dict[str, Path] = {}
        self._named: list[str] = []  # the words of what was named at the start
        self._open: dict[Path, Project] = {}
        self._lock = threading.RLock()

    @property
    def judged(self) -> Judged:
        """What was read and judged. What judges is loaded when it is asked for first."""
        with self._lock:
            if self._judged is None:
                from detente.web.judged import Judged

                self._judged = Judged()
            return self._judged

    @property
    def questions(self) -> Questions:
        """The questions that are put. What answers them is loaded when the first one is."""
        with self._lock:
            if self._questions is None:
                from detente.web.asked import Questions

                self._questions = Questions()
            return self._questions

    @property
    def reports(self) -> Reports:
        """The reports that were read. What reads them is loaded when the first one is."""
        with self._lock:
            if self._reports is None:
                from detente.web.reports import Llm, Reports

                self._reports = Reports(Llm(*self._llm) if self._llm else None)
            return self._reports

    def take(self, named: str) -> str:
        """Take a file that the user named when starting: a project, or a model that gets one.

        The model's project stands beside it. Returns the project's word; ModelError where the file
        cannot be read or its project not be made.
        """
        self._named.append(self._taken(named))
        return self._named[-1]

    def _taken(self, named: str) -> str:
        """The project of the file that was named, by its word."""
        path = Path(named)
        if path.suffix != SUFFIX and not path.exists() and case_path(named) is not None:
            return self.begin_case(named)
        if path.suffix != SUFFIX:
            path = self._project_of(path)
        with self._lock:
            word = _word_for(path, self._given)
            self._given[word] = path
            try:
                project = self._opened(path)
            except ModelError:
                del self._given[word]
                raise
        self.look_outside(project)
        return word

    def _project_of(self, model: Path) -> Path:
        place = model.with_suffix(SUFFIX)
        if not place.exists():
            text, shown, ledger = _read_files(model)
            origin = (str(model.resolve()), shown)
            Project.create(place, text, ledger, origin).close()
        return place

    def begin_case(self, case: str) -> str:
        """The word of the project of a bundled case, which is made in the folder if need be."""
        place = case_path(case)
        if place is None:
            raise _none(case)
        with self._lock, words_for(str(self.folder)):
            path = self.folder / (place.stem + SUFFIX)
            if not path.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                Project.create(path, *_case_texts(place.stem)).close()
            return next(word for word, one in self.places().items() if one == path)

    def begin(self, title: str) -> str:
        """The word of a new, empty project."""
        return self.begin_text(title, first_text(title))

    def begin_text(self, named: str, text: str, ledger: str | None = None) -> str:
        """The word of a new project of a model's text and that of its evidence file.

        named  what it is called: letters, digits and hyphens of it name the project.
        """
        with self._lock, words_for(str(self.folder)):
            self.folder.mkdir(parents=True, exist_ok=True)
            bare = re.sub(r"\.ya?ml$", "", named.strip().lower())
            stem = _WORD.sub("-", bare).strip("-_")[:60] or "conflict"
            k, path = 1, self.folder / (stem + SUFFIX)
            while path.exists():
                k += 1
                path = self.folder / f"{stem}-{k}{SUFFIX}"
            Project.create(path, text, ledger).close()
            return next(word for word, one in self.places().items() if one == path)

    def places(self) -> dict[str, Path]:
        """All projects by their words: those that were named at the start first."""
        with self._lock:
            found = dict(self._given)
            for path in projects_in(self.folder):
                if path not in found.values():
                    found[_word_for(path, found)] = path
            return found

    def project(self, word: str) -> Project:
        """The project of a word; KeyError where there is none, ModelError where it is damaged."""
        with self._lock:
            path = self._given.get(word) or self.places()[word]
            return self._opened(path)

    def _opened(self, path: Path) -> Project:
        if path not in self._open:
            if len(self._open) >= limit("open_projects"):
                oldest = next(iter(self._open))
                self._open.pop(oldest).close()
            self._open[path] = Project.open(path)
        return self._open[path]

    def warm(self) -> None:
        """Judge the projects that were named at the start, while a browser opens to show them."""
        for word in self._named:
            try:
                head = self.project(word).head()
                self.judged.analysis(head, {})
            except DetenteError:
                continue  # its page says what is wrong

    def look_outside(self, project: Project) -> Outside | None:
        """What another program did to the project's file since it was last read or written.

        Where nobody changed a section on both sides the changes are taken, and None is returned.
        Else nothing is done, and what clashes is returned for a person to decide.
        """
        origin = project.origin()
        if origin is None:
            return None
        try:
            text, _shown, ledger = _read_files(Path(origin.shown))
        except ModelError:
            return None  # the file went away: the project has all it said
        if (text, ledger) == (origin.text, origin.ledger):
            return None
        head = project.head()
        clash = tuple(
            one.section for one in compared(origin.text, head.text, text) if one.by == "both"
        )
        both = head.ledger != origin.ledger and ledger not in (origin.ledger, head.ledger)
        if clash or both:
            return Outside(text, ledger, (*clash, *(["the evidence file"] if both else [])))
        self.take_outside(project, Outside(text, ledger, ()), {})
        return None

    def take_outside(self, project: Project, outside: Outside, choice: dict[str, str]) -> None:
        """Take the file's changes; `choice` says whose of each section that both changed."""
        origin, head = project.origin(), project.head()
        assert origin is not None
        sides = {name: "ours" if side == "ours" else "theirs" for name, side in choice.items()}
        text = merged(origin.text, head.text, outside.text, sides)  # type: ignore[arg-type]  # one of the two, as just made
        evidence_of_file = origin.ledger == head.ledger or (
            choice.get("the evidence file") != "ours" and outside.ledger != origin.ledger
        )
        ledger = outside.ledger if evidence_of_file else head.ledger
        project.save(head.revision, text, ledger, "what was changed in the file")
        project.set_origin(origin.shown, outside.text, origin.ledger_shown, outside.ledger)

    def write_back(self, project: Project) -> Origin | None:
        """Write the model to the file that it was opened from; None where there is none.

        ModelError where somebody changed the file meanwhile, or it cannot be written.
        """
        origin, head = project.origin(), project.head()
        if origin is None:
            return None
        if self.look_outside(project) is not None:
            what = "the file was changed by another program, in the same sections"
            raise ModelError(
                (Problem(origin.shown, 0, 0, "E-BUSY", what, "decide which to take first"),)
            )
        from detente.saving import output

        head = project.head()
        output(origin.shown, force=True).write(head.text)
        if origin.ledger_shown and head.ledger is not None:
            output(origin.ledger_shown, force=True).write(head.ledger)
        project.set_origin(origin.shown, head.text, origin.ledger_shown, head.ledger)
        return project.origin()

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            if self._judged is not None:
                self._judged.close()
            if self._questions is not None:
                self._questions.close()
            for one in self._open.values():
                one.close()
            self._open.clear()


def first_text(title: str) -> str:
    """The model of a new project: two parties to be renamed, which wish nothing yet."""
    from detente.editing import yaml_text

    named = " ".join(title.split()) or "A conflict"
    return yaml_text(
        {
            "detente": 1,
            "title": named,
            "decision_makers": {
                "A": {"title": STAND_INS[0], "options": {"act": "Do something"}},
                "B": {"title": STAND_INS[1], "options": {"act": "Do something"}},
            },
            "status_quo": [],
            "preferences": {"A": [], "B": []},
        }
    )


def _word_for(path: Path, taken: dict[str, Path]) -> str:
    stem = _WORD.sub("-", path.stem).strip("-") or "project"
    word, k = stem, 1
    while word in taken and taken[word] != path:
        k += 1
        word = f"{stem}-{k}"
    return word


def _none(name: str) -> ModelError:
    what = "there is no such bundled case"
    return ModelError((Problem(name, 0, 0, "E-FILE", what, "see `detente cases`"),))


def _case_texts(stem: str) -> tuple[str, str | None]:
    """A bundled case's model, and the evidence file that it names."""
    place = case_path(stem)
    from detente.library import case_text

    assert place is not None
    text, _, ledger = _read_files(place)
    return text or case_text(stem), ledger


def _read_files(model: Path) -> tuple[str, str | None, str | None]:
    """A model's text, and path and text of the evidence file that it names; None for none."""
    text = _text_of(model)
    named = evidence_named(text)
    if named is None:
        return text, None, None
    beside = (model.parent / named).resolve()
    if beside.parent != model.resolve().parent:
        return text, None, None  # the reader says what is wrong with it
    return text, str(beside), _text_of(beside)


def _text_of(path: Path) -> str:
    """What a file says; the mark that some editors put first is kept, as all else."""
    from detente.model import is_marked, read_file

    text = read_file(path, str(path))
    return f"{BOM}{text}" if is_marked(path) else text


def evidence_named(text: str) -> str | None:
    """The evidence file that a model's text names; None where it names none."""
    from detente.model import parsed

    try:
        data = parsed(text.removeprefix(BOM), "model").data
    except ModelError:
        return None
    named = data.get("evidence") if isinstance(data, dict) else None
    return named if isinstance(named, str) else None
