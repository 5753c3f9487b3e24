"""What is asked, demanded, proposed or offered with a word that says so: "urged X to …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from detente.documents.clauses import Actors, ask_end, clause_end, governed, names_of
from detente.documents.drafts import BE, REMAIN, Draft, ProposalPatterns, drafted, negated
from detente.documents.grammar import predicate, verbs
from detente.documents.late import late
from detente.documents.page import Page, Sentence

_ALSO = late(
    r"\b(?:and|as\s+well\s+as|while\s+\w+ing)\s+(?:(?:up)?on\s+)?(?P<who>(?:(?:the|both|all|its|their)\s+)?[\w'][^,.;:]{1,50}?)\s+to\s+(?=[a-z])"
)
_THEN_TO = late(
    r",?\s+(?:and|or)\s+(?:then\s+|also\s+)?to\s+(?!(?:the|a|an|its|their|both|all)\b)(?=[a-z])"
)
_IF_THEY = late(r",?\s+(?:only\s+)?(?:if|once|provided(?:\s+that)?|on\s+condition\s+that)\s+")
_THEN_THAT = late(r",?\s+and\s+(?:also\s+|further\s+)?that\s+|,\s+that\s+")
_WORD = late(r"[a-z-]+")
_THEN_VERB = late(r"\s+(?P<verb>[a-z]+)\b")
_AND_THEN = late(r",?\s+and\s+(?:then\s+)?(?=(?:the\s+)?\w)")
_IF = frozenset({"if"})
DETERMINERS = late(r"(?:the|a|an|its|their|his|her|our|any|all|each|both|this|that)\b")


# "Norway was urged …": the subject is the one who is asked.
PASSIVE = late(r"\b(?:is|was|are|were|been|being)\s+(?:\w+ly\s+|also\s+|again\s+)?$")
_ASKED_OF = late(
    r"\b(?:is|was|are|were|been|being)\s+(?:\w+ly\s+|also\s+|again\s+)?"
    r"(?:called\s+(?:up)?on|asked|urged|ordered|pressed|requested|required|appealed)\s+to\s+(?=[a-z])"
)


def of_nobody(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "X was called upon to …": X is asked, and who asks is open."""
    for match in page.matches(_ASKED_OF, BE, sentence.start, sentence.end):
        asked = names_of(actors.subjects(page.flat, match.start(), sentence.start))
        if asked and not negated(page.flat, match.start()):
            end = _act_end(page, actors, match.end(), sentence.end)
            yield Draft(match.end(), end, OF_NOBODY, 0.8, "demand", (), asked, match.start())


OF_NOBODY = "proposals.passive"


def subject_and_act(
    page: Page, actors: Actors, sentence: Sentence, at: int
) -> tuple[int, tuple[str, ...]] | None:
    """In the clause "X (should) do …" that begins at `at`: where "do" stands, and who X is."""
    tokens, known = sentence.tokens, verbs(page.words.language)
    starts = [each.start for each in tokens]
    first = bisect_left(starts, at)
    if first >= len(tokens):
        return None
    named = [each for each in actors.between(at, at + 8) if each.form != "adjective"]
    from_ = bisect_left(starts, named[0].end) - 1 if named else first
    stop = min(len(tokens), first + 22)
    found = predicate(tokens, max(first, from_), stop, known)
    if found is None:
        return None
    _, verb = found
    start = tokens[verb].start
    who = [
        each
        for each in actors.between(at, start)
        if each.form != "adjective" and not governed(page.flat, at, each.start)
    ]
    words = " ".join(page.flat[at : tokens[verb - 1].end if verb else start].split())
    words = re.sub(r"\s+(?:must|should|shall|would|has to|have to|to|not)+$", "", words)
    return start, names_of(who) or (words,)


def _act_end(page: Page, actors: Actors, start: int, limit: int) -> int:
    """Where an act ends: also before "and Y to do …", which is asked of somebody else."""
    end = ask_end(page.flat, start, limit)
    for also in _ALSO.finditer(page.flat, start, limit):
        if also.start() >= end:
            break
        if _also_asked(page, actors, also):
            return also.start()
    return end


def _also_asked(page: Page, actors: Actors, also: re.Match[str]) -> bool:
    """Whether "and Y to …" asks Y: Y is an actor or definite, and a verb follows."""
    flat = page.flat
    verb = _WORD.match(flat, also.end())
    if verb is None or verb.group() not in verbs(page.words.language).base:
        return False
    named = actors.between(also.start("who"), also.end("who"))
    return bool(named) or bool(re.match(r"(?:the|both|all|its|their)\s", also.group("who")))


def _further(
    page: Page, draft: Draft, limit: int, condition: bool, actors: Actors, sentence: Sentence
) -> Iterator[Draft]:
    """What goes on after an act: "… and to …", "… if Y does …"."""
    flat = page.flat
    then = _THEN_TO.match(flat, draft.end, limit)
    if then:
        end = ask_end(flat, then.end(), limit)
        if end - then.end() > 2:
            yield Draft(
                then.end(),
                end,
                draft.rule,
                draft.confidence,
                draft.kind,
                (),
                draft.addressed,
                draft.at,
            )
    asked = _IF_THEY.match(flat, draft.end, limit)
    if condition and asked:
        named = [e for e in actors.between(asked.end(), asked.end() + 6) if e.form != "adjective"]
        found = _THEN_VERB.match(flat, named[0].end) if named else None
        known = verbs(page.words.language)
        if (
            found
            and named
            and (found.group("verb") in known.finite or found.group("verb") in known.base)
        ):
            start = found.start("verb")
            end = ask_end(flat, start, limit)
            yield Draft(
                start, end, "proposals.in-return", 0.55, "demand", (), names_of(named[:1]), draft.at
            )


def urged(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Urged X to …", "… and Y to …", "X was asked to …": what X is to do."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    first = limit
    for match in page.matches(patterns.verb_to, patterns.to_words, begin, limit):
        said = match.group("who")
        asked = [
            each
            for each in actors.between(match.start("who"), match.end("who"))
            if each.form != "adjective"
        ]
        if negated(flat, match.start()) or not (
            asked
            or re.match(
                r"(?:the|all|both|its|their|his|her|every|each|any|[A-Z][\w-]+|\w+s|them|him|us|me|everyone|everybody)\b",
                said,
            )
        ):
            continue
        if "," in said and not asked:
            continue
        first = min(first, match.start())
        if said.lower().startswith("by ") and PASSIVE.search(flat, begin, match.start()):
            whom = actors.subjects(flat, match.start(), begin)
            yield Draft(
                match.end(),
                _act_end(page, actors, match.end(), limit),
                "proposals.urged",
                0.85,
                "demand",
                names_of(asked) or (said[3:],),
                names_of(whom),
                match.start(),
            )
            continue
        start = match.start("to") if match.group("to").lower().startswith("not") else match.end()
        draft = Draft(
            start,
            _act_end(page, actors, match.end(), limit),
            "proposals.urged",
            0.85,
            "demand",
            (),
            names_of(asked) or (said,),
            match.start(),
        )
        yield draft
        yield from _further(page, draft, limit, False, actors, sentence)
    for match in _ALSO.finditer(flat, first, limit):
        asked = actors.between(match.start("who") - 4, match.end("who"))
        words = flat[match.start("who") : match.end("who")]
        if not _also_asked(page, actors, match):
            continue
        yield from drafted(
            match.end(),
            _act_end(page, actors, match.end(), limit),
            "also",
            0.75,
            "demand",
            match.start(),
            names_of(asked) or (words,),
        )
    for match in page.matches(patterns.asked_passively, BE, begin, limit):
        start = match.start("to") if match.group("to").lower().startswith("not") else match.end()
        yield from drafted(
            start,
            ask_end(flat, match.end(), limit),
            "asked",
            0.7,
            "demand",
            match.start(),
            names_of(actors.subjects(flat, match.start(), begin)),
        )


def that(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Proposed that X do …, and that Y do …": what each is to do."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in page.matches(patterns.verb_that, patterns.that_words, begin, limit):
        if negated(flat, match.start()):
            continue
        at = match.end()
        for _ in range(4):
            found = subject_and_act(page, actors, sentence, at)
            if found is None or not _is_asked(flat, at, found[0], match.group("verb")):
                break
            act, whom = found
            end = ask_end(flat, act, limit)
            kind = kind_of(match.group("verb"))
            yield Draft(at, end, "proposals.that", 0.85, kind, (), whom, match.start(), act=act)
            further = _THEN_THAT.match(flat, end, limit)
            bare = _AND_THEN.match(flat, end, limit)
            if further:
                at = further.end()
            elif bare and re.match(r",?\s+and\s+then\b", bare.group()):
                at = bare.end()
            else:
                break


def _is_asked(flat: str, at: int, verb: int, cue: str) -> bool:
    """Whether the clause asks: what is said "that" a thing must be done, or is asked to be done."""
    if re.match(
        r"(?:suggest|insist|argue|agree|say|said|stress|repeat|advise|rule)", cue, re.IGNORECASE
    ):
        between = flat[at:verb]
        if re.search(
            r"\b(?:would|will|can|could|may|might|have|has|had|is|are|was|were|do|does)\b", between
        ):
            return False
        if not re.search(r"\b(?:must|should|shall|has to|have to|ought to|needs? to)\b", between):
            return bool(re.match(r"(?:suggest|insist)", cue, re.IGNORECASE))
    return True


def kind_of(verb: str) -> str:
    return "demand" if re.match(r"demand|insist|order|require", verb, re.IGNORECASE) else "proposal"


def offered(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Offered to …", "is ready to …": what is offered."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in page.matches(patterns.verb_self, patterns.self_words | REMAIN, begin, limit):
        if negated(flat, match.start()) or DETERMINERS.match(flat, match.end()):
            continue
        draft = Draft(
            match.end(),
            ask_end(flat, match.end(), limit),
            "proposals.offer",
            0.7,
            "offer",
            (),
            at=match.start(),
        )
        yield draft
        yield from _further(page, draft, limit, True, actors, sentence)


def conditional(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "If they want to …, we have no objection", "unless X agrees to …": what would be allowed."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in page.matches(patterns.offer, _IF, begin, limit):
        if patterns.will.search(flat, match.end(), limit):
            doers = actors.between(match.start("who"), match.end("who"))
            yield from drafted(
                match.end(),
                clause_end(flat, match.end(), limit),
                "conditional",
                0.75,
                "conditional_offer",
                match.start(),
                names_of(doers),
            )
    for match in patterns.unless_agreed.finditer(flat, begin, limit):
        named = actors.between(match.start("who") - 4, match.end("who"))
        if named:
            yield from drafted(
                match.end(),
                ask_end(flat, match.end(), limit),
                "unless",
                0.65,
                "demand",
                match.start(),
                names_of(named),
            )
    for match in patterns.unless.finditer(flat, begin, limit):
        named = actors.between(match.start("who") - 4, match.start("who") + 12)
        if named and not re.match(
            r"['’]|\s+(?:agrees?|agreed)\s+to\b", flat[named[0].end : named[0].end + 12]
        ):
            start = named[0].end
            while start < limit and flat[start] == " ":
                start += 1
            yield from drafted(
                start,
                ask_end(flat, start, limit),
                "unless",
                0.6,
                "demand",
                match.start("who"),
                names_of(named[:1]),
            )
