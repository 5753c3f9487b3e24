"""A report as one HTML file: no script, nothing from outside, printable."""

from __future__ import annotations

import html
from typing import Any

from detente.report.whole.blocks import Block, Drawn, Grid, Heading
from detente.report.whole.carried import in_html

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,'DejaVu Sans',sans-serif;max-width:56rem;margin:2rem auto;
padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.7rem;line-height:1.2}
h2{font-size:1.3rem;margin-top:2rem;border-bottom:1px solid #b8b8b8}
h3{font-size:1.05rem;margin:1.2rem 0 .3rem}p{margin:.3rem 0}.dim,small{color:#595959}
.scroll{overflow-x:auto;margin:.5rem 0}table{border-collapse:collapse;font-size:.9rem}
th,td{text-align:left;vertical-align:top;
padding:.15rem .8rem .15rem 0;border-bottom:1px solid #e2e2e2}
th{color:#595959}.right{text-align:right}figure{margin:1rem 0}nav a{margin-right:1rem}
a{color:#0060a0}:focus-visible{outline:3px solid #0060a0}
@media (prefers-color-scheme:dark){body{color:#ececec;background:#16181c}
.dim,small,th{color:#b4b4b4}
th,td{border-color:#3a3e46}a{color:#63b3f0}}
@media print{body{max-width:none;margin:0;font-size:10pt}nav{display:none}
h2{margin-top:1rem}.scroll{overflow:visible}table{font-size:8pt;width:100%}
th,td{padding-right:.4rem;overflow-wrap:break-word}
h2,h3{break-after:avoid}figure,tr{break-inside:avoid}}
"""


def as_html(title: str, blocks: list[Block], data: dict[str, Any], note: str) -> str:
    """The page, with what it carries."""
    sections = [one.text for one in blocks if isinstance(one, Heading) and one.level == 1]
    links = "".join(f'<a href="#s{k}">{_t(name)}</a>' for k, name in enumerate(sections, start=1))
    parts, number = [], 0
    for one in blocks:
        if isinstance(one, Heading) and one.level == 1:
            number += 1
            parts.append(f'<h2 id="s{number}">{_t(one.text)}</h2>')
        else:
            parts.append(_block(one))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_t(title)}</title><style>{_STYLE}</style></head><body>"
        f'<header><h1>{_t(title)}</h1><p class="dim">{_t(note)}</p>'
        f'<nav aria-label="Sections">{links}</nav></header><main>{"".join(parts)}</main>'
        f"{in_html(data)}</body></html>\n"
    )


def _block(one: Block) -> str:
    if isinstance(one, Heading):
        note = f" <small>{_t(one.note)}</small>" if one.note else ""
        return f"<h3>{_t(one.text)}{note}</h3>"
    if isinstance(one, Drawn):
        return f"<figure>{one.picture.svg()}</figure>"
    if isinstance(one, Grid):
        return _grid(one)
    name = f' class="{one.style}"' if one.style == "dim" else ""
    step = f' style="margin-left:{one.indent}rem"' if one.indent else ""
    text = f"<strong>{_t(one.text)}</strong>" if one.style == "bold" else _t(one.text)
    return f"<p{name}{step}>{text}</p>"


def _grid(one: Grid) -> str:
    looks = [' class="right"' if right else "" for right in one.right] or [""] * len(one.columns)
    head = ""
    if any(one.columns):
        cells = (
            f'<th scope="col"{look}>{_t(name)}</th>' if name else "<td></td>"
            for name, look in zip(one.columns, looks, strict=True)
        )
        head = f"<thead><tr>{''.join(cells)}</tr></thead>"
    rows = "".join(
        f"<tr>{''.join(f'<td{look}>{_t(c)}</td>' for c, look in zip(row, looks, strict=True))}</tr>"
        for row in one.rows
    )
    return f'<div class="scroll" tabindex="0"><table>{head}<tbody>{rows}</tbody></table></div>'


def _t(text: str) -> str:
    return html.escape(text)
