"""The words of a reading: what a report says, for a terminal."""

from __future__ import annotations

from detente.documents import Document
from detente.reading import Proposal, Quote, Reading
from detente.report.terminal import Page, as_text

_SHORT = 300
_LISTED = {
    "title": "title",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
    "field": "field",
    "empty_field": "empty field",
    "caption": "caption",
    "image_credit": "image credit",
    "disclaimer": "disclaimer",
    "redacted_email": "redacted address",
}


def show_reading(page: Page, reading: Reading) -> None:
    """Set a reading on a page: each item with its place, in the order of the text."""
    document = reading.document
    page.heading(document.name, f"{document.kind}, {document.length:,} code points")
    page.line(f"SHA-256 {document.sha256}", indent=2)
    page.line(f"date: {reading.as_of or 'none'} ({reading.as_of_basis})", indent=2)
    for warned in reading.warned:
        page.line(f"note: {warned.text} [{warned.code}]", indent=2)
    page.line()
    _parts(page, reading)
    _actors(page, reading)
    _quotes(page, reading)
    _proposals(page, reading)
    _claims(page, reading)
    _dates(page, reading)
    if reading.terms:
        page.heading("Terms of use")
        for term in reading.terms:
            what = f"allows {term.grants}" if term.grants else term.kind.replace("_", " ")
            page.line(f"{_place(document, term.start)}  {_one_line(what)}", indent=2)
            for condition in term.conditions:
                page.line(f"condition: {_one_line(condition)}", indent=6)
        page.line()


def reading_text(reading: Reading, width: int = 80) -> str:
    """The reading as plain text."""
    return as_text(lambda page: show_reading(page, reading), width)


def _place(document: Document, offset: int) -> str:
    line, column = document.line(offset)
    origin = document.origin(offset)
    return f"{origin.where}" if origin else f"{line}:{column}"


def _one_line(text: str, longest: int = _SHORT) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _parts(page: Page, reading: Reading) -> None:
    page.heading("Parts")
    rows = [
        [_place(reading.document, part.start), _LISTED[part.kind], _one_line(part.text, 120)]
        for part in reading.parts
        if part.kind in _LISTED
    ]
    body = sum(part.kind in {"paragraph", "item"} for part in reading.parts)
    page.table([("place", "left"), ("part", "left"), ("words", "fold")], rows)
    page.line(f"{body} paragraphs of body", indent=2)
    page.line()


def _actors(page: Page, reading: Reading) -> None:
    counts: dict[tuple[str, str], int] = {}
    for mention in reading.mentions:
        counts[mention.name, mention.kind] = counts.get((mention.name, mention.kind), 0) + 1
    if not counts:
        return
    roles = {role.of: role.name for role in reversed(reading.roles) if role.of}
    page.heading("Actors", f"{len(reading.mentions)} mentions")
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    rows = [
        [str(count), kind, f"{name} ({roles[name]})" if name in roles else name]
        for (name, kind), count in ordered
    ]
    page.table([("named", "right"), ("kind", "left"), ("name", "fold")], rows)
    mended = {m.readings for m in reading.mentions if m.readings}
    for likelier, written in sorted(mended):
        page.line(f"“{written}” is read as “{likelier}”", indent=2)
    page.line()


def _quotes(page: Page, reading: Reading) -> None:
    if not reading.quotes:
        return
    page.heading("Quotes", f"{len(reading.quotes)}")
    for quote in reading.quotes:
        page.line(f"{_place(reading.document, quote.start)}  {_speaker(quote)}", indent=2)
        page.line(f"“{_one_line(quote.text)}”", indent=6)
    page.line()


def _speaker(quote: Quote) -> str:
    who = quote.speaker or (f"{quote.said_by} (not resolved)" if quote.said_by else "nobody named")
    verb = f", {quote.verb}" if quote.verb else ""
    return f"{who}{verb} [{quote.kind}]"


def _proposals(page: Page, reading: Reading) -> None:
    if not reading.proposals:
        return
    page.heading("Proposals", f"{len(reading.proposals)}")
    for each in reading.proposals:
        by = ", ".join(each.by) or "nobody named"
        page.line(f"{_place(reading.document, each.start)}  {by}: {_one_line(each.text)}", indent=2)
        for ask in _asks(each):
            page.line(ask, indent=6)
    page.line()


def _asks(proposal: Proposal) -> list[str]:
    named = [ask for ask in proposal.asks if ask.who]
    lines = [
        f"{ask.who} {'stops' if ask.act == 'stop' else 'does'}: {_one_line(ask.what, 100)}"
        for ask in named
    ]
    if proposal.reciprocal:
        lines.append("each side's part answers the other's")
    if proposal.condition:
        lines.append(f"condition: {_one_line(proposal.condition, 100)}")
    return lines


def _claims(page: Page, reading: Reading) -> None:
    if not reading.claims:
        return
    page.heading("Claims", f"{len(reading.claims)}")
    for each in reading.claims:
        place = _place(reading.document, each.start)
        page.line(f"{place}  {each.by} [{each.voice}, {each.modality}]", indent=2)
        page.line(_one_line(each.text), indent=6)
    page.line()


def _dates(page: Page, reading: Reading) -> None:
    if not reading.dates:
        return
    page.heading("Dates")
    rows = [
        [
            _place(reading.document, when.start),
            _one_line(when.text, 60),
            when.iso or when.partial or "-",
            when.basis,
        ]
        for when in reading.dates
    ]
    page.table([("place", "left"), ("words", "left"), ("date", "left"), ("basis", "fold")], rows)
    page.line()
