"""A command called in this process, as if its words had been typed: a start of Python takes longer.

`tests/cli/test_in_place.py` compares it with a process of its own.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unittest import mock


def call(
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path | None = None,
    together: bool = False,
) -> tuple[int, str, str]:
    """The exit code of `detente` with these words, what it prints, and what it says beside.

    environment  all variables. folder: where it runs. together: both outputs are one, the first.
    """
    from detente.cli.app import main

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = out if together else io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    code, threshold = 0, gc.get_threshold()
    try:
        with (
            contextlib.chdir(folder or Path.cwd()),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.dict(os.environ, environment, clear=True),
            mock.patch.object(sys, "argv", ["detente", *words]),
            mock.patch.object(sys, "stdin", io.StringIO()),
            # The program is not pytest, whose name the help would show.
            a_program(),
        ):
            main()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    finally:
        gc.set_threshold(*threshold)
    return code, text_of(out), "" if together else text_of(err)


@contextlib.contextmanager
def a_program() -> Iterator[None]:
    """What runs is a program of its own. The modules that it loads stay."""
    runner = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = runner


def text_of(stream: io.TextIOWrapper) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")
