"""Roles beside a name: right before it, before a comma, after it, one behind another."""

from __future__ import annotations

from detente.documents import adjacent, words_of_text
from detente.late import late
from detente.reading.actors.labelled import Labelled, RoleHit, Run
from detente.reading.actors.vocabulary import PORTFOLIOS
from detente.reading.page import Page

_BEFORE_A_ROLE = words_of_text(
    "the a an then now his her its their our former who is was as serving currently"
)
_LINKS = words_of_text("of for the to at and in")
_OPENS = late(r"[,(–—]")
_POSSESSIVE = late(r"['’](?:s\s+|\s+)")
_COMPLEMENT = late(r"\s+(?:of|for|to|on|at|with|in charge of)\s+[^,.;:()“”\"?!]{2,80}")
_VERB_INSIDE = late(
    r"\b(?:said|says|told|has|have|had|is|was|were|are|will|would|that|who|after)\b"
)
_MOST_WORDS = 8
# What an office is of, where it stands for its holder: "of the Republic of X".
_OF_NAMES = late(
    r"\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'-]*(?:\s+(?:(?:of|and|for|the)\s+){0,2}[A-Z][\w'-]*)*"
)
_END = late(
    r"[,.;:()\"“”?!–—]|\s(?:who|which|that|said|says|told|has|have|is|was|were|had|will|would|at|in"
    r"|on|as|after|before|when|with|since|until|from|[Mm]rs?|[Dd]r)\b"
)
_OPENS_COMPLEMENT = late(r"\s+(?P<link>of|for|to|on)\s+(?!\d)")
_TO = words_of_text("ambassador envoy adviser advisor aide representative delegate")
_ON = words_of_text("adviser advisor expert rapporteur envoy analyst")
_REACH = 70
# An envoy for a state is sent about it, not by it.
_SENT = frozenset({"envoy", "mediator", "rapporteur", "ambassador", "coordinator", "emissary"})
_ABOUT = frozenset({"for", "to", "on"})


def words_of(labelled: Labelled, run: Run) -> str:
    """The words of a run, one space between two."""
    return " ".join(token.word for token in labelled.sentence.tokens[run.first : run.stop])


def spoken_for(role: RoleHit) -> bool:
    """Whether the holder speaks for what follows "for", so that it is no part of the office."""
    return role.head.startswith("spokes") or role.head == "press secretary"


def role_after(labelled: Labelled, stop: int, flat: str) -> RoleHit | None:
    """The role in apposition to the name that ends before token `stop`.

    Articles, possessives and names may stand before it: ", the company's new director".
    """
    tokens = labelled.sentence.tokens
    if not 0 < stop < len(tokens):
        return None
    if not _OPENS.search(flat, tokens[stop - 1].end, tokens[stop].start):
        return None
    if tokens[stop].word.isdigit():
        stop += 1  # "N. N., 67, chair of …"
    for at in range(stop, min(stop + _MOST_WORDS, len(tokens))):
        if at > stop:
            left = tokens[at - 1]
            owner = _POSSESSIVE.fullmatch(flat, left.end, tokens[at].start) is not None
            if not owner and not adjacent(flat, left, tokens[at]):
                return None
            known = left.word.lower() in _BEFORE_A_ROLE or at - 1 in labelled.hit_at
            if not (known or owner or left.capital):
                return None
        role = labelled.role_at.get(at)
        if role and role.first >= stop:
            named = any(run.first == role.stop for run in labelled.runs)
            return None if named else role
    return None


def role_comma_before(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role before a comma and the name that begins at token `first`: "the minister, John
    Doe,", "the minister of trade, Mr John Doe,".
    """
    tokens = labelled.sentence.tokens
    if first > 1 and len(tokens[first - 1].word) < 6 and tokens[first - 1].capital:
        first -= 1  # a title between the comma and the name
    if not first or flat[tokens[first - 1].end : tokens[first].start].strip() not in {",", "),"}:
        return None
    comma = tokens[first - 1].end
    found: RoleHit | None = None
    for role in reversed(labelled.roles):  # "the envoy of the secretary-general for X" is one
        if role.stop > first:
            continue
        end = tokens[role.stop - 1].end
        if comma - end > 84:
            break
        whole = end == comma or _COMPLEMENT.fullmatch(flat, end, comma)
        if whole and not _VERB_INSIDE.search(flat, end, comma):
            led = not role.first or tokens[role.first - 1].word.lower() in _BEFORE_A_ROLE
            owned = role.first and flat[tokens[role.first].start - 2] == "s"
            if role.office or led or owned:
                found = role
    return found


def role_before(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role right before the name that begins at token `first`, a title between them allowed."""
    tokens = labelled.sentence.tokens
    at = first - 1
    if at > 0 and at not in labelled.role_at and tokens[at].capital and len(tokens[at].word) <= 6:
        at -= 1 if adjacent(flat, tokens[at], tokens[first]) else 0
    if at < 0 or not adjacent(flat, tokens[at], tokens[at + 1]):
        return None
    role = labelled.role_at.get(at)
    return role if role and role.stop == at + 1 else None


def roles_beside(labelled: Labelled, first: int, stop: int, flat: str) -> list[RoleHit]:
    """All roles that the words beside the name `[first, stop)` give it, those before it first.

    One role may stand behind another: "the minister of defence, General N. N.".
    """
    found: list[RoleHit] = []
    start = first
    before = role_before(labelled, first, flat)
    tokens = labelled.sentence.tokens
    if before:
        found.append(before)
        start = before.first
        behind = labelled.role_at.get(start - 1)
        if behind and adjacent(flat, tokens[start - 1], tokens[start]):
            found.insert(0, behind)  # "army commander Gen. N. N."
            start = behind.first
        if start and tokens[start - 1].word.lower() in {"the", "a", "an"}:
            start -= 1
    farther = role_comma_before(labelled, start, flat)
    if farther and farther not in found:
        found.insert(0, farther)
    return found


def states_after(labelled: Labelled, stop: int, flat: str) -> tuple[str, ...]:
    """The state or organisation that the "of …", "for …" or "to …" after token `stop` ends in."""
    tokens = labelled.sentence.tokens
    if not 0 < stop < len(tokens) or tokens[stop].word.lower() not in _LINKS:
        return ()
    if tokens[stop - 1].word.lower() in _SENT and tokens[stop].word.lower() in _ABOUT:
        return ()
    for at in range(stop, min(stop + 9, len(tokens))):
        if not adjacent(flat, tokens[at - 1], tokens[at]):
            break
        hit = labelled.hit_at.get(at)
        if hit:
            entry = hit.entries[0]
            return (entry.name,) if entry.kind in {"state", "organisation"} else ()
        if not tokens[at].capital and tokens[at].word.lower() not in _LINKS:
            break
    return ()


def complement_beside(page: Page, labelled: Labelled, role: RoleHit) -> int:
    """Where a role beside a name ends, with what follows up to the comma or the verb."""
    end = labelled.sentence.tokens[role.stop - 1].end
    opened = _OPENS_COMPLEMENT.match(page.flat, end, labelled.sentence.end)
    last = role.head.split()[-1]
    link = opened["link"] if opened else ""
    other = (link == "to" and last not in _TO) or (link == "on" and last not in _ON)
    if opened is None or other or (spoken_for(role) and link == "for"):
        return end
    limit = min(opened.end() + _REACH, labelled.sentence.end)
    closed = _END.search(page.flat, opened.end(), limit)
    field = next(
        (at for at in range(role.stop, len(labelled.sentence.tokens)) if _is_field(labelled, at)),
        None,
    )
    if field is not None and last in {"minister", "secretary"}:
        return labelled.sentence.tokens[field].end  # "the Minister of Ecology N. N."
    if closed:
        return opened.end() + len(page.flat[opened.end() : closed.start()].rstrip())
    return limit if limit == labelled.sentence.end else end


def _is_field(labelled: Labelled, at: int) -> bool:
    """Whether what a minister is of ends at token `at`, and a name follows."""
    tokens = labelled.sentence.tokens
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    named = after is not None and after.capital and after.word not in PORTFOLIOS
    return tokens[at].word in PORTFOLIOS and named


def complement_alone(page: Page, labelled: Labelled, role: RoleHit) -> int:
    """Where an office that stands for its holder ends: a verb may follow it at once."""
    end = labelled.sentence.tokens[role.stop - 1].end
    more = None if spoken_for(role) else _OF_NAMES.match(page.flat, end, labelled.sentence.end)
    return more.end() if more else end
