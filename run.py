#!/usr/bin/env python3
"""Set up detente in `.venv`, then run it: on its main example, or on what is asked for.

python3 run.py                       detente analyze korea
python3 run.py analyze my.yaml       detente analyze my.yaml
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tools.oldest_python  # noqa: F401 - must come first: it speaks to old Pythons
from tools import bootstrap

if __name__ == "__main__":
    bootstrap.prepare()
    arguments = sys.argv[1:] or ["analyze", "korea"]
    bootstrap.say("running: detente " + " ".join(arguments))
    bootstrap.hand_over("detente", arguments)
