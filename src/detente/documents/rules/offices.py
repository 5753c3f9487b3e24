"""Offices that stand for the person who holds them: "the Russian President", "the mayor"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.apposition import states_after, whose_office
from detente.documents.actors.complement import complement_alone, complement_beside, spoken_for
from detente.documents.actors.labelled import Labelled, RoleHit
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import adjacent, words_of_text
from detente.documents.values import Item, Mention, Role

_FOLLOWS_AS_A_NOUN = frozenset({"general", "house", "office", "party", "council", "team", "job"})
_NO_HEADLINE = words_of_text("a an of as for by with this that no any every each other another")
_NO_SUBJECT = words_of_text("of as like than for without with is was be become into")
_INDEFINITE = words_of_text(
    """
    spokesman spokeswoman spokesperson official diplomat envoy negotiator mediator minister
    ambassador adviser aide judge commander general senator representative officer lawmaker deputy
    delegate secretary prosecutor president mayor governor facilitator arbitrator professor leader
    """
)
_OWNERS = frozenset({"our", "their", "its", "his", "her"})
_OWN_OFFICE = late(r"'s\s+(?:Office|Department|Bureau|Court|Council)\b")
_SHORT_NAME = late(r"\s*\([A-Z][\w-]{1,12}\)(?=,)")
_SPOKEN_FOR = late(
    r"\s+(?:for|of)\s+((?:the\s+)?[^,.;:()“”\"]{2,60}?)(?=[,.;:()“”\"]|\s+(?:said|says|told|who|confirmed|declined|denied|added|in|on|at)\b|$)"
)


@rule("people.office", layer="actors", languages=("en",))
def office(page: Page, found: Found) -> Iterator[Item]:
    """ "The Russian President": an office that stands alone for the person who holds it."""
    for labelled in found.survey.labels:
        for role in labelled.roles:
            yield from _alone(page, labelled, role, found)


def _alone(page: Page, labelled: Labelled, role: RoleHit, found: Found) -> Iterator[Item]:
    tokens, flat = labelled.sentence.tokens, page.flat
    people = found.survey.people
    if not _may_stand_alone(page, role) or _leads_to_a_name(page, labelled, role, found):
        return
    opening = _opening(page, labelled, role, found)
    if opening is None:
        return
    first, states, confidence = opening
    if first and tokens[first - 1].word == "am":
        yield _only_role(page, labelled, role)  # "I am the executive for lands"
        return
    if _in_apposition(page, labelled, first, found):
        return
    end = complement_alone(page, labelled, role)
    owned, owner = whose_office(labelled, role.first, flat, people)
    states = states or owner or states_after(labelled, role.stop, flat)
    holder = people.holder(role.head, states) or _one_for(role, states, confidence, found)
    if not states and end > tokens[role.stop - 1].end:
        holder = None  # an office of something that the text names and nobody is said to hold
    start = tokens[first].start
    text = page.text[start:end]
    yield Mention(
        start,
        end,
        text,
        "people.office",
        confidence,
        holder or _plain_name(page, labelled, role, text),
        "person",
        "title",
    )
    begin = tokens[owned].start
    canonical = " ".join(each[:1].upper() + each[1:] for each in role.head.split())
    if states:
        canonical = f"{canonical} of {states[0]}"
    yield Role(
        begin,
        end,
        page.text[begin:end],
        "people.office",
        confidence,
        canonical,
        holder,
        states[0] if states else None,
    )


def _only_role(page: Page, labelled: Labelled, role: RoleHit) -> Role:
    start = labelled.sentence.tokens[role.first].start
    end = complement_alone(page, labelled, role)
    words = page.text[start:end]
    return Role(start, end, words, "people.office", 0.7, role.head.title(), None, None)


def _one_for(role: RoleHit, states: tuple[str, ...], confidence: float, found: Found) -> str | None:
    """The one person of the text who holds an office of the state that "the X envoy" is of."""
    if role.head not in {"envoy", "diplomat", "negotiator"} or len(states) != 1 or confidence < 0.7:
        return None
    people = found.survey.people.by_name.values()
    fitting = {each.name for each in people if any(states[0] in of for _, of in each.offices)}
    return fitting.pop() if len(fitting) == 1 else None


def _plain_name(page: Page, labelled: Labelled, role: RoleHit, text: str) -> str:
    """What a holder without a name is called: the words without "a", with whom they speak for."""
    name = re.sub(
        r"^(?:[Aa]n?|[Oo]ur|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er)\s+", "", " ".join(text.split())
    )
    if spoken_for(role):
        end = labelled.sentence.tokens[role.stop - 1].end
        more = _SPOKEN_FOR.match(page.flat, end, min(end + 90, labelled.sentence.end))
        if more:
            words = page.text[more.start(1) : more.end(1)]
            link = page.flat[end : more.start(1)].strip()
            return f"{name} {link} {' '.join(words.split())}"
    return name


def _may_stand_alone(page: Page, role: RoleHit) -> bool:
    ranks = page.words.list("roles", "ranks")
    if role.head in page.words.list("roles", "counterparts") or role.head in ranks:
        return False
    if role.words.isupper() and len(role.words) < 3:
        return False
    return role.office or bool(role.states)


def _leads_to_a_name(page: Page, labelled: Labelled, role: RoleHit, found: Found) -> bool:
    """Whether the office only introduces a name: right after it, or after its "of …" and a
    comma.
    """
    tokens, flat = labelled.sentence.tokens, page.flat
    people, words = found.survey.people, found.survey.vocabulary

    def named(at: int) -> bool:
        while at < len(tokens) and (
            tokens[at].word.rstrip(".") in words.titles or at in labelled.role_at
        ):
            at = labelled.role_at[at].stop if at in labelled.role_at else at + 1
        return at < len(tokens) and people.matcher.match(flat, tokens, at) is not None

    if _OWN_OFFICE.match(flat, tokens[role.stop - 1].end):
        return True
    if role.stop < len(tokens) and adjacent(flat, tokens[role.stop - 1], tokens[role.stop]):
        following = tokens[role.stop].word
        if (
            people.matcher.match(flat, tokens, role.stop)
            or any(run.first == role.stop for run in labelled.runs)
            or following.rstrip(".") in words.titles
            or following.lower() in _FOLLOWS_AS_A_NOUN
        ):
            return True
    close = complement_alone(page, labelled, role)
    near = next((at for at in range(role.stop, len(tokens)) if tokens[at].start >= close), None)
    if near is not None and flat[close : tokens[near].start].isspace():
        title = tokens[near].word.rstrip(".").capitalize()
        if title in words.titles or people.matcher.match(flat, tokens, near):
            return True  # "the mayor of Velja Mr. N. N."
    end = complement_beside(page, labelled, role, whole=True)
    short = _SHORT_NAME.match(flat, end)
    end = short.end() if short else end
    after = next((at for at in range(role.stop, len(tokens)) if tokens[at].start >= end), None)
    if after is None or flat[end : tokens[after].start].strip() != ",":
        return False
    if tokens[after].word.lower() in {"the", "a", "an"}:
        after += 1  # "its secretary, the Dutch hydrologist N. N."
        return after in labelled.role_at and named(after)
    return named(after)


def _opening(
    page: Page, labelled: Labelled, role: RoleHit, found: Found
) -> tuple[int, tuple[str, ...], float] | None:
    """The first token of the mention, the states that own the office, and how sure that is."""
    tokens, flat = labelled.sentence.tokens, page.flat
    first, _ = whose_office(labelled, role.first, flat, found.survey.people)
    start = tokens[first].start
    before = tokens[first - 1] if first else None
    article = before.word.lower() if before and adjacent(flat, before, tokens[first]) else ""
    if article == "the":
        return first - 1, role.states, 0.75
    if before and flat[before.end : start].startswith("'s "):
        owner = labelled.hit_at.get(role.first - 1)
        if owner:
            return owner.first, (owner.entries[0].name,), 0.6
        return None
    if labelled.sentence.title_case and (role.states or found.survey.people.holder(role.head, ())):
        return role.first, role.states, 0.75
    if article in _OWNERS or (
        article in {"a", "an"}
        and (role.states or role.head.split()[-1] in _INDEFINITE or _acts(page, labelled, role))
        and not (first > 1 and tokens[first - 2].word in _NO_SUBJECT)
        and (_speaks(page, labelled, role) or _acts(page, labelled, role))
    ):
        return first - 1, role.states, 0.6
    if page.zones[labelled.sentence.zone].kind == "title" and article not in _NO_HEADLINE:
        return role.first, role.states, 0.6  # headlines leave articles out
    if (
        not labelled.sentence.title_case
        and tokens[role.first].capital
        and role.first
        and tokens[role.first - 1].word[0].islower()
        and article != "of"
        and found.survey.people.holder(role.head, role.states)
    ):
        return role.first, role.states, 0.6  # "…, said Bishop": as good as a name
    return None


def _in_apposition(page: Page, labelled: Labelled, first: int, found: Found) -> bool:
    """Whether the office only says more of a name right before it: "Morgulov, the deputy
    minister".
    """
    tokens, flat = labelled.sentence.tokens, page.flat
    if not first or "," not in flat[tokens[first - 1].end : tokens[first].start]:
        return False
    people = found.survey.people
    return any(
        (match := people.matcher.match(flat, tokens, back)) is not None and back + match[0] == first
        for back in range(max(0, first - 4), first)
    )


_ACTS = late(
    r"(?:\s+(?:from|of|in)\s+[A-Z]\w+)?\s+(?:was|has|had|is|died|came|went|took|shot|fell|stood|\w{3,}ed)"
    r"\s+(?:\w+)"
)


def _acts(page: Page, labelled: Labelled, role: RoleHit) -> bool:
    """Whether a verb follows at once, so that the office is a subject: "a gendarme died of"."""
    tokens = labelled.sentence.tokens
    end = tokens[role.stop - 1].end
    return role.office and bool(_ACTS.match(page.flat, end, labelled.sentence.end))


def _speaks(page: Page, labelled: Labelled, role: RoleHit) -> bool:
    tokens = labelled.sentence.tokens
    verbs = page.words.list("speech", "verbs")
    if role.first == 1 and role.office:
        return True
    after = [token.word for token in tokens[role.stop : role.stop + 20]]
    before = tokens[role.first - 2].word if role.first > 1 else ""
    return bool(set(after) & set(verbs)) or before in verbs
