"""Store: a project kept over time, one SQLite file each.

The model file stays what a person owns; the project keeps every state that it passed, so that each
change can be undone, named, compared and taken out again byte for byte. An edit is one transaction:
what was acknowledged is there after the program was killed. This room knows nothing of the web.
"""

from detente.store.file import SUFFIX, words_for
from detente.store.outside import Difference, compared, merged
from detente.store.project import ChangedElsewhere, Head, Origin, Project, Run, Saved
from detente.store.shelf import projects_in

__all__ = [
    "SUFFIX",
    "ChangedElsewhere",
    "Difference",
    "Head",
    "Origin",
    "Project",
    "Run",
    "Saved",
    "compared",
    "merged",
    "projects_in",
    "words_for",
]
