"""The sections of a report, in order: each file enters its own.

A section is a title and a function from the facts to blocks; none where there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.report.whole.blocks import Block
from detente.report.whole.facts import Facts
from detente.report.whole.sections import answers, appendix, asked, assumed
from detente.values import dataclass

Tell = Callable[[Facts], list[Block]]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its title, what it tells in a whole report, and on one page; None for nothing."""

    title: str
    whole: Tell
    brief: Tell | None = None


SECTIONS: tuple[Section, ...] = (
    Section("The question", asked.question, asked.question),
    Section("What is assumed", assumed.wishes),
    Section("What would hold", answers.holds, answers.holds_briefly),
    Section("Ways there, and what blocks them", answers.ways, answers.ways_briefly),
    Section("What parties would do together", answers.together),
    Section("Least changes", answers.changes),
    Section("What is claimed", answers.claimed, answers.claimed_briefly),
    Section("What happened since", answers.since),
    Section("What this rests on", assumed.evidence),
    Section("What is still to be looked at", assumed.unsure, assumed.unsure_briefly),
    Section("Limits of the method", asked.limits, asked.limits),
    Section("Appendix: the states", appendix.states),
)
