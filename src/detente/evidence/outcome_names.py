"""What an outcome is called: the plan's own name, else what is so where it is followed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.documents import Proposal, Reading
from detente.evidence.parties import Cast
from detente.evidence.words import sentence

_PLAN = r"(?:[Ii]nitiative|[Pp]lan|[Pp]roposal|[Ff]ormula|[Rr]oadmap)\b"
_EXCHANGE = re.compile(r"\b(\w+)-for-(\w+)\b")
_NEAR = 60  # code points before a proposal in which its name may stand
_LONGEST = 7  # words of an outcome's name


def name_of(
    reading: Reading,
    cast: Cast,
    proposal: Proposal,
    states: Sequence[str],
) -> str:
    """A name for the outcome in a few words."""
    plan = _plan_name(reading, cast, proposal)
    if plan:
        return plan
    name = ""
    for state in states:
        longer = f"{name} and {state}" if name else state
        if name and len(longer.split()) > _LONGEST:
            break
        name = longer
    return name


def what_of(states: Sequence[str]) -> str:
    """All that comes about, in one phrase."""
    return sentence("; ".join(states))


def _plan_name(reading: Reading, cast: Cast, proposal: Proposal) -> str:
    """What the report calls a plan: the capitalised words before "initiative", "X for X"."""
    start = max(0, proposal.start - _NEAR)
    near = " ".join(reading.document.text[start : proposal.end].split())
    told = reading.document.text[proposal.start : proposal.end]
    exchange = _EXCHANGE.search(" ".join(told.split()))
    if exchange and exchange[1].lower() != "all":
        return f"{exchange[1]} for {exchange[2]}".lower()
    if not proposal.reciprocal:
        return ""
    named = re.search(rf"((?:[A-Z][\w-]*\s){{1,5}}){_PLAN}", near)
    if named is None:
        return ""
    actors = " ".join(each.text for each in cast.mentions_from(start, proposal.end))
    kept = [each for each in named[1].split() if "-" not in each and each not in actors]
    return " ".join(kept).lower()
