"""The inverse question: what the parties would have to want for a state to be an equilibrium.

`steps` has who answers whom by which steps, for one preference or for many at once; `conditions`
the closed form for one state and party; `own` and `many` judge a few states under very many orders.
"""

from detente.stability.inverse.conditions import in_closed_form, inverse_concepts, minimal_sets
from detente.stability.inverse.many import Lanes, many_stable
from detente.stability.inverse.own import OwnTest
from detente.stability.inverse.steps import StepGraph, answer_sets, credible_bits, step_graph

__all__ = [
    "Lanes",
    "OwnTest",
    "StepGraph",
    "answer_sets",
    "credible_bits",
    "in_closed_form",
    "inverse_concepts",
    "many_stable",
    "minimal_sets",
    "step_graph",
]
