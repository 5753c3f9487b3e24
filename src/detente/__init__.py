"""detente: from a report to a tested answer about a conflict."""

__version__ = "0.1.0"
