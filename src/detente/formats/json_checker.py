"""A JSON file under reading: its values by key and kind, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.formats.json_places import JsonText, Node
from detente.limits import limit
from detente.problems import ModelError, Problem

_KINDS = {
    "dict": "an object (`{…}`)",
    "list": "a list (`[…]`)",
    "str": "a text in quotes",
    "int": "a whole number",
    "bool": "true or false",
}


@dataclass(slots=True)
class JsonChecker:
    """What every part of the reader works with. Lives only while one file is read."""

    json: JsonText
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def fault(self, node: Node, code: str, what: str, mend: str) -> None:
        """Note what is wrong with a value."""
        # Beyond those that are shown a further one says only that there are more.
        if len(self.problems) <= limit("problems_shown"):
            self.problems.append(self.json.problem(node.at, code, what, mend))

    def note(self, node: Node, code: str, what: str, mend: str) -> None:
        """Note what the model cannot hold."""
        self.notes.append(self.json.problem(node.at, code, what, mend))

    def member(self, owner: Node, key: str, kind: str, of: str) -> Node | None:
        """The value of `key`, which must be there and of its kind; None, with a fault, if not."""
        assert isinstance(owner.value, dict)
        found = owner.value.get(key)
        if found is None:
            self.fault(owner, "E-MISSING", f"the key '{key}' of {of} is missing", "add it")
            return None
        return found if self.is_kind(found, kind, f"'{key}' of {of}") else None

    def is_kind(self, node: Node, kind: str, what: str) -> bool:
        """Whether the value is of its kind; a fault where it is not."""
        if type(node.value).__name__ == kind:
            return True
        self.fault(
            node, "E-TYPE", f"{what} is {shown(node)}, not {_KINDS[kind]}", f"write {_KINDS[kind]}"
        )
        return False

    def items(self, node: Node | None, kind: str, what: str) -> list[Node]:
        """The items of a list that are of their kind; faults for the others."""
        if node is None or not isinstance(node.value, list):
            return []
        return [
            item
            for k, item in enumerate(node.value)
            if self.is_kind(item, kind, f"item {k} of {what}")
        ]

    def end_if_wrong(self) -> None:
        """ModelError with all faults so far, in the order of the file, if there are any."""
        if not self.problems:
            return
        found = sorted(self.problems, key=lambda one: (one.line, one.column))
        most = limit("problems_shown")
        if len(found) > most:
            rest = Problem(
                self.json.file, 0, 0, "E-MORE", "there are more problems", "mend these first"
            )
            found = [*found[:most], rest]
        raise ModelError(tuple(found))


def shown(node: Node) -> str:
    """A value as a message names it."""
    match node.value:
        case None:
            return "null"
        case bool(value):
            return "true" if value else "false"
        case dict():
            return "an object"
        case list():
            return "a list"
        case str(text):
            return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}…'"
        case number:
            return f"{number}"
