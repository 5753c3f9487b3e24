"""`detente project`: the projects that the workbench keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.answer import FAILED_EXPECTATION, answering, print_json, say
from detente.cli.app import app
from detente.cli.commands.serve import project_folder
from detente.cli.numbers import Commands
from detente.cli.options import Force, Json

project_app = Commands(
    help="The projects of the workbench: list, export, check and compact them.",
    no_args_is_help=True,
)
app.add_typer(project_app, name="project", epilog="Example: detente project list")

Place = Annotated[str, typer.Argument(help="The project's file.", metavar="PROJECT")]


@project_app.command("list", epilog="Example: detente project list")
def list_projects(
    folder: Annotated[
        str | None, typer.Argument(help="Where to look; default: your own.", metavar="FOLDER")
    ] = None,
    as_json: Json = False,
) -> None:
    """The projects of a folder: where they are, and how many states they saved."""
    with answering(as_json):
        from detente.problems import ModelError, Problem
        from detente.store import Project, projects_in

        if folder is not None and not Path(folder).is_dir():
            what, mend = "there is no such folder", "name the folder that has the projects"
            raise ModelError((Problem(folder, 0, 0, "E-FILE", what, mend),))
        found = []
        for path in projects_in(project_folder() if folder is None else Path(folder)):
            try:
                with Project.open(path) as project:
                    head, states = project.head(), len(project.history(1_000_000))
                    names = list(project.versions())
            except ModelError as error:
                say(str(error))
                continue
            found.append((str(path), states, head.state, names))
        if as_json:
            rows = [
                {
                    "project": place,
                    "states": states,
                    "changed": saved.at,
                    "model": saved.model,
                    "versions": names,
                }
                for place, states, saved, names in found
            ]
            print_json({"projects": rows})
            return
        for place, states, _, names in found:
            named = f", {', '.join(names)}" if names else ""
            typer.echo(f"{place}: {states} state{'s' if states != 1 else ''}{named}")
        if not found:
            typer.echo("no projects here; `detente serve` begins one")


@project_app.command(epilog="Example: detente project export my.detente -o my.yaml")
def export(
    place: Place,
    out: Annotated[
        str, typer.Option("--out", "-o", help="The model file to write.", metavar="X.yaml")
    ],
    version: Annotated[
        str | None, typer.Option("--version", help="A named version; default: where it is.")
    ] = None,
    force: Force = False,
) -> None:
    """The model file, byte for byte; beside it the evidence file that it names."""
    with answering():
        from detente.problems import ModelError, Problem
        from detente.saving import output
        from detente.store import Project
        from detente.web import evidence_named

        with Project.open(place) as project:
            head = project.head()
            if version is not None:
                known = project.versions()
                if version not in known:
                    what = f"there is no version '{version}'"
                    mend = f"write one of: {', '.join(known)}" if known else "leave it out"
                    raise ModelError((Problem("--version", 0, 0, "E-VALUE", what, mend),))
                head = project.texts(known[version])
        targets = [(output(out, force=force, reads=[place]), head.text)]
        named = evidence_named(head.text)
        if head.ledger is not None and named is not None and "/" not in named:
            beside = str(Path(out).parent / named)
            targets.append((output(beside, force=force, reads=[place]), head.ledger))
        for target, text in targets:
            target.write(text)
            typer.echo(f"{target.shown}: written")


@project_app.command(epilog="Example: detente project check my.detente")
def check(place: Place, as_json: Json = False) -> None:
    """Whether every text of the project is as it was saved; leaves with 1 where one is not."""
    with answering(as_json):
        from detente.store import Project

        with Project.open(place) as project:
            found = project.check()
        if as_json:
            print_json({"project": place, "wrong": list(found)})
        else:
            typer.echo("\n".join(found) if found else f"{place}: whole")
        if found:
            raise typer.Exit(FAILED_EXPECTATION)


@project_app.command(epilog="Example: detente project compact my.detente")
def compact(place: Place, as_json: Json = False) -> None:
    """Give back what nothing needs; every state and name stays."""
    with answering(as_json):
        from detente.store import Project

        with Project.open(place) as project:
            before, after = project.compact()
        if as_json:
            print_json({"project": place, "before": before, "after": after})
        else:
            typer.echo(f"{place}: {before:,} bytes before, {after:,} after")
