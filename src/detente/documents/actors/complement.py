"""How far an office reaches after its head: "of Trade", "for the northern districts"."""

from __future__ import annotations

import re

from detente.documents.actors.labelled import Labelled, RoleHit
from detente.documents.actors.vocabulary import PORTFOLIOS
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.tokens import Token, adjacent, words_of_text

_END = late(
    r"[,.;:()\"“”?!–—]|\s(?:who|which|that|said|says|told|has|have|is|was|were|had|will|would"
    r"|and\s+(?:the|a|his|her|[a-z]+ed)|at|in|on|as|after|before|when|with|since|until|from)\b"
)
_TITLED = late(r"\s+(?:[Mm]rs?|[Mm]s|[Dd]r)\b")
_FIELD = late(rf"\b(?:{'|'.join(sorted(PORTFOLIOS))})(?=\s+[A-Z])")
_OPENS = late(r"\s+(?P<link>of|for|to|on|in charge of)\s+")
_TO = words_of_text(
    "ambassador envoy adviser advisor aide representative counsel assistant delegate"
)
_ON = words_of_text("adviser advisor expert rapporteur commissioner representative envoy analyst")
_LINKS = words_of_text("of for and the")
_ARTICLES = words_of_text("the a an its their his her our this")
_AUXILIARIES = words_of_text(
    """
    said says told has have had is was were will would could should may might can did does added
    warned asked called of who
    """
)
_REACH = 70


def last_word(role: RoleHit) -> str:
    """The last word of a role's head: "minister" of "vice minister"."""
    return role.head.split()[-1]


def spoken_for(role: RoleHit) -> bool:
    """Whether the holder speaks for what follows "for", so that it is no part of the office."""
    return role.head.startswith("spokes") or role.head == "press secretary"


def _opened(
    page: Page, labelled: Labelled, role: RoleHit, *, whole: bool = False
) -> re.Match[str] | None:
    flat = page.flat
    end = labelled.sentence.tokens[role.stop - 1].end
    opened = _OPENS.match(flat, end, min(end + 20, labelled.sentence.end))
    if not opened or (spoken_for(role) and opened.group("link") == "for" and not whole):
        return None
    if _inside_another(labelled, role):
        return None
    link, last = opened.group("link"), role.head.split()[-1]
    if (link == "to" and last not in _TO) or (link == "on" and last not in _ON):
        return None
    first = flat[opened.end() : opened.end() + 12]
    if link == "on" and first.startswith("the ") and last in {"representative", "envoy"}:
        return None  # "statement by the High Representative on the situation"
    months = page.words.list("dates", "months") + page.words.list("dates", "weekdays")
    if first[:1].isdigit() or first.startswith((*months, "more than", "all ")):
        return None
    return opened


def _inside_another(labelled: Labelled, role: RoleHit) -> bool:
    """Whether the office stands in the "of the …" of another: what follows is the other's."""
    tokens = labelled.sentence.tokens
    at = role.first - 1
    if at > 0 and tokens[at].word == "the":
        at -= 1
    return at > 0 and tokens[at].word == "of" and at - 1 in labelled.role_at


def complement_beside(page: Page, labelled: Labelled, role: RoleHit, *, whole: bool = False) -> int:
    """Where a role beside a name ends, with what follows up to the comma or the verb.

    whole  with whom a spokesperson speaks for as well.
    """
    opened = _opened(page, labelled, role, whole=whole)
    if opened is None:
        return labelled.sentence.tokens[role.stop - 1].end
    limit = min(opened.end() + _REACH, labelled.sentence.end)
    closed = _END.search(page.flat, opened.end(), limit)
    field = _FIELD.search(page.flat, opened.end(), closed.start() if closed else limit)
    if field and last_word(role) in {"minister", "secretary"}:
        return field.end()
    titled = _TITLED.search(page.flat, opened.end(), closed.start() if closed else limit)
    if titled:
        return titled.start()  # "the mayor of Velja mr. N. N."
    if closed:
        return opened.end() + len(page.flat[opened.end() : closed.start()].rstrip())
    if limit == labelled.sentence.end:
        return limit
    return labelled.sentence.tokens[role.stop - 1].end


def complement_alone(page: Page, labelled: Labelled, role: RoleHit) -> int:
    """Where an office that stands for its holder ends: a verb may follow it at once."""
    tokens = labelled.sentence.tokens
    end = tokens[role.stop - 1].end
    opened = _opened(page, labelled, role)
    if opened is None or role.stop + 1 >= len(tokens):
        return end
    at = role.stop + len(opened.group("link").split())
    return _noun_phrase(page, tokens, at, end) if at < len(tokens) else end


def _noun_phrase(page: Page, tokens: tuple[Token, ...], at: int, end: int) -> int:
    """The end of the noun phrase that begins at token `at`; `end` where there is none."""
    flat = page.flat
    if tokens[at].word.lower() in _ARTICLES:
        at += 1
    if at >= len(tokens):
        return end
    if not tokens[at].capital:
        return _small_nouns(page, tokens, at, end)
    months = page.words.list("dates", "months")
    while at < len(tokens):
        if tokens[at].capital:
            end = tokens[at].end
        if tokens[at].word in PORTFOLIOS:
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            if after and after.capital and after.word not in PORTFOLIOS:
                return end  # "the Minister of Ecology N. N."
        step = at + 1
        while step < len(tokens) and tokens[step].word in _LINKS and step - at < 3:
            step += 1
        if (
            step >= len(tokens)
            or not tokens[step].capital
            or tokens[step].word in months
            or not all(adjacent(flat, tokens[i], tokens[i + 1]) for i in range(at, step))
        ):
            return end
        at = step
    return end


def _small_nouns(page: Page, tokens: tuple[Token, ...], at: int, end: int) -> int:
    """One noun, or two where what follows shows that the second is no verb."""
    flat = page.flat
    function = page.words.list("capitals", "function")
    if tokens[at].word.lower() in function or tokens[at].word.endswith("ing"):
        return end
    end = tokens[at].end
    if at + 1 >= len(tokens) or not adjacent(flat, tokens[at], tokens[at + 1]):
        return end
    second = tokens[at + 1].word
    if second.lower() in function or second in _AUXILIARIES or second.endswith(("ed", "ing")):
        return end
    if second in page.words.list("speech", "verbs"):
        return end
    after = tokens[at + 2].word if at + 2 < len(tokens) else ""
    closed = flat[tokens[at + 1].end : tokens[at + 1].end + 1] in ",.;:)"
    if closed or after in _AUXILIARIES:
        return tokens[at + 1].end
    return end
