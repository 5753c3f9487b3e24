"""Maximin stability: generalized metarationality.

No improvement pays after so many turns of best play by all. Source: [ZFHK06, RV21].
"""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="mr",
        name="Maximin stability",
        sentence="Looking {horizon} turns ahead with all others against it, nobody gains.",
        source="[ZFHK06, RV21]",
        tier="extended",
        definition=Term(counter="move", turns=0),
        order=10,
    )
)
