"""What word processors and printers leave in a file: changes, boxes, notes, columns, ligatures."""

from __future__ import annotations

import pytest

from detente.documents import Document, from_text
from detente.documents.load import from_bytes
from detente.documents.readers.pdf_layout import Piece, page_text, without_heads
from detente.reading import find_parts, read
from documents import made

ASKS = "Norway called on Denmark to stop the patrols."
THREAT = "Denmark threatened to close its ports."


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def docx(*paragraphs: str, **extra: str) -> Document:
    """A DOCX whose paragraphs are given as XML, with further parts."""
    names = (
        f'xmlns:w="{made.W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    body = "".join(f"<w:p>{each}</w:p>" for each in paragraphs)
    parts = {"word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>"}
    parts |= {
        f"word/{name}.xml": f"<w:{name} {names}>{xml}</w:{name}>" for name, xml in extra.items()
    }
    return from_bytes(made.archive({name: xml.encode() for name, xml in parts.items()}), "a.docx")


def test_a_text_box_is_read_once_as_a_paragraph_of_its_own() -> None:
    box = f"<w:txbxContent><w:p>{run(THREAT)}</w:p></w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = docx(run(ASKS), run("In short: ") + both)

    assert document.text == f"{ASKS}\n\nIn short:\n\n{THREAT}"
    assert (THREAT, "paragraph") in {(each.text, each.kind) for each in find_parts(document)}


@pytest.mark.parametrize(("gone", "come"), [("moveFrom", "moveTo"), ("del", "ins")])
def test_tracked_changes_are_taken_as_made(gone: str, come: str) -> None:
    document = docx(
        f"<w:{gone}>{run(THREAT)}</w:{gone}>" + run("Talks are held."),
        run("It waits. ") + f"<w:{come}>{run(THREAT)}</w:{come}>",
    )

    assert document.text == f"Talks are held.\n\nIt waits. {THREAT}"


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"

    assert docx(mark + run("Norway called on Denmark "), run("to talk.")).text == (
        "Norway called on Denmark to talk."
    )


def test_hidden_text_is_not_read() -> None:
    assert docx(run(ASKS) + run(THREAT, "<w:vanish/>")).text == ASKS


@pytest.mark.parametrize("word", ["footnote", "endnote"])
def test_notes_are_read_below_the_text(word: str) -> None:
    notes = (
        f'<w:{word} w:type="separator"><w:p>{run("---")}</w:p></w:{word}>'
        f"<w:{word}><w:p>{run(THREAT)}</w:p></w:{word}>"
    )
    document = docx(run(ASKS), **{f"{word}s": notes})

    assert document.text == f"{ASKS}\n\n{THREAT}"
    assert find_parts(document)[-1].kind == "footnote"


def test_ligatures_are_letters() -> None:
    assert page_text("The Foreign Oﬃce lifts the tariﬀ.", ()) == (
        "The Foreign Office lifts the tariff.",
        "",
    )


def test_a_raised_note_neither_breaks_nor_joins_words() -> None:
    assert page_text("the night patrols\n3\nin the strait went on.", ())[0] == (
        "the night patrols in the strait went on."
    )


def test_columns_set_line_by_line_are_put_one_after_another() -> None:
    left = ["Norway called on", "Denmark to stop", "the night patrols", "in the strait."]
    right = ["Denmark said that", "it would not stop", "the patrols while", "tariffs stay."]
    pieces = [Piece("Two sides", 72, 790)]
    for row, (one, other) in enumerate(zip(left, right, strict=True)):
        pieces += [Piece(one, 72, 750 - 13 * row), Piece(other, 320, 750 - 13 * row)]
    text, mended = page_text("\n".join(each.text for each in pieces), pieces)

    assert mended == "columns"
    assert text == "\n\n".join(("Two sides", " ".join(left), " ".join(right)))


def test_words_set_one_by_one_become_lines() -> None:
    words = [
        "Norway",
        "called",
        "on",
        "Denmark",
        "on",
        "Monday",
        "to",
        "stop",
        "the",
        "night",
        "patrols",
        "in",
        "the",
        "strait",
    ]
    pieces = [Piece(word, 72 + 40 * (n % 7), 750 - 13 * (n // 7)) for n, word in enumerate(words)]
    text, mended = page_text("\n".join(words), pieces)

    assert mended == "words"
    assert text.split() == words
    assert len(text.splitlines()) == 2


def test_running_heads_are_no_text() -> None:
    pages = [f"The Strait Report {n}\n\nWords of page {n}.\n\nPage {n} of 4" for n in range(1, 5)]

    assert [each.strip() for each in without_heads(pages)] == [
        f"Words of page {n}." for n in range(1, 5)
    ]


def test_front_matter_gives_title_and_date() -> None:
    front = "---\ndate: '2026-05-04'\ntags: statements\ntitle: \"Statement on the strait\"\n---\n"
    told = "Norway called on Denmark on Monday to stop the night patrols."
    document = from_bytes(f"{front}\n{told}\n".encode(), "a.md")
    reading = read(document)

    assert (reading.as_of, reading.as_of_basis) == ("2026-05-04", "its front matter")
    kinds = {each.text: each.kind for each in find_parts(document)}
    assert kinds["Statement on the strait"] == "title"
    assert kinds[told] == "paragraph"
    assert [each.iso for each in reading.dates] == ["2026-05-04"]


def test_one_long_line_says_nothing_of_the_wrapped_ones() -> None:
    wrapped = (
        "Norway and Denmark trade demands\n\n"
        "OSTBY, 4 May 2026 (Fjordwire) - Norway called on Denmark on Monday\n"
        "to stop the night patrols in the strait, and said that its tariff\n"
        "on Danish fish would stay while they went on.\n\n"
        "“A tariff alone will never settle this,” said Danish Foreign\n"
        "Minister Mette Krag, who was in the town for a day of talks.\n\n"
    )
    plain, longer = from_text(wrapped), from_text(wrapped + "https://example.org/" + "a-b/" * 40)

    def told(document: Document) -> list[tuple[str, str]]:
        return [
            (each.kind, each.text)
            for each in find_parts(document)
            if each.kind in {"title", "heading", "paragraph"}
        ]

    assert told(longer) == told(plain)
    assert [kind for kind, _ in told(plain)] == ["title", "paragraph", "paragraph"]
