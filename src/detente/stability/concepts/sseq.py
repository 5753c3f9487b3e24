"""Symmetric sequential stability: credible answers put the party back, and it cannot escape.

Source: [RV17].
"""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="sseq",
        name="Symmetric sequential stability",
        sentence="Others who gain by each step can spoil every improvement; no move mends it.",
        source="[RV17]",
        tier="core",
        definition=Term(credible=True, counter="move"),
        implies=("seq", "smr", "gmr"),
        order=5,
    )
)
