"""A long table in a terminal comes a page at a time, in a pipe whole."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

PAGED = "print('PAGED', sum(1 for line in __import__('sys').stdin))"
ROWS = 768


def in_terminal(pager: Path, *command: str) -> str:
    """What a terminal shows of a command, with a pager that counts lines."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PAGER": f"{sys.executable} {pager}", "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", *command], stdin=theirs, stdout=theirs, env=env
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_more_than_a_screen_goes_through_the_pager_and_fewer_rows_do_not(tmp_path: Path) -> None:
    pager = tmp_path / "pager.py"
    pager.write_text(PAGED, encoding="utf-8")
    table = ("analyze", "korea", "--concepts", "nash", "--states")

    paged = in_terminal(pager, *table)
    assert paged.startswith("PAGED ")
    assert int(paged.split()[1]) > ROWS, "every row is in it"

    whole = in_terminal(pager, *table, "--limit", "50")
    assert "PAGED" not in whole
    assert "YNNYYYNNYY" not in paged
    assert whole.count("\r\n") > 50
