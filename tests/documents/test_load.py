"""Each format is read to text with a map back to the source; what is no report is refused in a
line.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents import from_text, load_document
from detente.documents.load import from_bytes
from detente.limits import limit
from detente.problems import ModelError
from detente.reading import find_parts
from documents import made

STORY = "Ministers meet in Oslo\n\nThe two sides met in Oslo on Monday and agreed to nothing.\n"


def refused(source: bytes | str | Path, name: str = "report.txt", **more: bool) -> str:
    """The one line with which a document is refused."""
    with pytest.raises(ModelError) as caught:
        from_bytes(source, name) if isinstance(source, bytes) else load_document(source, **more)
    assert len(caught.value.problems) == 1
    line = str(caught.value)
    assert "\n" not in line
    assert "Traceback" not in line
    return caught.value.problems[0].code


def test_a_text_file_is_kept_code_point_for_code_point(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = "Na\u00efve\u00a0talks \u2014 \U0001f54a\r\n\r\n e\u0301 \t end\n"
    path.write_bytes(text.encode("utf-8"))

    document = load_document(path)

    assert text == document.text
    assert len(text) == document.length
    assert hashlib.sha256(path.read_bytes()).hexdigest() == document.sha256


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_unchanged(text: str) -> None:
    if text.startswith("\ufeff") or text.lower().lstrip().startswith(
        ("<html", "<!doctype", "%pdf", "pk")
    ):
        return
    assert text == from_text(text).text


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251"]
)
def test_encodings_are_detected(encoding: str, tmp_path: Path) -> None:
    text = (
        "Переговоры в Москве закончились ничем, сказал министр иностранных дел. " * 6
        if encoding == "cp1251"
        else "The minister said: \u201cCaf\u00e9 talks are over\u201d, and left the room at once. "
        * 6
    )
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))

    assert text == load_document(path).text


def test_an_html_page_gives_blocks_with_their_elements() -> None:
    page = b"""<!doctype html><html><head>
    <title>x</title><script>var hidden = 1;</script></head><body>
    <nav>Home | World</nav><article><h1>Talks   fail</h1>
    <p>They met <b>in</b> Oslo.<br>Nobody spoke.</p>
    <p class="byline">By Ann Roe</p></article><footer>All rights reserved.</footer></body></html>"""
    document = from_bytes(page, "page.html")

    assert "Talks fail" in document.text
    assert "They met in Oslo.\nNobody spoke." in document.text
    assert "hidden" not in document.text
    origin = document.origin(document.text.index("They met"))
    assert origin is not None
    assert origin.where == "html/body/article[1]/p[1]"
    kinds = {part.text: part.kind for part in find_parts(document)}
    assert kinds["Talks fail"] == "title"
    assert kinds["By Ann Roe"] == "byline"
    assert kinds["Home | World"] == "boilerplate"


def test_the_declared_encoding_of_a_page_holds() -> None:
    page = '<html><meta charset="windows-1252"><body><p>Caf\u00e9 \u2013 talks</p></body></html>'
    assert "Caf\u00e9 \u2013 talks" in from_bytes(page.encode("cp1252"), "a.html").text


def test_a_pdf_gives_the_text_of_each_page() -> None:
    document = from_bytes(made.pdf("The talks failed.", "Nobody was surprised."), "report.pdf")

    place = document.text.index("Nobody")
    origin = document.origin(place)
    assert origin is not None
    assert origin.where == "page 2"
    assert document.text.startswith("The talks failed.")


def test_a_docx_gives_its_paragraphs_and_styles() -> None:
    data = made.docx(("Title", "Talks fail"), ("Normal", "They met in Oslo &amp; left."), ("", ""))
    document = from_bytes(data, "report.docx")

    assert document.text == "Talks fail\n\nThey met in Oslo & left."
    assert find_parts(document)[0].kind == "title"
    origin = document.origin(document.length - 1)
    assert origin is not None
    assert origin.where == "paragraph 2"


def test_the_first_bytes_decide_over_the_name() -> None:
    assert from_bytes(made.pdf("A line."), "report.txt").kind == "pdf"
    assert from_bytes(b"<!DOCTYPE html><p>Line</p>", "report.txt").kind == "html"
    assert from_bytes(STORY.encode(), "report.unknown").kind == "text"


def test_missing_folders_and_odd_paths_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.txt") == "E-DOCUMENT-MISSING"
    assert refused(tmp_path) == "E-DOCUMENT-MISSING"
    assert refused("a\x00b.txt") == "E-DOCUMENT-MISSING"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", " \n".encode("utf-16")])
def test_an_empty_document_is_refused(data: bytes) -> None:
    assert refused(data) == "E-DOCUMENT-EMPTY"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 300,
        b"text\x00with a hole" * 9,
    ],
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    assert refused(data) == "E-DOCUMENT-BINARY"


def test_an_encoding_that_lies_is_refused() -> None:
    assert refused(b"\xef\xbb\xbfcaf\xe9 talks") == "E-DOCUMENT-ENCODING"
    assert refused(b'<html><meta charset="utf-8"><p>caf\xe9</p>', "a.html") == "E-DOCUMENT-ENCODING"
    assert refused(b'<html><meta charset="klingon"><p>cafe</p>', "a.html") == "E-DOCUMENT-ENCODING"
    assert refused(b"\xff\xfea\x00\x00\xd8b\x00") == "E-DOCUMENT-ENCODING"


@pytest.mark.parametrize(
    "page", [b"<html></html>", b"<!doctype html><body><script>x</script></body>"]
)
def test_a_page_without_text_is_refused(page: bytes) -> None:
    assert refused(page, "a.html") == "E-DOCUMENT-EMPTY"


def test_a_pdf_without_text_is_refused() -> None:
    assert refused(made.pdf("", ""), "a.pdf") == "E-DOCUMENT-EMPTY"


def test_an_encrypted_pdf_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.pdf("A secret."))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)

    assert refused(stream.getvalue(), "a.pdf") == "E-DOCUMENT-ENCRYPTED"


@pytest.mark.parametrize("cut", [9, 60, 300, 500])
def test_a_damaged_pdf_is_refused(cut: int) -> None:
    assert refused(made.pdf("A line.")[:cut], "a.pdf") in {"E-DOCUMENT-PDF", "E-DOCUMENT-EMPTY"}


def test_archives_that_are_no_docx_are_refused() -> None:
    assert refused(made.archive({"a.txt": b"x"}), "a.docx") == "E-DOCUMENT-DOCX"
    assert refused(b"PK\x03\x04 broken", "a.docx") == "E-DOCUMENT-DOCX"
    assert refused(made.docx(("", "x"))[:-30], "a.docx") == "E-DOCUMENT-DOCX"
    assert (
        refused(made.archive({"word/document.xml": b"<w:document>"}), "a.docx") == "E-DOCUMENT-DOCX"
    )


def test_archive_bombs_are_refused() -> None:
    deep = made.docx(("", "x"), extra={"word/media/a.bin": bytes(150 * 1024 * 1024)})
    many = made.archive({f"p{number}": b"" for number in range(limit("archive_entries") + 1)})

    assert refused(deep, "a.docx") == "E-DOCUMENT-ARCHIVE"
    assert refused(many, "a.docx") == "E-DOCUMENT-ARCHIVE"


def test_sizes_that_an_archive_claims_are_not_believed() -> None:
    honest = made.archive({"word/document.xml": bytes(30 * 1024 * 1024)})
    size = (30 * 1024 * 1024).to_bytes(4, "little")
    lying = honest.replace(size, (10).to_bytes(4, "little"))
    assert lying != honest

    assert refused(lying, "a.docx") in {"E-DOCUMENT-ARCHIVE", "E-DOCUMENT-DOCX"}


def test_entities_of_a_docx_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    xml = (
        f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="{made.W}">'
        "<w:body><w:p><w:r><w:t>before &e; after</w:t></w:r></w:p></w:body></w:document>"
    )
    document = from_bytes(made.archive({"word/document.xml": xml.encode()}), "a.docx")

    assert "secret" not in document.text


def test_a_hundred_megabytes_of_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(b"word " * (1024 * 1024 // 5))
    assert refused(path) == "E-DOCUMENT-TOO-LARGE"
    long = b"a word " * (limit("document_length") // 7 + 2)
    assert refused(long) == "E-DOCUMENT-TOO-LARGE"


@pytest.mark.parametrize(
    "url", ["http://example.org/a", "https://example.org", "ftp://a/b", "file:///etc/passwd"]
)
def test_an_address_is_not_fetched_unasked(url: str) -> None:
    assert refused(url) == "E-DOCUMENT-ADDRESS"
