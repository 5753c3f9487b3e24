"""The question of a report, and the limits of its answer."""

from __future__ import annotations

import re

from detente.model import told
from detente.report.numbers import count
from detente.report.whole.blocks import Block, Grid, Paragraph
from detente.report.whole.facts import Facts

_EMPHASIS = re.compile(r"(?<![\w*`])(\*{1,2}|`)(?=\S)([^*`]+)(?<=\S)\1(?![\w*`])")


def question(facts: Facts) -> list[Block]:
    """What the model is about, its size, and where things stand today."""
    conflict, analysis = facts.conflict, facts.analysis
    found: list[Block] = []
    if conflict.about:
        found.append(Paragraph(_plain(conflict.about)))
    size = f"{count(len(conflict.decision_makers), 'party')}, {count(analysis.size, 'state')}"
    if conflict.form == "option":
        size = f"{size}, {count(len(conflict.options), 'option')}"
    dated = f" As of {conflict.as_of}." if conflict.as_of else ""
    about = f" Asked about: {facts.target}." if facts.target else ""
    found.append(Paragraph(f"{size}.{dated}{about}"))
    if analysis.status_quo is not None:
        rows = tuple((who, what) for who, what in told(conflict, analysis.status_quo))
        if len(rows) == 1 and not rows[0][0]:  # a state that has a title and no more
            found.append(Paragraph(f"Today: {rows[0][1]}."))
        else:
            found.append(Grid(("Today", "does"), rows))
    return found


def _plain(text: str) -> str:
    """Markdown's words without the marks of emphasis and code: a report has its own looks."""
    return _EMPHASIS.sub(r"\2", text)


def limits(facts: Facts) -> list[Block]:
    """What the verdicts rest on, and what they do not say."""
    assumed = facts.analysis.assumptions
    held = "".join(f" Held: {one}." for one in assumed["holding"])
    left = "".join(f" Without: {one}." for one in assumed["without"])
    read = "".join(f" {party} is read as '{name}'." for party, name in assumed["reading"].items())
    answers = {
        "legal": "by any sequence in which nobody moves twice in a row",
        "once": "each at most once",
        "single": "one of them by one step",
    }[assumed["sanction_moves"]]
    deters = (
        "a result that is no better deters"
        if assumed["sanction"] == "weak"
        else "only a worse result deters"
    )
    return [
        Paragraph(
            "A verdict says what follows from the options, rules and wishes written in the model, "
            "and nothing about how likely it is. Wishes are orders without strengths unless the "
            "model says otherwise; what is not among the options does not happen here."
        ),
        Paragraph(f"Others answer {answers}; {deters}.{read}{held}{left}"),
    ]
