"""Web: the workbench in the browser.

A face: it parses a request, asks the same functions as the command line, and shows what they
return. It computes nothing of the field. Pages are made on the server and read well without
script; script only spares the way of a whole page, drags and moves the focus.
"""

from detente.doors import door

__getattr__, __dir__ = door(
    __name__,
    {
        "detente.web.app": ("application",),
        "detente.web.desk": ("Desk",),
        "detente.web.guard": ("is_loopback",),
        "detente.web.start": ("Started", "listen"),
    },
)
