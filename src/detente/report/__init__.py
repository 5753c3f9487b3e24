"""Report: findings as people see them, in a terminal and in a notebook. No numerics here."""

from detente.report.analysis_page import show_analysis
from detente.report.check_page import show_check
from detente.report.claims_page import show_claims, show_verdicts
from detente.report.evidence_page import show_evidence_check, show_ledger, show_trace, show_weight
from detente.report.explain_page import show_explanation
from detente.report.safe import safe
from detente.report.terminal import Page, page_for
from detente.report.track_page import show_track

__all__ = [
    "Page",
    "page_for",
    "safe",
    "show_analysis",
    "show_check",
    "show_claims",
    "show_evidence_check",
    "show_explanation",
    "show_ledger",
    "show_trace",
    "show_track",
    "show_verdicts",
    "show_weight",
]
