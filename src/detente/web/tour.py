"""The tour: five minutes on Korea, from the sentence in the report to its verdict and back.

Each step is a page of the workbench as it is, with a few words above it; its address says which.
"""

from __future__ import annotations

from urllib.parse import urlencode

from detente.values import dataclass

CASE = "korea-medium"


@dataclass(frozen=True)
class Step:
    """A step: the page and what it is asked, its heading, and what to look at there."""

    page: str
    query: tuple[tuple[str, str], ...]
    title: str
    words: str

    def address(self, word: str, number: int) -> str:
        """The address of the step in a project; `number` from 1."""
        page, hash_, place = self.page.partition("#")
        return f"/p/{word}/{page}?{urlencode([*self.query, ('tour', str(number))])}{hash_}{place}"


STEPS: tuple[Step, ...] = (
    Step(
        "evidence#e-art-c2",
        (),
        "A sentence in a report",
        "A report of September 2017 quotes a president: the North should not be cornered. Each "
        "fact of the model stands here with the document that says it, and with all that cites it.",
    ),
    Step(
        "q/claims",
        (("only", "c2"), ("ask", "1")),
        "The sentence as a claim",
        "A claim is put to the test under every reading of what the parties want. It holds in some "
        "and not in others: the page names those that decide it.",
    ),
    Step(
        "wishes",
        (("party", "DPRK"),),
        "What a reading is",
        "A party's wishes, the most important first; other readings of it are the tabs. Below "
        "stands the ranking of all states that follows from them.",
    ),
    Step(
        "verdicts",
        (),
        "What would hold",
        "Each column is a state. Pick one: the panel says who would leave it, what the others "
        "would answer, and which wish decides.",
    ),
    Step(
        "q/evolve",
        (("to", "double freeze"), ("ask", "1")),
        "Who stands in the way",
        "From today to a double freeze. Go along the least resisted way step by step, and see what "
        "each party gains and loses.",
    ),
    Step(
        "q/what_if",
        (
            ("edits", "DPRK: drop 2"),
            ("edits", "USA: replace 2 by not USA.thaad"),
            ("concepts", "nash"),
            ("ask", "1"),
        ),
        "What would have to change",
        "Two wishes are otherwise, and another outcome holds: the marked numbers. Click more of "
        "the matrix to ask further; nothing of it is kept.",
    ),
    Step(
        "q/trace",
        (("claim", "c2"), ("ask", "1")),
        "And back",
        "From the verdict back to every statement, rule and document that it hangs on, and so to "
        "the sentence with which this began.",
    ),
    Step(
        "handover",
        (("report", "brief"),),
        "To hand it over",
        "The brief says all this on a page, and carries the model: others can run it again.",
    ),
)


@dataclass(frozen=True)
class Bar:
    """What stands above a page on the tour; back and next are empty at its ends."""

    number: int
    of: int
    step: Step
    back: str
    next: str


def bar(word: str, asked: str) -> Bar | None:
    """The bar of the step that an address names; None off the tour."""
    if asked not in {str(k) for k in range(1, len(STEPS) + 1)}:
        return None
    number = int(asked)
    back = STEPS[number - 2].address(word, number - 1) if number > 1 else ""
    after = STEPS[number].address(word, number + 1) if number < len(STEPS) else ""
    return Bar(number, len(STEPS), STEPS[number - 1], back, after)
