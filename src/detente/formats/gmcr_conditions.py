"""The conditions of a `.gmcr` file: conjunctions of options by index, and compounds of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.formats.json_checker import JsonChecker, shown
from detente.formats.json_places import Node
from detente.model import And, Condition, Name, Not, Or, all_of, any_of


def contradicts_itself(condition: Condition) -> bool:
    """Whether no state at all fulfils a condition as files have it: conjunctions of options."""
    match condition:
        case Or(parts):
            return all(map(contradicts_itself, parts))
        case And(parts):
            taken = {part.text for part in parts if isinstance(part, Name)}
            left = {
                part.of.text
                for part in parts
                if isinstance(part, Not) and isinstance(part.of, Name)
            }
            return bool(taken & left) or any(
                contradicts_itself(part) for part in parts if isinstance(part, And | Or)
            )
        case _:
            return False


class ConditionReader:
    """Reads the conditions of one file.

    names   the condition that each option of the file stands for, by index.
    titles  the options' texts, by index.
    """

    def __init__(
        self, checker: JsonChecker, names: Mapping[int, Condition], titles: Sequence[str]
    ) -> None:
        self.checker, self.names, self.titles = checker, names, titles

    def listed(self, owner: Node, key: str) -> list[Condition]:
        """The conditions in the list under `key`, which may be absent."""
        assert isinstance(owner.value, dict)
        node = owner.value.get(key)
        if node is None or not self.checker.is_kind(node, "list", f"'{key}'"):
            return []
        assert isinstance(node.value, list)
        read = (self.read(item) for item in node.value)
        return [condition for condition in read if condition is not None]

    def read(self, node: Node) -> Condition | None:
        """`[[index, "Y"], …]`: all hold; `{"compound": true, "members": […]}`: one holds."""
        if isinstance(node.value, list):
            parts = [self._literal(item) for item in node.value]
            sound = [part for part in parts if part is not None]
            return all_of(list(dict.fromkeys(sound))) if len(sound) == len(parts) else None
        if not isinstance(node.value, dict):
            self.checker.fault(
                node,
                "E-TYPE",
                f"{shown(node)} is no condition",
                'write `[[0, "Y"], …]` or `{"compound": true, "members": […]}`',
            )
            return None
        return self._compound(node, node.value)

    def _compound(self, node: Node, value: Mapping[str, Node]) -> Condition | None:
        members = self.checker.member(node, "members", "list", "the compound condition")
        compound = self.checker.member(node, "compound", "bool", "the compound condition")
        if compound is not None and compound.value is False:
            self.checker.fault(
                compound, "E-VALUE", "a condition with members is compound", "write true"
            )
        for key in value:
            if key not in ("compound", "members"):
                self.checker.fault(
                    value[key], "E-KEY", f"unknown key '{key[:40]}' of a condition", "leave it out"
                )
        if members is None:
            return None
        assert isinstance(members.value, list)
        read = [self.read(member) for member in members.value]
        sound = [one for one in read if one is not None]
        return any_of(list(dict.fromkeys(sound))) if len(sound) == len(read) else None

    def _literal(self, node: Node) -> Condition | None:
        pair = node.value
        if not isinstance(pair, list) or len(pair) != 2:
            self.checker.fault(
                node,
                "E-TYPE",
                f"{shown(node)} is no option with its value",
                'write `[0, "Y"]` or `[0, "N"]`',
            )
            return None
        index, letter = pair
        if not self.checker.is_kind(index, "int", "the index of an option"):
            return None
        assert isinstance(index.value, int)
        if index.value not in self.names:
            self.checker.fault(
                index,
                "E-OPTION",
                f"there is no option {index.value}: the file has {len(self.names)}, from 0",
                "write the index of an option",
            )
            return None
        if letter.value not in ("Y", "N"):
            self.checker.fault(
                letter, "E-VALUE", f"{shown(letter)} is no value of an option", "write Y or N"
            )
            return None
        name = self.names[index.value]
        return name if letter.value == "Y" else Not(name)
