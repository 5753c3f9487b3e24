"""Ways: how a conflict can get from one state to others, by which steps, and who blocks them.

Definitions: docs/ways.md. `evolve` asks; each other module answers one part of it.
"""

from detente.analysis.ways.evolution import Equilibrium, Evolution, Ways
from detente.analysis.ways.question import evolve

__all__ = ["Equilibrium", "Evolution", "Ways", "evolve"]
