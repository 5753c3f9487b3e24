"""What all findings have in common: they print well, in a terminal and in a notebook.

How a finding looks is the business of the room `report`, which this room does not know. Its pages
enter their renderers here when they are imported; the package's door enters how to import them,
which is done when a finding is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound="Finding")
Renderer = Callable[[Any], str]

_RENDERERS: dict[tuple[type, str], Renderer] = {}
_PAGES: list[Callable[[], None]] = []


class Finding:
    """Base of the answers to questions. Immutable; `to_dict()` is what `--json` prints."""

    __slots__ = ()

    def __str__(self) -> str:
        return self._rendered("text") or repr(self)

    def _repr_html_(self) -> str | None:
        return self._rendered("html")

    def _rendered(self, form: str) -> str | None:
        while _PAGES:
            _PAGES.pop()()
        for kind in type(self).__mro__:
            if (kind, form) in _RENDERERS:
                return _RENDERERS[kind, form](self)
        return None


def shown_on(pages: Callable[[], None]) -> None:
    """Enter what imports the pages on which findings are shown; called once, and late."""
    _PAGES.append(pages)


def renders(kind: type[F], form: str) -> Callable[[Callable[[F], str]], Callable[[F], str]]:
    """Enter a renderer of findings of `kind` as `text` or `html`."""

    def enter(renderer: Callable[[F], str]) -> Callable[[F], str]:
        _RENDERERS[kind, form] = renderer
        return renderer

    return enter
