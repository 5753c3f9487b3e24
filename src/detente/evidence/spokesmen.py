"""For whom somebody speaks whose office does not say it: by what they say, lead or stand by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from detente.documents import Mention, Reading

_CLAUSE = 140  # code points after a name in which it may be said whom somebody leads
_AFTER = 25  # and after the verb
_LEADS = re.compile(
    r"\b(?:advised|represents|represented|negotiated\sfor|leads|led|heads|headed|commands|commanded|chairs"
    r"|chaired|runs|ran|speaks\sfor|spoke\sfor|speaking\sfor|on\sbehalf\sof)\b"
)
_CLOSE = 500  # code points before an official's first naming in which the side may stand
_SAYS_SO = 5  # "I speak for" counts for so many sentences
_OFFICIAL = re.compile(
    r"\b(?:minister|ambassador|president|chair\w*|spokes\w+|negotiator|envoy|secretary|general|commander"
    r"|chancellor|premier|director|deputy|representative|delegate|chief)\b",
    re.IGNORECASE,
)

_STOP = re.compile(r"[.!?][\"”’)]*\s|\n\s*\n")
_FOR_THE = re.compile(r",\s+(?:a|the|its)\s+[^,.]{0,30}?\b(?:for|of)\s+the\s+(?P<body>\w+)\b")


class Spokesmen:
    """The people of a report, and the sides that they speak for.

    heads  where states and organisations are named, in order of place.
    """

    def __init__(self, reading: Reading, heads: Sequence[tuple[int, str]]) -> None:
        self.reading = reading
        self.heads = heads
        self.starts = [each.start for each in reading.mentions]
        self.by_name: dict[str, list[Mention]] = {}
        self.first_named: dict[str, int] = {}
        for each in reading.mentions:
            self.by_name.setdefault(each.name, []).append(each)
            self.first_named.setdefault(each.name, each.start)

    def side_of(self, name: str) -> str | None:
        """The state or organisation that a person speaks for: a guess; None where nothing says."""
        return (
            self._speaks_for(name)
            or self._speaks_as(name)
            or self._said_to_lead(name)
            or self._named_before(name)
        )

    def _speaks_for(self, name: str) -> str | None:
        """The body that "a spokesman for the movement" means: one known by that last word."""
        text = self.reading.document.text
        for each in self.by_name.get(name, ()):
            said = _FOR_THE.match(text, each.end)
            known = {
                one.name
                for one in self.reading.mentions
                if said and one.kind == "organisation"
                if one.name.split()[-1].casefold() == said.group("body").casefold()
            }
            if len(known) == 1:
                return known.pop()
        return None

    def _mentions(self, start: int, end: int) -> tuple[Mention, ...]:
        return self.reading.mentions[
            bisect_left(self.starts, start) : bisect_left(self.starts, end)
        ]

    def _speaks_as(self, name: str) -> str | None:
        """The side that somebody says "we" of: "I speak for the union", "France has …. We …"."""
        found: Counter[str] = Counter()
        for quote in self.reading.quotes:
            if quote.speaker != name:
                continue
            for each in self._mentions(quote.start, quote.end):
                if each.kind not in {"state", "organisation"} or each.nested:
                    continue
                lead = self.reading.document.text[max(quote.start, each.start - 40) : each.start]
                after = self.reading.document.text[each.end : min(quote.end, each.end + 220)]
                if re.search(r"\bI\s(?:speak|am\shere)\s(?:for|on\sbehalf\sof)\s(?:the\s)?$", lead):
                    found[each.name] += _SAYS_SO
                first = re.search(r"(?:^|[.?!:]\s+)(?:The\s)?$", lead)
                acts = re.match(r"\s(?:is|has|can|cannot|can[’']t|will|does|stands|wants)\b", after)
                if first and acts and re.search(r"\b[Ww]e\b", after):
                    found[each.name] += 1
        return found.most_common(1)[0][0] if found else None

    def _said_to_lead(self, name: str) -> str | None:
        """The side of "…, who commands the front", "…, who advised Ethiopia"."""
        text = self.reading.document.text
        for each in self.by_name.get(name, ()):
            clause = text[each.end : each.end + _CLAUSE].split(". ")[0]
            leads = _LEADS.search(clause)
            if leads is None:
                continue
            start = each.end + leads.end()
            near = [
                one
                for one in self._mentions(start, start + _AFTER)
                if one.kind in {"state", "organisation"}
            ]
            if near:
                return near[0].name
        return None

    def _named_before(self, name: str) -> str | None:
        """The state or organisation named last before an official is first named, close by."""
        offices = " ".join(role.name for role in self.reading.roles if role.of == name)
        start = self.first_named.get(name)
        if start is None or not _OFFICIAL.search(offices):
            return None
        text = self.reading.document.text
        own = re.search(r"\b[Ii]ts\s[\w\s]{3,40},?\s$", text[max(0, start - 60) : start])
        if own:
            # "Turkey … . Its foreign minister, …": who the sentence before is about.
            its = max(0, start - 60) + own.start()
            begin = max(text.rfind(". ", 0, its - 2), text.rfind("\n", 0, its))
            about = [each for each in self.heads if begin < each[0] < its]
            if about:
                return about[0][1]
        last = [match.end() for match in _STOP.finditer(text, max(0, start - _CLOSE), start)]
        begin = last[-1] if last else start - _CLOSE  # never across sentences
        before = [each for each in self.heads if begin <= each[0] < start]
        return before[-1][1] if before else None
