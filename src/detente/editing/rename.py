"""Giving a party, an option, an outcome or a state another name, wherever the file names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

import yaml

from detente.arguments import shown, wrong
from detente.editing.naming import Change, Naming, applied
from detente.editing.references import LEDGER, MODEL, OPTION, OUTCOME, PAIR, PARTY, STATE, Role
from detente.editing.spans import Page
from detente.editing.splice import Splice, spliced
from detente.editing.steps import Path
from detente.editing.yaml_scalars import is_plain, scalar
from detente.model import (
    Conflict,
    Fault,
    KnownNames,
    Span,
    known_names_of,
    letters,
    load_text,
    look_alike,
    name_fault,
    nearest,
    one_of,
    parse_source,
    plain,
    printable,
)
from detente.problems import ModelError, Problem

KINDS = (PARTY, OPTION, OUTCOME, STATE)
_CODES = {PARTY: "E-PARTY", OPTION: "E-OPTION", OUTCOME: "E-OUTCOME", STATE: "E-STATE"}


def renamed_everywhere(
    text: str, kind: str, old: str, new: str, file: str = "<text>", ledger: str | None = None
) -> tuple[str, str | None]:
    """The model `text`, and its ledger, in which what was called `old` is called `new`.

    kind    `party`, `option`, `outcome` or `state`; an option is named as in a condition, and its
            new name is the bare one.
    ledger  the text of the evidence file that the model names; None where it names none.
    Every condition, statement, edit, claim, coalition, reading and entry of evidence follows; all
    other bytes stay. A bare option that would then be one of several parties gets its party.
    ModelError where there is no such thing, the new name is none or is taken, or the text cannot
    be read. Cost: reading the model twice.
    """
    given = {"text": text, "kind": kind, "old": old, "new": new, "file": file}
    for name, value in (given if ledger is None else {**given, "ledger": ledger}).items():
        if not isinstance(value, str):
            raise wrong(name, f"{shown(value)} is no text", "give a text")
    if kind not in KINDS:
        raise wrong("kind", f"there is no '{kind}' to rename", one_of(KINDS, "kind"), "E-VALUE")
    # What the ledger says is given, so that nothing is read from the model's folder.
    beside = None if ledger is None else FilePath(file).parent
    data = parse_source(text, file).data
    if ledger is None and isinstance(data, dict) and isinstance(data.get("evidence"), str):
        what = printable(f"the model keeps its evidence in '{data['evidence']}'")
        raise wrong("ledger", what, "give the text of that file too", "E-MISSING")
    conflict = load_text(text, file, beside, ledger)
    naming = _naming(conflict, kind, old, plain(new))
    if naming.old == naming.new:
        return text, ledger
    new_text = _page_renamed(text, MODEL, naming, file)
    new_ledger = None if ledger is None else _page_renamed(ledger, LEDGER, naming, file)
    load_text(new_text, file, beside, new_ledger)
    return new_text, new_ledger


def _naming(conflict: Conflict, kind: str, old: str, new: str) -> Naming:
    words = known_names_of(conflict)
    own = {PARTY: words.parties, OUTCOME: words.outcomes}.get(kind, words.things)
    if (kind == STATE) != (words.form == "graph") and kind in (STATE, OPTION):
        other = "options, and no named states" if kind == STATE else "states, and no options"
        raise wrong("kind", f"the model has {other}", "name what it has", "E-VALUE")
    found = words.find(old) if kind in (OPTION, STATE) else plain(old)
    if isinstance(found, Fault):
        raise wrong("old", found.what, found.mend, found.code)
    if found not in own:
        guess = nearest(found, own)
        mend = f"did you mean '{guess}'?" if guess else one_of(own, kind)
        raise wrong("old", f"unknown {kind} '{old}'", mend, _CODES[kind])
    whole = f"{found.split('.', 1)[0]}.{new}" if kind == OPTION else new
    _refuse(words, kind, found, new, [one for one in own if one != found])
    return Naming(kind, found, whole, words, _after(words, kind, found, whole))


def _refuse(words: KnownNames, kind: str, old: str, new: str, others: list[str]) -> None:
    """Refuse a name that cannot be one, or that a reader could take for another."""
    fault = name_fault(new)
    mend = "name it with letters, digits, '_' or '-'"
    if kind == OUTCOME:
        both = "'" in new and '"' in new
        fault = "an outcome's name is empty" if not new.strip() else None
        fault = "an outcome's name holds both kinds of quotes" if both else fault
        mend = "write words with one kind of quotes at most"
    if fault is not None:
        raise wrong("new", printable(fault), mend, "E-NAME")
    if kind == OPTION:
        party = f"{old.split('.', 1)[0]}."
        others = [one.removeprefix(party) for one in others if one.startswith(party)]
    twin = next((one for one in others if look_alike(one) == look_alike(new)), None)
    if new in (words.outcomes if kind in (OPTION, STATE) else ()):
        what = f"'{new}' is an outcome: a claim could not tell the two"
        raise wrong("new", what, "give another name", "E-NAME-CLASH")
    if kind == OUTCOME and isinstance(words.find(new), str):
        what = f"'{new}' is {'a state' if words.form == 'graph' else 'an option'}"
        mend = "give another name: a claim could not tell the two"
        raise wrong("new", what, mend, "E-NAME-CLASH")
    if twin is not None:
        what = f"the {kind} '{twin}' is called so already"
        raise wrong("new", what, "give another name", "E-NAME-CLASH")


def _after(words: KnownNames, kind: str, old: str, new: str) -> KnownNames:
    parties = tuple(new if kind == PARTY and one == old else one for one in words.parties)
    outcomes = tuple(new if kind == OUTCOME and one == old else one for one in words.outcomes)
    things = words.things
    if kind in (OPTION, STATE):
        things = tuple(new if one == old else one for one in things)
    elif kind == PARTY and words.form == "option":
        things = tuple(
            f"{new}.{one.split('.', 1)[1]}" if one.split(".", 1)[0] == old else one
            for one in things
        )
    return KnownNames(words.form, parties, things, outcomes)


def _page_renamed(text: str, role: Role, naming: Naming, file: str) -> str:
    """One text with all that names the thing changed; the rest byte by byte as it was."""
    parse_source(text, file)  # what is no text for a model is said by its own words
    page = Page(text)
    splices: list[Splice] = []
    wanted: list[str] = []
    for node, kind, path, flow in _texts(page.root, role, (), False):
        changes = naming.changes(kind, node.value, path) if kind else []
        wanted.append(applied(node.value, changes))
        if changes:
            splices += _written(page, node, changes, wanted[-1], flow)
    new = spliced(page, splices)
    try:
        parse_source(new, file)
    except ModelError:
        raise _unwritable(file, naming.new) from None
    values = [node.value for node, _, _, _ in _texts(Page(new).root, role, (), False)]
    if values != wanted:
        both = zip(values, wanted, strict=False)
        first = next((meant for read, meant in both if read != meant), naming.new)
        raise _unwritable(file, first)
    return new


def _unwritable(file: str, text: str) -> ModelError:
    what = printable(f"'{text:.60}' cannot be written here so that the rest stays as it is")
    return ModelError((Problem(file, 0, 0, "E-EDIT", what, "give another name"),))


Found = tuple[yaml.ScalarNode, str, Path, bool]


def _texts(node: yaml.Node, role: Role, path: Path, flow: bool) -> Iterator[Found]:
    """Every text of the file: its node, what it may be (empty: anything), where, in brackets."""
    if isinstance(node, yaml.ScalarNode):
        yield node, str(role.get("", "")), path, flow
        return
    assert isinstance(node, yaml.CollectionNode)
    inside = flow or bool(node.flow_style)
    if isinstance(node, yaml.SequenceNode):
        pair = role.get("") == PAIR and all(isinstance(one, yaml.ScalarNode) for one in node.value)
        for k, item in enumerate(node.value):
            inner = {"": STATE if k < 2 else ""} if pair else role
            yield from _texts(item, inner, (*path, k), inside)
        return
    for key, value in node.value:
        yield key, str(role.get("#", "")), (*path, key.value), inside
        below: Role = role.get(key.value) or role.get("*") or {}
        yield from _texts(value, below, (*path, key.value), inside)


def _written(
    page: Page, node: yaml.ScalarNode, changes: list[Change], value: str, flow: bool
) -> list[Splice]:
    """The changes at their letters; the whole text anew where they would not read as they are."""
    start, end = node.start_mark.index, node.end_mark.index
    whole = page.text[start:end]
    fits = all(is_plain(one.text.strip("'\""), flow) for one in changes)
    fits &= is_plain(value, flow) or not is_plain(node.value, flow)
    if not node.style and whole == node.value and not fits:
        return [Splice(start, end, scalar(value, flow), verbatim=True)]
    places = [
        at for at in letters(page.text, Span(start, node.style or "", node.value)) if at[0] < end
    ]
    splices = []
    for one in changes:
        first = sum(not letter.isspace() for letter in node.value[: one.start])
        last = sum(not letter.isspace() for letter in node.value[: one.end]) - 1
        text = one.text
        if node.style == "'":
            text = text.replace("'", "''")
        elif node.style == '"':
            text = _escaped(text)
        splices.append(Splice(places[first][0], places[last][1], text, verbatim=True))
    return splices


def _escaped(text: str) -> str:
    """The text as it stands between double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
