"""Whatever bytes are given, a reader gives a document or one clear problem, soon and in little
memory: five hundred damaged files a reader.
"""

from __future__ import annotations

import html
import io
import time
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from detente.documents import Document
from detente.documents.load import from_bytes
from detente.documents.readers import READERS
from detente.problems import ModelError
from detente.reading import Reading, read
from detente.report.reading import reading_text
from detente.report.reading_html import reading_html
from documents import made
from work import measured

VISIBLE = Path(__file__).parents[1] / "reading" / "gold" / "visible"
STORY = (VISIBLE / "steel_british.txt").read_text(encoding="utf-8")
PARAGRAPHS = [each for each in STORY.split("\n\n") if each.isprintable()]
SOUND = {
    "text": STORY.encode(),
    "markdown": (VISIBLE / "dam_interview.md").read_bytes(),
    "html": (VISIBLE / "steel_british.html").read_bytes(),
    "pdf": made.pdf(*(each.encode("ascii", "replace").decode()[:80] for each in PARAGRAPHS[:6])),
    "docx": made.docx(*(("Normal", html.escape(each)) for each in PARAGRAPHS[:12])),
}
FILES, PIECES = 500, 3
LOOPS, MEGABYTES = 500, 120  # of one file
NASTY = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[31m", b"\r", b"\n\n", b"<",
    b">", b"<!--", b"-->", b"<![CDATA[", b"<div>" * 300, b"</p>", b"<script>", b"&#0;",
    b"&#x110000;", b"&amp;" * 50, b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"(", b")", b"<<", b">>",
    b"endobj", b"stream", b"/Kids [3 0 R 3 0 R]", b"/Count 99999999", b"/Length 99999999",
    b"/Encrypt 1 0 R", b"%%EOF", b"PK\x03\x04", b"PK\x05\x06", b"\xe2\x80\xae", "“".encode(),
    "‘".encode(), "»".encode(), b"'" * 40, b"# ", b"> " * 100, b"[a](b)", b"```", b"|", b"---\n",
    b"Q: ", b"**", "é".encode("latin-1"),
]  # fmt: skip


def damaged(kind: str, dice: Random) -> bytes:
    """A sound document of the kind, gone wrong in a few places."""
    if kind == "docx" and dice.random() < 0.7:
        return _damaged_inside(SOUND[kind], dice)
    return _damaged(SOUND[kind], dice)


def _damaged(sound: bytes, dice: Random) -> bytes:
    data = bytearray(sound)
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(data) + 1)
        size = dice.choice([1, 1, 4, 30, 400])
        match dice.randrange(6):
            case 0:
                data[at : at + size] = dice.randbytes(size)
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = data[at : at + size] * dice.choice([1, 2, 20])
            case 3:
                other = dice.randrange(len(data) + 1)
                data[at : at + size] = data[other : other + size]
            case 4:
                del data[max(at, 10) :]
            case _:
                data[at:at] = dice.choice(NASTY)
    return bytes(data)


def _damaged_inside(sound: bytes, dice: Random) -> bytes:
    """The parts of an archive damaged, the archive sound again: half of them as XML that is whole,
    with paragraphs moved, doubled, nested and given odd letters.
    """
    archive = zipfile.ZipFile(io.BytesIO(sound))
    parts = {name: archive.read(name) for name in archive.namelist()}
    if dice.random() < 0.5:
        return made.archive({name: _damaged(data, dice) for name, data in parts.items()})
    head, *paragraphs = parts["word/document.xml"].split(b"<w:p>")
    last, end = paragraphs[-1].split(b"</w:body>")
    paragraphs = [*paragraphs[:-1], last]
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(paragraphs))
        whole = paragraphs[at]
        match dice.randrange(4):
            case 0:
                paragraphs.insert(dice.randrange(len(paragraphs)), whole)
            case 1:
                paragraphs[at] = whole.replace(b"e", dice.choice([b"&#x202e;", b"", b"&#9;", b"'"]))
            case 2:
                paragraphs[at] = whole.replace(b"</w:r>", b"<w:br/><w:p>" + whole + b"</w:r>", 1)
            case _:
                paragraphs[at] = whole.replace(b"w:t", dice.choice([b"w:del", b"w:x", b"t"]))
    parts["word/document.xml"] = b"<w:p>".join([head, *paragraphs]) + b"</w:body>" + end
    return made.archive(parts)


def test_every_reader_is_fuzzed() -> None:
    assert set(SOUND) == set(READERS)
    for kind, data in SOUND.items():
        assert from_bytes(data, "report", kind).kind == kind


@pytest.mark.parametrize("piece", range(PIECES))
@pytest.mark.parametrize("kind", SOUND)
def test_a_damaged_file_is_read_or_refused_in_one_line(kind: str, piece: int) -> None:
    dice = Random(f"{kind} {piece}")
    seen: Counter[str] = Counter()
    slowest = (0.0, 0, b"")
    for number in range(piece, FILES, PIECES):
        data = damaged(kind, dice)
        begun = time.process_time()
        seen[_fate(data, kind, number)] += 1
        slowest = max(slowest, (time.process_time() - begun, number, data))

    with measured() as work:
        _fate(slowest[2], kind, slowest[1])
    assert work.loops < LOOPS, slowest[:2]

    assert seen["read"] > 20
    assert len(seen) > 1, "no file was damaged enough to be refused"


def _fate(data: bytes, kind: str, number: int) -> str:
    """What becomes of a file: the code that refuses it, or that it is read, and how."""
    # Without a kind every second time: then name and first bytes decide.
    document = _document(data, f"report.{kind}", kind if number % 2 else None)
    if isinstance(document, ModelError):
        assert len(document.problems) == 1
        assert "\n" not in str(document)
        return document.problems[0].code
    assert document.text.strip()
    if number % 5 == 0:
        _is_a_reading(read(document))
    return "read"


def _document(data: bytes, name: str, kind: str | None) -> Document | ModelError:
    try:
        return from_bytes(data, name, kind)
    except ModelError as error:
        return error


def _is_a_reading(reading: Reading) -> None:
    """Every item stands where it says, and both pages can be made of them."""
    text = reading.document.text
    for name in Reading.LISTS:
        for item in getattr(reading, name):
            assert 0 <= item.start < item.end <= len(text), (name, item)
    for item in (*reading.mentions, *reading.claims, *reading.proposals, *reading.dates):
        assert item.text == text[item.start : item.end], item
    assert "\x1b" not in reading_text(reading)
    assert reading_html(reading).endswith("</html>\n")


@pytest.mark.parametrize("kind", SOUND)
def test_damaged_files_take_little_memory(kind: str) -> None:
    dice = Random(f"memory of {kind}")
    tracemalloc.start()
    for _ in range(40):
        try:
            from_bytes(damaged(kind, dice), "report", kind)
        except ModelError:
            continue
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < MEGABYTES * 2**20
