"""`detente evidence`: the ledger of a model file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.answer import BAD_INPUT, FAILED_EXPECTATION, answering, print_json, print_table
from detente.cli.app import app
from detente.cli.numbers import Commands
from detente.cli.options import Csv, File, Force, Json, Xlsx, one_form
from detente.cli.progress import progress

ledger_app = Commands(
    help="The evidence of a model: list it, check it, add to it, see what hangs on an entry.",
    no_args_is_help=True,
)
app.add_typer(ledger_app, name="evidence", epilog="Example: detente evidence check korea")

Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document", help="A report at hand; may be given several times.", metavar="PATH"
    ),
]
Entry = Annotated[str, typer.Argument(help="The entry's id.", metavar="ENTRY")]


@ledger_app.command("list", epilog="Example: detente evidence list korea")
def list_entries(
    file: File, as_csv: Csv = False, xlsx: Xlsx = None, force: Force = False, as_json: Json = False
) -> None:
    """All entries, with what cites them."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis import ledger
        from detente.library import load

        answer = ledger(load(file))
        if as_json:
            print_json(answer.to_dict())
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report import page_for, show_ledger

        show_ledger(page_for(), answer, file)


@ledger_app.command(epilog="Example: detente evidence check quarry.yaml --document minutes.txt")
def check(
    file: File,
    document: Documents = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave with 1 where there is a warning.")
    ] = False,
    long: Annotated[bool, typer.Option("--long", help="Every warning.")] = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """What is wrong with the evidence: places, hashes, dates, contradictions, gaps.

    Leaves with 2 where an entry is false as it stands.
    """
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file, *(document or ())])
        from detente.analysis import ledger
        from detente.library import load

        answer = ledger(load(file), document or ())
        if as_json:
            print_json(answer.to_dict())
        elif as_csv or place is not None:
            from detente.analysis import problem_table

            found = problem_table((*answer.errors, *answer.warnings))
            print_table(answer, found, place, document or ())
        else:
            from detente.report import page_for, show_evidence_check

            show_evidence_check(page_for(), answer, file, long)
        if answer.errors:
            raise typer.Exit(BAD_INPUT)
        if strict and answer.warnings:
            raise typer.Exit(FAILED_EXPECTATION)


@ledger_app.command(epilog="Example: detente evidence hangs korea unsc-2375")
def hangs(
    file: File,
    entry: Entry,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """What hangs on an entry: were it wrong, which verdicts would change."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis import weight
        from detente.library import load

        with progress() as tell:
            answer = weight(load(file), entry, progress=tell)
        if as_json:
            print_json(answer.to_dict())
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report import page_for, show_weight

        show_weight(page_for(), answer, file)


@ledger_app.command(
    epilog="Example: detente evidence add quarry.yaml minutes-0301 --says 'The council agreed.' "
    "--date 2026-03-01 --supports Village.sign"
)
def add(
    file: Annotated[str, typer.Argument(help="A model file.", metavar="FILE")],
    entry: Entry,
    says: Annotated[
        str, typer.Option("--says", help="What it says, in your own words.", metavar="TEXT")
    ],
    date: Annotated[
        str | None, typer.Option("--date", help="When it was so.", metavar="YEAR-MONTH-DAY")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="From when it could be known.", metavar="YEAR-MONTH-DAY"),
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", help="The report it stands in.", metavar="PATH")
    ] = None,
    start: Annotated[
        int | None, typer.Option("--from", help="Its first code point there.", metavar="N")
    ] = None,
    end: Annotated[
        int | None, typer.Option("--to", help="One past its last code point.", metavar="N")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of the source.")] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Its publisher.")] = None,
    confidence: Annotated[
        str | None, typer.Option("--confidence", help="How sure.", metavar="high|medium|low")
    ] = None,
    supports: Annotated[
        list[str] | None,
        typer.Option(
            "--supports", help="What it shows to be so; may be given often.", metavar="CONDITION"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write an entry into the ledger; every other byte of the file stays as it is."""
    with answering(as_json):
        from detente.analysis import add_evidence, bad, evidence_dict
        from detente.cases import case_path

        if case_path(file) is not None and not Path(file).is_file():
            raise bad(
                file,
                "E-FILE",
                "this is a bundled case, which is not written to",
                f"copy it: detente cases {file} > my.yaml",
            )
        if (start is None) != (end is None):
            raise bad("--from", "E-SPAN", "a place has two ends", "give both --from and --to")
        conflict = add_evidence(
            file,
            entry,
            says,
            date,
            as_of,
            document,
            None if start is None or end is None else (start, end),
            title,
            publisher,
            confidence,
            supports or (),
        )
        if as_json:
            print_json(
                {
                    "file": conflict.evidence_file,
                    "evidence": evidence_dict(conflict.evidence[entry]),
                }
            )
            return
        from detente.report import entry_words, page_for

        page = page_for()
        page.line(f"Written to {conflict.evidence_file}:")
        page.line(entry_words(conflict.evidence[entry]), indent=2)
        page.line(f"Next: detente evidence check {file}", style="bold")


@ledger_app.command(epilog="Example: detente evidence events acled.csv --by map.yaml -o new.yaml")
def events(
    table: Annotated[
        str, typer.Argument(help="A table of events: CSV, a row an event.", metavar="EVENTS")
    ],
    by: Annotated[
        str, typer.Option("--by", help="What its columns and codes mean.", metavar="MAP.yaml")
    ],
    out: Annotated[
        str, typer.Option("--out", "-o", help="The evidence file to write.", metavar="X.yaml")
    ],
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Make dated evidence of event data (ACLED, GDELT, UCDP, …) by a map of its codes."""
    with answering(as_json):
        from detente.formats import event_ledger
        from detente.saving import output

        written = output(out, force=force, reads=[table, by])
        made = event_ledger(Path(table), Path(by))
        written.write(made.text, reads=[Path(table), Path(by)])
        if as_json:
            print_json(
                {
                    "written": out,
                    "rows": made.rows,
                    "entries": made.entries,
                    "matched": list(made.matched),
                    "notes": [note.to_dict() for note in made.notes],
                }
            )
            return
        from detente.report import count, page_for

        page = page_for()
        for note in made.notes:
            page.line(str(note))
        told = f"{out} written: {count(made.entries, 'entry')} of {made.rows:,} rows"
        page.line(told)
        for k, number in enumerate(made.matched, 1):
            page.line(f"event {k} of the map: {count(number, 'entry')}", indent=2)
        page.line(f"Next: name it in the model, `evidence: {Path(out).name}`", style="bold")
