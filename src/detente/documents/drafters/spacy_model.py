"""Names found by a spaCy model that the user has: `spacy:MODEL`. No model is ever downloaded."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from detente.documents.drafters import DRAFTERS, Drafter, Suggestion
from detente.documents.flat import flat
from detente.documents.refusal import refusal
from detente.documents.values import Document

_SORTS = {"PERSON": "person", "PER": "person", "ORG": "organisation", "NORP": "group"}
_PLACES = frozenset({"LOC", "FAC"})


def spacy_drafter(model: str) -> Drafter:
    """A drafter that asks the spaCy model called `model`; ModelError where it is not installed."""
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise refusal(
            model, "LIBRARY", "spaCy is not installed", "install spacy and the model yourself"
        ) from None
    try:
        pipeline = spacy.load(model)
    except (OSError, ValueError):
        raise refusal(
            model, "LIBRARY", "spaCy has no model of this name", "install it, or name another"
        ) from None

    def draft(document: Document) -> Iterable[Suggestion]:
        # The flat copy has the same length, so that places hold; a no-break space hides names.
        for entity in pipeline(flat(document.text)).ents:
            start, end = entity.start_char, entity.end_char
            words = document.text[start:end]
            if entity.label_ == "GPE":
                known = "state"
                yield Suggestion("mention", start, end, words, None, known)
            elif entity.label_ in _SORTS:
                yield Suggestion("mention", start, end, words, None, _SORTS[entity.label_])
            elif entity.label_ in _PLACES:
                yield Suggestion("place", start, end, words)

    return draft


DRAFTERS["spacy"] = spacy_drafter
