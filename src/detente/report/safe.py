"""Text from files made safe to show: nothing in it can steer a terminal or turn a line around."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t"
_NO_LETTERS = "\ufffe\uffff"  # which no XML may hold, and so no workbook, picture or DOCX


def safe(text: str) -> str:
    """The text with control, direction and other invisible characters shown as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if _harmless(letter) else _escape(letter) for letter in text)


def _harmless(letter: str) -> bool:
    # Cc controls, Cf directions and joiners, Cs surrogates, Zl and Zp line breaks of their own.
    kind = unicodedata.category(letter)
    return letter in _KEPT or (
        kind not in ("Cc", "Cf", "Cs", "Zl", "Zp") and letter not in _NO_LETTERS
    )


def _escape(letter: str) -> str:
    code = ord(letter)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
