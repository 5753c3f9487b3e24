"""First look at every sentence: what the gazetteer knows, roles, and runs of unknown names."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from detente.documents import Token, adjacent, words_of_text
from detente.late import late
from detente.reading.actors.labelled import Hit, Labelled, RoleHit, Run
from detente.reading.actors.vocabulary import MIN_MEND, PORTFOLIOS, Vocabulary, vocabulary
from detente.reading.page import Page, Sentence

_ARTICLE_NAME = late(r"(?:al|el|as|ar|at|an|ad|ash|az)-[A-Z]")
_LONG_MEND = 10  # a word of so many letters may be misspelt twice
_HEADS_AND_VERBS = words_of_text("chair head host guide guard judge monitor pilot count coach lead")
_DETERMINERS = words_of_text("any the a an its their all this these it him them such every both")
_CONTRACTED = frozenset({"m", "ve", "d", "ll", "re", "t", "s"})
_SAYING = words_of_text("said says told added by")


def label(page: Page) -> list[Labelled]:
    """Label every sentence of `page`; linear in its length."""
    words = vocabulary(page.words.language)
    mended: dict[str, str | None] = {}
    return [_label(page, sentence, words, mended) for sentence in page.sentences]


def _label(
    page: Page, sentence: Sentence, words: Vocabulary, mended: dict[str, str | None]
) -> Labelled:
    found = Labelled(sentence)
    tokens = sentence.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        may = token.capital or words.gazetteer.begin(token.word)
        hit = _gazetteer_hit(page, tokens, index, words, mended) if may else None
        if hit and not _is_surname(page.flat, tokens, hit, words):
            found.hits.append(hit)
            for at in range(hit.first, hit.stop):
                found.hit_at[at] = hit
        index = hit.stop if hit else index + 1
    _find_roles(page, found, words)
    if not sentence.title_case:
        _find_runs(page, found, words)
    return found


def _gazetteer_hit(
    page: Page,
    tokens: tuple[Token, ...],
    index: int,
    words: Vocabulary,
    mended: dict[str, str | None],
) -> Hit | None:
    match = words.gazetteer.match(page.flat, tokens, index)
    if match:
        return Hit(index, index + match[0], match[1])
    for length in (2, 1) if tokens[index].capital else ():
        here = tokens[index : index + length]
        if not here[-1].capital or (length == 2 and not adjacent(page.flat, here[0], here[-1])):
            continue
        written = " ".join(each.word for each in here)
        if written not in mended:
            mended[written] = _mend(page, written, words)
        target = mended[written]
        if target:
            return Hit(index, index + len(here), page.words.gazetteer[target], (target, written))
    return None


def _mend(page: Page, written: str, words: Vocabulary) -> str | None:
    """The state's word that `written` misspells by one letter, if exactly one state has such a
    word.
    """
    known = page.words.gazetteer
    if (
        len(written) < MIN_MEND
        or not written.isascii()
        or written.isupper()
        or written in words.never
        or written in words.given
        or written.lower() in page.lower_words
        or written + "s" in known
        or written.rstrip("s") in known
        or any(part in known and part not in {"North", "South"} for part in written.split())
    ):
        return None
    for slips in (1, 2) if len(written) >= _LONG_MEND else (1,):
        near = [
            phrase
            for phrase in words.by_initial.get(written[0], ())
            if abs(len(phrase) - len(written)) <= slips
            and OSA.distance(written, phrase, score_cutoff=slips) <= slips
        ]
        if len({e.name for phrase in near for e in known[phrase] if e.kind == "state"}) == 1:
            return near[0]
    return None


def _is_surname(flat: str, tokens: tuple[Token, ...], hit: Hit, words: Vocabulary) -> bool:
    """Whether a word of the gazetteer is a person's name here: "Michael Jordan", "Mr Chad"."""
    at = hit.first
    if hit.stop - at > 1 or hit.adjective:
        return False
    before = tokens[at - 1] if at and adjacent(flat, tokens[at - 1], tokens[at]) else None
    if before and (before.word.rstrip(".") in words.titles or before.word in words.given):
        return True
    follows = at + 1 < len(tokens) and adjacent(flat, tokens[at], tokens[at + 1])
    after = tokens[at + 1] if follows else None
    known = words.never | words.organisation_words
    given = tokens[at].word in words.given
    return given and after is not None and after.capital and after.word not in known


def _find_roles(page: Page, found: Labelled, words: Vocabulary) -> None:
    tokens, flat = found.sentence.tokens, page.flat
    index = 0
    while index < len(tokens):
        word = tokens[index].word
        if not (words.heads.begin(word) or words.ranks.begin(word)):
            index += 1
            continue
        rank = words.ranks.match(flat, tokens, index)
        head = rank or (None if index in found.hit_at else words.heads.match(flat, tokens, index))
        if head is None:
            index += 1
            continue
        stop = index + head[0]
        governs = stop < len(tokens) and tokens[stop].word in _DETERMINERS
        # "Elizabeth Cook said": a surname.
        named = (
            not rank
            and head[0] == 1
            and index > 0
            and tokens[index].capital
            and tokens[index - 1].word in words.given
            and adjacent(flat, tokens[index - 1], tokens[index])
        )
        if named or (head[1] in _HEADS_AND_VERBS and governs):
            index += 1
            continue
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


def _extend_left(
    page: Page, found: Labelled, index: int, words: Vocabulary
) -> tuple[int, tuple[str, ...]]:
    """How far a role reaches to the left of its head, over modifiers and the adjectives of
    states.
    """
    tokens, flat = found.sentence.tokens, page.flat
    states: list[str] = []
    start = index
    while index and adjacent(flat, tokens[index - 1], tokens[index]):
        hit = found.hit_at.get(index - 1)
        two = index >= 2 and words.modifiers.match(flat, tokens, index - 2)
        if hit and any(entry.kind in {"state", "organisation"} for entry in hit.entries):
            states.insert(0, hit.entries[0].name)
            index = hit.first
        elif two and two[0] == 2:
            index -= 2
        elif (not hit and words.modifiers.match(flat, tokens, index - 1)) or (
            index == start and _plain_modifier(page, found, index - 1, words)
        ):
            index -= 1
        else:
            break
    return index, tuple(states)


def _plain_modifier(page: Page, found: Labelled, at: int, words: Vocabulary) -> bool:
    """Whether a small word stands between an article and a role: "a peace monitor"."""
    tokens = found.sentence.tokens
    word = tokens[at].word
    if not at or not word.islower() or word in words.function | words.verbs or at in found.role_at:
        return False
    led = tokens[at - 1].word.lower() in {"a", "an", "the", "its", "their"}
    owned = page.flat[tokens[at - 1].end : tokens[at].start].startswith(("'s ", "' "))
    return (led or owned) and not word.endswith(("ed", "ing", "ly"))


def _find_runs(page: Page, found: Labelled, words: Vocabulary) -> None:
    tokens, flat = found.sentence.tokens, page.flat
    index = 0
    while index < len(tokens):
        if not _unknown(page, found, index, words):
            index += 1
            continue
        stop = index + 1
        while stop < len(tokens) and adjacent(flat, tokens[stop - 1], tokens[stop]):
            reach = stop
            while reach < len(tokens) - 1 and tokens[reach].word in words.particles:
                reach += 1
            field = tokens[stop - 1].word in PORTFOLIOS and index - 2 in found.role_at
            if field or not adjacent(flat, tokens[reach - 1], tokens[reach]):
                break  # "Minister of Ecology N. N."
            if not _unknown(page, found, reach, words, inside=True):
                break
            stop = reach + 1
        beside = index > 0 and adjacent(flat, tokens[index - 1], tokens[index])
        titled = beside and tokens[index - 1].word.rstrip(".") in words.titles
        found.runs.append(Run(index, stop, titled))
        index = stop


def _unknown(
    page: Page, found: Labelled, index: int, words: Vocabulary, inside: bool = False
) -> bool:
    tokens = found.sentence.tokens
    token = tokens[index]
    word = token.word
    if index in found.hit_at or index in found.role_at:
        return False
    if not (token.capital or ("-" in word and _ARTICLE_NAME.match(word))):
        return False
    stem, _, tail = word.partition("'")
    if word.rstrip(".") in words.titles or (tail in _CONTRACTED and stem in words.never):
        return False
    if word in words.never:
        # "Per", "Will": first names after an office or a verb of saying, before a name.
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        led = before is not None and (
            index - 1 in found.role_at
            or before.word in _SAYING
            or before.word in words.given
            or before.word.rstrip(".") in words.titles
        )
        named = after is not None and after.capital and after.word not in words.never
        return led and named and word not in {"I", "The"}
    if any(char.isdigit() for char in word):
        return False
    small = word.lower()
    return inside or index > 0 or (small not in page.lower_words and small not in words.function)
