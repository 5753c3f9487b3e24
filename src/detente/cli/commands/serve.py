"""`detente serve`: the workbench in the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import interruption
from detente.cli.answer import answering, say
from detente.cli.app import app
from detente.cli.commands.read import Llm, LlmModel
from detente.problems import ModelError, Problem

_LIBRARIES = ("starlette", "uvicorn", "jinja2", "python_multipart")


@app.command(epilog="Example: detente serve my.yaml --no-browser")
def serve(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Model files, projects, or bundled cases to open; none for the first page.",
            metavar="FILE",
        ),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", help="The port; 0 for one that is free.", min=0, max=65535)
    ] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Open no browser; the address is printed anyway.")
    ] = False,
    host: Annotated[
        str,
        typer.Option(
            "--host", help="What to listen on; anything but this machine needs --password."
        ),
    ] = "127.0.0.1",
    password: Annotated[
        str,
        typer.Option(
            "--password",
            help="People sign in with it; better given as DETENTE_PASSWORD.",
            envvar="DETENTE_PASSWORD",
            show_default=False,
        ),
    ] = "",
    projects: Annotated[
        str | None,
        typer.Option("--projects", help="Where projects are kept.", metavar="FOLDER"),
    ] = None,
    llm: Llm = None,
    llm_model: LlmModel = "default",
) -> None:
    """The workbench in the browser, on this machine: change a wish and see what would hold."""
    with answering():
        _require_libraries()
        from detente.web import OpenProjects, is_loopback, listen

        if not is_loopback(host) and not password:
            what = f"on {host} others could reach the workbench"
            raise _wrong("--host", what, "give a password with --password or DETENTE_PASSWORD")
        folder = Path(projects) if projects else project_folder()
        open_projects = OpenProjects(folder, _spoken, (llm, llm_model) if llm else None)
        try:
            words = [open_projects.take(one) for one in files or ()]
            first = f"/p/{words[0]}/verdicts" if words else "/"
            started = listen(open_projects, host, port, password, first)
        except BaseException:
            open_projects.close()
            raise
        address = started.door.address

        def ready() -> None:
            sys.stdout.write(f"detente serves at {address}\n")
            sys.stdout.flush()
            if not no_browser:
                _open(address)

        interruption.noticed()  # the server ends by itself, and waits for who is being answered
        try:
            started.serve(ready)
        except KeyboardInterrupt:
            say("stopped; every edit is kept")


def _spoken(name: str) -> Mapping[str, tuple[str, str, str]]:
    """What the commands say of a question's options; loaded when a page asks."""
    from detente.cli.spoken import spoken

    return spoken(name)


def project_folder() -> Path:
    """Where projects are kept that were begun in the workbench: a folder of the user's own."""
    if given := os.environ.get("DETENTE_PROJECTS"):
        return Path(given)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "detente"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "detente"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "detente"


def _open(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        say("no browser could be opened; copy the address into one")


def _require_libraries() -> None:
    from importlib.util import find_spec

    if all(find_spec(one) for one in _LIBRARIES):
        return
    what = "the libraries of the workbench are not installed"
    checkout = Path(__file__).resolve().parents[4]
    mend = 'run: pip install "detente[serve]"'
    if (checkout / "run.py").is_file():
        mend = "run: python3 run.py serve, which brings them"
    raise ModelError((Problem("serve", 0, 0, "E-LIBRARY", what, mend),))


def _wrong(option: str, what: str, mend: str) -> ModelError:
    return ModelError((Problem(option, 0, 0, "E-VALUE", what, mend),))
