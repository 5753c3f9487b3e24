"""Who says what stands between two marks: cues before, after and around a quote."""

from __future__ import annotations

import re
from bisect import bisect_left

from detente.documents.clauses import governed, in_relative_clause
from detente.documents.cues import (
    APART,
    CLAIM_OF,
    OFFICE_OF,
    OWN_CLAIM,
    OWNED,
    OWNER,
    SIGNATURE,
    SIGNED,
    SPEAKS_FOR,
    WORDS_BY,
    Cue,
    can_be_subject,
    clause_close,
    cue_patterns,
    without_dots,
)
from detente.documents.labels import TurnLabels
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.pronouns import Pronouns
from detente.documents.rules import Found
from detente.documents.values import Mention, Quote, Span

_REACH = 220
_PRONOUN = late(r"(?:he|she|they|it)\b", re.IGNORECASE)
_REPLY = late(r"[\s,]*(?:was|is|came|went)\s+(?:the\s+)?", re.IGNORECASE)
_OWN_REPLY = late(r"'s?\s+(?:\w+\s+)?(?:reply|answer|response|verdict|comment|retort)\b")
_PAPER = late(
    r"\b(?:report|statement|letter|paper|study|article|document|text|note|banner|sign|poster|leaflet"
    r"|survey|ruling|judgment|law|headline|sticker|notice)\s*$"
)


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
        self.zone_starts = [zone.start for zone in page.zones]
        self.roles_of: dict[str, str] = {}
        for role in found.roles:
            if role.of:
                self.roles_of.setdefault(role.of, role.name)
        self.states_of = {role.of: role.state for role in found.roles if role.of and role.state}
        self.pronouns = Pronouns(
            page, found.survey.people.by_name, self.between, self.sentence_starts, self.zone_starts
        )
        self.labels = TurnLabels(page, found, self.mentions)

    # -- looking up -----------------------------------------------------------------------------
    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in `[start, end)`."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def role_of(self, name: str | None) -> str | None:
        """The first role that the text gives the person `name`."""
        if name is None:
            return None
        return self.roles_of.get(name)

    def only_person(self, who: str, before: int) -> str | None:
        """The one person that "he" or "she" at `before` can mean; None where not one."""
        return self.pronouns.only_person(who, before)

    # -- cues -----------------------------------------------------------------------------------
    def cue(
        self,
        opened: int,
        closed: int,
        zones: tuple[int, ...],
        start: int,
        end: int,
        *,
        inside: bool = False,
    ) -> Cue | None:
        """The cue right after the quote, else right before it, in its sentence or the paragraph
        above.
        """
        first, last = self.page.zones[zones[0]], self.page.zones[zones[-1]]
        after = self._after(closed, last.end, end, opened)
        before = self._before(opened, first.start)
        if after:
            return after
        if before:
            return before
        if not inside and closed >= last.end - 2 and (below := self._below(zones[-1] + 1)):
            return below
        if not inside and opened - first.start <= 2 and zones[0]:
            return self._above(zones[0])
        return None

    def _after(self, closed: int, limit: int, end: int, opened: int) -> Cue | None:
        flat = self.page.flat
        # A full stop inside or outside the marks ends the sentence: what follows is the next one.
        stopped = flat[end - 1 : end] in ".!" or flat[closed : closed + 1] == "."
        stop = min(limit, closed + _REACH)
        stop = clause_close(flat, closed + 1, stop)
        if stopped and flat[end - 1 : end] == "." and flat[closed : closed + 1] != ",":
            stop = min(stop, closed + 90)
        dashed = self.patterns.dashed.match(flat, closed, limit)
        if dashed:
            who = self._first_actor(dashed.end(), min(limit, dashed.end() + 60), 2)
            if who:
                return self._made(who, None, None, Span(closed, who.end), "after", 0.8)
        for pattern in (self.patterns.after_verb, self.patterns.after_according):
            match = pattern.match(flat, closed, stop)
            if match and not (
                stopped and flat[closed : match.start("verb")].strip() not in {"", ","}
            ):
                if stopped and match.group("verb")[:1].isupper():
                    continue
                who = self._first_actor(match.end(), stop, 40)
                place = Span(match.start("verb"), who.end if who else match.end())
                if who:
                    return self._made(
                        who, match.group("verb"), match.start("verb"), place, "after", 0.95
                    )
                pronoun = _PRONOUN.match(flat, match.end(), stop)
                if pronoun:
                    return self._pronoun(
                        pronoun.group(), match.group("verb"), match.start("verb"), opened, "after"
                    )
        who = self._first_actor(closed, stop, 8)
        if who and re.search(r"\b(?:and|but|while|as|when|that|if)\b", flat[closed : who.start]):
            who = None
        if who and not (stopped and flat[closed : who.start].strip(" ,–—-")):
            verb = self.patterns.verb.search(flat, who.end, min(stop, who.end + 110))
            if verb and can_be_subject(self.page.flat, who.end, verb.start()):
                sure = 0.95 if not stopped else 0.6
                if not stopped:
                    return self._made(
                        who, verb.group(), verb.start(), Span(who.start, verb.end()), "after", sure
                    )
        other = None if stopped else self.patterns.described.match(flat, closed, stop)
        reply = _REPLY.match(flat, closed, stop)
        if reply:
            who = self._first_actor(reply.end(), stop, 4)
            if who and _OWN_REPLY.match(flat, who.end):
                return self._made(who, None, None, Span(closed, who.end), "after", 0.7)
        if other:
            said_by = " ".join((other.group("who") or other.group("w2")).split())
            verb_at = other.start("verb") if other.group("verb") else other.start("v2")
            spoken = other.group("verb") or other.group("v2")
            return Cue(
                None if _PAPER.search(said_by) else said_by,
                None,
                said_by,
                spoken,
                Span(verb_at, verb_at + len(spoken)),
                Span(closed, other.end()),
                "after",
                "quotes.described",
                0.6,
            )
        pronoun = self.patterns.pronoun_after.match(flat, closed, stop)
        if pronoun and not (stopped and pronoun.group("who")[:1].isupper()):
            return self._pronoun(
                pronoun.group("who"), pronoun.group("verb"), pronoun.start("verb"), opened, "after"
            )
        return None

    def _first_actor(self, start: int, stop: int, slack: int) -> Mention | None:
        """The actor that the words at `start` name, at most `slack` code points on."""
        flat = self.page.flat
        near = [
            each
            for each in self.between(start, min(stop, start + slack + 30))
            if each.end <= stop + 1 or (each.start < stop and each.rule == "people.by-name")
        ]
        low, high = (
            bisect_left(self.role_starts, start),
            bisect_left(self.role_starts, start + slack + 1),
        )
        roles = self.found.roles[low:high]
        for each in near:
            if each.kind != "person" and any(
                role.of and role.start <= each.start < role.end for role in roles
            ):
                continue  # "said the president of the Front, N. N.": the role is the person's
            led = without_dots(flat[start : each.start])
            if each.kind == "person" and each.form != "title" and roles and each.start - start < 90:
                return each
            if each.start - start <= slack and not re.search(r"[.;:“”\"]", led):
                person = next(
                    (
                        other
                        for other in near
                        if other.kind == "person"
                        and other.start >= each.end
                        and other.start - each.end < 60
                        and not (OWNED if OWNER.match(flat, each.end) else APART).search(
                            flat[each.end : other.start],
                        )
                    ),
                    None,
                )
                if each.kind in {"state", "organisation"} and person:
                    return person
                return each
        if roles:
            long = next((each for each in self.between(start, stop) if each.kind == "person"), None)
            if long and long.start <= roles[0].end + 3:
                return long
        return None

    def _before(self, opened: int, limit: int) -> Cue | None:
        """A cue in the words before the quote: `X said: “`, `According to X, “`, `X called it
        “`.
        """
        flat = self.page.flat
        start = max(limit, opened - 300)
        at = bisect_left(self.sentence_starts, opened + 1) - 1
        if at >= 0 and self.sentence_starts[at] >= start:
            start = max(start, self.sentence_starts[at])
        elif at >= 0:
            start = max(start, min(self.sentence_starts[at], opened))
        begin = start
        text = flat[begin:opened]
        if not text.strip():
            return None
        tight = text.rstrip()[-1:] in ",:" or bool(
            re.search(r"\b(?:that|as|it|was|is|were|the|a|an|of|to)\s*$", text, re.IGNORECASE)
        )
        lead = self.patterns.according.search(flat, begin, opened)
        if lead:
            who = self._first_actor(lead.end(), opened, 45)
            if who:
                return self._made(
                    who,
                    lead.group().strip(),
                    lead.start(),
                    Span(lead.start(), opened),
                    "before",
                    0.9,
                )
        by = WORDS_BY.search(flat, begin, opened)
        if by and text.rstrip()[-1:] == ":":
            who = self._first_actor(by.end(), opened, 45)
            if who:
                return self._made(who, None, None, Span(by.start(), opened), "before", 0.75)
        verbs = list(self.patterns.verb.finditer(flat, begin, opened))
        claimed = self._claimed(begin, opened)
        if claimed and claimed.place and (not verbs or verbs[-1].start() < claimed.place.start):
            return claimed
        for verb in reversed(verbs[-4:]):
            aside = self.patterns.pronoun_aside.search(flat, begin, verb.end())
            if aside and aside.end("verb") == verb.end():
                return self._pronoun(
                    aside.group("who"), verb.group(), verb.start(), begin, "before"
                )
            subject = self._subject_of(verb.start(), begin)
            if subject:
                return self._made(
                    subject,
                    verb.group(),
                    verb.start(),
                    Span(subject.start, verb.end()),
                    "before",
                    0.9 if tight else 0.75,
                )
            pronoun = [
                m
                for m in self.patterns.pronoun_verb.finditer(flat, begin, opened)
                if m.end("verb") == verb.end()
            ]
            if pronoun:
                return self._pronoun(
                    pronoun[0].group("who"), verb.group(), verb.start(), begin, "before"
                )
        return claimed

    def _claimed(self, begin: int, opened: int) -> Cue | None:
        """A noun that says who claims what is quoted: "the assertion of X that …", "X's claim"."""
        flat = self.page.flat
        claim = CLAIM_OF.search(flat, begin, opened)
        if claim:
            who = self._first_actor(claim.end(), opened, 45)
            if who:
                return self._made(who, None, None, Span(claim.start(), opened), "before", 0.6)
        for each in reversed(self.between(begin, opened)):
            own = OWN_CLAIM.match(flat, each.end, opened)
            if own:
                return self._made(each, None, None, Span(each.start, own.end()), "before", 0.6)
        return None

    def _subject_of(self, verb: int, limit: int) -> Mention | None:
        """The actor who is the subject of the verb at `verb`: the nearest before it in its
        clause.
        """
        flat = self.page.flat
        candidates = [each for each in self.between(limit, verb) if each.end <= verb]
        for each in reversed(candidates):
            between = without_dots(flat[each.end : verb])
            if in_relative_clause(flat, limit, each.start, verb):
                continue
            if governed(flat, limit, each.start):
                continue
            if "," in between and len(between) > 60 and not re.match(r"\s*,", between):
                continue
            if len(between) > 140 or re.search(r"[;:.]\s", between):
                continue
            return self._whom_it_speaks_for(each) or each
        return None

    def _whom_it_speaks_for(self, each: Mention) -> Mention | None:
        """The spokesperson of whom `each` only says for whom they speak."""
        at = bisect_left(self.starts, each.start)
        if not at:
            return None
        before = self.mentions[at - 1]
        link = self.page.flat[before.end : each.start]
        return before if before.form == "title" and SPEAKS_FOR.fullmatch(link) else None

    def _above(self, zone: int) -> Cue | None:
        """A paragraph above that ends in "X said," or "According to X:" and leaves the words to
        come.
        """
        above = self.page.zones[zone - 1]
        flat = self.page.flat
        if flat[above.end - 1] not in ",:" or above.label is not None:
            return None
        last = bisect_left(self.sentence_starts, above.end) - 1
        begin = max(above.start, self.sentence_starts[last]) if last >= 0 else above.start
        lead = self.patterns.according.search(flat, begin, above.end)
        if lead:
            who = self._first_actor(lead.end(), above.end, 45)
            if who:
                return self._made(
                    who, lead.group().strip(), lead.start(), Span(begin, above.end), "before", 0.9
                )
        for verb in reversed(list(self.patterns.verb.finditer(flat, begin, above.end))):
            subject = self._subject_of(verb.start(), begin)
            if subject:
                return self._made(
                    subject, verb.group(), verb.start(), Span(begin, above.end), "before", 0.9
                )
        people = [each for each in self.between(begin, above.end) if each.kind == "person"]
        names = {each.name for each in people}
        if len(names) == 1:
            return self._made(people[0], None, None, Span(begin, above.end), "before", 0.7)
        pronoun = next(iter(self.patterns.pronoun_verb.finditer(flat, begin, above.end)), None)
        if pronoun:
            return self._pronoun(
                pronoun.group("who"), pronoun.group("verb"), pronoun.start("verb"), begin, "before"
            )
        return None

    def _below(self, zone: int) -> Cue | None:
        """Who is named below a quote that is set apart: "— Ann Roe, mayor"."""
        if zone >= len(self.page.zones):
            return None
        place = self.page.zones[zone]
        signed = SIGNED.match(self.page.flat, place.start, place.end)
        if not signed or place.end - place.start > SIGNATURE:
            return None
        who = self._first_actor(signed.end(), place.end, 40)
        where = Span(place.start, place.end)
        return self._made(who, None, None, where, "after", 0.8) if who else None

    def carried(self, opened: int, zones: tuple[int, ...], previous: Quote | None) -> Cue | None:
        """A quote without cue right after another one: the same speaker goes on."""
        if previous is None or previous.speaker is None or previous.marks is None:
            return None
        zone = self.page.zones[zones[0]]
        between = self.page.flat[previous.marks.end : opened]
        same = previous.marks.end >= zone.start
        next_one = (
            opened - zone.start <= 2 and previous.marks.end >= self.page.zones[zones[0] - 1].start
            if zones[0]
            else False
        )
        if not same and not next_one:
            return None
        others = {
            each.name for each in self.between(previous.marks.end, opened) if each.kind == "person"
        } - {previous.speaker}
        if others or len(between) > 260:
            return None
        if between.strip() and between.rstrip()[-1] not in ".!?:;,…)":
            return None
        return Cue(
            previous.speaker,
            previous.role,
            previous.said_by or "",
            None,
            None,
            None,
            "carried",
            "quotes.carried",
            0.75,
        )

    def _pronoun(self, who: str, verb: str, at: int, before: int, position: str) -> Cue | None:
        """A pronoun speaks: the speaker is named only if one person alone can be meant."""
        name = self.only_person(who.lower(), before)
        self.pronouns.remember(name, who.lower())
        return Cue(
            name,
            self.role_of(name),
            who,
            verb,
            Span(at, at + len(verb)),
            None,
            position,
            "quotes.pronoun",
            0.7 if name else 0.5,
        )

    def _made(
        self,
        who: Mention,
        verb: str | None,
        at: int | None,
        place: Span,
        position: str,
        confidence: float,
    ) -> Cue:
        where = Span(at, at + len(verb)) if at is not None and verb else None
        office = OFFICE_OF.match(self.page.flat, who.end)
        if office and who.kind != "person" and not office.group("who")[0].isupper():
            office = None
        return Cue(
            f"{who.name}’s {office.group('who')}" if office else who.name,
            self.role_of(who.name),
            who.text,
            verb,
            where,
            place,
            position,
            f"quotes.{position}",
            confidence,
        )
