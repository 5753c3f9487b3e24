"""An explanation as a page: the state told, then the reasons, party by party."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.analysis import Explanation, Explanations, renders
from detente.model import Conflict, told
from detente.report.html import as_html
from detente.report.next_step import explain_command
from detente.report.numbers import count
from detente.report.state_table import show_state
from detente.report.terminal import Page, as_text

_MOST_LINES = 6


def show_explanation(
    page: Page, answer: Explanation | Explanations, name: str = "FILE", long: bool = False
) -> None:
    """Set the answer on a page; `long` shows every improvement, not the first few."""
    parts = answer.parts if isinstance(answer, Explanations) else (answer,)
    conflict, state = answer.conflict, answer.state
    if isinstance(answer, Explanations) and answer.inside:
        inside = answer.inside
        page.heading(
            _class_words(conflict, inside),
            f"{count(inside['states'], 'state')}, concept {inside['concept']}",
        )
        number = inside["equilibria"]
        if number:
            are = "is an equilibrium" if number == 1 else "are equilibria"
            page.line(f"{number:,} of them {are}: every party would stay.", indent=2)
            if inside["nobody_can_move"]:
                stuck = inside["nobody_can_move"]
                hold = "holds" if stuck == 1 else "hold"
                page.line(
                    f"{stuck:,} of these {hold} only because nobody can move there.", indent=2
                )
            if "firm" in inside:
                page.line(_firm(number, inside["firm"]), indent=2)
        else:
            none = "None of them is an equilibrium: in each some party would leave."
            one = "It is no equilibrium: some party would leave it."
            page.line(one if inside["states"] == 1 else none, indent=2)
        for party, stays in inside["stable"].items():
            who, stuck = conflict.party(party).words, inside["cannot_leave"].get(party, 0)
            page.line(_leaves(who, inside["states"], stays, stuck), indent=2)
        page.line()
        if long and number:
            page.heading("Equilibria", f"{number:,}, under {inside['concept']}")
            for one in answer.equilibria:
                page.line(f"{one}  {one.told}" if one.told != one else str(one), indent=2)
            page.line()
        page.line("The one among them that fewest parties would leave, nearest to today:")
    page.heading("State", str(state))
    show_state(page, told(conflict, state), state)
    for part in parts:
        page.line()
        words = part.words
        page.line(words[0], style="bold")
        shown = words[1:] if long else words[1 : 1 + _MOST_LINES]
        for sentence in shown:
            page.line(sentence, indent=2)
        if len(words) - 1 > len(shown):
            page.line(
                f"and {len(words) - 1 - len(shown)} more improvements, each answered (--long)", 2
            )
    experimental = {p.concept for p in parts if p.asked.experimental}
    if experimental:
        page.line(f"{', '.join(sorted(experimental))}: experimental, may change.", style="dim")
    page.line()
    under, colon, concept = parts[0].concept.rpartition(":")
    other = under + colon + ("smr" if concept != "smr" else "nash")
    target = answer.asked_for if isinstance(answer, Explanations) else str(state)
    command = explain_command(name, target, f"--concept {other}", parts[0].assumptions)
    page.line(f"Next: {command}", style="bold")


def _class_words(conflict: Conflict, inside: Mapping[str, Any]) -> str:
    """What was asked about: a pattern as it is, an outcome by its title, a condition in quotes."""
    name = inside["outcome"]
    if inside["kind"] == "pattern":
        return str(name)
    return f"'{conflict.outcomes[name].words if inside['kind'] == 'outcome' else name}'"


def _firm(equilibria: int, firm: int) -> str:
    """How many equilibria hold without answers that their makers would not give anyway."""
    if firm == equilibria:
        return "All of these are firm: no answer has its maker leave a state that it would keep."
    rest = "on an answer whose maker would not stand by it"
    if firm == 0:
        return f"None of these is firm: each rests {rest}."
    are = "is" if firm == 1 else "are"
    return f"{firm:,} of these {are} firm; each other one rests {rest}."


def _leaves(party: str, states: int, stays: int, stuck: int) -> str:
    """In how many states of a class a party would stay, and in how many it cannot but stay."""
    if stuck == states:
        return f"{party} cannot leave any of them."
    cannot = f"; it cannot leave {stuck:,} of these" if stuck else ""
    if stays in (0, states):
        return f"{party} would {'leave' if stays == 0 else 'stay in'} all of them{cannot}."
    return f"{party} would leave {states - stays:,} of them and stay in {stays:,}{cannot}."


@renders(Explanations, "text")
def explanations_text(answer: Explanations) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_explanation(page, answer))


@renders(Explanations, "html")
def explain_html(answer: Explanations) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_explanation(page, answer))


@renders(Explanation, "html")
def one_explanation_html(answer: Explanation) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_explanation(page, answer))
