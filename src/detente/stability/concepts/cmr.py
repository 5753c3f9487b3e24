"""Credible maximin stability: as mr, with improvements and credible answers alone.

Source: [ZFHK06].
"""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="cmr",
        name="Credible maximin stability",
        sentence="Looking {horizon} turns ahead, nobody gains if each step must help its mover.",
        source="[ZFHK06]",
        tier="extended",
        definition=Term(credible=True, counter="improvement", turns=0),
        order=11,
    )
)
