"""Parties: who acts. A person stands for a state or an organisation, a group for those in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property

from detente.documents import Item, Mention, Reading
from detente.evidence.clause_words import clause_words
from detente.evidence.ledger import place_of
from detente.evidence.spokesmen import Spokesmen
from detente.evidence.values import Guess
from detente.evidence.words import identifier, sentence, words

# Short names that readers know; every other party is called by its full name.
_SHORT = {
    "United States": "USA",
    "United Kingdom": "UK",
    "European Union": "EU",
    "United Nations": "UN",
}
_REMEMBERED = 400  # mentions before a place that "both sides" may go back to
_RECENT = 40  # and those that "the government" may
_POSSESSIVE = 3  # the letters of "'s " between a state and an office
_TWO = 2  # sides
_LONGEST_NAME = 30  # letters; longer names of organisations are known by their initials
_INITIALS = 3
_FIRM = frozenset({"company", "firm", "terminal", "mine", "mill", "operator", "developer"})
_NO_FIRM = re.compile(
    r"\b(?:[Uu]nion|[Ss]indicato|Association|Federation|League|Ministry|Council|Commission|Committee|Government"
    r"|Court|Board|Party|Front|University|Centre|Center|Institute|News|Agency|Corps|Church|Nations)\b"
)
# "The special envoy for Yemen": sent about it, not by it.
_SENT_ABOUT = re.compile(r"\b(?:envoy|mediator|rapporteur|ambassador)\s+(?:for|to|on)\b", re.I)
_SENT_ABOUT_IT = re.compile(_SENT_ABOUT.pattern[:-2] + r"\s+(?:the\s+)?$", re.I)
_BEFORE = 30
_SHORTEST = 3  # letters of a word that may name a state
_NOBODY = re.compile(
    r"(?:officials?|sources|witnesses|analysts|experts|observers|diplomats|people|ministers|scientists"
    r"|engineers|states|countries|members|nations|communities|journalists|reporters|residents|critics|parliamentarians|leaders)",
    re.IGNORECASE,
)


class Cast:
    """The actors of one report, and whom each of them stands for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.language = reading.language
        self.starts = [each.start for each in reading.mentions]
        self.by_name: dict[str, list[Mention]] = {}
        for each in reading.mentions:
            self.by_name.setdefault(each.name.casefold(), []).append(each)
        self.states = {each.name for each in reading.mentions if each.kind == "state"}
        self.organisations = {each.name for each in reading.mentions if each.kind == "organisation"}
        text = reading.document.text
        self.counts = Counter(
            each.name
            for each in reading.mentions
            if each.kind in {"state", "organisation"}
            and not _SENT_ABOUT_IT.search(text, max(0, each.start - _BEFORE), each.start)
        )
        self.states_in = _nested(reading, "state")
        self.offices: dict[str, tuple[str | None, str]] = {}
        owners = {
            end: each.name
            for each in reading.mentions
            if each.kind == "state"
            for end in range(each.end, each.end + _POSSESSIVE + 1)
        }
        for role in reading.roles:
            # "Britain's business secretary": the state stands right before the office.
            state = role.state or owners.get(role.start)
            if role.of and (role.of not in self.offices or state):
                self.offices[role.of] = (state, role.name)
        # Parties of two, for "both sides": members and where they are named.
        self.pairs = [
            (each.start, each.members) for each in reading.mentions if len(each.members) == 2
        ]
        self.pair_starts = [start for start, _ in self.pairs]
        self.heads = sorted(
            (each.start, each.name)
            for each in reading.mentions
            if each.kind in {"state", "organisation"}
        )
        self.head_starts = [start for start, _ in self.heads]
        # How states are written in this report: "Ugandan" for Uganda.
        self.forms = {
            each.text.casefold(): each.name for each in reading.mentions if each.kind == "state"
        }
        # Whom somebody asks to do something: sides of the conflict, not only speakers on it.
        self.asked = {ask.who for each in reading.proposals for ask in each.asks if ask.who}
        self.spokesmen = Spokesmen(reading, self.heads)
        self.questions: dict[str, Guess] = {}
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def stand_for(self, name: str, where: Item, apart: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The parties that actor `name`, named in or near `where`, stands for; none for nobody.

        apart  who is not meant by "both sides", as they speak of them.
        """
        vague = words(self.language).pairs.search(name) is not None
        key = (name, where.start if vague else -1)
        if key not in self._known:
            self._known[key] = self._stand_for(name, where, apart)
        return self._known[key]

    def mentions_from(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in `[start, end)`."""
        return self.reading.mentions[
            bisect_left(self.starts, start) : bisect_left(self.starts, end)
        ]

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The two sides of the conflict: the pair that the report names, else the two actors named
        most; none where it names fewer.
        """
        if self.pairs:
            counted = Counter(members for _, members in self.pairs)
            return tuple(counted.most_common(1)[0][0])
        mediators = clause_words(self.language).mediators
        heads = Counter(
            self._of_government(name) for _, name in self.heads if name.casefold() not in mediators
        )
        most = [name for name, _ in heads.most_common(2)]
        return tuple(most) if len(most) > 1 else ()

    def _ask(self, party: str, question: str, name: str, where: Item) -> None:
        """Note a question about a party, with the place where it is named."""
        if party in self.questions:
            return
        near = min(
            self.by_name.get(name.casefold(), ()),
            key=lambda each: abs(each.start - where.start),
            default=where,
        )
        place = place_of(self.reading.document, near)
        self.questions[party] = Guess(f"party {party}", question, place)

    def _stand_for(self, name: str, where: Item, apart: tuple[str, ...]) -> tuple[str, ...]:
        if name in self.states:
            return (name,)
        if _SENT_ABOUT.search(name):
            return ()
        mentions = self.by_name.get(name.casefold(), ())
        first = mentions[0] if mentions else None
        if name in self.organisations or (first and first.kind == "organisation"):
            return (self._of_government(first.name if first else name),)
        if first and first.kind == "person":
            return self._of_person(first.name, where)
        if first and len(first.members) > 1:
            return first.members
        inside = next(
            (self.states_in[m.start] for m in mentions if m.start in self.states_in), None
        )
        if inside or (inside := self._state_in(name)):
            return (inside,)
        if words(self.language).pairs.search(name):
            return self._pair(name, where, apart)
        return self._of_words(name, where)

    def _heads_before(self, where: Item, most: int) -> list[tuple[int, str]]:
        """The last states and organisations named before a place."""
        end = bisect_right(self.head_starts, where.start)
        return self.heads[max(0, end - most) : end]

    def _of_government(self, name: str) -> str:
        """The state where an organisation is a state's government or service."""
        official = re.search(
            r"\b(?:gov\w*ment|ministry|army|navy|police|coast guard|military|forces|side|delegation"
            r"|state department|white house|pentagon|kremlin|foreign office|cabinet)\b",
            name,
            re.IGNORECASE,
        )
        if not official:
            return name
        nested = (self.states_in.get(each.start) for each in self.by_name.get(name.casefold(), ()))
        known = next((each for each in nested if each), None)
        return known or self._state_in(name) or self._state_of_seat(name) or name

    def _state_of_seat(self, name: str) -> str | None:
        """The state of a department known by its own name, where the report has that state."""
        seats = (("state department|white house|pentagon", "United States"), ("kremlin", "Russia"))
        return next(
            (
                state
                for pattern, state in seats
                if re.search(rf"\b(?:{pattern})\b", name, re.IGNORECASE) and state in self.states
            ),
            None,
        )

    def _of_person(self, name: str, where: Item) -> tuple[str, ...]:
        state, office = self.offices.get(name, (None, name))
        if state is None:
            state = self._state_in(office) or self._state_in(name)
        if state:
            return (state,)
        for each in sorted(self.organisations, key=len, reverse=True):
            if each.casefold() in office.casefold():
                each = self._of_government(each)
                self._ask(each, f"{name} is taken to speak for it: right?", name, where)
                return (each,)
        side = self.spokesmen.side_of(name)
        side = self._of_government(side) if side else None
        if side:
            self._ask(side, f"{name} is taken to speak for it: right?", name, where)
            return (side,)
        name = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", name)
        name = name.title() if name.isupper() else name
        self._ask(name, "for whom does this person speak? Give the party that name", name, where)
        return (sentence(name),)

    def _state_in(self, text: str) -> str | None:
        found = [each for each in self.states if re.search(rf"\b{re.escape(each)}\b", text)]
        if not found:
            found = [
                self.forms[word.casefold()]
                for word in re.findall(r"\w+", text)
                if len(word) > _SHORTEST and word.casefold() in self.forms
            ]
        return max(found, key=len) if found else None

    def _pair(self, name: str, where: Item, apart: tuple[str, ...]) -> tuple[str, ...]:
        """ "Both sides": the pair named nearest, else the two actors named most until there."""
        if self.pairs:
            near = bisect_right(self.pair_starts, where.start)
            close = self.pairs[max(0, near - 1) : near + 1]
            _, members = min(close, key=lambda each: abs(each[0] - where.start))
            pair: tuple[str, ...] = members
        else:
            heads = self._heads_before(where, _REMEMBERED)
            if re.search(r"\b(?:governments|countries|states|capitals|nations)\b", name, re.I):
                heads = [each for each in heads if each[1] in self.states]
            mediators = clause_words(self.language).mediators
            heads = [each for each in heads if each[1].casefold() not in mediators]
            before = Counter(self._of_government(each) for _, each in heads)
            others = [each for each in apart if each not in self.asked]
            pair = tuple([each for each, _ in before.most_common() if each not in others][:2])
            if len(pair) < _TWO and where.rule == "draft.half":
                # Whoever offers that both sides do something is one of the two.
                pair = tuple(each for each, _ in before.most_common(_TWO))
        for each in pair:
            self._ask(
                each,
                f"“{' '.join(name.split())[:40]}” is taken to mean {' and '.join(pair)}: right?",
                name,
                where,
            )
        return pair

    def _of_words(self, name: str, where: Item) -> tuple[str, ...]:
        """A group known by what it is: an organisation that has the word in its name, or itself."""
        bare = re.sub(r"^(?:the|a|an|its|their|our)\s+", "", name.strip(), flags=re.IGNORECASE)
        if not bare or len(bare) > 60 or _NOBODY.fullmatch(bare) or not self._acts(bare):
            return ()
        for start, head in reversed(self._heads_before(where, _RECENT)):
            if start < where.start and re.search(rf"\b{re.escape(bare)}\b", head, re.IGNORECASE):
                found = self._of_government(head)
                self._ask(found, f"“{bare}” is taken to mean {found}: right?", name, where)
                return (found,)
        if bare.casefold() == "government" and self.states:
            before = [each for _, each in self._heads_before(where, _RECENT) if each in self.states]
            sides = [each for each in self.sides if each in self.states]
            one = sides if len(sides) == 1 else before[-1:]
            state = one[0] if one else max(self.states, key=lambda each: self.counts[each])
            self._ask(state, f"“{bare}” is taken to mean {state}: right?", name, where)
            return (state,)
        if bare.casefold() in _FIRM and (firm := self._only_firm()):
            self._ask(firm, f"“{bare}” is taken to mean {firm}: right?", name, where)
            return (firm,)
        party = sentence(bare)
        self._ask(party, "which party is this? The report does not name it in full", name, where)
        return (party,)

    def _only_firm(self) -> str | None:
        """The firm of the report, where there is one, or one is named far more than the others."""
        firms = [
            (count, name)
            for name, count in self.counts.items()
            if name in self.organisations and not _NO_FIRM.search(name)
        ]
        ranked = sorted(firms, reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0]):
            return None
        return ranked[0][1]

    def _acts(self, bare: str) -> bool:
        """Whether a name may be that of somebody who acts: no pronoun, no thing."""
        known = clause_words(self.language)
        small = bare.casefold()
        if small in known.pronouns:
            return False
        named = self.by_name.get(small) or self.by_name.get(f"the {small}")
        if named and named[0].kind in {"organisation", "person"}:
            return True
        if re.fullmatch(r"[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,3}", bare):
            # A name that no list has, used again and again: a state or a body of its own.
            pattern = rf"(?<![.!?]\s)(?<!\w){re.escape(bare)}(?!\w)"
            return len(re.findall(pattern, self.reading.document.text)) > 1
        tokens = re.findall(r"[\w-]+", small)
        pairs = {" ".join(tokens[k : k + 2]) for k in range(len(tokens))}
        return bool(known.actors & {*tokens, *pairs}) or bool(named)


def _nested(reading: Reading, kind: str) -> dict[int, str]:
    """For each mention that has a mention of `kind` in it: its offset, and that mention's name."""
    found: dict[int, str] = {}
    outer: Mention | None = None
    for each in reading.mentions:
        if outer is not None and each.end <= outer.end:
            if each.kind == kind:
                found.setdefault(outer.start, each.name)
        elif each.kind != kind:
            outer = each
        else:
            outer = None
    return found


def short_name(name: str) -> str:
    """The party's name in a model: `North_Korea` for North Korea."""
    known = _SHORT.get(name)
    if known:
        return known
    tokens = re.findall(r"[^\W\d_][\w’'-]*", name)
    capitals = [each[0] for each in tokens if each[0].isupper()]
    if len(name) > _LONGEST_NAME and len(capitals) >= _INITIALS:
        return "".join(capitals)
    return identifier(name, "Party")
