"""What is told where something is missing or was meant otherwise: the remedy fits."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

import detente as package
from cli.commands import detente
from detente.cli.lacking import lacking_words
from detente.problems import ModelError


def test_a_package_that_is_missing_is_named_with_what_adds_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lacking(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'filelock'", name="filelock")

    monkeypatch.setattr("detente.library.load", lacking)
    ran = detente("check", "chicken")
    assert ran.code == 2
    (line,) = ran.err.splitlines()
    assert line.startswith("the package 'filelock', which detente needs, is not installed; run: ")
    assert "python3 run.py" in line  # the tests stand in a checkout


@pytest.mark.parametrize("name", ["detente.nothing", "json.nothing", None])
def test_a_module_that_is_no_other_package_is_a_mistake_of_our_own(name: str | None) -> None:
    assert lacking_words(ModuleNotFoundError("no", name=name)) is None


def test_the_doctor_says_what_adds_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "needed: run" not in detente("doctor").out
    really = importlib.metadata.version

    def version(name: str) -> str:
        if name == "filelock":
            raise importlib.metadata.PackageNotFoundError(name)
        return really(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    said = " ".join(detente("doctor").out.split())
    assert "filelock missing" in said
    assert "filelock is needed: run: python3 run.py" in said


def test_a_workbook_is_never_sent_beside_what_it_is_no_workbook_of(tmp_path: Path) -> None:
    model = tmp_path / "q.yaml"
    model.write_text("title: x\n", encoding="utf-8")
    for place, mend in (
        (tmp_path / "new", f"write {tmp_path / 'new'}.xlsx"),
        (model, "name a file of its own, such as q.xlsx"),
        (Path("/dev/null"), "name a file of its own, such as null.xlsx"),
    ):
        ran = detente("analyze", "chicken", "--xlsx", place, "--force")
        assert ran.code == 2
        assert ran.err.strip().endswith(f"{mend} [E-VALUE]")


def test_an_option_without_its_value_leads_to_the_help_of_its_command() -> None:
    assert "see `detente evolve --help` [E-USAGE]" in detente("evolve", "chicken", "--to").err


def test_a_picture_of_nothing_is_refused_as_by_other_functions() -> None:
    conflict = package.load("chicken")
    with pytest.raises(ModelError, match=r"kind: the number 5 cannot stand here; .*E-TYPE"):
        package.picture(conflict, 5)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match=r"conflict: .*the number 5.*E-TYPE"):
        package.picture(5, conflict)  # type: ignore[arg-type]
