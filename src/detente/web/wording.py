"""The finding as a sentence: what would hold, what today does, what the last change turned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.analysis import Analysis
from detente.model import Preference, Priorities
from detente.web.view import View

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """A number in words up to ten, else in figures."""
    return _NUMBERS[count] if 0 <= count <= 10 else f"{count:,}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def first_upper(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def finding(view: View, analysis: Analysis) -> str:
    """What would hold, in one or two sentences, in the words of the command line."""
    if not analysis.concepts:
        reason = next(iter(analysis.not_defined.values()), "")
        return f"None of the concepts has a verdict here: {reason}."
    if not any(map(_wishes, analysis.conflict.preferences.values())):
        return "No party wishes anything yet, so every state holds. Write their wishes first."
    concept = view.concept
    count = analysis.count(concept)
    parts = [_today(view, analysis), _others(view, analysis, concept, count)]
    if analysis.why_not is not None:
        title = analysis.conflict.outcomes[analysis.why_not.outcome].words
        by = [one for one, n in analysis.outcomes()[analysis.why_not.outcome].items() if n]
        only = f" only under {listed(by)}" if by else " under none of the concepts"
        parts.append(f"{first_upper(title)} holds{only}.")
    return " ".join(one for one in parts if one)


def _wishes(preference: Preference) -> bool:
    basis = preference.basis
    return not isinstance(basis, Priorities) or bool(basis.statements)


def _today(view: View, analysis: Analysis) -> str:
    here = analysis.status_quo
    if here is None:
        return ""
    holds = [one for one in analysis.concepts if analysis.is_equilibrium(one, here)]
    every = len(analysis.concepts)
    if len(holds) == every:
        return f"Today holds under all {number(every)} concepts."
    if holds:
        return f"Today holds under {listed(holds)}, and not under the others."
    names = analysis.verdicts.graph.names
    who = [one for one in names if not analysis.stable(one, view.concept, here)]
    words = listed([view.conflict.party(one).words for one in who])
    return f"Today would be left by {words}."


def _others(view: View, analysis: Analysis, concept: str, count: int) -> str:
    here = analysis.status_quo
    own = here is not None and analysis.is_equilibrium(concept, here)
    rest = count - own
    if not count:
        return f"No state holds under {concept}."
    if not rest:
        return f"Nothing else holds under {concept}."
    states = "state" if rest == 1 else "states"
    other = " other" if own else ""
    verb = "holds" if rest == 1 else "hold"
    return f"{first_upper(number(rest))}{other} {states} {verb} under {concept}."


def turned(view: View, analysis: Analysis) -> list[str]:
    """What the last change turned, concept by concept: `seq: 2, was 6`; empty where nothing."""
    before = view.before
    if before is None:
        return []
    found = []
    for one in analysis.concepts:
        if one in before.concepts:
            now, was = analysis.count(one), before.count(one)
            if now != was or not _same(analysis, before, one):
                same = f"{now:,}, others than before" if now == was else f"{now:,}, was {was:,}"
                found.append(f"{one}: {same}")
    return found


def _same(analysis: Analysis, before: Analysis, concept: str) -> bool:
    """Whether the same states hold; told only where both judge the same states."""
    here, there = analysis.verdicts.graph, before.verdicts.graph
    if here.states != there.states or not np.array_equal(here.codes, there.codes):
        return True
    return np.array_equal(
        analysis.verdicts.equilibria(concept), before.verdicts.equilibria(concept)
    )
