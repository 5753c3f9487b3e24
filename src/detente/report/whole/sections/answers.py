"""The findings of a report: each by its own page, the same as the command line shows."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analysis import RESTS_ON_ANSWERS, Count, Finding, firm_equilibria, question
from detente.model import State
from detente.report.claims_page import count_words
from detente.report.coalitions_page import listed
from detente.report.numbers import count
from detente.report.pictures import KINDS
from detente.report.ways_page import arrived_words, step_words
from detente.report.whole.blocks import Block, Drawn, Grid, Paragraph, shown
from detente.report.whole.facts import Facts

_BRIEF_CLAIMS, _BRIEF_COUNTS, _BRIEF_STATES, _BRIEF_HEIGHT = 6, 4, 3, 640
_ALL_STATES = 8  # so few are all told


def _page(name: str, finding: Finding | str) -> list[Block]:
    if isinstance(finding, str):
        return [Paragraph(f"No answer: {finding}.")]
    show = question(name).shower()
    return shown(lambda page: show(page, finding))


def _drawn(kind: str, finding: Finding | str) -> list[Block]:
    return [] if isinstance(finding, str) else [Drawn(KINDS[kind].draw(finding))]


def holds(facts: Facts) -> list[Block]:
    """The option table and the page of the analysis, firm and not, why and why not; the graph."""
    analysis = facts.analysis
    pictures = [*_drawn("table", analysis), *_drawn("graph", analysis), *_drawn("ladder", analysis)]
    return [pictures[0], *_page("analyze", analysis), *pictures[1:]]


def holds_briefly(facts: Facts) -> list[Block]:
    """What would hold: counts, today, and the outcome asked about."""
    analysis, concept = facts.analysis, _brief_concept(facts)
    if not concept:
        return [Paragraph("No concept has a verdict for this model.")]
    found = _target_briefly(facts, concept)
    today = ""
    if analysis.status_quo is not None:
        stays = analysis.is_equilibrium(concept, analysis.status_quo)
        today = f"Today {'would hold' if stays else 'would not hold'} ({concept}). "
    number = analysis.count(concept)
    held = analysis.equilibria(concept, number if number <= _ALL_STATES else _BRIEF_STATES)
    verb = "is" if number == 1 else "are"
    lead = f"{today}{count(number, 'state')} of {analysis.size:,} {verb} stable for all ({concept})"
    more = f"; {len(held)} of them" if number > len(held) else ""
    found.append(Paragraph(f"{lead}{more}:" if held else f"{lead}."))
    found += _told(held, analysis.status_quo)
    lasting = []
    if concept == RESTS_ON_ANSWERS and number:
        firm = firm_equilibria(analysis.verdicts)
        if firm is not None:
            lasting.append(firmly(number, int(firm.sum())))
    if number:
        lasting.append(_together_briefly(facts, concept))
    if any(lasting):
        found.append(Paragraph(" ".join(filter(None, lasting))))
    (meant,) = [one for one in analysis.verdicts.asked if one.id == concept]
    said = meant.concept.sentence.format(horizon=meant.horizon)
    words = f"Stable under {concept}, {meant.concept.name.lower()}: {said[0].lower()}{said[1:]}"
    found.append(Paragraph(words, style="dim"))
    if isinstance(facts.evolution, str):
        from detente.report.pictures.table import option_table

        drawn = option_table(analysis, 8)
        if drawn.height <= _BRIEF_HEIGHT:
            found.append(Drawn(drawn))
    return found


def _together_briefly(facts: Facts, concept: str) -> str:
    """How many of the states that hold coalitions would leave; one of them told, today if it is."""
    answer, joint = facts.coalitions, f"c-{concept}"
    if isinstance(answer, str):
        return f"What parties would leave together is not worked out: {answer.partition(';')[0]}."
    if joint not in answer.looked or not answer.looked[joint].any():
        return ""
    left = answer.count(joint)
    if not left:
        return f"No coalition would leave any of them ({joint})."
    words = f"Together, parties would leave {left:,} of them ({joint})"
    today = facts.analysis.status_quo
    broken = [(state, by) for state, by, under in answer.breakers() if joint in under]
    state, by = next((one for one in broken if one[0] == today), broken[0])
    one = answer.one(state, by, joint)
    assert one is not None, "a coalition breaks what it is told to break"
    who = listed([facts.conflict.party(name).words for name in one.by])
    named = "today" if state == today else state
    return f"{words}: {who} leave {named} for {one.to}, better for each of them."


def _brief_concept(facts: Facts) -> str:
    """The concept by which a page judges that has room for one; empty where none has a verdict."""
    concepts = facts.analysis.concepts
    return "seq" if "seq" in concepts else next(iter(concepts), "")


def _target_briefly(facts: Facts, concept: str) -> list[Block]:
    """Whether the outcome asked about would hold, and if not, who would leave it."""
    analysis, target = facts.analysis, facts.target
    if target is None or target not in analysis.outcome_planes:
        return []
    within = analysis.outcomes()[target][concept]
    size = int(analysis.outcome_planes[target].sum())
    if within:
        words = f"'{target}' would hold in {count(within, 'state')} of its {size:,} ({concept})."
    else:
        words = f"'{target}' would not hold in any of its {count(size, 'state')} ({concept})."
    leave = {who: k for who, k in analysis.leavers(target, concept).items() if k}
    if leave and not within:
        who = ", ".join(
            f"{facts.conflict.party(name).words} {'all' if k == size else f'{k:,}'}"
            for name, k in leave.items()
        )
        words += f" States of it that a party would leave: {who}."
    found: list[Block] = [Paragraph(words, style="bold")]
    if within and concept in analysis.firm.get(target, {}):
        found.append(Paragraph(firmly(within, analysis.firm[target][concept])))
    return found


def _told(states: Sequence[State], today: str | None) -> list[Block]:
    """A table of states: what each party does in them."""
    heads = {tuple(who for who, _ in one.words) for one in states}
    if len(heads) != 1:  # none, or states that have a title beside those that have not
        return [Paragraph(f"{one} ({one.told})", 1) for one in states]
    (parties,) = heads
    rows = tuple(
        (
            f"{str.__str__(one)}{' (today)' if one == today else ''}",
            *(what for _, what in one.words),
        )
        for one in states
    )
    return [Grid(("State", *(who or "what it is" for who in parties)), rows)]


def firmly(within: int, firm: int) -> str:
    """Whether what would hold rests on answers that would really be given."""
    basis = "no answer, or only on answers whose makers would leave that state anyway"
    if firm == within:
        return f"{'That is' if within == 1 else 'All of them are'} firm: resting on {basis}."
    who = "It is not" if within == 1 else f"Of them {firm:,} {'is' if firm == 1 else 'are'}"
    return f"{who} firm, that is resting on {basis}."


def ways(facts: Facts) -> list[Block]:
    """The tree, and the page of the ways."""
    return [*_drawn("tree", facts.evolution), *_page("evolve", facts.evolution)]


def ways_briefly(facts: Facts) -> list[Block]:
    """The first way, or what blocks it."""
    answer = facts.evolution
    if isinstance(answer, str):
        return [Paragraph(f"No answer: {answer}.")]
    found: list[Block] = _drawn("tree", answer)
    told = answer.ways
    if told is None:
        found.append(Paragraph(f"{count(answer.ends_count, 'end')} in reach by improvements."))
        return found
    if told.steps is None:
        words = f"'{told.target.text}' is out of reach by improvements."
    elif told.steps:
        words = f"'{told.target.text}' is {count(told.steps, 'step')} away by improvements."
    else:
        words = f"Today lies in '{told.target.text}' already."
    found.append(Paragraph(words, style="bold"))
    if told.blocked is not None and told.blocked.step is not None:
        blocked = step_words(facts.conflict, told.blocked.step)
        found.append(Paragraph(f"What blocks it: {blocked}"))
    if told.blocked is not None and told.blocked.forbidden:
        found.append(Paragraph(f"Forbidden by: {'; '.join(told.blocked.forbidden)}."))
    last = []
    if any(told.unwilling):
        sets = " or ".join(
            " and ".join(facts.conflict.party(one).words for one in group)
            for group in told.unwilling[:3]
        )
        last.append(f"Whose consent is missing: {sets}.")
    way = told.paths[0] if told.paths else told.least
    if way:
        end, concept = way[-1].to, _brief_concept(facts)
        last.append(f"The way ends at {end}. {arrived_words(answer, end)}")
        lasts = answer.concepts_at(end)
        if lasts and concept and concept not in lasts:
            last.append(f"Under {concept} it would not.")
    if last:
        found.append(Paragraph(" ".join(last)))
    return found


def together(facts: Facts) -> list[Block]:
    """What parties would break together."""
    return _page("coalitions", facts.coalitions)


def changes(facts: Facts) -> list[Block]:
    """The least changes that make the target hold."""
    return _page("design", facts.design)


def claimed(facts: Facts) -> list[Block]:
    """The claim grid, and the page of the claims."""
    if not facts.conflict.claims:
        return []
    return [*_drawn("claims", facts.claims), *_page("claims", facts.claims)]


def claimed_briefly(facts: Facts) -> list[Block]:
    """Claims with their verdicts, one line each."""
    answer = facts.claims
    if not facts.conflict.claims:
        return []
    if isinstance(answer, str):
        return [Paragraph(f"No answer: {answer}.")]
    rows = tuple(
        (one.claim.says, one.verdict, _readings(one.counts) or one.reason)
        for one in answer.findings[:_BRIEF_CLAIMS]
    )
    found: list[Block] = [Grid(("Claim", "verdict", "readings in which its tests hold"), rows)]
    if len(answer.findings) > _BRIEF_CLAIMS:
        found.append(Paragraph(f"and {len(answer.findings) - _BRIEF_CLAIMS} more claims"))
    return found


def _readings(counts: tuple[Count, ...]) -> str:
    """Test by test and concept by concept; the page of the claims tells those beyond the first."""
    told = [count_words(one) for one in counts[:_BRIEF_COUNTS]]
    if len(counts) > len(told):
        told.append(f"and {len(counts) - len(told)} more")
    return "; ".join(told)


def since(facts: Facts) -> list[Block]:
    """The timeline, and what the model foresaw."""
    if isinstance(facts.track, str):
        return []
    return [*_drawn("timeline", facts.track), *_page("track", facts.track)]
