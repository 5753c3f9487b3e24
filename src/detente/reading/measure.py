"""Measure the rules against reports marked by hand: `python -m detente.reading.measure FOLDER`.

Prints precision and recall for each kind of item, over all reports of the folder, and with `--each`
what was missed and what was wrong in each report. With `--without-each` it measures again without
each rule, and prints what that costs: a rule whose removal costs nothing on texts that its author
did not write goes. The format of the gold and what counts as right
are described in tests/reading/gold/README.md.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from detente.documents import Document, load_document
from detente.reading.read import read
from detente.reading.rules import RULES, rules_for
from detente.reading.values import Reading
from detente.values import dataclass

_LISTS = {
    "structure": "parts",
    "mention": "mentions",
    "role": "roles",
    "quote": "quotes",
    "claim": "claims",
    "proposal": "proposals",
    "date": "dates",
    "place": "places",
}
_NEAR = 2
_ARTICLES = ("the ", "a ", "an ")


@dataclass(slots=True)
class Score:
    """Counts for one kind of item: found, in the gold, and right."""

    found: int = 0
    gold: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right of found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right of gold; 1 where there is nothing to find."""
        return self.right / self.gold if self.gold else 1.0

    def add(self, other: Score) -> None:
        """Count another report's items in."""
        self.found += other.found
        self.gold += other.gold
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong


def measure(document: Document, gold: dict[str, Any]) -> dict[str, Score]:
    """Compare what is read in `document` with its gold; one score a layer, and "speaker",
    "boilerplate".
    """
    reading = read(document)
    spans = gold["spans"]
    if document.text and gold["document"].get("length") != document.length:
        spans = _carried(document.text, spans)
    scores = {}
    for layer, name in _LISTS.items():
        wanted = [each for each in spans if each["layer"] == layer]
        got = [each.to_dict() for each in getattr(reading, name)]
        scores[layer] = _score(layer, got, wanted, document.text)
    scores["speaker"] = _speakers(reading, [each for each in spans if each["layer"] == "quote"])
    scores["in boilerplate"] = _strays(reading, gold, document)
    return scores


def _score(layer: str, got: list[dict[str, Any]], wanted: list[dict[str, Any]], text: str) -> Score:
    if layer == "structure":
        kinds = {each["type"] for each in wanted}
        got = [each for each in got if each["kind"] in kinds]
    pairs = _matched(layer, got, wanted, text)
    left = {id(gold) for _, gold in pairs}
    used = {id(item) for item, _ in pairs}
    return Score(
        len(got),
        len(wanted),
        len(pairs),
        [
            _shown(each["start"], each["end"], each.get("type"), text)
            for each in wanted
            if id(each) not in left
        ],
        [
            _shown(each["from"], each["to"], each.get("kind") or each.get("rule"), text)
            for each in got
            if id(each) not in used
        ],
    )


def _matched(
    layer: str, got: list[dict[str, Any]], wanted: list[dict[str, Any]], text: str
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    free = sorted(wanted, key=lambda each: each["start"])
    pairs = []
    for item in got:
        for gold in free:
            if gold["start"] > item["to"] + 4:
                break
            if _right(layer, item, gold, text):
                pairs.append((item, gold))
                free.remove(gold)
                break
    return pairs


def _right(layer: str, item: dict[str, Any], gold: dict[str, Any], text: str) -> bool:
    start, end = item["from"], item["to"]
    if layer == "quote":
        return bool(start == gold["start"] and end == gold["end"])
    if layer in {"claim", "proposal"}:
        shared = min(end, gold["end"]) - max(start, gold["start"])
        return bool(shared > 0 and 2 * shared >= max(end, gold["end"]) - min(start, gold["start"]))
    begin = gold["start"]
    if layer == "mention":
        start, begin = _past_article(text, start), _past_article(text, begin)
        if item["kind"] != gold["kind"]:
            return False
    if layer == "structure" and item["kind"] != gold["type"]:
        return False
    return bool(abs(start - begin) <= _NEAR and abs(end - gold["end"]) <= _NEAR)


def _past_article(text: str, start: int) -> int:
    for article in _ARTICLES:
        if text[start : start + len(article)].lower() == article:
            return start + len(article)
    return start


def _speakers(reading: Reading, wanted: list[dict[str, Any]]) -> Score:
    """Of the quotes whose place is right: how many have the right speaker."""
    score = Score()
    by_place = {(each["start"], each["end"]): each for each in wanted}
    for quote in reading.quotes:
        gold = by_place.get((quote.start, quote.end))
        if gold is None:
            continue
        score.gold += 1
        score.found += 1
        if _same_name(quote.speaker, gold.get("speaker")):
            score.right += 1
        else:
            score.wrong.append(
                f"{quote.start}-{quote.end} is {gold.get('speaker')!r}, found {quote.speaker!r}"
            )
    return score


def _same_name(found: str | None, gold: str | None) -> bool:
    if found is None or gold is None:
        return found == gold
    plain = [" ".join(name.lower().removeprefix("the ").split()) for name in (found, gold)]
    return plain[0] == plain[1]


def _strays(reading: Reading, gold: dict[str, Any], document: Document) -> Score:
    """Items that were found in what the gold calls boilerplate; precision is what matters here."""
    score = Score()
    if gold["document"].get("length") != document.length:
        return score
    closed = gold.get("regions", {}).get("boilerplate", [])
    for name in Reading.LISTS:
        if name in {"parts", "terms"}:
            continue
        for item in getattr(reading, name):
            score.found += 1
            stray = any(start <= item.start < end for start, end in closed)
            score.right += not stray
            if stray:
                score.wrong.append(_shown(item.start, item.end, item.rule, document.text))
    score.gold = score.right
    return score


def _carried(text: str, spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of a text moved to the text of the same report in another format, by their
    words.
    """
    moved = []
    at = before = 0  # where the span before this one begins, in the new and in the old text
    for span in sorted(spans, key=lambda each: each["start"]):
        words = span.get("text")
        if not words:
            continue
        expected = at + span["start"] - before
        places = [
            m.start() for m in re.finditer(re.escape(words), text[max(0, at) : expected + 400])
        ]
        if places:
            near = at + min(places, key=lambda place: abs(at + place - expected))
            moved.append({**span, "start": near, "end": near + len(words)})
            at, before = near, span["start"]
    return moved


def _shown(start: int, end: int, kind: str | None, text: str) -> str:
    words = " ".join(text[start:end].split())
    short = words if len(words) < 90 else f"{words[:50]} … {words[-30:]}"
    return f"{start}-{end} {kind or ''}: {short}"


def check(document: Document, gold: dict[str, Any]) -> list[str]:
    """What is wrong with the gold itself: places outside the text, words that differ, double
    ids.
    """
    faults = []
    if gold["document"]["sha256"] != document.source_sha256:
        faults.append("the file is not the one that was marked")
    seen: set[str] = set()
    for span in gold["spans"]:
        if span["id"] in seen:
            faults.append(f"{span['id']} is used twice")
        seen.add(span["id"])
        words = document.text[span["start"] : span["end"]]
        if not 0 <= span["start"] < span["end"] <= document.length:
            faults.append(f"{span['id']} lies outside the text")
        elif span.get("text") not in (None, words):
            near = difflib.ndiff([span["text"][:60]], [words[:60]])
            faults.append(f"{span['id']} differs: {' '.join(near)}")
        if span["layer"] not in {*_LISTS, "event", "fact", "topic", "trap", "reported"}:
            faults.append(f"{span['id']} is in an unknown layer {span['layer']}")
    return faults


def pairs(folder: Path) -> Iterable[tuple[Path, Path]]:
    """The reports of a folder with their gold: `NAME.gold.json` beside NAME.txt, .md and .html."""
    for gold in sorted(folder.glob("*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        for ending in (".txt", ".md", ".html"):
            report = folder / f"{name}{ending}"
            if report.is_file():
                yield report, gold


def _gold(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


Marked = Sequence[tuple[Document, dict[str, Any]]]


def counts(marked: Marked) -> dict[str, tuple[int, int]]:
    """How many items of each layer are right and wrong over all reports."""
    total: dict[str, Score] = {}
    for document, gold in marked:
        for layer, score in measure(document, gold).items():
            total.setdefault(layer, Score()).add(score)
    return {layer: (one.right, one.found - one.right) for layer, one in total.items()}


def without_each(marked: Marked) -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
    """Each rule, and by how much right and wrong items change in each layer without it."""
    base = counts(marked)
    for name in [each.id for each in rules_for("en")]:
        left_out = RULES.pop(name)
        try:
            now = counts(marked)
        finally:
            RULES[name] = left_out
        yield (
            name,
            {
                layer: (now[layer][0] - right, now[layer][1] - wrong)
                for layer, (right, wrong) in base.items()
                if now[layer] != (right, wrong)
            },
        )


def _ablate(marked: Marked) -> int:
    print("without                    right and wrong items, by how much they change")
    for name, changed in without_each(marked):
        told = ", ".join(
            f"{layer} {right:+}/{wrong:+}" for layer, (right, wrong) in changed.items()
        )
        print(f"{name:<27}{told or 'nothing changes'}")
    return 0 if marked else 1


def main(arguments: list[str]) -> int:
    """Measure the reports in a folder and print the table; 0 if there were any."""
    parser = argparse.ArgumentParser(prog="python -m detente.reading.measure", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", action="store_true", help="show what was missed and wrong")
    parser.add_argument("--text", type=Path, help="one report, with FOLDER as its gold file")
    parser.add_argument("--without-each", action="store_true", help="leave each rule out in turn")
    chosen = parser.parse_args(arguments)
    reports = [(chosen.text, chosen.folder)] if chosen.text else list(pairs(chosen.folder))
    if chosen.without_each:
        return _ablate([(load_document(report), _gold(path)) for report, path in reports])
    total: dict[str, Score] = {}
    for report, path in reports:
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = load_document(report)
        if report.suffix != ".html":
            for fault in check(document, gold):
                print(f"{path.name}: {fault}", file=sys.stderr)
        for layer, score in measure(document, gold).items():
            total.setdefault(layer, Score()).add(score)
            if chosen.each:
                for line in score.missed:
                    print(f"{report.name} {layer} missed {line}")
                for line in score.wrong:
                    print(f"{report.name} {layer} wrong  {line}")
    print(f"{'layer':<15}{'gold':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    for layer, score in total.items():
        print(
            f"{layer:<15}{score.gold:>6}{score.found:>7}{score.right:>7}"
            f"{score.precision:>11.3f}{score.recall:>8.3f}"
        )
    return 0 if reports else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
