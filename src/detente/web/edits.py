"""What a form changes in a model, as steps that leave all else in the file as it was.

Each kind of edit is entered once, by the name that its forms send. It says which steps to take and
what was done, in words for the history. Whether the model that comes of it checks is for the reader
of models to say, in its own words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.analysis import check_conditions
from detente.editing import Delete, Insert, Move, Rename, Replace, Step, edited, renamed_everywhere
from detente.model import Better, Conflict, Payoffs, Ranking, name_fault, parsed
from detente.problems import ModelError, Problem
from detente.web.judged import read
from detente.web.open_projects import BOM

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Form:
    """What a form says: its fields, the model that it is about, and the values in its file."""

    fields: Mapping[str, str]
    conflict: Conflict
    data: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A field, in one line and without spaces around it."""
        return " ".join(self.fields.get(name, "").split())

    def place(self, name: str) -> int:
        """A place in a list, from 0; ModelError for anything else."""
        said = self.text(name)
        if not (said.isascii() and said.isdigit()):
            raise wrong(name, f"'{said}' is no place", "reload the page and try again")
        return int(said)

    def condition(self, name: str) -> str:
        """A condition; ModelError with the column of what is wrong in it."""
        text = self.text(name)
        check_conditions(self.conflict, [text], name)
        return text

    def party(self) -> str:
        """The party that the form is about."""
        return self.conflict.party(self.text("party")).name

    def words(self) -> str:
        """Its title."""
        return self.conflict.party(self.party()).words


@dataclass(frozen=True)
class Done:
    """Steps to take, or the texts that they led to; and what was done, in words."""

    what: str
    steps: Sequence[Step] = ()
    texts: tuple[str, str | None] | None = None


Edit = Callable[[Form], Done]
EDITS: dict[str, Edit] = {}


def wrong(field: str, what: str, mend: str, code: str = "E-VALUE") -> ModelError:
    """The error about a field, to be raised."""
    return ModelError((Problem(field, 0, 0, code, what, mend),))


def entered(name: str) -> Callable[[Edit], Edit]:
    """Enter an edit under the name that forms send."""

    def enter(edit: Edit) -> Edit:
        assert name not in EDITS, name
        EDITS[name] = edit
        return edit

    return enter


def changed(
    name: str, fields: Mapping[str, str], text: str, ledger: str | None, conflict: Conflict
) -> tuple[str, str | None, str]:
    """The model's text and its ledger after the edit, and what was done.

    ModelError where the edit cannot be made, or the model that comes of it does not check.
    """
    mark = BOM if text.startswith(BOM) else ""
    bare = text.removeprefix(BOM)
    if name == "rename":
        done = _renamed(Form(fields, conflict, {}), bare, ledger)
    else:
        done = EDITS[name](Form(fields, conflict, parsed(bare, "model").data))
    if done.texts is not None:
        new, new_ledger = done.texts
    else:
        new, new_ledger = edited(bare, done.steps, "model"), ledger
    return mark + new, new_ledger, done.what


def _renamed(form: Form, text: str, ledger: str | None) -> Done:
    kind, old, new = form.text("kind"), form.text("old"), form.text("new")
    both = renamed_everywhere(text, kind, old, new, "model", ledger)
    return Done(f"{kind} {old} is now called {new}", texts=both)


def list_at(form: Form, party: str, reading: str) -> Path:
    """The path of the statements of a party; ModelError where they are no list that is written."""
    path: Path = ("preferences", party)
    found: Any = (form.data.get("preferences") or {}).get(party)
    if reading != "base":
        path = ("alternatives", party, reading)
        found = ((form.data.get("alternatives") or {}).get(party) or {}).get(reading)
    if isinstance(found, list) or (found is None and reading == "base"):
        return path
    if isinstance(found, Mapping):
        for key in ("priorities", "statements"):
            if isinstance(found.get(key), list):
                return (*path, key)
    what = "these wishes are not written as a list of statements"
    raise wrong("reading", what, "change them in the file")


def whole_at(path: Path) -> Path:
    """The path of all that is said of a party under a reading, from that of its list."""
    return path[: 2 if path[0] == "preferences" else 3]


def list_of(form: Form) -> tuple[str, Path, str]:
    """The party of the form, the path of the list that it is about, and what to call it."""
    party, reading = form.party(), form.text("reading") or "base"
    words = form.words() + ("" if reading == "base" else f" ({reading})")
    return party, list_at(form, party, reading), words


def statement_value(text: str, because: str) -> str | dict[str, str]:
    """A statement as a file writes it."""
    return {"prefer": text, "because": because} if because else text


@entered("wish-move")
def _wish_move(form: Form) -> Done:
    _, path, words = list_of(form)
    before, after = form.place("from"), form.place("to")
    done = f"{words}: wish {before + 1} is now wish {after + 1}"
    return Done(done, [Move((*path, before), after)] if before != after else [])


@entered("wish-add")
def _wish_add(form: Form) -> Done:
    _, path, words = list_of(form)
    text = form.condition("text")
    value = statement_value(text, form.text("because"))
    return Done(f"{words}: a new wish, {text}", [Insert(path, None, value)])


@entered("reading-add")
def _reading_add(form: Form) -> Done:
    party, name = form.party(), form.text("name")
    if not name or name == "base" or name in form.conflict.alternatives.get(party, {}):
        raise wrong("name", f"'{name}' cannot be a new reading's name", "give another name")
    reading = form.text("reading") or "base"
    path = whole_at(list_at(form, party, reading))  # with what stands beside the list
    value = value_at(form.data, path) if form.data.get("preferences") else []
    step = Insert(("alternatives", party), name, value or [])
    return Done(f"{form.words()}: a new reading, {name}", [step])


@entered("reading-drop")
def _reading_drop(form: Form) -> Done:
    party, name = form.party(), form.text("name")
    return Done(
        f"{form.words()}: the reading {name} is gone", [Delete(("alternatives", party, name))]
    )


def value_at(data: Any, path: Path) -> Any:
    """What stands at a path of the file; ModelError where nothing does any more."""
    for one in path:
        try:
            data = data[one]
        except (KeyError, IndexError, TypeError):
            raise wrong("place", "there is no such entry any more", "reload the page") from None
    return data


def field_steps(path: Path, old: Mapping[str, Any], name: str, value: str) -> list[Step]:
    """The steps by which one key of a mapping gets a value; an empty one takes it away."""
    if value == str(old.get(name) or ""):
        return []
    if not value:
        return [Delete((*path, name))]
    return [Replace((*path, name), value)] if name in old else [Insert(path, name, value)]


def _name(form: Form, field: str) -> str:
    name = form.text(field)
    if fault := name_fault(name):
        raise wrong(field, fault, "name it with letters, digits, '_' or '-'", "E-NAME")
    return name


@entered("title-set")
def _title_set(form: Form) -> Done:
    title = form.text("title")
    return Done(f"the title is now {title}", [Replace(("title",), title)])


@entered("party-add")
def _party_add(form: Form) -> Done:
    name, title = _name(form, "name"), form.text("title")
    value: dict[str, Any] = {"title": title or name}
    if form.conflict.form == "option":
        value["options"] = {}
    return Done(f"a new party, {title or name}", [Insert(("decision_makers",), name, value)])


@entered("party-set")
def _party_set(form: Form) -> Done:
    party, title = form.party(), form.text("title")
    old = value_at(form.data, ("decision_makers", party)) or {}
    steps = field_steps(("decision_makers", party), old, "title", title)
    return Done(f"{party} is titled {title}", steps)


@entered("party-drop")
def _party_drop(form: Form) -> Done:
    party = form.party()
    steps: list[Step] = [Delete(("decision_makers", party))]
    for section in ("preferences", "alternatives"):
        if party in (form.data.get(section) or {}):
            steps.append(Delete((section, party)))
    return Done(f"the party {form.words()} is gone", steps)


def _no_letters(form: Form) -> None:
    """ModelError where states are written by letters, which would then mean other options."""
    conflict = form.conflict
    every = [*conflict.preferences.values()]
    every += [one for own in conflict.alternatives.values() for one in own.values()]
    lettered = any(
        isinstance(one.basis, Ranking | Payoffs | Better) or one.fuzzy or one.probability
        for one in every
    )
    said = isinstance(form.data.get("status_quo"), str) or bool(conflict.expected)
    if conflict.form == "option" and (lettered or said):
        what = "the file writes states by the letters of its options, in their order"
        raise wrong("to", what, "change the order in the file, with the letters")


@entered("party-move")
def _party_move(form: Form) -> Done:
    _no_letters(form)
    party, to = form.party(), form.place("to")
    return Done(f"{form.words()} is now party {to + 1}", [Move(("decision_makers", party), to)])


@entered("option-add")
def _option_add(form: Form) -> Done:
    party, name, title = form.party(), _name(form, "name"), form.text("title")
    step = Insert(("decision_makers", party, "options"), name, title or name)
    return Done(f"{form.words()}: a new option, {title or name}", [step])


@entered("option-set")
def _option_set(form: Form) -> Done:
    party, name = form.party(), form.text("option")
    path: Path = ("decision_makers", party, "options", name)
    old = value_at(form.data, path)
    values = {key: form.text(key) for key in ("title", "short", "once")}
    done = f"{form.words()}: {name} is titled {values['title'] or name}"
    if not isinstance(old, Mapping):
        if not values["short"] and not values["once"]:
            return Done(done, [Replace(path, values["title"] or name)])
        kept = {key: value for key, value in values.items() if value}
        return Done(done, [Replace(path, kept)])
    steps = [step for key, value in values.items() for step in field_steps(path, old, key, value)]
    return Done(done, steps)


@entered("option-drop")
def _option_drop(form: Form) -> Done:
    party, name = form.party(), form.text("option")
    step = Delete(("decision_makers", party, "options", name))
    return Done(f"{form.words()}: the option {name} is gone", [step])


@entered("option-move")
def _option_move(form: Form) -> Done:
    _no_letters(form)
    party, name, to = form.party(), form.text("option"), form.place("to")
    step = Move(("decision_makers", party, "options", name), to)
    return Done(f"{form.words()}: {name} is now option {to + 1}", [step])


@entered("today")
def _today(form: Form) -> Done:
    conflict, name = form.conflict, form.text("option")
    if conflict.form == "graph":
        step = Replace(("status_quo",), name)
        if "status_quo" not in form.data:
            return Done(f"today is {name}", [Insert((), "status_quo", name)])
        return Done(f"today is {name}", [step])
    if name not in [one.key for one in conflict.options]:
        raise wrong("option", f"there is no option '{name}'", "reload the page and try again")
    letters = conflict.status_quo or "N" * len(conflict.options)
    taken = [
        one.key
        for one, letter in zip(conflict.options, letters, strict=True)
        if (letter == "Y") != (one.key == name)
    ]
    words = f"today {'with' if name in taken else 'without'} {name}"
    if "status_quo" not in form.data:
        return Done(words, [Insert((), "status_quo", taken)])
    return Done(words, [Replace(("status_quo",), taken)])


_KINDS = ("infeasible", "at_most_one", "exactly_one", "at_least_one")


def _rule_value(form: Form) -> dict[str, Any]:
    kind, text = form.text("kind"), form.text("text")
    if kind not in _KINDS:
        raise wrong("kind", f"there is no rule '{kind}'", f"choose one of: {', '.join(_KINDS)}")
    if kind == "infeasible":
        return {kind: form.condition("text")}
    parts = [one.strip() for one in text.split(",") if one.strip()]
    check_conditions(form.conflict, parts, "text")
    return {kind: parts}


@entered("rule-add")
def _rule_add(form: Form) -> Done:
    value = _rule_value(form)
    if because := form.text("because"):
        value["because"] = because
    return Done(f"a new rule: {form.text('text')}", [Insert(("rules",), None, value)])


@entered("rule-set")
def _rule_set(form: Form) -> Done:
    place, value = form.place("k"), _rule_value(form)
    path: Path = ("rules", place)
    old = value_at(form.data, path)
    ((kind, said),) = value.items()
    steps: list[Step] = []
    if kind not in old:
        former = next(iter(one for one in _KINDS if one in old), None)
        if former is None:
            raise wrong("kind", "this rule is of another kind", "change it in the file")
        steps.append(Rename((*path, former), kind))
    if old.get(kind) != said:
        steps.append(Replace((*path, kind), said))
    steps += field_steps(path, old, "because", form.text("because"))
    return Done(f"rule {place + 1} is now: {form.text('text')}", steps)


@entered("rule-drop")
def _rule_drop(form: Form) -> Done:
    place = form.place("k")
    return Done(f"rule {place + 1} is gone", [Delete(("rules", place))])


@entered("rule-move")
def _rule_move(form: Form) -> Done:
    before, after = form.place("from"), form.place("to")
    return Done(f"rule {before + 1} is now rule {after + 1}", [Move(("rules", before), after)])


@entered("outcome-add")
def _outcome_add(form: Form) -> Done:
    name, text = form.text("name"), form.condition("text")
    if not name:
        raise wrong("name", "an outcome has a name", "write what it is called")
    return Done(f"a new outcome, {name}", [Insert(("outcomes",), name, text)])


@entered("outcome-set")
def _outcome_set(form: Form) -> Done:
    name, text = form.text("name"), form.condition("text")
    path: Path = ("outcomes", name)
    old = value_at(form.data, path)
    at = (*path, "where") if isinstance(old, Mapping) else path
    return Done(f"the outcome {name} is now: {text}", [Replace(at, text)])


@entered("outcome-drop")
def _outcome_drop(form: Form) -> Done:
    name = form.text("name")
    return Done(f"the outcome {name} is gone", [Delete(("outcomes", name))])


def whole(text: str, ledger: str | None) -> tuple[str, str | None, str]:
    """A model's text as a person wrote it, with the breaks of lines of its kind."""
    new = text.replace("\r\n", "\n").replace("\r", "\n")
    new = new if new.endswith("\n") or not new else new + "\n"
    read(new, ledger)
    return new, ledger, "the text of the file"
