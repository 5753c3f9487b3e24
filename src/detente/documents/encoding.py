"""From bytes to text: which encoding, and refusals of bytes that are no text."""

from __future__ import annotations

import codecs

from detente.documents.refusal import missing_library, refusal
from detente.late import late

# Longer signatures first: UTF-32 LE begins like UTF-16 LE.
_SIGNATURES = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_CONTROL = late(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BINARY_SHARE = 0.002


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the encoding it was decoded with.

    A signature decides first, then what the document declares, then UTF-8 if the bytes are that,
    then a guess. The signature is not part of the text; nothing else is changed, line ends
    included.
    Raises ModelError where a signature or a declaration does not fit the bytes, and where the
    bytes are not text.
    """
    for signature, encoding in _SIGNATURES:
        if data.startswith(signature):
            text = _strict(data[len(signature) :], encoding, name, "its first bytes announce")
            return _checked(text, name), encoding
    if declared:
        return _checked(_strict(data, declared, name, "it declares"), name), declared.lower()
    try:
        return _checked(data.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError:
        encoding = _guess(data, name)
    return _checked(_strict(data, encoding, name, "it looks like"), name), encoding


def _strict(data: bytes, encoding: str, name: str, why: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise refusal(
            name,
            "ENCODING",
            f"{why} the encoding {encoding[:40]!r}, which is unknown",
            "save it as UTF-8",
        ) from None
    except UnicodeDecodeError as error:
        raise refusal(
            name,
            "ENCODING",
            f"{why} {encoding}, but byte {error.start} does not fit",
            "save it as UTF-8",
        ) from None


def _guess(data: bytes, name: str) -> str:
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 5 and min(even, odd) < len(sample) // 50:
        return "utf-16-be" if even > odd else "utf-16-le"
    if sample.count(0):
        raise _binary(name)
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        # A guess without it would be another answer from the same report.
        raise missing_library(name, "charset-normalizer", "text in an old encoding") from None
    best = from_bytes(sample).best()
    if best is None:
        raise _binary(name)
    # The guess rests on a sample; where the rest contradicts it, the commonest encoding is left.
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError:
        return "latin-1"
    return best.encoding


def _checked(text: str, name: str) -> str:
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > 3 + _BINARY_SHARE * len(text):
        raise _binary(name)
    return text


def _binary(name: str) -> Exception:
    return refusal(
        name,
        "BINARY",
        "this is not text",
        "give a text, Markdown, HTML, PDF or DOCX file",
    )
