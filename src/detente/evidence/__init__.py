"""Evidence: from what reports say to the parts of a first model, every guess marked.

`draft` makes plain data in the keys of a model file from one reading or several; `additions` says
what of a draft a model does not have yet. This room knows nothing of states, files or YAML.
"""

from detente.evidence.draft import Draft, draft, sketch_of
from detente.evidence.into import Addition, additions
from detente.evidence.merge import merge
from detente.evidence.sheet import Candidate, Row, comments
from detente.evidence.values import Guess, Place, Sketch

__all__ = [
    "Addition",
    "Candidate",
    "Draft",
    "Guess",
    "Place",
    "Row",
    "Sketch",
    "additions",
    "comments",
    "draft",
    "merge",
    "sketch_of",
]
