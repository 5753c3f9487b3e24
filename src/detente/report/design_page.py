"""The least change as a page: what it takes, by what it works, and what else would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.analysis import Alone, Design, Effect, WishChange, renders
from detente.model import Priorities, Statement, edit_text
from detente.report.edit_words import edits_told
from detente.report.html import as_html
from detente.report.next_step import what_if_command
from detente.report.numbers import count
from detente.report.terminal import Page, as_text
from detente.stability import find

_SHOWN = 6  # changes told in full, unless all are asked for
_SETS = 8  # minimal sets told, unless all are asked for; and of how many states in all
_MEMBERS = 40


def show_design(page: Page, answer: Design, name: str = "FILE", long: bool = False) -> None:
    """Set the answer on a page; `long` shows every change and every set."""
    concept = find(answer.concept)
    full = f"{answer.concept} ({concept[0].concept.name})" if concept else answer.concept
    page.heading(
        f"To make '{_made(answer)}' hold", f"under {full}, {count(answer.states, 'state')}"
    )
    for line in _verdict(answer):
        page.line(line, indent=2)
    if answer.cost:
        _changes(page, answer, name, long)
    if len(answer.alone) > 1:
        page.line()
        page.heading("One party alone")
        page.table([("  ", "left"), (" ", "fold")], [_alone(answer, one) for one in answer.alone])
    if answer.others:
        page.line()
        page.heading("Alternatives of the file that do it by themselves")
        for one in answer.others:
            words = answer.conflict.party(one.party).words
            page.line(
                f"{words} at '{one.alternative}': {_of(one.states, answer.states)}. "
                + _by(answer, one.effect),
                indent=2,
            )
    if answer.cost != 0:
        page.line()
        page.heading("With every wish as it is")
        _elsewhere(page, answer)
    _conditions(page, answer, long)
    page.line()
    page.line(
        "Each edit of a list counts 1: that is a convention, not how hard it is to bring about.",
        style="dim",
    )


def _verdict(answer: Design) -> list[str]:
    what = "it" if answer.kind == "state" else f"some state of '{_made(answer)}'"
    if answer.cost == 0:
        return [f"It holds already: {_of(answer.changes[0].states, answer.states)}."]
    if answer.cost is not None:
        edits = count(answer.cost, "edit")
        ways = count(answer.count, "change") + (" does it" if answer.count == 1 else " do it")
        less = "the wishes as they are do not" if answer.cost == 1 else "nothing cheaper does"
        proved = f"{edits} of a list is enough" if answer.cost == 1 else f"{edits} are enough"
        lines = [f"{proved}: {ways}, and {less} (proved: all were tried)."]
        if not answer.complete:
            lines.append("There may be more changes at this cost: the search ended at its limit.")
        effects = list({one.order: one.effect for one in answer.changes if one.effect}.values())
        if len(effects) > 1 and answer.cost:
            lines.append(_kinds(answer, effects))
        if effects and all(one.works == "threat" for one in effects):
            alone = _first(answer, effects)
            alone = f"{alone[:1].upper()}{alone[1:]} work by threat alone" if alone else ""
            alone = alone or "By threat alone"
            lines.insert(0, f"{alone}: {_afraid(answer, effects[0])}. A finding, no advice.")
        return lines
    if answer.minimal:
        return [f"No change of these lists makes {what} hold (proved): {_never(answer)}."]
    if answer.stopped == "no lists":
        none = (
            "It does not hold, and no party has a priority list to change. For rankings, weights, "
        )
        return [none + "payoffs and pairs only what each would have to prefer is told."]
    tried = f"nothing that costs less than {answer.lower_bound} does"
    way = (
        "ask for fewer parties or kinds (--of, --kinds)"
        if answer.stopped == "budget"
        else f"go further with --at-most {answer.lower_bound}"
    )
    return [f"No change was found; {tried} (proved: all were tried). To {way}."]


def _first(answer: Design, effects: Sequence[Effect]) -> str:
    """Which kinds of change are worked out, where not all are; empty where all are."""
    every = len({one.order for one in answer.changes})
    if every == len(effects) and answer.count == len(answer.changes):
        return ""
    more = f"{every:,}" if answer.count == len(answer.changes) else f"more than {every:,}"
    return f"the first {count(len(effects), 'kind')} of change (of {more}; simplest first)"


def _kinds(answer: Design, effects: Sequence[Effect]) -> str:
    """How many kinds of change work by wish, how many by fear."""
    told = [
        f"{number:,} {words}"
        for works, words in (
            ("wish", "by wish"),
            ("both", "partly by threat"),
            ("threat", "by threat alone"),
        )
        if (number := sum(1 for one in effects if one.works == works))
    ]
    end = "; under nash nobody has to fear an answer (--concept nash)"
    feared = any(one.works in ("both", "threat") for one in effects)
    of = _first(answer, effects) or f"{count(len(effects), 'kind')} of change"
    return f"Of {of}: {', '.join(told)}{end * feared}."


def _never(answer: Design) -> str:
    named = {one.party for one in answer.alone}
    still = [p.words for p in answer.conflict.decision_makers if p.name not in named]
    return (
        f"in every state {' or '.join(still)} would leave, whatever the others wish"
        if still
        else "some party would always leave"
    )


def _changes(page: Page, answer: Design, name: str, long: bool) -> None:
    groups: dict[int, list[WishChange]] = {}
    for one in answer.changes:
        groups.setdefault(one.order, []).append(one)
    shown = list(groups.values()) if long else list(groups.values())[:_SHOWN]
    for number, group in enumerate(shown, 1):
        one = group[0]
        page.line()
        page.line(f"{number}. {_if(answer, one)}", style="bold")
        page.line(
            _holding(one, answer.states) + (_by(answer, one.effect) if one.effect else ""),
            indent=3,
        )
        if one.effect:
            page.line(_besides(answer, one.effect), indent=3)
        for line in _evidence(one):
            page.line(line, indent=3)
        if len(group) > 1:
            page.line(f"{count(len(group) - 1, 'other change')} to the same effect.", indent=3)
        page.line(_command(answer, one, name), indent=3, style="dim")
    if len(groups) > len(shown):
        page.line()
        page.line(f"and {len(groups) - len(shown)} more kinds of change (--long)", indent=2)


def _if(answer: Design, one: WishChange) -> str:
    parts = [
        f"{answer.conflict.party(party).words} {edits_told(_list(answer, party), edits)}"
        for party, edits in one.edits.items()
    ]
    return f"If {', and '.join(parts)}."


def _list(answer: Design, party: str) -> Sequence[Statement]:
    reading: Mapping[str, str] = answer.assumptions["reading"]
    basis = answer.conflict.preference(party, reading.get(party, "base")).basis
    assert isinstance(basis, Priorities)
    return basis.statements


def _of(some: int, every: int) -> str:
    if every == 1:
        return "the state holds"
    return f"{some:,} of its {count(every, 'state')} {'holds' if some == 1 else 'hold'}"


def _holding(one: WishChange, every: int) -> str:
    if every == 1:
        return ""
    first = f", the first {one.state}" if one.states > 1 else f": {one.state}"
    return f"{_of(one.states, every)}{first}. "


def _by(answer: Design, effect: Effect) -> str:
    match effect.works:
        case "wish":
            stay = _names(answer, [one.party for one in effect.stays])
            return f"By wish: {stay} would no longer rather leave."
        case "threat":
            return f"By threat alone: {_afraid(answer, effect)}."
        case "both":
            wish = _names(answer, [one.party for one in effect.stays if one.wish])
            return f"Partly by wish ({wish}), partly by threat: {_afraid(answer, effect)}."
        case _:
            return ""


def _afraid(answer: Design, effect: Effect) -> str:
    told = []
    for one in effect.stays:
        if one.threat:
            by = f" by {_names(answer, one.by)}" if one.by else ""
            told.append(f"{answer.conflict.party(one.party).words} now fears an answer{by}")
    return "; ".join(told)


def _made(answer: Design) -> str:
    """What is to hold, as one speaks of it."""
    outcome = answer.conflict.outcomes.get(answer.make)
    return answer.make if outcome is None else outcome.words


def _besides(answer: Design, effect: Effect) -> str:
    outcomes = answer.conflict.outcomes
    appear = [f"'{outcomes[name].words}'" for name in effect.appear if name != answer.make]
    vanish = [f"'{outcomes[name].words}'" for name in effect.vanish]
    told = []
    if appear:
        told.append(f"{', '.join(appear)} would hold too")
    if vanish:
        told.append(f"{', '.join(vanish)} would no longer hold")
    return f"With it {'; '.join(told)}." if told else "No other outcome comes or goes with it."


def _evidence(one: WishChange) -> list[str]:
    now, then = one.evidence
    lines = []
    if now:
        lines.append(f"Against it, for the list as it is: {', '.join(now)}.")
    if then:
        lines.append(f"For it, from another reading of the party: {', '.join(then)}.")
    return lines


def _command(answer: Design, one: WishChange, name: str) -> str:
    sets = [f"{party}: {edit_text(edit)}" for party, edits in one.edits.items() for edit in edits]
    return what_if_command(name, sets, answer.assumptions)


def _alone(answer: Design, one: Alone) -> list[str]:
    party = answer.conflict.party(one.party).words
    if one.cost == 0:
        return [party, "nothing needs to change"]
    if one.cost is not None and one.example is not None:
        works = one.example.effect.works if one.example.effect else ""
        how = {"threat": ", by threat", "both": ", partly by threat", "wish": ", by wish"}.get(
            works, ""
        )
        edits = edits_told(_list(answer, one.party), one.example.edits[one.party])
        more = f" (one of {one.count:,} changes)" if one.count > 1 else ""
        return [party, f"{count(one.cost, 'edit')}{how}: {edits}{more}"]
    if one.minimal:
        return [party, "no change of its list alone does it (proved)"]
    return [party, f"nothing that costs less than {one.lower_bound} does it"]


def _elsewhere(page: Page, answer: Design) -> None:
    if not answer.elsewhere:
        page.line(
            "No single commitment (an option made one-way), rule taken away or option held fixed "
            "makes it hold.",
            indent=2,
        )
    words = {
        "commitment": "commitment",
        "release": "no longer one-way",
        "rule": "without the rule",
        "held": "held",
    }
    rows = [[words[one.kind], one.text, _of(one.count, answer.states)] for one in answer.elsewhere]
    if rows:
        page.table([("", "left"), (" ", "fold"), ("  ", "left")], rows)


def _conditions(page: Page, answer: Design, long: bool) -> None:
    rows = []
    for party, by_concept in answer.conditions.items():
        sets = by_concept.get(answer.concept)
        if sets is None:
            continue
        words = answer.conflict.party(party).words
        if not any(sets):
            rows.append([words, "nothing: it stays whatever it prefers"])
            continue
        told = _sets_told(sets, long, party in answer.more_conditions)
        rows.append([words, told])
    if rows:
        page.line()
        page.heading(f"What each must like no better than {answer.conditions_for}")
        page.table([("", "left"), (" ", "fold")], rows)


def _sets_told(sets: Sequence[Sequence[str]], long: bool, more: bool) -> str:
    """The minimal sets, as many as one reads; `more`: whether they are not known to be all."""
    shown = list(sets if long else sets[:_SETS])
    while not long and sum(len(one) for one in shown) > _MEMBERS:
        shown.pop()
    told = " or ".join("{" + ", ".join(one) + "}" for one in shown)
    left = len(sets) - len(shown)
    if left and shown:
        told += f" or {left:,} more sets (--long)"
    elif left:
        told = f"{count(left, 'set')} of {len(sets[0]):,} states or more (--long)"
    if more:
        told += f". These are the first {count(len(sets), 'minimal set')} found; there may be more"
    return told


def _names(answer: Design, parties: Sequence[str]) -> str:
    words = [answer.conflict.party(name).words for name in parties]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@renders(Design, "text")
def design_text(answer: Design) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_design(page, answer))


@renders(Design, "html")
def design_html(answer: Design) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_design(page, answer))
