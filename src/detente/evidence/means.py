"""Means that a claim names without saying whose they are, such as "sanctions alone"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from detente.evidence.acts import used
from detente.evidence.clause_words import clause_words
from detente.evidence.described import Described
from detente.evidence.options import act_of
from detente.evidence.values import Guess, Saying, Sketch
from detente.evidence.words import called, sentence, words

_ALONE = "for whom does this person speak"  # the note on somebody whose side is not known
_SIDES = 2  # parties that a conflict has at the least


def with_means(sketch: Sketch, language: str) -> Sketch:
    """The sketch with an act for each means that claims name and nobody is said to use.

    It is given to the party that is asked most to stop things, shared asks counting in part, apart
    from the one that is named where the claims speak of it: a guess, marked as one.
    """
    acts = list(sketch.acts)
    for kind in words(language).kinds:
        if not kind.means or any(act.kind == kind.name for act in acts):
            continue
        named = [saying for saying in sketch.sayings if kind.pattern.search(saying.text)]
        if not named:
            continue
        holder = _holder(sketch, named[0])
        if holder is None:
            continue
        described = used(kind, language)
        ref = (holder, described.kind)
        entry = replace(
            named[0].entry,
            id=named[0].entry.id.replace("-claim-", "-means-"),
            says=f"{described.name.capitalize()} are spoken of as a means in use.",
            confidence=0.5,
            supports=((ref, True),),
        )
        question = (
            f"whose {kind.name}? The report does not say; given to {called(holder)}. "
            "In force today?"
        )
        acts.append(act_of(holder, described, True, "means", entry, [question]))
    return replace(sketch, acts=tuple(acts))


def _holder(sketch: Sketch, saying: Saying) -> str | None:
    """Who most likely uses the means: whoever is asked most to stop things, but not its target."""
    near = {
        name
        for other in sketch.sayings
        if other.by == saying.by and other.entry.place.document == saying.entry.place.document
        for name in other.about
    }
    stopped = [act for act in sketch.acts if "stop" in act.bases]
    shared = Counter(entry.id for act in stopped for entry in act.entries)
    weights: dict[str, float] = {}
    for act in stopped:
        weight = sum(1 / shared[entry.id] for entry in act.entries)
        weights[act.party] = weights.get(act.party, 0.0) + weight
    allowed = {party: weight for party, weight in weights.items() if party not in near} or weights
    return max(allowed, key=lambda party: allowed[party], default=None)


def with_presence(sketch: Sketch, language: str) -> Sketch:
    """The sketch with an option for authors that have none: to go on pressing for what they want.

    Only who proposes a plan for both sides or goes to court is given one; where there are fewer
    than two parties, those who demand most; and, of no more than two, those who demand that
    something stop. The others are voices: named in the notes, no parties.
    """
    acts = list(sketch.acts)
    busy = {act.party for act in acts}
    aims = [(aim, party) for aim in sketch.aims for party in aim.by]
    wanted = [
        (aim, party)
        for aim, party in aims
        if (aim.reciprocal and aim.kind != "demand") or aim.petition
    ]
    known = clause_words(language)
    stopping = [
        each for each in aims if each[0].stops and each[1].casefold() not in known.mediators
    ]
    for fewest, asking in ((_SIDES, aims), (_SIDES + 1, stopping)):
        if len(busy | {party for _, party in wanted}) < fewest:
            counted = Counter(party for _, party in asking if party not in busy)
            most = max(counted.values(), default=0)
            wanted += [each for each in asking if counted[each[1]] == most]
    for aim, party in wanted:
        alone = any(_ALONE in each.question for each in sketch.notes.get(party, ()))
        if party in busy or (alone and len(busy) >= _SIDES):
            continue
        busy.add(party)
        question = "what else can it do? The report only has it propose"
        acts.append(act_of(party, _pressing(aim.name), True, "press", aim.entry, [question]))
    voices: dict[str, Guess] = {}
    for aim, party in aims:
        if party not in busy:
            question = (
                f"{sentence(called(party))} asks for “{aim.name}” and has no means of its own in "
                "the report: a voice, no party. Should it be one?"
            )
            voices.setdefault(party, Guess("voices", question, aim.entry.place))
    return replace(sketch, acts=tuple(acts), guesses=(*sketch.guesses, *voices.values()))


def _pressing(name: str) -> Described:
    phrase = f"press for {name}"
    title = f"{words().say['press']} “{name}”"
    return Described("press", "press", title, phrase, f"no longer {phrase}", False, frozenset())
