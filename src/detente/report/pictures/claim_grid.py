"""The claim grid: a row a claim with its verdict, a cell for each test and concept."""

from __future__ import annotations

from detente.analysis import ClaimFinding, Claims, Count
from detente.report.pictures.drawing import Picture, Sketch
from detente.report.pictures.legend import MARGIN, heading
from detente.report.pictures.letters import cut, width_of, wrapped

_ROWS, _CELLS = 40, 12
_CELL, _VERDICT, _SAYS = 56.0, 118.0, 330.0
_ROLES = {"confirmed": "good", "refuted": "bad", "depends": "open"}
_SIGNS = {"confirmed": "✓", "refuted": "✗", "depends": "~", "untestable": "?", "broken": "!"}


def claim_grid(answer: Claims) -> Picture:
    """The grid of the first 40 claims."""
    findings = answer.findings[:_ROWS]
    title = f"Claims: {answer.conflict.title}"
    note = (
        "A cell is a test, by its number, under a concept: in how many of how many readings it "
        "holds. "
        "✓ confirmed, ✗ refuted, ~ depends on the reading, ? cannot be tested."
    )
    sketch = Sketch()
    cells = max([min(len(one.counts), _CELLS) for one in findings], default=0)
    names = min(110.0, max([width_of(one.claim.id, 13, True) for one in findings], default=0) + 12)
    room = names + _SAYS + _VERDICT + cells * _CELL
    y = heading(sketch, title, note, max(room, 520.0)) + 6
    told = []
    for one in findings:
        y = _row(sketch, one, y, names, room)
        told.append(_told(one))
    if not findings:
        sketch.words(MARGIN, y + 16, "The model makes no claims.", "soft", 13)
    if len(answer.findings) > len(findings):
        words = f"and {len(answer.findings) - len(findings)} more claims"
        sketch.words(MARGIN, y + 18, words, "soft", 12)
    return sketch.picture("claims", title, f"{note} {' '.join(told)}")


def _row(sketch: Sketch, one: ClaimFinding, y: float, names: float, room: float) -> float:
    lines = wrapped(one.claim.says, _SAYS - 14, 12, 3)
    high = max(len(lines) * 16 + 12, 44.0)
    sketch.line([(MARGIN, y), (MARGIN + room, y)])
    name = cut(one.claim.id, names - 8, 13, True)
    sketch.words(MARGIN, y + 19, name, size=13, bold=True)
    for k, line in enumerate(lines):
        sketch.words(MARGIN + names, y + 18 + 16 * k, line, size=12)
    x = MARGIN + names + _SAYS
    role = _ROLES.get(one.verdict, "soft")
    sketch.box(x, y + 7, _VERDICT - 14, 24, "", role, 2, 5)
    words = f"{_SIGNS[one.verdict]} {one.verdict}"
    sketch.words(x + (_VERDICT - 14) / 2, y + 23, words, role, 12, "middle", bold=True)
    x += _VERDICT
    for k, count in enumerate(one.counts[:_CELLS]):
        left = x + k * _CELL
        share = count.holds / count.of if count.of else 0.0
        wide = _CELL - 6
        sketch.box(left, y + 7, wide, 14, "band", "line", 1, 2)
        if share:
            sketch.box(left, y + 7, wide * share, 14, _ROLES.get(count.verdict, "soft"), "", 1, 2)
        told = _test(one, count)
        sketch.words(left + wide / 2, y + 33, cut(told, wide, 10), "soft", 10, "middle")
        numbers = f"{count.holds:,}/{count.of:,}" if count.of else "–"
        sketch.words(left + wide / 2, y + 44, cut(numbers, wide + 4, 10), size=10, anchor="middle")
    if len(one.counts) > _CELLS:
        more = f"+{len(one.counts) - _CELLS}"
        sketch.words(x + _CELLS * _CELL, y + 20, more, "soft", 11)
    return y + high + 6


def _test(one: ClaimFinding, count: Count) -> str:
    """A test under a concept, in few letters: its number only where there are several."""
    several = len({each.test.number for each in one.counts}) > 1
    number = str(count.test.number) if several else ""
    return f"{number} {count.concept or ''}".strip() or "test"


def _told(one: ClaimFinding) -> str:
    tests = [f"{_test(one, c)} {c.holds} of {c.of}" for c in one.counts]
    return f"{one.claim.id}, {one.verdict}: {one.claim.says} ({'; '.join(tests) or 'no test'})."
