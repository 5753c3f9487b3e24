"""The command line: parse, call one function of a room, show. No logic of the field."""

import gc
import os
import sys

from detente.cli import interruption
from detente.cli.lacking import lacking_words

__all__ = ["main"]


def main() -> None:
    """Entry point of the command."""
    with interruption.watched():
        # Within, so that an interrupt is heard while modules are loaded, too.
        gc.set_threshold(200_000, 10, 10)  # a start makes many objects and next to no garbage
        # Nothing here uses plugins of pydantic; looking for them reads what every package says.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        try:
            from detente.cli.app import main as run
        except ModuleNotFoundError as error:
            words = lacking_words(error)
            if words is None:
                raise
            sys.exit(_refused(words))
        run()


def _refused(words: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"{words}\n")
    return 2
