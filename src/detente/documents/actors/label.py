"""First look at every sentence: what the gazetteer knows, roles, and runs of unknown names."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from detente.documents.actors.labelled import Hit, Labelled, RoleHit, Run
from detente.documents.actors.vocabulary import MIN_MEND, PORTFOLIOS, Vocabulary, vocabulary
from detente.documents.late import late
from detente.documents.page import Page, Sentence
from detente.documents.tokens import Token, adjacent, words_of_text

_ARTICLE_NAME = late(r"(?:al|el|as|ar|at|an|ad|ash|az)-[A-Z]")
_LONG_MEND = 10  # a word of so many letters may be misspelt twice
_COUNTED = words_of_text("Local Lodge Branch Route Highway Gate Pier Dock Berth Room Unit Sector")
_LATER = words_of_text("First Now Together Tomorrow Forward Today")  # in names, but not first
_HEADS_AND_VERBS = words_of_text("chair head host guide guard judge monitor pilot count coach lead")
_DETERMINERS = words_of_text("any the a an its their all this these it him them such every both")
_CONTRACTED = frozenset({"m", "ve", "d", "ll", "re", "t", "s"})


def label(page: Page) -> list[Labelled]:
    """Label every sentence of `page`; linear in its length."""
    words = vocabulary(page.words.language)
    mended: dict[str, str | None] = {}
    return [_label(page, sentence, words, mended) for sentence in page.sentences]


def _label(
    page: Page, sentence: Sentence, words: Vocabulary, mended: dict[str, str | None]
) -> Labelled:
    found = Labelled(sentence)
    tokens, flat = sentence.tokens, page.flat
    index = 0
    while index < len(tokens):
        hit = _gazetteer_hit(page, tokens, index, words, mended)
        if hit is None:
            index += 1
            continue
        found.hits.append(hit)
        index = hit.stop
    found.hits = [hit for hit in found.hits if not _is_surname(flat, tokens, hit, words)]
    for hit in found.hits:
        for at in range(hit.first, hit.stop):
            found.hit_at[at] = hit
    _find_roles(page, found, words)
    _find_runs(page, found, words)
    return found


def _gazetteer_hit(
    page: Page,
    tokens: tuple[Token, ...],
    index: int,
    words: Vocabulary,
    mended: dict[str, str | None],
) -> Hit | None:
    token = tokens[index]
    match = words.gazetteer.match(page.flat, tokens, index)
    if match:
        return Hit(index, index + match[0], match[1])
    if not token.capital:
        return None
    for length in (2, 1):
        here = tokens[index : index + length]
        if len(here) < length or not here[-1].capital:
            continue
        if length == 2 and not adjacent(page.flat, *here):
            continue
        written = " ".join(each.word for each in here)
        target = _mend(page, written, words, mended)
        if target:
            return Hit(index, index + length, page.words.gazetteer[target], (target, written))
    return None


def _mend(page: Page, written: str, words: Vocabulary, mended: dict[str, str | None]) -> str | None:
    """The state's word that `written` misspells by one letter, if exactly one state has such a
    word.
    """
    if written in mended:
        return mended[written]
    answer = None
    known = page.words.gazetteer
    if (
        len(written) >= MIN_MEND
        and written.isascii()
        and not written.isupper()
        and written not in words.never
        and written not in words.given
        and written.lower() not in page.lower_words
        and written + "s" not in known
        and written.rstrip("s") not in known
        and all(part not in known or part in {"North", "South"} for part in written.split())
    ):
        for slips in (1, 2) if len(written) >= _LONG_MEND else (1,):
            near = [
                phrase
                for phrase in words.by_initial.get(written[0], ())
                if abs(len(phrase) - len(written)) <= slips
                and OSA.distance(written, phrase, score_cutoff=slips) <= slips
            ]
            states = {e.name for phrase in near for e in known[phrase] if e.kind == "state"}
            if len(states) == 1:
                answer = near[0]
                break
    mended[written] = answer
    return answer


def _is_surname(flat: str, tokens: tuple[Token, ...], hit: Hit, words: Vocabulary) -> bool:
    """Whether a word of the gazetteer is a person's name here: "Michael Jordan", "Mr Chad"."""
    if hit.stop - hit.first > 1 or hit.adjective:
        return False
    at = hit.first
    before = tokens[at - 1] if at and adjacent(flat, tokens[at - 1], tokens[at]) else None
    if before and (before.word.rstrip(".") in words.titles or before.word in words.given):
        return True
    after = (
        tokens[at + 1]
        if at + 1 < len(tokens) and adjacent(flat, tokens[at], tokens[at + 1])
        else None
    )
    return bool(
        after
        and tokens[at].word in words.given
        and after.capital
        and after.word not in words.never
        and after.word not in words.organisation_words
    )


def _find_roles(page: Page, found: Labelled, words: Vocabulary) -> None:
    tokens, flat = found.sentence.tokens, page.flat
    index = 0
    while index < len(tokens):
        rank = words.ranks.match(flat, tokens, index)
        head = rank or (None if index in found.hit_at else words.heads.match(flat, tokens, index))
        if head is None or (
            (head[1] in _HEADS_AND_VERBS and _governs(flat, tokens, index + head[0]))
            or (not rank and head[0] == 1 and _ends_a_name(page, found, index, words))
        ):
            index += 1
            continue
        stop = index + head[0]
        first, states = _extend_left(page, found, index, words)
        written = " ".join(token.word for token in tokens[first:stop])
        name = str(head[1]).lower()
        hit = RoleHit(first, stop, name, written, states, name in words.offices or rank is not None)
        while found.roles and found.roles[-1].stop > first:
            found.roles.pop()  # its words are modifiers of this one
        found.roles.append(hit)
        for at in range(first, stop):
            found.role_at[at] = hit
        index = stop


def _ends_a_name(page: Page, found: Labelled, index: int, words: Vocabulary) -> bool:
    """Whether a word that may be an office is a surname here: "Elizabeth Cook said"."""
    tokens, flat = found.sentence.tokens, page.flat
    if (
        not index
        or found.sentence.title_case
        or not tokens[index].capital
        or index - 1 in found.hit_at
        or not tokens[index - 1].capital
        or not adjacent(flat, tokens[index - 1], tokens[index])
    ):
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and after.capital and adjacent(flat, tokens[index], after):
        return False
    before = found.role_at.get(index - 2)
    led = before is not None and before.stop == index - 1 and tokens[index - 2].word.islower()
    return tokens[index - 1].word in words.given or (
        led and adjacent(flat, tokens[index - 2], tokens[index - 1])
    )


def _governs(flat: str, tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what follows shows that the word before token `at` is a verb: "chair any round"."""
    return (
        at < len(tokens)
        and adjacent(flat, tokens[at - 1], tokens[at])
        and tokens[at].word in _DETERMINERS
    )


def _extend_left(
    page: Page, found: Labelled, index: int, words: Vocabulary
) -> tuple[int, tuple[str, ...]]:
    """How far a role reaches to the left of its head, over modifiers and the adjectives of
    states.
    """
    tokens, flat = found.sentence.tokens, page.flat
    states: list[str] = []
    while index and adjacent(flat, tokens[index - 1], tokens[index]):
        hit = found.hit_at.get(index - 1)
        if hit and any(entry.kind in {"state", "organisation"} for entry in hit.entries):
            states.insert(0, hit.entries[0].name)
            index = hit.first
            continue
        two = index >= 2 and words.modifiers.match(flat, tokens, index - 2)
        if two and two[0] == 2:
            index -= 2
            continue
        if words.modifiers.match(flat, tokens, index - 1) and index - 1 not in found.hit_at:
            index -= 1
            continue
        break
    more = _plain_modifiers(page, found, index, words)
    if more < index and not states:
        return more, tuple(states)
    return index, tuple(states)


def _plain_modifiers(page: Page, found: Labelled, index: int, words: Vocabulary) -> int:
    """The first of one or two small words between an article or possessive and a role: "a peace
    monitor".
    """
    tokens, flat = found.sentence.tokens, page.flat
    for count in (1, 2):
        first = index - count
        if first < 1:
            return index
        token = tokens[first]
        if (
            not adjacent(flat, token, tokens[first + 1])
            or not token.word[0].islower()
            or token.word in words.function
        ):
            return index
        if (
            token.word.endswith(("ed", "ing", "ly"))
            or token.word in words.verbs
            or first in found.role_at
        ):
            return index
        gap = flat[tokens[first - 1].end : token.start]
        if gap.startswith(("'s ", "' ")) or (
            gap.isspace() and tokens[first - 1].word.lower() in {"a", "an", "the", "its", "their"}
        ):
            return first
    return index


def _find_runs(page: Page, found: Labelled, words: Vocabulary) -> None:
    if found.sentence.title_case:
        return
    tokens, flat = found.sentence.tokens, page.flat
    index = 0
    while index < len(tokens):
        if not _unknown(page, found, index, words):
            index += 1
            continue
        if _rank_in_capitals(found, index, flat, words):
            index += 1
            continue
        stop = index + 1
        while stop < len(tokens) and adjacent(flat, tokens[stop - 1], tokens[stop]):
            if _after_a_portfolio(found, index, stop):
                break  # "Minister of Ecology N. N."
            if _unknown(page, found, stop, words, inside=True):
                stop += 1
                continue
            reach = stop
            while (
                reach < len(tokens) - 1
                and tokens[reach].word in words.particles
                and reach - stop < 2
            ):
                reach += 1
            if (
                reach > stop
                and adjacent(flat, tokens[reach - 1], tokens[reach])
                and _unknown(page, found, reach, words, inside=True)
            ):
                stop = reach + 1
                continue
            break
        before = (
            tokens[index - 1]
            if index and adjacent(flat, tokens[index - 1], tokens[index])
            else None
        )
        titled = bool(before and before.word.rstrip(".") in words.titles)
        found.runs.append(Run(index, stop, titled))
        index = stop


def _rank_in_capitals(found: Labelled, index: int, flat: str, words: Vocabulary) -> bool:
    """Whether a short rank or party in capitals stands before a full name: "CP Ann Vale"."""
    tokens = found.sentence.tokens
    return (
        index + 2 < len(tokens)
        and tokens[index].word.isupper()
        and 1 < len(tokens[index].word) < 5
        and tokens[index + 1].word in words.given
        and tokens[index + 2].capital
        and adjacent(flat, tokens[index], tokens[index + 1])
        and adjacent(flat, tokens[index + 1], tokens[index + 2])
    )


def _after_a_portfolio(found: Labelled, first: int, stop: int) -> bool:
    """Whether what an office is of ends before token `stop`, and a name may begin there."""
    tokens = found.sentence.tokens
    return (
        first > 1
        and tokens[stop - 1].word in PORTFOLIOS
        and tokens[stop].capital
        and tokens[stop].word not in PORTFOLIOS
        and tokens[first - 1].word in {"of", "for"}
        and first - 2 in found.role_at
    )


def _numbered(page: Page, found: Labelled, index: int) -> bool:
    """Whether the word only counts something: "Local 12", "Route 9"."""
    tokens = found.sentence.tokens
    return (
        tokens[index].word in _COUNTED
        and index + 1 < len(tokens)
        and tokens[index + 1].word.isdigit()
        and adjacent(page.flat, tokens[index], tokens[index + 1])
    )


def _unknown(
    page: Page, found: Labelled, index: int, words: Vocabulary, inside: bool = False
) -> bool:
    token = found.sentence.tokens[index]
    if index in found.hit_at or not (
        token.capital or ("-" in token.word and _ARTICLE_NAME.match(token.word))
    ):
        return False
    if index in found.role_at or _numbered(page, found, index):
        return False
    plain = token.word.rstrip(".")
    stem, _, tail = token.word.partition("'")
    if tail in _CONTRACTED and stem in words.never:
        return False
    before = found.sentence.tokens[index - 1] if index else None
    named = (
        before is not None
        and adjacent(page.flat, before, token)
        and (before.word in words.given or before.word.rstrip(".") in words.titles)
    )
    if plain in words.titles:
        return False
    named = named or _names_after_all(page, found, index, words)
    if token.word in words.never and not (named and token.word not in {"I", "The"}):
        return inside and token.word in _LATER
    if any(char.isdigit() for char in token.word):
        return False
    if inside or index:
        return True
    return token.word.lower() not in page.lower_words and token.word.lower() not in words.function


_SAYING = frozenset({"said", "says", "told", "added", "by"})


def _names_after_all(page: Page, found: Labelled, index: int, words: Vocabulary) -> bool:
    """Whether a word such as "Per" or "Will" is a first name: after an office or a verb of saying,
    before a name.
    """
    tokens = found.sentence.tokens
    if not index or index + 1 >= len(tokens):
        return False
    before, token, after = tokens[index - 1 : index + 2]
    led = index - 1 in found.role_at or before.word in _SAYING
    return (
        led
        and after.capital
        and after.word not in words.never
        and index + 1 not in found.hit_at
        and adjacent(page.flat, before, token)
        and adjacent(page.flat, token, after)
    )
