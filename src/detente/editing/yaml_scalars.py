"""Single values as YAML text, read back as the same value by every reader of YAML 1.2."""

from __future__ import annotations

import re
import textwrap
from decimal import Decimal

from detente.editing.plain_values import Scalar

# What a reader of YAML 1.2, or of 1.1, takes for something else than text.
_OTHER = re.compile(
    r"~|null|true|false|yes|no|on|off|[-+]?\.?(inf|nan)|[-+]?0[xob].*"
    r"|[-+]?[0-9][0-9_,]*(:[0-9]+)*(\.[0-9_]*)?(e[-+]?[0-9]+)?|[-+]?\.[0-9]+(e[-+]?[0-9]+)?|<<|=",
    re.IGNORECASE,
)
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_FLOW = re.compile(r"[,\[\]{}?]")


def scalar(value: Scalar, in_flow: bool = False) -> str:
    """The value on one line: plain where that is safe, else in quotes.

    in_flow  whether it stands within brackets, where commas and brackets end a plain text.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            return str(value)
    if is_plain(value, in_flow):
        return value
    if all(map(_is_printed, value)):
        if "'" not in value:
            return f"'{value}'"
        if '"' not in value and "\\" not in value:
            return f'"{value}"'
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, value)) + '"'


def block(text: str, indent: str, width: int) -> list[str] | None:
    """A long text as a folded or literal block: header and lines; None where it cannot be one.

    The lines of a folded block are at most `width` wide, unless a word is longer.
    """
    lines = text.split("\n")
    if not text.strip() or not all(_is_printed(letter) or letter == "\n" for letter in text):
        return None
    if len(lines) == 1:
        if "  " in text or text != text.strip():
            return None
        wrapped = textwrap.wrap(
            text, width - len(indent), break_long_words=False, break_on_hyphens=False
        )
        # Only plain spaces may be folded: wrapping must not have lost any other.
        return [">-", *(indent + line for line in wrapped)] if " ".join(wrapped) == text else None
    if lines[0][:1] in ("", " ") or lines[-2:] == ["", ""] or any(x != x.rstrip() for x in lines):
        return None
    header = "|" if lines[-1] == "" else "|-"
    body = lines[:-1] if lines[-1] == "" else lines
    return [header, *(indent + line if line else "" for line in body)]


def is_plain(text: str, in_flow: bool) -> bool:
    """Whether every reader takes the text for itself where it stands without quotes."""
    if not text or text != text.strip() or not all(map(_is_printed, text)):
        return False
    if _OTHER.fullmatch(text) or ": " in text or " #" in text or text[-1] == ":":
        return False
    if text[0] in _INDICATORS or text.startswith(("---", "...")):
        return False
    return not (in_flow and (_FLOW.search(text) or (":" in text and _unsafe_colon(text))))


def _unsafe_colon(text: str) -> bool:
    # Within brackets a colon before a bracket or a comma ends a key for some readers.
    return re.search(r":(?![\w/.-])", text) is not None


def _is_printed(letter: str) -> bool:
    """Whether the letter may stand in a YAML file as it is, on any line."""
    code = ord(letter)
    return (
        0x20 <= code <= 0x7E
        or (0xA0 <= code <= 0xFFFD and code not in (0x2028, 0x2029, 0xFEFF))
        or code >= 0x10000
    ) and not 0xD800 <= code <= 0xDFFF


def _escaped(letter: str) -> str:
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    if letter in short:
        return short[letter]
    if _is_printed(letter):
        return letter
    code = ord(letter)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
