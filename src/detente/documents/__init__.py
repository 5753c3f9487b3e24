"""Reading a report and taking it apart, with a place for everything. Knows nothing of conflicts.

`load_document` reads text, Markdown, HTML, PDF and DOCX; `read` finds what the text says. Every
item has its place in the text, the rule that found it and a confidence. Rules and word lists are in
`rules/` and `data/`: another language or house style is a new file there.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.documents.clauses import Actors as Actors
    from detente.documents.clauses import ask_end as ask_end
    from detente.documents.clauses import clause_end as clause_end
    from detente.documents.flat import flat as flat
    from detente.documents.flat import sentences as sentences
    from detente.documents.grammar import MODALS as MODALS
    from detente.documents.grammar import Verbs as Verbs
    from detente.documents.grammar import base_verb_at as base_verb_at
    from detente.documents.grammar import predicate as predicate
    from detente.documents.grammar import verbs as verbs
    from detente.documents.load import from_bytes as from_bytes
    from detente.documents.load import from_text as from_text
    from detente.documents.load import load_document as load_document
    from detente.documents.load import require_readers as require_readers
    from detente.documents.read import read as read
    from detente.documents.rules import Found as Found
    from detente.documents.suggestions import Checked as Checked
    from detente.documents.suggestions import with_items as with_items
    from detente.documents.suggestions.llm import ask_endpoint as ask_endpoint
    from detente.documents.suggestions.llm import leaving as leaving
    from detente.documents.suggestions.placing import Placing as Placing
    from detente.documents.tokens import Token as Token
    from detente.documents.tokens import tokenise as tokenise
    from detente.documents.tokens import words_of_text as words_of_text
    from detente.documents.values import Ask as Ask
    from detente.documents.values import Claim as Claim
    from detente.documents.values import Document as Document
    from detente.documents.values import Event as Event
    from detente.documents.values import Item as Item
    from detente.documents.values import Mention as Mention
    from detente.documents.values import Named as Named
    from detente.documents.values import Origin as Origin
    from detente.documents.values import Part as Part
    from detente.documents.values import Proposal as Proposal
    from detente.documents.values import Quote as Quote
    from detente.documents.values import Reading as Reading
    from detente.documents.values import Reported as Reported
    from detente.documents.values import Role as Role
    from detente.documents.values import Span as Span
    from detente.documents.values import Statement as Statement
    from detente.documents.values import Term as Term
    from detente.documents.values import When as When

open_door(
    __name__,
    {
        "clauses": ("Actors", "ask_end", "clause_end"),
        "flat": ("flat", "sentences"),
        "grammar": ("MODALS", "Verbs", "base_verb_at", "predicate", "verbs"),
        "load": ("from_bytes", "from_text", "load_document", "require_readers"),
        "read": ("read",),
        "rules": ("Found",),
        "suggestions": ("Checked", "with_items"),
        "suggestions.llm": ("ask_endpoint", "leaving"),
        "suggestions.placing": ("Placing",),
        "tokens": ("Token", "tokenise", "words_of_text"),
        "values": (
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
        ),
    },
)
