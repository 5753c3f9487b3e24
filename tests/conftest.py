"""What all tests share: the short and the long form of a run, and the sums that it ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

TALLY, ROW = "tally", "row"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--deep", action="store_true", help="the long form: more examples, larger cases"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes over ten seconds; leave out with -m 'not slow'")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no core works alone at the end of a run."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)  # else in their order


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Counts what a test looks at, `tally("models", 50)`; the run ends with the sums."""
    sums: dict[str, int] = {}  # a plain mapping: it travels between processes
    request.node.user_properties.append((TALLY, sums))

    def add(what: str, number: int) -> None:
        sums[what] = sums.get(what, 0) + number

    return add


@pytest.fixture
def row(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Adds a line to a table, `row("mutants", "…")`; the run ends with the tables if `-v`."""

    def add(table: str, line: str) -> None:
        request.node.user_properties.append((ROW, [table, line]))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The sums of all tallies, and the tables; also of tests that ran in other processes."""
    sums: Counter[str] = Counter()
    tables: dict[str, list[str]] = {}
    for reports in list(terminalreporter.stats.values()):
        for report in reports:
            if getattr(report, "when", "") != "call":
                continue
            for kind, value in report.user_properties:
                if kind == TALLY:
                    sums.update(value)
                elif kind == ROW:
                    tables.setdefault(value[0], []).append(value[1])
    if terminalreporter.verbosity >= 0:
        for name, lines in tables.items():
            terminalreporter.section(name)
            for line in sorted(lines):
                terminalreporter.write_line(line)
    skipped = {str(one.longrepr[2]) for one in terminalreporter.stats.get("skipped", ())}
    for why in sorted(skipped):
        terminalreporter.write_line(why)
    if sums:
        text = "; ".join(f"{number:,} {what}" for what, number in sums.items())
        terminalreporter.write_line(f"Counted: {text}")
