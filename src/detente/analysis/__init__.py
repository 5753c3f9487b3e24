"""Analysis: questions about a conflict and the findings that answer them.

One module a question; a finding is an immutable value that says how it was got. This room knows
nothing of terminals or pages.
"""

from detente.analysis.analyze import Analysis, OutcomeClass, analyze

__all__ = ["Analysis", "OutcomeClass", "analyze"]
