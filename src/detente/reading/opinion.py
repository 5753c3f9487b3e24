"""Whether a report is somebody's opinion: its author argues, and is not only a witness."""

from __future__ import annotations

from detente.late import late
from detente.reading.clauses import Actors
from detente.reading.page import Page

_MARKED = late(
    r"(?:OPINION|Opinion|EDITORIAL|Editorial|COLUMN|Column|OP-ED|Op-[Ee]d|COMMENT|COMMENTARY"
    r"|Commentary|GUEST\s+ESSAY|VIEWPOINT|Viewpoint)\s*(?:$|[|:/])"
    r"|[^.]{0,40}\b(?:guest\s+columnists?|this\s+column|this\s+op-ed)\b"
)
_FIRST_PERSON = late(r"(?<![\w.])(?:I(?:'(?:d|ll|m|ve))?|me|my)(?![\w.])")
_LETTERS = 1500  # an author of opinion says "I", "me" or "my" at least once in so many letters


def is_opinion(page: Page, actors: Actors) -> bool:
    """Whether a part of the page says that it is opinion, or its author often says "I"."""
    for part in page.parts:
        kinds = {"boilerplate", "disclaimer", "field", "media_contact", "licence_terms"}
        if part.kind in kinds and _MARKED.match(part.text):
            return True
    own = 0
    length = 0
    for sentence in page.sentences:
        if actors.quote_at(sentence.start) or actors.quote_at(sentence.end - 2):
            continue
        length += sentence.end - sentence.start
        for found in _FIRST_PERSON.finditer(page.flat, sentence.start, sentence.end):
            own += actors.quote_at(found.start()) is None
    return own >= 3 and own * _LETTERS >= length
