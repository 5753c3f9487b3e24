"""The pins: exact, for every platform, without addresses, and true of this environment."""

import importlib
import re
import tomllib
from importlib.metadata import distributions
from itertools import product

import pytest
from doc_blocks import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = [Requirement(line) for line in LINES]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [
    Requirement(text)
    for texts in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for text in texts
]
# pip installs the others and comes with Python; detente is the checkout itself.
NOT_PINNED = {"pip", "detente"}
# Where the module's name is not the distribution's.
MODULES = {
    "pyyaml": "yaml",
    "pytest-xdist": "xdist",
    "import-linter": "importlinter",
    "python-docx": "docx",
}


def applying(name: str, **environment: str) -> list[Requirement]:
    return [
        pin
        for pin in PINS
        if canonicalize_name(pin.name) == name
        and (pin.marker is None or pin.marker.evaluate(environment or None))
    ]


def test_no_pin_has_an_address() -> None:
    assert [line for line in LINES if ":" + "//" in line or "@" in line] == []


def test_every_pin_is_exact() -> None:
    assert [str(pin) for pin in PINS if not re.fullmatch(r"==[^*,]+", str(pin.specifier))] == []


@pytest.mark.parametrize(
    ("python", "platform"), list(product(("3.11", "3.12", "3.13"), ("linux", "darwin", "win32")))
)
def test_every_platform_has_one_version_of_what_is_needed(python: str, platform: str) -> None:
    here = {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": platform,
        "os_name": "nt" if platform == "win32" else "posix",
    }
    for need in NEEDED:
        (pin,) = applying(canonicalize_name(need.name), **here)
        (exact,) = pin.specifier
        assert need.specifier.contains(exact.version), need
    for pin in PINS:
        assert len(applying(canonicalize_name(pin.name), **here)) <= 1, pin.name


def test_everything_installed_is_at_its_pin() -> None:
    installed = {
        canonicalize_name(found.metadata["Name"]): found.version for found in distributions()
    }
    assert {
        name: (there, [str(pin.specifier) for pin in applying(name)])
        for name, there in installed.items()
        if name not in NOT_PINNED and [f"=={there}"] != [str(p.specifier) for p in applying(name)]
    } == {}


# what only type checkers read is not imported
@pytest.mark.parametrize(
    "need",
    [need for need in NEEDED if not need.name.startswith("types-")],
    ids=lambda need: need.name,
)
def test_everything_needed_can_be_imported(need: Requirement) -> None:
    name = canonicalize_name(need.name)
    importlib.import_module(MODULES.get(name, name.replace("-", "_")))


@pytest.mark.parametrize("need", NEEDED, ids=lambda need: need.name)
def test_the_decision_record_says_what_each_dependency_is_for(need: Requirement) -> None:
    record = ROOT / "docs" / "decisions" / "0002-dependencies.md"
    assert f"| {need.name} |" in record.read_text(encoding="utf-8")
