"""A report as PDF, set by typst without a browser. Texts go in as values, never as marks."""

from __future__ import annotations

import importlib
import json
from typing import Any

from detente.report.whole.blocks import Block, Drawn, Grid, Heading
from detente.report.whole.carried import PART, as_text
from detente.report.whole.columns import broken, laid_out

_TEMPLATE = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 2cm, y: 1.6cm), numbering: "1")
#set text(font: ("DejaVu Sans", "Libertinus Serif"), size: 9pt, lang: "en")
#set par(leading: 0.6em, spacing: 0.7em)
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
    let cells = one.rows.flatten().map(c => text(size: one.size * 1pt, c))
    block(table(columns: one.widths.map(k => k * 1fr), stroke: (x: none, y: 0.3pt + luma(180)),
      inset: (x: 4pt, y: 2.5pt), align: one.aligns.map(a => if a { right } else { left }),
      ..if one.head {
        (table.header(..one.columns.map(c => text(size: one.size * 1pt, weight: "bold", c))),)
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
        widths, size, longest = laid_out(one)
        return {
            "kind": "grid",
            "columns": [broken(name, longest) for name in one.columns],
            "head": any(one.columns),
            "rows": [[broken(cell, longest) for cell in row] for row in one.rows],
            "aligns": list(one.right) or [False] * len(one.columns),
            "widths": widths,
            "size": size,
        }
    return {"kind": "words", "text": one.text, "bold": one.style == "bold", "indent": one.indent}
