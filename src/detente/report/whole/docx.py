"""A report as DOCX: real headings and tables, pictures with their words, a part that it carries."""

from __future__ import annotations

import importlib
import io
import zipfile
from typing import Any

from detente.report.safe import safe
from detente.report.whole.blocks import Block, Drawn, Grid, Heading
from detente.report.whole.carried import PART, as_text
from detente.report.whole.columns import laid_out

_MARGIN = 0.9
_WIDE = 8.27 - 2 * _MARGIN  # inches between the margins


def as_docx(title: str, blocks: list[Block], data: dict[str, Any], note: str) -> bytes:
    """The document."""
    library = importlib.import_module("docx")
    inches = importlib.import_module("docx.shared").Inches
    made = library.Document()
    made.core_properties.title, made.core_properties.author = title[:250], ""
    made.core_properties.comments = ""
    for section in made.sections:
        section.page_width, section.page_height = inches(8.27), inches(11.69)  # A4
        section.left_margin = section.right_margin = inches(_MARGIN)
        section.top_margin = section.bottom_margin = inches(0.8)
    points = importlib.import_module("docx.shared").Pt
    plain = made.styles["Normal"]
    plain.font.name, plain.font.size = "Calibri", points(10)
    plain.paragraph_format.space_before = plain.paragraph_format.space_after = points(3)
    plain.paragraph_format.line_spacing = 1.0
    note_by = f"detente {data['detente']}"
    made.add_heading(_t(title), 0)
    made.add_paragraph(_t(note))
    for one in blocks:
        if isinstance(one, Heading):
            made.add_heading(_t(f"{one.text} ({one.note})" if one.note else one.text), one.level)
        elif isinstance(one, Drawn):
            raw = one.picture.png("light", 2.0)
            wide = inches(min(_WIDE, one.picture.width / 96))
            shape = made.add_picture(io.BytesIO(raw), width=wide)
            words = shape._inline.docPr
            words.set("descr", _t(one.picture.alt)[:4000])
            words.set("title", _t(one.picture.title))
        elif isinstance(one, Grid):
            _grid(made, one, note_by)
        else:
            paragraph = made.add_paragraph()
            paragraph.paragraph_format.left_indent = inches(0.2 * one.indent)
            paragraph.add_run(_t(one.text)).bold = one.style == "bold"
    target = io.BytesIO()
    made.save(target)
    return _with_part(target.getvalue(), as_text(data))


def _grid(made: Any, one: Grid, note_by: str) -> None:
    head = any(one.columns)
    table = made.add_table(rows=len(one.rows) + head, cols=len(one.columns))
    table.style = "Light List Accent 1" if head else "Table Grid"
    rows = ([one.columns] if head else []) + list(one.rows)
    right = importlib.import_module("docx.enum.text").WD_ALIGN_PARAGRAPH.RIGHT
    shared = importlib.import_module("docx.shared")
    widths, letters, _ = laid_out(one)
    size = shared.Pt(min(9.0, letters + 0.5))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = shared.Inches(_WIDE * width / sum(widths))
    for line, row in zip(table.rows, rows, strict=True):
        for k, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = table.columns[k].width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = shared.Pt(1)
            paragraph.paragraph_format.space_after = shared.Pt(1)
            paragraph.add_run(_t(text)).font.size = size
            if k < len(one.right) and one.right[k]:
                paragraph.alignment = right
    for place, note in one.notes:  # a comment in the margin, where a reader of the draft looks
        runs = [cell.paragraphs[0].runs[0] for cell in table.rows[place + head].cells]
        made.add_comment(runs, _t(note), author=note_by, initials="d")
    if head:  # repeated on each page, and told as a heading to those who listen
        element = importlib.import_module("docx.oxml").OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(element)


def _with_part(raw: bytes, text: str) -> bytes:
    """The file with one part more, which word processors leave alone."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "[Content_Types].xml" and b'Extension="json"' not in content:
                kind = b'<Default Extension="json" ContentType="application/json"/></Types>'
                content = content.replace(b"</Types>", kind)
            new.writestr(item, content)
        new.writestr(PART, text)
    return target.getvalue()


def _t(text: str) -> str:
    """The text, as far as XML may hold it: of a picture's words nothing else has seen to that."""
    return safe(text)
