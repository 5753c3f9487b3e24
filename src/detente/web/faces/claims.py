"""Claims with their verdicts, what decides them, and the way back to the sentence in the report."""

from __future__ import annotations

from typing import Any

from detente.analysis import Claims, Trace
from detente.report import count_words, decided_words, safe
from detente.values import dataclass
from detente.web.faces.pictures import picture_of
from detente.web.view import View

MARKS = {"confirmed": "+", "refuted": "−", "depends": "~", "untestable": "?", "broken": "!"}


@dataclass(frozen=True)
class Test:
    """One test of a claim: in how many readings it holds, and what decides."""

    says: str
    key: str
    holds: int
    of: int
    words: str
    decides: str


@dataclass(frozen=True)
class Claim:
    """A claim in the grid."""

    id: str
    says: str
    by: str
    verdict: str
    mark: str
    reason: str
    tests: tuple[Test, ...]
    sources: tuple[tuple[str, str, str], ...]
    back: str
    alone: str


def show(view: View, answer: Claims) -> dict[str, Any]:
    """The grid of claims, and its picture."""
    claims = []
    for one in answer.findings:
        claim = one.claim
        entries = [
            view.conflict.evidence[name]
            for name in claim.evidence
            if name in view.conflict.evidence
        ]
        claims.append(
            Claim(
                claim.id,
                safe(claim.says),
                safe(claim.by),
                one.verdict,
                MARKS.get(one.verdict, ""),
                safe(one.reason),
                tuple(
                    Test(
                        safe(count.test.says or count.test.expectation.form),
                        f"holds {claim.id} {k}",
                        count.holds,
                        count.of,
                        safe(count_words(count)),
                        safe(decided_words(answer.conflict, count)) if not count.reason else "",
                    )
                    for k, count in enumerate(one.counts, 1)
                ),
                tuple(
                    (
                        each.id,
                        safe(each.says),
                        view.sentence(each) or f"{view.url('evidence')}#e-{each.id}",
                    )
                    for each in entries
                ),
                view.ask("trace", claim=claim.id, ask="1"),
                view.ask("claims", only=claim.id, long="yes", ask="1"),
            )
        )
    return {"claims": claims, "picture": picture_of(answer)}


def sentences(view: View, answer: Trace) -> dict[str, Any]:
    """What the claim and its verdict rest on, each with the way to its words."""
    claim = answer.finding.claim
    own = [view.conflict.evidence[one] for one in claim.evidence if one in view.conflict.evidence]
    every = {one.id: one for one in (*own, *answer.evidence)}
    return {
        "sentences": [
            (
                one.id,
                safe(one.says),
                one.id in claim.evidence,
                view.sentence(one) or f"{view.url('evidence')}#e-{one.id}",
            )
            for one in every.values()
        ]
    }
