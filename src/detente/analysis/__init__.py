"""Analysis: questions about a conflict and the findings that answer them.

One module a question; a finding is an immutable value that says how it was got. This room knows
nothing of terminals or pages.
"""

from detente.analysis.analyze import Analysis, Group, analyze
from detente.analysis.check import Check, check
from detente.analysis.explain import Explanation, Explanations, explain

__all__ = [
    "Analysis",
    "Check",
    "Explanation",
    "Explanations",
    "Group",
    "analyze",
    "check",
    "explain",
]
