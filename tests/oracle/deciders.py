"""What decides between two states for a party, read off the model file as plain data.

`complaints` holds a `decided_by` against the file: the line, its place, its text, its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from oracle.conflict import Conflict, Names
from oracle.preferences import exact, fits, payoff

NOTHING = {"kind": None, "place": None, "text": "", "evidence": []}


def complaints(
    model: Mapping[str, Any],
    conflict: Conflict,
    reading: Mapping[str, str],
    party: str,
    before: str,
    after: str,
    said: Mapping[str, Any],
) -> Iterator[str]:
    """What is wrong with `said` to be what decides for a party; nothing if it is right.

    conflict  the model under `reading`.
    """
    right = NOTHING
    if conflict.prefers(party, after, before):
        right = decider(model, given(model, reading, party), high=after, low=before)
    elif conflict.prefers(party, before, after):
        right = decider(model, given(model, reading, party), high=before, low=after)
    if dict(said) != right:
        yield f"between {before} and {after} {party} decides by {right}, not by {dict(said)}"


def given(model: Mapping[str, Any], reading: Mapping[str, str], party: str) -> Any:
    """The party's preference as the file gives it under a reading."""
    if party in reading and reading[party] != "base":
        return model["alternatives"][party][reading[party]]
    return (model.get("preferences") or {}).get(party)


def decider(model: Mapping[str, Any], preference: Any, high: str, low: str) -> dict[str, Any]:
    """What makes a party prefer `high` to `low`, which it does."""
    names = Names(model)
    letters = "states" not in model
    if isinstance(preference, list):
        preference = {"statements": preference}
    if "statements" in preference:
        for place, line in enumerate(preference["statements"], start=1):
            line = line if isinstance(line, dict) else {"prefer": line}
            if names.holds(line["prefer"], high) != names.holds(line["prefer"], low):
                assert names.holds(line["prefer"], high), "the other state would be preferred"
                cited = list(line.get("evidence", []))
                return found("statement", place, str(line["prefer"]), cited)
    if "weights" in preference:
        sides = [
            {
                text: Decimal(str(weight))
                for text, weight in preference["weights"].items()
                if exact(weight) and names.holds(text, one) and not names.holds(text, other)
            }
            for one, other in ((high, low), (low, high))
        ]
        return found("weights", None, " against ".join(map(added, sides)))
    if "ranking" in preference:
        classes = [one if isinstance(one, list) else [one] for one in preference["ranking"]]
        place, upper = in_class(classes, high, letters)
        lower = in_class(classes, low, letters)[1]
        return found("ranking", place, f"{upper} above {lower}")
    if "payoffs" in preference:
        paid = [payoff(state, preference["payoffs"], letters) for state in (high, low)]
        texts = [as_written(state, preference["payoffs"], letters) for state in (high, low)]
        apart = ""
        if preference.get("threshold") and paid[1][0]:
            apart = f", more than {preference['threshold']} apart"
        return found("payoffs", None, f"{texts[0]} against {texts[1]}{apart}")
    for place, (one, other) in enumerate(preference["better"], start=1):
        if fits(str(one), high, letters) and fits(str(other), low, letters):
            return found("pair", place, f"{one} over {other}")
    raise AssertionError(f"nothing in {preference} prefers {high} to {low}")


def found(kind: str, place: int | None, text: str, evidence: Sequence[str] = ()) -> dict[str, Any]:
    """The form of `decided_by`."""
    return {"kind": kind, "place": place, "text": text, "evidence": list(evidence)}


def added(side: Mapping[str, Decimal]) -> str:
    """The weights on one side, summed and listed."""
    if not side:
        return "0"
    total = sum(side.values(), Decimal(0))
    if len(side) == 1:
        return f"{total} ({in_quotes(next(iter(side)))})"
    listed = [f"{in_quotes(text)} {weight}" for text, weight in side.items()]
    return f"{total} ({', '.join(listed)})"


def in_quotes(text: str) -> str:
    """The text in single quotes, or in double ones where it has single ones."""
    return f"'{text}'" if "'" not in text else f'"{text}"'


def in_class(classes: Sequence[Sequence[Any]], state: str, letters: bool) -> tuple[int, str]:
    """The first class that a state fits, from 1, and how it is named there."""
    for place, members in enumerate(classes, start=1):
        for member in members:
            if fits(str(member), state, letters):
                return place, str(member)
    return len(classes) + 1, "what it does not name"


def as_written(state: str, payoffs: Mapping[str, Any], letters: bool) -> str:
    """The payoff of a state as the file writes it; `none` without one."""
    return next((str(n) for p, n in payoffs.items() if fits(str(p), state, letters)), "none")
