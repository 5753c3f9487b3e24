"""The reader of documents stands beside the tests of the project."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "project"))
