"""The secret by which the browser is known: made anew at each start, told once, never logged."""

from __future__ import annotations

import hmac
import secrets


class Token:
    """A secret of 256 bits. Its `repr` hides it; it is compared in constant time."""

    __slots__ = ("_text",)

    def __init__(self) -> None:
        self._text = secrets.token_urlsafe(32)

    def reveal(self) -> str:
        """The secret itself, for the address that is printed and for the cookie."""
        return self._text

    def matches(self, given: str) -> bool:
        """Whether somebody knows it."""
        return same(self._text, given)

    def __repr__(self) -> str:
        return "<Token>"


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8"), other.encode("utf-8", "surrogatepass"))
