"""Entries that change places, or go away."""

from __future__ import annotations

from itertools import pairwise

import yaml

from detente.editing.spans import Entry, Page
from detente.editing.splice import Splice
from detente.editing.steps import Delete, Move, NoPlace
from detente.editing.write import replaced


def moved(page: Page, step: Move) -> list[Splice]:
    """The entry at another place among its neighbours; what stands between entries stays there."""
    found = page.find(step.path)
    assert found.around is not None
    order = list(range(len(found.around.value)))
    order.insert(step.to, order.pop(found.place))
    if order == sorted(order):
        return []
    if found.around.flow_style:
        spans = [_flow_span(page, one) for one in found.around.value]
        texts = [page.text[start:end] for start, end in spans]
        return [_verbatim(*span, texts[k]) for span, k in zip(spans, order, strict=True)]
    return _in_order(page, page.entries(found.around), order)


def deleted(page: Page, step: Delete) -> list[Splice]:
    """The entry away, with the comments that belong to it and the empty line behind it."""
    found = page.find(step.path)
    around = found.around
    assert around is not None
    if len(around.value) == 1:
        if len(step.path) == 1:
            raise NoPlace(step.path, "a file cannot be empty")
        if around.flow_style:
            start, end = around.start_mark.index + 1, around.end_mark.index - 1
            return [Splice(start, end, "")]
        empty: dict[str, None] | list[None] = {} if isinstance(around, yaml.MappingNode) else []
        return replaced(page, step.path[:-1], empty)
    if around.flow_style:
        return _out_of_brackets(page, around, found.place)
    entries = page.entries(around)
    k, here = found.place, entries[found.place]
    last = k == len(entries) - 1
    if here.compact:
        after = entries[1]
        kept = page.text[here.end : after.start]
        column = page.column(here.start)
        lead = "".join(line + "\n" for line in map(str.strip, kept.splitlines()) if line)
        at = page.line_start(here.start)
        dash = page.text[at : here.start]
        indent = dash[: len(dash) - len(dash.lstrip(" "))] if dash.strip(" -") == "" else ""
        lifted = "".join(f"{indent}{line}\n" for line in lead.splitlines())
        assert column >= len(indent)
        return [Splice(at, at, lifted), Splice(here.start, after.start, "")]
    start, end = here.lead, here.end
    if last:
        blank = page.text[entries[k - 1].end : start]
        start = entries[k - 1].end if blank and not blank.strip() else start
    else:
        blank = page.text[end : entries[k + 1].lead]
        end = entries[k + 1].lead if blank and not blank.strip() else end
    return [Splice(start, end, "")]


def _in_order(page: Page, entries: list[Entry], order: list[int]) -> list[Splice]:
    """The entries in another order, each with its comments."""
    text = page.text
    first = entries[0]
    indent = " " * page.column(first.start)
    ahead = ""
    pieces = []
    for k in order:
        one = entries[k]
        piece = text[one.start : one.end] if one.compact else text[one.lead : one.end]
        if first.compact and one.compact:
            piece = indent + piece
        if not piece.endswith(("\n", "\r")):
            piece += page.line_break
        pieces.append(piece)
    if first.compact:
        new = entries[order[0]]
        ahead = text[new.lead : page.line_start(new.start)] if not new.compact else ""
        pieces[0] = pieces[0][len(ahead) + len(indent) :]
    gaps = [text[a.end : b.lead] for a, b in pairwise(entries)]
    whole = "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))
    if not text[: entries[-1].end].endswith(("\n", "\r")):
        whole = whole.removesuffix(page.line_break)
    splices = [_verbatim(first.lead, entries[-1].end, whole)]
    if ahead:
        at = page.line_start(first.start)
        column = len(text[at : first.start]) - len(text[at : first.start].lstrip(" "))
        lines = "".join(" " * column + line.strip() + "\n" for line in ahead.splitlines())
        splices.append(Splice(at, at, lines))
    return splices


def _verbatim(start: int, end: int, text: str) -> Splice:
    """A splice of text that was in the page: its breaks are as they are to be."""
    return Splice(start, end, text, verbatim=True)


def _flow_span(page: Page, one: yaml.Node | tuple[yaml.Node, yaml.Node]) -> tuple[int, int]:
    key, value = one if isinstance(one, tuple) else (one, one)
    end = value.end_mark.index
    if value.start_mark.index == end and key is not value:
        found = page.said_next(key.end_mark.index)
        end = found + 1 if page.text[found : found + 1] == ":" else key.end_mark.index
    return key.start_mark.index, end


def _out_of_brackets(page: Page, around: yaml.CollectionNode, k: int) -> list[Splice]:
    start, end = _flow_span(page, around.value[k])
    if k < len(around.value) - 1:
        comma = page.said_next(end)
        after = _flow_span(page, around.value[k + 1])[0]
        if "#" in page.text[comma + 1 : after]:
            after = comma + 1
        return [Splice(start, after, "")]
    before = _flow_span(page, around.value[k - 1])[1]
    comma = page.said_next(before)
    if "#" in page.text[comma + 1 : start]:
        return [Splice(comma, comma + 1, ""), Splice(start, end, "")]
    return [Splice(comma, end, "")]
