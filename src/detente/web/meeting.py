"""A meeting: what the analyst looks at is shown to a room, which can only look.

Who follows has a token of their own, valid until the meeting ends. It opens one page and the news
that this page has changed; what the page shows is the analyst's choice alone.
"""

from __future__ import annotations

import threading
from html import escape
from html.parser import HTMLParser

from detente.values import dataclass
from detente.web.token import Token

PAGE, NEWS = "/meeting", "/meeting/news"
_SHOWN = frozenset({"parties", "rules", "wishes", "verdicts", "graph", "evidence"})


@dataclass(frozen=True)
class Subject:
    """What the room is shown: a page of a project, with what stands behind its address."""

    word: str
    page: str
    query: str


class Meeting:
    """The meeting of a server: one project at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._subject: Subject | None = None
        self._count = 0

    def begin(self, word: str, page: str, query: str) -> None:
        """Show a project to the room, from a page on; under a new token."""
        with self._lock:
            self._token = Token()
            page, query = (page, query) if _may_be_shown(page) else ("verdicts", "")
            self._subject = Subject(word, page, query)
            self._count += 1

    def end(self) -> None:
        """Show nothing any more: who followed is told nothing further."""
        with self._lock:
            self._token = self._subject = None
            self._count += 1

    def show(self, word: str, page: str, query: str) -> None:
        """The analyst looks at a page: so does the room, where it is one of its project and is to
        be shown. Reports, the file, versions and what is handed over are not."""
        with self._lock:
            if self._subject is not None and self._subject.word == word and _may_be_shown(page):
                self._subject = Subject(word, page, query)
                self._count += 1

    @property
    def subject(self) -> Subject | None:
        """What is shown now; None without a meeting."""
        with self._lock:
            return self._subject

    @property
    def count(self) -> int:
        """Grows with everything that is shown."""
        with self._lock:
            return self._count

    def knows(self, given: str) -> bool:
        """Whether somebody has the token of this meeting."""
        with self._lock:
            return self._token is not None and self._token.matches(given)

    def address(self, word: str, host: str) -> str:
        """What people of the room open to follow a project; "" where it is not shown."""
        with self._lock:
            if self._token is None or self._subject is None or self._subject.word != word:
                return ""
            return f"http://{host}{PAGE}?guest={self._token.reveal()}"


def _may_be_shown(page: str) -> bool:
    return page in _SHOWN or page.startswith("q/")


_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "col", "source"})
_LEFT_OUT = frozenset(
    {
        *("form", "nav", "script", "template", "button", "input", "select", "textarea", "label"),
        *("datalist", "object", "iframe"),
    }
)
_KEPT = frozenset(
    {
        *("class", "id", "role", "scope", "colspan", "rowspan", "title", "lang", "open", "span"),
        *("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"),
        *("viewbox", "preserveaspectratio", "points", "transform", "text-anchor", "fill", "stroke"),
        *("dx", "dy", "max", "value", "marker-end", "orient", "refx", "refy", "markerwidth"),
        *("markerheight", "dominant-baseline", "stroke-width", "stroke-dasharray", "start"),
        *("font-size", "font-weight", "tabindex", "aria-hidden", "aria-current"),
    }
)
_NAMING = frozenset({"aria-label", "aria-labelledby"})


class _Quiet(HTMLParser):
    """Keeps of a page what there is to read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.found = ""
        self._main = 0  # how deep inside the page's main part
        self._skipping: list[str] = []
        self._closing: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._main += 1
            self.found = given.get("class", "")
            return
        if not self._main:
            return
        classes = given.get("class", "").split()
        if self._skipping or tag in _LEFT_OUT or "noprint" in classes:
            if tag not in _VOID:
                self._skipping.append(tag)
            return
        shown = tag if tag != "a" else "g" if "node" in classes else "span"
        if tag not in _VOID:
            self._closing.append((tag, shown))
        if shown != tag:  # it looks as the link did
            given["class"] = " ".join([*classes, "link"])
        kept = "".join(
            f' {name}="{escape(value)}"'
            for name, value in given.items()
            if name in _KEPT
            or (name in _NAMING and shown == tag)
            or (name == "href" and tag == "use")
        )
        self.kept.append(f"<{shown}{kept}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._main -= 1
        if not self._main:
            return
        if self._skipping:
            if tag in self._skipping:
                while self._skipping.pop() != tag:
                    pass
            return
        if tag in _VOID or tag not in [one for one, _ in self._closing]:
            return
        while self._closing:
            one, shown = self._closing.pop()
            self.kept.append(f"</{shown}>")
            if one == tag:
                break

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, data: str) -> None:
        if self._main and not self._skipping:
            self.kept.append(data.replace("<", "&lt;"))


def quiet(made: str) -> tuple[str, str]:
    """What there is to read on a page, as markup without a link, a form or a script; and how the
    page is laid out."""
    parser = _Quiet()
    parser.feed(made)
    parser.close()
    closing = "".join(f"</{shown}>" for _, shown in reversed(parser._closing))
    return "".join(parser.kept) + closing, parser.found
