"""What the words around an unknown name say it is: a person, a place, a state, an organisation."""

from __future__ import annotations

import re

from detente.documents import adjacent, words_of_text
from detente.late import late
from detente.reading.actors.apposition import role_after, role_comma_before
from detente.reading.actors.apposition import words_of as words_of
from detente.reading.actors.labelled import Labelled, Run
from detente.reading.actors.vocabulary import Vocabulary
from detente.reading.page import Page

_AGE = late(r",\s*(?:aged\s+)?\d{2}\b|\s*\((?:aged\s+)?\d{2}(?:\s+years?[^)]{0,12})?\)")
_STATE_HEADS = words_of_text(
    "president government prime foreign parliament ambassador king queen army navy embassy minister"
)
_SAYING = words_of_text(
    """
    said says added told warned insisted argued replied stated stressed noted explained declared
    claimed recalled asked answered concluded wrote complained
    """
)
_ACTING = _SAYING | words_of_text(
    """
    announced denied responded admitted thinks believes met visited resigned spoke arrived urged
    called rejected accused promised refused agreed
    """
)
_INSIDE = words_of_text("in near outside inside at off across around throughout")
_ORGANISATION_NOUNS = words_of_text(
    """
    charity company firm operator newspaper broadcaster agency supermarket retailer insurer airline
    carrier manufacturer distributor think-tank lender weekly daily magazine website nonprofit
    utility developer contractor group union party movement outlet militia coalition alliance bank
    fund foundation network platform consortium faction
    """
)
_ORGANISATION_AFTER = late(
    r",\s+(?:which|an?|the|its|their)\s+(?:(?!(?:of|for|at|in|to|on|from|who|and)\b)[\w-]+\s+){0,4}?"
    r"(?:service|agency|company|operator|union|group|charity|newspaper|party|network|firm|movement"
    r"|association|organi[sz]ation|alliance|coalition|militia|bank|authority|council|federation"
    r"|regulator|watchdog|think-tank|think tank|manufacturer|airline|broadcaster)\b(?!')"
)
_KIN = late(
    r"\b(?:[Hh]is|[Hh]er|[Mm]y)\s+(?:\w+\s+)?(?:wife|husband|son|daughter|(?:fa|mo|bro)ther|sister),?\s+$"
)
_WHO = late(r",\s+who(?:se)?\b")
STRONG = {
    "title": 0.95,
    "role": 0.95,
    "given": 0.9,
    "age": 0.95,
    "apposition": 0.9,
    "verb": 0.85,
    "pair": 0.6,
}


def evidence(page: Page, labelled: Labelled, run: Run, words: Vocabulary) -> str:
    """What the words around a run say it is: a key of STRONG, "place", "state", "organisation", or
    "" for nothing.
    """
    tokens, flat = labelled.sentence.tokens, page.flat
    names = [token.word for token in tokens[run.first : run.stop]]
    several = len(names) > 1
    given = names[0] in words.given
    if any(name in words.organisation_words for name in names):
        return ""
    start, end = tokens[run.first].start, tokens[run.stop - 1].end
    after = flat[end : min(labelled.sentence.end, end + 60)]
    before = tokens[run.first - 1] if run.first else None
    beside = before if before and adjacent(flat, before, tokens[run.first]) else None
    lead = beside.word.lower() if beside else ""
    following = tokens[run.stop].word if run.stop < len(tokens) else ""
    if beside and beside.word in _ORGANISATION_NOUNS and not given:
        return "organisation"
    if several and not given and any(name in words.organisation_hints for name in names):
        return "" if names[-1] in words.event_words else "organisation"
    if not several and (
        names[0] in words.place_words
        or names[0].lower() in words.people
        or (names[0].isupper() and len(names[0]) > 1)
    ):
        return ""
    if several and not given and {names[0], names[-1]} & words.place_words:
        return "place"
    if run.title:
        return "title"
    role = labelled.role_at.get(run.first - 1)
    if role and beside:
        return "role"
    office = role_after(labelled, run.stop, flat)
    if office is None and _ORGANISATION_AFTER.match(flat, end, labelled.sentence.end):
        return "organisation"
    if office is None and page.words.place_after.match(flat, end, labelled.sentence.end):
        return "place"
    if lead in _INSIDE and len(names) <= 2 and after[:2] != "'s" and not _AGE.match(after):
        return "place"
    if several and (given or (names[0] in words.family_first and len(names) <= 3)):
        return "given"
    if _AGE.match(after):
        return "age"
    if (
        office
        or (_WHO.match(after) and lead != "of")
        or _KIN.search(flat, max(labelled.sentence.start, start - 40), start)
        or (role_comma_before(labelled, run.first, flat) and re.match(r"\s*[,.)]", after))
    ):
        return "apposition"
    if after.startswith("'s") and following.lower() in _STATE_HEADS:
        return "state"
    nearby = page.words.list("places", "near")
    if lead in nearby or (following in page.words.list("places", "nouns") and after[:1] == " "):
        return "place"
    if lead in {"the", "to", "from", "of"}:
        return ""  # nobody's own name has an article
    if (following in _ACTING and after[:1] in " ,") or lead in _SAYING:
        return "verb"
    if several and len(names) <= 3 and run.first and not (beside and beside.capital):
        plain = not any(each.isupper() for each in names) and names[-1] not in words.event_words
        return "pair" if plain else ""
    return ""
