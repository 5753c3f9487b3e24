"""The words of a language as the search for actors asks for them: matchers and sets, built once."""

from __future__ import annotations

from functools import cache

from detente.documents import Phrases, words_of_text
from detente.reading.lexicon import Lexicon, lexicon

# What a minister is of: a name may follow at once, "the Minister of Ecology N. N.".
PORTFOLIOS = words_of_text(
    """
    Affairs Interior Defence Defense Justice Finance Energy Health Education Agriculture Fisheries
    Transport Trade Environment Economy Labour Labor Relations Security Development Ecology Culture
    Mines Mining Tourism Industry Commerce Forestry Irrigation Infrastructure Communications
    Planning
    """
)
MIN_MEND = 6  # letters: a shorter word is not mended
_TITLES = words_of_text("MR MRS MS DR SIR")
_DOCUMENTS = words_of_text(
    """
    Agreement Accord Accords Treaty Act Law Plan Declaration Pact Deal Charter Protocol Initiative
    Prize Street Road Project Scheme
    """
)


class Vocabulary:
    """The phrase matchers of a language, built once."""

    def __init__(self, words: Lexicon) -> None:
        self.gazetteer = Phrases(words.gazetteer.items())
        roles = words.words["roles"]
        self.heads = Phrases(
            ((each, each) for each in roles["heads"] + roles["counterparts"]), cased=False
        )
        self.heads_list = frozenset(roles["heads"])
        self.modifiers = Phrases(((each, each) for each in roles["modifiers"]), cased=False)
        self.ranks = Phrases((each, each) for each in roles["ranks"])
        self.offices = frozenset(roles["offices"] + roles["counterparts"])
        self.titles = frozenset(each.rstrip(".") for each in roles["titles"]) | _TITLES
        self.given = frozenset(words.given_names)
        self.family_first = frozenset(words.list("names", "family_first"))
        self.particles = frozenset(words.list("names", "particles"))
        self.never = frozenset(words.list("capitals", "never"))
        self.function = frozenset(words.list("capitals", "function"))
        self.acronyms = frozenset(words.list("capitals", "acronyms"))
        groups = words.words["groups"]
        self.people = frozenset(groups["people"])
        self.days = frozenset(
            (*words.list("dates", "months"), *words.list("dates", "weekdays"), "Day", "Eve")
        )
        self.verbs = frozenset(words.list("speech", "verbs"))
        self.organisation_words = frozenset(words.organisation_words)
        self.organisation_hints = frozenset(words.organisation_hints)
        self.place_words = frozenset(words.place_words)
        self.event_words = frozenset(words.list("events", "named")) | _DOCUMENTS
        self.documents = _DOCUMENTS | {"Code", "Memorandum", "Convention", "Roadmap", "Programme"}
        self.prefixes = words.prefixes
        # Only words that name states are mended: the target must be unmistakable.
        self.mendable = sorted(
            phrase
            for phrase, entries in words.gazetteer.items()
            if len(phrase) >= MIN_MEND
            and phrase.isascii()
            and any(
                entry.kind == "state" and entry.form in {"name", "adjective"} for entry in entries
            )
        )
        self.by_initial: dict[str, list[str]] = {}
        for phrase in self.mendable:
            self.by_initial.setdefault(phrase[0], []).append(phrase)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The matchers for `language`."""
    return Vocabulary(lexicon(language))
