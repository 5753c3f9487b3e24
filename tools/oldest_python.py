"""Importing this ends the program with one line where Python is too old.

Every Python that a machine may call `python3` must be able to parse it, so it uses none of the
newer syntax, and imports nothing else of this folder.
"""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        "detente needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + "; start it with a newer one, for example: python3.11 "
        + " ".join(sys.argv)
    )
