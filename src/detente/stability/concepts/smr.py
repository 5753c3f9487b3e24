"""Symmetric metarationality: the others can answer every improvement, and the party cannot escape.

The party's reply to the answer is any move of its own. Source: [H71].
"""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="smr",
        name="Symmetric metarationality",
        sentence="The others can spoil every improvement, and no further move mends it.",
        source="[H71]",
        tier="core",
        definition=Term(counter="move"),
        implies=("gmr",),
        order=3,
    )
)
