"""The forms by which parts of a report are known, where a word list would not do."""

from __future__ import annotations

import re

from detente.late import late
from detente.reading.flat import words_pattern
from detente.reading.lexicon import lexicon

MINABLE = frozenset({"title", "standfirst", "heading", "paragraph", "item", "footnote"})
PROSE = frozenset({"paragraph", "item", "footnote"})
TERMS = frozenset({"licence_terms", "fair_use_notice", "copyright", "disclaimer", "media_contact"})
MARKDOWN = late(r"(?:#{1,6}\s+|>\s*)+")
MARKDOWN_END = late(r"\s#+$")
EMPHASIS = late(r"\*{1,3}|_{1,3}")
SENTENCE_END = late(r"[.!?…][\"'”’»)\]*_]*$")
KICKER = late(
    r"^(?:press|news|media) (?:release|statement)\b.*\d|^(?:no\. ?\d|ref\.?\s*:|reference\s*:"
    r"|document\s*:|embargo(?:ed)?\b|distribution\s*:|original\s*:)|\bNo\. ?\d+(?:/\d+)?$"
    r"|#\d+\b.*\d{4}|\b(?:issue|volume|vol\.|edition)\s+(?:no\.\s*)?\d+",
    re.IGNORECASE,
)
KICKERS = frozenset(
    {
        "PRESS RELEASE",
        "NEWS RELEASE",
        "MEDIA RELEASE",
        "PRESS STATEMENT",
        "MEDIA STATEMENT",
        "NEWS ANALYSIS",
        "BREAKING NEWS",
        "LONG READ",
        "WORLD NEWS",
        "WIRE COPY",
        "EDITED TRANSCRIPT",
        "FULL TRANSCRIPT",
        "PRESS BRIEFING",
        "FACT SHEET",
    }
)
PUBLICATION = late(
    r"\b(?:articles?|text|report|material|content|transcript|release|story|interview|translation|"
    r"page|site|website|photographs?|photos?|copyright|copyrighted|republish|publication)\b",
    re.IGNORECASE,
)
MONTHS = words_pattern(
    [*lexicon("en").list("dates", "months"), *lexicon("en").list("dates", "short_months")]
)
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTHS}\.?(?:,?\s+\d{{4}})?"
    rf"|{MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d)"
)
# "21 Rajab 1446", "3 Nisan 5784": the day in a calendar of its own, before the common one.
FOREIGN_DATE = r"\d{1,2}\s+[A-Z][\w'-]{2,12}(?:\s+[A-Z][\w'-]{2,10})?\s+\d{4}"
PLACE = (
    r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'-]*(?:[ -][A-Z\u00c0-\u00de][\w\u00c0-\u024f.'-]*){0,4}"
)
_DASH = r"(?:—|–|--|-|―)"
_HOUSE = r"(?:\s*\([^)\n]{1,40}\))"
_CAPITALS = r"[A-Z][A-Z .'-]{2,30}"
_DATELINES = (
    # "GENEVA, 4 March (Wire) —", "LIMA, Peru –"
    (
        rf"{PLACE}(?:,\s*{PLACE}){{0,2}}(?:,?\s*{DATE})?(?:,?{_HOUSE})?\s*(?:—|–|--|-(?=\s)|―)"
        r"(?=\s|[A-Z“\"*_])"
    ),
    rf"{PLACE}(?:,\s*{PLACE})?,?\s*{DATE}{_HOUSE}?\s*(?:{_DASH}|:)",
    rf"{_CAPITALS}(?:,\s*[A-Z][\w .]{{2,20}})?{_HOUSE}\s*{_DASH}?(?=\s)",
    rf"{PLACE}\s*\([A-Z][^)\n]{{1,40}}\)(?:,?\s*{DATE})?\s*{_DASH}",
    # "DOHA, 21 Rajab 1446, 21 January 2025 (GNA) --", "CUSCO (Peru), 14 Aug (Prensa) –"
    (
        rf"{PLACE}(?:,\s*{PLACE})?{_HOUSE}?(?:,\s*{FOREIGN_DATE})?(?:,\s*{DATE}){_HOUSE}?"
        rf"\s*{_DASH}(?=\s)"
    ),
    # "MOSCOW, August 31. /TASS/.", "New Delhi, Mar 3 (PTI)", "Tbilisi. 4 May. INTERPRESS –"
    (
        rf"{PLACE}[,.]\s*{DATE}\.?\s*"
        rf"(?:/[A-Z][\w -]{{1,30}}/\.?|\([A-Z]{{2,8}}\):?|[A-Z]{{3,14}}\s*{_DASH})(?=\s)"
    ),
    # "(Kathmandu, 4 May 2022) –", "4 May 2021, Geneva —", "CAIRO – 4 May 2021:"
    rf"[(\[]{PLACE},\s*{DATE}[)\]]\s*(?:—|–|--|-|:)?(?=\s+[A-Z“\"])",
    rf"{DATE},\s+{PLACE}\s*(?:—|–|--|:)(?=\s)",
    rf"{PLACE}\s*{_DASH}\s*{DATE}\s*(?:{_DASH}|:)(?=\s)",
    # "ANKARA / ATHENS (Wire) –", "ISLAMABAD:"
    rf"{_CAPITALS}\s?/\s?{_CAPITALS}{_HOUSE}?\s*{_DASH}(?=\s)",
    r"[A-Z]{4,16}(?:\s[A-Z]{3,16})?:(?=\s+[A-Z][a-z])",
)
DATELINE = late("|".join(_DATELINES))
DATELINE_MARKS = late(r"[*_]{0,3}")
BULLET = late(r"[-*+•]\s+(?=[A-Z][\w ]{1,30}:)")
# "(Ann Roe / Courier)", "Photograph: Ann Roe/Agency" at the end of a caption.
CREDIT = late(
    r"(?:[*_]{0,2}\((?:(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Cc]redit)s?\s*(?:by|:)\s*)?"
    r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3}\s*(?:/|\bfor\b|\bvia\b|,)\s*[A-Z][^()\n]{1,40}\)[*_]{0,2}"
    r"|\([A-Z][\w./ -]{1,30}\s(?:[Ff]ile\s)?(?:[Pp]hoto|[Pp]icture|[Ii]mage|[Hh]andout)s?\)"
    r"|(?<=[.”\"]\s)[—–]\s?[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){1,3}(?:/[A-Z ]{2,30})?"
    r"|[*_]{0,2}\(?(?:Photo(?:graph)?s?|Picture|Image|Credit)\s*(?:by|:|/|©)\s*[A-Z][^\n]{2,60})$"
)
LETTERHEAD = late(
    r"(?:press|news|media|information)\s+(?:release|service|statement|office|communiqu|unit|department)"
    r"|office\s+of\s+the\b|for\s+immediate\s+release|embargo|no\.\s?\d|ref\b|\[.*\]$"
    r"|(?:un)?official\s+translation|[A-Z]{1,4}/[A-Z0-9]{1,4}/\d+|\bdistr(?:ibution)?\b",
    re.IGNORECASE,
)
ISSUED_BY = late(
    r"\b(?:Issued|Released|Distributed|Circulated)\s+by\s+(?:the\s+)?(?P<name>[A-Z][^.;|\n]{3,80})"
)
POSTED_BY = late(r"(?:posted|written|published|words|story)\s+by\s+[A-Z]", re.IGNORECASE)
SEPARATOR = late(r"[#*=_\-~•·–— ]{3,}$")
DATE_LINE = late(
    rf"(?:{PLACE}(?:,\s*{PLACE})?,?\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    rf"|Sun)day,?\s+)?{DATE}(?:[ ,|]+\d{{1,2}}[:.]\d\d.*)?\.?$"
)
# "abc/def/gh": who wrote, edited and sent a dispatch.
INITIALS = late(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,4}$|[A-Z]{2,4}(?:/[A-Z]{2,4}){1,4}$")
# What opens the matter below a report: everything after it is none of the report's.
BELOW = late(
    r"[*_#\s]*(?:Notes?\s+(?:to|for)\s+[Ee]ditors?|NOTES?\s+(?:TO|FOR)\s+EDITORS?|About\s+[Uu]s|ABOUT\s+US"
    r"|Background\s+[Nn]otes?|Comments?\s+\(\d+\)|\d+\s+[Cc]omments?|Related\s+(?:articles|stories|news)"
    r"|Read\s+more|Most\s+read)\s*:?[*_\s]*$"
)
PLACE_LINE = late(rf"{PLACE},\s+{PLACE}\.?$")
BY = late(r"[Bb]y\s+(?=[A-Z\u00c0-\u00de])")
NAME = late(
    r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'-]+(?:\s+(?:(?:de|da|do|dos|del|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el|y|e)\s+)*[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'-]*){1,3}"
)
NAME_AND_DESK = late(
    NAME.pattern
    + r"(?:\s+and\s+"
    + NAME.pattern
    + r")?,?\s+(?:(?:\w+\s+){0,3}(?:correspondent|editor|reporter|writer|staff|desk)s?"
    r"|(?:in|reports from|for)\s+[A-Z].*)(?:\s+in\s+[A-Z].*)?"
)
REDACTED = late(
    r"\[\s*e-?mail\s+(?:protected|redacted|removed|hidden|withheld|address removed)\s*\]"
    r"|\[\s*(?:address|phone|contact|number|name|e-?mail|telephone)[^\]\n]{0,20}(?:redacted|removed|withheld|hidden|protected)\s*\]"
    r"|[\w.+-]{1,40}\s?(?:\[at\]|\(at\)|\{at\}|\[@\])\s?[\w-]{1,40}(?:\s?(?:\[dot\]|\(dot\)|\{dot\})\s?[\w-]{1,20}|\.[\w-]{1,20}){1,4}"
    r"|[\w.+-]{1,40} AT [\w-]{1,40}(?: DOT [\w-]{1,20}){1,4}"
    r"|(?<![\w.*•█])[\w.]{0,20}(?:[*x•█]{3,40})[\w.]{0,20}@[\w*x•█.-]{3,40}"
    r"|[\w.+-]{1,40}@(?:[*x•█]{2,40}|\.\.\.)[\w.*-]{0,20}"
    r"|[\w.+-]{1,40}@\[[^\]\n]{2,24}\]"
    r"|\[(?:redacted|withheld)\]",
    re.IGNORECASE,
)
EMAIL = late(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
DOMAIN = late(r"(?:https?://|www\.)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PUBLISHER = late(
    r"((?:The\s+)?[A-Z][\w-]+(?:\s+(?:[A-Z][\w-]+|of|for|on|and|the)){1,7})(?=\s+(?:grants?|will\s+not\s+be|accepts?|is\s+not|takes?|assumes?|cannot|does\s+not)\b)"
)
TITLE_LIMIT = 220
HEADER_BLOCKS = 14
