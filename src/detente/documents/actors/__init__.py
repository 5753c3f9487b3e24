"""Who is named: words are labelled, names collected over the whole text, then each place
decided.
"""

from __future__ import annotations

from detente.documents.actors.label import label
from detente.documents.actors.labelled import Labelled
from detente.documents.actors.people import survey_people
from detente.documents.actors.persons import People
from detente.documents.actors.vocabulary import Vocabulary, vocabulary
from detente.documents.page import Page
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
