"""Claims in executable form where they can be; else untestable, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from detente.drafting.ledger import enter
from detente.drafting.outcomes import Wanted
from detente.drafting.values import Act, Guess, Ref, Saying
from detente.drafting.words import called, joined, sentence, topics, words
from detente.reading import Reading

_WITHOUT = re.compile(
    r"\b(?:without|in the absence of|absent|unless|until|only if|only when)\b", re.IGNORECASE
)
_UNTIL = re.compile(r"(?:unless|until|only if|only when)\b", re.IGNORECASE)
_UNSETTLED = frozenset({"impossible", "will not", "difficult", "not without"})
_NO_OPTION = "because what it speaks of is no option of the draft"
_Test = tuple[str, dict[str, Any], str]
"""What a claim says in our words, the keys of its test, and the question left."""


def find_sayings(reading: Reading) -> list[Saying]:
    """The claims of a report, each with an entry that paraphrases it by what it is about."""
    found = []
    starts = [each.start for each in reading.mentions]
    for claim in reading.claims:
        inside = reading.mentions[bisect_left(starts, claim.start) : bisect_left(starts, claim.end)]
        about = tuple(
            dict.fromkeys(each.name for each in inside if each.kind in {"state", "organisation"})
        )
        topic = topics(" ".join(claim.text.split()), about)
        modality = words().modalities.get(claim.modality, claim.modality)
        of = f", of {joined(topic)}" if topic else ""
        says = f"{_speaker(claim.by)}{of}: something {modality}."
        entry = enter(reading, claim, "claim", says)
        found.append(Saying(claim.by, claim.voice, claim.modality, claim.text, entry, about))
    return found


def _speaker(by: str) -> str:
    return "The author" if by == "author" else sentence(called(by))


def find_claims(
    sayings: Sequence[Saying],
    acts: Sequence[Act],
    outcomes: Sequence[Wanted],
    keys: Mapping[Ref, str],
    silent: Sequence[str],
) -> tuple[dict[str, Any], dict[str, Any], list[Guess]]:
    """The claims by id, the outcomes that their tests need, and the guesses in both.

    silent  the parties without preferences, whom a verdict does not know.
    """
    claims: dict[str, Any] = {}
    needed: dict[str, Any] = {}
    guesses: list[Guess] = []
    kept = [act for act in acts if act.ref in keys]
    for number, saying in enumerate(sayings, 1):
        known = set(needed)
        test = _test(saying, kept, outcomes, keys, needed)
        if isinstance(test, str):
            question = "say it in your own words, and as a test if it can be one"
            test = (saying.entry.says, {"untestable": test}, question)
        says, tested, question = test
        data: dict[str, Any] = {
            "says": says,
            "by": _speaker(saying.by),
            "voice": "quote" if saying.voice == "direct quote" else "paraphrase",
            "evidence": [saying.entry.id],
            **tested,
            "review": question,
        }
        expected = tested.get("expect", {})
        if silent and expected and "feasible" not in expected:
            who = f"{joined(silent)} {'has' if len(silent) == 1 else 'have'}"
            data["note"] = f"The verdict says nothing of the conflict before {who} preferences."
        claims[f"c{number}"] = data
        place = saying.entry.place
        guesses.append(Guess(f"claim c{number}", question, place))
        guesses += [
            Guess(f"outcome {each}", needed[each]["review"], place)
            for each in needed
            if each not in known
        ]
    return claims, needed, guesses


def _test(
    saying: Saying,
    acts: Sequence[Act],
    outcomes: Sequence[Wanted],
    keys: Mapping[Ref, str],
    needed: dict[str, Any],
) -> _Test | str:
    """The test of a claim, or why there is none."""
    text = " ".join(saying.text.split())
    if saying.modality in {"should not", "should"}:
        return "because it says what ought to be, not what follows from what"
    if saying.modality == "possible":
        wanted = _of_those(_named(text, acts), saying.about)
        if not wanted:
            return _NO_OPTION
        if len({act.kind.partition(":")[0] for act in wanted}) > 1:
            return "because it names several options, and not that all of them go together"
        condition = " and ".join(keys[act.ref] for act in wanted)
        question = "“possible” is read as “not ruled out by the rules”: enough?"
        return (
            f"{sentence(_and(wanted))} can come about.",
            {"expect": {"feasible": condition}},
            question,
        )
    if saying.modality not in _UNSETTLED:
        return "because what follows from what cannot be read off the words"
    if not outcomes:
        return "because the reports propose nothing that could count as a settlement"
    if words().by_itself.search(text):
        return _alone(_named(text, acts), acts, keys, needed)
    part = _WITHOUT.search(text)
    if part is None:
        return "because it names no option of the draft as what decides"
    wanted = _named(text[part.start() :], acts)
    if not wanted:
        return _NO_OPTION
    if _UNTIL.match(text, part.start()) and all(act.on for act in wanted):
        return "because it makes the end of what goes on a condition"
    missing = {(act.ref, True) for act in wanted}
    ordered = sorted(outcomes, key=lambda each: not each.reciprocal)
    goal = next((each for each in ordered if not missing & set(each.wishes)), None)
    if goal is None:
        return "because what it calls necessary is all that the reports propose"
    without = [keys[act.ref] for act in wanted]
    path = {"to": f"'{goal.name}'", "by": "improvements"}
    if saying.modality == "impossible":
        return (
            f"Without {_and(wanted)} nothing leads to “{goal.name}”.",
            {"without": without, "expect": {"no path": path}},
            f"a shift is read as “{goal.name}”: right?",
        )
    return (
        f"Without {_and(wanted)} it is harder to come to “{goal.name}”.",
        {"expect": {"path": path}, "compare": {"without": without, "demand": "fewer"}},
        f"a shift is read as “{goal.name}”; how much harder is meant?",
    )


def _alone(
    named: Sequence[Act], acts: Sequence[Act], keys: Mapping[Ref, str], needed: dict[str, Any]
) -> _Test | str:
    """ "Not by sanctions alone": no state holds where the means is used and nobody talks."""
    means = [act for act in named if not act.kind.startswith("talks")]
    holders = {act.party for act in means}
    yielded = [act for act in acts if act.on and act.party not in holders]
    if not means:
        return _NO_OPTION
    if not yielded:
        return "because the reports ask nobody to stop what the means could end"
    name = f"{means[0].name.replace('_', ' ')} alone"
    talks = [f"not {keys[act.ref]}" for act in acts if act.kind.startswith("talks")]
    stops = [f"not {keys[act.ref]}" for act in yielded]
    needed[name] = {
        "where": " and ".join([*stops, *(keys[act.ref] for act in means), *talks]),
        "review": "is this what the claim calls a solution by one means alone?",
    }
    return (
        f"No settlement comes of {_and(means)} alone.",
        {"under": ["nash", "seq"], "expect": {"no equilibrium": name}},
        f"a solution is read as the outcome “{name}”: right?",
    )


def _named(text: str, acts: Sequence[Act]) -> list[Act]:
    """The acts that a text names: by a word of their kind, or of their object; else talks, where it
    speaks of diplomacy.
    """
    kinds = {kind.name for kind in words().kinds if kind.pattern.search(text)}
    every = {kind.name for kind in words().kinds}
    tokens = {each.casefold() for each in re.findall(r"\w+", text)}
    found = [
        act
        for act in acts
        if (kind := act.kind.partition(":")[0]) in kinds
        or (kind not in every and act.words & tokens)
    ]
    if not found and words().diplomacy.search(text):
        found = [act for act in acts if act.kind.startswith("talks")]
    return found


def _of_those(acts: Sequence[Act], about: tuple[str, ...]) -> list[Act]:
    """The acts between the parties that the claim names, all where it names none of them."""
    own = [
        act
        for act in acts
        if act.party in about and all(each in about for each in act.kind.split(":")[1:])
    ]
    return own or list(acts)


def _and(acts: Sequence[Act]) -> str:
    """The acts in words: "talks of two states, and sanctions of the United States"."""
    doers: dict[str, list[str]] = {}
    for act in acts:
        plain = act.name.replace("_", " ")
        noun = "talks of" if act.kind.startswith("talks") else f"{plain} of"
        doers.setdefault(
            f"“{act.title}” by" if ":" in act.kind and noun != "talks of" else noun, []
        ).append(called(act.party))
    return ", and ".join(f"{noun} {joined(dict.fromkeys(who))}" for noun, who in doers.items())
