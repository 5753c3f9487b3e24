"""The reader of documents stands beside the tests of the project, what draws them in tools."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "project"))
sys.path.append(str(Path(__file__).resolve().parents[2]))
