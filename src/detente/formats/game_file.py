"""The text of a file that is no model file, with words of its own for what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from detente.model import read_file
from detente.problems import ModelError


def game_text(path: Path, ending: str) -> str:
    """The file's text; ModelError, which names the ending that was expected, where it is none."""
    try:
        return read_file(path, str(path))
    except ModelError as error:
        mends = {"E-SIZE": "name a smaller file", "E-BINARY": f"name a {ending} file"}
        raise ModelError(
            tuple(
                # What is said of a pickle holds for any file.
                one if "pickle" in one.what else replace(one, mend=mends.get(one.code, one.mend))
                for one in error.problems
            )
        ) from None
