"""The example notebooks run from top to bottom, and what they show is shown without a script."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PICTURES = {  # by notebook, how many of its cells draw something
    "elmira-as-in-the-books": 3,
    "first-steps": 3,
    "korea-from-report-to-claims": 3,
    "twenty-options": 2,
    "ways-and-least-change": 2,
}


Outputs = list[list[dict[str, Any]]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outputs]:
    """By notebook the outputs of each code cell."""
    command = [sys.executable, str(Path(__file__).parent / "run_notebooks.py")]
    done = subprocess.run(
        [*command, *map(str, NOTEBOOKS)],
        cwd=tmp_path_factory.mktemp("notebooks"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_finds(path: Path, ran: dict[str, Outputs]) -> None:
    outputs = ran[str(path)]
    assert all(outputs), "a cell shows nothing"
    shown = [one.get("data", {}).get("text/html", "") for cell in outputs for one in cell]
    assert sum("<svg" in text for text in shown) == PICTURES[path.stem]
    assert not any(re.search(r"<script|\son\w+=|javascript:", text) for text in shown)


def test_there_are_five_and_the_page_names_each() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(PICTURES)
    page = (FOLDER.parent / "notebooks.md").read_text(encoding="utf-8")
    assert [path.name for path in NOTEBOOKS if f"(notebooks/{path.name})" not in page] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_and_sets_a_name_once(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    # marimo orders cells by the names that they set, and takes each from one cell
    names = [
        name
        for cell in cells
        for name in set(re.findall(r"^(\w+) = |^import (\w+)", cell.source, re.M))
    ]
    assert len(names) == len(set(names))
