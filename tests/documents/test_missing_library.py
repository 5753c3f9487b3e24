"""Where an optional library is missing, its first use names the command that adds it, at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from detente.documents import load, load_document, require_readers
from detente.documents.readers import READERS
from detente.drafting import draft_from
from detente.problems import ModelError

COMMAND = "run: python3 run.py doctor"  # in a checkout, as here


def test_every_library_of_a_reader_is_looked_for_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "find_spec", lambda name: None)
    needing = [one for one in READERS.values() if one.library]
    assert {one.kind for one in needing} == {"html", "pdf", "docx"}
    names = [f"{tmp_path}/report{ending}" for one in needing for ending in one.endings]

    with pytest.raises(ModelError) as caught:
        draft_from([str(tmp_path / "first.txt"), *names], None)
    assert [one.file for one in caught.value.problems] == names
    assert {(one.code, one.mend) for one in caught.value.problems} == {
        ("E-DOCUMENT-LIBRARY", COMMAND)
    }
    with pytest.raises(ModelError, match="LIBRARY"):
        load_document("https://example.org/report.pdf", fetch=True)


def test_what_is_installed_is_not_asked_for() -> None:
    require_readers(["a.html", "b.pdf", "c.docx", "d.txt", "no ending"])


def test_an_old_encoding_is_not_guessed_without_its_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    path = tmp_path / "report.txt"
    path.write_bytes("Мэр просил о переговорах в понедельник.".encode("cp1251"))

    with pytest.raises(ModelError, match="LIBRARY") as caught:
        load_document(path)
    assert caught.value.problems[0].mend == COMMAND
