"""Sequential stability: the others answer every improvement by moves that each improve their mover.

Each step is judged on the state that it leaves. Source: [FH79].
"""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="seq",
        name="Sequential stability",
        sentence="Others who gain by each of their steps can spoil every improvement.",
        source="[FH79]",
        tier="core",
        definition=Term(credible=True),
        implies=("gmr",),
        order=4,
    )
)
