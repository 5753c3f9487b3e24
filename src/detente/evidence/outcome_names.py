"""What an outcome is called: the plan's own name, else what is so where it is followed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.documents import Proposal, Reading
from detente.evidence.parties import Cast
from detente.evidence.words import sentence

_PLAN = r"(?:[Ii]nitiative|[Pp]lan|[Pp]roposal|[Ff]ormula|[Rr]oadmap)\b"
_EXCHANGE = re.compile(r"\b(\w+)-for-(\w+)\b")
# "A double freeze:", "a standstill under which": what a plan of several parts is called.
_CALLED = re.compile(
    r"\b(?:an?|the|this|its|his|her|their)\s+[“‘\"']?"
    r"(?P<name>(?:(?:new|double|dual|mutual|reciprocal|joint|simple|parallel|simultaneous|two-way)\s)?"
    r"(?:freeze(?:[\s-]for[\s-]freeze)?|suspension[\s-]for[\s-]suspension|swap|standstill|halt|truce|exchange"
    r"|moratorium|suspension|pause|trade(?:-off)?|pull-?back))"
    r"[,”’\"']{0,2}(?:\s?[:–—-]|,?\s(?:(?:under|in|by)\swhich|whereby|(?:that|which)\swould\s(?:see|have)|seeing))?$"
)
# "Blockade of the canal road ended": what may go from a name that is too long.
_CLOSER = re.compile(r"(?<=\w)\s(?:of|in|on|at|from|to|with|for)\s.*\s(\w+)$")
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
    if _is_plan(proposal) and sum(len(each.split()) + 1 for each in states) > _LONGEST + 1:
        states = [_CLOSER.sub(r" \1", each) for each in states]
    name = ""
    for state in states:
        longer = f"{name} and {state}" if name else state
        if name and len(longer.split()) > _LONGEST:
            if _is_plan(proposal):
                kept = name.split()[: _LONGEST - 2]
                return " ".join([*(kept[:-1] if kept[-1] == "and" else kept), "and more"])
            break
        name = longer
    return name


def what_of(states: Sequence[str]) -> str:
    """All that comes about, in one phrase."""
    return sentence("; ".join(states))


def _is_plan(proposal: Proposal) -> bool:
    """Whether it is told part by part, so that its name stands before it."""
    return proposal.rule.endswith(".halves")


def _plan_name(reading: Reading, cast: Cast, proposal: Proposal) -> str:
    """What the report calls a plan: the capitalised words before "initiative", "X for X"."""
    start = max(0, proposal.start - _NEAR)
    near = " ".join(reading.document.text[start : proposal.end].split())
    told = reading.document.text[start if _is_plan(proposal) else proposal.start : proposal.end]
    exchange = _EXCHANGE.search(" ".join(told.split()))
    if exchange and exchange[1].lower() != "all":
        return f"{exchange[1]} for {exchange[2]}".lower()
    if not proposal.reciprocal:
        return ""
    before = " ".join(reading.document.text[start : proposal.start].split())
    own = _CALLED.search(before) if _is_plan(proposal) else None
    if own:
        return own["name"].lower().replace("-", " ")
    named = re.search(rf"((?:[A-Z][\w-]*\s){{1,5}}){_PLAN}", near)
    if named is None:
        return ""
    actors = " ".join(each.text for each in cast.mentions_from(start, proposal.end))
    kept = [each for each in named[1].split() if "-" not in each and each not in actors]
    return " ".join(kept).lower()
