"""How this room refuses bad input: one problem, one line."""

from __future__ import annotations

from detente.problems import ModelError, Problem

CODE = "E-DOCUMENT"


def refusal(name: str, code: str, what: str, mend: str) -> ModelError:
    """The error for document `name`, to be raised: what is wrong, and what to do instead."""
    return ModelError((Problem(name, 0, 0, f"{CODE}-{code}", what, mend),))


def missing_library(name: str, library: str, purpose: str) -> ModelError:
    """The error for a reader whose library is not installed."""
    return refusal(
        name,
        "LIBRARY",
        f"{purpose} needs the library {library}, which is not installed",
        "install the extra `documents` (in a checkout: .venv/bin/pip install -c constraints.txt "
        "-e '.[documents]')",
    )
