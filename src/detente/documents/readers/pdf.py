"""PDF with text: the text of each page, with the page it stands on."""

from __future__ import annotations

import io
import logging
import warnings
from typing import Any

from detente.documents.readers import Extracted, reader
from detente.documents.readers.pdf_layout import Piece, page_text, without_heads
from detente.documents.refusal import missing_library, refusal
from detente.documents.values import Origin, Warned
from detente.limits import limit
from detente.problems import ModelError


@reader("pdf", endings=(".pdf",), magic=(b"%pdf-",), library="pypdf")
def pdf(data: bytes, name: str) -> Extracted:
    """Return the text of all pages, a blank line between two; pictures of text are not read."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError
    except ImportError:
        raise missing_library(name, "pypdf", "reading PDF") from None
    damaged = refusal(name, "PDF", "the PDF is damaged", "save or export it again")
    # The library reports oddities of a file as log lines; what matters comes back as an error.
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            source = PdfReader(io.BytesIO(data))
            if source.is_encrypted and not source.decrypt(""):
                raise refusal(
                    name, "ENCRYPTED", "the PDF is encrypted", "save a copy without a password"
                )
            if len(source.pages) > limit("document_pages"):
                raise refusal(
                    name,
                    "TOO-LARGE",
                    f"the PDF has {len(source.pages)} pages, more than {limit('document_pages')}",
                    "give the pages that matter",
                )
            pages = [_page(page) for page in source.pages]
    except DependencyError:
        raise refusal(
            name, "ENCRYPTED", "the PDF is encrypted", "save a copy without a password"
        ) from None
    except ModelError:  # a refusal of our own
        raise
    except Exception:
        # A damaged file makes the library stumble over its own structures, in more ways than its
        # documentation names.
        raise damaged from None
    finally:
        logger.setLevel(level)
    return _joined(pages, name)


def _page(page: Any) -> tuple[str, str]:
    pieces: list[Piece] = []

    def see(words: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if words.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            pieces.append(Piece(words, x, y))

    return page_text(page.extract_text(visitor_text=see), pieces)


_MENDED = {
    "columns": "the page sets its columns line by line; they were put one after another: check",
    "words": "the page sets each word apart; lines were made of words of one height: check",
}


def _warned(found: list[tuple[str, str]]) -> tuple[Warned, ...]:
    """What the layout lost, once a kind, with the pages."""
    warned = []
    for kind, what in _MENDED.items():
        pages = [number for number, (_, mended) in enumerate(found, 1) if mended == kind]
        if pages:
            more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
            warned.append(Warned("W-LAYOUT", f"page {pages[0]}{more}: {what}"))
    return tuple(warned)


def _joined(found: list[tuple[str, str]], name: str) -> Extracted:
    pages = without_heads([text for text, _ in found])
    pieces: list[str] = []
    origins: list[Origin] = []
    at = 0
    for number, page in enumerate(pages, 1):
        text = page.strip("\n \x0c")
        if text:
            pieces.append(text)
            origins.append(Origin(at, at + len(text), f"page {number}"))
            at += len(text) + 2
    if not pieces:
        raise refusal(
            name,
            "EMPTY",
            "the PDF has no text, only pictures",
            "give a PDF with text, or run text recognition first",
        )
    return Extracted("\n\n".join(pieces), "", tuple(origins), warned=_warned(found))
