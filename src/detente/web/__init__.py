"""Web: the workbench in the browser.

A face: it parses a request, asks the same functions as the command line, and shows what they
return. It computes nothing of the field. Pages are made on the server and read well without
script; script only spares the way of a whole page, drags and moves the focus.
"""

from detente.web.app import application
from detente.web.desk import Desk
from detente.web.start import Started, start

__all__ = ["Desk", "Started", "application", "start"]
