"""The labels that open the turns of a conversation, such as "Q:" or "MS. ABE:"."""

from __future__ import annotations

import re

from detente.documents import Document
from detente.late import late
from detente.reading.blocks import Block, blocks, label_at
from detente.reading.flat import flat_lines

LABEL_TITLES = late(
    r"^(?:(?:CLLR|COUNCILLOR|COMMISSIONER|MAYOR|PRESIDENT|DEPUTY|SPEAKER|Cllr|Councillor|Commissioner|Mayor|HON|HONOURABLE|HONORABLE|FR|ENGR|ATTY|MADAM|Hon|Honourable|Honorable|Fr|Engr|Atty|Madam|MR|MRS|MS|MISS|DR|PROF|SIR|DAME|LORD|LADY|H\.?E|AMB|AMBASSADOR|GEN|GENERAL|BARONESS|BARON|COUNT|COUNTESS|CHIEF|SHEIKH|REV|REVEREND|BISHOP|SEN|SENATOR"
    r"|REP|GOV|GOVERNOR|MINISTER|JUDGE|COL|COLONEL|CAPT|CAPTAIN|Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame"
    r"|Lord|Lady|Baroness|Baron|Chief|Sheikh|Rev|Amb|Gen|Sen|Rep|Gov|Judge|Col|Capt)\.?\s+)+"
)


def bare(label: str) -> str:
    return re.sub(r"\s*\([^)]*\)$", "", label.strip("*_ "))


def labels_of_turns(flat: str, found: list[Block]) -> frozenset[str]:
    """The labels that open turns of a conversation: Q and A, names that come again, names in
    capitals.
    """
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    long: set[str] = set()
    for block in found:
        label = label_at(flat, block.start, block.end)
        if label:
            name = bare(label.group("label"))
            counts[name] = counts.get(name, 0) + 1
            first.setdefault(name, block.start)
            if block.end - label.end() > 60:
                long.add(name)
    # Two who speak twice each converse, however short their turns.
    repeated = sum(count > 1 for count in counts.values()) > 1
    turning = {
        name
        for name, count in counts.items()
        if count > 2
        or (count > 1 and (repeated or len(name) <= 2 or name.isupper() or name in long))
    }
    if not turning:
        return frozenset()
    turning |= _between_turns(flat, found, turning)
    turning |= {name for name in counts if initials_of(name) in turning}  # in full, then "NB:"
    begun = min(first[name] for name in turning)
    # Others who speak once in the same conversation.
    return frozenset(
        turning
        | {
            name
            for name in counts
            if counts[name] > 1
            or name.split()[-1] in turning
            or (
                first[name] > begun
                and (
                    name.isupper()
                    or len(name) <= 2
                    or LABEL_TITLES.match(name) is not None
                    or (name in long and any(_same_style(name, other) for other in turning))
                )
            )
        }
    )


def _between_turns(flat: str, found: list[Block], turning: set[str]) -> set[str]:
    """Labels that come once, right before one that comes again: who asks at a press conference."""
    more: set[str] = set()
    above: tuple[str, bool] | None = None
    for block in found:
        label = label_at(flat, block.start, block.end)
        name = bare(label.group("label")) if label else None
        if above and above[1] and name in turning and above[0] not in turning:
            more.add(above[0])
        above = (name, flat[block.end - 1] == "?") if name else None
    return more


def initials_of(name: str) -> str:
    """The first letters of a name of two words or more: "NB" for "Nils-Anders Blind"."""
    parts = name.split()
    return "".join(part[0] for part in parts) if len(parts) > 1 and not name.isupper() else ""


def _same_style(name: str, other: str) -> bool:
    return len(name.split()) == len(other.split()) and name.istitle() == other.istitle()


def label_of(flat: str, start: int, end: int, turns: frozenset[str]) -> tuple[str, int] | None:
    """The turn label that opens `flat[start:end]` and where its words begin, or None."""
    label = label_at(flat, start, end)
    if not label or bare(label.group("label")) not in turns:
        return None
    at = label.end()
    while at < end and flat[at].isspace():
        at += 1
    return bare(label.group("label")), at


def turn_labels(document: Document) -> frozenset[str]:
    """The labels that open turns in `document`; empty where nobody converses."""
    return labels_of_turns(flat_lines(document.text), blocks(document))
