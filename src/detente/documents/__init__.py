"""A file becomes a text with places: every offset leads back to page or element of the source.

`load_document` reads text, Markdown, HTML, PDF and DOCX. What the text says is for the room
`reading`.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.documents.deadline import cut_off as cut_off
    from detente.documents.load import from_bytes as from_bytes
    from detente.documents.load import from_text as from_text
    from detente.documents.load import load_document as load_document
    from detente.documents.load import require_readers as require_readers
    from detente.documents.refusal import refusal as refusal
    from detente.documents.tokens import Phrases as Phrases
    from detente.documents.tokens import Token as Token
    from detente.documents.tokens import adjacent as adjacent
    from detente.documents.tokens import tokenise as tokenise
    from detente.documents.tokens import words_of_text as words_of_text
    from detente.documents.values import Document as Document
    from detente.documents.values import Origin as Origin
    from detente.documents.values import Span as Span
    from detente.documents.values import Warned as Warned

open_door(
    __name__,
    {
        "deadline": ("cut_off",),
        "load": (
            "from_bytes",
            "from_text",
            "load_document",
            "require_readers",
        ),
        "refusal": ("refusal",),
        "tokens": (
            "Phrases",
            "Token",
            "adjacent",
            "tokenise",
            "words_of_text",
        ),
        "values": (
            "Document",
            "Origin",
            "Span",
            "Warned",
        ),
    },
)
