"""Whom the label of a turn names: a person of the text, who asks, who answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.documents.flat import flat_lines
from detente.documents.interview import interviewee, interviewer
from detente.documents.page import Page
from detente.documents.rules import Found
from detente.documents.tokens import words_of_text
from detente.documents.turns import LABEL_TITLES
from detente.documents.values import Mention

_MOST_LABELS = 60  # beyond, a search over the whole page for each label takes too long
_ASKS = words_of_text("Q QUESTION QUESTIONS QUESTIONER REPORTER JOURNALIST AUDIENCE INTERVIEWER")
_ANSWERS = words_of_text("A ANSWER RESPONSE INTERVIEWEE")
_NAME = r"[^\W\d_a-z][\w'.-]+(?:\s+(?:(?:de|van|von|al|bin|da)\s+)?[^\W\d_a-z][\w'.-]+){0,2}"
_FULL = r"[A-Z][\w'-]+(?: +[A-Z][\w'.-]*){1,3}"
_HIMSELF = re.compile(
    r"(?:(?:Hi|Hello|Thanks|Thank you|Yes|Good (?:morning|afternoon|evening))[^.?!]{0,24}[,.!]\s*)*"
    rf"(?:I'm\s+|I am\s+|This is\s+|My name is\s+|It's\s+)?(?P<who>{_NAME})"
    r"(?:(?:,|\s+here,?)?\s+(?:from|with|of|at)\s+(?:the\s+)?[^\W\d_a-z]"
    r"|,\s+(?:the\s+)?[^\W\d_a-z][\w'-]+(?:\s+[^\W\d_a-z][\w'-]+){0,3}\.)"
)
_CALLED = re.compile(
    r"(?:^|[.?!–—:-]\s*|\b(?:[Yy]es|[Pp]lease|[Nn]ext|OK|[Oo]kay|[Gg]o ahead|[Aa]ll right|to|is)"
    r",?\s+)"
    rf"(?P<who>{_NAME})(?:,?\s+(?:please|go ahead|you have the floor|your question))?\s*[.?!,:]?$"
)


@dataclass(slots=True)
class TurnLabels:
    """Resolves the labels of a page's turns.

    named    who speaks in a turn by its own words, or by the end of the turn before it.
    glossed  labels that are resolved, first those with a name in brackets.
    """

    page: Page
    found: Found
    mentions: list[Mention]
    interviewer: str | None = None
    interviewee: str | None = None
    upper: dict[str, str] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    glossed: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.upper = {alias.upper(): alias for alias in self.found.survey.people.aliases}
        self.interviewer = interviewer(self.page)
        self.interviewee = interviewee(self.page, self.mentions, self.interviewer)
        self.glossed = self._glossed()
        self.named = self._named()

    def of_zone(self, index: int) -> str | None:
        """Who speaks in the turn that zone `index` opens."""
        if index in self.named:
            return self.named[index]
        return self.of(self.page.zones[index].label or "")

    def of(self, label: str) -> str | None:
        """Who a label names: a person of the text, else the label itself."""
        if label not in self.glossed:
            name = self._resolved(label)
            self.glossed[label] = self._in_full(name) if name else name
        return self.glossed[label]

    def _in_full(self, name: str) -> str:
        """The full name that the page's head or foot gives to a surname: "Briefer: Ann Holt"."""
        if len(name) < 3 or not name.istitle() or len(self.glossed) > _MOST_LABELS:
            return name
        if name.count(" ") > 1:
            return name
        words = self.found.survey.vocabulary
        found = set()
        called = re.compile(
            rf"\b(?:Mr|Ms|Mrs|Dr|Hon|Prof|Sen|Rep|Madam)\.? +"
            rf"(?=[^,;:()\n]{{0,60}}\b{re.escape(name)}\b)(?P<who>{_FULL})"
        )
        for match in called.finditer(flat_lines(self.page.text)):
            if f" {name} " in f" {match.group('who').partition(' ')[2]} ":
                found.add(" ".join(match.group("who").split()))
        if len(found) == 1:
            return found.pop()
        if " " in name:
            return name
        found = set()
        written = rf"\b(\w[\w'-]+)(\s+[A-Z]\.)?\s+{re.escape(name)}\b"
        for match in re.finditer(written, self.page.flat):
            first = match.group(1)
            known = first in words.given or first in words.family_first
            if known and first.istitle() and first not in words.titles:
                found.add(" ".join(match.group().split()))
        return found.pop() if len(found) == 1 else name

    def _resolved(self, label: str) -> str | None:
        plain = LABEL_TITLES.sub("", re.sub(r"\s*\(.*?\)", "", label))
        people = self.found.survey.people
        for words in (plain, plain.title(), plain.capitalize()):
            name = people.resolve(words)
            if name:
                return name
        if plain.upper() in self.upper:
            return people.resolve(self.upper[plain.upper()]) or plain
        last = plain.split()[-1].upper() if plain.split() else ""
        if last in self.upper and len(plain.split()) > 1:
            return people.resolve(self.upper[last]) or plain
        bare = plain.rstrip(".").upper()
        if bare in _ASKS and self.interviewer:
            return self.interviewer
        if bare in _ANSWERS and self.interviewee:
            return self.interviewee
        initials = self._initials(plain)
        if initials:
            return initials
        role = re.sub(r"^the\s+", "", plain, flags=re.IGNORECASE).lower()
        name = people.holder(role, ())
        return name or (
            plain.title()
            if plain.isupper() and len(plain) > 2 and (" " in plain or plain != label)
            else plain
        )

    def _glossed(self) -> dict[str, str | None]:
        """Labels of an office that once have the name in brackets: "THE CHAIR (Ann Vale):"."""
        found: dict[str, str | None] = {}
        heads = self.found.survey.vocabulary.heads_list
        for zone in self.page.zones:
            if zone.label is None or zone.label_place is None or zone.label in found:
                continue
            gap = self.page.flat[zone.label_place.end : zone.start]
            gloss = re.match(rf"\s*\((?P<who>{_NAME})\)", gap)
            office = re.sub(r"^the\s+", "", zone.label, flags=re.IGNORECASE).lower()
            if office not in heads:
                continue
            if gloss is None:  # the list of who was there: "Ann Vale (Chair)"
                gloss = re.search(
                    rf"(?P<who>{_FULL})\s+\((?i:(?:the\s+)?{re.escape(office)})\)", self.page.flat
                )
            if gloss:
                name = LABEL_TITLES.sub("", gloss.group("who"))
                found[zone.label] = self.found.survey.people.resolve(name) or name
        return found

    def _initials(self, label: str) -> str | None:
        """The one person whose initials a label of two or three capitals is."""
        letters = label.replace(".", "").replace(" ", "")
        if not (2 <= len(letters) <= 3 and letters.isupper()):
            return None
        known = set(self.found.survey.people.by_name)
        if self.interviewer:
            known.add(self.interviewer)
        known |= {zone.label for zone in self.page.zones if zone.label and " " in zone.label}
        names = {
            name
            for name in known
            if "".join(part[0] for part in re.split(r"[\s-]+", name) if part[0].isupper())
            == letters
            or "".join(part[0] for part in name.split() if part[0].isupper()) == letters
        }
        return names.pop() if len(names) == 1 else None

    def _named(self) -> dict[int, str]:
        """Turns with a label that names nobody, whose speaker gives a name or was called on."""
        found: dict[int, str] = {}
        labelled = [index for index, zone in enumerate(self.page.zones) if zone.label is not None]
        for place, index in enumerate(labelled):
            zone = self.page.zones[index]
            if re.sub(r"\W", "", zone.label or "").upper() not in _ASKS:
                continue
            himself = _HIMSELF.match(self.page.flat, zone.start, zone.end)
            if himself and self._person(himself.group("who")):
                found[index] = self._person(himself.group("who")) or ""
                continue
            if not place:
                continue
            above = self.page.zones[index - 1]  # the last paragraph of the turn before
            tail = self.page.flat[max(above.start, above.end - 60) : above.end]
            called = _CALLED.search(tail)
            if called and self._person(called.group("who")):
                found[index] = self._person(called.group("who")) or ""
        return found

    def _person(self, words: str) -> str | None:
        name = " ".join(words.split()).rstrip(".")
        return self.found.survey.people.resolve(name)
