"""Report: findings as people see them, in a terminal and in a notebook. No numerics here."""

from detente.report.analysis_page import show_analysis
from detente.report.check_page import show_check
from detente.report.explain_page import show_explanation
from detente.report.safe import safe
from detente.report.terminal import Page, page_for

__all__ = ["Page", "page_for", "safe", "show_analysis", "show_check", "show_explanation"]
