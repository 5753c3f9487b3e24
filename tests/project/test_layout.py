"""The shape of the source: sizes, one-way imports, nothing of any one machine."""

import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from statistics import median

import pytest
from doc_blocks import ROOT

import detente

LONGEST = 500
MEDIAN = 150
# Files that may be longer than LONGEST, each with its reason: there are none.
EXCUSED: dict[str, str] = {}

# In pieces, so that this file is not found by its own search.
MACHINE_PATHS = [
    re.compile(rf"(?<![\w./~-])/{folder}/(?!\.\.\.)[\w.-]+", re.ASCII)
    for folder in ("ro" + "ot", "wo" + "rk", "Us" + "ers", "ho" + "me")
]
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted",
    "registry" + ".npmjs",
    "deb" + ".debian",
    "crates" + ".io",
    "raw." + "githubusercontent",
]


def lengths() -> dict[str, int]:
    return {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sorted((ROOT / "src").rglob("*.py"))
    }


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def places_of(patterns: list[re.Pattern[str]]) -> list[str]:
    found = []
    for path in committed():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for number, line in enumerate(text.splitlines(), 1):
            found += [
                f"{path.relative_to(ROOT)}:{number}: {match[0]}"
                for pattern in patterns
                for match in pattern.finditer(line)
            ]
    return found


def test_no_source_file_is_too_long() -> None:
    assert {name: n for name, n in lengths().items() if n > LONGEST and name not in EXCUSED} == {}


def test_no_source_file_is_excused() -> None:
    assert EXCUSED == {}


def test_half_of_the_source_files_are_short() -> None:
    assert median(lengths().values()) <= MEDIAN


def test_a_room_imports_only_from_the_rooms_before_it() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_can_be_imported() -> None:
    names = [module.name for module in pkgutil.walk_packages(detente.__path__, "detente.")]
    assert names
    for name in names:
        if not name.endswith("__main__"):
            importlib.import_module(name)


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    assert places_of(MACHINE_PATHS) == []


def test_no_committed_file_names_a_package_registry() -> None:
    assert places_of([re.compile(re.escape(address)) for address in REGISTRIES]) == []


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == detente.__version__ == version("detente")
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {project['version']}\n" in cited
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {project['version']}, " in changes


def test_every_fragment_of_the_changes_is_named_by_subject_and_kind() -> None:
    beside = {"README.md", "template.jinja"}
    names = [path.name for path in (ROOT / "changelog.d").iterdir() if path.name not in beside]
    named = re.compile(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md")
    assert [name for name in names if not named.fullmatch(name)] == []


@pytest.mark.parametrize("name", [".ci/run", "run.py", "test.py"])
def test_what_is_started_by_its_name_says_by_what(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").startswith("#!")
