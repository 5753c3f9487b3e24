"""Outcomes: what comes about where a proposal is followed; and who wants it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.documents import words_of_text
from detente.drafting.values import Aim, Guess, Ref, Wish
from detente.drafting.words import called, joined, unique
from detente.limits import limit
from detente.values import dataclass

INDIFFERENT = "nothing is stated of what it wants; until you write it, it is indifferent"
_BEHIND = 6  # proposals cited for one outcome
_LONGEST = 7  # words of a name
_LOOSE = words_of_text("and of the a an to at for from with by or into not")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outcome of the draft: its condition as wishes, who proposes it, the aims behind it."""

    name: str
    wishes: tuple[Wish, ...]
    by: tuple[str, ...]
    aims: tuple[Aim, ...]
    guesses: tuple[Guess, ...] = ()

    @property
    def reciprocal(self) -> bool:
        """Whether each side's part answers the other's."""
        return self.aims[0].reciprocal

    def condition(self, keys: Mapping[Ref, str]) -> str:
        """The condition in the model's names: what is left before what is done."""
        ordered = sorted(self.wishes, key=lambda each: each[1])
        return " and ".join(keys[ref] if done else f"not {keys[ref]}" for ref, done in ordered)

    def to_data(self, keys: Mapping[Ref, str]) -> dict[str, Any]:
        """The outcome as the model file has it."""
        kind = self.aims[0].kind
        verb = {"demand": "asked for", "proposal": "proposed"}.get(kind, "offered")
        lead = f"{self.name[:1].upper()}{self.name[1:]}"
        authors = joined(map(called, self.by))
        title = (
            f"{lead}, {verb} by {authors}" if authors else f"{lead}, as the report has it {verb}"
        )
        data: dict[str, Any] = {"where": self.condition(keys), "title": title}
        if self.guesses:
            data["review"] = "; ".join(guess.question for guess in self.guesses)
        return data


def find_outcomes(aims: Sequence[Aim], keys: Mapping[Ref, str]) -> tuple[Wanted, ...]:
    """An outcome for each proposal; a reciprocal one holds all stops that its authors ask for."""
    found: dict[frozenset[Wish], Wanted] = {}
    left_out: list[Aim] = []
    for aim in sorted(aims, key=lambda each: not each.reciprocal):
        behind = [aim]
        wishes = list(aim.wishes)
        guesses: tuple[Guess, ...] = ()
        if aim.reciprocal:
            behind += [one for one in aims if one is not aim and set(one.by) & set(aim.by)]
            wishes += [wish for one in behind[1:] for wish in one.wishes if not wish[1]]
        kept = tuple(dict.fromkeys(wish for wish in wishes if wish[0] in keys))
        if not kept or (len(kept) < len(set(wishes)) and not aim.reciprocal):
            continue  # half of a plan is another plan, which its author may not want
        if len(kept) > len(set(aim.wishes)):
            question = "which stops belong to it? Taken are all that its authors ask for: "
            question += ", ".join(keys[ref] for ref, done in kept if not done)
            guesses = (Guess(f"outcome {_plain(aim.name)}", question, aim.entry.place),)
        known = found.get(frozenset(kept))
        if known is not None:
            by = tuple(dict.fromkeys([*known.by, *aim.by]))
            also = known.aims if aim in known.aims else (*known.aims, aim)
            found[frozenset(kept)] = replace(known, by=by, aims=also[:_BEHIND])
        elif len(found) == limit("draft_outcomes"):
            left_out.append(aim)
        else:
            name = unique(_plain(aim.name), [each.name for each in found.values()], " ")
            taken = {each.name for each in found.values()}
            if _plain(aim.name) in taken:
                doers = joined(dict.fromkeys(ref[0] for ref, _ in kept))
                name = unique(_plain(f"{aim.name} by {doers}"), taken, " ")
            one = Wanted(name, kept, aim.by, tuple(behind[:_BEHIND]), guesses)
            found[frozenset(kept)] = one
    listed = list(found.values())
    if left_out:
        names = "; ".join(dict.fromkeys(_plain(aim.name) for aim in left_out))
        question = (
            f"no more than {limit('draft_outcomes')} are drafted; should one of these be? {names}"
        )
        more = Guess("outcomes", question, left_out[0].entry.place)
        listed[-1] = replace(listed[-1], guesses=(*listed[-1].guesses, more))
    return tuple(listed)


def _plain(name: str) -> str:
    """At most seven words, no quotes: conditions name outcomes in quotes."""
    kept = "".join(x if x.isalnum() or x in " -$€£%.," else " " for x in name.replace("’s ", " "))
    tokens = kept.split()[:_LONGEST]
    while len(tokens) > 1 and tokens[-1].lower() in _LOOSE:
        tokens.pop()
    return " ".join(tokens) or "proposal"


def preferences_of(
    parties: Mapping[str, str], outcomes: Sequence[Wanted]
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What each party wants, by its name in the model: what it proposes or demands, nothing else.

    Also the parties of whom nothing is stated.
    """
    found: dict[str, dict[str, Any]] = {}
    silent: list[str] = []
    for party, name in parties.items():
        own: list[dict[str, Any]] = []
        for wanted in outcomes:
            asked = [one for one in wanted.aims if party in one.by and "offer" not in one.kind]
            if asked and party in wanted.by:
                kind = asked[0].kind
                evidence = list(dict.fromkeys(one.entry.id for one in asked))
                own.append(
                    {
                        "prefer": f"'{wanted.name}'",
                        "because": f"its own {kind}",
                        "evidence": evidence,
                    }
                )
        review = "the order of the statements is a guess" if own else INDIFFERENT
        found[name] = {"priorities": own, "review": review}
        silent += [] if own else [name]
    return found, silent
