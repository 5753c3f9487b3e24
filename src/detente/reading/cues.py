"""The words that say who speaks: their forms, and what they say when found."""

from __future__ import annotations

import re
from functools import cache

from detente.documents import Span
from detente.late import late
from detente.reading.flat import words_pattern
from detente.reading.lexicon import lexicon
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that name a speaker. `position` is "before", "after", "around" or "carried"."""

    speaker: str | None
    role: str | None
    said_by: str
    verb: str | None
    verb_place: Span | None
    place: Span | None
    position: str
    rule: str
    confidence: float


class CuePatterns:
    def __init__(self, language: str) -> None:
        speech = lexicon(language).words["speech"]
        verb = words_pattern(speech["verbs"])
        according = words_pattern(speech["according"])
        pronoun = r"(?:he|she|they|it|who|I|we)"
        self.verb = late(rf"\b{verb}\b", re.IGNORECASE)
        self.according = late(rf"\b{according}\s+", re.IGNORECASE)
        # After the quote: `, said X`, ` X said`, `, according to X`.
        self.after_verb = late(rf"[\s,;.–—-]*(?P<verb>\b{verb}\b)\s+", re.IGNORECASE)
        self.after_according = late(rf"[\s,;.–—-]*(?P<verb>{according})\s+", re.IGNORECASE)
        self.described = late(
            rf"[\s,;.–—-]*(?P<who>(?:the|a|an|one|another|his|her|their)\s+(?:[\w'-]+\s+){{1,4}}?)(?:\w+ly\s+)?(?P<verb>\b{verb}\b)|[\s,;.–—-]*(?P<v2>\b{verb}\b)\s+(?P<w2>(?:the|a|an|one|another|his|her|their)\s+[a-z][\w'-]+(?:\s+[a-z][\w'-]+){{0,2}}?)(?=[,.;]|\s+(?:who|of|from|in|at|as|on)\b)",
            re.IGNORECASE,
        )
        # “…,” Sexton said: a name that the text gives nowhere in full.
        self.surname_after = late(
            rf"[\s,;–—-]*(?P<who>(?:[A-Z][\w'-]+\s+){{1,3}})(?P<verb>\b{verb}\b)(?P<v2>)(?P<w2>)"
        )
        self.pronoun_after = late(
            rf"[\s,;.–—-]*(?P<who>\b{pronoun}\b)\s+(?:\w+ly\s+|also\s+|then\s+|later\s+|had\s+|has\s+|further\s+)*(?P<verb>\b{verb}\b)",
            re.IGNORECASE,
        )
        # "Spain, he told reporters, “…": the pronoun speaks, whatever stands before it.
        self.pronoun_aside = late(
            rf"[,–—-]\s*(?P<who>\b(?:he|she)\b)\s+(?:\w+ly\s+|also\s+|later\s+)*(?P<verb>\b{verb}\b)",
            re.IGNORECASE,
        )
        self.pronoun_verb = late(
            rf"(?P<who>\b{pronoun}\b)\s+(?:\w+ly\s+|also\s+|then\s+|later\s+|had\s+|has\s+|have\s+|never\s+"
            rf"|further\s+|would\s+|went on to\s+)*(?P<verb>\b{verb}\b)",
            re.IGNORECASE,
        )


_OFFICE = (
    r"'s?\s+(?:(?:[Ss]pecial|[Ss]enior|[Cc]hief|[Dd]eputy|[Pp]ersonal|[Tt]op)\s+){0,2}"
    r"(?:office|spokes(?:man|woman|person)|lawyers?|family|team|[Ee]nvoy|[Aa]dvis[eo]r"
    r"|[Rr]epresentative|aide|[Aa]mbassador|[Mm]inister|officer)\b"
    r"(?:\s+(?:for|to|on)\s+(?:the\s+)?[A-Z]\w+)?"
)
OFFICE_OF = late(_OFFICE.replace(r"'s?\s+", r"'s?\s+(?P<who>", 1) + ")")
# Between a body and the person who speaks for it; a body that owns an office allows a comma.
OWNER = late(r"'s?\s")
APART = late(r"[.;:“”\",]|\b(?:and|that|to|told)\b")
OWNED = late(r"[.;:“”\"]|\b(?:and|that|told)\b")
_DOTTED = late(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|Cmdr|Sen|Rep|Gov|Amb|Sec|Rev|Fr|Hon"
    r"|St|H\.E|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|No|Inc|Ltd|Co|[A-Z])\.(?=\s)"
)
_CLOSES = late(r"[.!?](?=\s|$)|[“”\"«;:]")


def without_dots(words: str) -> str:
    """`words` with the full stops of titles, months and initials taken out, one for one."""
    return _DOTTED.sub(lambda match: match.group()[:-1] + " ", words)


def clause_close(flat: str, start: int, stop: int) -> int:
    """Where the clause in `flat[start:stop]` is closed; the full stop of "Ms." closes nothing."""
    mark = _CLOSES.search(without_dots(flat[start:stop]))
    return start + mark.start() if mark else stop


@cache
def cue_patterns(language: str) -> CuePatterns:
    return CuePatterns(language)


def can_be_subject(flat: str, start: int, verb: int) -> bool:
    """Whether the words between a name and a verb can stand inside one clause."""
    between = flat[start:verb]
    if len(between) <= 14 and not re.search(r"[.;:]", between):
        return True
    # An apposition: ", the deputy minister," or a relative clause between commas.
    return (
        bool(re.match(r"\s*,[^.;:“”\"]{1,100},\s*(?:\w+\s+){0,2}$", between))
        or bool(re.match(r"\s+(?:of|from|for|in|at|and|with)\s[^.;:,“”\"]{1,80}\s$", between))
        or bool(re.match(r"\s*\([^)]{1,60}\)\s*,?\s*(?:\w+\s+){0,2}$", between))
        or bool(
            re.match(r"\s*,[^.;:“”\"]{1,60}\s$", between)
            and not re.search(r"\b(?:and|but|while|who)\b", between)
        )
    )
