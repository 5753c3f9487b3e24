"""Groups: people named by what they are, bodies of a state, and sides by their number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from detente.documents import Phrases, adjacent, words_of_text
from detente.late import late
from detente.reading.actors.labelled import Labelled
from detente.reading.lexicon import lexicon
from detente.reading.page import Page
from detente.reading.rules import Found, rule
from detente.reading.values import Item, Mention

_NO_MODIFIER = words_of_text(
    """
    other others many most more fewer few some several such same own all any no both each every
    first last next two three four five six seven eight nine ten hundreds thousands million dozens
    year day today yesterday certain various further only even also just half per than who that
    """
)
_BODY_AFTER = words_of_text(
    """
    union association council league federation committee group leader camp strike party movement
    spokesman spokeswoman spokesperson chief market club protest
    """
)
# Plurals that name people by their ending, whatever they grow, keep or study.
_TRADES = late(
    r"[a-z-]{3,24}(?:graphers|ologists|onomists|growers|keepers|dwellers|holders|farmers"
    r"|herders|fishers|workers|owners|makers|traders|breeders|women|fishermen|herdsmen|folk)"
)
_DETERMINERS = words_of_text("the a an its their his her our my your these those of by from for")
_NOBODY = words_of_text("without no any")
_PARTIES = late(
    r"\b(?:[Tt]he (?:[Pp]arties|[Ss]ides)|THE PARTIES)\b(?!\s+of\b)"
    r"|\b(?:all|warring) (?:parties|sides)\b"
)
_SINGULAR = words_of_text("neither either")
_MOST_MODIFIERS = 3


class _Words:
    def __init__(self, language: str) -> None:
        known = lexicon(language)
        groups = known.words["groups"]
        self.people = frozenset(groups["people"])
        self.weak = frozenset(groups["weak"])
        self.modifiers = Phrases(((each, each) for each in groups["modifiers"]), cased=False)
        self.collectives = Phrases(((each, each) for each in groups["collectives"]), cased=False)
        self.bodies = frozenset(groups["collective_groups"])
        self.sides = Phrases(((each, each) for each in groups["sides"]), cased=False)
        self.one_side = frozenset(groups["one_side"])
        self.numbers = frozenset(groups["numbers"])
        self.function = frozenset(known.list("capitals", "function"))
        self.verbs = frozenset(known.list("speech", "verbs"))

    def names_people(self, small: str) -> bool:
        """Whether a word in small letters is a plural that names people."""
        return small in self.people or (
            small.endswith(("s", "n", "k")) and _TRADES.fullmatch(small) is not None
        )


@cache
def _words(language: str) -> _Words:
    return _Words(language)


def _group(
    page: Page,
    start: int,
    end: int,
    name_of: tuple[str, float],
    members: tuple[str, ...] = (),
    name: str = "",
) -> Mention:
    text = page.text[start:end]
    name = name or " ".join(text.split())
    return Mention(start, end, text, *name_of, name, "group", "group", members=members)


@rule("groups.people", layer="actors", languages=("en",))
def people(page: Page, found: Found) -> Iterator[Item]:
    """Plurals such as "North Korean delegates", "striking dockers" or "parliamentarians"."""
    words = _words(page.words.language)
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        for index, token in enumerate(tokens):
            small = token.word.lower()
            if not words.names_people(small) or index in labelled.hit_at:
                continue
            role = labelled.role_at.get(index)
            named = token.capital and index and not labelled.sentence.title_case
            if (role and role.stop != index + 1) or named:
                continue
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if (
                following
                and flat[token.end : following.start] in {" ", "' "}
                and following.word in _BODY_AFTER
            ):
                continue  # "the miners union"
            first = _left(page, labelled, index, words)
            before = tokens[first - 1].word.lower() if first else ""
            if first == index and (small in words.weak or before in _NOBODY):
                continue
            hits = [labelled.hit_at[at] for at in range(first, index) if at in labelled.hit_at]
            states = tuple(dict.fromkeys(hit.entries[0].name for hit in hits))
            sure = 0.85 if first < index else 0.7
            start = tokens[first].start
            yield _group(page, start, token.end, ("groups.people", sure), states)


def _left(page: Page, labelled: Labelled, index: int, words: _Words) -> int:
    """The first token of the group's name: what modifies its head, and whose people they are."""
    tokens, flat = labelled.sentence.tokens, page.flat
    first = index
    while first and adjacent(flat, tokens[first - 1], tokens[first]):
        hit = labelled.hit_at.get(first - 1)
        if hit and any(each.form == "people" or each.kind == "place" for each in hit.entries):
            break
        two = words.modifiers.match(flat, tokens, first - 2) if first >= 2 else None
        if hit:
            first = hit.first
        elif two and two[0] == 2:
            first -= 2
        elif words.modifiers.match(flat, tokens, first - 1) or (
            first == index and _modifies(labelled, first - 1, words)
        ):
            first -= 1
        else:
            break
    return first


def _modifies(labelled: Labelled, at: int, words: _Words) -> bool:
    """Whether an unknown word before the plural belongs to it: "the eel fishers"."""
    tokens = labelled.sentence.tokens
    small = tokens[at].word
    plain = small.islower() and len(small) > 2 and at not in labelled.role_at
    known = small in words.function | words.verbs | _NO_MODIFIER
    ended = small.endswith(("ly", "ing", "ed")) or (small.endswith("s") and small[-2:] != "ss")
    led = at > 0 and (tokens[at - 1].word.lower() in _DETERMINERS or at - 1 in labelled.hit_at)
    return plain and not known and not ended and led


@rule("groups.delegations", layer="actors", languages=("en",))
def delegations(page: Page, found: Found) -> Iterator[Item]:
    """Bodies of a state: "Russian delegation" (a group), "Russian foreign ministry" (a body)."""
    words = _words(page.words.language)
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        for hit in labelled.hits:
            index = hit.stop
            entry = hit.entries[0]
            if (
                index >= len(tokens)
                or not tokens[index].word[0].islower()
                or not adjacent(flat, tokens[index - 1], tokens[index])
                or entry.kind not in {"state", "organisation"}
                or entry.form not in {"adjective", "name", "acronym"}
            ):
                continue
            match = words.collectives.match(flat, tokens, index)
            role = labelled.role_at.get(index)
            if not match or (role and role.stop > index + match[0]):
                continue
            if match[1] == "side" and tokens[max(0, hit.first - 2)].word in {"on", "from"}:
                continue  # a place
            start, end = tokens[hit.first].start, tokens[index + match[0] - 1].end
            text = page.text[start:end]
            body = match[1] in words.bodies
            kind, form = ("group", "group") if body else ("organisation", "name")
            name = " ".join(text.split())
            yield Mention(
                start, end, text, "groups.delegations", 0.7, name, kind, form, members=(entry.name,)
            )


@rule("groups.parties", layer="actors", languages=("en",))
def parties(page: Page, found: Found) -> Iterator[Item]:
    """ "The parties" to a conflict or an agreement."""
    for number in sorted(page.having(frozenset({"parties", "sides"}))):
        sentence = page.sentences[number]
        for match in _PARTIES.finditer(page.flat, sentence.start, sentence.end):
            known = ("groups.parties", 0.7)
            yield _group(page, match.start(), match.end(), known, name="the parties")


@rule("groups.sides", layer="actors", languages=("en",))
def sides(page: Page, found: Found) -> Iterator[Item]:
    """ "Both sides", "the two neighbouring countries", "both sides of the 38th Parallel"."""
    words = _words(page.words.language)
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for index, token in enumerate(tokens):
            small = token.word.lower()
            stop: int | None = None
            if small in _SINGULAR and index + 1 < len(tokens):
                stop = index + 2 if tokens[index + 1].word.lower() in words.one_side else None
            elif small in words.numbers and index not in labelled.hit_at:
                stop = _counted(page, labelled, index, words)
            if stop is None:
                continue
            end, members = _line_after(page, tokens[stop - 1].end)
            name = " and ".join(members)
            yield _group(page, token.start, end, ("groups.sides", 0.8), members, name)


def _counted(page: Page, labelled: Labelled, index: int, words: _Words) -> int | None:
    """Where "two friendly countries" or "the four terminal operators" ends, counted at `index`."""
    tokens, flat = labelled.sentence.tokens, page.flat
    both = tokens[index].word.lower() == "both"
    definite = index > 0 and tokens[index - 1].word.lower() in {"the", "these", "those", "all"}
    at = index + 1
    while at < len(tokens) and tokens[at].word in {"of", "the"}:
        at += 1
    for reached in range(at, min(at + _MOST_MODIFIERS, len(tokens))):
        if reached in labelled.hit_at or not adjacent(flat, tokens[reached - 1], tokens[reached]):
            return None
        match = words.sides.match(flat, tokens, reached)
        if match:
            return reached + match[0]
        word = tokens[reached].word
        if definite and not both and word in words.people:
            return reached + 1
        if not word.islower() or word in words.function | words.verbs or word.endswith("s"):
            return None
    return None


def _line_after(page: Page, end: int) -> tuple[int, tuple[str, ...]]:
    """The end of an "of the 38th Parallel" that follows, with the sides that the line parts."""
    for line, parted in page.words.sides.items():
        for lead in (" of the ", " of "):
            if page.flat.startswith(lead + line, end):
                return end + len(lead + line), parted
    return end, ()
