"""Where a sentence may hold a proposal, a demand or an offer: cues and what they govern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detente.documents.flat import words_pattern
from detente.documents.late import late, words_in
from detente.documents.lexicon import lexicon
from detente.documents.tokens import words_of_text
from detente.values import dataclass

_MODAL = (
    r"\s+(?:must|should|shall|has\s+to|have\s+to|ought\s+to|needs\s+to|need\s+to)\s+"
    r"(?:now\s+|also\s+|first\s+|immediately\s+|at\s+once\s+|both\s+)?"
    r"(?!not\b|be\s+(?:a|an|the|in|on|at)\b|have\b|never\b)(?=[a-z])"
)
_SAID_BETWEEN = (
    r"(?:(?:again|also|instead|once more|today|yesterday|publicly|repeatedly|formally|further)\s+)*"
)


class ProposalPatterns:
    """The patterns of a language's proposals."""

    def __init__(self, language: str) -> None:
        words = lexicon(language).words["proposals"]
        nouns = words_pattern(words["nouns"])
        # For each finder, the words one of which its sentences have.
        self.noun_words = words_in(words["nouns"])
        self.to_words = words_in(words["verbs_to"])
        self.that_words = words_in(words["verbs_that"])
        self.governing_words = words_in(words["verbs_noun"])
        self.self_words = words_in(words["verbs_self"])
        self.needs = {
            "noun": self.noun_words,
            "urged": self.to_words | words_in(words["asked"]),
            "of_nobody": words_of_text(
                "called asked urged ordered pressed requested required appealed"
            ),
            "that": self.that_words,
            "governing": self.governing_words
            | words_of_text(
                "asked asks ask asking petition petitioned petitioning pressed pressing"
            ),
            "offered": self.self_words | words_of_text("ready prepared willing happy"),
            "conditional": words_of_text("if unless until"),
            "must": words_of_text("must should shall ought has have needs need do does"),
        }
        self.noun = late(
            rf"\b(?P<noun>{nouns})\s+(?P<link>for|to|that|of|calling\s+for|under\s+which|on)\s+",
            re.IGNORECASE,
        )
        # "A plan by the owners, the largest of the three, to …"
        self.noun_by = late(
            rf"\b(?P<noun>{nouns})\s+(?P<by>(?:(?:made|put\s+forward|tabled|submitted|floated|backed)\s+)?"
            rf"(?:by|from|of)\s+[^.;:“”\"]{{2,60}}?(?:,\s[^,.;:“”\"]{{2,80}},)?)\s+"
            rf"(?P<link>that|to)\s+(?!(?:the|a|an|its|their|this)\b)(?=[a-z])",
            re.IGNORECASE,
        )
        self.noun_by_that = late(
            rf"\b(?P<noun>{nouns})\s+(?P<by>(?:(?:made|put\s+forward|tabled|submitted|floated|backed)\s+)?"
            rf"(?:by|from|of)\s+[^.;:“”\"]{{2,60}}?)\s+(?P<link>that|for(?=\s+(?:the|a|an)\s))\s+",
            re.IGNORECASE,
        )
        aside = rf"(?:,\s[^,;.“”\"]{{2,50}},\s|\s+{_SAID_BETWEEN})"
        self.verb_noun = late(
            rf"\b(?P<verb>{words_pattern(words['verbs_noun'])})(?P<aside>{aside})(?P<that>that\s+)?",
            re.IGNORECASE,
        )
        self.verb_that = late(
            rf"\b(?P<verb>{words_pattern(words['verbs_that'])})(?:\s+(?!that\b)[\w'-]+){{0,7}}?(?:,\s[^,;.“”\"]{{2,50}},)?\s+that\s+",
            re.IGNORECASE,
        )
        self.verb_to = late(
            rf"\b(?P<verb>{words_pattern(words['verbs_to'])})\s+(?:to\s+(?=(?:all|both|the)\b))?(?P<who>(?:(?!\bthat\b|\bif\b|\bhow\b"
            rf"|\bwhether\b)(?:[^.;:“”\"]|(?<=\b[A-Z])\.)){{2,90}}?),?\s+[“‘\"']?(?P<to>not\s+to|to)\s+"
            rf"(?!(?:the|a|an|its|their|any|all|each|both|his|her|this|that)\b)(?=[a-z])",
            re.IGNORECASE,
        )
        self.asked_passively = late(
            rf"\b(?:is|are|was|were|been|being|be)\s+(?:also\s+|again\s+)?(?:{words_pattern(words['asked'])})\s+"
            rf"(?P<to>not\s+to|to)\s+(?=[a-z])",
            re.IGNORECASE,
        )
        self.verb_self = late(
            rf"\b(?P<verb>{words_pattern(words['verbs_self'])}"
            rf"|(?:stands?|stood|is|are|was|were|be|been|am|remains?|remained)\s+(?:\w+ly\s+|also\s+|now\s+)?"
            rf"(?:ready|prepared|willing|happy)\s+to)\s+(?=[a-z])",
            re.IGNORECASE,
        )
        self.stop = late(rf"\b{words_pattern(words['stops'])}\b", re.IGNORECASE)
        self.reciprocal = late(rf"\b{words_pattern(words['reciprocal'])}\b", re.IGNORECASE)
        self.will = late(rf"\b{words_pattern(words['will'])}\b", re.IGNORECASE)
        self.offer = late(
            r"\bif\s+(?P<who>[^,.;]{2,90}?)\s+(?:want|wants|wish|wishes|would like|agree|agrees"
            r"|ask|asks|decide|decides|are willing|is willing)\s+(?:us\s+)?to\s+",
            re.IGNORECASE,
        )
        self.unless_agreed = late(
            r"\b(?:unless|until)\s+(?P<who>[^,.;]{2,60}?)\s+(?:agrees|agree|agreed)\s+to\s+"
        )
        self.unless = late(
            r"\b(?:[Ww]ill|[Ww]ould|threatens?\s+to|threatened\s+to|vow(?:s|ed)\s+to|refused?\s+to)\b"
            r"[^;:]{3,140}?\bunless\s+(?P<who>[^,.;]{2,60})"
        )
        self.institution = late(
            rf"(?<![\w-])(?P<who>[Tt]he\s+(?:\w+\s+)?{words_pattern(words['institutions'])}){_MODAL}"
        )
        self.modal = late(_MODAL)
        self.someone = (
            rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s+{words_pattern(words['institutions'])}\b"
            r"(?=[^,;]{0,40}$)"
        )
        self.listed = late(rf"\b{words_pattern(words['listed'])}[^.:;]{{0,70}}:\s+", re.IGNORECASE)
        self.opens_list = late(
            r"\b(?:demand|insist|call|urge|propos|ask|request|requir|must|want|condition|appeal|recommend"
            r"|resolve|decid|consider|offer|point|step|measure)\w*",
            re.IGNORECASE,
        )
        self.exchange = late(
            r"\b(?:if|provided that|on condition that|in exchange for|in return for|as long as"
            r"|once)\s+",
            re.IGNORECASE,
        )


BE = words_of_text("is are was were be been being am")
REMAIN = BE | words_of_text("stand stands stood remain remains remained")


@cache
def proposal_patterns(language: str) -> ProposalPatterns:
    """The proposal patterns of `language`."""
    return ProposalPatterns(language)


@dataclass(slots=True)
class Draft:
    """What may be a proposal: its place, its rule, who is asked, and where its cue stands.

    inner  it may lie inside another: "drop its demand for …".
    act    where the act begins, after who is to do it; 0 where it begins with the draft.
    """

    start: int
    end: int
    rule: str
    confidence: float
    kind: str
    by: tuple[str, ...]
    addressed: tuple[str, ...] = ()
    at: int = 0
    inner: bool = False
    act: int = 0


POINTING = late(
    r"(?:(?:\w+\s+)?(?:this|that|it|so|them|such)\b(?:\s+\w+)?|one thing|something|anything|the "
    r"floor|calm|do (?:so|that|it|this)|comment|answer|say|speak|know|see|think|understand|be|help"
    r"|agree|agreed|agrees|allow|follow|(?:discuss|consider)\s+(?:the\s+)?(?:first|second|third|others?|matter|issue)|wait|go|come|talk|believe)$",
    re.IGNORECASE,
)


def negated(flat: str, at: int) -> bool:
    """Whether the cue at `at` is denied: "nobody asked", "refused to call for"."""
    if re.search(
        r"\b(?:[Nn]obody|[Nn]o one|[Nn]either|[Nn]one)\b[^.;,]{0,40}$", flat[max(0, at - 60) : at]
    ):
        return True
    return bool(
        re.search(
            r"\b(?:not|never|no longer|n't|refused to|declined to)\s+$", flat[max(0, at - 14) : at]
        )
    )


def drafted(
    start: int,
    end: int,
    rule: str,
    sure: float,
    kind: str,
    at: int,
    addressed: tuple[str, ...] = (),
) -> Iterator[Draft]:
    """One draft, where there are words for it."""
    if end - start > 2:
        yield Draft(start, end, f"proposals.{rule}", sure, kind, (), addressed, at)
