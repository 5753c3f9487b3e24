"""Evidence: from what reports say to the parts of a first model, every guess marked.

`draft` makes plain data in the keys of a model file from one reading or several; `additions` says
what of a draft a model does not have yet. This room knows nothing of states, files or YAML.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.evidence.candidates import Candidate as Candidate
    from detente.evidence.candidates import Row as Row
    from detente.evidence.candidates import comments as comments
    from detente.evidence.draft import Draft as Draft
    from detente.evidence.draft import draft as draft
    from detente.evidence.draft import sketch_of as sketch_of
    from detente.evidence.into import Addition as Addition
    from detente.evidence.into import additions as additions
    from detente.evidence.merge import merge as merge
    from detente.evidence.values import Guess as Guess
    from detente.evidence.values import Place as Place
    from detente.evidence.values import Sketch as Sketch

open_door(
    __name__,
    {
        "candidates": ("Candidate", "Row", "comments"),
        "draft": ("Draft", "draft", "sketch_of"),
        "into": ("Addition", "additions"),
        "merge": ("merge",),
        "values": ("Guess", "Place", "Sketch"),
    },
)
