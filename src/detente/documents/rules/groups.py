"""Groups: people named by what they are, such as "North Korean delegates" or "eel fishers"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from detente.documents.actors.labelled import Labelled
from detente.documents.late import late
from detente.documents.lexicon import lexicon
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Phrases, Token, adjacent, words_of_text
from detente.documents.values import Item, Mention

_DETERMINERS = words_of_text("the a an its their his her our my your these those both all")
_LINKS = words_of_text("of by from for with against between among including as")
_NO_MODIFIER = words_of_text(
    """
    other others many most more fewer few some several such same own all any no both each every
    first last next two three four five six seven eight nine ten eleven twelve hundred hundreds
    thousand thousands million dozen dozens scores week month year day morning evening night time
    today yesterday tomorrow certain various further additional so-called very only even also just
    half per least about nearly almost than who that which what where when then
    """
)
_BODY_AFTER = words_of_text(
    """
    union association council league federation committee group leader camp strike party movement
    spokesman spokeswoman spokesperson chief market club protest posts post
    station stations checkpoint
    """
)
_BODIES_AFTER = words_of_text(
    """
    unions associations co-operatives cooperatives groups organisations organizations leaders
    representatives federations councils leagues committees movements
    """
)
# Plurals that name people by their ending, whatever they grow, keep or study.
_TRADES = late(
    r"[a-z-]{3,24}(?:graphers|ologists|onomists|ationists|growers|keepers|dwellers|holders|farmers"
    r"|herders|fishers|workers|owners|makers|traders|breeders|women|fishermen|herdsmen|folk)"
)
_IS = words_of_text("is are was were be been become became remain as")
_TOOK = words_of_text(
    """
    met saw hit shot sent let put cut beat hurt left gave took made got held kept led fed sold
    bought brought taught sought paid drove lost won found caught hid fought knew grew threw drew
    swore
    """
)
_NOBODY = words_of_text("without no any")


class _Words:
    def __init__(self, language: str) -> None:
        groups = lexicon(language).words["groups"]
        self.people = frozenset(groups["people"])
        self.weak = frozenset(groups["weak"])
        self.modifiers = Phrases(((each, each) for each in groups["modifiers"]), cased=False)
        self.regions = frozenset(groups["regions"])
        self.function = frozenset(lexicon(language).list("capitals", "function"))
        self.acronyms = frozenset(lexicon(language).list("capitals", "acronyms"))
        self.never = frozenset(lexicon(language).list("capitals", "never"))
        self.verbs = frozenset(lexicon(language).list("speech", "verbs"))

    def names_people(self, small: str) -> bool:
        """Whether a word in small letters is a plural that names people ("fishermans" too)."""
        if small.endswith("mans"):
            return small[:-4] + "men" in self.people
        ends = small.endswith(("s", "n", "k"))
        return small in self.people or (ends and _TRADES.fullmatch(small) is not None)


@cache
def _words(language: str) -> _Words:
    return _Words(language)


@rule("groups.people", layer="actors", languages=("en",))
def people(page: Page, found: Found) -> Iterator[Item]:
    """Plurals such as "North Korean delegates", "striking dockers" or "parliamentarians"."""
    words = _words(page.words.language)
    adjectives = found.survey.people.adjectives
    for labelled in found.survey.labels:
        for index, token in enumerate(labelled.sentence.tokens):
            if words.names_people(token.word.lower()) and _stands(page, labelled, index):
                mention = _group(page, labelled, index, words, adjectives)
                if mention:
                    yield mention


def _stands(page: Page, labelled: Labelled, index: int) -> bool:
    """Whether the plural at `index` is a noun of its own, no part of a name or an office."""
    tokens = labelled.sentence.tokens
    token = tokens[index]
    if index in labelled.hit_at:
        return False
    if index in labelled.role_at and labelled.role_at[index].stop != index + 1:
        return False
    if token.capital and index and not labelled.sentence.title_case:
        led = tokens[index - 1].word.lower() in {"the", "both"} and adjacent(
            page.flat, tokens[index - 1], token
        )
        follows = tokens[index + 1] if index + 1 < len(tokens) else None
        if not led or (follows and follows.capital and adjacent(page.flat, token, follows)):
            opened = page.flat[tokens[index - 1].end : token.start].rstrip()[-1:]
            return opened in {"“", '"', "'", ":"} and not (
                follows and follows.capital and adjacent(page.flat, token, follows)
            )
    return True


def _group(
    page: Page, labelled: Labelled, index: int, words: _Words, adjectives: dict[str, str]
) -> Mention | None:
    tokens, flat = labelled.sentence.tokens, page.flat
    token = tokens[index]
    stop = _right(flat, tokens, index)
    if stop is None:
        return None
    first = _left(page, labelled, index, words, adjectives)
    if token.word.lower() in words.weak and not _told_apart(labelled, first, index, adjectives):
        return None
    before = tokens[first - 1] if first else None
    if first == index and before and before.word.lower() in _NOBODY:
        return None
    ended = stop == len(tokens) or flat[token.end : token.end + 1] in ".,;"
    if before and before.word == "as" and ended:
        return None  # "took part as observers"
    if first == index and token.word == "members" and before and before.word in _IS:
        return None  # "of which both are members"
    if stop < len(tokens) and tokens[stop].word == "alone":
        return None  # people in general
    start, end = tokens[first].start, tokens[stop - 1].end
    inside = [labelled.hit_at[at] for at in range(first, index) if at in labelled.hit_at]
    states = tuple(dict.fromkeys(hit.entries[0].name for hit in inside))
    text = page.text[start:end]
    name = " ".join(text.split())
    readings = next((hit.readings for hit in inside), ())
    if readings:
        name = name.replace(readings[1], readings[0])
    return Mention(
        start,
        end,
        text,
        "groups.people",
        0.85 if first < index else 0.7,
        name,
        "group",
        "group",
        members=states,
        readings=(name, " ".join(text.split())) if readings else (),
    )


def _right(flat: str, tokens: tuple[Token, ...], index: int) -> int | None:
    """Where the group's name ends: "farmers' co-operatives" is one; None in "miners union"."""
    if index + 1 < len(tokens):
        gap = flat[tokens[index].end : tokens[index + 1].start]
        following = tokens[index + 1].word
        if gap == "' " or gap == " ":
            after = tokens[index + 2] if index + 2 < len(tokens) else None
            acts = following in {"protest", "strike"} and after is not None and after.capital
            if following in _BODY_AFTER and not acts:  # "farmers protest Ruritanian levy"
                return None
            if following in _BODIES_AFTER:
                return index + 2
    return index + 1


def _told_apart(labelled: Labelled, first: int, index: int, adjectives: dict[str, str]) -> bool:
    """Whether the words before a general plural make it an actor: a state's, a region's, a
    kind.
    """
    tokens = labelled.sentence.tokens
    if first == index:
        return False
    lead = " ".join(token.word.lower() for token in tokens[first:index])
    if tokens[index].word.lower() in {"groups", "men", "women", "formations"}:
        return lead not in {"special", "small", "local", "foreign", "working", "focus", "other"}
    return lead not in {"armed", "special", "local", "foreign", "young", "small", "main", "big"}


def _left(
    page: Page, labelled: Labelled, index: int, words: _Words, adjectives: dict[str, str]
) -> int:
    """The first token of the group's name: what modifies its head, and whose people they are."""
    tokens, flat = labelled.sentence.tokens, page.flat
    first = index
    while first and adjacent(flat, tokens[first - 1], tokens[first]):
        if tokens[first - 1].word in adjectives or tokens[first - 1].word in words.regions:
            first -= 1
            continue
        hit = labelled.hit_at.get(first - 1)
        if hit:
            if all(entry.form == "people" or entry.kind == "place" for entry in hit.entries):
                break
            first = hit.first
            continue
        two = words.modifiers.match(flat, tokens, first - 2) if first >= 2 else None
        if two and two[0] == 2:
            first -= 2
            continue
        if words.modifiers.match(flat, tokens, first - 1):
            first -= 1
            continue
        if _modifies(page, labelled, first - 1, words, near=first == index):
            first -= 1
            continue
        break
    return first


def _modifies(page: Page, labelled: Labelled, at: int, words: _Words, *, near: bool) -> bool:
    """Whether an unknown word before the plural belongs to it: "eel fishers", "Oregon growers"."""
    tokens, flat = labelled.sentence.tokens, page.flat
    word = tokens[at].word
    small = word.lower()
    before = tokens[at - 1] if at and adjacent(flat, tokens[at - 1], tokens[at]) else None
    if not near or small in words.function or small in _NO_MODIFIER or small in words.verbs:
        return False
    if at in labelled.role_at or not word[0].isalpha() or len(word) < 3:
        return False
    if tokens[at].capital and not labelled.sentence.title_case:
        known = word in words.never or word in words.acronyms or small in page.lower_words
        return not known and not (before and before.capital)
    if small.endswith("ly") or tokens[at].capital:
        return False
    if before is None:
        return False
    lead = before.word.lower()
    if at - 1 in labelled.hit_at and small not in _TOOK:
        return not small.endswith(("ing", "ed", "s"))  # "Ghanaian cocoa growers"
    if lead in _DETERMINERS or lead[0].isdigit() or lead in words.function & _NUMBERS:
        return not small.endswith("s") or small.endswith("ss")
    return lead in _LINKS and not small.endswith(("ing", "ed", "s"))


_NUMBERS = words_of_text("two three four five six seven eight nine ten eleven twelve")


_PARTIES = late(
    r"\b(?:[Tt]he (?:[Pp]arties|[Ss]ides)|THE PARTIES|PARTIES)\b(?!\s+of\b)"
    r"|\b(?:all|warring) (?:parties|sides)\b"
)


@rule("groups.parties", layer="actors", languages=("en",))
def parties(page: Page, found: Found) -> Iterator[Item]:
    """ "The parties" to a conflict or an agreement."""
    where = page.having(frozenset({"parties", "sides"}))
    for number, labelled in enumerate(found.survey.labels):
        if number not in where:
            continue
        for match in _PARTIES.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            yield Mention(
                match.start(),
                match.end(),
                page.text[match.start() : match.end()],
                "groups.parties",
                0.7,
                "the parties",
                "group",
                "group",
            )
