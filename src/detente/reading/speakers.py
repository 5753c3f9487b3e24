"""Who says what stands between two marks: cues before, after and around a quote."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from detente.documents import Span
from detente.late import late
from detente.reading.clauses import governed, in_relative_clause
from detente.reading.cues import (
    APART,
    OFFICE_OF,
    OWNED,
    OWNER,
    Cue,
    can_be_subject,
    clause_close,
    cue_patterns,
    without_dots,
)
from detente.reading.labels import TurnLabels
from detente.reading.page import Page
from detente.reading.pronouns import Pronouns
from detente.reading.rules import Found
from detente.reading.values import Mention, Quote

_REACH = 220  # code points after a quote, and before it
_SIGNED = late(r"\s*(?:—|–|--|-|―)\s*(?=[A-Z])")
_SIGNATURE = 120  # letters: what stands below a quote and is longer is no signature
_FOR = late(r"\s+(?:for|of)\s+(?:the\s+)?")
_PRONOUN = late(r"(?:he|she|they|it)\b", re.IGNORECASE)
_JOINS = late(r"\b(?:and|but|while|as|when|that|if)\b")
_PAPER = late(r"\b(?:report|statement|letter|paper|study|article|document|sign|poster|notice)\s*$")


class Speakers:
    """Looks for the speaker of a quote among the mentions of a page."""

    def __init__(self, page: Page, found: Found) -> None:
        self.page = page
        self.found = found
        self.patterns = cue_patterns(page.words.language)
        self.mentions = sorted(
            (each for each in found.mentions if not (each.nested or each.form == "adjective")),
            key=lambda each: each.start,
        )
        self.starts = [each.start for each in self.mentions]
        self.sentence_starts = [each.start for each in page.sentences]
        self.role_starts = [role.start for role in found.roles]
        self.roles_of: dict[str, str] = {}
        for role in found.roles:
            if role.of:
                self.roles_of.setdefault(role.of, role.name)
        self.states_of = {role.of: role.state for role in found.roles if role.of and role.state}
        zone_starts = [zone.start for zone in page.zones]
        self.pronouns = Pronouns(
            page, found.survey.people.by_name, self.between, self.sentence_starts, zone_starts
        )
        self.labels = TurnLabels(page, found, self.mentions)

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in `[start, end)`."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def role_of(self, name: str | None) -> str | None:
        """The first role that the text gives the person `name`."""
        return self.roles_of.get(name) if name else None

    def only_person(self, who: str, before: int) -> str | None:
        """The one person that "he" or "she" at `before` can mean; None where not one."""
        return self.pronouns.only_person(who, before)

    def cue(
        self, opened: int, closed: int, zones: tuple[int, ...], end: int, *, inside: bool = False
    ) -> Cue | None:
        """The cue right after the quote, else right before it, in its sentence or the paragraph
        above, or in a signature below.
        """
        first, last = self.page.zones[zones[0]], self.page.zones[zones[-1]]
        at = bisect_left(self.sentence_starts, opened + 1) - 1
        begin = max(
            first.start, opened - 300, min(self.sentence_starts[at], opened) if at >= 0 else 0
        )
        found = self._after(closed, last.end, end, opened) or self._before(begin, opened)
        if found or inside:
            return found
        if closed >= last.end - 2 and zones[-1] + 1 < len(self.page.zones):
            below = self.page.zones[zones[-1] + 1]
            if below.end - below.start <= _SIGNATURE and (
                signed := self._signed(below.start, below.end)
            ):
                return signed
        if opened - first.start <= 2 and zones[0]:
            above = self.page.zones[zones[0] - 1]
            if self.page.flat[above.end - 1] in ",:" and above.label is None:
                last_one = bisect_left(self.sentence_starts, above.end) - 1
                return self._before(max(above.start, self.sentence_starts[last_one]), above.end)
        return None

    def _signed(self, start: int, stop: int) -> Cue | None:
        """ "— Ann Roe, mayor" after or below a quote."""
        signed = _SIGNED.match(self.page.flat, start, stop)
        who = self._first_actor(signed.end(), stop, 40) if signed else None
        return self._made(who, None, Span(start, stop), "after", 0.8) if who else None

    def _after(self, closed: int, limit: int, end: int, opened: int) -> Cue | None:
        flat = self.page.flat
        if signed := self._signed(closed, min(limit, closed + 60)):
            return signed
        # A full stop inside or outside the marks ends the sentence: what follows is the next one.
        stopped = flat[end - 1 : end] in ".!" or flat[closed : closed + 1] == "."
        stop = clause_close(flat, closed + 1, min(limit, closed + _REACH))
        for pattern in (self.patterns.after_verb, self.patterns.after_according):
            match = pattern.match(flat, closed, stop)
            if match is None:
                continue
            between = flat[closed : match.start("verb")].strip()
            if stopped and (between not in {"", ","} or match["verb"][:1].isupper()):
                continue
            who = self._first_actor(match.end(), stop, 40)
            if who:
                place = Span(match.start("verb"), who.end)
                return self._made(who, match, place, "after", 0.95)
            pronoun = _PRONOUN.match(flat, match.end(), stop)
            if pronoun:
                return self._pronoun(pronoun.group(), match, opened, "after")
        if not stopped:
            who = self._first_actor(closed, stop, 8)
            joins = who and _JOINS.search(flat, closed, who.start)
            verb = (
                self.patterns.verb.search(flat, who.end, min(stop, who.end + 110)) if who else None
            )
            if who and verb and not joins and can_be_subject(flat, who.end, verb.start()):
                place = Span(who.start, verb.end())
                return self._made(who, verb, place, "after", 0.95)
            other = self.patterns.described.match(flat, closed, stop)
            other = other or self.patterns.surname_after.match(flat, closed, stop)
            if other:
                said_by = " ".join((other["who"] or other["w2"]).split())
                group = "verb" if other["verb"] else "v2"
                speaker = None if _PAPER.search(said_by) else said_by
                verb_place, place = Span(*other.span(group)), Span(closed, other.end())
                return Cue(
                    speaker, None, said_by, other[group], verb_place, place, "after",
                    "quotes.described", 0.6,
                )  # fmt: skip
        pronoun = self.patterns.pronoun_after.match(flat, closed, stop)
        if pronoun and not (stopped and pronoun["who"][:1].isupper()):
            return self._pronoun(pronoun["who"], pronoun, opened, "after")
        return None

    def _before(self, begin: int, opened: int) -> Cue | None:
        """A cue in the words before the quote: `X said: “`, `According to X, “`."""
        flat = self.page.flat
        lead = self.patterns.according.search(flat, begin, opened)
        who = self._first_actor(lead.end(), opened, 45) if lead else None
        if lead and who:
            return self._made(who, lead, Span(lead.start(), opened), "before", 0.9)
        tight = flat[begin:opened].rstrip()[-1:] in ",:"
        pronouns = list(self.patterns.pronoun_verb.finditer(flat, begin, opened))
        for verb in reversed(list(self.patterns.verb.finditer(flat, begin, opened))[-4:]):
            aside = self.patterns.pronoun_aside.search(flat, begin, verb.end())
            if aside and aside.end("verb") == verb.end():
                return self._pronoun(aside["who"], aside, begin, "before")
            subject = self._subject_of(verb.start(), begin)
            if subject:
                place = Span(subject.start, verb.end())
                return self._made(subject, verb, place, "before", 0.9 if tight else 0.75)
            for match in pronouns:
                if match.end("verb") == verb.end():
                    return self._pronoun(match["who"], match, begin, "before")
        return None

    def _first_actor(self, start: int, stop: int, slack: int) -> Mention | None:
        """The actor that the words at `start` name, at most `slack` code points on; a person before
        the body that the person speaks for.
        """
        flat = self.page.flat
        near = [e for e in self.between(start, min(stop, start + slack + 30)) if e.end <= stop + 1]
        low, high = (bisect_left(self.role_starts, at) for at in (start, start + slack + 1))
        roles = self.found.roles[low:high]
        for each in near:
            if each.kind != "person" and any(
                role.of and role.start <= each.start < role.end for role in roles
            ):
                continue  # "said the president of the Front, N. N.": the role is the person's
            if each.kind == "person" and each.form != "title" and roles:
                return each
            led = without_dots(flat[start : each.start])
            if each.start - start > slack or re.search(r"[.;:“”\"]", led):
                continue
            apart = OWNED if OWNER.match(flat, each.end) else APART
            for other in near if each.kind in {"state", "organisation"} else ():
                close = each.end <= other.start < each.end + 60
                if (
                    other.kind == "person"
                    and close
                    and not apart.search(flat, each.end, other.start)
                ):
                    return other
            return each
        far = (each for each in self.between(start, stop) if each.kind == "person")
        long = next(far, None) if roles else None
        return long if long and long.start <= roles[0].end + 3 else None

    def _subject_of(self, verb: int, limit: int) -> Mention | None:
        """The actor who is the subject of the verb at `verb`: the nearest before it in its
        clause.
        """
        flat = self.page.flat
        for each in reversed([each for each in self.between(limit, verb) if each.end <= verb]):
            between = without_dots(flat[each.end : verb])
            apart = "," in between and len(between) > 60 and not between.lstrip().startswith(",")
            if (
                apart
                or len(between) > 140
                or re.search(r"[;:.]\s", between)
                or in_relative_clause(flat, limit, each.start, verb)
                or governed(flat, limit, each.start)
            ):
                continue
            # "A spokesman for the board said": not the board.
            at = bisect_left(self.starts, each.start)
            other = self.mentions[at - 1] if at else each
            speaks = other.form == "title" and _FOR.fullmatch(flat, other.end, each.start)
            return other if speaks else each
        return None

    def carried(self, opened: int, zones: tuple[int, ...], previous: Quote | None) -> Cue | None:
        """A quote without cue right after another one: the same speaker goes on."""
        if previous is None or previous.speaker is None or previous.marks is None:
            return None
        zone = self.page.zones[zones[0]]
        ended = previous.marks.end
        between = self.page.flat[ended:opened].strip()
        follows = opened - zone.start <= 2 and ended >= self.page.zones[max(0, zones[0] - 1)].start
        others = {each.name for each in self.between(ended, opened) if each.kind == "person"}
        if (
            not (ended >= zone.start or follows)
            or others - {previous.speaker}
            or len(between) > 260
            or (between and between[-1] not in ".!?:;,…)")
        ):
            return None
        said_by = previous.said_by or ""
        known = (previous.speaker, previous.role, said_by)
        return Cue(*known, None, None, None, "carried", "quotes.carried", 0.75)

    def _pronoun(self, who: str, match: re.Match[str], before: int, position: str) -> Cue | None:
        """A pronoun speaks: the speaker is named only if one person alone can be meant."""
        name = self.only_person(who.lower(), before)
        self.pronouns.remember(name, who.lower())
        verb, place = match["verb"], Span(*match.span("verb"))
        sure = 0.7 if name else 0.5
        role = self.role_of(name)
        return Cue(name, role, who, verb, place, None, position, "quotes.pronoun", sure)

    def _made(
        self,
        who: Mention,
        verb: re.Match[str] | None,
        place: Span,
        position: str,
        sure: float,
    ) -> Cue:
        office = OFFICE_OF.match(self.page.flat, who.end)
        owned = office and (who.kind == "person" or office["who"][0].isupper())
        name = f"{who.name}’s {office['who']}" if office and owned else who.name
        group: Iterable[str] = verb.re.groupindex if verb else ()
        span = verb.span("verb" if "verb" in group else 0) if verb else None
        said = " ".join(verb[0 if "verb" not in group else "verb"].split()) if verb else None
        where = Span(*span) if span else None
        role = self.role_of(who.name)
        return Cue(name, role, who.text, said, where, place, position, f"quotes.{position}", sure)
