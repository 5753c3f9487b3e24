"""The analysis as a page: where the conflict stands, what would hold, and for whom not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.analysis import Analysis, SymbolicAnalysis, renders
from detente.model import told
from detente.report.html import as_html
from detente.report.next_step import explain_command
from detente.report.numbers import count, number
from detente.report.state_table import show_state
from detente.report.states_page import TOLD_UNASKED, AnyAnalysis, cells_of, legend, wide_columns
from detente.report.terminal import Page, as_text

if TYPE_CHECKING:
    from detente.report.pictures.drawing import Picture

_RESTS = "seq"  # the concept whose answers may be firm
_FIRM = (
    "firm: how many of those under seq rest on no answer, or only on answers whose makers would "
    "leave that state anyway"
)
_STUCK = "stuck: how many are equilibria only because nobody can move there"
_MOST_GROUPS = 6
_USUAL = 7  # letters of a number that fit beside the others
_TOLD_IN_WORDS = 3  # states of a group that are told in words; the others by name


def show_analysis(page: Page, analysis: Analysis, name: str = "FILE") -> None:
    """Set the analysis on a page; `name` is what the user called the model."""
    every = analysis
    if isinstance(analysis, Analysis):  # the other kind reads no preference otherwise
        analysis = analysis.plainly()
    _conflict(page, analysis)
    _today(page, analysis)
    _concepts(page, analysis)
    _groups(page, analysis)
    _outcomes(page, analysis)
    if every is not analysis:
        _read_otherwise(page, every)
    _why_not(page, analysis)
    _notes(page, analysis)
    _next(page, every, name)


def _conflict(page: Page, analysis: AnyAnalysis) -> None:
    conflict = analysis.conflict
    parts = [count(len(conflict.decision_makers), "party")]
    if conflict.options:
        parts.append(count(len(conflict.options), "option"))
    parts.append(count(analysis.size, "state"))
    if conflict.as_of:
        parts.append(f"as of {conflict.as_of}")
    page.heading(conflict.title, ", ".join(parts))
    chosen = [f"{party}: {name}" for party, name in analysis.setting.reading.items()]
    for label, values in (
        ("Read as", chosen),
        ("Holding", list(analysis.setting.holding)),
        ("Without", list(analysis.setting.without)),
    ):
        if values:
            page.line(f"{label} {'; '.join(values)}", style="dim")
    page.line()


def _today(page: Page, analysis: AnyAnalysis) -> None:
    here = analysis.status_quo
    if here is None:
        there = analysis.conflict.status_quo
        held = f"Today's state {there} lies outside of what is held."
        page.line("The model names no status quo." if there is None else held, style="dim")
        page.line()
        return
    page.heading("Today", str(here))
    show_state(page, told(analysis.conflict, here), here)
    holds = [concept for concept in analysis.concepts if analysis.is_equilibrium(concept, here)]
    leaving: dict[tuple[str, ...], list[str]] = {}
    for concept in analysis.concepts:
        who = [
            party
            for party in analysis.conflict.party_names
            if not analysis.stable(party, concept, here)
        ]
        if who:
            leaving.setdefault(tuple(who), []).append(concept)
    if holds:
        page.line(f"holds under {', '.join(holds)}", indent=2)
    for parties, concepts in leaving.items():
        names = ", ".join(analysis.conflict.party(party).words for party in parties)
        page.line(f"would be left by {names} under {', '.join(concepts)}", indent=2)
    inside = analysis.outcomes_of(here)
    if inside:
        page.line(f"lies in: {_outcome_words(analysis, inside)}", indent=2, style="dim")
    page.line()


def _concepts(page: Page, analysis: AnyAnalysis) -> None:
    page.heading("What would hold", "equilibria: states that no party would leave")
    little = analysis.says_little()
    rows = []
    for one in analysis.verdicts.asked:
        if one.id not in analysis.concepts:
            reason = analysis.not_defined.get(one.id) or analysis.not_defined[one.concept.id]
            rows.append([one.id, "-", f"No verdict: {reason}."])
            continue
        sentence = one.concept.sentence.format(horizon=one.horizon)
        if one.id in little:
            sentence += (
                f" Holds in {little[one.id]:.0%} of all states: as it excludes fewer than half, "
                "it says little by itself."
            )
        if one.experimental:
            sentence += " (experimental)"
        rows.append([one.id, number(analysis.count(one.id)), sentence])
    page.table([("", "left"), ("", "right"), ("", "fold")], rows)
    if analysis.nobody_moves:
        stuck = analysis.nobody_moves
        are = "are equilibria" if stuck > 1 else "is an equilibrium"
        page.line(f"{count(stuck, 'state')} {are} only because nobody can move there.", indent=2)
    page.line()


def _groups(page: Page, analysis: AnyAnalysis) -> None:
    groups = analysis.groups()
    if not groups:
        page.line("No state is an equilibrium under any of these concepts.")
        page.line()
    if analysis.size <= TOLD_UNASKED:
        _table(page, analysis)
        return
    if not groups:
        return
    page.heading("Which states", "grouped by the concepts and the outcomes they hold in")
    every, floods = analysis.concepts, analysis.floods()
    telling = sum(1 for group in groups if set(group.concepts) - floods)
    most = min(_MOST_GROUPS, telling + 2)  # groups that only a flood holds are told by two examples
    above: tuple[str, ...] = ()
    unnamed = any(len(group.states) < group.count for group in groups[:most])
    for group in groups[:most]:
        if group.concepts != above:
            named = "all concepts" if group.concepts == every else ", ".join(group.concepts)
            page.line(f"under {named}", indent=2)
        above = group.concepts
        inside = f": {_outcome_words(analysis, group.outcomes)}" if group.outcomes else ""
        page.line(f"{count(group.count, 'state')}{inside}", indent=4)
        shown = group.states[:_TOLD_IN_WORDS]
        for state in shown:
            mark = " (today)" if state == analysis.status_quo else ""
            mark += " (nobody can move)" if analysis.nobody_can_move(state) else ""
            first = " (the first)" if len(group.states) < group.count else ""
            page.line(f"{state}{mark}{first}", indent=6)
            show_state(page, state.words, state, 8)
        others = group.states[len(shown) :]
        if others:
            page.line(f"and {', '.join(others)}", indent=6)
    rest = groups[most:]
    if rest:
        states = sum(group.count for group in rest)
        unnamed = True
        under = sorted({one for group in rest for one in group.concepts}, key=every.index)
        told = f"{count(states, 'more state')} in {count(len(rest), 'group')}"
        page.line(f"and {told}, under {', '.join(under)}", indent=2)
    if unnamed:
        page.line("each of them: the same command with --states --only-equilibria", indent=2)
    page.line()


def _outcome_words(analysis: AnyAnalysis, names: Sequence[str]) -> str:
    return ", ".join(analysis.conflict.outcomes[name].words for name in names)


def _table(page: Page, analysis: AnyAnalysis) -> None:
    """Every state of a small conflict."""
    page.heading("States", "all of them")
    for line in legend(analysis):
        page.line(line, indent=2)
    page.wide_table("state", wide_columns(analysis), cells_of(analysis, analysis.states()))
    page.line()


def _outcomes(page: Page, analysis: AnyAnalysis) -> None:
    counts = analysis.outcomes()
    if not counts:
        return
    page.heading("Outcomes", "equilibria in each; who would leave it, in how many of its states")
    concept = analysis.telling
    columns = [("", "left"), ("states", "right")]
    for one in analysis.concepts:
        columns.append((one, "right"))
        if one == _RESTS and analysis.firm:
            columns.append(("firm", "right"))
    stuck = analysis.outcomes_where_nobody_moves()
    if any(stuck.values()):
        columns.append(("stuck", "right"))
    columns.append((f"left under {concept} by", "fold"))
    rows = []
    for name, by_concept in counts.items():
        size = analysis.outcome_size(name)
        cells = [analysis.conflict.outcomes[name].words, number(size)]
        for one in analysis.concepts:
            cells.append(_number(by_concept[one]))
            if one == _RESTS and analysis.firm:
                cells.append(_number(analysis.firm[name][one]))
        if any(stuck.values()):
            cells.append(_number(stuck[name]))
        cells.append(_leavers(analysis, name, concept, size))
        rows.append(cells)
    if _room(columns, rows) <= page.width:
        page.table(columns, rows)
    else:
        _one_below_another(page, columns, rows)
    if analysis.firm:
        page.line(_FIRM, indent=2, style="dim")
    if any(stuck.values()):
        page.line(_STUCK, indent=2, style="dim")
    page.line()


def _read_otherwise(page: Page, analysis: Any) -> None:
    """What graded and uncertain preferences make of the verdicts: equilibria, by outcome too."""
    page.heading(
        "Read otherwise", "equilibria where graded and uncertain preferences are looked at"
    )
    here = analysis.status_quo
    for semantics in analysis.semantics:
        asked = [one for one in analysis.verdicts.asked if one.semantics == semantics]
        judged = [one for one in asked if one.id in analysis.concepts]
        mark = " (experimental)" if semantics.experimental else ""
        page.line(f"{semantics.id}: {semantics.sentence}{mark}", indent=2)
        for one in asked:
            if one.id not in analysis.concepts:
                page.line(
                    f"{one.concept.id}: no verdict: {analysis.not_defined[one.id]}.", indent=4
                )
        if not judged:
            continue
        counts = analysis.outcomes()
        told = {"all states": {one.id: analysis.count(one.id) for one in judged}, **counts}
        rows = [
            [name if name == "all states" else analysis.conflict.outcomes[name].words]
            + [_number(by[one.id]) for one in judged]
            for name, by in told.items()
        ]
        page.table([("", "left"), *((one.concept.id, "right") for one in judged)], rows, indent=4)
        if here is not None:
            holds = [one.concept.id for one in judged if analysis.is_equilibrium(one.id, here)]
            page.line(f"today holds under {', '.join(holds) or 'none of them'}", indent=4)
    page.line()


def _number(value: int) -> str:
    return number(value) if value else "-"


def _room(columns: list[tuple[str, str]], rows: list[list[str]]) -> int:
    """How wide a page has to be for the table to be read: names and words may break, not much."""
    name = max(len(row[0]) for row in rows)
    cells = [max(len(row[k]) for row in rows) for k in range(1, len(columns) - 1)]
    wide = [0 if cell <= _USUAL else cell for cell in cells]
    numbers = sum(
        max(len(heading), 4, cell) + 2
        for (heading, _), cell in zip(columns[1:-1], wide, strict=True)
    )
    return 2 + min(name, 12) + numbers + 10


def _one_below_another(page: Page, columns: list[tuple[str, str]], rows: list[list[str]]) -> None:
    """The rows of a table of outcomes as paragraphs, for a page too narrow for it."""
    last, _ = columns[-1]
    for name, states, *numbers, leavers in rows:
        page.line(f"{name}: {states} {'state' if states == '1' else 'states'}", indent=2)
        told = [
            f"{concept} {number}"
            for (concept, _), number in zip(columns[2:-1], numbers, strict=True)
            if number != "-"
        ]
        page.line(f"equilibria: {', '.join(told) or 'none'}", indent=4)
        if states == "0":
            page.line(leavers, indent=4)
        elif leavers:
            page.line(f"{last} {leavers}", indent=4)


def _leavers(analysis: AnyAnalysis, outcome: str, concept: str, size: int) -> str:
    if not size or not concept:
        return "no state lies in it" if not size else ""
    parts = []
    for party, leaving in analysis.leavers(outcome, concept).items():
        party = analysis.conflict.party(party).words
        if leaving == size:
            parts.append(f"{party} all")
        elif leaving:
            share = leaving / size
            parts.append(f"{party} {share:.0%}" if share >= 0.01 else f"{party} <1%")
    return ", ".join(parts)


def _notes(page: Page, analysis: AnyAnalysis) -> None:
    if isinstance(analysis, SymbolicAnalysis):
        _partial(page, analysis)
        page.line(
            "Judged by decision diagrams: no state was listed; counts are exact.", style="dim"
        )
    assumed = analysis.verdicts.assumptions
    moves = {
        "legal": "others answer by any sequence in which nobody moves twice in a row",
        "once": "each of the others moves at most once",
        "single": "one of the others answers by one step",
    }[assumed.sanction_moves]
    deters = {
        "weak": "a result that is no better deters",
        "strict": "only a worse result deters",
    }[assumed.sanction]
    page.line(f"Assumed: {moves}; {deters}.", style="dim")


def _partial(page: Page, analysis: SymbolicAnalysis) -> None:
    """What is known of concepts that reached a limit."""
    for concept, known in analysis.partial.items():
        judged = ", ".join(analysis.conflict.party(name).words for name in known.parties)
        between = f"between {number(known.least)} and {number(known.most)} equilibria"
        page.line(
            f"Partial: {concept} was judged for {judged or 'no party'} only, as {known.reason}; "
            f"it has {between}.",
            style="bold",
        )


def _why_not(page: Page, analysis: AnyAnalysis) -> None:
    """One outcome that the model is asked about and that would not hold: who would leave it."""
    reason = analysis.why_not
    if reason is None:
        return
    page.heading(
        f"Why '{analysis.conflict.outcomes[reason.outcome].words}' would not hold",
        f"in {reason.state}, the state of it that fewest parties would leave",
    )
    for part in reason.parts:
        for sentence in part.words[:3]:
            page.line(sentence, indent=2)
    for party, refused in reason.refused.items():
        name = analysis.conflict.party(party).words
        page.line(f"{name} would leave; its reason takes too much to find: {refused}.", indent=2)
    page.line()


def _next(page: Page, analysis: AnyAnalysis, name: str) -> None:
    outcome = analysis.why_not.outcome if analysis.why_not else None
    here = "today" if analysis.status_quo else analysis.first_state
    under = [one for one in analysis.concepts if ":" in one]
    asked = next((one for one in under if one.endswith(":seq")), under[0]) if under else ""
    rest = f"--concept {asked}" if asked else "--long"
    command = explain_command(name, outcome or here, rest, analysis.assumptions)
    if isinstance(analysis, SymbolicAnalysis) and not analysis.can_be_listed:
        command = f"detente analyze {name} --only-equilibria --limit 10"
    page.line(f"Next: {command}", style="bold")


@renders(SymbolicAnalysis, "text")
def symbolic_text(analysis: SymbolicAnalysis) -> str:
    """The page of an analysis that lists no states."""
    alike: Any = analysis  # what it can be asked is the same
    return as_text(lambda page: show_analysis(page, alike))


@renders(Analysis, "text")
def analysis_text(analysis: Analysis) -> str:
    """The analysis as plain text, 80 wide."""
    return as_text(lambda page: show_analysis(page, analysis))


@renders(Analysis, "html")
def analysis_html(analysis: Analysis) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_analysis(page, analysis), *_pictures(analysis))


@renders(SymbolicAnalysis, "html")
def symbolic_html(analysis: SymbolicAnalysis) -> str:
    """The page for a notebook; states that are not listed are not drawn."""
    alike: Any = analysis
    return as_html(lambda page: show_analysis(page, alike))


def _pictures(analysis: Analysis) -> list[Picture]:
    """The option table, and the state graph where each state has its box."""
    # The page in a terminal draws nothing, and does not wait for what draws.
    from detente.report.pictures.graph import MOST_STATES_DRAWN, state_graph
    from detente.report.pictures.table import option_table

    if not analysis.size:
        return []
    table = option_table(analysis)
    return [table, state_graph(analysis)] if analysis.size <= MOST_STATES_DRAWN else [table]
