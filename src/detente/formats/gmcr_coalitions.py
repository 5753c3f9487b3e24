"""The coalitions of a save file of GMCR+: who is set to act as one.

The format: a list in which each decision maker stands once, by its number where it acts alone and
within a list of numbers where it acts with others.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.editing import Plain
from detente.formats.json_checker import JsonChecker
from detente.formats.json_places import Node
from detente.model import Conflict


def read_groups(
    checker: JsonChecker, root: Node, parties: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """The coalitions of two or more, parties in file order; a note where they cannot be read."""
    assert isinstance(root.value, dict)
    node = root.value.get("coalitions")
    if node is None:
        return ()
    members = (
        [_members(item, len(parties)) for item in node.value]
        if isinstance(node.value, list)
        else [None]
    )
    sound = [one for one in members if one is not None]
    listed = [k for one in sound for k in one]
    if len(sound) < len(members) or len(set(listed)) < len(listed):
        checker.note(
            node, "W-NOT-READ", "the coalitions cannot be read", "enter them in GMCR+ again"
        )
        return ()
    return tuple(tuple(parties[k] for k in sorted(one)) for one in sound if len(one) > 1)


def _members(item: Node, parties: int) -> list[int] | None:
    """The numbers of one coalition's parties; None where they are none."""
    numbers = [one.value for one in item.value] if isinstance(item.value, list) else [item.value]
    found = [k for k in numbers if type(k) is int and 0 <= k < parties]
    return found if found and len(found) == len(numbers) else None


def groups_to_write(conflict: Conflict) -> tuple[list[Plain], list[int]]:
    """The list of the format; and which coalitions, by place, it has no room for."""
    order = {name: k for k, name in enumerate(conflict.party_names)}
    free = set(order.values())
    groups: list[list[int]] = []
    left = []
    for place, coalition in enumerate(conflict.coalitions):
        members = [order[name] for name in coalition]
        if len(members) < 2:
            continue  # a party alone is one in any case
        if free.issuperset(members):
            groups.append(members)
            free.difference_update(members)
        else:
            left.append(place)
    written = sorted([*groups, *([k] for k in free)])
    return [one if len(one) > 1 else one[0] for one in written], left
