"""Merging sketches: the same party, the same act, evidence from each; contradictions are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.evidence.values import Act, Aim, Guess, Ref, Saying, Sketch

# What a report tells of itself counts for more than what a request implies.
_TELLING = {
    "act": 2,
    "ended": 2,
    "threat": 1,
    "offer": 1,
    "stop": 0,
    "do": 0,
    "refrain": 0,
    "means": 0,
    "press": 0,
}
_LONGEST_TITLE = 8  # words
_CONTRARY = {("impossible", "possible"), ("will", "will not"), ("should", "should not")}


def merge(sketches: Sequence[Sketch]) -> Sketch:
    """One sketch of several, in their order; a single one has its own repeated acts merged."""
    documents = tuple(dict.fromkeys(each for sketch in sketches for each in sketch.documents))
    parties: dict[str, int] = {}
    notes: dict[str, tuple[Guess, ...]] = {}
    for sketch in sketches:
        for name, count in sketch.parties.items():
            parties[name] = parties.get(name, 0) + count
        for name, listed in sketch.notes.items():
            notes[name] = tuple(dict.fromkeys([*notes.get(name, ()), *listed]))
    acts = merged_acts(act for sketch in sketches for act in sketch.acts)
    aims = _merged_aims(aim for sketch in sketches for aim in sketch.aims)
    sayings = tuple(saying for sketch in sketches for saying in sketch.sayings)
    guesses = dict.fromkeys(guess for sketch in sketches for guess in sketch.guesses)
    dates = [sketch.as_of for sketch in sketches if sketch.as_of]
    return Sketch(
        documents,
        max(dates, default=None),
        parties,
        acts,
        aims,
        tuple(dict.fromkeys(threat for sketch in sketches for threat in sketch.threats)),
        tuple(dict.fromkeys(one for sketch in sketches for one in sketch.refusals)),
        sayings,
        (*guesses, *_of_aims(aims), *_of_sayings(sayings)),
        notes,
    )


def merged_acts(acts: Iterable[Act]) -> tuple[Act, ...]:
    """One act for each party and kind; where sources differ on it, a review note."""
    groups: dict[Ref, list[Act]] = {}
    for act in acts:
        groups.setdefault(act.ref, []).append(act)
    return tuple(_one(group) for group in groups.values())


def _one(group: list[Act]) -> Act:
    first = group[0]
    if len(group) == 1:
        return first
    entries = tuple(dict.fromkeys(entry for act in group for entry in act.entries))
    questions: dict[str, Guess] = {}
    for act in group:
        for guess in act.guesses:
            questions.setdefault(guess.question, guess)
    latest = max(
        group, key=lambda act: (_TELLING[act.bases[0]], act.entries[0].date or "", not act.on)
    )
    contrary: dict[str, Act] = {}
    for act in group:
        if act.on != latest.on:
            contrary.setdefault(_tells(act), act)
    guesses = [
        *questions.values(),
        *(
            Guess(
                latest.ref,
                f"contradiction: {_tells(latest)} ({latest.entries[0].place.words}), but "
                f"{tells} ({act.entries[0].place.words}); the draft follows the first",
                act.entries[0].place,
            )
            for tells, act in contrary.items()
        ),
    ]
    # The title that says most, the first of equals.
    named = max(
        group,
        key=lambda act: (
            _says(act) if latest.on else act.bases[0] in {"do", "threat", "offer"},
            -group.index(act),
        ),
    )
    return replace(
        first,
        title=named.title,
        on=latest.on,
        bases=tuple(dict.fromkeys(basis for act in group for basis in act.bases)),
        entries=entries,
        guesses=tuple(guesses),
        once=any(act.once for act in group),
        words=frozenset().union(*(act.words for act in group)),
    )


def _says(act: Act) -> int:
    """How much a title says: its words, where it is that of something going on and not too long."""
    words = len(act.title.split())
    return words if act.bases[0] in {"stop", "act"} and words <= _LONGEST_TITLE else 0


def _tells(act: Act) -> str:
    match act.bases[0]:
        case "act":
            return "it is reported as going on"
        case "ended":
            return "it is reported as ended"
        case "stop":
            return "somebody asks that it stop"
        case "do":
            return "somebody asks for it"
        case "refrain":
            return "somebody asks that it not be done"
        case "threat":
            return "it is only threatened"
        case "offer":
            return "it is offered"
        case _:
            return "it is named as a means in use"


def _merged_aims(aims: Iterable[Aim]) -> tuple[Aim, ...]:
    """Each aim once for each set of authors and acts; the first stays."""
    seen: dict[tuple[object, ...], Aim] = {}
    for aim in aims:
        seen.setdefault((aim.by, aim.stops, aim.does, aim.reciprocal, aim.name), aim)
    return tuple(seen.values())


def _of_aims(aims: Sequence[Aim]) -> list[Guess]:
    """Acts that one asks for and another asks to stop."""
    wanted: dict[Ref, Aim] = {}
    for aim in aims:
        for ref in aim.does:
            wanted.setdefault(ref, aim)
    found: list[Guess] = []
    for aim in aims:
        for ref in aim.stops:
            if ref in wanted:
                other = wanted.pop(ref)
                found.append(
                    Guess(
                        ref,
                        f"contradiction: {', '.join(other.by)} asks for it "
                        f"({other.entry.place.words}), {', '.join(aim.by)} that it stop "
                        f"({aim.entry.place.words})",
                        aim.entry.place,
                    )
                )
    return found


def _of_sayings(sayings: Sequence[Saying]) -> list[Guess]:
    """The same speaker says contrary things of the same named parties."""
    found = []
    groups: dict[tuple[str, tuple[str, ...]], list[Saying]] = {}
    for saying in sayings:
        if saying.about:
            groups.setdefault((saying.by, saying.about), []).append(saying)
    for (by, about), group in groups.items():
        for first, second in _CONTRARY:
            pair = [
                next((each for each in group if each.modality == kind), None)
                for kind in (first, second)
            ]
            if pair[0] and pair[1]:
                places = [each.entry.place for each in pair if each]
                found.append(
                    Guess(
                        "claims",
                        f"contradiction: of {', '.join(about)} {by} says “{first}” "
                        f"({places[0].words}) and “{second}” ({places[1].words})",
                        places[1],
                    )
                )
    return found
