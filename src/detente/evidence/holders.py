"""Who does what a report names without saying whose it is: "unless the tariff was lifted"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.documents import Item
from detente.evidence.acts import Deed, deed_of
from detente.evidence.clause import Clause, clauses_in
from detente.evidence.clause_words import clause_words
from detente.evidence.objects import object_words
from detente.evidence.parties import Cast
from detente.evidence.values import Act

_IS_DONE = re.compile(
    r"(?P<thing>[^,.;:“”\"]{3,60}?)\s+(?:was|were|is|are|(?:has|have|had)\s+been|be)\s+"
    r"(?:(?:first|also|fully|completely)\s+)?(?P<form>[a-z]+)(?:\s+(?P<particle>back|down|off|up|out|over))?\b"
)
_CEASES = re.compile(
    r"(?P<thing>(?:the|its|their|[A-Z][\w-]+(?:['’]s)?)\s+[^,.;:“”\"]{2,50}?)\s+"
    r"(?P<verb>stop|end|cease)(?:ped|ed|d|s)?\b"
)


class Holders:
    """Whose each kind of act is, as far as the report says."""

    def __init__(self, acts: Iterable[Act] = ()) -> None:
        self.parties: dict[str, list[str]] = {}
        for act in acts:
            if act.on:
                self.add(act.kind, (act.party,))

    def add(self, kind: str, parties: Iterable[str]) -> None:
        """Note that acts of this kind are theirs."""
        held = self.parties.setdefault(kind, [])
        held.extend(each for each in parties if each not in held)

    def of(self, kind: str, but: Iterable[str] = ()) -> tuple[str, ...]:
        """Whose it is, `but` for those; none where that is nobody or not one alone."""
        apart = set(but)
        held = [each for each in self.parties.get(kind, ()) if each not in apart]
        return tuple(held) if len(held) == 1 else ()

    def deed(
        self, clause: Clause, but: Iterable[str], language: str, owner: tuple[str, ...] = ()
    ) -> tuple[Deed, tuple[str, ...]] | None:
        """What a clause that names nobody wants, and of whom; None where that is not plain.

        owner  whose its words say it is: "unless Chad's soldiers are withdrawn".
        """
        deed = deed_of(clause, ("",), language)
        if deed is None or clause.subject is not None or deed.act.kind.startswith("talks"):
            return None
        if owner:
            return None if set(owner) & set(but) else (deed, owner)
        parties = self.of(deed.act.kind, but)
        verb, _, thing = deed.act.kind.partition(":")
        for undoing, doing in sorted(clause_words(language).undo) if not parties else ():
            if verb == undoing:
                parties = parties or self.of(f"{doing}:{thing}", but)
        return (deed, parties) if parties else None


def unnamed_in(text: str, language: str) -> list[Clause]:
    """The clauses of a condition that name nobody: "the tariff was lifted", "an end to it"."""
    known = clause_words(language)
    done = _IS_DONE.match(text)
    if done and done["form"] in known.known.participles:
        verb = known.known.participles[done["form"]]
        if done["particle"]:
            verb = f"{verb} {done['particle']}"
        rest = object_words(done["thing"], language)
        plain = rest and rest[0].lower() not in known.pronouns
        return [Clause(None, verb, rest, False, True)] if plain else []
    ceases = _CEASES.match(text)
    if ceases:
        rest = object_words(ceases["thing"], language)
        return [Clause(None, ceases["verb"], rest, False, True)] if rest else []
    return [each for each in clauses_in(text, language) if each.subject is None]


def owner_in(cast: Cast, flat: str, where: Item) -> tuple[str, ...]:
    """Whose the thing is that `where` begins with: "Chad's soldiers", "the Norwegian tariff"."""
    for each in cast.mentions_from(where.start, where.start + 5):
        lead = flat[where.start : each.start].strip().lower()
        owned = each.form == "adjective" or flat[each.end : each.end + 2] in {"'s", "’s"}
        if owned and lead in {"", "the"} and not each.nested:
            return cast.stand_for(each.name, where)
    return ()
