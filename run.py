#!/usr/bin/env python3
"""Set up detente in `.venv`, then run it: on its main example, or on what is asked for.

python3 run.py                       detente analyze korea, then detente claims korea
python3 run.py analyze my.yaml       detente analyze my.yaml
python3 run.py serve                 the workbench in the browser; its libraries come with it, as
                                     those of report, picture and mcp do
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tools.oldest_python  # noqa: F401 - must come first: it speaks to old Pythons
from tools import bootstrap

if __name__ == "__main__":
    extras = bootstrap.FOR_COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "", ())
    bootstrap.prepare((*bootstrap.FOR_EVERYBODY, *extras))
    first, last = ["analyze", "korea"], ["claims", "korea"]
    if len(sys.argv) > 1:
        first, last = [], sys.argv[1:]
    if first:
        bootstrap.say("running: detente " + " ".join(first))
        status = bootstrap.call("detente", first)
        if status != 0:
            sys.exit(status)
    bootstrap.say("running: detente " + " ".join(last))
    bootstrap.hand_over("detente", last)
