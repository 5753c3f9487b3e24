"""Coalitions as a page: what survives, what is broken by whom, which way, and why each gains."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analysis import (
    COALITION_IDS,
    Broken,
    Coalitions,
    UnlistedCoalitions,
    move_words,
    renders,
)
from detente.model import State
from detente.report.html import as_html
from detente.report.next_step import coalitions_command, explain_command
from detente.report.numbers import count, number
from detente.report.terminal import Page, as_text

AnyCoalitions = Coalitions | UnlistedCoalitions

_MOST = 6  # states broken that are told in full; `--long` tells all


def show_coalitions(page: Page, answer: Coalitions, name: str = "FILE", long: bool = False) -> None:
    """Set the answer on a page; `long` tells every state and way, not the first few."""
    what = "all states" if answer.named else "equilibria"
    page.heading(
        f"Coalitions: {answer.conflict.title}",
        f"{count(len(answer.asked), 'coalition')}, {what}",
    )
    page.line(_reading(answer), indent=2, style="dim")
    page.line()
    _surviving(page, answer)
    told = list(answer.breakers())
    _broken(page, answer, told, long)
    _blocking(page, answer)
    _next(page, answer, told, name, long)


def show_unlisted_coalitions(page: Page, answer: UnlistedCoalitions, name: str = "FILE") -> None:
    """Set an answer about a conflict that is not listed on a page."""
    page.heading(
        f"Coalitions: {answer.conflict.title}",
        f"{count(len(answer.asked), 'coalition')}, c-nash, counted without a list",
    )
    chosen = _chosen(answer)
    if chosen:
        page.line(f"Read so: {chosen}.", indent=2, style="dim")
    left, every = answer.survivors.count, answer.looked.count
    looked = count(every, "state" if answer.named else "Nash equilibrium")
    page.line(f"Looked at: {looked}.", indent=2)
    page.line(f"Left, whatever others might answer: {count(every - left, 'state')}.", indent=2)
    page.line(f"Left by none of them: {count(left, 'state')}.", indent=2)
    page.line()
    rows = []
    for group, states in answer.breaks.items():
        names = [answer.conflict.party(one).words for one in answer.names(group)]
        rows.append([listed(names), number(states.count)])
    if rows:
        page.table([("states left by", "fold"), ("c-nash", "right")], rows)
        page.line()
    told = list(answer.broken(_MOST))
    for one in told:
        _way(page, answer, one, (one.concept,))
    _blocking(page, answer)
    start = str(told[0].state) if told else next(iter(answer.looked.first(1)), "today")
    page.line(f"Next: {explain_command(name, start, '', answer.assumptions)}", style="bold")


def _reading(answer: Coalitions) -> str:
    """What was assumed, in words."""
    answers = {
        "class": "those outside may answer together",
        "individual": "those outside answer each by itself",
    }[answer.choices.answers]
    gains = {
        "joint": "a coalition moves where the end is better for every member",
        "stepwise": "a coalition moves where the end is better for every member, and each step "
        "for whoever makes it",
    }[answer.choices.improvements]
    parts = [f"Read so: {gains}; {answers}; one member that is deterred is enough."]
    chosen = _chosen(answer)
    return " ".join([*parts, *([f"{chosen}."] if chosen else [])])


def _chosen(answer: AnyCoalitions) -> str:
    """How parties are read, and what is held, in words; empty for the model as it stands."""
    setting = answer.setting
    if setting is None:
        return ""
    chosen = [f"{party}: {reading}" for party, reading in setting.reading.items()]
    chosen += [f"holding {text}" for text in setting.holding]
    return "; ".join([*chosen, *(f"without {text}" for text in setting.without)])


def _surviving(page: Page, answer: Coalitions) -> None:
    if answer.named:
        page.heading("How many states they would leave", "nobody outside deters them")
    else:
        page.heading("Which equilibria survive", "no coalition asked about would leave them")
    rows = []
    for concept in answer.concepts:
        plane = int(answer.looked[concept].sum())
        broken = answer.count(concept)
        if answer.named:
            rows.append([concept, f"{broken:,} of {plane:,}", ""])
            continue
        kept = answer.survivors(concept, 5)
        today = answer.graph.status_quo
        here = None if today is None else answer.graph.state_text(today)
        shown = ", ".join(f"{state}{_known(answer, state, here)}" for state in kept)
        more = f" and {plane - broken - len(kept):,} more" if plane - broken > len(kept) else ""
        rows.append([concept, f"{plane - broken:,} of {plane:,}", f"{shown}{more}"])
    page.table([("", "left"), ("", "right"), ("", "fold")], rows)
    page.line()


def _known(answer: Coalitions, state: State, today: str | None) -> str:
    """What a reader knows a state by, in brackets: today, and the narrowest outcome."""
    known = ["today"] if state == today else []
    known += [answer.conflict.outcomes[name].words for name in answer.outcomes_of(state)[:1]]
    return f" ({', '.join(known)})" if known else ""


Told = tuple[State, tuple[str, ...], tuple[str, ...]]  # state, coalition, concepts


def _broken(page: Page, answer: Coalitions, told: Sequence[Told], long: bool) -> None:
    if not told:
        page.line("No coalition asked about would leave any of them.")
        page.line()
        return
    page.heading("What they would leave", "small coalitions first; one way each, a shortest one")
    _counted(page, answer)
    for state, by, concepts in told if long else told[:_MOST]:
        # The concept that asks most of an answer has the way that is hardest to deter.
        one = answer.one(state, by, concepts[-1])
        assert one is not None
        _way(page, answer, one, concepts)
    if len(told) > _MOST and not long:
        page.line(f"and {len(told) - _MOST:,} more (--long)", indent=2)
    page.line()


def _counted(page: Page, answer: Coalitions) -> None:
    """How many states each coalition would leave, where there is more than can be told."""
    rows = []
    for group in answer.asked:
        numbers = [
            int(answer.breaks[c, group].sum()) if (c, group) in answer.breaks else 0
            for c in answer.concepts
        ]
        if any(numbers):
            names = [answer.conflict.party(name).words for name in answer.names(group)]
            rows.append([listed(names), *(f"{number:,}" for number in numbers)])
    if sum(len(row) for row in rows) and len(answer.asked) > 1:
        columns = [("states left by", "fold"), *((c, "right") for c in answer.concepts)]
        page.table(columns, rows)
        page.line()


def _way(page: Page, answer: AnyCoalitions, one: Broken, concepts: Sequence[str]) -> None:
    conflict = answer.conflict
    moving = {party for party, _ in one.path}
    movers = [conflict.party(name).words for name in one.by if name in moving]
    others = [conflict.party(name).words for name in one.by if name not in moving]
    page.line(
        f"{listed(movers)} would leave {one.state} for {one.to}  ({', '.join(concepts)})",
        indent=2,
        style="bold",
    )
    page.line(_where(answer, "from", one.state), indent=4)
    before = one.state
    for party, state in one.path:
        change = move_words(conflict, before, state)
        page.line(f"{conflict.party(party).words}, {change}", indent=4)
        before = state
    if others:
        gain, does = ("gains", "does") if len(others) == 1 else ("gain", "do")
        page.line(
            f"{listed(others)} need not move, but {gain}, too, and so {does} not answer it",
            indent=4,
        )
    page.line(_where(answer, "to", one.to), indent=4)
    for party, gained in one.gains.items():
        why = f", {gained.words}" if gained.words else ""
        page.line(f"better for {conflict.party(party).words}{why}", indent=4)
    page.line()


def _where(answer: AnyCoalitions, side: str, state: State) -> str:
    """A state in words: where they come from or go to, what is done there, in which outcomes."""
    names = [answer.conflict.outcomes[name].words for name in answer.outcomes_of(state)]
    lies = f" (lies in {', '.join(names)})" if names else ""
    return f"{side} {state}: {state.told}{lies}" if state.told != state else f"{side} {state}{lies}"


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; a party's title may have commas of its own."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _blocking(page: Page, answer: AnyCoalitions) -> None:
    found = answer.blocks()
    if answer.named or not answer.conflict.outcomes:
        return
    page.heading("Who could block an outcome", "by breaking each of its equilibria")
    rows, safe = [], []
    for outcome in answer.conflict.outcome_names:
        title = answer.conflict.outcomes[outcome].words
        by_group: dict[str, list[str]] = {}
        for concept, groups in found.get(outcome, {}).items():
            who = "; or ".join(
                listed([answer.conflict.party(name).words for name in group]) for group in groups
            )
            by_group.setdefault(who, []).append(concept)
        if list(by_group) == [""]:
            safe.append(title)
            continue
        if not by_group:
            rows.append([title, "holds no equilibrium: nothing to block"])
        for k, (who, concepts) in enumerate(by_group.items()):
            under = "" if len(by_group) == 1 else f" ({', '.join(concepts)})"
            rows.append([title if k == 0 else "", (who or "none of them") + under])
    page.table([("", "left"), ("", "fold")], rows)
    if safe:
        page.line(f"None of them can block: {', '.join(safe)}.", indent=2)
    page.line()


def _next(page: Page, answer: Coalitions, told: Sequence[Told], name: str, long: bool) -> None:
    if told and not long and len(told) > _MOST:
        page.line(
            f"Next: {coalitions_command(name, _again(answer, name), answer.assumptions)}",
            style="bold",
        )
    elif told:
        command = explain_command(name, str(told[0][0]), "", answer.assumptions)
        page.line(f"Next: {command}", style="bold")
    elif not answer.named and answer.graph.parties > 1:
        rest = ["--of", ",".join(answer.graph.names[:2])]
        page.line(f"Next: {coalitions_command(name, rest, answer.assumptions)}", style="bold")
    else:
        page.line(f"Next: detente check {name}", style="bold")


def _again(answer: Coalitions, name: str) -> list[str]:
    """What to write behind the model's name to be told all of the same answer."""
    if name == "FILE":  # a value in Python, which is whole as it is
        return ["--long"]
    groups = answer.asked if answer.named else ()
    rest = [text for one in groups for text in ("--of", ",".join(answer.names(one)))]
    if answer.concepts != COALITION_IDS:
        rest += ["--concepts", ",".join(answer.concepts)]
    return [*rest, "--long"]


@renders(UnlistedCoalitions, "text")
def unlisted_text(answer: UnlistedCoalitions) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_unlisted_coalitions(page, answer))


@renders(UnlistedCoalitions, "html")
def unlisted_html(answer: UnlistedCoalitions) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_unlisted_coalitions(page, answer))


@renders(Coalitions, "text")
def coalitions_text(answer: Coalitions) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_coalitions(page, answer))


@renders(Coalitions, "html")
def coalitions_html(answer: Coalitions) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_coalitions(page, answer))
