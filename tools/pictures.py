"""Draw the pictures in the documentation that the package draws; screenshots have their own.

.venv/bin/python -m tools.pictures           draw them again
.venv/bin/python -m tools.pictures --check   say which are out of date; exit 1 if any is
"""

from __future__ import annotations

import sys
from pathlib import Path

import detente

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


def drawings() -> dict[str, str]:
    """All pictures: file name and content."""
    return {"chicken.svg": detente.picture(detente.load("chicken"), "graph").svg()}


def main() -> int:
    """Draw, or check, all pictures."""
    stale = []
    for name, content in drawings().items():
        path = PICTURES / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != content:
                stale.append(name)
        else:
            path.write_text(content, encoding="utf-8")
    for name in stale:
        print(f"docs/pictures/{name} is out of date; run: .venv/bin/python -m tools.pictures")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
