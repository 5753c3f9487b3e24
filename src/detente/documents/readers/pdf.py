"""PDF with text: the text of each page, with the page it stands on."""

from __future__ import annotations

import io
import logging
import warnings

from detente.documents.readers import Extracted, reader
from detente.documents.refusal import missing_library, refusal
from detente.documents.values import Origin
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
            pages = [page.extract_text() for page in source.pages]
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


def _joined(pages: list[str], name: str) -> Extracted:
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
    return "\n\n".join(pieces), "", tuple(origins)
