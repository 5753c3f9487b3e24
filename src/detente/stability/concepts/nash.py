"""Nash stability: the party has no unilateral improvement. Source: [N50]; graph form in [FHK93]."""

from detente.stability.registry import Concept, register
from detente.stability.terms import Term

register(
    Concept(
        id="nash",
        name="Nash stability",
        sentence="No party can better itself by moving alone.",
        source="[N50]",
        tier="core",
        definition=Term(by="nobody"),
        implies=("gmr", "smr", "seq", "sseq", "sim"),
        order=1,
    )
)
