"""What the publisher says may be done with the text."""

from __future__ import annotations

import re

from detente.late import late
from detente.reading.page import Page
from detente.reading.values import Term

_TERM_KINDS = frozenset({"licence_terms", "fair_use_notice", "copyright", "disclaimer"})
_GRANT = late(
    r"(?:permission|right|licen[cs]e)\s+to\s+(?P<a>.+?)(?=\s+(?:as long|so long|provided|on "
    r"condition|if|with|subject)\b|[.;]|$)"
    r"|(?:may|can|free to|welcome to)\s+(?:be\s+|freely\s+)*(?P<b>(?:re-?publish|re-?print"
    r"|re-?produc|re-?us|cross-post|copi|copy|quot|redistribut|distribut|broadcast|shar"
    r"|translat)\w*.*?)(?=\s+(?:as long|so long|provided|on condition|if|with|subject|only)\b"
    r"|[.;,]|$)"
    r"|(?P<c>fair (?:use|dealing))",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = late(
    r"\b(?:may not|must not|cannot|no part|prohibited|forbidden|not permitted)\b", re.IGNORECASE
)
_CONDITION = late(
    r"(?:as long(?: as)?|so long as|provided(?: that)?|on condition that|subject to"
    r"|\bif\b)\s+(?P<a>.+?)(?=[.;]|$)"
    r"|(?P<b>(?:must|should)\s+(?:be\s+)?(?:acknowledge|credit|attribut|link|request|obtain|ask)\w*.*?)(?=[.;]|$)"
    r"|(?P<c>(?:with(?:out)?|only with)\s+(?:prior |written |the )*(?:permission|acknowledgement"
    r"|attribution|credit|consent|a link).*?)(?=[.;]|$)"
    r"|(?P<d>(?:contact|write to|apply to|request permission|ask the|ask for)\b.*?)(?=[.;]\s|$)",
    re.IGNORECASE | re.DOTALL,
)


def find_terms(page: Page) -> tuple[Term, ...]:
    """The terms of use, each with what it grants and on what conditions, in the publisher's
    words.
    """
    found: list[Term] = []
    for part in page.parts:
        if part.kind not in _TERM_KINDS:
            continue
        flat = page.flat[part.start : part.end]
        grant = None if _REFUSED.search(flat) else _GRANT.search(flat)
        conditions = tuple(
            " ".join(next(filter(None, match.groups())).split())
            for match in _CONDITION.finditer(flat)
        )
        if part.kind == "disclaimer":
            grant, conditions = None, ()
        words = " ".join(next(filter(None, grant.groups())).split()) if grant else None
        found.append(
            Term(
                part.start,
                part.end,
                part.text,
                part.rule,
                part.confidence,
                part.kind,
                words,
                conditions,
            )
        )
    return tuple(found)
