"""How every command answers: exit codes, errors in one line, JSON or words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from detente.cli import interruption
from detente.cli.lacking import lacking_words
from detente.problems import DetenteError, ModelError, NotDefined, TooLarge

if TYPE_CHECKING:
    from detente.analysis import Finding, Table
    from detente.model import Conflict
    from detente.saving import Output

ANSWERED, FAILED_EXPECTATION, BAD_INPUT, REFUSED, OWN_MISTAKE = 0, 1, 2, 3, 70
INTERRUPTED = interruption.CODE


@contextmanager
def answering(as_json: bool = False, command: bool = True) -> Iterator[None]:
    """Turn detente's errors into messages on standard error and exit codes.

    With `as_json` the problems are also printed as one JSON document, so that a program that reads
    the answer finds the reason in it. Outside a `command` an interrupt ends the process at once.
    """
    try:
        with interruption.at_work(command):
            yield
            sys.stdout.flush()
    except ModelError as error:
        if as_json:
            print_json({"problems": [one.to_dict() for one in error.problems]})
        say(str(error))
        raise typer.Exit(BAD_INPUT) from None
    except TooLarge as error:
        if as_json:
            refusal = {"what": error.what, "estimate": error.estimate, "way_out": error.way_out}
            print_json({"refused": refusal})
        say(f"refused: {error.what}: {error.estimate}\nway out: {error.way_out}")
        raise typer.Exit(REFUSED) from None
    except NotDefined as error:
        if as_json:
            print_json({"not_defined": {error.concept: error.reason}})
        say(str(error))
        raise typer.Exit(BAD_INPUT) from None
    except DetenteError as error:
        say(str(error))
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt as error:
        interruption.noticed()
        say(str(error) or interruption.KEPT_NOTHING)
        raise typer.Exit(INTERRUPTED) from None
    except RecursionError:
        say("refused: this goes deeper than can be followed\nway out: ask for a shorter horizon")
        raise typer.Exit(REFUSED) from None
    except MemoryError:
        say("refused: the machine has not enough memory\nway out: hold options fixed (--holding)")
        raise typer.Exit(REFUSED) from None
    except BrokenPipeError:
        # Whoever read the output has gone; nothing more can be said to them.
        _close_output()
        raise typer.Exit(ANSWERED) from None
    except OSError as error:
        _close_output()
        say(f"the answer cannot be written ({error.strerror}); check the place that it goes to")
        raise typer.Exit(BAD_INPUT) from None
    except typer.Exit:
        raise
    except Exception as error:
        # A mistake of detente's own: one line for the user, the whole story where it is wanted.
        if os.environ.get("DETENTE_DEBUG"):
            raise
        lacking = lacking_words(error) if isinstance(error, ModuleNotFoundError) else None
        if lacking is not None:  # an environment older than this version, say
            say(lacking)
            raise typer.Exit(BAD_INPUT) from None
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        say(f"a mistake of detente's own ({what}); please report it: DETENTE_DEBUG=1 shows where")
        raise typer.Exit(OWN_MISTAKE) from None


def _close_output() -> None:
    """Nothing more goes to standard output, what waits to be written neither."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_json(answer: Any) -> None:
    """One JSON document on standard output."""
    from detente.cli.spread_json import spread_json

    sys.stdout.writelines(spread_json(answer))
    sys.stdout.write("\n")
    sys.stdout.flush()


def print_csv(table: Table) -> None:
    """The table on standard output, as comma-separated values."""
    from detente.analysis import csv_lines

    sys.stdout.writelines(csv_lines(table))
    sys.stdout.flush()


def print_pages(lines: Callable[[int, int], Iterator[str]], rows: int) -> None:
    """A long table: a page at a time in a terminal, whole anywhere else.

    lines  gives them for a width and so many rows to a page. rows: how many there are.
    """
    from detente.report import SCREEN, TOGETHER, page_for

    width = page_for().width
    if sys.stdout.isatty() and rows > SCREEN:
        import pydoc  # takes a while, and most never need it

        pydoc.pager("\n".join(lines(width, SCREEN)) + "\n")  # the user's PAGER, or the system's
        return
    sys.stdout.writelines(f"{line}\n" for line in lines(width, TOGETHER))
    sys.stdout.flush()


def print_table(
    finding: Finding | None, table: Table, place: Output | None, reads: Sequence[str] = ()
) -> None:
    """The table as comma-separated values on standard output, or as a workbook at a place.

    finding  what the table shows, where that is a finding.
    reads    what was read beside the finding's conflict: a workbook is not written over it.
    """
    if place is None:
        print_csv(table)
        return
    from detente.report import about_lines, workbook

    conflict = getattr(finding, "conflict", None)
    own = () if conflict is None else _files(conflict)
    made = {} if finding is None or finding.made is None else finding.made.to_dict()
    title = "" if conflict is None else conflict.title
    place.write(
        workbook(table, about_lines(title, made, sys.argv[1:])),
        reads=[one for one in (*reads, *own) if one],
    )
    sys.stdout.write(f"{place.shown}: {len(table.columns):,} columns\n")


def _files(conflict: Conflict) -> tuple[str, str]:
    return conflict.file, conflict.evidence_file


def say(text: str) -> None:
    """A line on standard error, without anything that could steer a terminal."""
    from detente.report import safe

    sys.stderr.write(safe(text) + "\n")
    sys.stderr.flush()
