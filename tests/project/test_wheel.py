"""The built package holds all that the checkout's package holds."""

import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from doc_blocks import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


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
