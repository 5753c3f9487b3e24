#!/usr/bin/env python3
"""Set up detente and all that checks it in `.venv`, then check it.

python3 test.py                      format, lint, types, import contracts, then every test
python3 test.py --deep               the same, with the long form of the tests
python3 test.py tests/model -k x     these tests alone: what follows is pytest's
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tools.oldest_python  # noqa: F401 - must come first: it speaks to old Pythons
from tools import bootstrap, checks

if __name__ == "__main__":
    programs = bootstrap.prepare(bootstrap.all_extras())
    sys.exit(checks.run(programs, bootstrap.ROOT, sys.argv[1:]))
