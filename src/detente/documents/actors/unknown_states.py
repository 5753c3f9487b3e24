"""States that the gazetteer does not know, by the company that their names keep."""

from __future__ import annotations

from detente.documents.actors.apposition import words_of
from detente.documents.actors.labelled import Labelled
from detente.documents.actors.persons import People
from detente.documents.actors.vocabulary import Vocabulary
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.tokens import adjacent, words_of_text

_START = 3
_SUFFIXES = ("an", "ian", "ese", "ish", "i", "ic", "er")
_STATE_FORM = late(
    r"\b(?:Republic|Kingdom|Federation|Emirate|Sultanate|Principality|Commonwealth|Dominion|Duchy|Confederation|Union)\s+of\s+(?:the\s+)?"
    r"([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)"
)

_STATE_WORDS = words_of_text(
    """
    republic kingdom federation emirate sultanate principality commonwealth dominion duchy
    confederation union
    """
)


def unknown_states(page: Page, labels: list[Labelled], people: People, words: Vocabulary) -> None:
    """States that the gazetteer does not know: "Republic of X", and X beside "Xian foreign
    minister".
    """
    names: dict[str, int] = {}
    adjectives: set[str] = set()
    official = words.official_nouns
    for labelled in labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        start, end = labelled.sentence.start, labelled.sentence.end
        for match in page.matches(_STATE_FORM, _STATE_WORDS, start, end):
            members = match.group(1).split()[-1].lower() in words.people  # "Union of Growers"
            if match.group(1) not in page.words.gazetteer and not members:
                people.states.add(match.group(1))
        for run in labelled.runs:
            if run.title:
                continue
            name = words_of(labelled, run)
            names[name] = names.get(name, 0) + 1
            last = tokens[run.stop - 1].word
            follows = tokens[run.stop] if run.stop < len(tokens) else None
            if (
                follows is not None
                and run.stop - run.first <= 2
                and last.endswith(_SUFFIXES)
                and len(last) > 4
                and adjacent(flat, tokens[run.stop - 1], follows)
                and (follows.word.lower() in official or run.stop in labelled.role_at)
            ):
                adjectives.add(name)
    by_start: dict[str, list[str]] = {}
    for name in names:
        by_start.setdefault(name[:_START], []).append(name)
    for adjective in sorted(adjectives):
        stem = adjective[: max(3, len(adjective) - 4)]
        base = [
            name
            for name in by_start.get(adjective[:_START], ())
            if name != adjective
            and name.startswith(stem[: max(3, len(stem) - 1)])
            and len(name) < len(adjective) + 3
            and not name.endswith(("an", "ese", "ish"))
            and name not in adjectives
        ]
        best = max(
            base, key=lambda name: (len(_shared(name, adjective)), names[name]), default=None
        )
        if best is not None and len(_shared(best, adjective)) >= min(4, len(best)):
            people.adjectives[adjective] = best
            people.states.add(best)
            people.places.discard(best)


def _shared(left: str, right: str) -> str:
    """The beginning that two words share."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return left[:count]
