"""Draw the pictures in the documentation from what the commands really print.

.venv/bin/python -m tools.pictures           draw them again
.venv/bin/python -m tools.pictures --check   say which are out of date; exit 1 if any is
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

import detente
from detente.report.analysis_page import show_analysis
from detente.report.explain_page import show_explanation
from detente.report.terminal import Page

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


def svg(title: str, page: Page) -> str:
    """The page as a drawing of a terminal, without fonts from elsewhere."""
    drawn = page.console.export_svg(title=title, theme=MONOKAI, unique_id="detente")
    return re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.S)


def new_page() -> Page:
    """An empty page of 80 characters that remembers what is set on it."""
    return Page(
        Console(
            record=True,
            width=80,
            file=io.StringIO(),
            highlight=False,
            emoji=False,
            markup=False,
            force_terminal=True,
            color_system="truecolor",
        )
    )


def drawings() -> dict[str, str]:
    """All pictures: file name and content."""
    korea = detente.load("korea")
    analysis, why = new_page(), new_page()
    show_analysis(analysis, detente.analyze(korea), "korea")
    show_explanation(why, detente.explain(korea, "double freeze"), "korea")
    return {
        "analyze-korea.svg": svg("detente analyze korea", analysis),
        "chicken.svg": detente.picture(detente.load("chicken"), "graph").svg(),
        "explain-korea.svg": svg("detente explain korea 'double freeze'", why),
    }


def main() -> int:
    """Draw, or check, all pictures."""
    stale = []
    for name, content in drawings().items():
        path = PICTURES / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != content:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    for name in stale:
        print(f"docs/pictures/{name} is out of date; run: .venv/bin/python -m tools.pictures")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
