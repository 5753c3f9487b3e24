"""A reading as one web page: the report's text with everything found marked in its place.

Self-contained and without scripts: what a mark says is shown when it is pointed at or reached with
the tab key, and stands in a table at the end, which print shows too.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from detente.reading import Reading, Term
from detente.report.numbers import count
from detente.report.reading_marks import LAYERS, Mark, Stretch, marks_of, stretches
from detente.report.safe import safe

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
_LONGEST = 160
_LISTED = (
    ("quote", "Who says what"),
    ("proposal", "What is proposed"),
    ("claim", "What is claimed"),
)


def reading_html(reading: Reading) -> str:
    """The page, a whole document of HTML."""
    marks = marks_of(reading)
    style = (files("detente.report") / "reading.css").read_text(encoding="utf-8")
    document = reading.document
    name = _shown(document.name)
    found = Counter(mark.layer for mark in marks)
    return "".join(
        (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            _POLICY,
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name}: what it says</title><style>{style}</style></head><body>",
            '<a class="skip" href="#text">To the text</a>',
            f"<header><h1>{name}</h1><p>{_about(reading)}</p></header>",
            f'<nav aria-label="What is marked">{_legend(found)}</nav>',
            f'<main><article id="text" lang="{_shown(reading.language)}">',
            *_text(stretches(reading, marks)),
            "</article><aside>",
            *(
                _list(title, [mark for mark in marks if mark.layer == layer])
                for layer, title in _LISTED
            ),
            _terms(reading),
            "</aside></main>",
            _table(reading, marks),
            "</body></html>\n",
        )
    )


def _shown(text: str) -> str:
    return html.escape(safe(text))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _about(reading: Reading) -> str:
    document = reading.document
    date = f"dated {reading.as_of}" if reading.as_of else "without a date"
    return (
        f"{_shown(document.kind)}, {document.length:,} code points, {_shown(date)}; "
        f"SHA-256 <code>{document.sha256}</code>"
    )


def _legend(found: Counter[str]) -> str:
    entries = "".join(
        f'<li><span class="{layer.id}">{layer.title}</span> {found[layer.id]}'
        f" <small>{layer.shape}</small></li>"
        for layer in LAYERS
    )
    return f'<ul class="legend">{entries}<li><span class="aside">not the report</span></li></ul>'


def _text(cut: Iterable[Stretch]) -> Iterator[str]:
    """The words in order. Marks within marks are elements within elements; where two cross, the
    inner one is closed and opened again.
    """
    opened: list[tuple[str, str]] = []  # class and anchor
    seen: set[str] = set()
    for each in cut:
        kind = (each.part.kind if each.read else "aside") if each.part else ""
        wanted = [(kind, "")] if kind else []
        wanted += [(mark.layer, mark.anchor) for mark in each.marks]
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        yield "</span>" * (len(opened) - same)
        for layer, anchor in wanted[same:]:
            named = f' id="{anchor}"' if anchor and anchor not in seen else ""
            yield f'<span class="{layer}"{named}>'
        new = any(mark.anchor not in seen for mark in each.marks)
        seen.update(mark.anchor for mark in each.marks)
        opened = wanted
        words = _shown(each.text)
        if each.marks:
            notes = _shown("\n".join(mark.note for mark in each.marks))
            reached = ' tabindex="0"' if new else ""
            words = f'<span class="mark" data-note="{notes}"{reached}>{words}</span>'
        yield words
    yield "</span>" * len(opened)


def _list(title: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return f"<section><h2>{title}</h2><p>Nothing found.</p></section>"
    entries = "".join(
        f'<li><a href="#{mark.anchor}">{_shown(mark.told)}</a><br>'
        f"{_shown(_short(mark.item.text))}</li>"
        for mark in marks
    )
    return f"<section><h2>{title} <small>{len(marks)}</small></h2><ol>{entries}</ol></section>"


def _terms(reading: Reading) -> str:
    if not reading.terms:
        return ""
    entries = "".join(
        f"<li>{_shown(_short(_of_term(term)))}"
        + "".join(f"<br>condition: {_shown(_short(each))}" for each in term.conditions)
        + "</li>"
        for term in reading.terms
    )
    return f"<section><h2>Terms of use</h2><ol>{entries}</ol></section>"


def _of_term(term: Term) -> str:
    return f"allows {term.grants}" if term.grants else term.kind.replace("_", " ")


def _table(reading: Reading, marks: Sequence[Mark]) -> str:
    rows = "".join(
        f'<tr><td><a href="#{mark.anchor}">{_place(reading, mark)}</a></td>'
        f"<td>{_shown(_short(mark.item.text))}</td><td>{_shown(mark.told)}</td>"
        f"<td>{_shown(mark.item.rule)}</td><td>{mark.item.confidence:.2f}</td></tr>"
        for mark in marks
    )
    return (
        f'<section class="all"><h2>Everything found <small>{count(len(marks), "item")}</small></h2>'
        "<table><thead><tr><th>place</th><th>words</th><th>what</th><th>rule</th>"
        f"<th>confidence</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _place(reading: Reading, mark: Mark) -> str:
    origin = reading.document.origin(mark.item.start)
    where = f"{_shown(origin.where)}, " if origin else ""
    return f"{where}{mark.item.start}–{mark.item.end}"
