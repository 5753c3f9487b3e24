"""Outcomes: what comes about where a proposal is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.documents import words_of_text
from detente.evidence.values import Aim, Guess, Ref, Wish
from detente.evidence.words import called, joined, unique
from detente.limits import limit

_BEHIND = 6  # proposals cited for one outcome
_LONGEST = 7  # words of a name


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outcome of the draft: its condition, who proposes it, and the aims behind it."""

    name: str
    condition: str
    by: tuple[str, ...]
    aims: tuple[Aim, ...]
    stops: tuple[Ref, ...]
    does: tuple[Ref, ...]
    reciprocal: bool
    guesses: tuple[Guess, ...] = ()


def find_outcomes(aims: Sequence[Aim], keys: dict[Ref, str]) -> tuple[Wanted, ...]:
    """An outcome for each proposal; a reciprocal one holds all stops that its authors ask for."""
    found: list[Wanted] = []
    left_out: list[Aim] = []
    aims = [aim for aim in aims if any(ref in keys for ref in (*aim.stops, *aim.does))]
    for aim in sorted(aims, key=lambda each: not each.reciprocal):
        behind, stops, guesses = _behind(aim, aims, keys)
        parts = [(ref, False) for ref in stops if ref in keys]
        parts += [(ref, True) for ref in aim.does if ref in keys]
        if len(parts) < len(stops) + len(aim.does) and (aim.whole or not aim.reciprocal):
            continue  # half of a plan is another plan, which its author may not want
        condition = condition_of(parts, keys)
        same = frozenset(parts)
        known = next((k for k, each in enumerate(found) if _wishes(each) == same), None)
        if known is not None:
            # Asked for by several: one outcome, wanted by all of them.
            one = found[known]
            by = tuple(dict.fromkeys([*one.by, *aim.by]))
            # An author's own proposal says what it wants: one of each author stays.
            aims_of = (*one.aims, aim) if set(aim.by) - set(one.by) else one.aims
            also = (*aims_of, aim) if aim not in aims_of else aims_of
            found[known] = replace(one, by=by, aims=also[: max(_BEHIND, len(aims_of))])
            continue
        if len(found) == limit("draft_outcomes"):
            left_out.append(aim)
            continue
        found.append(
            Wanted(
                _name(aim, parts, found),
                condition,
                aim.by,
                behind[:_BEHIND],
                tuple(ref for ref in stops if ref in keys),
                tuple(ref for ref in aim.does if ref in keys),
                aim.reciprocal,
                guesses,
            )
        )
    if left_out:
        found[-1] = replace(found[-1], guesses=(*found[-1].guesses, _no_room(left_out)))
    return tuple(found)


def without_room(aims: Sequence[Aim], keys: dict[Ref, str]) -> list[Guess]:
    """A note on each plan that is no outcome, as the draft has no room for one of its parts."""
    return [
        Guess(
            f"outcome {_plain(aim.name)}",
            "not drafted, as the draft has no room for some of its parts: should it be?",
            aim.entry.place,
        )
        for aim in aims
        if aim.whole
        and 0 < sum(ref in keys for ref in (*aim.stops, *aim.does)) < len((*aim.stops, *aim.does))
    ]


def condition_of(wishes: Sequence[Wish], keys: dict[Ref, str]) -> str:
    """The condition that acts are done or left, in the model's names."""
    parts = [f"not {keys[ref]}" for ref, done in wishes if not done]
    parts += [keys[ref] for ref, done in wishes if done]
    return " and ".join(parts)


def _wishes(wanted: Wanted) -> frozenset[Wish]:
    return frozenset(
        [*((ref, False) for ref in wanted.stops), *((ref, True) for ref in wanted.does)]
    )


def _behind(
    aim: Aim, aims: Sequence[Aim], keys: dict[Ref, str]
) -> tuple[tuple[Aim, ...], tuple[Ref, ...], tuple[Guess, ...]]:
    """The aims that belong to a reciprocal one, and all their stops: its authors' other demands.

    One that says by itself what each side does needs no others.
    """
    if not aim.reciprocal or aim.whole:
        return (aim,), aim.stops, ()
    others = [
        other
        for other in aims
        if other is not aim
        and set(other.by) & set(aim.by)
        and other.stops
        and "offer" not in other.kind
    ]
    behind = (aim, *others)
    stops = tuple(dict.fromkeys(ref for other in behind for ref in other.stops))
    if not others:
        return behind, stops, ()
    question = "which stops belong to it? Taken are all that its authors ask for: " + ", ".join(
        keys[ref] for ref in stops if ref in keys
    )
    return behind, stops, (Guess(f"outcome {aim.name}", question, aim.entry.place),)


def _name(aim: Aim, parts: Sequence[Wish], found: Sequence[Wanted]) -> str:
    """The aim's name; where it is taken, told apart by who would do it, else by who wants it."""
    name = _plain(aim.name)
    taken = [each.name for each in found]
    doers = joined(dict.fromkeys(ref[0] for ref, _ in parts))
    for longer in (name, _plain(f"{name} by {doers}"), _plain(f"{name} for {joined(aim.by)}")):
        if longer.casefold() not in {each.casefold() for each in taken}:
            return longer
    return unique(name, taken, " ")


def _no_room(aims: Sequence[Aim]) -> Guess:
    names = "; ".join(dict.fromkeys(_plain(aim.name) for aim in aims))
    return Guess(
        "outcomes",
        f"no more than {limit('draft_outcomes')} are drafted; should one of these be among them? "
        + names,
        aims[0].entry.place,
    )


_LOOSE = words_of_text("and of the a an to at for from with by or into")


def _plain(name: str) -> str:
    """At most seven words, no quotes: conditions name outcomes in quotes."""
    kept = "".join(x if x.isalnum() or x in " -$€£%.," else " " for x in name.replace("’s ", " "))
    tokens = kept.split()[:_LONGEST]
    while len(tokens) > 1 and tokens[-1].lower() in _LOOSE:
        tokens.pop()
    return " ".join(tokens) or "proposal"


def title_of(wanted: Wanted) -> str:
    """What the outcome is, in a phrase."""
    aim = wanted.aims[0]
    # A plan that draws in its authors' other demands is more than its own words.
    what = wanted.name if aim.reciprocal and not aim.whole else aim.what or wanted.name
    lead = f"{what[:1].upper()}{what[1:]}"
    if not wanted.by:
        return f"{lead}, as the report has it asked for"
    verb = (
        "asked for by"
        if aim.kind == "demand"
        else "offered by"
        if "offer" in aim.kind
        else "proposed by"
    )
    # Who only offers what others ask for does not ask for it.
    alike = [one for one in wanted.aims if ("offer" in one.kind) == ("offer" in aim.kind)]
    authors = [each for each in wanted.by if any(each in one.by for one in alike)]
    return f"{lead}, {verb} {joined(called(each) for each in authors or wanted.by)}"
