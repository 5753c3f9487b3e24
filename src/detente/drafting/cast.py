"""Parties: who acts. A person stands for a state or an organisation, a group for those in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from detente.drafting.ledger import place_of
from detente.drafting.values import Guess
from detente.drafting.words import identifier, observes, sentence, words
from detente.reading import Item, Mention, Reading

# Short names that readers know; every other party is called by its full name.
_SHORT = {
    "United States": "USA",
    "United Kingdom": "UK",
    "European Union": "EU",
    "United Nations": "UN",
}
_LONGEST_NAME = 30  # letters; longer names of organisations are known by their initials
_INITIALS = 3
_POSSESSIVE = 3  # the letters of "'s " between a state and an office
_RECENT = 40  # mentions before a place that "the government" may go back to
# "The special envoy for Yemen": sent about it, not by it.
_SENT_ABOUT = re.compile(r"\b(?:envoy|mediator|rapporteur|ambassador)\s+(?:for|to|on)\b", re.I)
_SENT_ABOUT_IT = re.compile(_SENT_ABOUT.pattern[:-2] + r"\s+(?:the\s+)?$", re.I)
_BEFORE = 30
_GOVERNMENT = re.compile(
    r"\b(?:government|ministry|army|navy|police|coast guard|military|forces|side|delegation"
    r"|state department|white house|pentagon|kremlin|foreign office|cabinet)\b",
    re.IGNORECASE,
)
_SEATS = {
    "State Department": "United States",
    "White House": "United States",
    "Pentagon": "United States",
    "Kremlin": "Russia",
}
# Whoever they are: "asked their governments to help" names no party.
_ANYBODY = frozenset({"governments", "officials", "leaders", "countries", "states", "courts"})
# "Mira Holm, who leads the union": between a person and whom that person speaks for.
_OFFICE = re.compile(
    r",\s[^,.;]{0,50}\b(?:of|for|at)\s+(?:the\s+)?|[^.;]{0,50}?\b(?:leads|led|heads|headed|commands|chairs"
    r"|runs|represents|speaks\sfor|on\sbehalf\sof)\s+(?:the\s+)?"
)


class Cast:
    """The actors of one report, and whom each of them stands for.

    questions  what was guessed of a party, by its name.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.by_name: dict[str, list[Mention]] = {}
        for each in reading.mentions:
            self.by_name.setdefault(each.name.casefold(), []).append(each)
        self.states = {each.name for each in reading.mentions if each.kind == "state"}
        self.heads = [each for each in reading.mentions if each.kind in {"state", "organisation"}]
        self.head_starts = [each.start for each in self.heads]
        self.counts = Counter(
            each.name
            for each in self.heads
            if not _SENT_ABOUT_IT.search(self.text, max(0, each.start - _BEFORE), each.start)
        )
        self.inside = _states_inside(reading)
        self.pairs = [each for each in reading.mentions if len(each.members) == 2]
        self.offices: dict[str, str] = {}
        owners = {
            end: each.name
            for each in reading.mentions
            if each.kind == "state"
            for end in range(each.end, each.end + _POSSESSIVE + 1)
        }
        for role in reading.roles:
            # "Britain's business secretary": the state stands right before the office.
            state = role.state or owners.get(role.start) or self._state_in(role.name)
            if role.of and state and not _SENT_ABOUT.search(role.name):
                self.offices.setdefault(role.of, state)
        self.questions: dict[str, Guess] = {}

    def stand_for(self, name: str, where: Item, apart: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The parties that actor `name`, named in or near `where`, stands for; none for nobody.

        apart  who is not meant by "both sides", as they speak of them.
        """
        if name in self.states:
            return (name,)
        if _SENT_ABOUT.search(name):
            return ()
        mentions = self.by_name.get(name.casefold(), ())
        first = mentions[0] if mentions else None
        if first and first.kind == "organisation":
            return () if observes(first.name) else (self.of_government(first.name),)
        if first and first.kind == "person":
            return (self._of_person(first.name, where),)
        if first and len(first.members) > 1:
            return first.members
        state = self.inside.get(first.start) if first else None
        if state or (state := self._state_in(name)):
            return (state,)
        if words().pairs.search(name):
            return self._pair(name, where, apart)
        return self._of_words(name, where)

    def of_government(self, name: str) -> str:
        """The state where an organisation is a state's government or service."""
        if not _GOVERNMENT.search(name):
            return name
        inside = (self.inside.get(each.start) for each in self.by_name.get(name.casefold(), ()))
        known = next((each for each in inside if each), None) or self._state_in(name)
        seat = next((state for seat, state in _SEATS.items() if seat in name), None)
        return known or (seat if seat in self.states else None) or name

    def _ask(self, party: str, question: str, name: str, where: Item) -> str:
        """The party; noted is a question about it, with the place where it is named."""
        near = min(
            self.by_name.get(name.casefold(), ()),
            key=lambda each: abs(each.start - where.start),
            default=where,
        )
        place = place_of(self.reading.document, near)
        self.questions.setdefault(party, Guess(f"party {party}", question, place))
        return party

    def _of_person(self, name: str, where: Item) -> str:
        if state := self.offices.get(name) or self._state_in(name):
            return state
        for each in self.by_name[name.casefold()]:
            for head in self.heads[bisect_left(self.head_starts, each.end) :][:1]:
                between = self.text[each.end : head.start]
                if _OFFICE.fullmatch(between) and not _SENT_ABOUT_IT.search(between):
                    body = self.of_government(head.name)
                    question = f"{name} is taken to speak for it: right?"
                    return self._ask(body, question, name, where)
        for role in self.reading.roles:
            for body in sorted(self.counts, key=len, reverse=True):
                if role.of == name and body.casefold() in role.name.casefold():
                    return self._ask(body, f"{name} is taken to speak for it: right?", name, where)
        name = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", name)
        name = sentence(name.title() if name.isupper() else name)
        question = "for whom does this person speak? Give the party that name"
        return self._ask(name, question, name, where)

    def _state_in(self, text: str) -> str | None:
        found = [each for each in self.states if re.search(rf"\b{re.escape(each)}\b", text)]
        return max(found, key=len) if found else None

    def _pair(self, name: str, where: Item, apart: tuple[str, ...]) -> tuple[str, ...]:
        """ "Both sides": the pair named nearest, else the two actors named most until there."""
        if self.pairs:
            nearest = min(self.pairs, key=lambda each: abs(each.start - where.start))
            pair: tuple[str, ...] = nearest.members
        else:
            before = self.heads[: bisect_right(self.head_starts, where.end)]
            counted = Counter(self.of_government(each.name) for each in before)
            mediators = words().mediators
            most = [
                each
                for each, _ in counted.most_common()
                if each not in apart and each.casefold() not in mediators
            ]
            pair = tuple(most[:2])
        told = " ".join(name.split())[:40]
        for each in pair:
            self._ask(each, f"“{told}” is taken to mean {' and '.join(pair)}: right?", name, where)
        return pair

    def _of_words(self, name: str, where: Item) -> tuple[str, ...]:
        """A group known by what it is: an organisation that has the word in its name, or itself."""
        bare = re.sub(r"^(?:the|a|an|its|their|our)\s+", "", name.strip(), flags=re.IGNORECASE)
        small = bare.casefold()
        acts = bool(words().actors & {*re.findall(r"[\w-]+", small)})
        if not acts or len(bare) > _LONGEST_NAME or small in _ANYBODY:
            return ()
        recent = self.heads[: bisect_right(self.head_starts, where.start)][-_RECENT:]
        for head in reversed(recent):
            same = re.search(rf"\b{re.escape(bare)}\b", head.name, re.IGNORECASE)
            if same or (small == "government" and head.kind == "state"):
                party = self.of_government(head.name)
                return (
                    self._ask(party, f"“{bare}” is taken to mean {party}: right?", name, where),
                )
        question = "which party is this? The report does not name it in full"
        return (self._ask(sentence(bare), question, name, where),)


def _states_inside(reading: Reading) -> dict[int, str]:
    """For each mention that has a state in it: its offset, and that state."""
    found: dict[int, str] = {}
    outer: Mention | None = None
    for each in reading.mentions:
        if outer is not None and each.end <= outer.end:
            if each.kind == "state":
                found.setdefault(outer.start, each.name)
        else:
            outer = each if each.kind != "state" else None
    return found


def short_name(name: str) -> str:
    """The party's name in a model: `North_Korea` for North Korea."""
    if name in _SHORT:
        return _SHORT[name]
    tokens = re.findall(r"[^\W\d_][\w’'-]*", name)
    capitals = [each[0] for each in tokens if each[0].isupper()]
    if len(name) > _LONGEST_NAME and len(capitals) >= _INITIALS:
        return "".join(capitals)
    return identifier(name, "Party")
