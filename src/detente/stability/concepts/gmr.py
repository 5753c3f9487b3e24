"""General metarationality: the others can answer every improvement so that it does not pay.

The answer need not help those who give it. Source: [H71].
"""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="gmr",
        name="General metarationality",
        sentence="The others can spoil every improvement, at whatever cost to themselves.",
        source="[H71]",
        tier="core",
        definition=Term(),
        order=2,
    )
)
