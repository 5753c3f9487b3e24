#!/usr/bin/env python3
"""Set up what it takes in `.venv`, then make the documents one site, searched without a network.

The man page of the command, which the package brings along, is renewed as well: docs/detente.1.

python3 docs.py                      into the folder `site`; open site/index.html
python3 docs.py FOLDER               into another
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tools.oldest_python  # noqa: F401 - must come first: it speaks to old Pythons
from tools import bootstrap

if __name__ == "__main__":
    bootstrap.prepare((*bootstrap.FOR_EVERYBODY, "site"))
    into = sys.argv[1] if len(sys.argv) > 1 else str(bootstrap.ROOT / "site")
    kept = ["-d", os.path.join(into, ".doctrees"), str(bootstrap.ROOT)]
    status = bootstrap.call("sphinx-build", ["-q", *bootstrap.SITE, *kept, into])
    if status == 0:
        bootstrap.say("the documents are there: open " + os.path.join(into, "index.html"))
        page = str(bootstrap.ROOT / "docs")
        status = bootstrap.call("sphinx-build", ["-q", "-b", "man", *bootstrap.SITE, *kept, page])
    sys.exit(status)
