"""The parts of a plan in which each of several parties does something: who does what."""

from __future__ import annotations

from collections.abc import Sequence

from detente.documents import Item, Mention, Proposal, Reading
from detente.documents.exchanges import Half, halves
from detente.evidence.acts import Deed, deed_of
from detente.evidence.clause import Clause, clauses_in
from detente.evidence.options import merged
from detente.evidence.parties import Cast

_POINTING = frozenset({"it", "they", "he", "she"})
_FAR = 200  # code points back to whom "it" points

PartOfPlan = tuple[Clause, Deed, tuple[str, ...]]


def is_plan(proposal: Proposal) -> bool:
    """Whether a proposal is one plan of several parts."""
    return proposal.rule.endswith(".halves")


def parts_of_plan(
    reading: Reading, cast: Cast, flat: str, proposal: Proposal, by: tuple[str, ...]
) -> tuple[PartOfPlan, ...]:
    """The acts of all parts; none where one of them is not plain, as half a plan is another."""
    found: list[PartOfPlan] = []
    for half in halves(flat, proposal.start, proposal.end, named_in(cast), reading.language):
        parts = of_half(cast, flat, half, by, reading.language)
        if not parts:
            return ()
        found += parts
    return tuple(found)


def of_half(
    cast: Cast, flat: str, half: Half, by: tuple[str, ...], language: str
) -> list[PartOfPlan]:
    """The acts of one part of a plan; none where its doer or its act is not plain."""
    parties = _who(cast, flat, half, by)
    found: list[PartOfPlan] = []
    for clause in clauses_in(half.words(flat), language):
        if not parties or clause.subject is not None:
            return []
        turned = Clause(
            None, clause.verb, clause.rest, clause.denied != half.denied, False, clause.forever
        )
        deed = deed_of(turned, parties, language)
        if deed is None:
            return []
        found.append((turned, deed, parties))
    return found


def named_in(cast: Cast) -> _Between:
    """The actors named between two offsets, those inside other names left out."""
    return _Between(cast)


class _Between:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def __call__(self, start: int, end: int) -> Sequence[Mention]:
        return [each for each in self.cast.mentions_from(start, end) if not each.nested]


def _who(cast: Cast, flat: str, half: Half, by: tuple[str, ...]) -> tuple[str, ...]:
    where = Item(half.start, half.who_end, flat[half.start : half.who_end], "draft.half", 0.6)
    named = [
        each
        for each in cast.mentions_from(half.start, half.who_end)
        if each.form != "adjective" and not each.nested
    ]
    if where.text in _POINTING:
        # Whoever the sentence is about: "It dismissed a plan under which it would …".
        begin = max(flat.rfind(end, 0, half.start) for end in (". ", "! ", "? ")) + 1
        first = cast.mentions_from(max(begin, half.start - _FAR), half.start)
        named = [each for each in first if each.form != "adjective" and not each.nested][:1]
    if named:
        return merged(cast.stand_for(each.name, where, by) for each in named)
    return cast.stand_for(where.text, where, by)
