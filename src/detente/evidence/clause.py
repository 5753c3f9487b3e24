"""A clause of a report taken apart: who, what verb, with what object, and whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.documents import MODALS, Token, base_verb_at, predicate, tokenise, words_of_text
from detente.documents import flat as flattened
from detente.evidence.clause_words import ClauseWords, base_of, clause_words
from detente.evidence.objects import object_words

_HASTE = words_of_text(
    "to that also now first immediately then instead again please only at once "
    "unilaterally urgently quickly publicly fully rather please finally simultaneously"
)
_BEING = frozenset({"be", "is", "are", "was", "were", "been", "being"})
_OPENERS = words_of_text(
    "the a an its their his her our your this these those that all any every each both no some "
    "another more further new up out off back down away over from into to in on at against with "
    "by between own two three four five six seven eight nine ten"
)
_OBJECTS = words_of_text("them it him her us")
_DETERMINING = words_of_text(
    "the a an its their his her our this these those all any every each both no another to up out "
    "off back down away over own"
)
_TIES = re.compile(
    r"(?:,?\s(?:and|or|but)|;(?:\s(?:and|or|but))?|,\s(?:and\s)?then|,)\s", re.IGNORECASE
)
_LEAD = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "its", "their", "his", "her"}
)
_LINKS = frozenset({"of", "to", "in", "on", "for", "from", "between", "by"})
_KEPT = re.compile(
    r"(?:[\w'’-]+\s){1,4}?(?P<how>closed|blocked|detained|seized|occupied|banned|frozen)\b"
)
_LONGEST_SUBJECT = 14  # words


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that is done.

    subject  who does it, as offsets into the words that were taken apart; None where not said.
    verb     in its base form, with its particle: "hand over".
    rest     the words after it, without articles that say nothing, judgements and circumstances.
    denied   it is not to be done.
    passive  the subject is not said: what stands before the verb is what it is done to.
    forever  the words say that it cannot be undone.
    """

    subject: tuple[int, int] | None
    verb: str
    rest: tuple[str, ...]
    denied: bool = False
    passive: bool = False
    forever: bool = False


def clauses_in(text: str, language: str = "en") -> tuple[Clause, ...]:
    """The clauses of what is proposed, threatened or done, in order; none where none is plain."""
    known = clause_words(language)
    flat = flattened(text)
    scheme = None
    for match in known.schemes.finditer(flat):
        scheme = match
    start = scheme.end() if scheme else 0
    if scheme is None and 0 < flat.find(": ") < len(flat) - 8:
        start = flat.find(": ") + 2
    # What follows the end of a quote and a comma is who says it.
    quote = re.search(r"[,.!?][\"”]\s", flat)
    stop = quote.start() if quote else len(flat)
    found = _found(flat, start, stop, language)
    if scheme is not None and not found:
        found = _found(flat, 0, scheme.start(), language)
    forever = known.forever.search(flat) is not None
    return tuple(replace(each, forever=forever) for each in found)


def _found(flat: str, start: int, end: int, language: str) -> list[Clause]:
    found: list[Clause] = []
    subject = None
    for begin, stop in _stretches(flat, start, end, clause_words(language)):
        clause = _clause(flat, begin, stop, language)
        if clause is None:
            continue
        if clause.subject is not None:
            subject = clause.subject
        elif subject is not None and not clause.passive:
            # "The army withdraw its guns and allow …": both are the army's.
            clause = replace(clause, subject=subject)
        found.append(clause)
    return found


def _stretches(flat: str, start: int, end: int, known: ClauseWords) -> Iterator[tuple[int, int]]:
    """The text cut where a new clause begins after "and", "or", "but" or a semicolon."""
    begin = start
    for tie in _TIES.finditer(flat, start, end):
        after = tokenise(flat, tie.end(), min(end, tie.end() + 120))
        listed = tie.group() == ", "
        if tie.end() > begin and _begins(flat, after, known, listed):
            yield begin, tie.start()
            begin = tie.end()
    yield begin, end


def _begins(flat: str, tokens: Sequence[Token], known: ClauseWords, listed: bool = False) -> bool:
    """Whether words after "and" begin a clause: verb and object, or subject and modal.

    listed  only a comma stands before them: then it must be a verb with its object.
    """
    words = [each.word.lower() for each in tokens]
    first = next((k for k, word in enumerate(words) if word not in _HASTE | {"not"}), None)
    if first is None:
        return False
    if words[first] in known.base and tokens[first].word.islower():
        if first and words[first - 1] == "to":
            return True
        after = words[first + 1] if first + 1 < len(words) else ""
        if words[first] in known.plain and (after.endswith("s") or base_of(after, known.base)):
            return True
        if after in _OBJECTS:
            return True
        return (
            after in _OPENERS
            or after[:1].isdigit()
            or (first + 1 < len(tokens) and tokens[first + 1].capital)
        )
    if listed:
        return False
    if words[first] in known.known.finite and first + 1 < len(words):
        return words[first + 1] in _DETERMINING
    for k in range(first + 1, min(len(words), first + 7)):
        gap = flat[tokens[k - 1].end : tokens[k].start]
        if re.search(r"[,;:]", gap) or words[k] in {"and", "or", "that", "which", "who"}:
            return False
        if words[k] in MODALS:
            return True
    return False


def _clause(flat: str, start: int, end: int, language: str) -> Clause | None:
    known = clause_words(language)
    tokens = tokenise(flat, start, end)
    words = [each.word.lower() for each in tokens]
    at, denied = 0, False
    while at < len(tokens) and (words[at] in _HASTE or words[at] in {"not", "never"}):
        if words[at] == "that" and at:
            break
        denied = denied or words[at] in {"not", "never"}
        at += 1
    if at == len(tokens) or words[at] in _BEING:
        return None
    # "Stop to put oil in the fire" does not say what is to stop; "a halt to flights" does.
    if (
        words[at] in known.stops
        and words[at + 1 : at + 2] == ["to"]
        and set(words[at + 2 : at + 3]) & (known.base - known.both)
    ):
        return None
    verb = _verb_at_head(tokens, words, at, known)
    if at and words[at - 1] == "to" and words[at] in known.base:
        verb = words[at]  # after "to" it is no noun
    if verb == "refuse":
        return None  # what somebody will not do is no proposal
    if verb == "cease" and words[at + 1 : at + 2] == ["fire"]:
        return Clause(None, "stop", ("the", "fighting"), denied)
    if verb is not None:
        return _made(flat, tokens, None, verb, at + 1, end, denied, language)
    noun = _of_noun(flat, tokens, words, at, end, denied, language)
    if noun is not None:
        return noun
    return _with_subject(flat, tokens, words, at, end, denied, language)


def _verb_at_head(
    tokens: Sequence[Token], words: Sequence[str], at: int, known: ClauseWords
) -> str | None:
    """The base form of the verb that a clause without a subject begins with."""
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if (tokens[at].word.isupper() and len(word) > 1) or word in known.actors:
        return None
    if word in known.both and _is_thing(words, at + 1, known):
        return None
    if word in known.base:
        if after in {"of", "between"} or (
            after in {"for", "against"} and word not in known.reaching
        ):
            return None
        if word in known.doing and after in _LINKS and word not in known.going:
            return None
        if after in MODALS | _BEING | {"has", "have"} or after in {"not"}:
            return None
        # "stop the tests" and "walk away", but a noun in "release talks", "transfer fees".
        plain = after in _OPENERS or not after or tokens[at + 1].capital or after[:1].isdigit()
        plain = plain or (after.endswith("s") and after not in known.making)
        if plain or word not in known.doing | known.making or word in known.stops:
            return word
        return None
    if word in known.making:
        return None
    openers = _DETERMINING if word.endswith("s") else _OPENERS
    if word in known.known.finite and (after in openers or known.known.finite[word] in known.stops):
        return known.known.finite[word]
    gerund = base_of(word, known.base)
    if gerund and after not in {"of"} and word not in known.making:
        return gerund
    return None


def _is_thing(words: Sequence[str], at: int, known: ClauseWords) -> bool:
    """Whether a noun of a thing stands at `at` or right after it: "passage" of "free passage"."""
    return any(word in known.making or word in known.peace for word in words[at : at + 2])


def _with_subject(
    flat: str,
    tokens: Sequence[Token],
    words: Sequence[str],
    at: int,
    end: int,
    denied: bool,
    language: str,
) -> Clause | None:
    """ "The union lifts …", "the truce be extended by …", "neither side would …"."""
    known = clause_words(language)
    stop = min(len(tokens), at + _LONGEST_SUBJECT)
    for k in range(at, stop):
        if words[k] in {"who", "which", "whose"} and k > at:
            break
    if words[at][:1].isdigit():
        return None
    found = predicate(tokens, at, stop, known.known)
    past = _past(tokens, words, at, stop, known)
    if past and (found is None or (past[0] < found[0] and words[found[0]] not in MODALS)):
        found = past
    if found is None:
        return None
    if words[found[0] - 1 : found[0] + 1] == ["cease", "fire"] and found[0] - 1 > at:
        subject = (tokens[at].start, tokens[found[0] - 2].end)
        return Clause(subject, "stop", ("the", "fighting"), denied)
    if words[found[0] - 1] in known.stops:
        return None
    first, verb = found
    if words[verb] in known.particles and verb - 1 > at and words[verb - 1] in known.base:
        # "They give back all weapons": the verb is the first of the two.
        first = verb = verb - 1
    while verb < len(tokens) and words[verb] in {"not", "never"}:
        denied, verb = True, verb + 1
    while first > at + 1 and words[first - 1] in {"to", "not", "did", "do", "does"}:
        denied = denied or words[first - 1] == "not"
        first -= 1
    denied = denied or any(word in {"not", "never"} for word in words[first : verb + 1])
    subject = (tokens[at].start, tokens[first - 1].end if first > at else tokens[at].end)
    if words[at] in {"no", "neither", "nobody", "none"}:
        denied = True
    while verb < len(tokens) and words[verb] in _HASTE:
        verb += 1
    if verb < len(tokens) and words[verb] in _BEING:
        verb += 1
        while verb < len(tokens) and (words[verb] in _HASTE or words[verb].endswith("ly")):
            verb += 1
        if verb == len(tokens) or words[verb] not in known.known.participles:
            return None
        base = known.known.participles[words[verb]]
        return _passive(flat, tokens, words, at, first, verb, base, denied, end, language)
    if verb >= len(tokens):
        return None
    word = words[verb]
    base = word if word in known.base else known.known.finite.get(word, "")
    if not base or base in known.stative:
        return None
    tail = object_words(flat[tokens[verb].end : end], language)
    if base in {"stop", "end", "cease"} and not tail and not _acting(tokens[at:first], 0, known):
        # "The tests have to stop": they are what is to stop.
        thing = object_words(flat[slice(*subject)], language)
        return Clause(None, base, thing, denied, True) if thing else None
    return _made(flat, tokens, subject, base, verb + 1, end, denied, language)


def _past(
    tokens: Sequence[Token], words: Sequence[str], at: int, stop: int, known: ClauseWords
) -> tuple[int, int] | None:
    """Where a past tense stands after a short subject: "Northland stopped night work"."""
    for k in range(at + 1, min(stop, at + 7)):
        after = words[k + 1] if k + 1 < len(words) else ""
        if words[k] in _LINKS | {"and"}:
            return None
        base = known.known.finite.get(words[k])
        if base and (after in _OPENERS or base in known.stops) and words[k] not in known.base:
            return k, k
    return None


def _passive(
    flat: str,
    tokens: Sequence[Token],
    words: Sequence[str],
    at: int,
    first: int,
    verb: int,
    base: str,
    denied: bool,
    end: int,
    language: str,
) -> Clause | None:
    """What is done to something is done by whoever stands after "by", else by somebody."""
    known = clause_words(language)
    subject = None
    if words[verb + 1 : verb + 2] and words[verb + 1] in known.particles:
        base, verb = f"{base} {words[verb + 1]}", verb + 1
    tail = ""
    if verb + 1 < len(tokens):
        tail = flat[tokens[verb + 1].start : end]
        if words[verb + 1] == "by" and verb + 2 < len(tokens) and _acting(tokens, verb + 2, known):
            stop = verb + 3
            while stop < len(tokens) and words[stop] not in _LINKS | {"at", "with"}:
                stop += 1
            subject = (tokens[verb + 2].start, tokens[stop - 1].end)
            tail = flat[tokens[stop].start : end] if stop < len(tokens) else ""
    thing = flat[tokens[at].start : tokens[first - 1].end]
    rest = object_words(thing, language)
    if not rest or rest[0].lower() in known.pronouns:
        return None
    further = object_words(tail, language) if tail else ()
    if further and further[0].lower() in {"under", "to", "from", "in", "at", "into", "with"}:
        rest = (*rest, *further)
    return Clause(subject, base, rest, denied, subject is None)


def _acting(tokens: Sequence[Token], at: int, known: ClauseWords) -> bool:
    """Whether somebody who can act is named from `at` on: "by the union", not "by thirty days"."""
    return any(
        each.word.lower() in known.actors or (each.capital and each.word.isalpha())
        for each in tokens[at : at + 4]
    )


def _of_noun(
    flat: str,
    tokens: Sequence[Token],
    words: Sequence[str],
    at: int,
    end: int,
    denied: bool,
    language: str,
) -> Clause | None:
    """ "The withdrawal of heavy weapons", "an immediate ceasefire", "a joint register"."""
    known = clause_words(language)
    begin = at
    while at < len(words) and words[at] in _LEAD:
        at += 1
    for k in range(at, min(len(words), at + 5)):
        after = words[k + 1] if k + 1 < len(words) else ""
        if words[k] in MODALS | _BEING or words[k] in _LINKS | {"not", "or"}:
            break
        if words[k] == "and" and at == begin:
            break
        if words[k] in known.doing and after in _LINKS - {"by", "between", "from"}:
            doing = known.doing[words[k]]
            # "A return to the treaty" is "return to the treaty", "a halt to tests" "halt tests".
            after_link = k + 1 if doing in known.going and after == "to" else k + 2
            return _made(flat, tokens, None, doing, after_link, end, denied, language)
        if words[k] in known.peace and after not in {"be", *MODALS}:
            return Clause(None, "stop", ("the", "fighting"), denied)
        if k > at and words[k] not in known.both and base_verb_at(tokens, k, known.known):
            break
    rest = object_words(flat[tokens[at].start : end], language) if at < len(tokens) else ()
    head = _head_before_link(rest)
    link = next((k for k in range(at, len(words)) if words[k] in _LINKS), len(words))
    verbal = predicate(tokens, begin, min(len(tokens), begin + 9), known.known)
    one = words[begin] in {"a", "an"}
    if verbal and verbal[0] < link and (not one or words[verbal[0]] in MODALS | {"be"}):
        return None
    if head and (verb := known.making.get(head)):
        first = rest[0].lower() if rest[0][1:].islower() and not begin else rest[0]
        lead = {"the": ["the"], "a": [_article(first)], "an": [_article(first)]}
        return Clause(None, verb, (*lead.get(words[begin], []), first, *rest[1:]), denied)
    return None


def _head_before_link(rest: Sequence[str]) -> str:
    """The last word before the first preposition, in small letters."""
    for k, word in enumerate(rest):
        if word.lower() in _LINKS | {"with", "at", "against", "into", "and", "or", "made", "under"}:
            return rest[k - 1].lower() if k else ""
    return rest[-1].lower() if rest else ""


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"


def _goes_on(rest: Sequence[str], known: ClauseWords) -> bool:
    """Whether another verb follows a verb of stopping, so that it is not clear what is to stop."""
    nouns = known.both | known.doing.keys() | known.making.keys()
    return rest[0] == "to" or (rest[0] in known.base - nouns and len(rest) > 2)


def _made(
    flat: str,
    tokens: Sequence[Token],
    subject: tuple[int, int] | None,
    verb: str,
    after: int,
    end: int,
    denied: bool,
    language: str,
) -> Clause | None:
    """The clause of a verb and what follows it; None where its object says nothing by itself."""
    known = clause_words(language)
    tail = flat[tokens[after].start : end] if after < len(tokens) else ""
    first = tokens[after].word.lower() if after < len(tokens) else ""
    if first == "no" or first == "not":
        denied = True
        after += 1
        tail = flat[tokens[after].start : end] if after < len(tokens) else ""
    elif first in known.particles or (verb == "refrain" and first == "from"):
        if first != "from":
            verb = f"{verb} {first}"
        after += 1
        tail = flat[tokens[after].start : end] if after < len(tokens) else ""
    size = len(verb.split())
    rest = object_words(tail, language, letting=verb in known.letting, verb=size)
    kept = _KEPT.match(tail) if verb == "keep" and rest else None
    if kept and rest[-1] != kept["how"]:
        rest = (*rest, kept["how"])  # "keep the road closed" is not "keep the road"
    shelved = known.shelved.match(" ".join(rest))
    if verb == "put" and shelved:
        verb, rest = "suspend", tuple(shelved["what"].split())
    elif len(rest) > 1 and rest[-1].lower() in known.particles:
        # "give the veto up" is "give up the veto".
        verb, rest = f"{verb} {rest[-1].lower()}", rest[:-1]
    if rest and (rest[0].lower() in known.pronouns - {"us"} or rest[0].lower() in {"and", "by"}):
        return None
    if not rest and " " not in verb and verb not in known.alone:
        return None
    if (rest[-1].lower() if rest else verb) in known.vague:
        return None
    if rest and verb in known.stops and _goes_on(rest, known):
        return None
    return Clause(subject, verb, rest, denied)
