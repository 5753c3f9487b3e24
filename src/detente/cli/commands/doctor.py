"""`detente doctor`: what is installed and what it can do."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.lacking import remedy
from detente.cli.options import Csv, Force, Json, Xlsx, one_form

if TYPE_CHECKING:
    from detente.analysis import Table

_CORE = ("numpy", "pydantic", "PyYAML", "filelock", "lark", "typer", "rich", "rapidfuzz")
_OPTIONAL = {
    "numba": "large conflicts, in seconds",
    "oxidd": "conflicts too large to list",
    "lxml": "reports saved as HTML or DOCX",
    "pypdf": "reports in PDF",
    "charset-normalizer": "reports in old encodings",
    "polars": "data frames (or pandas)",
}


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


@app.command(epilog="Example: detente doctor --json")
def doctor(
    as_csv: Csv = False, xlsx: Xlsx = None, force: Force = False, as_json: Json = False
) -> None:
    """What is installed, which concepts and engines there are, and every limit."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [])
        from detente.limits import LIMITS
        from detente.stability import ENGINES, concepts
        from detente.symbolic import ENGINE

        answer = {
            "detente": __version__,
            "python": platform.python_version(),
            "platform": platform.platform(),
            "executable": sys.executable,
            "core": {name: _installed(name) for name in _CORE},
            "optional": {name: _installed(name) for name in _OPTIONAL},
            "engines": [*ENGINES, ENGINE],
            "concepts": [
                {
                    "id": f"{one.id}1, {one.id}2, …" if one.horizon else one.id,
                    "name": one.name,
                    "sentence": one.sentence.format(horizon="h"),
                    "tier": one.tier,
                    "source": one.source,
                    "needs": sorted(one.needs),
                }
                for one in concepts().values()
            ],
            "limits": [
                {"name": one.name, "value": one.value, "unit": one.unit, "why": one.why}
                for one in LIMITS.values()
            ],
        }
        if as_json:
            print_json(answer)
            return
        if as_csv or place is not None:
            print_table(None, _table(answer), place)
            return
        from detente.report import page_for

        page = page_for()
        page.heading(f"detente {__version__}", f"Python {answer['python']}, {answer['platform']}")
        versions = [(name, _installed(name)) for name in _CORE]
        page.line(", ".join(f"{name} {version or 'missing'}" for name, version in versions), 2)
        lacking = [name for name, version in versions if version is None]
        if lacking:
            are = "is" if len(lacking) == 1 else "are"
            page.line(f"{', '.join(lacking)} {are} needed: {remedy()}", 2, "bold")
        page.line()
        page.heading("Optional")
        page.table(
            [("", "left"), ("", "left"), ("", "fold")],
            [[name, _installed(name) or "not installed", use] for name, use in _OPTIONAL.items()],
        )
        page.line()
        page.heading("Engines", ", ".join([*ENGINES, ENGINE]))
        page.line()
        page.heading("Concepts")
        page.table(
            [("", "left"), ("", "left"), ("", "fold")],
            [
                [
                    f"{one.id}1, {one.id}2, …" if one.horizon else one.id,
                    one.tier,
                    f"{one.name}: {one.sentence.format(horizon='h')}",
                ]
                for one in concepts().values()
            ],
        )
        page.line()
        page.heading("Limits")
        page.table(
            [("", "left"), ("", "right"), ("", "left"), ("", "fold")],
            [[one.name, f"{one.value:,}", one.unit, one.why] for one in LIMITS.values()],
        )


def _table(answer: dict[str, Any]) -> Table:
    """A row for everything that the page tells: what it is, its name, its value, a sentence."""
    from detente.analysis import Table

    rows: list[tuple[str, str, str | int | None, str]] = [
        ("program", name, answer[name], "")
        for name in ("detente", "python", "platform", "executable")
    ]
    rows += [("needed package", name, version, "") for name, version in answer["core"].items()]
    rows += [
        ("optional package", name, version, _OPTIONAL[name])
        for name, version in answer["optional"].items()
    ]
    rows += [("engine", name, None, "") for name in answer["engines"]]
    rows += [("concept", one["id"], one["tier"], one["sentence"]) for one in answer["concepts"]]
    rows += [
        ("limit", one["name"], one["value"], f"{one['unit']}: {one['why']}")
        for one in answer["limits"]
    ]
    return Table(("kind", "name", "value", "about"), rows)
