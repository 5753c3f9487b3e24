"""What a form may ask for: an edit of the model, a step in its history, an analysis to be run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.web import change_edits as change_edits  # enters its edit
from detente.web import wish_edits as wish_edits  # enters its edits
from detente.web.edits import EDITS, changed, whole, wrong
from detente.web.judged import read
from detente.web.view import View

_DIGITS = 12  # of a number of a state; longer ones are none of ours
Act = Callable[[View, Mapping[str, str], int], str]


def _revision(fields: Mapping[str, str]) -> int:
    text = fields.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else -1


def act(name: str, view: View, fields: Mapping[str, str]) -> str:
    """Do it; what was done, in words.

    ChangedElsewhere where the page was made for another state than the project is at; ModelError
    where it cannot be done. Either leaves the project as it was.
    """
    return ACTS[name](view, fields, _revision(fields))


def _edit(name: str) -> Act:
    def edit(view: View, fields: Mapping[str, str], revision: int) -> str:
        head = view.head
        view.project.require(revision)
        new = changed(name, fields, head.text, head.ledger, view.conflict)
        return saved(view, revision, *new)

    return edit


def _file(view: View, fields: Mapping[str, str], revision: int) -> str:
    view.project.require(revision)
    return saved(view, revision, *whole(fields.get("text", ""), view.head.ledger))


def saved(view: View, revision: int, text: str, ledger: str | None, what: str) -> str:
    """Save a model that checks as the project's next state; what was done, in words."""
    if (text, ledger) == (view.head.text, view.head.ledger):
        return ""
    conflict = read(text, ledger)
    saved = view.project.save(revision, text, ledger, what)
    view.open_projects.judged.know(saved, conflict)
    return what[:1].upper() + what[1:] + "."


def _undo(view: View, fields: Mapping[str, str], revision: int) -> str:
    what = view.head.state.what
    after = view.project.undo(revision)
    if after.revision == revision:
        return "There is nothing to take back."
    return f"Taken back: {what}."


def _redo(view: View, fields: Mapping[str, str], revision: int) -> str:
    after = view.project.redo(revision)
    if after.revision == revision:
        return "There is nothing to do again."
    return f"Done again: {after.state.what}."


def _state(fields: Mapping[str, str]) -> int:
    text = fields.get("state", "")
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise wrong("state", f"'{text}' is no version", "reload the page and try again")
    return int(text)


def _back_to(view: View, fields: Mapping[str, str], revision: int) -> str:
    return f"{view.project.back_to(revision, _state(fields)).state.what}.".capitalize()


def _name(view: View, fields: Mapping[str, str], revision: int) -> str:
    name = fields.get("name", "")
    view.project.name(_state(fields), name)
    return f"Version {_state(fields)} is now called “{' '.join(name.split())}”."


def _write_back(view: View, fields: Mapping[str, str], revision: int) -> str:
    view.project.require(revision)
    if view.open_projects.write_back(view.project) is None:
        return "This project was begun from a case; take its file by “Take the file”."
    return "The file has what this page shows."


def _take_outside(view: View, fields: Mapping[str, str], revision: int) -> str:
    view.project.require(revision)
    outside = view.open_projects.look_outside(view.project)
    if outside is None:
        return "What was changed in the file is taken."
    choice = {one: fields.get(f"side:{one}", "") for one in outside.clash}
    if not set(choice.values()) <= {"ours", "theirs"}:
        raise wrong("side", "not every section has a side", "choose one for each of them")
    view.open_projects.take_outside(view.project, outside, choice)
    return "What was changed in the file is taken, as you chose."


def _run(view: View, fields: Mapping[str, str], revision: int) -> str:
    view.open_projects.judged.begin(view.project, view.head, view.reading)
    return ""


def _stop(view: View, fields: Mapping[str, str], revision: int) -> str:
    job = view.open_projects.judged.job(view.head, view.reading)
    if job is not None and not job.over:
        job.stop()
    return "Stopped. No verdicts came of it; the model is as it was."


def _ask_stop(view: View, fields: Mapping[str, str], revision: int) -> str:
    from detente.web.pages.questions import under_way
    from detente.web.taken import report_of

    if view.page == "handover":
        report_of(view, view.asked("report") == "brief").stop()
        return ""
    asked = under_way(view)
    if asked is not None:
        asked.stop()
    return ""


def _meet(view: View, fields: Mapping[str, str], revision: int) -> str:
    view.open_projects.meeting.begin(view.word, view.page, str(view.query))
    return "What you look at is shown in the room: its address stands under “In the room”."


def _part(view: View, fields: Mapping[str, str], revision: int) -> str:
    view.open_projects.meeting.end()
    return "The room is shown nothing any more; its address is void."


ACTS: dict[str, Act] = {
    **{name: _edit(name) for name in (*EDITS, "rename")},
    "file-set": _file,
    "undo": _undo,
    "redo": _redo,
    "back-to": _back_to,
    "name": _name,
    "write-back": _write_back,
    "take-outside": _take_outside,
    "run": _run,
    "stop": _stop,
    "ask-stop": _ask_stop,
    "meeting-begin": _meet,
    "meeting-end": _part,
}
