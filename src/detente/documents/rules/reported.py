"""Reported speech: what somebody is said to have said, in the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detente.documents.clauses import Actors
from detente.documents.flat import words_pattern
from detente.documents.lexicon import lexicon
from detente.documents.page import Page, Sentence
from detente.documents.rules import Found, rule
from detente.documents.values import Reported

_ACCORDING = re.compile(
    r"(?P<verb>[Aa]ccording\s+to|[Ii]n\s+the\s+(?:view|eyes|opinion|assessment|estimation"
    r"|judge?ment|words)\s+of)\s+(?P<who>[^,.;:“”\"]{2,80}(?:,\s+(?:the|a|an|who)\s[^,.;:“”\"]{2,60})?),\s+(?=[^\s“\"])"
)
_SOMEONE = re.compile(
    r"\b(?P<who>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Ss]ome|[Mm]any|[Mm]ost)\s+(?:[\w'-]+\s+){0,4}?[\w'-]+|[Cc]ritics|[Oo]thers|[Oo]fficials|[Rr]esidents|[Aa]nalysts|[A-Z]?[a-z]{4,}(?:ts|rs|ns|ls|es))"
    r"\s+(?:also\s+|now\s+|has\s+|have\s+|later\s+|\w+ly\s+)*$"
)
# "The envoy urged calm and said that …": who opens the sentence says it.
_GOES_ON = re.compile(
    r"(?P<who>(?:The|An?|His|Her|Its|Their)\s+[a-z][\w'-]+(?:\s+[a-z][\w'-]+)??)"
    r"\s+\w+(?:ed|s)\s[^,;:“”\"]{3,80}?\s+(?:and|but)\s+(?:also\s+|\w+ly\s+)?$"
)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    speech = lexicon(language).words["speech"]
    verb = words_pattern(speech["that_verbs"])
    that = re.compile(
        rf"\b(?P<verb>{verb})\b(?:\s+(?:[A-Z]\w+|reporters|journalists|the\s+\w+|them|him|her|parliament)){{0,3}}?(?:\s+(?:on|in|at)\s+[A-Z]\w+)?(?:\s+[\w'-]+){{0,6}}?(?:,\s[^,;“”\"]{{2,50}},)?\s+that\s+",
        re.IGNORECASE,
    )
    bare = re.compile(
        rf"\b(?P<verb>{verb})\s+(?:(?:on|in|at)\s+[A-Z]\w+\s+)?(?=(?:the|a|an|its|their|his|her|he|she|it|they|there|no|any|both|such|this|these|those|without|only|every|each|[A-Z][a-z]+)\s)"
    )
    after = re.compile(
        rf",\s+(?:(?P<who>[^,.;“”\"]{{2,80}}?)\s+(?P<verb>{verb})"
        rf"|(?P<v2>{verb})\s+(?P<w2>[^,.;“”\"]{{2,60}})|(?P<v3>according "
        rf"to)\s+(?P<w3>[^.;“”\"]{{2,80}}))(?:\s+(?:on|in|at)\s+\w+)?\s*[.]?$"
    )
    return that, bare, after


@rule("reported.clauses", layer="reported", languages=("en",))
def clauses(page: Page, found: Found) -> Iterator[Reported]:
    """ "X said that …", "X said the …", "according to X, …" and "…, X said", outside of direct
    quotes.
    """
    actors = Actors(found)
    that, bare, after = _patterns(page.words.language)
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind == "title":
            continue
        done = sentence.start
        opening = _ACCORDING.match(page.flat, sentence.start, sentence.end)
        if opening and not actors.quote_at(opening.end()):
            who = actors.between(opening.start("who"), opening.end("who"))
            end = sentence.end - (page.flat[sentence.end - 1] in ".!")
            done = sentence.end
            yield Reported(
                opening.end(),
                end,
                page.text[opening.end() : end],
                "reported.according",
                0.75,
                who[0].name if who else None,
                " ".join(opening.group("who").split()),
                opening.group("verb"),
            )
        for pattern, sure in ((that, 0.85), (bare, 0.65)):
            for match in pattern.finditer(page.flat, sentence.start, sentence.end):
                if (
                    match.start() < done
                    or actors.quote_at(match.start())
                    or actors.quote_at(match.end())
                ):
                    continue
                item = _item(page, actors, sentence, match, sure)
                if item:
                    done = item.end
                    yield item
        closing = after.search(page.flat, sentence.start, sentence.end)
        if (
            closing
            and done == sentence.start
            and not actors.quote_at(sentence.start)
            and not actors.quote_at(closing.start() - 1)
        ):
            who = actors.between(closing.start(), sentence.end)
            if (
                who
                and _names_only(page.flat, who[0].end, sentence.end, bool(closing.group("v2")))
                and '"' not in page.flat[sentence.start : closing.start()]
                and "”" not in page.flat[sentence.start : closing.start()]
            ):
                verb = closing.group("verb") or closing.group("v2") or closing.group("v3")
                yield Reported(
                    sentence.start,
                    closing.start(),
                    page.text[sentence.start : closing.start()],
                    "reported.after",
                    0.75,
                    who[0].name,
                    who[0].text,
                    verb,
                )


def _names_only(flat: str, end: int, limit: int, inverted: bool) -> bool:
    """Whether nothing but an apposition follows the name in ", said X, the minister."."""
    rest = flat[end:limit].strip(" .")
    return not inverted or not rest or rest.startswith(",")


def _item(
    page: Page, actors: Actors, sentence: Sentence, match: re.Match[str], sure: float
) -> Reported | None:
    who = actors.subjects(page.flat, match.start("verb"), sentence.start)
    start, end = match.end(), sentence.end
    mark = re.compile(r"[“\"]|;\s|\s(?:but|while|although)\s").search(page.flat, start, end)
    if mark and mark.group() not in '“"':
        end = mark.start()
    while end > start and page.flat[end - 1] in ".,;!? ":
        end -= 1
    if end - start < 8:
        return None
    pronoun = re.search(
        r"\b(he|she|they|it)\s+(?:\w+ly\s+|also\s+|later\s+)?$",
        page.flat[sentence.start : match.start("verb")],
        re.IGNORECASE,
    )
    if pronoun:
        return Reported(
            start,
            end,
            page.text[start:end],
            "reported.pronoun",
            0.5,
            None,
            pronoun.group(1),
            match.group("verb"),
        )
    if not who:
        someone = _SOMEONE.search(page.flat, sentence.start, match.start("verb"))
        if someone is None or someone.end() != match.start("verb"):
            someone = _GOES_ON.match(page.flat, sentence.start, match.start("verb"))
        if someone is None or someone.end() != match.start("verb"):
            return None
        return Reported(
            start,
            end,
            page.text[start:end],
            "reported.someone",
            0.5,
            None,
            " ".join(someone.group("who").split()),
            match.group("verb"),
        )
    return Reported(
        start,
        end,
        page.text[start:end],
        "reported.that" if sure > 0.7 else "reported.bare",
        sure,
        who[0].name,
        who[0].text,
        match.group("verb"),
    )
