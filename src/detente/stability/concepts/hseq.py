"""Higher-order sequential stability: as seq, where those who sanction would leave the state anyway.

Source: [RO20].
"""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="hseq",
        name="Higher-order sequential stability",
        sentence="Others who gain, and would not stay anyway, can spoil every improvement.",
        source="[RO20]",
        tier="experimental",
        definition=Term(credible=True, leaving=Term(credible=True)),
        implies=("seq", "gmr"),
        order=31,
    )
)
