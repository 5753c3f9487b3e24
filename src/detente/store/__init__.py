"""Store: a project kept over time, one SQLite file each.

The model file stays what a person owns; the project keeps every state that it passed, so that each
change can be undone, named, compared and taken out again byte for byte. An edit is one transaction:
what was acknowledged is there after the program was killed. This room knows nothing of the web.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.store.file import SUFFIX as SUFFIX
    from detente.store.file import words_for as words_for
    from detente.store.outside import Difference as Difference
    from detente.store.outside import compared as compared
    from detente.store.outside import merged as merged
    from detente.store.project import ChangedElsewhere as ChangedElsewhere
    from detente.store.project import Head as Head
    from detente.store.project import Origin as Origin
    from detente.store.project import Project as Project
    from detente.store.project import Run as Run
    from detente.store.project import Saved as Saved
    from detente.store.project_folder import projects_in as projects_in
    from detente.store.reports import KeptReports as KeptReports

open_door(
    __name__,
    {
        "file": ("SUFFIX", "words_for"),
        "outside": ("Difference", "compared", "merged"),
        "project": ("ChangedElsewhere", "Head", "Origin", "Project", "Run", "Saved"),
        "project_folder": ("projects_in",),
        "reports": ("KeptReports",),
    },
)
