"""What the words around an unknown name say it is: a person, a place, a state, an organisation."""

from __future__ import annotations

import re

from detente.documents.actors.label import Labelled, RoleHit, Run, Vocabulary
from detente.documents.page import Page
from detente.documents.tokens import adjacent

_AGE = re.compile(r",\s*(?:aged\s+)?\d{2}\b")
_STATE_HEADS = frozenset(
    [
        "president",
        "government",
        "prime",
        "foreign",
        "parliament",
        "ambassador",
        "king",
        "queen",
        "army",
        "navy",
        "premier",
        "capital",
        "embassy",
        "ministry",
        "cabinet",
        "military",
        "minister",
        "chancellor",
        "supreme",
        "deputy",
        "border",
    ]
)
_PLAIN_VERBS = frozenset(
    [
        "said",
        "says",
        "added",
        "told",
        "warned",
        "insisted",
        "argued",
        "replied",
        "stated",
        "stressed",
        "noted",
        "explained",
        "declared",
        "claimed",
        "recalled",
        "asked",
        "answered",
        "announced",
        "concluded",
        "denied",
        "responded",
        "wrote",
        "complained",
        "admitted",
        "thinks",
        "believes",
        "met",
        "visited",
        "resigned",
        "spoke",
        "arrived",
        "urged",
        "called",
        "rejected",
        "accused",
        "promised",
        "refused",
        "agreed",
    ]
)
_INSIDE = frozenset(
    ["in", "near", "outside", "inside", "at", "off", "across", "around", "throughout"]
)
_COMPASS = frozenset(
    [
        "North",
        "South",
        "East",
        "West",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "Central",
        "Upper",
        "Lower",
        "Great",
        "Little",
        "New",
        "Old",
        "Inner",
        "Outer",
    ]
)
_ORGANISATION_NOUNS = frozenset(
    [
        "charity",
        "company",
        "firm",
        "operator",
        "newspaper",
        "broadcaster",
        "agency",
        "supermarket",
        "retailer",
        "insurer",
        "airline",
        "carrier",
        "manufacturer",
        "shipbuilder",
        "brewer",
        "distributor",
        "start-up",
        "think-tank",
        "lender",
        "weekly",
        "daily",
        "magazine",
        "website",
        "cooperative",
        "co-operative",
        "nonprofit",
        "conglomerate",
        "miner",
        "utility",
        "developer",
        "contractor",
    ]
)
_ORGANISATION_AFTER = re.compile(
    r",\s+(?:which|a|an|the|its|their)\s+(?:[\w'-]+\s+){0,4}?(?:service|agency|company|operator|union|group|charity|newspaper|party|body|network|firm|"
    r"movement|association|organisation|organization|alliance|coalition|front|militia|bank|ministry|authority|council|federation|regulator|watchdog|"
    r"cooperative|co-operative|think-tank|manufacturer|airline|broadcaster|owner of the|parent "
    r"company|campaign|faction|lobby|fund|foundation|committee)\b"
)
_NOT_BEFORE_A_NAME = frozenset(
    [
        "the",
        "The",
        "a",
        "an",
        "called",
        "named",
        "this",
        "that",
        "its",
        "their",
        "his",
        "her",
        "our",
    ]
)
_BEFORE_A_SPEAKER = frozenset(
    [
        "said",
        "says",
        "added",
        "adds",
        "warned",
        "insisted",
        "argued",
        "replied",
        "stated",
        "stressed",
        "noted",
        "explained",
        "declared",
        "claimed",
        "recalled",
        "asked",
        "answered",
        "concluded",
        "wrote",
        "complained",
    ]
)
STRONG = {
    "title": 0.95,
    "role": 0.95,
    "given": 0.9,
    "age": 0.95,
    "apposition": 0.9,
    "verb": 0.85,
    "pair": 0.6,
}


def words_of(labelled: Labelled, run: Run) -> str:
    """The words of a run, one space between two."""
    return " ".join(token.word for token in labelled.sentence.tokens[run.first : run.stop])


def evidence(page: Page, labelled: Labelled, run: Run, words: Vocabulary) -> str:
    """What the words around a run say it is: a key of STRONG, "place", "state", or "" for
    nothing.
    """
    tokens, flat = labelled.sentence.tokens, page.flat
    names = [token.word for token in tokens[run.first : run.stop]]
    if names[-1] in words.organisation_words or any(
        name in words.organisation_words for name in names
    ):
        return ""
    named = names[0] in words.given and names[0] not in words.place_words
    if (
        len(names) > 1
        and not named
        and (names[-1] in words.place_words or names[0] in words.place_words)
    ):
        return "place"
    if len(names) == 1 and names[0] in words.place_words:
        return ""
    if len(names) == 1 and names[0].isupper() and len(names[0]) > 1:
        return ""
    if run.title:
        return "title"
    before = tokens[run.first - 1] if run.first else None
    if before is not None and before.word in _COMPASS and adjacent(flat, before, tokens[run.first]):
        return "place"
    if _ORGANISATION_AFTER.match(flat, tokens[run.stop - 1].end, labelled.sentence.end) or (
        before is not None
        and before.word.lower() in _ORGANISATION_NOUNS
        and adjacent(flat, before, tokens[run.first])
        and names[0] not in words.given
    ):
        return "organisation"
    if (
        run.first > 1
        and tokens[run.first - 1].word in {"for", "of"}
        and run.first - 2 in labelled.role_at
    ):
        return ""  # the subject of an office: "Minister for National Reconciliation"
    if page.words.place_after.match(flat, tokens[run.stop - 1].end, labelled.sentence.end):
        return "place"
    start, end = tokens[run.first].start, tokens[run.stop - 1].end
    after = flat[end : min(labelled.sentence.end, end + 60)]
    following = tokens[run.stop].word if run.stop < len(tokens) else ""
    preceding = tokens[run.first - 1].word if run.first else ""
    role = labelled.role_at.get(run.first - 1)
    if role and adjacent(flat, tokens[run.first - 1], tokens[run.first]):
        return "role"
    here = preceding.lower() in _INSIDE and after[:2] != "'s" and not _AGE.match(after)
    if here and len(names) <= 2 and names[0] not in {"Mr", "Mrs"}:
        return "place"
    if (
        len(names) > 1
        and names[0] not in words.given
        and any(name in words.organisation_hints for name in names)
    ):
        return "organisation"
    if len(names) > 1 and (
        names[0] in words.given or (names[0] in words.family_first and len(names) <= 3)
    ):
        return "given"
    if _AGE.match(after):
        return "age"
    if _apposition(labelled, run, after, flat) or re.match(r",\s+who(?:se)?\b", after):
        return "apposition"
    if role_comma_before(labelled, run.first, flat) and re.match(r"\s*[,.)]", after):
        return "apposition"
    if after.startswith("'s") and following.lower() in _STATE_HEADS:
        return "state"
    if preceding in {"of", "the"} and re.search(
        r"\b(?:government|president|republic|kingdom|people|parliament|prime minister|king"
        r"|ambassador to|border with|independence of|state)\s+of\s+(?:the\s+)?$"
        r"|\b(?:ambassador to|border with)\s+$",
        flat[max(0, start - 45) : start],
        re.IGNORECASE,
    ):
        return "state"
    if (
        preceding.lower() in page.words.list("places", "near")
        or preceding.lower() in {"visit", "visited", "visiting", "reached", "toured", "entered"}
        or re.search(
            rf"\b(?:residents|people|inhabitants|villagers|outskirts|streets|siege|mayor"
            rf"|{'|'.join(page.words.list('places', 'kinds'))})\s+of\s+$",
            flat[max(0, start - 30) : start],
        )
    ):
        return "place"
    if following in page.words.list("places", "nouns") and adjacent(
        flat, tokens[run.stop - 1], tokens[run.stop]
    ):
        return "place"
    near_after = following in _PLAIN_VERBS and after[:1] in " ,"
    near_before = preceding in _PLAIN_VERBS and adjacent(
        flat, tokens[run.first - 1], tokens[run.first]
    )
    if near_after or (near_before and preceding in _BEFORE_A_SPEAKER):
        return "verb"
    if 2 <= len(names) <= 3 and run.first and preceding not in _NOT_BEFORE_A_NAME:
        led = tokens[run.first - 1].capital and adjacent(
            flat, tokens[run.first - 1], tokens[run.first]
        )
        if names[0] in {"El", "La", "Le", "Los", "Las", "Les", "Der", "Die", "Das", "Il"}:
            return ""
        marked = run.first and re.search(r"[“\"‘]", flat[tokens[run.first - 1].end : start])
        if (
            not led
            and not marked
            and names[-1] not in words.event_words
            and not any(each.isupper() for each in names)
        ):
            return "pair"
    return ""


def _apposition(labelled: Labelled, run: Run, after: str, flat: str) -> bool:
    """Whether ", the deputy minister …" or ", a farmer" follows."""
    if not re.match(r"\s*[,(–—-]\s*(?:the|a|an|who is|then|now|his|her|its|their)?\s*", after):
        return False
    if after[:1] not in ",(" and not after.startswith((" (", " –", " —")):
        return False
    return role_after(labelled, run.stop, flat) is not None


def role_after(labelled: Labelled, stop: int, flat: str) -> RoleHit | None:
    """The role in apposition to the name that ends before token `stop`."""
    tokens = labelled.sentence.tokens
    if not 0 < stop < len(tokens):
        return None
    gap = flat[tokens[stop - 1].end : tokens[stop].start]
    if "," not in gap and "(" not in gap and "–" not in gap and "—" not in gap:
        return None
    for at in range(stop, min(stop + 3, len(tokens))):
        if (
            at > stop
            and tokens[at - 1].word.lower() not in _BEFORE_A_ROLE
            and at - 1 not in labelled.hit_at
        ):
            return None
        if (
            at > stop
            and not adjacent(flat, tokens[at - 1], tokens[at])
            and "'s" not in flat[tokens[at - 1].end : tokens[at].start]
        ):
            return None
        role = labelled.role_at.get(at)
        if role and role.first >= stop:
            return role
    return None


_BEFORE_A_ROLE = frozenset(
    ["the", "a", "an", "then", "now", "his", "her", "its", "their", "former"]
)


def role_comma_before(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role before a comma and the name that begins at token `first`: "the minister, John
    Doe,".
    """
    tokens = labelled.sentence.tokens
    if (
        first > 1
        and adjacent(flat, tokens[first - 1], tokens[first])
        and len(tokens[first - 1].word) < 6
    ):
        first -= 1  # a title such as "Sir" between the comma and the name
    if not first or flat[tokens[first - 1].end : tokens[first].start].strip() != ",":
        return None
    role = labelled.role_at.get(first - 1)
    return role if role and role.stop == first and role.office else None


def role_before(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role right before the name that begins at token `first`, titles between them allowed."""
    tokens = labelled.sentence.tokens
    at = first - 1
    if at < 0 or not adjacent(flat, tokens[at], tokens[first]):
        return None
    if at not in labelled.role_at and at:
        if not adjacent(flat, tokens[at - 1], tokens[at]) or not tokens[at].capital:
            return None
        if len(tokens[at].word) > 6:
            return None
        at -= 1
    role = labelled.role_at.get(at)
    return role if role and role.stop == at + 1 else None


_LINKS = frozenset({"of", "for", "the", "to", "at", "and", "in"})


def states_after(labelled: Labelled, stop: int, flat: str) -> tuple[str, ...]:
    """The state or organisation that the "of …", "for …" or "to …" after token `stop` ends in.

    A name that the gazetteer does not know counts after "of": it says whose office this is.
    """
    tokens = labelled.sentence.tokens
    unknown: tuple[str, ...] = ()
    for at in range(stop, min(stop + 9, len(tokens))):
        if at and not adjacent(flat, tokens[at - 1], tokens[at]):
            break
        hit = labelled.hit_at.get(at)
        if hit:
            entry = hit.entries[0]
            return (entry.name,) if entry.kind in {"state", "organisation"} else unknown
        if tokens[at].capital:
            run = next((each for each in labelled.runs if each.first == at), None)
            if run and at > stop and tokens[at - 1].word in {"of", "the"}:
                unknown = (words_of(labelled, run),)
        elif tokens[at].word.lower() not in _LINKS:
            break
    return unknown
