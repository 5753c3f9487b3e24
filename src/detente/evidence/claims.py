"""Claims in executable form where they can be; else untestable, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from detente.documents import Reading
from detente.evidence.ledger import enter
from detente.evidence.outcomes import Wanted
from detente.evidence.values import Act, Guess, Ref, Saying
from detente.evidence.words import called, joined, sentence, topics, words
from detente.values import dataclass

_WITHOUT = re.compile(
    r"\b(?:without|in the absence of|absent|unless|until|only if|only when)\b", re.I
)
_UNTIL = re.compile(r"^(?:unless|until|only if|only when)\b", re.I)
_CLOSE = 400  # code points between claims that speak of the same thing
_UNSETTLED = frozenset({"impossible", "will not", "difficult", "not without"})


def find_sayings(reading: Reading) -> tuple[Saying, ...]:
    """The claims of a report, each with an entry that paraphrases it by what it is about."""
    starts = [each.start for each in reading.mentions]
    found = []
    for claim in reading.claims:
        inside = [
            each.name
            for each in reading.mentions[
                bisect_left(starts, claim.start) : bisect_left(starts, claim.end)
            ]
            if each.kind in {"state", "organisation"}
        ]
        about = tuple(dict.fromkeys(inside))
        topic = topics(" ".join(claim.text.split()), about, reading.language)
        modality = words(reading.language).modalities.get(claim.modality, claim.modality)
        of = f", of {joined(topic)}" if topic else ""
        says = f"{_speaker(claim.by)}{of}: something {modality}."
        entry = enter(reading, claim, "claim", says)
        found.append(Saying(claim.by, claim.voice, claim.modality, claim.text, entry, about))
    return tuple(found)


def _speaker(by: str) -> str:
    return "The author" if by == "author" else sentence(called(by))


@dataclass(frozen=True, slots=True)
class _Test:
    """A claim as a test: what it says in our words, the keys of its test, and the question left."""

    says: str
    keys: dict[str, Any]
    question: str


def find_claims(
    sayings: Sequence[Saying],
    acts: Sequence[Act],
    outcomes: Sequence[Wanted],
    keys: dict[Ref, str],
    language: str,
) -> tuple[dict[str, Any], dict[str, Any], list[Guess]]:
    """The claims by id, the outcomes that their tests need, and the guesses in both."""
    claims: dict[str, Any] = {}
    needed: dict[str, Any] = {}
    guesses: list[Guess] = []
    kept = [act for act in acts if act.ref in keys]
    for number, saying in enumerate(sayings, 1):
        name, known = f"c{number}", len(needed)
        test = _test(saying, kept, outcomes, keys, language, needed, _near(saying, sayings))
        data: dict[str, Any] = {"says": saying.entry.says}
        if isinstance(test, _Test):
            data["says"] = test.says
            question = test.question
        else:
            question = "say it in your own words, and as a test if it can be one"
        data["by"] = _speaker(saying.by)
        data["voice"] = "quote" if saying.voice == "direct quote" else "paraphrase"
        data["evidence"] = [saying.entry.id]
        data |= test.keys if isinstance(test, _Test) else {"untestable": test}
        data["review"] = question
        claims[name] = data
        guesses.append(Guess(f"claim {name}", question, saying.entry.place))
        guesses += [
            Guess(f"outcome {each}", needed[each]["review"], saying.entry.place)
            for each in list(needed)[known:]
        ]
    return claims, needed, guesses


def _test(
    saying: Saying,
    acts: Sequence[Act],
    outcomes: Sequence[Wanted],
    keys: dict[Ref, str],
    language: str,
    needed: dict[str, Any],
    aimed_at: frozenset[str],
) -> _Test | str:
    """The test of a claim, or why there is none."""
    known = words(language)
    text = " ".join(saying.text.split())
    if saying.modality in {"should not", "should"}:
        return "because it says what ought to be, not what follows from what"
    named = _acts_in(text, acts, language)
    diplomacy = [act for act in acts if act.kind.partition(":")[0] == "talks"]
    if saying.modality == "possible":
        wanted = named or (diplomacy if known.diplomacy.search(text) else [])
        wanted = _of_those(wanted, saying.about)
        if not wanted:
            return _NO_OPTION
        if len({act.kind.partition(":")[0] for act in wanted}) > 1:
            return "because it names several options, and not that all of them go together"
        condition = " and ".join(keys[act.ref] for act in wanted)
        return _Test(
            f"{sentence(_and(wanted))} can come about.",
            {"expect": {"feasible": condition}},
            "“possible” is read as “not ruled out by the rules”: enough?",
        )
    if saying.modality not in _UNSETTLED:
        return "because what follows from what cannot be read off the words"
    if not outcomes:
        return "because the reports propose nothing that could count as a settlement"
    if known.alone.search(text):
        means = [act for act in named if act.kind.partition(":")[0] != "talks"]
        if not means:
            return _NO_OPTION
        others = [f"not {keys[act.ref]}" for act in diplomacy]
        yielded = _yielded(acts, means, aimed_at)
        if not yielded:
            return "because the reports ask nobody to stop what the means could end"
        name = f"{means[0].name.replace('_', ' ')} alone"
        stops = [f"not {keys[act.ref]}" for act in yielded]
        needed[name] = {
            "where": " and ".join([*stops, *(keys[act.ref] for act in means), *others]),
            "review": "is this what the claim calls a solution by one means alone?",
        }
        return _Test(
            f"No settlement comes of {_and(means)} alone.",
            {"under": ["nash", "seq"], "expect": {"no equilibrium": name}},
            f"a solution is read as the outcome “{name}”: right?",
        )
    if _WITHOUT.search(text):
        part = text[next(_WITHOUT.finditer(text)).start() :]
        wanted = _acts_in(part, acts, language) or (
            diplomacy if known.diplomacy.search(part) else []
        )
        if not wanted:
            return _NO_OPTION
        if _UNTIL.search(part) and all(act.on for act in wanted):
            return "because it makes the end of what goes on a condition"
        goal = _goal(wanted, outcomes)
        if goal is None:
            return "because what it calls necessary is all that the reports propose"
        without = [keys[act.ref] for act in wanted]
        path = {"to": goal[0], "by": "improvements"}
        if saying.modality == "impossible":
            return _Test(
                f"Without {_and(wanted)} nothing leads to {goal[1]}.",
                {"without": without, "expect": {"no path": path}},
                f"a shift is read as {goal[1]}: right?",
            )
        return _Test(
            f"Without {_and(wanted)} it is harder to come to {goal[1]}.",
            {"expect": {"path": path}, "compare": {"without": without, "demand": "fewer"}},
            f"a shift is read as {goal[1]}; how much harder is meant?",
        )
    return "because it names no option of the draft as what decides"


def _near(saying: Saying, sayings: Sequence[Saying]) -> frozenset[str]:
    """The parties that the speaker names in this claim and in the claims close by."""
    place = saying.entry.place
    return frozenset(
        name
        for other in sayings
        if other.by == saying.by
        and other.entry.place.document == place.document
        and abs(other.entry.place.start - place.start) < _CLOSE
        for name in other.about
    )


def _yielded(acts: Sequence[Act], means: Sequence[Act], aimed_at: frozenset[str]) -> list[Act]:
    """What would stop if the means had its way: of those it is aimed at, else of all the others."""
    holders = {act.party for act in means}
    stopped = [act for act in acts if "stop" in act.bases and act.party not in holders]
    return [act for act in stopped if act.party in aimed_at] or stopped


_NO_OPTION = "because what it speaks of is no option of the draft"


def _goal(without: Sequence[Act], outcomes: Sequence[Wanted]) -> tuple[str, str] | None:
    """What would settle the matter, as a class and in words: a reciprocal proposal, else the first.

    None where every proposal needs what is to be done without.
    """
    missing = {act.ref for act in without}
    for wanted in sorted(outcomes, key=lambda each: not each.reciprocal):
        if not missing & set(wanted.does):
            return f"'{wanted.name}'", f"“{wanted.name}”"
    return None


def _acts_in(text: str, acts: Sequence[Act], language: str) -> list[Act]:
    """The acts that a text names: by a word of their kind, or by a word of their object."""
    kinds = {kind.name for kind in words(language).kinds if kind.pattern.search(text)}
    tokens = {each.casefold() for each in re.findall(r"\w+", text)}
    return [
        act
        for act in acts
        if act.kind.partition(":")[0] in kinds
        or (act.kind.partition(":")[0] not in _kind_names(language) and act.words & tokens)
    ]


def _kind_names(language: str) -> frozenset[str]:
    return frozenset(kind.name for kind in words(language).kinds)


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
        if act.name in _TALKS:
            noun = "talks of"
        else:
            noun = f"“{act.title}” by" if ":" in act.kind else f"{act.name.replace('_', ' ')} of"
        doers.setdefault(noun, []).append(called(act.party))
    return ", and ".join(
        f"{noun} {joined(dict.fromkeys(parties))}" for noun, parties in doers.items()
    )


_TALKS = ("talks", "inter")
