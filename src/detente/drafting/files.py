"""Drafting a model from reports: read them, draft, make sure that it is a model, and write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.documents import load_document, require_readers
from detente.drafting.draft import Draft, draft
from detente.drafting.into import Addition, additions
from detente.drafting.sheet import comments
from detente.editing import Insert, Step, edit_file, edited, yaml_text
from detente.limits import limit
from detente.model import (
    Better,
    Conflict,
    Payoffs,
    Ranking,
    is_marked,
    load_text,
    parse_source,
    read_file,
)
from detente.problems import ModelError, Problem
from detente.reading import Reading, read
from detente.saving import check_target, output

_HEAD = (
    "# A first draft. Each `review` marks a guess; the list at the end says where it is from.\n\n"
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as a file.

    text     the model file's text.
    written  where it was written; None where it was not.
    added    what was added to a model that was there, in words; None for a new model.
    """

    draft: Draft
    conflict: Conflict
    text: str
    written: str | None
    added: tuple[str, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """What `draft --json` prints; with no file to write to, the model's text too."""
        answer: dict[str, Any] = {"written": self.written, **self.draft.to_dict()}
        if self.added is not None:
            answer["added"] = list(self.added)
        if self.written is None:
            answer["text"] = self.text
        return answer


Suggesting = Callable[[Reading], Reading]
"""Adds to a reading what a language model suggests and its text supports."""


def made_of(readings: Sequence[Reading]) -> Draft:
    """The draft, with a note for each thing in it that only a language model found."""
    made = draft(readings)
    notes = [
        f"{item.rule} suggests this {type(item).__name__.lower()} ({reading.document.name} "
        f"{item.start}–{item.end}): is it so?"
        for reading in readings
        for item in (*reading.proposals, *reading.claims)
        if item.rule.startswith("llm:")
    ]
    if not notes:
        return made
    return replace(made, data={**made.data, "review": [*made.data["review"], *notes]})


def text_of(made: Draft) -> str:
    """The draft as the text of a model file."""
    return _HEAD + yaml_text(made.data) + comments(made.sheet)


def draft_from(
    documents: Sequence[str],
    target: str | None,
    *,
    force: bool = False,
    fetch: bool = False,
    suggest: Suggesting | None = None,
) -> Drafted:
    """Draft a model from documents and write it to `target`, where given.

    An existing file is only replaced with `force`. ModelError for what cannot be read or written.
    """
    written = None if target is None else output(target, force=force, reads=documents)
    made = made_of(_readings(documents, fetch, suggest))
    text = text_of(made)
    conflict = load_text(text, target or "the draft")
    if written is not None:
        written.write(text)
    return Drafted(made, conflict, text, target)


def draft_into(
    documents: Sequence[str],
    file: str,
    target: str | None = None,
    *,
    force: bool = False,
    fetch: bool = False,
    suggest: Suggesting | None = None,
) -> Drafted:
    """Add to the model in `file` what the documents give and it lacks; the rest stays as it is.

    Written to `target` where given, else to `file` itself. ModelError where the model writes its
    states letter by letter, so that a new option would change all of them.
    """
    check_target(file, documents)
    path = Path(file)
    written = None
    if target is not None:
        written = output(target, force=force, reads=[*documents, file])
    load_text(read_file(path, file), file, beside=path.parent)  # before the reports cost time
    made = made_of(_readings(documents, fetch, suggest))
    found: tuple[Addition, ...] = ()

    def decide(text: str) -> list[Step]:
        nonlocal found
        found = _additions(text, file, made)
        return [Insert(one.path, one.key, one.value) for one in found]

    def check(text: str) -> None:
        _loaded(text, file, path.parent)

    if written is None:
        new = edit_file(file, decide, check, documents)
    else:
        text = read_file(path, file)
        new = edited(text, decide(text), file)
        check(new)
        written.write("\ufeff" + new if is_marked(path) else new)
    conflict = _loaded(new, file, path.parent)
    return Drafted(made, conflict, new, target or file, _said(found))


def _additions(text: str, file: str, made: Draft) -> tuple[Addition, ...]:
    """What the model `text` lacks of the draft; ModelError where it cannot be given it."""
    model = load_text(text, file, beside=Path(file).parent)
    ledger = {name: entry.source for name, entry in model.evidence.items()}
    found = additions(parse_source(text, file).data, made, ledger)
    if any(one.path[:1] == ("decision_makers",) for one in found) and lists_states(model):
        what = "the model lists states, and a new option would change each of them"
        mend = "draft to a new file with -o, and take over by hand what you need"
        raise ModelError((Problem(file, 0, 0, "E-INTO", what, mend),))
    return found


def _said(found: Sequence[Addition]) -> tuple[str, ...]:
    """What was added, the review notes by number only."""
    notes = sum(one.path == ("review",) for one in found)
    said = [one.words for one in found if one.path != ("review",)]
    return (*said, *([f"review: {notes} notes"] if notes else []))


def _loaded(text: str, file: str, beside: Path) -> Conflict:
    """The model with its additions; ModelError where they do not go together."""
    try:
        return load_text(text, file, beside=beside)
    except ModelError as error:
        what = f"the additions do not fit into the model ({error.problems[0].what})"
        mend = "draft to a new file with -o, and take over by hand what you need"
        raise ModelError((Problem(file, 0, 0, "E-INTO", what, mend),)) from None


def _readings(documents: Sequence[str], fetch: bool, suggest: Suggesting | None) -> list[Reading]:
    """Each document read, one after another; the same text twice counts once."""
    if len(documents) > limit("draft_documents"):
        what = f"{len(documents)} reports are more than {limit('draft_documents')}"
        raise ModelError((Problem("DOC", 0, 0, "E-TOO-LARGE", what, "draft from fewer"),))
    require_readers(documents)
    readings: dict[str, Reading] = {}
    problems: list[Problem] = []
    for name in documents:
        try:
            document = load_document(name, fetch=fetch)
        except ModelError as error:
            problems.extend(error.problems)
            continue
        if document.sha256 not in readings:
            reading = read(document)
            readings[document.sha256] = suggest(reading) if suggest else reading
    if problems:
        raise ModelError(tuple(problems))
    return list(readings.values())


def lists_states(model: Conflict) -> bool:
    """Whether the file writes states by letters or names anywhere."""
    if model.form == "graph" or model.expected:
        return True
    preferences = [*model.preferences.values()]
    preferences += [one for named in model.alternatives.values() for one in named.values()]
    return any(
        isinstance(one.basis, Ranking | Payoffs | Better)
        or one.fuzzy is not None
        or one.probability is not None
        for one in preferences
    )
