"""What actors are reported to have done, talks that are reported, and means named as their own."""

from __future__ import annotations

import re
from bisect import bisect_left

from detente.documents import Event, Item, Reading
from detente.evidence.acts import acted, deed_of, talks, used
from detente.evidence.clause import Clause, clauses_in
from detente.evidence.described import told
from detente.evidence.ledger import enter
from detente.evidence.objects import object_words
from detente.evidence.options import Found, act_of, merged, who
from detente.evidence.parties import Cast
from detente.evidence.values import Basis
from detente.evidence.words import called, kind_of, words

_BETWEEN = re.compile(
    r"[.,;:!?”“\"]|\b(?:and|or|of|by|under|faces|against|on|in|over|with|to|from|has|have|had|is|was|will|would|said|says"
    r"|the|an?|its|their|his|her|this|that|these|those|all|any|no|unless|until|if|while|when|before|after|because|since"
    r"|wants?|wanted)\b"
)
_OVER = re.compile(r"\b(?:broke\s+(?:up|down|off)|collapsed|ended|failed|fell\s+apart|stalled)\b")
_COMING = re.compile(
    r"\b(?:will|would|is\s+to|are\s+to|due\s+to|planned|scheduled|next|proposed|called\s+for|offered)\b"
)
_TALKS = frozenset({"meeting", "talks", "negotiations", "round", "summit"})
_NOT_DONE = re.compile(r"\b(?:not|never|n't|will|would|could|may|might|to|if)\b")
_TO_COME = re.compile(
    r"\b(?:will|would|could|can|may|might|must|should|shall|to|not|never)\s+(?:\w+ly\s+|also\s+)?$"
)
_WINDOW = 90  # code points around talks that say whether they go on


def find_reported(reading: Reading, cast: Cast, found: Found) -> None:
    """Enter what events tell of acts that are options of a party."""
    taken = [(each.start, each.end) for each in reading.proposals]
    starts = [start for start, _ in taken]
    known = words(reading.language)
    listed = "|".join(map(re.escape, sorted(known.acts, key=len, reverse=True)))
    verb_in = re.compile(rf"(?<![\w-])(?:{listed})(?=\s)")
    for event in reading.events:
        near = bisect_left(starts, event.end)
        if any(a < event.end and event.start < b for a, b in taken[max(0, near - 3) : near]):
            continue
        if event.kind in _TALKS and re.search(r"\b(?:between|with)\b", event.text):
            _meeting(reading, cast, event, found)
        said = verb_in.search(event.text) if event.kind == "act" else None
        if said is None or not event.who or _NOT_DONE.search(event.text[: said.start()]):
            continue
        verb_at = event.start + said.start()
        if _TO_COME.search(reading.document.text, max(0, verb_at - 20), verb_at):
            continue  # "it would cut off the power": not done yet
        lead = event.text[: said.start()].casefold()
        named = event.who[0].split()[-1].casefold() in lead or any(
            each.name == event.who[0]
            for each in cast.mentions_from(event.start, event.start + said.start())
        )
        if lead.strip() and not named:
            continue  # the actor named is not who does it
        doers = cast.stand_for(event.who[0], event)
        if doers:
            base, going = known.acts[said.group()]
            _act(reading, event, doers[0], base, going, said.start(), said.end(), found)


def _act(
    reading: Reading,
    event: Event,
    doer: str,
    base: str,
    going: bool,
    start: int,
    end: int,
    found: Found,
) -> None:
    """An act with its verb at `[start, end)` of the event's words."""
    thing = object_words(event.text[end:], reading.language)
    clause = Clause(None, base, thing)
    if going:
        described = acted(base, clause, reading.language)
    else:
        deed = next(
            (
                deed
                for each in clauses_in(event.text[start:], reading.language)
                if (deed := deed_of(each, (doer,), reading.language)) and deed.going
            ),
            None,
        )
        described = deed.act if deed else None
    if described is None:
        return
    says = f"Reported: {told((doer,), described.does if going else described.stops)}."
    entry = enter(reading, event, "act", says, (((doer, described.kind), going),))
    question = "reported as done once: does it go on?" if going else "reported as ended: for good?"
    basis: Basis = "act" if going else "ended"
    found.acts.append(act_of(doer, described, going, basis, entry, [question]))


def _meeting(reading: Reading, cast: Cast, event: Event, found: Found) -> None:
    """Talks between parties: they go on, are over, or are to come, as the words around them say."""
    parties = merged(cast.stand_for(name, event) for name in event.who[:2])
    kind = kind_of("talks", reading.language)
    if len(parties) < 2 or kind is None:
        return
    described = talks(kind, parties, "direct" in event.text)
    text = reading.document.text
    stop = text.find(".", event.end)
    after = text[event.end : min(event.end + _WINDOW, stop if stop > 0 else len(text))]
    before = text[max(text.rfind(".", 0, event.start) + 1, event.start - _WINDOW) : event.start]
    over = _OVER.search(after) is not None
    coming = not over and (_COMING.search(after) or _COMING.search(before)) is not None
    going = not over and not coming
    supports = tuple(((party, described.kind), going) for party in parties)
    entry = enter(
        reading, event, "talks", f"The report speaks of talks of {who(parties)}.", supports
    )
    question = "do these talks go on, or are they over?"
    basis: Basis = "act"
    if over:
        question, basis = "these talks are reported as ended: for good?", "ended"
    elif coming:
        question, basis = "these talks are to come: is that sure?", "do"
    for party in parties:
        found.acts.append(act_of(party, described, going, basis, entry, [question]))


def find_owned(reading: Reading, found: Found) -> None:
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
            if match is None or _BETWEEN.search(text[mention.end : match.start()]):
                continue
            place = Item(mention.start, match.end(), "", "draft.means", 0.6)
            described = used(kind, reading.language)
            ref = (mention.name, described.kind)
            says = f"{described.name.capitalize()} of {called(mention.name)} are named."
            entry = enter(reading, place, "means", says, ((ref, True),))
            questions = ["named as its own: in force today?"]
            found.acts.append(act_of(mention.name, described, True, "act", entry, questions))
