"""Options and aims: what is proposed, demanded, offered and threatened in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.drafting.cast import Cast
from detente.drafting.ledger import enter
from detente.drafting.phrases import Deed, deed_of, title_for
from detente.drafting.values import Act, Aim, Guess, Ref, Wish
from detente.drafting.words import called, joined, sentence
from detente.reading import Proposal, Reading

# What a party says of its own doing: it threatens, offers, promises or refuses "to" do it.
_OWN = re.compile(r"\s+(?:again\s+|also\s+)?to\s+(?P<what>[^.;“”\"]{4,90})")
_OF_OWN = {
    "threaten": ("threat", "is this a threat?"),
    "offer": ("offer", "taken not to be going on, as it is offered: right?"),
    "promise": ("promise", "taken not to be going on, as it is promised: right?"),
    "agree": ("agreement", "taken not to be going on, as it is agreed: right?"),
    "refuse": ("refusal", "it refuses this: would it ever do it?"),
}
_LONGEST_PLAN = 4  # words by which a plan is known


def find_options(reading: Reading, cast: Cast) -> tuple[list[Act], list[Aim], list[Proposal]]:
    """The acts and aims of a report, and the proposals whose words are not plain enough."""
    acts: list[Act] = []
    aims: list[Aim] = []
    unclear: list[Proposal] = []
    for proposal in reading.proposals:
        by = _all(cast.stand_for(name, proposal) for name in proposal.by)
        wanted: list[tuple[Deed, tuple[str, ...]]] = []
        for what, stop in dict.fromkeys((ask.what, ask.act == "stop") for ask in proposal.asks):
            asked = [
                ask.who for ask in proposal.asks if (ask.what, ask.act == "stop") == (what, stop)
            ]
            parties = _all(cast.stand_for(who, proposal, by) for who in asked if who)
            if not parties and proposal.kind == "offer":
                parties = by
            deed = deed_of(what, stop, proposal.text, parties) if parties else None
            if deed is not None and (deed.wanted or parties != by):
                wanted.append((deed, parties))
        if not wanted:
            unclear.append(proposal)
            continue
        _enter(reading, proposal, by, wanted, acts, aims)
    for said in reading.statements:
        if said.kind not in _OF_OWN or said.verb_place is None:
            continue
        own = _OWN.match(said.text, said.verb_place.end - said.start)
        deed = deed_of(own["what"], False, said.text) if own else None
        for party in _all(cast.stand_for(who, said) for who in said.who) if deed else ():
            assert deed is not None
            ref = (party, deed.kind)
            kind, question = _OF_OWN[said.kind]
            says = f"{sentence(kind)} by {called(party)}: {deed.title[:1].lower()}{deed.title[1:]}."
            entry = enter(reading, said, kind, says, ((ref, False),))
            guess = Guess(ref, question, entry.place)
            acts.append(
                Act(party, deed.kind, deed.name, deed.title, False, (entry,), (guess,), deed.words)
            )
    return acts, aims, unclear


def _enter(
    reading: Reading,
    proposal: Proposal,
    by: tuple[str, ...],
    wanted: Sequence[tuple[Deed, tuple[str, ...]]],
    acts: list[Act],
    aims: list[Aim],
) -> None:
    wishes: tuple[Wish, ...] = tuple(
        ((party, deed.kind), deed.wanted) for deed, parties in wanted for party in parties
    )
    told = "; ".join(f"{joined(map(called, parties))}: {deed.state}" for deed, parties in wanted)
    kind = proposal.kind.replace("_", " ")
    says = f"{kind.capitalize()} by {joined(map(called, by)) or 'somebody not named'}: {told}."
    supports = tuple((ref, not done) for ref, done in wishes)
    entry = enter(reading, proposal, proposal.kind.replace("_", "-"), says, supports)
    for deed, parties in wanted:
        for party in parties:
            ref = (party, deed.kind)
            questions = [
                "taken not to be going on, as it is asked for: right?"
                if deed.wanted
                else "is it going on? The report only asks that it stop"
            ]
            if len(parties) > 1:
                questions.append("it is asked of several together: does each of them do it?")
            guesses = tuple(Guess(ref, each, entry.place) for each in questions)
            acts.append(
                Act(
                    party,
                    deed.kind,
                    deed.name,
                    title_for(party, deed),
                    not deed.wanted,
                    (entry,),
                    guesses,
                    deed.words,
                )
            )
    plan = proposal.name if proposal.reciprocal else ""
    named = (
        plan if 0 < len(plan.split()) <= _LONGEST_PLAN else joined(deed.state for deed, _ in wanted)
    )
    aims.append(Aim(named, proposal.kind, by, wishes, proposal.reciprocal, entry))


def merged(acts: Iterable[Act]) -> list[Act]:
    """One act for each party and kind; where what is said of it differs, a review note."""
    groups: dict[Ref, list[Act]] = {}
    for act in acts:
        groups.setdefault(act.ref, []).append(act)
    found = []
    for ref, group in groups.items():
        first = group[0]
        guesses = list(
            {each.question: each for act in reversed(group) for each in act.guesses}.values()
        )
        other = next((each for each in group if each.on != first.on), None)
        if other:
            places = [
                each.entries[0].place for each in ((first, other) if first.on else (other, first))
            ]
            question = (
                f"contradiction: somebody asks that it stop ({places[0].words}), and somebody asks "
                f"for it ({places[1].words})"
            )
            guesses.append(Guess(ref, question, places[1]))
        found.append(
            replace(
                first,
                on=any(each.on for each in group),
                entries=tuple(dict.fromkeys(one for each in group for one in each.entries)),
                guesses=tuple(guesses),
                words=frozenset().union(*(each.words for each in group)),
            )
        )
    return found


def _all(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))
