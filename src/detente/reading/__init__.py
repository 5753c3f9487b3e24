"""What a text says, each item with its place, the rule that found it and a confidence.

`read` takes a document apart; it knows nothing of conflicts. Rules and word lists are in `rules/`
and `data/`: another language or house style is a new file there.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.reading.clauses import Actors as Actors
    from detente.reading.clauses import ask_end as ask_end
    from detente.reading.clauses import clause_end as clause_end
    from detente.reading.flat import flat as flat
    from detente.reading.flat import sentences as sentences
    from detente.reading.grammar import MODALS as MODALS
    from detente.reading.grammar import Verbs as Verbs
    from detente.reading.grammar import base_verb_at as base_verb_at
    from detente.reading.grammar import predicate as predicate
    from detente.reading.grammar import verbs as verbs
    from detente.reading.parts import find_parts as find_parts
    from detente.reading.read import read as read
    from detente.reading.rules import Found as Found
    from detente.reading.suggestions import Checked as Checked
    from detente.reading.suggestions import with_items as with_items
    from detente.reading.suggestions.llm import ask_endpoint as ask_endpoint
    from detente.reading.suggestions.llm import leaving as leaving
    from detente.reading.suggestions.placing import Placing as Placing
    from detente.reading.values import Ask as Ask
    from detente.reading.values import Claim as Claim
    from detente.reading.values import Event as Event
    from detente.reading.values import Item as Item
    from detente.reading.values import Mention as Mention
    from detente.reading.values import Named as Named
    from detente.reading.values import Part as Part
    from detente.reading.values import Proposal as Proposal
    from detente.reading.values import Quote as Quote
    from detente.reading.values import Reading as Reading
    from detente.reading.values import Reported as Reported
    from detente.reading.values import Role as Role
    from detente.reading.values import Statement as Statement
    from detente.reading.values import Term as Term
    from detente.reading.values import When as When

open_door(
    __name__,
    {
        "clauses": (
            "Actors",
            "ask_end",
            "clause_end",
        ),
        "flat": (
            "flat",
            "sentences",
        ),
        "grammar": (
            "MODALS",
            "Verbs",
            "base_verb_at",
            "predicate",
            "verbs",
        ),
        "parts": ("find_parts",),
        "read": ("read",),
        "rules": ("Found",),
        "suggestions": (
            "Checked",
            "with_items",
        ),
        "suggestions.llm": (
            "ask_endpoint",
            "leaving",
        ),
        "suggestions.placing": ("Placing",),
        "values": (
            "Ask",
            "Claim",
            "Event",
            "Item",
            "Mention",
            "Named",
            "Part",
            "Proposal",
            "Quote",
            "Reading",
            "Reported",
            "Role",
            "Statement",
            "Term",
            "When",
        ),
    },
)
