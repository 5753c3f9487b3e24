"""The set-up's own modules are not installed: they are found in the checkout."""

import sys
from pathlib import Path

# last, so that test.py there does not stand before the standard library's `test`
sys.path.append(str(Path(__file__).resolve().parents[2]))
