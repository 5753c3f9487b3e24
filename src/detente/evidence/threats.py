"""What a party says it will do, on what condition, and what it says it will not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import cast as as_type

from detente.documents import Actors, Item, Reading, ask_end, clause_end, sentences
from detente.documents import Found as ReadSoFar
from detente.evidence.acts import Deed, deed_of
from detente.evidence.clause import Clause, clauses_in
from detente.evidence.clause_words import clause_words
from detente.evidence.described import told
from detente.evidence.holders import Holders, owner_in, unnamed_in
from detente.evidence.ledger import enter
from detente.evidence.objects import head_of, object_words, phrase_before_link
from detente.evidence.options import Found, act_of, merged, who
from detente.evidence.parties import Cast
from detente.evidence.proposed import is_threat
from detente.evidence.values import Aim, Basis, Refusal, Threat, Wish
from detente.evidence.voice import doers_of
from detente.evidence.words import sentence

_WILL = re.compile(
    r"\b(?:(?P<modal>will|would|shall)|(?P<vow>threatens?|threatened|threatening|vows?|vowed|intends?|plans|planned"
    r"|prepares|preparing|pledges|pledged|warned\s+of\s+plans)\s+to|(?P<no>refuses?|refused)\s+to)\s+"
    r"(?:(?P<not>not|never)\s+)?(?:also\s+|now\s+|soon\s+|\w+ly\s+)?(?P<verb>[a-z]+)\b"
)
_LINK = re.compile(r"[\s,”\"’]*(?P<link>unless|until|if|should)\s+(?=\w)", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:says?|said|warns?|warned|threatens?|threatened|announced|added|vowed|declared|made\s+clear)\b[^.;“”\"]{0,40}$"
)
_PRONOUN = re.compile(
    r"\b(?:it|he|she|they|we|I|(?:its|his|her|their|our)\s(?:members|troops|forces|army|fighters|workers|navy"
    r"|soldiers|men|government|country|company))\s+$"
)
_OWN = re.compile(r"\b(?:we|I|our\s\w+)\s+$")
_REJECTED = re.compile(
    r"\b(?:rejected|rejects|refused|refuses|dismissed|dismisses|turned\s+down|turns\s+down|ruled\s+out|rules\s+out)\s+"
    r"(?:the|any|that|this|its|his|her|an?)\s+(?:\w+\s+)?(?P<what>offer|proposal|plan|demand|request|idea|call|deal|appeal)\b"
)
_ADJACENT = 3  # code points between a subject and its verb at the most
_AND_BEFORE = re.compile(r"\b(?:and|but)\s+(?:also\s+|now\s+|\w+ly\s+)?$")
_OWNED = {"'s", "’s"}
_CONDITIONAL = re.compile(r"\b(?:as\s+long\s+as|while|if|unless|until|because|since)\s+[^,;]*$")
_NEXT = 25  # code points to the plan that is rejected: "… a plan under which"
_SHORT = 60  # code points of a condition before its verb
_FAR = 700  # code points back to the proposal that is rejected


def find_threats(reading: Reading, cast: Cast, found: Found, holders: Holders) -> None:
    """Enter what parties say they will do, unless or if others do something, or in any case."""
    sayings = Sayings(reading, cast)
    for begin, end in sayings.sentences:
        for match in _WILL.finditer(sayings.flat, begin, end):
            _said(sayings, match, begin, end, found, holders)
        for match in _REJECTED.finditer(sayings.flat, begin, end):
            _rejected(sayings, match, begin, found)


class Sayings:
    """A report's sentences, with what is needed to say who speaks in them."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading = reading
        self.cast = cast
        self.language = reading.language
        # As long as the text, so that places agree.
        self.flat = "".join(" " if each.isspace() else each for each in reading.document.text)
        # The subjects of clauses are looked up in what was read, as while reading.
        self.actors = Actors(as_type(ReadSoFar, reading))
        titles = {"title", "heading", "standfirst", "caption"}
        self.sentences = [
            place
            for part in reading.parts
            if part.kind in {"paragraph", "list", "item", "quote", "turn"}
            and part.kind not in titles
            for place in sentences(self.flat, part.start, part.end)
        ]
        self.taken = [
            (each.start, each.end) for each in reading.proposals if not is_threat(self.flat, each)
        ]
        self.starts = [start for start, _ in self.taken]

    def is_taken(self, start: int, end: int) -> bool:
        """Whether the place lies in a proposal, where it is read already."""
        near = bisect_left(self.starts, end)
        return any(a < end and start < b for a, b in self.taken[max(0, near - 3) : near])

    def speakers(self, at: int, begin: int) -> tuple[str, ...]:
        """The parties who say that they will do what stands at `at`: subject or speaker."""
        where = Item(at, at + 1, "", "draft.threat", 0.6)
        subjects = self.actors.subjects(self.flat, at, begin)
        quote = self.actors.quote_at(at)
        if subjects and at - subjects[-1].end < _ADJACENT:
            return merged(self.cast.stand_for(each.name, where) for each in subjects)
        if _AND_BEFORE.search(self.flat[begin:at]) and quote is None:
            return self._first(begin, at, where)
        pronoun = _PRONOUN.search(self.flat[begin:at])
        if pronoun is None:
            return ()
        own = _OWN.search(self.flat[begin:at]) is not None
        if quote is not None:
            return self.cast.stand_for(quote.speaker, where) if own and quote.speaker else ()
        if own or not _SAID.search(self.flat[begin : begin + pronoun.start()]):
            return ()
        said_at = _SAID.search(self.flat[begin : begin + pronoun.start()])
        if said_at and _AND_BEFORE.search(self.flat[begin : begin + said_at.start()]):
            return self._first(begin, at, where)
        subjects = self.actors.subjects(self.flat, begin + pronoun.start(), begin)
        if subjects:
            return merged(self.cast.stand_for(each.name, where) for each in subjects)
        said = next(
            (
                each
                for each in self.reading.reported
                if each.start <= at < each.end and each.speaker
            ),
            None,
        )
        return self.cast.stand_for(said.speaker, where) if said and said.speaker else ()

    def _first(self, begin: int, at: int, where: Item) -> tuple[str, ...]:
        """Whom a sentence is about: "Greece demanded that Turkey …, and warned that it would …"."""
        first = next(
            (
                each
                for each in self.actors.between(begin, at)
                if each.form != "adjective" and self.flat[each.end : each.end + 2] not in _OWNED
            ),
            None,
        )
        return self.cast.stand_for(first.name, where) if first else ()


def _said(
    sayings: Sayings,
    match: re.Match[str],
    begin: int,
    end: int,
    found: Found,
    holders: Holders,
) -> None:
    flat, language = sayings.flat, sayings.language
    known = clause_words(language)
    verb = match["verb"]
    if verb not in known.base or verb in known.idle:
        return
    start = match.start("verb")
    stop = min(ask_end(flat, start, end), end)
    link = _LINK.search(flat, start, min(end, start + 140))
    if link is not None:
        stop = min(stop, link.start()) if link.start() > start else stop
    if stop - start < len(verb) or sayings.is_taken(start, stop):
        return
    parties = sayings.speakers(match.start(), begin)
    if not parties:
        return
    place = Item(match.start(), stop, flat[match.start() : stop], "draft.threat", 0.6)
    clause = next(iter(clauses_in(flat[start:stop], language)), None)
    clause = _voting(flat[start:stop], found) or clause
    deed = deed_of(clause, parties, language) if clause else None
    if deed is None:
        return
    wanted = (deed.wanted == "do") != bool(match["not"] or match["no"])
    if match["not"] or match["no"]:
        if _CONDITIONAL.search(flat, max(begin, match.start() - _SHORT), match.start()):
            return  # "as long as Egypt refused to …": what others say of it
        _refused(sayings, parties, place, (deed.act.kind, not wanted), found)
        return
    others = others_of(sayings, link, end, parties, found, holders) if link else ()
    firm = link is not None or match["vow"] is not None
    phrase = deed.act.does if wanted else deed.act.stops
    kind = "Threat" if firm else "Announced"
    entry = enter(
        sayings.reading,
        place,
        "threat",
        f"{kind}: {told(parties, phrase)}{', depending on what others do' if link else ''}.",
        tuple(((party, deed.act.kind), deed.going) for party in parties),
    )
    question = "is this a threat?" if firm else "is this meant as a move in the conflict?"
    for party in parties:
        found.acts.append(act_of(party, deed.act, deed.going, "threat", entry, [question]))
        if link and others:
            said = "unless" if link["link"].lower() in {"unless", "until"} else "if"
            wish = ((party, deed.act.kind), wanted)
            found.threats.append(Threat(wish, said, others, entry))


def _voting(text: str, found: Found) -> Clause | None:
    """ "It would vote against": against what was announced last."""
    vote = re.match(r"(?P<verb>vote)\s+(?P<how>against|for)$", text.strip())
    last = next((act for act in reversed(found.acts) if act.bases == ("threat",)), None)
    if vote is None or last is None:
        return None
    thing = object_words(last.title.split(" ", 1)[-1])
    return Clause(None, "vote", (vote["how"], *phrase_before_link(thing)))


def others_of(
    sayings: Sayings,
    link: re.Match[str],
    end: int,
    by: tuple[str, ...],
    found: Found,
    holders: Holders,
) -> tuple[Wish, ...]:
    """What others are to do where a party says what it will do unless they do, or if they do.

    Where it names nobody ("unless the tariff was lifted"), they are those whose it is known to be;
    "unless" and "until" then make it a demand of its own.
    """
    flat = sayings.flat
    stop = clause_end(flat, link.end(), min(end, link.end() + 160))
    demanded = tuple(_wishes(_inside(found.aims, link.end() - 1, stop + 1)))
    if demanded:
        return demanded
    where = Item(link.end(), stop, flat[link.end() : stop], "draft.condition", 0.6)
    wishes: list[Wish] = []
    for clause in clauses_in(where.text, sayings.language):
        parties = doers_of(clause, where.text, where, sayings.cast, ())
        if not parties and clause.subject:
            wishes += _of_thing(where.text[slice(*clause.subject)], clause, found)
        deed = deed_of(clause, parties or (), sayings.language)
        if deed is None or not parties:
            continue
        for party in parties:
            entry = enter(
                sayings.reading,
                where,
                "condition",
                f"Made a condition: {told((party,), deed.act.does)}, or not.",
                (((party, deed.act.kind), deed.going),),
            )
            basis = "stop" if deed.going else "do"
            found.acts.append(act_of(party, deed.act, deed.going, "threat", entry, [_IS_IT[basis]]))
            wishes.append(((party, deed.act.kind), deed.wanted == "do"))
    owner = owner_in(sayings.cast, flat, where)
    for clause in () if wishes else unnamed_in(where.text, sayings.language):
        held = holders.deed(clause, by, sayings.language, owner)
        if held:
            wishes += demanded_of(sayings, where, by, *held, link["link"], found)
    return tuple(wishes)


def demanded_of(
    sayings: Sayings,
    where: Item,
    by: tuple[str, ...],
    deed: Deed,
    parties: tuple[str, ...],
    link: str,
    found: Found,
) -> list[Wish]:
    """What is made a condition of who is known to do it, entered with its acts; and as a demand."""
    wishes = [((party, deed.act.kind), deed.wanted == "do") for party in parties]
    phrase = deed.act.stops if deed.wanted == "stop" else deed.act.does
    entry = enter(
        sayings.reading,
        where,
        "condition",
        f"Made a condition by {who(by)}: {told(parties, phrase)}.",
        tuple((ref, deed.going) for ref, _ in wishes),
    )
    basis: Basis = "stop" if deed.going else "do"
    whose = f"it is taken to be for {who(parties)}, whom these words do not name: right?"
    for party in parties:
        questions = [_IS_IT[basis], whose]
        found.acts.append(act_of(party, deed.act, deed.going, basis, entry, questions))
    if link.lower() in {"unless", "until"}:
        stops = tuple(ref for ref, done in wishes if not done)
        does = tuple(ref for ref, done in wishes if done)
        state = deed.act.state
        found.aims.append(Aim(state, "demand", by, stops, does, False, entry, sentence(state)))
    return wishes


def _of_thing(subject: str, clause: Clause, found: Found) -> list[Wish]:
    """ "Unless the vessel returned": that what goes on with the vessel stops."""
    if clause.verb.split()[0] not in {"return", "leave", "go", "stop", "end", "withdraw"}:
        return []
    head = head_of(object_words(subject)).casefold()
    return [(act.ref, False) for act in found.acts if act.on and head and head == act.name][:1]


_IS_IT = {
    "stop": "is it going on? The report only makes it a condition that it stop",
    "do": "taken not to be going on, as it is made a condition: right?",
}


def _inside(aims: list[Aim], start: int, end: int) -> Iterator[Aim]:
    """The aims that begin in `[start, end)`."""
    return (aim for aim in aims if start <= aim.entry.place.start < end)


def _wishes(aims: Iterator[Aim]) -> Iterator[Wish]:
    for aim in aims:
        yield from ((ref, False) for ref in aim.stops)
        yield from ((ref, True) for ref in aim.does)


def _refused(
    sayings: Sayings,
    parties: tuple[str, ...],
    place: Item,
    wish: tuple[str, bool],
    found: Found,
) -> None:
    """A party that will not do what the draft has as its option does not want to do it."""
    kind, wanted = wish
    known = [act for act in found.acts if act.kind == kind and act.party in parties]
    if not known:
        return
    says = f"Refused: {told(parties, known[0].title[:1].lower() + known[0].title[1:])}."
    entry = enter(sayings.reading, place, "refusal", says)
    for act in known:
        found.refusals.append(Refusal(act.party, ((act.ref, wanted),), entry))


def _rejected(sayings: Sayings, match: re.Match[str], begin: int, found: Found) -> None:
    """ "It rejected the offer": what was last proposed to it by somebody else."""
    where = Item(match.start(), match.end(), match.group(), "draft.refusal", 0.6)
    subjects = sayings.actors.subjects(sayings.flat, match.start(), begin)
    parties = merged(sayings.cast.stand_for(each.name, where) for each in subjects)
    before = sorted(found.aims, key=lambda aim: aim.entry.place.start)
    upto = bisect_right([aim.entry.place.start for aim in before], match.start())
    for party in parties:
        told = next(
            (
                each
                for each in before[upto : upto + 1]
                if each.entry.place.start - match.end() < _NEXT and party not in each.by
            ),
            None,
        )
        aim = told or next(
            (
                each
                for each in reversed(before[:upto])
                if party not in each.by and match.start() - each.entry.place.start < _FAR
            ),
            None,
        )
        if aim is None:
            continue
        says = f"Rejected by {who((party,))}: {aim.name}."
        entry = enter(sayings.reading, where, "refusal", says)
        wishes = tuple(_wishes(iter((aim,))))
        found.refusals.append(Refusal(party, wishes, entry))
