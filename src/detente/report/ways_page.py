"""Ways as a page: how one gets there, who blocks it and why, what can come of today."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analysis import (
    Blocked,
    Course,
    Evolution,
    ToldStep,
    Ways,
    change_words,
    listed,
    move_words,
    renders,
)
from detente.model import Conflict, told
from detente.report.html import as_html
from detente.report.next_step import evolve_command, explain_command
from detente.report.numbers import count
from detente.report.state_table import show_state
from detente.report.terminal import Page, as_text
from detente.report.ways_tree import show_course

KINDS = {
    "improvements": "improvements",
    "moves": "any moves",
    "best": "best moves",
    "undeterred": "undeterred moves",
}


def show_evolution(page: Page, answer: Evolution, name: str = "FILE") -> None:
    """Set the answer on a page; `name` is what the user called the model."""
    ways = answer.ways
    page.heading(answer.conflict.title, _question(answer))
    _restrictions(page, answer)
    page.line()
    page.heading("From", f"{answer.start}{_today(answer)}")
    show_state(page, told(answer.conflict, answer.start), answer.start)
    page.line()
    if ways is None:
        show_course(page, answer)
    elif ways.steps is not None:
        _in_reach(page, answer, ways)
    else:
        _out_of_reach(page, answer, ways)
    page.line()
    page.line(f"Next: {_next(answer, name)}", style="bold")


def show_unlisted(page: Page, answer: Course, name: str = "FILE") -> None:
    """Set an answer about a conflict that is not listed on a page."""
    asked = f"ways to {answer.target.words}" if answer.target else "what can come of it"
    page.heading(answer.conflict.title, f"{asked}, by {KINDS[answer.by]}")
    _restrictions(page, answer)
    page.line()
    page.heading("From", f"{answer.start}{_today(answer)}")
    show_state(page, told(answer.conflict, answer.start), answer.start)
    page.line()
    if answer.target is not None:
        if answer.steps is None:
            within = answer.assumptions["within"]
            bound = "" if within is None else f" within {count(within, 'step')}"
            words = f"Out of reach{bound}: no {answer.by} lead into {answer.target.words}."
            page.line(words, style="bold")
        elif answer.steps == 0:
            page.line(f"There already: the start lies in {answer.target.words}.", style="bold")
        else:
            page.line(f"In reach in {count(answer.steps, 'step')}.", style="bold")
            page.line("A shortest way, the first by the order of the parties and of the states:")
            show_steps(page, answer.conflict, answer.path)
        page.line()
    page.heading("In reach", f"{count(answer.in_reach, 'state')}, counted without a list")
    for steps, states in enumerate(answer.reached):
        page.line(f"in {count(steps, 'step')}: {count(states, 'state')}", indent=2)
    if answer.inside is not None and answer.target is not None:
        page.line(f"in {answer.target.words}: {count(answer.inside, 'state')}", indent=2)
    if answer.ends_count:
        ends = count(answer.ends_count, "state")
        page.line(f"ends, which no party gains by leaving: {ends}", indent=2)
    page.line()
    last = answer.path[-1].to if answer.path else answer.start
    page.line(f"Next: {explain_command(name, str(last), '', answer.assumptions)}", style="bold")


def _question(answer: Evolution) -> str:
    kind = KINDS[answer.by]
    if answer.by == "undeterred":
        kind += f" under {answer.assumptions['concept']}"
    to = f"ways to {answer.ways.target.words}" if answer.ways else "what can come of it"
    return f"{to}, by {kind}"


def _today(answer: Evolution | Course) -> str:
    return " (today)" if answer.start == answer.conflict.status_quo else ""


def _restrictions(page: Page, answer: Evolution | Course) -> None:
    made = answer.assumptions
    joint = {True: "coalitions may move together", False: ""}
    shown = [
        ("Read as", "; ".join(f"{party}: {one}" for party, one in made["reading"].items())),
        ("Holding", "; ".join(made["holding"])),
        ("Without", "; ".join(made["without"])),
        ("Movers", ", ".join(made["of"] or ())),
        ("At most", "" if made["within"] is None else count(made["within"], "step")),
        ("Avoiding", made["avoid"] or ""),
        ("Joint", joint.get(made["joint"], "coalitions may move together, and at the same time")),
    ]
    for label, value in shown:
        if value:
            page.line(f"{label}: {value}", style="dim")


def _in_reach(page: Page, answer: Evolution, ways: Ways) -> None:
    if ways.steps == 0:
        page.line(f"There already: the start lies in {ways.target.words}.", style="bold")
        return
    many = "one shortest way" if ways.count == 1 else f"{ways.count:,} shortest ways"
    page.line(f"In reach in {count(ways.steps or 0, 'step')}; {many}.", style="bold")
    if len(ways.paths) < ways.count:
        page.line("The first of them, by the order of the parties and then of the states:")
    for number, path in enumerate(ways.paths, start=1):
        if len(ways.paths) > 1:
            page.line(f"Way {number}", style="bold")
        show_steps(page, answer.conflict, path)
        _arrived(page, answer, path[-1].to)
    if answer.by == "moves" and ways.least is not None:
        page.line()
        if ways.resisted == 0:
            page.line("The first of these gains its mover at every step.")
        else:
            page.line(
                f"The least resisted way, on which {_gaining(ways.resisted, len(ways.least))}:",
                style="bold",
            )
            show_steps(page, answer.conflict, ways.least)


def _gaining(resisted: int, steps: int) -> str:
    if resisted == steps:
        return "no step gains its mover" if steps > 1 else "the one step does not gain its mover"
    does = "do" if resisted > 1 else "does"
    return f"{resisted} of {count(steps, 'step')} {does} not gain the mover"


def _arrived(page: Page, answer: Evolution, state: str) -> None:
    page.line(arrived_words(answer, state), indent=2)


def arrived_words(answer: Evolution, state: str) -> str:
    """Whether what is reached would last."""
    concepts = answer.concepts_at(state)
    if concepts:
        return f"There it would hold: an equilibrium under {', '.join(concepts)}."
    return "It would not hold there: no equilibrium under any core concept."


def show_steps(page: Page, conflict: Conflict, steps: Sequence[ToldStep], indent: int = 2) -> None:
    """A way, a step a paragraph."""
    for number, step in enumerate(steps, start=1):
        page.line(f"{number}. {step_words(conflict, step)}", indent=indent)
        for line in _remarks(conflict, step):
            page.line(line, indent=indent + 3, style="dim")


def step_words(conflict: Conflict, step: ToldStep) -> str:
    """Who moves, what that changes, where it leads, what the mover gains and by which wish."""
    who = listed([conflict.party(name).words for name in step.by])
    change = move_words(conflict, step.start, step.to)
    together = "together, " if step.joint else ""
    return f"{who}, {together}by {change}: {gain_words(conflict, step)}."


def gain_words(conflict: Conflict, step: ToldStep) -> str:
    """What a step brings its mover, and what decides that."""
    told_ = []
    for name, one in step.decided.items():
        lead = {"better": "better", "worse": "worse", "tied": "no better, no worse"}[one.gains]
        whom = conflict.party(name).words if step.joint else "it"
        decides = f", {one.words}" if one.words else ""
        told_.append(f"{lead} for {whom}{decides}")
    return "; ".join(told_)


def _remarks(conflict: Conflict, step: ToldStep) -> list[str]:
    lines = []
    if step.gains == "better" and step.idle:
        lines.append(f"Of this {_options(conflict, step.idle)} adds nothing to the gain.")
    if step.enough:
        lines.append(f"To get there, changing {_options(conflict, step.enough)} would be enough.")
    if step.gains == "better" and step.better is not None:
        other = move_words(conflict, step.start, step.better)
        lines.append(f"It had a better move: {other}.")
    return lines


def _options(conflict: Conflict, keys: Sequence[str]) -> str:
    titles = {option.key: option.title or option.name for option in conflict.options}
    return listed([f"'{titles[key]}'" for key in keys])


def _out_of_reach(page: Page, answer: Evolution, ways: Ways) -> None:
    kind, target = KINDS[answer.by], ways.target.words
    blocked = ways.blocked
    assert blocked is not None
    if blocked.step is None:
        page.line(f"No sequence of moves leads to {target}.", style="bold")
        page.line("What keeps it away:", indent=2)
        for one in blocked.forbidden:
            page.line(one, indent=4)
        return
    page.line(f"Out of reach by {kind}.", style="bold")
    _blocker(page, answer, blocked)
    assert ways.least is not None
    page.line()
    page.heading("The least resisted way", _resistance(ways))
    show_steps(page, answer.conflict, ways.least)
    _arrived(page, answer, ways.least[-1].to)
    page.line()
    _unwilling(page, answer, ways)


def _resistance(ways: Ways) -> str:
    assert ways.least is not None
    return f"{count(len(ways.least), 'step')}, {ways.resisted} against the mover's own wish"


def _blocker(page: Page, answer: Evolution, blocked: Blocked) -> None:
    step, further = blocked.step, blocked.granted
    assert step is not None
    assert further is not None
    conflict = answer.conflict
    who = listed([conflict.party(name).words for name in step.by])
    if further.before == 1:
        page.line(_nobody_moves(answer), indent=2)
        where = "the very first step"
    elif step.start == answer.start:
        where = "the first step"
    else:
        where = f"the step from {step.start}"
    page.line(f"{who} blocks at {where}, {change_words(conflict, step.start, step.to)}:", indent=2)
    page.line(f"it would be {gain_words(conflict, step)}.", indent=4)
    target = answer.ways.target.words if answer.ways else ""
    if further.steps is not None:
        if answer.ways is not None and answer.ways.least == (step,):
            page.line("That step alone leads there.", indent=2)
        else:
            follow = f"{target} in {count(further.steps, 'step')} in all"
            page.line(f"Were that step made, the rest would follow: {follow}.", indent=2)
        return
    new = further.states - further.before
    reach = f"Were that step made, {count(new, 'more state')} would come into reach, not {target}"
    if len(further.ends):
        ends = answer.graph.state_texts(further.ends[:3])
        more = ", …" if len(further.ends) > 3 else ""
        page.line(f"{reach}; it would end in {', '.join(ends)}{more}.", indent=2)
    else:
        there = "improvements do not end there" if new == 1 else "improvements end in none of them"
        page.line(f"{reach}; {there}.", indent=2)


def _nobody_moves(answer: Evolution) -> str:
    here = "Today" if _today(answer) else str(answer.start)
    if answer.by in ("improvements", "moves") and answer.assumptions["of"] is None:
        return f"{here} is a Nash equilibrium: no party gains by any move of its own."
    return f"From {'today' if _today(answer) else here} nobody makes such a move at all."


def _unwilling(page: Page, answer: Evolution, ways: Ways) -> None:
    page.heading("Who would have to act against its own wish")
    sets = [listed([answer.conflict.party(p).words for p in group]) for group in ways.unwilling]
    size = len(ways.unwilling[0])
    if len(sets) == 1:
        page.line(f"{sets[0]}: without {'each of them' if size > 1 else 'it'}, no way.", indent=2)
        return
    page.line(f"One of these {len(sets)} would be enough; fewer parties would not:", indent=2)
    for one in sets:
        page.line(one, indent=4)


def _next(answer: Evolution, name: str) -> str:
    ways = answer.ways
    if ways is None:
        outcome = next(iter(answer.conflict.outcome_names), None)
        if outcome is None:
            return explain_command(name, str(answer.start), "", answer.assumptions)
        return evolve_command(name, outcome, answer.assumptions)
    if ways.blocked is not None and ways.blocked.step is None:
        return f"detente check {name}"
    end = ways.target.text if ways.least is None or not ways.least else str(ways.least[-1].to)
    return explain_command(name, end, "", answer.assumptions)


@renders(Course, "text")
def course_text(answer: Course) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_unlisted(page, answer))


@renders(Course, "html")
def course_html(answer: Course) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_unlisted(page, answer))


@renders(Evolution, "text")
def evolution_text(answer: Evolution) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_evolution(page, answer))


@renders(Evolution, "html")
def evolution_html(answer: Evolution) -> str:
    """The same page for a notebook."""
    from detente.report.pictures.tree import evolution_tree

    return as_html(lambda page: show_evolution(page, answer), evolution_tree(answer))
