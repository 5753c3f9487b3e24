"""The forms of a language's dates."""

from __future__ import annotations

import re
from functools import cache

from detente.documents.flat import words_pattern
from detente.documents.late import late, words_in
from detente.documents.lexicon import Lexicon, lexicon
from detente.documents.tokens import words_of_text

# Days in calendars of their own; which day of the common calendar they are is not counted here.
OTHER_CALENDAR = late(
    r"\b\d{1,2}\s+(?:Muharram|Safar|Rabi['’]?\s(?:al-)?\w+|Jumada\s\w+(?:-\w+)?|Rajab"
    r"|Sha['’]?ban|Ramadan|Shawwal|Dhu['’]?\s?(?:a?l-)\w+|Farvardin|Ordibehesht|Khordad|Tir"
    r"|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand|Tishrei|Kislev|Tevet|Shevat|Adar|Nisan"
    r"|Iyar|Sivan|Tammuz|Elul)\s+1?\d{3}\b|\b\d{1,2}\s+(?:Tishrei|Kislev|Nisan|Adar|Av)\s+5\d{3}\b"
)
ISO = late(r"\b(\d{4})-(\d\d)-(\d\d)\b")
AHEAD = late(
    r"\b(?:will|would|due|scheduled|plans?|planned|expected|is to|are to|until|by)\b[^.]*$"
)
ANY_YEAR = late(r"\b(?:a|an|every|each|any|typical|normal)\s+(?:\w+\s+)?$", re.IGNORECASE)
COUNTED = late(r"\s+(?:[a-z-]+\s+)?[a-z]+s\b")


class DatePatterns:
    """The patterns of a language's dates."""

    def __init__(self, words: Lexicon) -> None:
        dates = words.words["dates"]
        self.months = {each.lower(): number for number, each in enumerate(dates["months"], 1)}
        for each in dates["short_months"]:
            self.months.setdefault(
                each.lower(),
                self.months[next(m for m in self.months if m.startswith(each.lower()[:3]))],
            )
        self.weekdays = {each.lower(): number for number, each in enumerate(dates["weekdays"])}
        # For each kind of date, the words one of which its zones have.
        self.needs = {
            "month": words_in([*dates["months"], *dates["short_months"]]),
            "season": words_in([*dates["seasons"], *dates["feasts"]]),
            "relative": words_in([*dates["weekdays"], *dates["units"]])
            | words_in(f"{each}s" for each in dates["units"])
            | words_of_text(
                "yesterday tomorrow today tonight overnight weekend soon soonest earliest"
            ),
        }
        month = words_pattern([*dates["months"], *dates["short_months"]]) + r"\b(?:\.(?=\s+\d))?"
        day = r"\d{1,2}(?:st|nd|rd|th)?"
        # "3 to 11 April", "18 and 19 May", "April 3-5": the last day is the one that is read.
        span = rf"(?:{day}\s*(?:-|–|to|and|or|/)\s*(?:the\s+)?)?"
        weekday = words_pattern(dates["weekdays"])
        short = words_pattern(dates["short_weekdays"]) + r"\.?"
        unit = words_pattern(dates["units"])
        season = words_pattern(dates["seasons"])
        feast = words_pattern(dates["feasts"])
        number = words_pattern(dates["number_words"])
        self.full = late(
            rf"(?:\b(?:{weekday}|{short}(?=\s*,?\s*{day})),?\s+(?:the\s+)?)?"
            rf"(?:\b{span}(?P<d1>\b{day})(?:\s+day)?(?:\s+of)?\s+(?P<m1>{month})(?:,?\s+(?P<y1>\d{{4}})\b)?"
            rf""
            rf"|\b(?P<m2>{month})\s+(?:{day}\s*(?:-|–|to|and)\s*)?(?P<d2>{day})\b(?!\s*(?:per|%"
            rf"|million|,\d{{3}}))(?:,?\s+(?P<y2>\d{{4}})\b)?)"
        )
        months = words_pattern(dates["months"])
        shorts = words_pattern(dates["short_months"])
        self.month = late(
            r"(?<![\w-])(?:(?i:(?P<lead>early|late|mid|last|next|this|in|since|by|until|till|of"
            r"|before"
            r"|after|during|from|to|through|for|between|around|and|throughout))[\s-]+)?"
            rf"(?P<from>(?:(?:early|late|mid)[\s-]+)?(?P<m>{months}|{shorts}(?=\.?\s+(?:19"
            rf"|20)\d\d)))"
            r"(?P<y>\.?,?\s+(?:of\s+)?(?:19|20)\d{2})?(?![\w-])"
        )
        self.year = late(
            r"(?:(?P<lead>\b(?:in|since|of|until|till|by|from|the|during|before|after|for|a|an"
            r"|its|early|late|mid|and|to|year|between|around|through|back in|as early as"
            r"|as late as|or)[\s-]+)|(?<=\())"
            r"(?P<y>(?:1[6-9]|20)\d\d(?:[-–/]\d\d(?!\d))?)\b(?!\s*(?:[%°]|men|women|people|km"
            r"|metres|tonnes|tons|dollars|euros|per\b)|,\d{3}|\.\d|:\d)"
            r"|\b(?P<decade>(?:(?:early|late|mid)[\s-]+)?(?:1[89]|20)\d0s)\b"
            rf"|(?<![\w.,$£€-])(?P<y2>(?:19|20)\d\d)(?=\s+(?:{words_pattern(dates['dated'])})\b)",
            re.IGNORECASE,
        )
        self.season = late(
            rf"\b(?:(?:in|by|until|since|before|after|during"
            rf"|from)\s+)?(?P<s>(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?{season}(?:\s+of)?\s+(?:19"
            rf"|20)\d\d)\b"
            rf"|\b(?P<t>(?:last|next|this|the\s+(?:coming|following|previous))\s+{season})\b"
            rf"|\b(?:by|before|after|until|till|since|at|on|over|around|during|last|next"
            rf"|this)\s+(?P<f>{feast})\b"
            rf"|\b(?:by|before|until)\s+(?P<v>{season})\b(?=[.,;]|\s+(?:and|or|but)\b)"
            r"|\b(?:in|by|for|until|till|since|before|after|during|over|from|through)\s+"
            rf"(?P<u>the\s+{season})\b(?!\s+of\b|\s+(?!(?:and|but|or|when|to|as|if|he|she|they|it)\b)[a-z]+)",
            re.IGNORECASE,
        )
        self.numeric = late(
            r"(?<![\w./-])(?P<d>0?[1-9]|[12]\d|3[01])(?P<sep>[./])(?P<m>0?[1-9]"
            r"|1[0-2])(?P=sep)(?P<y>(?:19|20)\d\d)(?![\w/])"
        )
        counted = rf"(?:{number}|\d+)(?:\s+and\s+a\s+half)?"
        self.relative = late(
            rf"\b(?:(?P<on>on|by|until|till|since|late|early|from|before|after"
            rf"|for)\s+)?(?P<w>(?:(?:last|next|this|this\s+coming|the\s+following"
            rf"|the\s+previous)\s+)?(?P<wd>{weekday})(?:\s+(?:last|next|week)\b)?)"
            rf"|\b(?:(?:the\s+day\s+(?:before|after)\s+)?(?:yesterday|tomorrow)|today|tonight"
            rf"|last\s+night|overnight|(?:last|next|this|the)\s+weekend|this\s+(?:morning"
            rf"|afternoon|evening))\b"
            rf"|\b(?:early|late|later|earlier|mid)\s+(?:this|last|next)\s+{unit}\b"
            rf"|\bthe\s+(?:end|beginning|start|middle)\s+of\s+(?:the|this|next"
            rf"|last)\s+{unit}\b"
            rf"|\b(?:last|next|this|the\s+coming|earlier\s+this|later\s+this|the\s+following"
            rf"|the\s+previous|the\s+next)\s+{unit}\b"
            rf"|\b(?:the\s+(?:past|last|next|coming)|last|next)\s+{counted}\s+{unit}s\b"
            rf"|\b{counted}\s+{unit}s?\s+(?:ago|earlier|later|before(?=[.,;])|from\s+now|hence)\b"
            rf"|\b(?:the\s+)?(?:day|week|month|year|night)\s+(?:before\s+last|after\s+next)\b"
            rf"|\b(?:as\s+soon\s+as\s+possible|(?:soonest|earliest)\s+possible\s+(?:date|time"
            rf"|moment))\b",
            re.IGNORECASE,
        )
        self.day = late(
            r"\b(?:on|until|till|by|before|after|since|from)\s+(?P<d>the\s+\d{1,2}(?:st|nd|rd"
            r"|th))\b"
            r"(?=[.,;:)]|\s+(?:and|but|or|to|for|at|in|with|when|after|before|of\s+(?:this|the"
            r"|next|last))\b)",
        )


@cache
def date_patterns(language: str) -> DatePatterns:
    """The date patterns of `language`."""
    return DatePatterns(lexicon(language))
