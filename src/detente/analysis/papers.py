"""The papers that results rest on: what is known of each, in words and as BibTeX."""

from __future__ import annotations

import importlib.resources
import re
import tomllib
from functools import lru_cache

from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper or book. Texts that are not known are empty.

    key     as in docs/bibliography.md. kind: article, book, incollection, inproceedings.
    within  the journal, proceedings or book.
    """

    key: str
    kind: str
    authors: tuple[str, ...]
    title: str
    year: int
    within: str = ""
    editors: tuple[str, ...] = ()
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""

    def words(self) -> str:
        """The paper in one line."""
        number = f"({self.number})" if self.number else ""
        where = f"{self.within} {self.volume}{number}".strip()
        if self.editors:
            where = f"in {', '.join(self.editors)} (eds.), {where}"
        parts = [where, self.pages, self.publisher, self.place, str(self.year)]
        told = ", ".join(part for part in parts if part)
        return f"{', '.join(self.authors)}: {self.title}. {told}."

    def bibtex(self, key: str) -> str:
        """The paper as an entry of BibTeX called `key`."""
        holder = {"article": "journal"}.get(self.kind, "booktitle")
        fields = {
            "author": " and ".join(self.authors),
            "editor": " and ".join(self.editors),
            "title": f"{{{self.title}}}",
            holder: self.within,
            "volume": self.volume,
            "number": self.number,
            "pages": self.pages.replace("–", "--"),
            "publisher": self.publisher,
            "address": self.place,
            "year": str(self.year),
        }
        lines = [f"  {name} = {{{_tex(text)}}}" for name, text in fields.items() if text]
        return f"@{self.kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


@lru_cache(maxsize=1)
def papers() -> dict[str, tuple[Paper, ...]]:
    """The papers by key, in the order of the keys."""
    here = importlib.resources.files("detente.analysis") / "papers.toml"
    data = tomllib.loads(here.read_text(encoding="utf-8"))
    return {key: tuple(_paper(key, one) for one in data[key]) for key in sorted(data)}


def keys_in(source: str) -> tuple[str, ...]:
    """The keys of a source as the registry of concepts names it, such as `[K85, FHK89]`."""
    return tuple(re.findall(r"[A-Z]+[0-9]{2}", source))


def _paper(key: str, said: dict[str, object]) -> Paper:
    return Paper(key=key, **{k: tuple(v) if isinstance(v, list) else v for k, v in said.items()})  # type: ignore[arg-type]  # the file's keys are the fields; a test reads all


def _tex(text: str) -> str:
    return re.sub(r"([_&%#$])", r"\\\1", text)
