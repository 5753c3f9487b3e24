"""The way back from verdicts to evidence, and from evidence to verdicts."""

from __future__ import annotations

import re
from typing import Any

import pytest

import detente
from analysis.quarry import quarry
from detente.analysis.claims import claims
from detente.analysis.trace import Support, trace, weight

CLAIM = """
c:
  says: A settlement holds.
  across: all
  under: [nash]
  evidence: [news]
  expect: {some equilibrium: settlement}
d:
  says: Calm is possible.
  expect: {feasible: calm}
"""


def outcome(text: str) -> dict[str, Any]:
    return {
        one.claim.id: (one.verdict, [count.answers.tolist() for count in one.counts])
        for one in claims(detente.load(text), examples=False).findings
    }


def drop(text: str, support: Support) -> str:
    """The model file without the line in which a statement or rule begins."""
    lines = text.splitlines(keepends=True)
    begin = support.line - 1
    end = begin + 1
    while end < len(lines) and re.match(r" {4,}(because|evidence)", lines[end]):
        end += 1
    kept = lines[:begin] + lines[end:]
    return "".join(kept).replace("rules:\nstatus_quo", "status_quo")


def test_every_change_named_is_what_the_file_without_it_answers() -> None:
    text = quarry(CLAIM)
    before = outcome(text)
    found = trace(detente.load(text), "c")
    tried = 0
    for support, change in zip(found.supports, found.changes, strict=True):
        if support.alternative == "tired":
            continue  # written in one line with others
        without = drop(text, support)
        if "rule" in support.kind:
            without = without.replace("  never: Village.sue and Village.sign\n", "  never: false\n")
        after = outcome(without)
        assert change is not None
        assert (before["c"] != after["c"]) == change.matters, support
        assert after["c"][0] == change.after
        tried += 1
    assert tried >= 7


def test_what_a_verdict_hangs_on_leads_to_evidence_and_documents() -> None:
    found = trace(detente.load(quarry(CLAIM)), "c")

    hanging = [(one.party, one.alternative, one.number) for one, _ in found.hangs_on]
    assert hanging == [("Quarry", "base", 2)]
    told = found.to_dict()
    assert {"news"} == {one["id"] for one in told["claimed_in"]}
    assert {"news"} == set(told["evidence"])
    for support in told["supports"]:
        assert support["hangs"] in (True, False)
        assert support["line"] > 0


def test_the_korea_trace_ends_at_places_in_the_report() -> None:
    told = trace(detente.load("korea"), "c2").to_dict()

    (claimed,) = told["claimed_in"]
    assert claimed["source"]["document"].startswith("sha256:")
    assert claimed["source"]["from"] < claimed["source"]["to"]
    assert told["evidence"]["wang-2017-03"]["confidence"] == "high"
    assert all(one["says"] for one in told["evidence"].values())


def test_supports_are_listed_unweighed_where_it_is_not_asked_for() -> None:
    found = trace(detente.load(quarry(CLAIM)), "c", weigh=False)

    assert set(found.changes) == {None}
    assert {one.id for one in found.evidence} == {"minutes", "letter", "news", "ruling"}


def test_what_hangs_on_an_entry_is_what_changes_without_all_that_cites_it() -> None:
    conflict = detente.load(quarry(CLAIM))
    found = weight(conflict, "minutes")

    assert [(one.kind, one.party, one.number) for one in found.dropped] == [
        ("rule", "", 1),
        ("statement", "Village", 1),
    ]
    assert [one.kind for one in found.shared] == ["statement"]
    assert found.cited_by == ("option Village.sign",)
    assert [change.claim for change in found.changes] == ["c", "d"]


def test_an_entry_on_which_nothing_hangs_changes_nothing() -> None:
    found = weight(detente.load(quarry(CLAIM)), "signed")

    assert found.dropped == ()
    assert not any(change.matters for change in found.changes)


def test_korea_hangs_on_the_sanctions_of_september_where_the_north_is_under_strain() -> None:
    found = weight(detente.load("korea"), "unsc-2375").to_dict()

    (c1,) = [one for one in found["claims"] if one["claim"] == "c1"]
    assert c1["tests"][0] == {"test": 1, "concept": "nash", "before": 78, "after": 90, "of": 90}
    assert found["hangs"] == ["c1", "c2", "c3", "c4"]


def test_an_unknown_entry_or_claim_is_told_with_the_nearest() -> None:
    conflict = detente.load(quarry(CLAIM))

    with pytest.raises(detente.ModelError, match="did you mean 'letter'"):
        weight(conflict, "leter")
    with pytest.raises(detente.ModelError, match="there is no claim 'e'"):
        trace(conflict, "e")
