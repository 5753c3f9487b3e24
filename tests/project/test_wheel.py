"""The package, built as it is given away: whole, alone, and the same by both ways."""

import os
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from doc_blocks import ROOT
from typer.main import get_command

from detente.cli.app import _commands, app


def built(kind: str, source: Path, into: Path) -> Path:
    """The file that the build makes of the tree `source`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)]
    done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (made,) = into.iterdir()
    return made


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel(package: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(package)


def test_the_package_is_built_whole(wheel: zipfile.ZipFile) -> None:
    source = ROOT / "src"
    expected = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected - set(wheel.namelist()) == set()


def test_nothing_beside_the_package_is_built(wheel: zipfile.ZipFile) -> None:
    assert {Path(name).parts[0].partition("-")[0] for name in wheel.namelist()} == {"detente"}


def test_the_package_says_what_it_is_and_starts_as_detente(wheel: zipfile.ZipFile) -> None:
    (place,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    said = message_from_bytes(wheel.read(place))
    assert (said["Name"], said["License-Expression"]) == ("detente", "MIT")
    assert wheel.read(place.replace("METADATA", "licenses/LICENSE")).startswith(b"MIT License")
    programs = wheel.read(place.replace("METADATA", "entry_points.txt")).decode()
    assert "detente = detente.cli:main" in programs


def test_the_package_brings_a_man_page_that_names_every_command(wheel: zipfile.ZipFile) -> None:
    """`python3 docs.py` renews it."""
    (place,) = (name for name in wheel.namelist() if name.endswith("share/man/man1/detente.1"))
    page = wheel.read(place).decode()
    _commands()
    plain = page.replace("\\-", "-")
    commands = list(get_command(app).commands)
    assert len(commands) > 15
    assert [name for name in commands if f"detente {name} --help" not in plain] == []


def test_the_source_package_builds_the_same_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    archive = built("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    (tree,) = (path for path in tmp_path.iterdir() if path.name.startswith("detente-"))
    again = zipfile.ZipFile(built("wheel", tree, tmp_path / "wheel"))
    contents = [{name: one.read(name) for name in one.namelist()} for one in (wheel, again)]
    assert contents[0] == contents[1]
    assert (tree / "CITATION.cff").is_file()


def test_the_package_installed_alone_does_the_main_job(package: Path, tmp_path: Path) -> None:
    """Unpacked beside its dependencies, far from the checkout: the README's analysis."""
    with zipfile.ZipFile(package) as packed:
        packed.extractall(tmp_path / "installed")
    alone = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "NO_COLOR": "1"}
    where = "import detente; print(detente.__file__)"
    seen = [
        subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=alone, capture_output=True, text=True
        )
        for command in (["-c", where], ["-m", "detente", "analyze", "korea"])
    ]
    assert seen[0].stdout.startswith(str(tmp_path / "installed"))
    assert (seen[1].returncode, seen[1].stderr) == (0, "")
    assert "Korea" in seen[1].stdout
