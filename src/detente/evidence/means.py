"""Means that a claim names without saying whose they are, such as "sanctions alone"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from detente.evidence.acts import Described, used
from detente.evidence.options import act_of
from detente.evidence.values import Act, Saying, Sketch
from detente.evidence.words import called, words


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


def with_presence(sketch: Sketch) -> Sketch:
    """The sketch with an option for proposers that have none: to go on pressing for it."""
    busy = {act.party for act in sketch.acts}
    added: list[Act] = []
    for aim in sketch.aims:
        for party in aim.by:
            if party in busy:
                continue
            busy.add(party)
            added.append(
                act_of(
                    party,
                    _pressing(aim.name),
                    True,
                    "press",
                    aim.entry,
                    ["what else can it do? The report only has it propose"],
                )
            )
    return replace(sketch, acts=(*sketch.acts, *added))


def _pressing(name: str) -> Described:
    phrase = f"press for {name}"
    title = f"{words().say['press']} “{name}”"
    return Described("press", "press", title, phrase, f"no longer {phrase}", False, frozenset())
