"""How sure answers are, as a page: shares, what drives them, and what would turn them."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis import Answer, Driver, Robust, Share, renders
from detente.model import semantics_of
from detente.report.html import as_html
from detente.report.next_step import margin_command, robust_command
from detente.report.numbers import count
from detente.report.terminal import Page, as_text

_DRIVERS = 3
_DECIDERS = 4
_NAME = 16  # characters of an outcome's words beside which columns have to fit


def show_robust(page: Page, answer: Robust, name: str = "FILE", long: bool = False) -> None:
    """Set the answer on a page; `long` tells every outcome in full."""
    how = "all that there are" if answer.complete else f"drawn with seed {answer.seed}"
    page.heading(
        f"How sure: '{answer.conflict.title}'", f"{count(answer.readings, 'reading')}, {how}"
    )
    page.line(_varied(answer), indent=2)
    if answer.size == 1:
        page.line(
            "Nothing varies: write `alternatives:` or `uncertain:` into the file, or ask for "
            "`--edits 1`.",
            indent=2,
        )
    page.line()
    _shares(page, answer)
    page.line(
        "Share of the readings in which some equilibrium is in the outcome"
        + ("" if answer.complete else ", with 95% certainty")
        + "; * holds as the model stands.",
        indent=2,
        style="dim",
    )
    for concept, reason in answer.not_defined.items():
        page.line(f"{concept} is left out: {reason}.", indent=2)
    if answer.experimental:
        page.line(f"{', '.join(answer.experimental)}: experimental, may change.", indent=2)
    for key, one in answer.answers.items():
        if long or key in answer.near:
            _show_answer(page, answer, one)
    page.line()
    near = (key for key in answer.near if key in answer.answers and ":" not in key[1])
    first = next((answer.answers[key] for key in near), None)
    if first is not None:
        said = margin_command(name, first.of, first.concept, answer.assumptions)
    else:
        said = robust_command(name, answer.classes[0], answer.assumptions)
    page.line(f"Next: {said}", style="bold")


def _shares(page: Page, answer: Robust) -> None:
    """The shares by outcome: of the plain concepts, then in a block of its own a semantics."""
    groups: dict[str, list[str]] = {}
    for one in answer.concepts:
        groups.setdefault(one.rpartition(":")[0], []).append(one)
    first = True
    for id, concepts in groups.items():
        for number, block in enumerate(_blocks(page, answer, concepts)):
            if not first:
                page.line()
            first = False
            semantics = semantics_of(id) if id else None
            if semantics is not None and not number:
                page.line(f"{semantics.id}: {semantics.sentence}", indent=2)
            page.table(
                [("outcome", "fold"), *((one.rpartition(":")[2], "right") for one in block)],
                [
                    [_words(answer, name), *(_cell(answer, name, one) for one in block)]
                    for name in answer.classes
                ],
            )


def _blocks(page: Page, answer: Robust, concepts: list[str]) -> Iterator[list[str]]:
    """The concepts that stand beside each other, so that nothing is cut; one at least."""
    longest = max(len("outcome"), *(len(_words(answer, name)) for name in answer.classes))
    room = page.width - 2 - min(longest, _NAME)
    block, used = list[str](), 0
    for one in concepts:
        cells = (len(_cell(answer, name, one)) for name in answer.classes)
        need = 2 + max(len(one.rpartition(":")[2]), *cells)
        if block and used + need > room:
            yield block
            block, used = [], 0
        block.append(one)
        used += need
    yield block


def _varied(answer: Robust) -> str:
    """What varies, in one sentence."""
    varied = answer.varied
    parts = [
        f"{_party(answer, party)} read in {len(names)} ways"
        for party, names in varied["across"].items()
    ]
    parts += [
        f"the list of {_party(answer, party)} in {orders:,} orders"
        for party, orders in varied["orders"].items()
        if orders > 1
    ]
    if varied["edits"]:
        kinds = " or ".join(varied["kinds"])
        parts.append(f"lists up to {count(varied['edits'], 'edit')} away ({kinds})")
    if varied["perturb"]:
        parts.append(f"weights and payoffs off by up to {float(varied['perturb']):.0%}")
    parts += [f"{one} each way" for one in varied["vary"]]
    read = [f"{_party(answer, party)} at '{name}'" for party, name in varied["read_as"].items()]
    stands = f" All have {' and '.join(read)}." if read else ""
    if not parts:
        return f"One reading: {_listed(read)}." if read else "One reading: the model as it stands."
    size = f"{answer.size:,}" if answer.size < 10**15 else f"about {answer.size:.0e}"
    return (
        f"{_listed(parts)}: {size} combinations, which count alike. That is a convention, "
        f"not a probability.{stands}"
    )


def _listed(parts: list[str]) -> str:
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return text[0].upper() + text[1:]


def _words(answer: Robust, name: str) -> str:
    outcomes = answer.conflict.outcomes
    return outcomes[name].words if name in outcomes else name


def _cell(answer: Robust, name: str, concept: str) -> str:
    one = answer.answers[name, concept]
    return f"{_percent(one.share)}{'*' if one.base else ' '}"


def _percent(share: Share) -> str:
    if share.interval is not None:
        low, high = share.interval
        return f"{100 * low:.0f}–{100 * high:.0f}%"
    if 0 < share.share < 0.01:
        return "<1%"
    if 0.99 < share.share < 1:
        return ">99%"
    return f"{share.share:.0%}"


def _show_answer(page: Page, answer: Robust, one: Answer) -> None:
    now = "holds" if one.base else "does not hold"
    page.line()
    page.heading(f"'{_words(answer, one.of)}' under {one.concept}", f"{now} as the model stands")
    total = "all" if answer.complete else "the"
    if one.share.of == 1:
        page.line("There is one reading, so nothing drives it.", indent=2)
    elif one.constant:
        never = "holds in" if one.share.holds else "holds in none of"
        page.line(
            f"Constant: it {never} {total if one.share.holds else 'the'} "
            f"{count(one.share.of, 'reading')} looked at; nothing that varies drives it.",
            indent=2,
        )
    else:
        page.line(
            f"It holds in {one.share.holds:,} of {count(one.share.of, 'reading')} "
            f"({_percent(one.share)}).",
            indent=2,
        )
    for driver in one.drivers[:_DRIVERS]:
        page.line(_driver(answer, driver), indent=2)
    settled = [d for d in one.deciders if len(d.readings) == 1] or list(one.deciders)
    for decider in settled[:_DECIDERS]:
        wants = " and ".join(
            f"{_party(answer, party)} at '{name}'" for party, name in decider.readings.items()
        )
        does = "holds" if decider.holds else "does not hold"
        page.line(f"Settled: with {wants} it {does}, whatever the others want.", indent=2)
    if len(one.deciders) > len(settled[:_DECIDERS]):
        more = len(one.deciders) - len(settled[:_DECIDERS])
        page.line(f"{more:,} more sets of alternatives settle it.", indent=2)
    _margin(page, answer, one)
    if one.margin is not None and answer.weighed:
        turning = [h for h in answer.hangs if (one.of, one.concept) in h.turned]
        for hang in turning:
            rests = "; ".join(f"'{support.text}'" for support in hang.dropped)
            page.line(
                f"It hangs on '{hang.entry}': without what cites it ({rests}) it would be "
                "otherwise.",
                indent=2,
            )
        if not turning:
            cited = count(len(answer.hangs), "cited entry")
            page.line(f"It hangs on no single one of the {cited} of the evidence.", indent=2)


def _driver(answer: Robust, driver: Driver) -> str:
    what = _what(answer, driver)
    if not driver.explains:
        where = "by itself" if answer.complete else "in this sample"
        return f"{what} makes no difference to the share {where}."
    by = sorted(driver.shares.items(), key=lambda pair: pair[1].share)
    low, high = by[0], by[-1]
    ends = f"from {_percent(low[1])} ({low[0]}) to {_percent(high[1])} ({high[0]})."
    if not answer.complete and _may_be_chance(low[1], high[1]):
        # Among few drawn readings something always seems to drive: no figure may look like a find.
        return f"{what} may make a difference; the sample is too small to tell: {ends}"
    sampled = "" if answer.complete else " in this sample"
    return f"{what} explains {_part(driver.explains)} of the difference{sampled}: {ends}"


def _may_be_chance(low: Share, high: Share) -> bool:
    """Whether what two drawn shares could be overlaps."""
    if low.interval is None or high.interval is None:
        return False
    return low.interval[1] >= high.interval[0]


def _party(answer: Robust, name: str) -> str:
    """The party in the middle of a sentence."""
    words = answer.conflict.party(name).words
    return f"the {words[4:]}" if words.startswith("The ") else words


def _what(answer: Robust, driver: Driver) -> str:
    """What varies, as the subject of a sentence."""
    dimension = driver.dimension
    if not dimension.party:
        return f"The setting {dimension.what}"
    party = _party(answer, dimension.party)
    match dimension.kind:
        case "reading":
            return f"How {party} is read"
        case "list":
            return f"Whether the list of {party} is edited"
        case "order":
            return f"For {party}, which stands first, {dimension.what},"
        case _:
            return f"For {party}, the {dimension.what}"


def _part(share: float) -> str:
    return "all" if share == 1 else "under 1%" if share < 0.01 else f"{share:.0%}"


def _margin(page: Page, answer: Robust, one: Answer) -> None:
    found = one.margin
    if found is None:
        return
    if found.stopped:
        page.line("No party has a list to edit, so that no margin is known.", indent=2)
        return
    near = found.neighbours
    flips = (
        f"{near.flips:,} of {count(near.count, 'reading')} one edit away "
        f"({' or '.join(near.kinds)}) {'turns' if near.flips == 1 else 'turn'} it"
    )
    if found.margin is None:
        page.line(f"Margin: more than {found.lower_bound - 1}; {flips}.", indent=2)
        return
    changes = count(found.count, "change")
    page.line(f"Margin: {found.margin}, by any of {changes}; {flips}.", indent=2)


@renders(Robust, "text")
def robust_text(answer: Robust) -> str:
    """The answer as plain text, 80 wide."""
    return as_text(lambda page: show_robust(page, answer))


@renders(Robust, "html")
def robust_html(answer: Robust) -> str:
    """The same page for a notebook."""
    return as_html(lambda page: show_robust(page, answer))
