"""Preferences, only as far as stated: a proposal is preferred, a threat says when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.evidence.outcomes import Wanted
from detente.evidence.values import Guess, Place, Ref, Threat
from detente.evidence.words import called

_NOTHING = "nothing is stated of what it wants; until you write it, it is indifferent"
_ORDER = "the order of the statements is a guess"
_ONE = "is this all that it wants?"


def find_preferences(
    parties: Sequence[str],
    outcomes: Sequence[Wanted],
    threats: Sequence[Threat],
    keys: dict[Ref, str],
    places: dict[str, Place],
) -> tuple[dict[str, Any], list[Guess]]:
    """For each party its statements, reciprocal proposals first; none where nothing is said."""
    found: dict[str, Any] = {}
    guesses: list[Guess] = []
    for party in parties:
        statements: dict[str, dict[str, Any]] = {}
        place = None
        for wanted in outcomes:
            if party not in wanted.by or "offer" in wanted.aims[0].kind:
                continue
            place = place or wanted.aims[0].entry.place
            statements.setdefault(
                f"'{wanted.name}'",
                {
                    "because": "its own " + wanted.aims[0].kind,
                    "evidence": [aim.entry.id for aim in wanted.aims if party in aim.by],
                },
            )
        for threat in threats:
            if threat.act[0] != party or threat.act not in keys:
                continue
            unless = [keys[ref] for ref in threat.unless if ref in keys]
            if unless:
                place = place or threat.entry.place
                said = f"{keys[threat.act]} iff not ({' and '.join(unless)})"
                if len(unless) == 1:
                    said = f"{keys[threat.act]} iff not {unless[0]}"
                statements.setdefault(
                    said, {"because": "its own threat", "evidence": [threat.entry.id]}
                )
        question = _ORDER if len(statements) > 1 else _ONE if statements else _NOTHING
        guesses.append(Guess(f"preferences of {called(party)}", question, place or places[party]))
        found[party] = {
            "priorities": [{"prefer": said, **beside} for said, beside in statements.items()],
            "review": question,
        }
    return found, guesses
