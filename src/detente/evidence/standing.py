"""What a party says will stay as it is, and for how long: "its tariff would stay while …"."""

from __future__ import annotations

import re

from detente.documents import Item, Reading
from detente.documents.clauses import clause_end
from detente.evidence.acts import deed_of
from detente.evidence.clause import Clause, clauses_in
from detente.evidence.described import Described
from detente.evidence.holders import Holders
from detente.evidence.ledger import enter
from detente.evidence.objects import object_words
from detente.evidence.options import Found, act_of, merged, who
from detente.evidence.parties import Cast
from detente.evidence.threats import Sayings, others_of
from detente.evidence.values import Threat, Wish

_STAYS = re.compile(
    r"\b(?P<said>said|says|saying|warned|insisted|added|announced|vowed|stressed|repeated|declared)\s+(?:that\s+)?"
    r"(?:(?P<whose>its|their|the|[A-Z][\w-]+(?:['’]s?)?)\s+)?(?P<what>[^,.;:“”\"]{3,70}?)\s+(?:would|will)\s+"
    r"(?P<verb>stay|remain|continue|go\s+on|be\s+kept|be\s+maintained|stand|last|not\s+be\s+(?:lifted|ended|stopped))"
    r"(?:\s+(?:in\s+(?:place|force|effect)|there|up|on))?\s+"
    r"(?P<link>while|as\s+long\s+as|so\s+long\s+as|until|unless)\s+(?=\w)"
)
_LASTS = re.compile(
    r"(?P<what>they|it|these|those|this|that|(?:the|its|their|[A-Z][\w-]+(?:['’]s?)?)\s+[^,.;:“”\"]{2,50}?)\s+"
    r"(?P<verb>went\s+on|go(?:es)?\s+on|continue(?:d|s)?|last(?:ed|s)?|persist(?:ed|s)?|stay(?:ed|s)?|remain(?:ed|s)?"
    r"|(?:are|were|is|was)\s+(?:still\s+)?(?:going\s+on|in\s+place|in\s+force|under\s+way)"
    r"|(?:had\s+)?(?:stopped|ended|ceased)|stops?|ends?)\b"
)
_OVER = re.compile(r"(?:had\s+)?(?:stopped|ended|ceased)|stops?$|ends?$")
_POINTING = re.compile(r"(?:they|it|these|those|this|that)$", re.IGNORECASE)
_UNDONE = re.compile(r"\b(?:refused|refuses|failed|fails|declined|declines)\s+to\s+")
_LONG = 300  # code points back to what "they" points to
_REMOVED = frozenset({"stay", "remain", "stand", "kept", "maintained", "lifted"})


def find_standing(reading: Reading, cast: Cast, found: Found, holders: Holders) -> None:
    """Enter what parties say will go on while others do something, or until they do."""
    sayings = Sayings(reading, cast)
    for begin, end in sayings.sentences:
        for match in _STAYS.finditer(sayings.flat, begin, end):
            _stays(sayings, match, begin, end, found, holders)


def _stays(
    sayings: Sayings,
    match: re.Match[str],
    begin: int,
    end: int,
    found: Found,
    holders: Holders,
) -> None:
    """Enter one act that stays; only where who says so is who does it."""
    place = Item(match.start("said"), match.start("link"), match.group(), "draft.standing", 0.6)
    subjects = sayings.actors.subjects(sayings.flat, match.start(), begin)
    if re.search(r"\b(?:and|but)\s+(?:\w+ly\s+|also\s+)?$", sayings.flat[begin : match.start()]):
        subjects = [
            each
            for each in sayings.actors.between(begin, match.start())
            if each.form != "adjective"
        ][:1]
    by = merged(sayings.cast.stand_for(each.name, place) for each in subjects)
    if len(by) != 1:
        return
    act = _act(match, sayings.language)
    held = holders.parties.get(act.kind, []) if act else []
    own = match["whose"] in {"its", "their"} or by[0] in held
    whose = match["whose"] or ""
    if whose[:1].isupper():
        start = match.start("whose")
        named = sayings.actors.between(start, start + 1)
        own = bool(named) and by == sayings.cast.stand_for(named[0].name, place)
    if act is None or not own:
        return
    entry = enter(
        sayings.reading,
        place,
        "standing",
        f"Announced by {who(by)}: it will {act.does}, depending on what others do.",
        (((by[0], act.kind), True),),
    )
    question = "it is said to stay as it is: is it going on today?"
    found.acts.append(act_of(by[0], act, True, "act", entry, [question]))
    others = _lasting(sayings, match, end, by, found, holders) or others_of(
        sayings, match, end, by, found, holders
    )
    if others:
        link = "unless" if match["link"] in {"until", "unless"} else "if"
        found.threats.append(Threat(((by[0], act.kind), True), link, others, entry))


def _act(match: re.Match[str], language: str) -> Described | None:
    """What stays, as the act that would have to stop."""
    thing = object_words(match["what"], language)
    verb = "lift" if set(match["verb"].split()) & _REMOVED else "stop"
    deed = deed_of(Clause(None, verb, ("the", *thing)), (), language) if thing else None
    return deed.act if deed is not None and deed.going else None


def _lasting(
    sayings: Sayings,
    match: re.Match[str],
    end: int,
    by: tuple[str, ...],
    found: Found,
    holders: Holders,
) -> tuple[Wish, ...]:
    """What others go on with, or end: "while they went on", "as long as the patrols continued"."""
    stop = clause_end(sayings.flat, match.end(), min(end, match.end() + 160))
    lasts = _LASTS.match(sayings.flat, match.end(), stop)
    if lasts is None:
        return _undone(sayings, match, stop, by, holders)
    goes_on = _OVER.match(lasts["verb"]) is None
    if _POINTING.fullmatch(lasts["what"]):
        before = [
            aim
            for aim in found.aims
            if match.start() - _LONG < aim.entry.place.start < match.start()
            and set(by) <= set(aim.by)
            and aim.stops
            and not aim.does
        ]
        last = max(before, key=lambda aim: aim.entry.place.start, default=None)
        return tuple((ref, goes_on) for ref in last.stops) if last else ()
    rest = object_words(lasts["what"], sayings.language)
    held = holders.deed(Clause(None, "stop", rest), by, sayings.language) if rest else None
    if held is None:
        return ()
    deed, parties = held
    return tuple(((party, deed.act.kind), goes_on) for party in parties)


def _undone(
    sayings: Sayings, match: re.Match[str], stop: int, by: tuple[str, ...], holders: Holders
) -> tuple[Wish, ...]:
    """ "As long as Egypt refused to share …": what somebody named does not do."""
    flat = sayings.flat
    refused = _UNDONE.search(flat, match.end(), stop)
    named = sayings.actors.between(match.end(), match.end() + 5)
    if refused is None or not named or refused.start() - named[0].end > 1:
        return ()
    where = Item(match.end(), stop, flat[match.end() : stop], "draft.standing", 0.6)
    parties = sayings.cast.stand_for(named[0].name, where)
    clause = next(iter(clauses_in(flat[refused.end() : stop], sayings.language)), None)
    deed = deed_of(clause, parties, sayings.language) if clause else None
    if deed is None or deed.going or set(parties) & set(by):
        return ()
    return tuple(((party, deed.act.kind), deed.wanted != "do") for party in parties)
