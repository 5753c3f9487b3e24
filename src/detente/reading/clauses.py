"""Where a clause ends, and who its subject is: what proposals, claims and reported speech share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from detente.late import late
from detente.reading.rules import Found
from detente.reading.values import Mention, Quote

_STOP = late(
    r"(?=[;:“”\"\s—!?,])(?:[;:“”\"]|\s[–—-]\s|—"
    r"|,?\s(?:while|whereas|although|though|but|because|since|as well as|so that|unless|adding"
    r"|saying|stressing|warning|noting|even if|even though|yet|despite)\s"
    r"|\sand\s(?:called|urged|said|says|demanded|proposed|offered|warned|asked|added|told|rejected|accused|also|that|would|will|has|have|had|is|was|were|promised|pledged|welcomed)\b"
    r"|\sand\s(?:up)?on\s(?:the\s)?[A-Z]"
    r"|[!?](?=\s|$)|,?\sand\s(?:\w+ly\s)?\w+ed\s(?:that|to|the|its|their|his|her|on|for|a|an)\b"
    r"|\sand\s(?:wants?|asks?|calls?|rejects?|insists?|urges?|warns?|seeks?|demands?|offers?|refuses?|says)\s(?:all|the|for|that|its|an?|to|on)\b"
    r"|,?\s(?:and|but|while)\s(?:the\s)?[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3}\s(?:demanded|urged|proposed|offered|warned|insisted|asked|called|said|rejected)\b"
    r"|,(?!\d{3}\b))"
)
_LIST_GOES_ON = late(
    r",\s(?:the\s)?[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){0,3}(?:,|\s(?:and|or)\s)|,?\s(?:and|or)\s(?!(?:we|he|she|they|it|I)\b)|,\s(?:[a-z'-]+\s){1,6}(?:and|or)\s(?!(?:we|he|she|they|it|I)\b)"
)
_OBJECT_LEAD = late(
    r"\b(?:with|to|of|from|by|against|in|at|for|between|told|on|about|near|into|over|among|towards?|through|than)\s+(?:the\s+|a\s+|an\s+|its\s+|their\s+|his\s+|her\s+)?$",
    re.IGNORECASE,
)
_SPOKEN_FOR = late(
    r"\b(?:members|representatives?|leaders?|officials?|residents|people|elders|families|president|minister|head|spokes\w+|government)\s+(?:of|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AND = late(r"(?:,|\s+and|,\s+and|\s+&)\s+(?:the\s+)?$")


def clause_end(flat: str, start: int, limit: int) -> int:
    """Where the clause that begins at `start` ends, at most at `limit`; lists do not end it."""
    at = start
    while at < limit:
        stop = _STOP.search(flat, at, limit)
        if stop is None:
            at = limit
            break
        if stop.group() == "," and _LIST_GOES_ON.match(flat, stop.start(), limit):
            at = stop.end()
            continue
        at = stop.start()
        break
    end = min(at, limit)
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in '.,;:!?”’"'):
        end -= 1
    return end


_CONDITION = late(
    r"(?=[,;:\s—])(?:,?\s(?:if|provided(?:\s+that)?|on\s+condition|in\s+(?:return|exchange)\s+for|while|so\s+that|unless|when|once|as\s+soon\s+as)\s"
    r"|,\s(?:which|who|whose|where|he|she|they|it|we|but|or\s+else|saying|adding|calling|citing)\s"
    r"|,?\sand\s(?:he|she|they|it|we|that|to|(?:up)?on|then)\s|;|:|\s[–—]\s|\s-\s|—)"
)
_GOES_ON = late(
    r",\s(?:with\s+effect|not|without|starting|beginning|including|no\s+later|not\s+later|under|by|in\s+full|and"
    r"|or|along\s+with|together|plus|\d|[A-Z][\w.-]*\s\d)"
)
_QUOTED = late(r"[“\"][^”\"]{1,90}[”\"]")


def ask_end(flat: str, start: int, limit: int) -> int:
    """Where the words that begin at `start` and name what is asked end: before a condition, a
    second clause or a comment; short quotes inside belong to it.
    """
    at = start
    end = limit
    while at < limit:
        quoted = _QUOTED.search(flat, at, limit)
        stop = clause_end(flat, at, quoted.start() if quoted else limit)
        condition = _CONDITION.search(flat, at, min(stop + 1, limit))
        if condition and condition.start() > start:
            end = condition.start()
            break
        after = flat[stop : stop + 1]
        if after == "," and _GOES_ON.match(flat, stop, limit):
            at = stop + 1
            continue
        if quoted and stop >= quoted.start() - 2:
            at = quoted.end()
            end = at
            if re.match(r"[,.;:]|$", flat[at : at + 1]) or at >= limit:
                break
            continue
        end = stop
        break
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in ".,;:!?"):
        end -= 1
    return end


def governed(flat: str, start: int, at: int) -> bool:
    """Whether a preposition governs what stands at `at`, so that it is no subject."""
    before = flat[max(start, at - 40) : at]
    return bool(_OBJECT_LEAD.search(before)) and not _SPOKEN_FOR.search(before)


def in_relative_clause(flat: str, limit: int, start: int, verb: int) -> bool:
    """Whether the place `start` lies in a ", who …," that closes before the verb."""
    opened = max(flat.rfind(lead, limit, start) for lead in (", who", ", which", ", whose"))
    return opened >= 0 and "," not in flat[opened + 1 : start] and "," in flat[start:verb]


class Actors:
    """The actors of a page in order of place, for looking up subjects."""

    def __init__(self, found: Found) -> None:
        self.all = sorted(found.mentions, key=lambda each: (each.start, -each.end))
        self.outer = [each for each in self.all if not each.nested]
        self.starts = [each.start for each in self.outer]
        self.quotes = sorted(
            (each for each in found.quotes if each.kind not in {"nested", "partial"}),
            key=lambda each: each.start,
        )
        self.states = {role.of: role.state for role in found.roles if role.of and role.state}
        self.quote_starts = [each.start for each in self.quotes]

    def between(self, start: int, end: int) -> list[Mention]:
        """The outer mentions that begin in `[start, end)`."""
        return self.outer[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def quote_at(self, offset: int) -> Quote | None:
        """The quote or turn that `offset` lies in; partial quotes are the author's sentence."""
        index = bisect_right(self.quote_starts, offset) - 1
        while index >= 0 and index > bisect_right(self.quote_starts, offset) - 4:
            if self.quotes[index].start <= offset < self.quotes[index].end:
                return self.quotes[index]
            index -= 1
        return None

    def quotes_from(self, start: int, end: int) -> list[Quote]:
        """The quotes and turns that begin in `[start, end)`."""
        return self.quotes[
            bisect_left(self.quote_starts, start) : bisect_left(self.quote_starts, end)
        ]

    def cued_at(self, offset: int) -> Quote | None:
        """The quote whose introducing words `offset` lies in."""
        index = bisect_right(self.quote_starts, offset)
        for each in self.quotes[max(0, index - 2) : index + 2]:
            if each.cue and each.cue.start <= offset < each.cue.end:
                return each
        return None

    def subjects(
        self, flat: str, verb: int, start: int, skip: Sequence[tuple[int, int]] = ()
    ) -> list[Mention]:
        """The actors who do what stands at `verb`: the nearest before it that no preposition
        governs.

        Actors joined by "and" count together; those inside the places `skip` do not count.
        """
        before = [
            each
            for each in self.between(start, verb)
            if each.end <= verb
            and each.form != "adjective"
            and not any(a <= each.start < b for a, b in skip)
        ]
        for index in range(len(before) - 1, -1, -1):
            each = before[index]
            if governed(flat, start, each.start) or in_relative_clause(
                flat, start, each.start, verb
            ):
                continue
            joined = [each]
            while index and _AND.fullmatch(flat[before[index - 1].end : before[index].start]):
                index -= 1
                joined.insert(0, before[index])
            if len(joined) > 1 and governed(flat, start, joined[0].start):
                continue
            return joined
        return []


def names_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Their names, the members of a group for the group, each once."""
    found: list[str] = []
    for each in mentions:
        members = each.members if each.kind == "group" and len(each.members) > 1 else (each.name,)
        found.extend(name for name in members if name not in found)
    return tuple(found)
