"""Acts that undo each other are one option: to keep a road closed, and to reopen it."""

from __future__ import annotations

from dataclasses import replace

from detente.evidence.clause_words import clause_words
from detente.evidence.values import Act, Ref, Sketch, Wish


def united(sketch: Sketch, language: str = "en") -> Sketch:
    """The sketch where what is asked for and undoes a reported act is that act's stopping."""
    undone: dict[Ref, Ref] = {}
    kinds = {act.ref for act in sketch.acts if act.on}
    for act in sketch.acts:
        verb, _, thing = act.kind.partition(":")
        for undoing, doing in clause_words(language).undo:
            ref = (act.party, f"{doing}:{thing}")
            if verb == undoing and ref in kinds:
                undone[act.ref] = ref
    if not undone:
        return sketch
    merged = [_with(act, sketch, undone) for act in sketch.acts if act.ref not in undone]
    aims = []
    for aim in sketch.aims:
        stops = (*aim.stops, *(undone[ref] for ref in aim.does if ref in undone))
        does = tuple(ref for ref in aim.does if ref not in undone)
        aims.append(replace(aim, stops=tuple(dict.fromkeys(stops)), does=does))
    threats = tuple(
        replace(
            each,
            act=_turned(each.act, undone),
            others=tuple(_turned(wish, undone) for wish in each.others),
        )
        for each in sketch.threats
    )
    refusals = tuple(
        replace(each, acts=tuple(_turned(wish, undone) for wish in each.acts))
        for each in sketch.refusals
    )
    return replace(sketch, acts=tuple(merged), aims=tuple(aims), threats=threats, refusals=refusals)


def _with(act: Act, sketch: Sketch, undone: dict[Ref, Ref]) -> Act:
    """The act with the evidence of what would undo it."""
    entries = [
        entry
        for other in sketch.acts
        if undone.get(other.ref) == act.ref
        for entry in other.entries
    ]
    if not entries:
        return act
    return replace(
        act,
        entries=tuple(dict.fromkeys([*act.entries, *entries])),
        bases=tuple(dict.fromkeys([*act.bases, "stop"])),
    )


def _turned(wish: Wish, undone: dict[Ref, Ref]) -> Wish:
    ref, done = wish
    return (undone[ref], not done) if ref in undone else wish
