"""Whom the label of a turn names: a person of the text, who asks, who answers."""

from __future__ import annotations

import re
from dataclasses import field

from detente.documents import words_of_text
from detente.reading.interview import interviewee, interviewer
from detente.reading.page import Page
from detente.reading.rules import Found
from detente.reading.turns import LABEL_TITLES
from detente.reading.values import Mention
from detente.values import dataclass

_ASKS = words_of_text("Q QUESTION QUESTIONS QUESTIONER REPORTER JOURNALIST AUDIENCE INTERVIEWER")
_ANSWERS = words_of_text("A ANSWER RESPONSE INTERVIEWEE")


@dataclass(slots=True)
class TurnLabels:
    """Resolves the labels of a page's turns.

    glossed  labels that are resolved.
    """

    page: Page
    found: Found
    mentions: list[Mention]
    interviewer: str | None = None
    interviewee: str | None = None
    upper: dict[str, str] = field(default_factory=dict)
    glossed: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.upper = {alias.upper(): alias for alias in self.found.survey.people.aliases}
        self.interviewer = interviewer(self.page)
        self.interviewee = interviewee(self.page, self.mentions, self.interviewer)

    def of_zone(self, index: int) -> str | None:
        """Who speaks in the turn that zone `index` opens."""
        return self.of(self.page.zones[index].label or "")

    def of(self, label: str) -> str | None:
        """Who a label names: a person of the text, else the label itself."""
        if label not in self.glossed:
            name = self._resolved(label)
            self.glossed[label] = name
        return self.glossed[label]

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
        role = re.sub(r"^the\s+", "", plain, flags=re.IGNORECASE).lower()
        name = people.holder(role, ())
        return name or (
            plain.title()
            if plain.isupper() and len(plain) > 2 and (" " in plain or plain != label)
            else plain
        )
