"""Web: the workbench in the browser.

A face: it parses a request, asks the same functions as the command line, and shows what they
return. It computes nothing of the field. Pages are made on the server and read well without
script; script only spares the way of a whole page, drags and moves the focus.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.web.app import application as application
    from detente.web.guard import is_loopback as is_loopback
    from detente.web.open_projects import OpenProjects as OpenProjects
    from detente.web.open_projects import evidence_named as evidence_named
    from detente.web.start import Started as Started
    from detente.web.start import listen as listen

open_door(
    __name__,
    {
        "app": ("application",),
        "guard": ("is_loopback",),
        "open_projects": ("OpenProjects", "evidence_named"),
        "start": ("Started", "listen"),
    },
)
