"""The ledger: each thing found as an entry with its place, its date and a paraphrase of ours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from detente.documents import Document
from detente.drafting.values import Entry, Place, Ref
from detente.drafting.words import identifier
from detente.reading import Item, Reading

_HIGH, _MEDIUM = 0.85, 0.65


def place_of(document: Document, item: Item) -> Place:
    """Where `item` stands in `document`."""
    words = document.text[item.start : item.end].encode("utf-8", "surrogatepass")
    return Place(
        document.sha256,
        PurePath(document.name).name or document.name,
        item.start,
        item.end,
        hashlib.sha256(words).hexdigest(),
    )


def enter(
    reading: Reading,
    item: Item,
    kind: str,
    says: str,
    supports: tuple[tuple[Ref, bool], ...] = (),
) -> Entry:
    """An entry for `item`; its id is the report's name, the kind and the offset."""
    place = place_of(reading.document, item)
    stem = short_name(reading.document)
    name = f"{stem}-{kind}-{item.start}"
    return Entry(name, says, place, date_of(reading, item), item.confidence, supports)


def short_name(document: Document) -> str:
    """A short word for a report in ids: the start of its file name and of its hash."""
    stem = PurePath(document.name).stem
    letters = re.sub(r"^[0-9_]+", "", identifier(stem, "report"))
    # A name that is a hash or a number says nothing to a reader.
    telling = letters if re.fullmatch(r"[^\W\d_]{3,}(?:_\w+)?", letters) else "report"
    return f"{telling[:20].rstrip('_').lower()}-{document.sha256[:4]}"


def date_of(reading: Reading, item: Item) -> str | None:
    """The item's own day, else the report's; None where neither is fixed."""
    own = getattr(item, "date", None)
    for date in (own, reading.as_of):
        if isinstance(date, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date):
            return date
    return None


def confidence(entry: Entry) -> str:
    """high, medium or low, from how often the rule that found it was right."""
    if entry.confidence >= _HIGH:
        return "high"
    return "medium" if entry.confidence >= _MEDIUM else "low"


def entry_data(entry: Entry, keys: Mapping[Ref, str]) -> dict[str, Any]:
    """The entry as the model file has it; supports only options that the model has."""
    data: dict[str, Any] = {"says": entry.says}
    if entry.date:
        data["date"] = entry.date
    data["source"] = {
        "document": f"sha256:{entry.place.document}",
        "from": entry.place.start,
        "to": entry.place.end,
        "sha256": entry.place.sha256,
    }
    data["confidence"] = confidence(entry)
    supports = [
        keys[ref] if going else f"not {keys[ref]}" for ref, going in entry.supports if ref in keys
    ]
    if supports:
        data["supports"] = list(dict.fromkeys(supports))
    return data
