"""What all questions about a conflict have in common on the command line.

A question names its own options; those of the reading, the sub-conflict, memory and the form of the
answer are put behind them here, and are the same for all.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast, get_type_hints

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import (
    Csv,
    File,
    Force,
    Holding,
    Json,
    Memory,
    Moves,
    Reading,
    Sanctions,
    Without,
    Xlsx,
    one_form,
    reading_of,
)

if TYPE_CHECKING:
    from detente.analysis import Finding, Setting
    from detente.model import Conflict
    from detente.report import Page
    from detente.saving import Output

Command = Callable[..., None]


@dataclass(frozen=True)
class Asking:
    """One question as it was asked: of which file, under which reading, in which form.

    setting  under what: as every question takes it.
    """

    file: str
    setting: Setting
    as_json: bool
    as_csv: bool
    place: Output | None

    def conflict(self) -> Conflict:
        """The conflict that is asked about."""
        from detente.library import load

        return load(self.file)

    def show(
        self, answer: Finding, page: Callable[[Page], object], limit: int | None = None
    ) -> None:
        """The answer in the form that was asked for; `page` writes it in words."""
        if self.as_json:
            print_json(answer.to_dict() if limit is None else cast(Any, answer).to_dict(limit))
        elif self.as_csv or self.place is not None:
            print_table(answer, answer.rows(), self.place)
        else:
            from detente.report import page_for

            page(page_for())


def _shared(
    file: File,
    *,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> Asking:
    """What is asked of every question, put together."""
    place = one_form(as_json, as_csv, xlsx, force, [file])
    from detente.analysis import Setting

    setting = Setting(
        sanction_moves=sanction_moves,
        sanction=sanction,
        reading=reading_of(reading),
        holding=holding or (),
        without=without or (),
        memory=memory,
    )
    return Asking(file, setting, as_json, as_csv, place)


def question(name: str, example: str) -> Callable[[Command], Command]:
    """Enter a command that asks one question; its first parameter is the Asking.

    name     the command's; example: a call, told below its help.
    """

    def entered(body: Command) -> Command:
        own, shared = _typed(body)[1:], _typed(_shared)
        names = {one.name for one in shared}

        def command(**given: Any) -> None:
            with answering(given["as_json"]):
                asking = _shared(**{one: given.pop(one) for one in names})
                body(asking, **given)

        signature = inspect.Signature([shared[0], *own, *shared[1:]])
        command.__signature__ = signature  # type: ignore[attr-defined]  # what typer reads
        command.__annotations__ = {one.name: one.annotation for one in (*own, *shared)}
        command.__name__, command.__doc__ = body.__name__, body.__doc__
        app.command(name, epilog=f"Example: {example}")(command)
        return body

    return entered


def _typed(body: Callable[..., Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(body, include_extras=True)
    parameters = inspect.signature(body).parameters.values()
    return [one.replace(annotation=hints[one.name]) for one in parameters]
