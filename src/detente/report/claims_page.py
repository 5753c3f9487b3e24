"""Claims as a page: what was said and by whom, the verdict, and what decides it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from detente.analysis import ClaimFinding, Claims, Count, Decider, Example, Readings, renders
from detente.model import Conflict
from detente.report.evidence_page import entry_words
from detente.report.html import as_html
from detente.report.terminal import Page, as_text

MOST_LINES = 6  # a claim, unless everything is asked for
_INDENT = 4
_MARKS = {"confirmed": "+", "refuted": "-", "depends": "~", "untestable": "?", "broken": "!"}


def show_claims(page: Page, answer: Claims, name: str = "FILE", long: bool = False) -> None:
    """Set the findings on a page: at most six lines a claim, everything with `long`."""
    page.heading(f"Claims about {answer.conflict.title}", _how_many(answer))
    if not answer.findings:
        page.line("The model makes no claims; write them under `claims:`.", indent=2)
    for finding in answer.findings:
        page.line()
        lines = claim_lines(answer.conflict, finding, _width(page))
        for k, line in enumerate(lines):
            page.line(line, style="bold" if k == 0 else "")
        if long:
            for line in _everything(answer.conflict, finding):
                page.line(line, indent=_INDENT)
    if not answer.complete:
        page.line()
        page.line("Interrupted: the claims above are those that were done.", style="bold")
    if answer.sample is not None:
        page.line()
        page.line(
            f"A sample of {answer.sample:,} readings, seed {answer.seed}: what holds in all of "
            "them need not hold in all readings.",
        )
    page.line()
    page.line("Each reading counts once; that is a convention, not a probability.", style="dim")
    if answer.findings:
        flag = "" if long else " --long"
        page.line(
            f"Next: detente claims {name}{flag} · detente claims {name} --only "
            f"{answer.findings[0].claim.id} --trace",
            style="bold",
        )


def show_verdicts(page: Page, answer: Claims) -> None:
    """The claims in one table: what was said, the verdict, the counts."""
    page.heading("What was claimed", _how_many(answer))
    rows = [
        [
            finding.claim.id,
            finding.claim.says,
            finding.verdict,
        ]
        for finding in answer.findings
    ]
    page.table([("", "left"), ("claim", "fold"), ("verdict", "left")], rows)


def claim_lines(conflict: Conflict, finding: ClaimFinding, width: int = 80) -> list[str]:
    """A claim in at most six lines: claim and voice, verdict with counts, what decides."""
    claim = finding.claim
    head = _wrapped(
        f"{_MARKS[finding.verdict]} {claim.id}: {claim.says} ({_voice(finding)})", width, 2
    )
    head = _cut(head, 2, width)
    verdict = _cut(_wrapped(_verdict_line(finding), width, _INDENT, True), 2, width)
    room = MOST_LINES - len(head) - len(verdict)
    deciding = _wrapped(_deciding_line(conflict, finding), width, _INDENT, True)
    return head + verdict + _cut(deciding, room, width)


def _width(page: Page) -> int:
    """Letters a line; a page for a notebook wraps by itself, and none of its lines is cut."""
    return min(page.width, 500)


def _how_many(answer: Claims) -> str:
    told = [
        f"{sum(one.verdict == verdict for one in answer.findings)} {word}"
        for verdict, word in (
            ("confirmed", "confirmed"),
            ("refuted", "refuted"),
            ("depends", "depending"),
            ("untestable", "untestable"),
            ("broken", "broken"),
        )
        if any(one.verdict == verdict for one in answer.findings)
    ]
    return ", ".join(told)


def _voice(finding: ClaimFinding) -> str:
    by = finding.claim.by
    match finding.claim.data.get("voice"):
        case "quote":
            return f"{by or 'somebody'}, quoted in the report; in our words"
        case "paraphrase":
            return f"{by or 'somebody'}; in our words, the report only paraphrases"
        case _:
            return by or "nobody named"


def _verdict_line(finding: ClaimFinding) -> str:
    if finding.verdict == "broken":
        first = finding.problems[0]
        more = len(finding.problems) - 1
        return f"BROKEN {first.what}; {first.mend}" + (f" ({more} more)" if more else "")
    if finding.verdict == "untestable" and not finding.counts:
        return f"UNTESTABLE {finding.reason}"
    parts = []
    for count in finding.counts:
        shown = count_words(count)
        if count.test.aside:
            shown = f"beside it {shown}"
        parts.append(shown)
    holds = "" if finding.counts[0].reason else "holds in "
    return f"{finding.verdict.upper()}: {holds}{'; '.join(parts)}"


def count_words(count: Count) -> str:
    """The count of one test: `nash 78 of 90`."""
    if count.reason:
        return f"{count.concept}: no answer ({count.reason})" if count.concept else count.reason
    concept = f" ({count.concept})" if count.concept else ""
    words = f"{count.holds:,} of {count.of:,}{concept}"
    if count.compared is not None:
        words += f" as restricted, {count.compared:,} of {count.of:,} without that"
    share = count.test.share
    if share is not None and share.at_most is not None:
        words += f", limit {float(share.at_most):.0%}"
    if share is not None and share.at_least is not None:
        words += f", at least {float(share.at_least):.0%} wanted"
    return words


def _deciding_line(conflict: Conflict, finding: ClaimFinding) -> str:
    resting = [one for one in finding.counts if not one.test.aside and not one.reason]
    if not resting:
        return str(finding.claim.data.get("note", ""))
    # The first test that does not settle the claim by itself tells most.
    count = next((one for one in resting if one.verdict == finding.verdict), resting[0])
    asked = f" ({count.concept})" if count.concept else ""
    said = count.test.says or count.test.expectation.form
    return f"{said.rstrip('.')}{asked}: {decided_words(conflict, count)}"


def decided_words(conflict: Conflict, count: Count) -> str:
    """What decides a test: exactly where it holds, or where it fails, whichever is shorter."""
    if count.of == 1:
        return "so in the one reading looked at" if count.holds else "not so in the one reading"
    if count.holds in (0, count.of):
        return f"so in {'all' if count.holds else 'none of the'} {count.of:,} readings"
    if not count.deciders:
        return f"so in {count.holds:,} of the {count.of:,} readings drawn"
    readings = count.test.readings
    groups = {side: _grouped(count, side) for side in (False, True)}
    fails = len(groups[False]) <= len(groups[True])
    if len(groups[not fails]) > MOST_GROUPS:
        return f"so in {count.holds:,} of the {count.of:,} readings, by many wishes together"
    told = [_set_words(conflict, readings, group) for group in groups[not fails]]
    where = "; or where ".join(told)
    if count.test.share is not None or count.test.compared is not None:
        return f"{'not counted' if fails else 'counted'} are the readings where {where}"
    return f"it {'fails' if fails else 'holds'} just where {where}"


MOST_PAIRED = 200  # deciders of which each is looked at with each
MOST_GROUPS = 40  # that a reader would take in
Group = tuple[tuple[str, tuple[str, ...]], ...]  # by party: alternatives, each with each


def _grouped(count: Count, side: bool) -> list[Group]:
    """The deciders of one side, those that differ in one party only drawn together."""
    groups: list[Group] = [
        tuple((party, (name,)) for party, name in one.readings.items())
        for one in count.deciders
        if one.holds == side
    ]
    merged = True
    if len(groups) > MOST_PAIRED:
        return _party_by_party(groups)
    while merged:
        merged = False
        for k, one in enumerate(groups):
            for j in range(k + 1, len(groups)):
                both = _merge(one, groups[j])
                if both is not None:
                    groups[k] = both
                    del groups[j]
                    merged = True
                    break
            if merged:
                break
    return groups


def _party_by_party(groups: list[Group]) -> list[Group]:
    """The same for many: what differs in the first party only, then in the second, and so on."""
    before = len(groups) + 1
    while len(groups) < before:
        before = len(groups)
        for party in dict.fromkeys(party for group in groups for party, _ in group):
            together: dict[Group, tuple[str, ...]] = {}
            for group in groups:
                names = dict(group).get(party, ())
                rest = tuple((one, () if one == party else others) for one, others in group)
                together[rest] = (*together.get(rest, ()), *names)
            groups = [
                tuple((one, names if one == party else others) for one, others in rest)
                for rest, names in together.items()
            ]
    return groups


def _merge(one: Group, other: Group) -> Group | None:
    if [party for party, _ in one] != [party for party, _ in other]:
        return None
    differ = [k for k in range(len(one)) if one[k] != other[k]]
    if len(differ) != 1:
        return None
    (k,) = differ
    party = one[k][0]
    return (*one[:k], (party, (*one[k][1], *other[k][1])), *one[k + 1 :])


def _set_words(conflict: Conflict, readings: Readings, group: Group) -> str:
    parts = []
    for party, names in group:
        known = readings.names[party]
        rest = tuple(name for name in known if name not in names)
        who = party_words(conflict, party)
        if rest and len(rest) < len(names) and len(rest) <= 2:
            parts.append(f"{who} is not at {_or([f'‘{name}’' for name in rest])}")
        else:
            shown = [f"‘{name}’" for name in known if name in names]
            parts.append(f"{who} is at {_or(shown)}")
    return " and ".join(parts)


def party_words(conflict: Conflict, party: str) -> str:
    """A party by its title, as it stands within a sentence."""
    words = conflict.party(party).words
    return f"the {words[4:]}" if words.startswith("The ") else words


KINDS = {
    "moves": "moves",
    "improvements": "improvements",
    "best": "best moves",
    "undeterred": "undeterred moves",
}


def _or(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} or {parts[-1]}"


def _everything(conflict: Conflict, finding: ClaimFinding) -> Iterable[str]:
    if note := finding.claim.data.get("note"):
        yield f"Note: {note}"
    for entry in finding.claim.evidence:
        yield entry_words(conflict.evidence[entry])
    for count in finding.counts:
        asked = f", {count.concept}" if count.concept else ""
        aside = ", beside the claim" if count.test.aside else ""
        yield ""
        said = count.test.says or count.test.expectation.form
        yield f"Test {count.test.number}{asked}{aside}: {said}"
        if count.reason:
            yield f"  no answer: {count.reason}"
            continue
        yield f"  {count.verdict}: {count_words(count)}; {decided_words(conflict, count)}"
        for decider in count.deciders if 0 < count.holds < count.of else ():
            yield f"  {decider_words(conflict, decider)}"
        for example in count.examples:
            yield from (f"  {line}" for line in example_lines(conflict, example))
    if finding.jointly is not None:
        yield ""
        yield f"All tests together: {finding.jointly.holds:,} of {finding.jointly.of:,}"


def decider_words(conflict: Conflict, decider: Decider) -> str:
    """One smallest set that decides."""
    told = " and ".join(
        f"{party_words(conflict, party)} at ‘{name}’" for party, name in decider.readings.items()
    )
    return f"{'holds' if decider.holds else 'fails'} whenever {told}"


def example_lines(conflict: Conflict, example: Example) -> list[str]:
    """A reading and a state that show one side, with the reasons."""
    reading = ", ".join(
        f"{party_words(conflict, party)} at ‘{name}’" for party, name in example.reading.items()
    )
    lines = [
        f"For example it {'holds' if example.holds else 'fails'} with {reading or 'all at base'}:"
    ]
    if example.path is not None and example.path.steps:
        steps = " → ".join(
            f"{party_words(conflict, step.by)} to {step.to}" for step in example.path.steps
        )
        gains = KINDS[example.kind or "moves"]
        lines.append(f"  by {gains} from {example.path.start}: {steps}")
    elif example.path is not None:
        lines.append(f"  {example.path.start} is there already")
    elif example.state is None and example.looked is not None:
        lines.append(f"  {_nothing(example)}")
    if example.state is not None and not example.whys:
        lines.append(f"  {example.state!r}")
    reasons = [one for one in example.whys if one.words]
    quiet = [one for one in reasons if one.stable and one.why.get("kind") == "no_improvement"]
    for one in reasons:
        if one not in quiet:
            lines.extend(f"  {sentence}" for sentence in one.words[:4])
            if len(one.words) > 4:
                lines.append(f"  and {len(one.words) - 4} more improvements, each answered")
    if quiet:
        who = _or([party_words(conflict, one.party) for one in quiet])
        lines.append(f"  At {quiet[0].state!r} no move of its own would better {who}.")
    return lines


def _nothing(example: Example) -> str:
    looked = f"{example.looked:,}"
    match example.form:
        case "path" | "no path":
            return f"{example.kind} lead to {looked} states from there, none of them meant"
        case "broken":
            return f"none of the {looked} states is an equilibrium in the class"
        case "blocked":
            return "no moves at all lead there"
        case "least change":
            return "no such change of wishes makes one of its states hold"
        case "must end":
            return "nowhere" if example.looked == 0 else f"states where improvements end: {looked}"
        case "improvement" | "no improvement":
            return f"in none of the {looked} states looked at is there such an improvement"
        case "only equilibria":
            return f"none of the {looked} states is an equilibrium at all"
        case _:
            return "no state is in the class"


def _wrapped(text: str, width: int, indent: int, first: bool = False) -> list[str]:
    if not text:
        return []
    space = " " * indent
    return textwrap.wrap(
        text,
        width,
        initial_indent=space if first else "",
        subsequent_indent=space,
        break_long_words=True,
    )


def _cut(lines: list[str], most: int, width: int) -> list[str]:
    """At most so many lines; where some are cut the last one says so."""
    if len(lines) <= most:
        return lines
    if most < 1:
        return []
    kept, end = lines[:most], " … (--long)"
    kept[-1] = kept[-1][: width - len(end)].rstrip() + end
    return kept


@renders(Claims, "text")
def claims_text(answer: Claims) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_claims(page, answer))


@renders(ClaimFinding, "text")
def finding_text(finding: ClaimFinding) -> str:
    """One finding: claim, verdict and counts."""
    return "\n".join([f"{finding.claim.id}: {finding.claim.says}", _verdict_line(finding)])


@renders(Claims, "html")
def claims_html(answer: Claims) -> str:
    """The same page for a notebook."""
    from detente.report.pictures.claim_grid import claim_grid

    return as_html(lambda page: show_claims(page, answer), claim_grid(answer))
