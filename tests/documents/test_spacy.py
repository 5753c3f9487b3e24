"""A spaCy model of the user's own is a plug-in; none is needed and none is downloaded."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from detente.documents import from_text
from detente.documents.drafters import DRAFTERS, drafter, supported
from detente.problems import ModelError

TEXT = "Ferry talks\n\nThe council heard Mira\u00a0Holm in Tarvo and decided nothing on that day.\n"


def entity(words: str, label: str) -> SimpleNamespace:
    start = TEXT.replace("\u00a0", " ").index(words)
    return SimpleNamespace(start_char=start, end_char=start + len(words), label_=label)


def test_what_a_model_finds_is_checked_against_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    spacy = ModuleType("spacy")
    found = SimpleNamespace(
        ents=[entity("Mira Holm", "PERSON"), entity("Tarvo", "LOC"), entity("day", "DATE")]
    )
    monkeypatch.setattr(spacy, "load", lambda name: lambda text: found, raising=False)
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    document = from_text(TEXT)

    items, rejected = supported(document, drafter("spacy", "my_model")(document), "spacy:my_model")

    assert [each.text for each in items] == ["Mira\u00a0Holm", "Tarvo"]
    assert rejected == ()


def test_a_missing_library_or_model_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match="not installed"):
        DRAFTERS["spacy"]("any")

    spacy = ModuleType("spacy")

    def load(name: str) -> None:
        raise OSError(f"no model {name}")

    monkeypatch.setattr(spacy, "load", load, raising=False)
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    with pytest.raises(ModelError, match="no model of this name"):
        DRAFTERS["spacy"]("none")


def test_an_unknown_drafter_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        drafter("none", "")
