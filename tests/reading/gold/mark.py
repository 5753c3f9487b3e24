"""Make a report and its gold from one marked text: `python tests/reading/gold/mark.py FOLDER`.

`FOLDER/marked/NAME.txt` (or .md) holds the report with marks `⟨KIND keys|words⟩`, which may nest.
KIND and its keys, separated by ";":
  p s o g   person, state, organisation, group: canonical name [;misspelling]
  r         role: who holds it;canonical
  q         quote: type;speaker;verb
  c         claim: by;modality        a  proposal: by, by;addressee
  d dr      date, relative date: iso  e  event: name      l  place: name
  #         structure: kind
A block between blank lines that holds no # mark around all of it is a body paragraph.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

_MENTIONS = {"p": "person", "s": "state", "o": "organisation", "g": "group"}
_MINABLE = {"title", "standfirst", "dateline", "heading", "paragraph"}


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str, list[str]]]]:
    """The text without marks, and for each mark its place, kind and keys."""
    pieces: list[str] = []
    spans: list[tuple[int, int, str, list[str]]] = []
    opened: list[tuple[int, str, list[str]]] = []
    length = 0
    at = 0
    for match in re.finditer(r"⟨(\S+)(?: ([^|⟨⟩]*))?\||⟩", marked):
        plain = marked[at : match.start()]
        pieces.append(plain)
        length += len(plain)
        at = match.end()
        if match.group() == "⟩":
            start, kind, keys = opened.pop()
            spans.append((start, length, kind, keys))
        else:
            opened.append(
                (length, match.group(1), [key.strip() for key in (match.group(2) or "").split(";")])
            )
    pieces.append(marked[at:])
    assert not opened, f"not closed: {opened}"
    return "".join(pieces), sorted(spans, key=lambda span: (span[0], -span[1]))


def gold(name: str, text: str, spans: list[tuple[int, int, str, list[str]]]) -> dict[str, Any]:
    """The gold of a report from its marks."""
    found: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    for start, end, kind, keys in spans:
        layer, rest = _span(kind, keys)
        counts[layer] = counts.get(layer, 0) + 1
        found.append(
            {
                "id": f"{layer[:3]}{counts[layer]:03d}",
                "layer": layer,
                **rest,
                "start": start,
                "end": end,
                "text": text[start:end],
            }
        )
    structure = [
        (each["start"], each["end"], each["type"]) for each in found if each["layer"] == "structure"
    ]
    minable, boilerplate = [], []
    for block in re.finditer(r"\S(?:.*?\S)?(?=\s*\n[ \t]*\n|\s*\Z)", text, re.DOTALL):
        start, end = block.span()
        whole = [
            kind
            for a, b, kind in structure
            if a <= start + 4 and b >= end - 4 and kind not in {"body", "boilerplate"}
        ]
        pieces = [
            (a, b) for a, b, kind in structure if start <= a and b <= end and kind != "dateline"
        ]
        if any(a <= start and b >= end and kind == "boilerplate" for a, b, kind in structure):
            boilerplate.append([start, end])
        elif whole and whole[0] in _MINABLE:
            minable.append([start, end])
        elif whole or pieces:
            boilerplate.append([start, end])
        else:
            minable.append([start, end])
            counts["structure"] = counts.get("structure", 0) + 1
            found.append(
                {
                    "id": f"str{counts['structure']:03d}",
                    "layer": "structure",
                    "type": "paragraph",
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                }
            )
    title = next(([a, b] for a, b, kind in structure if kind == "title"), None)
    return {
        "document": {
            "file": name,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "length": len(text),
            "encoding": "utf-8",
        },
        "metadata": {"title_span": title, "language": "en"},
        "regions": {"minable": minable, "boilerplate": boilerplate},
        "spans": sorted(found, key=lambda each: (each["start"], -each["end"])),
    }


def _span(kind: str, keys: list[str]) -> tuple[str, dict[str, Any]]:
    keys = [*keys, "", "", ""]
    if kind in _MENTIONS:
        more = {"misspelling": True} if keys[1] else {}
        return "mention", {"type": "actor", "canonical": keys[0], "kind": _MENTIONS[kind], **more}
    if kind == "r":
        return "role", {"type": "role", "of": keys[0], "canonical": keys[1]}
    if kind == "q":
        return "quote", {"type": keys[0], "speaker": keys[1] or None, "verb": keys[2] or None}
    if kind == "c":
        return "claim", {"type": "claim", "by": keys[0], "modality": keys[1]}
    if kind == "a":
        return "proposal", {
            "type": "proposal",
            "by": [each.strip() for each in keys[0].split(",")],
            "addressee": keys[1],
        }
    if kind in {"d", "dr"}:
        return "date", {"type": "date" if kind == "d" else "relative", "iso": keys[0] or None}
    if kind == "e":
        return "event", {"type": "event", "canonical": keys[0]}
    if kind == "l":
        return "place", {"type": "place", "canonical": keys[0]}
    assert kind == "#", kind
    return "structure", {"type": keys[0]}


def main(folder: Path) -> None:
    """Write NAME.txt and NAME.gold.json for every marked text of the folder."""
    for path in sorted((folder / "marked").iterdir()):
        text, spans = unmark(path.read_text(encoding="utf-8"))
        (folder / path.name).write_text(text, encoding="utf-8")
        made = json.dumps(gold(path.name, text, spans), ensure_ascii=False, indent=1)
        (folder / f"{path.stem}.gold.json").write_text(made + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
