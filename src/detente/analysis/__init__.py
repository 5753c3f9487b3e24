"""Analysis: questions about a conflict and the findings that answer them.

One module a question; a finding is an immutable value that says how it was got. This room knows
nothing of terminals or pages.
"""

from detente.analysis.analyze import Analysis, Group, analyze
from detente.analysis.check import Check, check
from detente.analysis.claims import ClaimFinding, Claims, claims, each_claim
from detente.analysis.explain import Explanation, Explanations, explain
from detente.analysis.grid import Readings, readings_of
from detente.analysis.ledger import Ledger, ledger
from detente.analysis.ledger_add import add_evidence
from detente.analysis.paths import Path, Step, find_path, is_path
from detente.analysis.trace import Trace, Weight, trace, weight
from detente.analysis.track import Track, track

__all__ = [
    "Analysis",
    "Check",
    "ClaimFinding",
    "Claims",
    "Explanation",
    "Explanations",
    "Group",
    "Ledger",
    "Path",
    "Readings",
    "Step",
    "Trace",
    "Track",
    "Weight",
    "add_evidence",
    "analyze",
    "check",
    "claims",
    "each_claim",
    "explain",
    "find_path",
    "is_path",
    "ledger",
    "readings_of",
    "trace",
    "track",
    "weight",
]
