"""Bodies of a state ("Russian delegation") and groups by their number ("both sides")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from detente.documents.actors.labelled import Hit, Labelled
from detente.documents.late import late
from detente.documents.lexicon import lexicon
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Phrases, Token, adjacent, words_of_text
from detente.documents.values import Item, Mention

_SINGULAR = words_of_text("neither either")
_MOST_MODIFIERS = 3
_FOLLOWS = late(r"\s+([a-z]\w+)")


_PLURALS = words_of_text(
    "sides delegations governments armies troops forces authorities people police teams"
)


class _Words:
    def __init__(self, language: str) -> None:
        groups = lexicon(language).words["groups"]
        self.collectives = Phrases(((each, each) for each in groups["collectives"]), cased=False)
        self.bodies = frozenset(groups["collective_groups"])
        self.sides = Phrases(((each, each) for each in groups["sides"]), cased=False)
        self.one_side = frozenset(groups["one_side"])
        self.numbers = frozenset(groups["numbers"])
        self.people = frozenset(groups["people"])
        self.side_modifiers = frozenset(groups["side_modifiers"])
        self.function = frozenset(lexicon(language).list("capitals", "function"))
        self.verbs = frozenset(lexicon(language).list("speech", "verbs"))


@cache
def _words(language: str) -> _Words:
    return _Words(language)


@rule("groups.delegations", layer="actors", languages=("en",))
def delegations(page: Page, found: Found) -> Iterator[Item]:
    """Bodies of a state: "Russian delegation" (a group), "Russian foreign ministry" (an
    organisation).
    """
    words = _words(page.words.language)
    adjectives = found.survey.people.adjectives
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        for index in range(1, len(tokens)):
            if index in labelled.hit_at or not tokens[index].word[0].islower():
                continue
            match = words.collectives.match(flat, tokens, index)
            if not match or not adjacent(flat, tokens[index - 1], tokens[index]):
                continue
            owner = _owner(labelled, index - 1, adjectives)
            if owner is None or (
                index in labelled.role_at and labelled.role_at[index].stop > index + match[0]
            ):
                continue
            first, state = owner
            states = [state]
            other = _owner(labelled, first - 2, adjectives) if first > 1 else None
            if (
                other
                and match[1] in _PLURALS
                and tokens[first - 1].word == "and"
                and adjacent(flat, tokens[first - 1], tokens[first])
            ):
                first, states = other[0], [other[1], state]  # "the Kuwaiti and Saudi sides"
            before = tokens[first - 1].word.lower() if first else ""
            if match[1] == "side" and (before in {"from", "on"} or _on_the(tokens, first)):
                continue  # a place
            start, end = tokens[first].start, tokens[index + match[0] - 1].end
            text = page.text[start:end]
            body = match[1] in words.bodies
            yield Mention(
                start,
                end,
                text,
                "groups.delegations",
                0.7,
                " ".join(text.split()),
                "group" if body else "organisation",
                "group" if body else "name",
                members=tuple(states),
            )


def _on_the(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether "on the", "from the" or "across the" stands before token `first`."""
    return (
        first > 1
        and tokens[first - 1].word == "the"
        and tokens[first - 2].word.lower() in {"on", "from", "across"}
    )


def _owner(labelled: Labelled, at: int, adjectives: dict[str, str]) -> tuple[int, str] | None:
    """The first token and the name of the state or organisation whose word ends at token `at`."""
    word = labelled.sentence.tokens[at].word
    if word in adjectives:
        return at, adjectives[word]
    hit: Hit | None = labelled.hit_at.get(at)
    if hit is None:
        return None
    forms = {"adjective", "name", "acronym"}
    for entry in hit.entries:
        if entry.kind in {"state", "organisation"} and entry.form in forms:
            return hit.first, entry.name
    return None


_FORCES = late(
    r"(?:\b(?:[Ii]ts|[Tt]heir|[Tt]he|[Oo]ur)|'s?)\s+"
    r"(?P<who>army|navy|military|air force|armed forces|coast guard|special forces)\b"
)


_FORCE_WORDS = words_of_text("army navy military air armed coast special")


@rule("groups.forces", layer="actors", languages=("en",))
def forces(page: Page, found: Found) -> Iterator[Item]:
    """ "The army", "its armed forces", "Ruritania's navy": the forces of somebody named before."""
    where = page.having(_FORCE_WORDS)
    for number, labelled in enumerate(found.survey.labels):
        if number not in where:
            continue
        for match in _FORCES.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            start, end = match.span("who")
            following = _FOLLOWS.match(page.flat, end)
            if following and following.group(1) in _OF_FORCES:
                continue  # "the army chief"
            text = page.text[start:end]
            yield Mention(
                start, end, text, "groups.forces", 0.6, " ".join(text.split()), "group", "group"
            )


_OF_FORCES = words_of_text(
    """
    chief commander officer officers general spokesman spokeswoman base bases post barracks
    headquarters camp unit units truck trucks patrol patrols ship ships boat boats vessel vessels
    exercise exercises drill drills budget intervention solution option action operation
    operations aid presence campaign offensive convoy court rule coup junta engineer engineers
    doctor checkpoint
    """
)


@rule("groups.sides", layer="actors", languages=("en",))
def sides(page: Page, found: Found) -> Iterator[Item]:
    """ "Both sides", "the two neighbouring countries", "neither party", "both sides of the 38th
    Parallel".
    """
    words = _words(page.words.language)
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        for index, token in enumerate(tokens):
            small = token.word.lower()
            if index in labelled.hit_at:
                continue
            if small in _SINGULAR:
                stop = index + 2
                if not (
                    stop <= len(tokens)
                    and tokens[index + 1].word.lower() in words.one_side
                    and adjacent(flat, token, tokens[index + 1])
                ):
                    continue
            elif small in words.numbers:
                reached = _counted(page, labelled, index, words)
                if reached is None:
                    continue
                stop = reached
            else:
                continue
            start, end = token.start, tokens[stop - 1].end
            members: tuple[str, ...] = ()
            line = _line_after(page, end)
            if line:
                end, members = line
            text = page.text[start:end]
            name = " and ".join(members) if members else " ".join(text.split())
            yield Mention(
                start, end, text, "groups.sides", 0.8, name, "group", "group", members=members
            )


def _counted(page: Page, labelled: Labelled, index: int, words: _Words) -> int | None:
    """Where "two friendly countries" or "the four terminal operators" ends that is counted at
    `index`.
    """
    tokens, flat = labelled.sentence.tokens, page.flat
    small = tokens[index].word.lower()
    definite = small == "both" or (
        index > 0
        and tokens[index - 1].word.lower() in {"the", "these", "those", "all"}
        and adjacent(flat, tokens[index - 1], tokens[index])
    )
    at = index + 1
    while at < len(tokens) and (
        tokens[at].word == "of"
        or (tokens[at].word == "the" and (tokens[at - 1].word == "of" or small == "both"))
    ):
        at += 1
    for reached in range(at, min(at + _MOST_MODIFIERS, len(tokens))):
        if not adjacent(flat, tokens[reached - 1], tokens[reached]):
            return None
        if reached in labelled.hit_at:
            return None
        match = words.sides.match(flat, tokens, reached)
        if match:
            return reached + match[0]
        word = tokens[reached].word.lower()
        if definite and small != "both" and word in words.people:
            return reached + 1
        if word not in words.side_modifiers and (
            tokens[reached].capital
            or word in words.function
            or word in words.verbs
            or word.endswith("s")
        ):
            return None
    return None


def _line_after(page: Page, end: int) -> tuple[int, tuple[str, ...]] | None:
    """The end of an "of the 38th Parallel" that follows, with the sides that the line parts."""
    for line, parted in page.words.sides.items():
        for lead in (" of the ", " of "):
            if page.flat.startswith(lead + line, end):
                return end + len(lead + line), parted
    return None
