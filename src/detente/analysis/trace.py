"""The way back: what a verdict hangs on, down to the document, and what hangs on an evidence entry.

That a verdict hangs on a statement or a rule is not read off, it is computed: the verdict is worked
out again without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Unpack

from detente.analysis.claim_tests import Test, place_of
from detente.analysis.claims import ClaimFinding, finding_of, read_tests, states_of
from detente.analysis.expectations import SubConflicts
from detente.analysis.finding import Finding, stamped
from detente.analysis.question_checks import bad, guess_or_list
from detente.analysis.setting import USUAL, SanctionWords, Setting
from detente.analysis.table import Table
from detente.model import Conflict, Evidence, Preference, Priorities, Statement, condition_text

WEIGHED_BY_ITSELF = (
    5_000  # states; beyond it every support takes minutes, so it has to be asked for
)


@dataclass(frozen=True, slots=True)
class Support:
    """A statement or a rule of the model.

    number  its place in its list, from 1; line: in the file, 0 where it was not read from one.
    """

    kind: Literal["statement", "rule"]
    number: int
    text: str
    because: str
    evidence: tuple[str, ...]
    line: int
    party: str = ""
    alternative: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The support as `--json` prints it."""
        return {
            "kind": self.kind,
            "party": self.party,
            "alternative": self.alternative,
            "number": self.number,
            "text": self.text,
            "because": self.because,
            "evidence": list(self.evidence),
            "line": self.line,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a claim when something was taken out of the model.

    counts  for each test and concept whose count changes: (test, concept, before, after, of).
    """

    claim: str
    before: str
    after: str
    counts: tuple[tuple[int, str | None, int, int, int], ...]

    @property
    def matters(self) -> bool:
        """Whether anything changed."""
        return self.before != self.after or bool(self.counts)

    def to_dict(self) -> dict[str, Any]:
        """The change as `--json` prints it."""
        return {
            "claim": self.claim,
            "before": self.before,
            "after": self.after,
            "tests": [
                {"test": test, "concept": concept, "before": was, "after": now, "of": of}
                for test, concept, was, now, of in self.counts
            ],
        }


@dataclass(frozen=True, eq=False)
class Trace(Finding):
    """What a claim's verdict rests on.

    supports  every rule, and every statement of an alternative that the claim's readings use.
    changes   beside each support what its loss would change; None where that was not worked out.
    """

    conflict: Conflict = field(repr=False)
    finding: ClaimFinding
    supports: tuple[Support, ...]
    changes: tuple[Change | None, ...]

    @property
    def hangs_on(self) -> tuple[tuple[Support, Change], ...]:
        """The supports whose loss changes something, those that change the verdict first."""
        pairs = [
            (support, change)
            for support, change in zip(self.supports, self.changes, strict=True)
            if change is not None and change.matters
        ]
        return tuple(sorted(pairs, key=lambda pair: pair[1].before == pair[1].after))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The entries cited by these supports, or by all where none was weighed."""
        found = [support for support, _ in self.hangs_on] or list(self.supports)
        ids = dict.fromkeys(entry for support in found for entry in support.evidence)
        return tuple(self.conflict.evidence[entry] for entry in ids)

    def to_dict(self) -> dict[str, Any]:
        """The answer as `--json` prints it: from the verdict down to documents and offsets."""
        answer = {
            "claim": self.finding.claim.id,
            "verdict": self.finding.verdict,
            "claimed_in": [
                evidence_dict(self.conflict.evidence[entry])
                for entry in self.finding.claim.evidence
            ],
            "supports": [
                {
                    **support.to_dict(),
                    "without": None if change is None else change.to_dict(),
                    "hangs": None if change is None else change.matters,
                }
                for support, change in zip(self.supports, self.changes, strict=True)
            ],
            "evidence": {one.id: evidence_dict(one) for one in self.evidence},
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a statement or rule that the verdict rests on; `after`: the verdict without it."""
        rows = [
            (
                support.kind,
                support.party,
                support.alternative,
                support.number,
                support.text,
                "; ".join(support.evidence),
                "" if change is None else change.after,
                None if change is None else change.matters,
            )
            for support, change in zip(self.supports, self.changes, strict=True)
        ]
        columns = ("kind", "party", "alternative", "number", "text", "evidence", "after", "hangs")
        return Table(columns, rows)


@dataclass(frozen=True, eq=False)
class Weight(Finding):
    """What hangs on an evidence entry: were it wrong, what would change.

    dropped   the statements and rules that cite it, all taken out together.
    shared    those of them that cite other evidence too.
    cited_by  what else cites it, and stays: options, parties, claims.
    changes   one entry a claim.
    """

    conflict: Conflict = field(repr=False)
    entry: Evidence
    dropped: tuple[Support, ...]
    cited_by: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def shared(self) -> tuple[Support, ...]:
        """The dropped ones that have other evidence as well."""
        return tuple(one for one in self.dropped if len(one.evidence) > 1)

    def to_dict(self) -> dict[str, Any]:
        """The answer as `--json` prints it."""
        answer = {
            "evidence": evidence_dict(self.entry),
            "dropped": [one.to_dict() for one in self.dropped],
            "with_other_evidence": [one.to_dict() for one in self.shared],
            "cited_by": list(self.cited_by),
            "claims": [one.to_dict() for one in self.changes],
            "hangs": [one.claim for one in self.changes if one.matters],
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a claim: its verdict with the entry and without it."""
        rows = [(one.claim, one.before, one.after, one.matters) for one in self.changes]
        return Table(("claim", "before", "after", "hangs"), rows)


@stamped
def trace(
    conflict: Conflict,
    claim: str,
    weigh: bool | None = None,
    setting: Setting = USUAL,
    **words: Unpack[SanctionWords],
) -> Trace:
    """The way back from a claim's verdict to statements, rules, evidence and documents.

    weigh  whether to work the verdict out again without each support; by default where there are
           few states. Cost: the readings with the statement's alternative, once a statement.
    """
    sub_conflicts = SubConflicts(conflict, setting.assumptions)
    tests = read_tests(sub_conflicts, [claim])[claim]
    finding = finding_of(sub_conflicts, conflict.claims[claim], tests)
    used = {
        (party, name)
        for test in tests
        for party, names in test.readings.names.items()
        for name in names
    }
    found = tuple(
        one
        for one in supports(conflict)
        if one.kind == "rule" or (one.party, one.alternative) in used
    )
    few = all(states_of(sub_conflicts, test) <= WEIGHED_BY_ITSELF for test in tests)
    changes: list[Change | None] = []
    for k, one in enumerate(found):
        setting.tell(f"without {one.kind} {k + 1}", k, len(found))
        weighed = few if weigh is None else weigh
        changes.append(
            _changes(sub_conflicts, {claim: tests}, [finding], [one])[0] if weighed else None
        )
    return Trace(conflict, finding, found, tuple(changes))


@stamped
def weight(
    conflict: Conflict,
    entry: str,
    setting: Setting = USUAL,
    **words: Unpack[SanctionWords],
) -> Weight:
    """What hangs on an evidence entry: the claims worked out without what rests on it.

    ModelError where there is no such entry.
    """
    if entry not in conflict.evidence:
        raise bad(
            "evidence",
            "E-EVIDENCE",
            f"there is no evidence '{entry}'",
            guess_or_list(entry, tuple(conflict.evidence)),
        )
    sub_conflicts = SubConflicts(conflict, setting.assumptions)
    tests = read_tests(sub_conflicts)
    findings = [
        finding_of(sub_conflicts, conflict.claims[name], own, progress=setting.progress)
        for name, own in tests.items()
    ]
    dropped = tuple(one for one in supports(conflict) if entry in one.evidence)
    changes = _changes(sub_conflicts, tests, findings, dropped)
    return Weight(
        conflict, conflict.evidence[entry], dropped, tuple(_citing(conflict, entry)), changes
    )


def supports(conflict: Conflict) -> Iterator[Support]:
    """Every rule and every statement of the model, in file order."""
    for k, rule in enumerate(conflict.rules):
        text = " · ".join(condition_text(one) for one in rule.conditions)
        by = f" by {rule.by}" if rule.by else ""
        yield Support(
            "rule", k + 1, f"{rule.kind}{by}: {text}", rule.because, rule.evidence, rule.line
        )
    for party in conflict.party_names:
        for alternative in conflict.readings(party):
            for k, statement in enumerate(statements(conflict, party, alternative)):
                line, _ = place_of(conflict, _where(conflict, party, alternative, k))
                yield Support(
                    "statement",
                    k + 1,
                    condition_text(statement.prefer),
                    statement.because,
                    statement.evidence,
                    line,
                    party,
                    alternative,
                )


def statements(conflict: Conflict, party: str, alternative: str) -> tuple[Statement, ...]:
    """The statements of a priority list; none where the preference is given otherwise."""
    basis = conflict.preference(party, alternative).basis
    return basis.statements if isinstance(basis, Priorities) else ()


def without_supports(
    conflict: Conflict, dropped: Sequence[Support]
) -> tuple[Conflict, dict[tuple[str, str], Preference]]:
    """The conflict without the dropped rules, and the preferences without dropped statements."""
    gone = {(one.kind, one.party, one.alternative, one.number) for one in dropped}
    rules = tuple(
        rule for k, rule in enumerate(conflict.rules) if ("rule", "", "", k + 1) not in gone
    )
    instead = {}
    for party, alternative in {(o.party, o.alternative) for o in dropped if o.kind != "rule"}:
        kept = tuple(
            statement
            for k, statement in enumerate(statements(conflict, party, alternative))
            if ("statement", party, alternative, k + 1) not in gone
        )
        preference = conflict.preference(party, alternative)
        instead[party, alternative] = replace(preference, basis=Priorities(kept))
    return (
        conflict if len(rules) == len(conflict.rules) else replace(conflict, rules=rules)
    ), instead


def _changes(
    sub_conflicts: SubConflicts,
    tests: Mapping[str, tuple[Test, ...]],
    before: Sequence[ClaimFinding],
    dropped: Sequence[Support],
) -> tuple[Change, ...]:
    other, instead = without_supports(sub_conflicts.conflict, dropped)
    fresh = (
        sub_conflicts
        if other is sub_conflicts.conflict
        else SubConflicts(other, sub_conflicts.assumptions)
    )
    changed = fresh.changed(instead)
    found = []
    for finding in before:
        claim = finding.claim
        after = finding_of(changed, claim, tests[claim.id])
        counts = tuple(
            (was.test.number, was.concept, was.holds, now.holds, was.of)
            for was, now in zip(finding.counts, after.counts, strict=True)
            if was.answers.tolist() != now.answers.tolist() or was.compared != now.compared
        )
        found.append(Change(claim.id, finding.verdict, after.verdict, counts))
    return tuple(found)


def _where(conflict: Conflict, party: str, alternative: str, k: int) -> tuple[str | int, ...]:
    root: tuple[str | int, ...] = (
        ("preferences", party) if alternative == "base" else ("alternatives", party, alternative)
    )
    listed = (*root, "priorities", k)
    return listed if listed in conflict.places else (*root, k)


def _citing(conflict: Conflict, entry: str) -> Iterator[str]:
    for party in conflict.decision_makers:
        if entry in party.evidence:
            yield f"party {party.name}"
        yield from (f"option {one.key}" for one in party.options if entry in one.evidence)
    yield from (f"claim {one.id}" for one in conflict.claims.values() if entry in one.evidence)


def evidence_dict(entry: Evidence) -> dict[str, Any]:
    """An evidence entry as `--json` prints it."""
    return {
        "id": entry.id,
        "says": entry.says,
        "date": entry.date.isoformat() if entry.date else None,
        "as_of": entry.as_of.isoformat() if entry.as_of else None,
        "confidence": entry.confidence,
        "source": dict(entry.source),
        "supports": list(entry.supports),
        "place": entry.place,
        "line": entry.line,
    }
