"""A report as PDF, set by typst without a browser. Texts go in as values, never as marks."""

from __future__ import annotations

import importlib
import json
from typing import Any

from detente.report.whole.blocks import Block, Drawn, Grid, Heading
from detente.report.whole.carried import PART, as_text

_TEMPLATE = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 2cm, y: 1.8cm), numbering: "1")
#set text(font: ("DejaVu Sans", "Libertinus Serif"), size: 9pt, lang: "en")
#set par(leading: 0.6em, spacing: 0.75em)
#show heading: set block(above: 1.1em, below: 0.6em, sticky: true)
#pdf.attach(sys.inputs.part, bytes(sys.inputs.carried), mime-type: "application/json",
  description: "Model, settings and verdicts of this report")
#heading(level: 1, text(d.title))
#text(fill: luma(90), d.note)
#for one in d.blocks {
  if one.kind == "heading" {
    heading(level: one.level + 1, {
      text(one.text)
      if one.note != "" { text(size: 8pt, weight: "regular", fill: luma(90), "  " + one.note) }
    })
  } else if one.kind == "picture" {
    figure(image(bytes(one.svg), format: "svg", alt: one.alt,
      width: calc.min(100, one.wide / 6.6) * 1%))
  } else if one.kind == "grid" {
    let cells = one.rows.flatten().map(c => text(size: 8pt, c))
    block(table(columns: one.shares.map(k => k * 1fr), stroke: (x: none, y: 0.3pt + luma(180)),
      inset: (x: 3pt, y: 2.5pt), align: one.aligns.map(a => if a { right } else { left }),
      ..if one.head {
        (table.header(..one.columns.map(c => text(size: 8pt, weight: "bold", c))),)
      } else { () }, ..cells))
  } else {
    pad(left: one.indent * 0.8em, if one.bold { strong(text(one.text)) } else { text(one.text) })
  }
}
"""


def as_pdf(title: str, blocks: list[Block], data: dict[str, Any], note: str) -> bytes:
    """The document."""
    typst = importlib.import_module("typst")
    told = {"title": title, "note": note, "blocks": [_block(one) for one in blocks]}
    inputs = {"data": json.dumps(told), "carried": as_text(data), "part": PART}
    return bytes(typst.compile(_TEMPLATE.encode("utf-8"), sys_inputs=inputs))


def _block(one: Block) -> dict[str, Any]:
    if isinstance(one, Heading):
        return {"kind": "heading", "level": one.level, "text": one.text, "note": one.note}
    if isinstance(one, Drawn):
        svg = one.picture.svg("light")
        return {"kind": "picture", "svg": svg, "alt": one.picture.alt, "wide": one.picture.width}
    if isinstance(one, Grid):
        return {
            "kind": "grid",
            "columns": list(one.columns),
            "head": any(one.columns),
            "rows": [list(row) for row in one.rows],
            "aligns": list(one.right) or [False] * len(one.columns),
            "shares": _shares(one),
        }
    return {"kind": "words", "text": one.text, "bold": one.style == "bold", "indent": one.indent}


def _shares(one: Grid) -> list[float]:
    """How wide columns are to each other: by their longest text, within bounds."""
    columns = list(zip(one.columns, *one.rows, strict=True))
    return [min(60.0, max(5.0, max(map(len, column)) ** 0.8)) for column in columns]
