"""The ledger, the way back and the weight of an entry as pages."""

from __future__ import annotations

from detente.analysis import Change, Ledger, Support, Trace, Weight, renders, support_name
from detente.model import Conflict, Evidence
from detente.problems import Problem
from detente.report.html import as_html
from detente.report.numbers import count
from detente.report.terminal import Page, as_text

_MOST = 5  # of a kind of warning, unless everything is asked for


def place_words(entry: Evidence) -> str:
    """Where an entry comes from: document and offsets, or title and publisher."""
    source = entry.source
    if "document" in source:
        where = f"document {str(source['document']).removeprefix('sha256:')[:12]}…"
        if "from" in source:
            where += f", {source['from']} to {source.get('to')}"
        return where
    named = [str(source[key]) for key in ("title", "publisher", "url") if key in source]
    return ", ".join(named) or "no source"


def entry_words(entry: Evidence) -> str:
    """An entry in a line: day, what it says, where it comes from, how sure."""
    day = f"{entry.date} " if entry.date else ""
    sure = f", {entry.confidence} confidence" if entry.confidence else ""
    return f"{entry.id}: {day}{entry.says} ({place_words(entry)}{sure})"


def show_ledger(page: Page, answer: Ledger, name: str = "FILE") -> None:
    """The entries, each with what cites it."""
    page.heading(f"Evidence of {answer.conflict.title}", count(len(answer.entries), "entry"))
    for row in answer.entries:
        page.line(entry_words(row.entry), indent=2)
        shows = f"shows {'; '.join(row.entry.supports)}" if row.entry.supports else ""
        cited = f"cited by {', '.join(row.used_by)}" if row.used_by else "cited by nothing"
        page.line("; ".join(part for part in (shows, cited) if part), indent=6, style="dim")
    page.line()
    page.line(f"Next: detente evidence check {name}", style="bold")


def show_evidence_check(page: Page, answer: Ledger, name: str = "FILE", long: bool = False) -> None:
    """What is wrong with the ledger, and what should be looked at."""
    page.heading(f"Evidence of {answer.conflict.title}", count(len(answer.entries), "entry"))
    if not answer.errors and not answer.warnings:
        page.line("Nothing looks wrong.", indent=2)
    for problem in answer.errors:
        page.line(str(problem), indent=2, style="bold")
    for code in dict.fromkeys(one.code for one in answer.warnings):
        own = [one for one in answer.warnings if one.code == code]
        page.line(_KINDS.get(code, code) + f": {len(own)}", indent=2)
        for problem in own if long else own[:_MOST]:
            page.line(_short(problem), indent=4)
        if len(own) > _MOST and not long:
            page.line(f"and {len(own) - _MOST} more (--long)", indent=4, style="dim")
    if not answer.looked_at and _points(answer.conflict):
        page.line(
            "No document was given, so places in documents were not looked at (--document).",
            indent=2,
            style="dim",
        )
    page.line()
    page.line(f"Next: detente evidence hangs {name} ENTRY", style="bold")


_KINDS = {
    "W-UNCITED": "statements without evidence",
    "W-EVIDENCE": "entries that nothing uses",
    "W-LATE": "base statements resting on what was not yet known",
    "W-CONTRADICTION": "entries that contradict each other, or the status quo",
    "W-DOCUMENT": "entries whose document is not at hand, or has changed",
    "W-BOILERPLATE": "entries that cite what is not the report",
}


def _short(problem: Problem) -> str:
    place = f"line {problem.line}: " if problem.line else ""
    return f"{place}{problem.what}; {problem.mend}"


def _points(conflict: Conflict) -> bool:
    return any("document" in one.source for one in conflict.evidence.values())


def show_trace(page: Page, answer: Trace, name: str = "FILE", long: bool = False) -> None:
    """What a verdict hangs on, down to the documents."""
    claim = answer.finding.claim
    page.heading(f"What {claim.id} hangs on", f"{answer.finding.verdict}: {claim.says}")
    weighed = [change for change in answer.changes if change is not None]
    if weighed:
        page.line(
            f"Worked out again without each of {len(weighed)} statements and rules; without these "
            "it comes out otherwise:"
            if len(weighed) > 1
            else "Worked out again without its one statement or rule; without this it comes out "
            "otherwise:",
            indent=2,
        )
        for support, change in answer.hangs_on:
            _support(page, answer.conflict, support, change)
        if not answer.hangs_on:
            page.line("none; it stands without any single one of them.", indent=4)
        rest = [
            s
            for s, c in zip(answer.supports, answer.changes, strict=True)
            if c is not None and not c.matters
        ]
        told = "1 other changes" if len(rest) == 1 else f"{len(rest)} others change"
        page.line(f"{told} nothing alone.", indent=2, style="dim")
        for support in rest if long else ():
            page.line(_support_words(support), indent=4, style="dim")
    else:
        page.line("It rests on these (--weigh works out which of them matter):", indent=2)
        for support in answer.supports:
            _support(page, answer.conflict, support, None)
    if claim.evidence:
        page.line()
        page.heading("Where it was claimed")
        for entry in claim.evidence:
            page.line(entry_words(answer.conflict.evidence[entry]), indent=2)
    if answer.evidence:
        page.line()
        page.heading("The evidence behind it")
        for one in answer.evidence:
            page.line(entry_words(one), indent=2)


def show_weight(page: Page, answer: Weight, name: str = "FILE") -> None:
    """What hangs on an evidence entry."""
    page.heading(f"What hangs on {answer.entry.id}")
    page.line(entry_words(answer.entry), indent=2)
    page.line()
    if not answer.dropped:
        page.line("No statement and no rule rests on it.", indent=2)
    else:
        page.line(f"Were it wrong, {len(answer.dropped)} would lose their ground:", indent=2)
    for support in answer.dropped:
        more = len(support.evidence) - 1
        also = f" (and {more} more)" if more else " (alone)"
        page.line(f"{_support_words(support)}{also}", indent=4)
    if answer.cited_by:
        page.line(f"It is cited by {', '.join(answer.cited_by)} as well.", indent=2)
    page.line()
    hanging = [change for change in answer.changes if change.matters]
    if not hanging:
        page.line("No claim would come out otherwise without them.", indent=2)
    for change in hanging:
        page.line(_change_words(change), indent=2)


def _support(page: Page, conflict: Conflict, support: Support, change: Change | None) -> None:
    page.line(_support_words(support), indent=4)
    if change is not None:
        page.line(f"without it: {_change_words(change)}", indent=6)
    if support.evidence:
        page.line(f"evidence: {', '.join(support.evidence)}", indent=6, style="dim")


def _support_words(support: Support) -> str:
    line = f", line {support.line}" if support.line else ""
    because = f" ({support.because})" if support.because else ""
    return f"{support_name(support)}{line}: {support.text}{because}"


def _change_words(change: Change) -> str:
    parts = [
        f"test {test}{f' ({concept})' if concept else ''} {was} → {now} of {of}"
        for test, concept, was, now, of in change.counts
    ]
    verdict = (
        f"{change.claim} is {change.after} instead of {change.before}"
        if change.before != change.after
        else f"{change.claim} stays {change.after}"
    )
    return f"{verdict}; {', '.join(parts)}" if parts else verdict


@renders(Ledger, "text")
def ledger_text(answer: Ledger) -> str:
    """The check of the ledger as plain text, 80 wide."""
    return as_text(lambda page: show_evidence_check(page, answer))


@renders(Trace, "text")
def trace_text(answer: Trace) -> str:
    """The way back as plain text, 80 wide."""
    return as_text(lambda page: show_trace(page, answer))


@renders(Weight, "text")
def weight_text(answer: Weight) -> str:
    """What hangs on an entry as plain text, 80 wide."""
    return as_text(lambda page: show_weight(page, answer))


@renders(Ledger, "html")
def ledger_html(answer: Ledger) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_evidence_check(page, answer))


@renders(Trace, "html")
def trace_html(answer: Trace) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_trace(page, answer))


@renders(Weight, "html")
def weight_html(answer: Weight) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_weight(page, answer))
