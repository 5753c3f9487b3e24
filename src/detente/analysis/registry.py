"""The questions that can be asked of a conflict: each is entered here, once.

A question is a function of the package, the finding that answers it, and the page on which the
finding is shown. The package's door offers the functions and findings, the command line orders its
commands, and tests ask that each question is documented, from this list. An entry is names alone,
so that nothing is imported before it is asked for.

To enter a question: a line below in the order of the work, and its names for type checkers in
`detente/__init__.py`; the tests say what else is missing.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """A question, by the names of what answers it.

    name      the function, as Python calls it; asks: the question in words, for lists of them.
    module    the module of `detente.analysis` in which function and findings are.
    findings  the classes of the findings that the function returns.
    page      the module of `detente.report` that shows them.
    show      the function of the page: takes a page, a finding, and what the user called the model.
    command   what the command line calls it; empty where no command asks it. A command of a group
              stands with the group's name before it.
    """

    name: str
    asks: str
    module: str
    findings: tuple[str, ...]
    page: str
    show: str
    command: str

    def function(self) -> Callable[..., Any]:
        """The function that answers; imports what it needs."""
        return getattr(importlib.import_module(self.path), self.name)

    def kinds(self) -> tuple[type, ...]:
        """The findings' classes."""
        module = importlib.import_module(self.path)
        return tuple(getattr(module, name) for name in self.findings)

    def shower(self) -> Callable[..., None]:
        """The function that sets a finding on a page."""
        return getattr(importlib.import_module(f"detente.report.{self.page}"), self.show)

    @property
    def path(self) -> str:
        """The module of function and findings, in full."""
        return f"detente.analysis.{self.module}"


def _entry(
    name: str,
    asks: str,
    module: str,
    findings: str,
    page: str,
    show: str,
    command: str | None = None,
) -> Question:
    """One line of the list; the command is the function's name where nothing else is said."""
    called = name.replace("_", "-") if command is None else command
    return Question(name, asks, module, tuple(findings.split()), page, show, called)


QUESTIONS: tuple[Question, ...] = (
    _entry(
        "check",
        "Is the model right, how large is it, and what looks wrong?",
        "check",
        "Check",
        "check_page",
        "show_check",
    ),
    _entry(
        "analyze",
        "Which states are stable, for whom, under which concept?",
        "analyze",
        "Analysis",
        "analysis_page",
        "show_analysis",
    ),
    _entry(
        "explain",
        "Why is a state stable or not?",
        "explain",
        "Explanation Explanations",
        "explain_page",
        "show_explanation",
    ),
    _entry(
        "evolve",
        "What can come of today, which ways lead to a target, and who blocks them?",
        "ways",
        "Evolution",
        "ways_page",
        "show_evolution",
    ),
    _entry(
        "coalitions",
        "Which states would parties break together, which way, and why would each gain?",
        "coalitions",
        "Coalitions",
        "coalitions_page",
        "show_coalitions",
    ),
    _entry(
        "package",
        "What could all change together, stage by stage, so that nobody breaks off?",
        "package",
        "Package",
        "package_page",
        "show_package",
        command="evolve --package",
    ),
    _entry(
        "design",
        "What is the least change of wishes that would make it hold?",
        "design",
        "Design",
        "design_page",
        "show_design",
    ),
    _entry(
        "margin",
        "How far is an answer from being otherwise?",
        "margin",
        "Margin",
        "margin_page",
        "show_margin",
    ),
    _entry(
        "robust",
        "In which share of readings does it hold, what drives it, and what would turn it?",
        "robust",
        "Robust",
        "robust_page",
        "show_robust",
    ),
    _entry(
        "what_if",
        "What would hold if something were otherwise, and what decides it?",
        "what_if",
        "WhatIf",
        "what_if_page",
        "show_what_if",
    ),
    _entry(
        "diff",
        "What changed between two models, and which change turned which verdict?",
        "diff",
        "Diff",
        "diff_page",
        "show_diff",
    ),
    _entry(
        "claims",
        "Which claims are confirmed, refuted, depend on a reading, or cannot be tested?",
        "claims",
        "Claims",
        "claims_page",
        "show_claims",
    ),
    _entry(
        "trace",
        "What does a claim's verdict hang on, down to the documents?",
        "trace",
        "Trace",
        "evidence_page",
        "show_trace",
        command="claims --trace",
    ),
    _entry(
        "ledger",
        "What does the evidence say, what cites it, and what is wrong with it?",
        "ledger",
        "Ledger",
        "evidence_page",
        "show_ledger",
        command="evidence list",
    ),
    _entry(
        "weight",
        "What hangs on an entry of the evidence?",
        "trace",
        "Weight",
        "evidence_page",
        "show_weight",
        command="evidence hangs",
    ),
    _entry(
        "track",
        "Which states did the dated evidence pass, and what of it was foreseen?",
        "track",
        "Track",
        "track_page",
        "show_track",
    ),
)


def question(name: str) -> Question:
    """The question whose function is called `name`; KeyError where there is none."""
    return {one.name: one for one in QUESTIONS}[name]


def offered() -> dict[str, str]:
    """What the package offers of the questions: each function and finding, and its module."""
    return {name: one.path for one in QUESTIONS for name in (one.name, *one.findings)}


def commands_in_order() -> tuple[str, ...]:
    """The commands that ask questions, without repetition, in the order of the work."""
    return tuple(dict.fromkeys(one.command.split()[0] for one in QUESTIONS if one.command))
