"""Several processes that add to one file at once: whatever says that it is done is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.quarry import QUARRY
from detente.model import load_file

# Each adds entries of its own by the command itself, and says which of them ended with 0.
ADDS = """
import sys
from detente.cli import main

file, who, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for k in range(count):
    sys.argv = ["detente", "evidence", "add", file, f"{who}-{k}", "--says", f"It is so: {k}."]
    try:
        main()
        code = 0
    except SystemExit as leaving:
        code = leaving.code or 0
    print("ended", f"{who}-{k}", code, flush=True)
"""


def ended(process: subprocess.Popen[str]) -> dict[str, int]:
    out, err = process.communicate(timeout=600)
    assert "Traceback" not in err, err
    lines = [line.split() for line in out.splitlines() if line.startswith("ended ")]
    return {name: int(code) for _, name, code in lines}


@pytest.mark.parametrize("apart", [False, True], ids=["in the model", "in a file of its own"])
def test_every_addition_that_ends_well_is_there(
    apart: bool, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    count = 125 if pytestconfig.getoption("--deep") else 25
    model = QUARRY.removesuffix("claims:\n")
    folder = tmp_path / "deep"
    folder.mkdir()
    path = folder / ("m" * 245 + ".yaml")
    if apart:
        count = count // 5
        head, entries = model.split("evidence:\n", 1)
        path.write_text(head + "evidence: facts.yaml\n", encoding="utf-8")
        (folder / "facts.yaml").write_text("evidence:\n" + entries, encoding="utf-8")
    else:
        path.write_text(model, encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    before = load_file(path).evidence
    beside = sorted(os.listdir(folder))
    # A ledger of its own is looked for beside the name that the user wrote.
    names = [path, path if apart else link] * 2

    started = [
        subprocess.Popen(
            [sys.executable, "-c", ADDS, str(name), f"p{k}", str(count)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for k, name in enumerate(names)
    ]
    told = {name: code for one in started for name, code in ended(one).items()}

    assert len(told) == 4 * count
    assert set(told.values()) == {0}
    assert set(load_file(path).evidence) == {*before, *told}
    assert link.is_symlink()
    assert sorted(os.listdir(folder)) == beside
