"""The documents as one site: every page is in it, nothing doubtful, nothing from elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import bootstrap

import detente

PAGES = ("README.md", "CONTRIBUTING.md", "docs/*.md", "docs/concepts/*.md", "docs/decisions/*.md")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, made as `docs.py` makes it; a warning would fail it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(folder / "kept"), *bootstrap.SITE]
    done = subprocess.run(
        [*command, str(bootstrap.ROOT), str(folder / "made")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder / "made"


def test_every_page_and_function_is_in_the_site_and_its_search(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    named = set(json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["docnames"])
    pages = {
        page.relative_to(bootstrap.ROOT).with_suffix("").as_posix()
        for pattern in PAGES
        for page in bootstrap.ROOT.glob(pattern)
    }
    assert len(pages) > 50
    assert pages - named == set()
    reference = (site / "tools/site/reference.html").read_text(encoding="utf-8")
    assert {name for name in detente.__all__ if f'id="detente.{name}"' not in reference} <= {
        "__version__"
    }


def test_the_site_asks_nobody_else_for_anything(site: Path) -> None:
    asked = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=\"(?:https?:)?//")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 50
    assert [page for page in pages if asked.search(page.read_text(encoding="utf-8"))] == []


def test_a_link_to_nowhere_fails(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# One\n\n[two](two.md)\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", *bootstrap.SITE, "-D", "root_doc=README"]
    done = subprocess.run([*command, str(tmp_path), str(tmp_path / "made")], capture_output=True)
    assert done.returncode == 1
    assert b"two.md" in done.stderr
