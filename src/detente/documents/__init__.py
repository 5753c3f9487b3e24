"""Reading a report and taking it apart, with a place for everything. Knows nothing of conflicts.

`load_document` reads text, Markdown, HTML, PDF and DOCX; `read` finds what the text says. Every
item has its place in the text, the rule that found it and a confidence. Rules and word lists are in
`rules/` and `data/`: another language or house style is a new file there.
"""

from __future__ import annotations

from detente.documents.load import from_text, load_document, require_readers
from detente.documents.read import read
from detente.documents.values import (
    Ask,
    Claim,
    Document,
    Event,
    Item,
    Mention,
    Named,
    Origin,
    Part,
    Proposal,
    Quote,
    Reading,
    Reported,
    Role,
    Span,
    Statement,
    Term,
    When,
)

__all__ = [
    "Ask",
    "Claim",
    "Document",
    "Event",
    "Item",
    "Mention",
    "Named",
    "Origin",
    "Part",
    "Proposal",
    "Quote",
    "Reading",
    "Reported",
    "Role",
    "Span",
    "Statement",
    "Term",
    "When",
    "from_text",
    "load_document",
    "read",
    "require_readers",
]
