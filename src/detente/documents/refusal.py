"""How this room refuses bad input: one problem, one line."""

from __future__ import annotations

from detente.problems import ModelError, Problem


def refusal(name: str, code: str, what: str, mend: str) -> ModelError:
    """The error for document `name`, to be raised: what is wrong, and what to do instead."""
    return ModelError((Problem(name, 0, 0, f"E-DOCUMENT-{code}", what, mend),))


def missing_library(name: str, library: str, purpose: str) -> ModelError:
    """The error for a reader whose library is not installed."""
    return refusal(
        name,
        "LIBRARY",
        f"{purpose} needs the library {library}, which is not installed",
        'install it with `pip install "detente[documents]"`',
    )
