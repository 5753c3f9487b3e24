"""Who is named: words are labelled, names collected over the whole text, then each place
decided.
"""

from __future__ import annotations

from detente.reading.actors.label import label
from detente.reading.actors.labelled import Labelled
from detente.reading.actors.people import survey_people
from detente.reading.actors.persons import People
from detente.reading.actors.vocabulary import Vocabulary, vocabulary
from detente.reading.page import Page
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of the whole text's names before each place is decided."""

    vocabulary: Vocabulary
    labels: list[Labelled]
    people: People


def survey(page: Page) -> Survey:
    """Label every sentence and collect the people; linear in the length of the text."""
    words = vocabulary(page.words.language)
    labels = label(page)
    return Survey(words, labels, survey_people(page, labels, words))
