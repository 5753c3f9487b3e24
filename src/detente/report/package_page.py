"""Packages as a page: stage by stage who does what, what each gains, and what decides it."""

from __future__ import annotations

import shlex

from detente.analysis import Package, Relaxation, Stage, renders
from detente.report.html import as_html
from detente.report.next_step import explain_command
from detente.report.numbers import count
from detente.report.terminal import Page, as_text

_SHOWN = 3
_RELAXED = 8


def show_package(page: Page, answer: Package, name: str = "FILE", long: bool = False) -> None:
    """Set the answer on a page; `long` shows every package and every relaxation."""
    size = count(answer.stage_size, "option")
    page.heading(
        f"Packages from {answer.start} to '{_goal(answer)}'",
        f"stages of {size} a party, each ending in an equilibrium of {answer.concept}",
    )
    if answer.stages == 0:
        page.line("It is there already.", indent=2)
    elif answer.stages is None:
        page.line(
            "None: no series of such stages leads there, each leaving every party that changes "
            "something no worse off and ending where nobody would leave.",
            indent=2,
        )
        _relaxations(page, answer, long)
    else:
        page.line(
            f"{count(answer.count, 'package')} of {count(answer.stages, 'stage')}, in which "
            f"{count(answer.options or 0, 'option')} change; none is shorter.",
            indent=2,
        )
        shown = answer.packages if long else answer.packages[:_SHOWN]
        for number, way in enumerate(shown, 1):
            page.line()
            page.line(f"Package {number}" if answer.count > 1 else "The package", style="bold")
            for place, stage in enumerate(way, 1):
                _stage(page, answer, stage, place)
        if answer.count > len(shown):
            page.line()
            page.line(f"and {answer.count - len(shown):,} more (--long)", indent=2)
        last = answer.packages[0][-1]
        page.line()
        page.line(
            "Nobody breaks off between stages: each ends in an equilibrium. Why: "
            + explain_command(
                name, str(last.state), f"--concept {answer.concept}", answer.assumptions
            ),
            style="bold",
        )


def _goal(answer: Package) -> str:
    outcome = answer.conflict.outcomes.get(answer.to)
    return answer.to if outcome is None else outcome.words


def _stage(page: Page, answer: Package, stage: Stage, place: int) -> None:
    page.line(f"Stage {place}: all at once, to {stage.state}", indent=2)
    for party, gain in stage.gains.items():
        words = answer.conflict.party(party).words
        does = [f"takes up {_quoted(one)}" for one in stage.takes.get(party, ())]
        does += [f"drops {_quoted(one)}" for one in stage.drops.get(party, ())]
        by = stage.decided_by[party].words
        likes = f"likes this better, {by}" if gain == "better" else "likes this as well as before"
        page.line(f"{words} {' and '.join(does)}; it {likes}.", indent=4)


def _quoted(name: str) -> str:
    return f"'{name}'"


def _relaxations(page: Page, answer: Package, long: bool) -> None:
    page.line()
    if not answer.relaxations:
        page.line(
            "No single commitment, rule, edit of a list or larger stage gives one; nor do two "
            "edits give one of a single stage.",
            indent=2,
        )
        return
    edits = answer.relaxations[0].edits
    number = sum(len(one) for one in edits.values()) or 1
    page.heading("The smallest relaxation", _how_small(number))
    shown = answer.relaxations if long else answer.relaxations[:_RELAXED]
    for one in shown:
        page.line(_told(answer, one), indent=2)
    if len(answer.relaxations) > len(shown):
        page.line(f"and {len(answer.relaxations) - len(shown):,} more (--long)", indent=2)


def _how_small(number: int) -> str:
    if number == 1:
        return "one thing"
    return f"{number} edits of lists; no single edit, commitment, rule or larger stage does"


def _told(answer: Package, one: Relaxation) -> str:
    way = f"a package of {count(one.stages, 'stage')}, {count(one.options, 'option')} changed"
    match one.kind:
        case "stage-size":
            return f"Stages of {one.text} options a party: {way}."
        case "commitment":
            return f"A commitment, {one.text}: {way}."
        case "release":
            return f"{one.text} no longer one-way: {way}."
        case "rule":
            return f"Without the rule in {one.text}: {way}."
        case _:
            sets = [text for part in one.text.split("; ") for text in ("--set", part)]
            return f"{shlex.join(sets)}: {way}."


@renders(Package, "text")
def package_text(answer: Package) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_package(page, answer))


@renders(Package, "html")
def package_html(answer: Package) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_package(page, answer))
