"""Options: what is proposed, threatened and reported as done; an act of a party is one option."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.documents import Ask, Item, Proposal, Reading
from detente.evidence.acts import (
    Described,
    acted,
    done,
    stopped,
    talks_title,
    told,
    used,
)
from detente.evidence.ledger import enter
from detente.evidence.parties import Cast
from detente.evidence.values import Act, Aim, Basis, Entry, Guess, Ref, Threat
from detente.evidence.words import called, clean, is_verb_phrase, joined, kind_of, words

_THREAT = re.compile(
    r"\b(?:will|would|shall|threatens to|threatened to|vowed to|vows to)\s+"
    r"(?!not\b|be\b|have\b|welcome\b)"
    r"(?P<act>[a-z]+\s[^.;:”“\"]{3,90}?)\s+(?P<link>unless|if|until)\s+(?P<rest>[^.;”“\"]{3,160})",
)


_PLAN = r"(?:[Ii]nitiative|[Pp]lan|[Pp]roposal|[Ff]ormula|[Rr]oadmap)\b"
_NEAR = 60  # code points before a proposal in which its name may stand
_LONGEST_NAME = 4  # words of an outcome's name


@dataclass(slots=True)
class Found:
    """What one report gives: acts, aims, threats, and what could not be made an option."""

    acts: list[Act] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    threats: list[Threat] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """One act that a proposal asks of some parties."""

    act: str
    parties: tuple[str, ...]
    described: Described
    implied: bool = False


def find_options(reading: Reading, cast: Cast) -> Found:
    """Everything in a report that a party could do or leave, in order of place."""
    found = Found()
    open_ones = [each for each in reading.proposals if not _proposed(reading, cast, each, found)]
    _threatened(reading, cast, found)
    _reported(reading, cast, found)
    _owned(reading, cast, found)
    for proposal in open_ones:
        _left_open(reading, cast, proposal, found)
    return found


def act_of(
    party: str,
    described: Described,
    going: bool,
    basis: Basis,
    entry: Entry,
    guesses: Sequence[str] = (),
) -> Act:
    """The act of one party, on the basis of one entry of the ledger."""
    ref = (party, described.kind)
    title = described.title
    if described.kind.partition(":")[0] == "talks":
        title = talks_title(title, party, described.kind)
    return Act(
        party,
        described.kind,
        described.name,
        title,
        going,
        (basis,),
        (entry,),
        tuple(Guess(ref, each, entry.place) for each in guesses),
        described.once,
        described.words,
    )


def _left_open(reading: Reading, cast: Cast, proposal: Proposal, found: Found) -> None:
    """A proposal that names nobody who would do it: it is for those known to do the thing."""
    kind = kind_of(" ".join(ask.what for ask in proposal.asks) or proposal.text, reading.language)
    doers = [act.party for act in found.acts if kind and act.kind == kind.name]
    if doers and _proposed(reading, cast, proposal, found, tuple(dict.fromkeys(doers))):
        return
    by = _all(cast.stand_for(name, proposal) for name in proposal.by)
    entry = enter(reading, proposal, "proposal", "")
    question = f"{_kind(proposal)} by {_who(by)}: nobody is named who would do it; no option made"
    found.guesses.append(Guess("options", question, entry.place))


def _proposed(
    reading: Reading,
    cast: Cast,
    proposal: Proposal,
    found: Found,
    doers: tuple[str, ...] = (),
) -> bool:
    """Enter the acts and the aim of a proposal; False where nobody is known who would do it.

    doers  who is taken to do it where it names nobody.
    """
    by = _all(cast.stand_for(name, proposal) for name in proposal.by)
    parts = _parts(reading, cast, proposal, by, doers)
    if not parts:
        return False
    supports: list[tuple[Ref, bool]] = []
    says = []
    for part in parts:
        for party in part.parties:
            supports.append(((party, part.described.kind), part.act == "stop"))
        says.append(
            told(part.parties, part.described.stops if part.act == "stop" else part.described.does)
        )
    entry = enter(
        reading,
        proposal,
        proposal.kind.replace("_", "-"),
        f"{_kind(proposal)} by {_who(by)}: {'; '.join(dict.fromkeys(says))}.",
        tuple(dict.fromkeys(supports)),
    )
    for part in parts:
        basis: Basis = "stop" if part.act == "stop" else "do"
        if basis == "do" and part.implied and proposal.kind == "offer":
            basis = "offer"
        for party in part.parties:
            questions = _questions(proposal, part, party)
            found.acts.append(
                act_of(party, part.described, basis == "stop", basis, entry, questions)
            )
    if proposal.kind == "conditional_offer":
        found.acts.extend(_hosting(entry, by, parts))
    if by:
        refs = [
            ((party, part.described.kind), part.act) for part in parts for party in part.parties
        ]
        found.aims.append(
            Aim(
                _aim_name(reading, cast, proposal, parts),
                proposal.kind,
                by,
                tuple(dict.fromkeys(ref for ref, act in refs if act == "stop")),
                tuple(dict.fromkeys(ref for ref, act in refs if act != "stop")),
                proposal.reciprocal,
                entry,
            )
        )
    return True


def _parts(
    reading: Reading,
    cast: Cast,
    proposal: Proposal,
    by: tuple[str, ...],
    doers: tuple[str, ...],
) -> tuple[_Part, ...]:
    """The acts that a proposal asks, each with the parties that would do them."""
    asked: dict[tuple[str, str], list[str]] = {}
    implied = False
    for ask in proposal.asks:
        ask, who = _clause(reading, cast, proposal, ask, by)
        parties = asked.setdefault((ask.act, ask.what), [])
        parties.extend(each for each in who if each not in parties)
    if not any(asked.values()):
        # An offer, or a scheme that nobody else is named for, is for its author to carry out.
        own = all(act == "do" for act, _ in asked) or proposal.kind.endswith("offer")
        asked = {key: list(by if own else doers) for key in asked}
        implied = True
    parts = []
    for (act, what), parties in asked.items():
        if not parties:
            continue
        described = (
            stopped(what, proposal.text, reading.language)
            if act == "stop"
            else done(what, tuple(parties), reading.language)
        )
        if described is not None:
            parts.append(_Part(act, tuple(parties), described, implied))
    return tuple(parts)


def _clause(
    reading: Reading, cast: Cast, proposal: Proposal, ask: Ask, by: tuple[str, ...]
) -> tuple[Ask, tuple[str, ...]]:
    """Who is asked; where the ask is a whole clause ("that the two armies give …"), its subject."""
    if ask.who is not None:
        return ask, cast.stand_for(ask.who, proposal, by)
    for each in cast.mentions_from(proposal.start, proposal.start + 9):
        rest = reading.document.text[each.end : proposal.end]
        if is_verb_phrase(clean(rest, reading.language), reading.language):
            return Ask(each.name, ask.act, rest), cast.stand_for(each.name, proposal, by)
    return ask, ()


def _hosting(entry: Entry, by: tuple[str, ...], parts: tuple[_Part, ...]) -> Iterator[Act]:
    """Who offers to help with what others would do has an option: to keep the offer open."""
    for part in parts:
        hosted = part.described.kind.partition(":")[0] == "talks"
        guests = [each for each in part.parties if each not in by]
        if not guests:
            continue
        title = words().say["host"] if hosted else "Offer help"
        described = Described(
            "host", "host", title, "offer help", "withdraw the offer", False, frozenset({"offer"})
        )
        for party in by:
            yield act_of(
                party, described, True, "offer", entry, ["the offer is taken to stand; does it?"]
            )


def _questions(proposal: Proposal, part: _Part, party: str) -> list[str]:
    questions = []
    if part.act == "stop":
        questions.append("is it going on? The report only asks that it stop")
    if len(part.parties) > 1 and part.act == "stop":
        questions.append("it is asked of several together: does each of them do it?")
    if part.implied and proposal.kind != "offer":
        questions.append("who would do it? The report names nobody")
    return questions


def _aim_name(reading: Reading, cast: Cast, proposal: Proposal, parts: tuple[_Part, ...]) -> str:
    """A name for the outcome: the proposal's own where it has one, else after its first act."""
    if proposal.reciprocal:
        return _plan_name(reading, cast, proposal) or "mutual halt"
    part = parts[0]
    what = part.described.name.replace("_", " ")
    if part.act == "stop":
        return f"no {what}"
    phrase = re.sub(r"^(?:hold|agree to(?: an?)?) ", "", part.described.does)
    return phrase if len(phrase.split()) <= _LONGEST_NAME else what


def _plan_name(reading: Reading, cast: Cast, proposal: Proposal) -> str:
    """What the report calls a plan: the capitalised words before "initiative" or the like."""
    start = max(0, proposal.start - _NEAR)
    near = reading.document.text[start : proposal.end]
    named = re.search(rf"((?:[A-Z][\w-]*\s){{1,5}}){_PLAN}", near)
    if named is None:
        return proposal.name if len(proposal.name.split()) <= _LONGEST_NAME - 2 else ""
    actors = " ".join(each.text for each in cast.mentions_from(start, proposal.end))
    kept = [each for each in named[1].split() if "-" not in each and each not in actors]
    return " ".join(kept).lower()


def _threatened(reading: Reading, cast: Cast, found: Found) -> None:
    """ "It will … unless …", in reported speech and in quotes."""
    starts = [aim.entry.place.start for aim in found.aims]
    said: list[tuple[Item, str | None]] = [(each, each.speaker) for each in reading.reported]
    said += [(each, each.speaker) for each in reading.quotes if each.kind != "nested"]
    for item, speaker in said:
        if speaker is None:
            continue
        for match in _THREAT.finditer(item.text):
            party = cast.stand_for(speaker, item)
            described = done(match["act"], party, reading.language)
            if not party or described is None or not _is_doing(match["act"], reading.language):
                continue
            place = Item(
                item.start + match.start(),
                item.start + match.end(),
                match.group(),
                "draft.threat",
                0.6,
            )
            demanded = _demanded(found, starts, place)
            ref = (party[0], described.kind)
            entry = enter(
                reading,
                place,
                "threat",
                f"Threat: {told(party[:1], described.does)}, depending on what others do.",
                ((ref, False),),
            )
            found.acts.append(
                act_of(party[0], described, False, "threat", entry, ["is this a threat?"])
            )
            if match["link"] == "unless" and demanded:
                found.threats.append(Threat(ref, demanded, entry))


def _is_doing(text: str, language: str) -> bool:
    return is_verb_phrase(clean(text, language), language)


def _demanded(found: Found, starts: list[int], place: Item) -> tuple[Ref, ...]:
    """What the demands within the threat ask to be done; `starts` are those of the aims."""
    inside = found.aims[bisect_left(starts, place.start) : bisect_left(starts, place.end)]
    return tuple(ref for aim in inside for ref in aim.does)


def _reported(reading: Reading, cast: Cast, found: Found) -> None:
    """What actors are reported to have done, and talks that are reported."""
    taken = [(each.start, each.end) for each in reading.proposals]
    starts = [start for start, _ in taken]
    verbs = words(reading.language).acts
    for event in reading.events:
        near = bisect_left(starts, event.end)
        if any(a < event.end and event.start < b for a, b in taken[max(0, near - 3) : near]):
            continue
        who = _all(cast.stand_for(name, event) for name in event.who[:2])
        if event.kind == "meeting" and len(who) > 1 and re.search(r"\bbetween\b", event.text):
            _meeting(reading, event, who, found)
        if event.rule != "events.act" or not event.who:
            continue
        doers = cast.stand_for(event.who[0], event)
        verb = next(
            (each for each in sorted(verbs, key=len, reverse=True) if event.text.startswith(each)),
            None,
        )
        if verb is None or not doers:
            continue
        base, going = verbs[verb]
        rest = event.text[len(verb) :]
        described = (
            acted(base, rest, reading.language)
            if going
            else stopped(rest, event.text, reading.language)
        )
        if described is None:
            continue
        says = f"Reported: {told(doers[:1], described.does if going else described.stops)}."
        entry = enter(reading, event, "act", says, (((doers[0], described.kind), going),))
        question = (
            "reported as done once: does it go on?" if going else "reported as ended: for good?"
        )
        basis: Basis = "act" if going else "ended"
        found.acts.append(act_of(doers[0], described, going, basis, entry, [question]))


def _meeting(reading: Reading, event: Item, who: tuple[str, ...], found: Found) -> None:
    described = done("direct talks" if "direct" in event.text else "talks", who, reading.language)
    if described is None:
        return
    supports = tuple(((party, described.kind), True) for party in who)
    entry = enter(reading, event, "talks", f"The report speaks of talks of {_who(who)}.", supports)
    for party in who:
        found.acts.append(
            act_of(
                party, described, True, "act", entry, ["do these talks go on, or are they over?"]
            )
        )


def _owned(reading: Reading, cast: Cast, found: Found) -> None:
    """Means named beside whose they are: "US sanctions"."""
    kinds = [each for each in words(reading.language).kinds if each.means]
    text = reading.document.text
    for mention in reading.mentions:
        if mention.kind != "state" or mention.form not in {"adjective", "name", "capital"}:
            continue
        after = re.match(
            r"(?:['’]s)?\s(?:[\w-]+\s){0,2}?(?=\w)", text[mention.end : mention.end + 40]
        )
        if after is None:
            continue
        for kind in kinds:
            match = kind.pattern.search(text, mention.end, mention.end + 45)
            between = text[mention.end : match.start()] if match else ""
            if match is None or re.search(
                r"[.,;:!?”“\"]|\b(?:and|or|of|by|under|faces|against|on|in|over|with|to|from|has|have|had|is|was|will|would|said|says)\b",
                between,
            ):
                continue
            place = Item(mention.start, match.end(), "", "draft.means", 0.6)
            described = used(kind, reading.language)
            ref = (mention.name, described.kind)
            entry = enter(
                reading,
                place,
                "means",
                f"{described.name.capitalize()} of {called(mention.name)} are named.",
                ((ref, True),),
            )
            found.acts.append(
                act_of(
                    mention.name,
                    described,
                    True,
                    "act",
                    entry,
                    ["named as its own: in force today?"],
                )
            )


def _kind(proposal: Proposal) -> str:
    return proposal.kind.replace("_", " ").capitalize()


def _who(parties: Sequence[str]) -> str:
    return joined(called(each) for each in parties) or "somebody not named"


def _all(groups: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))
