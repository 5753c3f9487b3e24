"""Taking steps in the text of a model file, so that all that no step concerns stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path as FilePath

import yaml

from detente.editing.append import appended
from detente.editing.plain_values import plain_copy
from detente.editing.rearrange import deleted, moved
from detente.editing.spans import Page
from detente.editing.splice import Splice, spliced
from detente.editing.steps import Delete, Insert, Move, NoPlace, Path, Rename, Replace, Step, taken
from detente.editing.write import inserted, renamed, replaced
from detente.model import BYTE_ORDER_MARK, Source, decode, parsed
from detente.problems import ModelError, Problem
from detente.saving import change


def edit_file(
    file: str | FilePath,
    decide: Callable[[str], Sequence[Step]],
    check: Callable[[str], None] = lambda text: None,
    reads: Sequence[str | FilePath] = (),
) -> str:
    """Change a model file in place; returns its new text.

    decide  is given the text and says what steps to take. It may be called again, where somebody
            else wrote the file meanwhile.
    check   is given the new text before it is written, and raises where it must not be.
    reads   files that the steps are made from, which must not be the file itself.
    ModelError where the file cannot be read, edited or written; it is then as it was.
    """
    shown = str(file)

    def made(raw: bytes) -> bytes:
        text = decode(raw, shown)
        new = edited(text, decide(text), shown)
        if new == text:
            return raw
        check(new)
        return (BYTE_ORDER_MARK if raw.startswith(BYTE_ORDER_MARK) else b"") + new.encode("utf-8")

    return decode(change(shown, made, reads), shown)


def edited(text: str, steps: Iterable[Step], file: str = "<text>") -> str:
    """The model `text` after the steps, taken one after the other.

    Bytes that no step concerns stay. The result says what the steps make of the values in the file,
    in the order that they make; ModelError where no such text was found, or where the text is none,
    or a step cannot be taken. Cost: reading the file once for each run of steps that append, and
    for each other step.
    """
    source = parsed(text, file)
    wanted = plain_copy(source.data)
    new = text
    for appends, group in groupby(
        steps, key=lambda step: isinstance(step, Insert) and step.at is None
    ):
        run = list(group)
        for batch in [run] if appends else [[step] for step in run]:
            try:
                for step in batch:
                    taken(wanted, step)
                new = _written(new, batch)
            except NoPlace as error:
                raise _refusal(source, error.path, error.what) from None
            try:
                sound = repr(parsed(new, file).data) == repr(wanted)
            except ModelError:
                sound = False
            if not sound:
                what = "this cannot be written here so that the rest stays as it is"
                raise _refusal(source, batch[0].path, what)
    return new


def _goes_last(page: Page, step: Insert) -> bool:
    """Whether nothing stands at the step's place yet."""
    if step.at is None:
        return True
    try:
        node = page.find(step.path).node
    except NoPlace:  # the section is made
        return True
    return not isinstance(node, yaml.CollectionNode) or step.at >= len(node.value)


_SHORT = 1 << 18  # letters of a text whose nodes are kept while it may be edited


@lru_cache(maxsize=4)
def _kept(text: str) -> Page:
    return Page(text)


def prepare(text: str) -> None:
    """Find the nodes of a text now, where the next edit is awaited, and not when it comes."""
    if len(text) <= _SHORT:
        _kept(text)


def _written(text: str, batch: Sequence[Step]) -> str:
    page = _kept(text) if len(text) <= _SHORT else Page(text)
    step = batch[0]
    splices: list[Splice]
    match step:
        case Insert():
            own = [one for one in batch if isinstance(one, Insert)]
            splices = appended(page, own) if _goes_last(page, step) else inserted(page, step)
        case Replace():
            splices = replaced(page, step.path, step.value)
        case Rename():
            splices = renamed(page, step)
        case Move():
            splices = moved(page, step)
        case Delete():
            splices = deleted(page, step)
    return spliced(page, splices)


def _refusal(source: Source, path: Path, what: str) -> ModelError:
    place = source.place(path)
    named = ".".join(str(one + 1) if isinstance(one, int) else one for one in path)
    problem = Problem(source.file, *place, "E-EDIT", f"'{named}': {what}", "edit it by hand")
    return ModelError((problem,))
