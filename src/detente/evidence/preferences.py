"""Preferences, only as far as stated: a proposal is preferred, a threat says when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.evidence.outcomes import Wanted, condition_of
from detente.evidence.values import Aim, Guess, Place, Ref, Refusal, Threat
from detente.evidence.words import called

_NOTHING = "nothing is stated of what it wants; until you write it, it is indifferent"
_ORDER = "the order of the statements is a guess"
_ONE = "is this all that it wants?"


def find_preferences(
    parties: Sequence[str],
    outcomes: Sequence[Wanted],
    threats: Sequence[Threat],
    refusals: Sequence[Refusal],
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
            own = _own(party, wanted)
            if not own:
                continue
            if _yields_alone(party, wanted, own):
                question = (
                    f"{called(party)} is read as wanting of itself that “{wanted.name}”: does it? "
                    "No preference made"
                )
                guesses.append(
                    Guess(f"preferences of {called(party)}", question, own[0].entry.place)
                )
                continue
            place = place or own[0].entry.place
            statements.setdefault(
                f"'{wanted.name}'",
                {
                    "because": "its own " + own[0].kind,
                    "evidence": [aim.entry.id for aim in wanted.aims if party in aim.by],
                },
            )
        for threat in threats:
            said = _of_threat(threat, keys) if threat.act[0][0] == party else ""
            if said:
                place = place or threat.entry.place
                statements.setdefault(
                    said, {"because": "its own threat", "evidence": [threat.entry.id]}
                )
        for refusal in refusals:
            said = _of_refusal(refusal, outcomes, keys) if refusal.party == party else ""
            if said and said.removeprefix("not ") not in statements:
                place = place or refusal.entry.place
                statements.setdefault(
                    said, {"because": "it rejects this", "evidence": [refusal.entry.id]}
                )
        question = _ORDER if len(statements) > 1 else _ONE if statements else _NOTHING
        guesses.append(Guess(f"preferences of {called(party)}", question, place or places[party]))
        found[party] = {
            "priorities": [{"prefer": said, **beside} for said, beside in statements.items()],
            "review": question,
        }
    return found, guesses


def _own(party: str, wanted: Wanted) -> list[Aim]:
    """What `party` itself proposes or demands of an outcome; what it only offers, it may not want.

    Several may have brought about one outcome: one by demanding it, another by offering it.
    """
    if party not in wanted.by:
        return []
    return [aim for aim in wanted.aims if party in aim.by and "offer" not in aim.kind]


def _yields_alone(party: str, wanted: Wanted, own: Sequence[Aim]) -> bool:
    """Whether the outcome is only that `party` stops: nobody demands that of itself."""
    refs = (*wanted.stops, *wanted.does)
    return (
        bool(wanted.stops)
        and not wanted.does
        and all(ref[0] == party for ref in refs)
        and all(aim.kind == "demand" for aim in own)
    )


def _of_threat(threat: Threat, keys: dict[Ref, str]) -> str:
    """ "act iff not what is demanded"; empty where the draft lacks one of the two."""
    ref, done = threat.act
    others = [wish for wish in threat.others if wish[0] in keys]
    if ref not in keys or not others or ref in {each for each, _ in others}:
        return ""
    act = keys[ref] if done else f"not {keys[ref]}"
    if threat.link == "unless" and len(others) == 1:
        other, wanted = others[0]
        return f"{act} iff {'not ' if wanted else ''}{keys[other]}"
    what = condition_of(others, keys)
    if threat.link == "unless":
        return f"({act}) iff not ({what})"
    return f"{act} if {what}" if len(others) == 1 else f"{act} if ({what})"


def _of_refusal(refusal: Refusal, outcomes: Sequence[Wanted], keys: dict[Ref, str]) -> str:
    """The contrary of what is refused: by its outcome's name where it has one."""
    acts = [wish for wish in refusal.acts if wish[0] in keys]
    if not acts or len(acts) < len(refusal.acts):
        return ""
    condition = condition_of(acts, keys)
    known = next((each.name for each in outcomes if each.condition == condition), None)
    if known is not None:
        return f"not '{known}'"
    if len(acts) == 1:
        return (
            condition.removeprefix("not ") if condition.startswith("not ") else f"not {condition}"
        )
    return f"not ({condition})"
