"""Outcomes: what comes about where a proposal is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.evidence.values import Aim, Guess, Ref
from detente.evidence.words import called, joined, unique
from detente.limits import limit

_BEHIND = 6  # proposals cited for one outcome


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
        behind: tuple[Aim, ...] = (aim,)
        stops, does = aim.stops, aim.does
        guesses: list[Guess] = []
        if aim.reciprocal:
            behind = tuple(
                other
                for other in aims
                if set(other.by) & set(aim.by) and other.stops and "offer" not in other.kind
            )
            behind = (aim, *(other for other in behind if other is not aim))
            stops = tuple(dict.fromkeys(ref for other in behind for ref in other.stops))
            if len(behind) > 1:
                guesses.append(
                    Guess(
                        f"outcome {aim.name}",
                        "which stops belong to it? Taken are all that its authors ask for: "
                        + ", ".join(keys[ref] for ref in stops if ref in keys),
                        aim.entry.place,
                    )
                )
        parts = [f"not {keys[ref]}" for ref in stops if ref in keys]
        parts += [keys[ref] for ref in does if ref in keys]
        if not parts or (len(parts) < len(stops) + len(does) and not aim.reciprocal):
            continue
        condition = " and ".join(parts)
        known = next((each for each in found if each.condition == condition), None)
        if known is not None:
            continue
        if len(found) == limit("draft_outcomes"):
            left_out.append(aim)
            continue
        name = unique(_plain(aim.name), [each.name for each in found], " ")
        found.append(
            Wanted(
                name,
                condition,
                aim.by,
                behind[:_BEHIND],
                stops,
                does,
                aim.reciprocal,
                tuple(guesses),
            )
        )
    if left_out:
        found[-1] = replace(found[-1], guesses=(*found[-1].guesses, _no_room(left_out)))
    return tuple(found)


def _no_room(aims: Sequence[Aim]) -> Guess:
    names = "; ".join(dict.fromkeys(_plain(aim.name) for aim in aims))
    return Guess(
        "outcomes",
        f"no more than {limit('draft_outcomes')} are drafted; should one of these be among them? "
        + names,
        aims[0].entry.place,
    )


def _plain(name: str) -> str:
    """At most five words, no quotes: conditions name outcomes in quotes."""
    return " ".join("".join(x for x in name if x.isalnum() or x in " -").split()[:5]) or "proposal"


def title_of(wanted: Wanted) -> str:
    """What the outcome is, in a phrase."""
    kind = wanted.aims[0].kind
    what = (
        "asked for by" if kind == "demand" else "offered by" if "offer" in kind else "proposed by"
    )
    by = joined(called(each) for each in wanted.by)
    return f"{wanted.name[:1].upper()}{wanted.name[1:]}, {what} {by}"
