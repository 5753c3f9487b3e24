"""Pages on a narrow terminal, and the command with which they say to go on."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from io import StringIO

import detente
from detente.analysis.analyze import Analysis
from detente.analysis.explain import Explanations
from detente.report.analysis_page import show_analysis
from detente.report.explain_page import show_explanation
from detente.report.terminal import Page, as_text, page_for

MODEL = """
title: The sluice
decision_makers:
  Town: {options: {release: Open the sluice}}
  Growers: {options: {pump: Pump groundwater}}
status_quo: [pump]
preferences:
  Town: [not pump, not release]
  Growers: [release, pump iff not release]
alternatives:
  Town: {short of money: [release]}
outcomes:
  the town's water is shared: release and not pump
  deadlock in the valley: pump and not release
  both waste: release and pump
"""


def asked(**choices: object) -> Analysis:
    return detente.analyze(detente.load(MODEL), **choices)  # type: ignore[arg-type]


def test_a_narrow_page_tells_outcomes_one_below_another() -> None:
    text = as_text(lambda page: show_analysis(page, asked()), width=44)
    assert "  deadlock in the valley: 1 state\n    equilibria: " in text
    assert "left under seq by" in text
    assert max(map(len, text.splitlines())) <= 44
    wide = as_text(lambda page: show_analysis(page, asked()), width=80)
    assert "states  nash  gmr" in wide


def next_command(show: Callable[[Page], None]) -> list[str]:
    """The command that a page ends with outside of Python."""
    stream = StringIO()
    show(page_for(stream))
    text = stream.getvalue()
    last = text[text.rindex("Next: ") + len("Next: ") :]
    return shlex.split(last.replace("\n", " "))


def test_the_next_command_asks_under_the_same_choices() -> None:
    analysis = asked(
        sanction_moves="single",
        sanction="strict",
        reading={"Town": "short of money"},
        holding=["release or pump"],
        without=["Growers.pump"],
    )
    command = next_command(lambda page: show_analysis(page, analysis, "my file.yaml"))
    assert command[:3] == ["detente", "explain", "my file.yaml"]
    choices = ["--sanction-moves", "single", "--sanction", "strict"]
    choices += ["--reading", "Town=short of money"]
    choices += ["--holding", "release or pump", "--without", "Growers.pump"]
    assert command[5:] == choices


def test_an_outcome_is_quoted_for_the_shell_in_the_next_command() -> None:
    name = "the town's water is shared"
    answer = detente.explain(detente.load(MODEL), name, sanction="strict")
    assert isinstance(answer, Explanations)
    command = next_command(lambda page: show_explanation(page, answer))
    assert command[3] == name
    assert command[-2:] == ["--sanction", "strict"]


def test_a_status_quo_that_is_held_out_is_not_said_to_be_missing() -> None:
    text = as_text(lambda page: show_analysis(page, asked(holding=["not pump"])))
    assert "Today's state NY lies outside of what is held." in text
    assert "names no status quo" not in text
