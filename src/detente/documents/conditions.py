"""What somebody makes a condition: "only if X does …", "ruled out talks before X does …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.asked import subject_and_act
from detente.documents.clauses import Actors, ask_end
from detente.documents.drafts import Draft, ProposalPatterns
from detente.documents.page import Page, Sentence

_ONLY_IF = re.compile(
    r"\b(?:would|will)\s+(?!be\b)(?:[\w'’-]+\s+){1,12}?"
    r"only\s+(?:if|when|once|after)\s+"
)
_REFUSED = re.compile(
    r"\b(?:rul(?:ed|es|ing)\s+out|refus(?:ed|es|ing)|declin(?:ed|es|ing)|reject(?:ed|s|ing)"
    r"|(?:will|would|shall)\s+not|won't|wouldn't|cannot)\s+(?:[\w'’-]+\s+){1,10}?"
    r"(?:before|until|unless)\s+"
)
_DEPENDS = re.compile(
    r"\b(?:condition(?:ed|s|ing)\s+(?:[\w'’-]+\s+){1,8}?"
    r"|ma(?:de|kes?|king)\s+(?:[\w'’-]+\s+){1,8}?(?:conditional|depend(?:ent)?)\s+)(?:up)?on\s+"
    r"(?=(?:the|a|an|its|their|his|her|prior|full|complete)\s)"
)
_AND_IF = re.compile(r",?\s+and\s+(?:only\s+)?(?:if|when|once)\s+")
_INDEFINITE = re.compile(r"(?:it|we|i|he|she|you|that|this|there)\b", re.IGNORECASE)


def conditions(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """The clauses that somebody makes a condition, with their subject."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for pattern in (_ONLY_IF, _REFUSED):
        for match in pattern.finditer(flat, begin, limit):
            quote = actors.quote_at(match.start())
            if quote is not None and quote.kind != "turn":
                continue  # "We will sign only if …" says how things are: a claim
            at = match.end()
            for _ in range(3):
                if _INDEFINITE.match(flat, at):
                    break
                act, whom = subject_and_act(page, actors, sentence, at) or (0, ())
                end = ask_end(flat, max(at, act), limit)
                also = _AND_IF.search(flat, at, min(limit, end + 12))
                end = also.start() if also and also.start() <= end else end
                if len(flat[at:end].split()) < 4:
                    break
                yield Draft(
                    at,
                    end,
                    "proposals.condition",
                    0.82,
                    "demand",
                    (),
                    whom,
                    match.start(),
                    act=act,
                )
                further = _AND_IF.match(flat, end, limit)
                if further is None:
                    break
                at = further.end()
    for match in _DEPENDS.finditer(flat, begin, limit):
        end = ask_end(flat, match.end(), limit)
        yield Draft(match.end(), end, "proposals.condition", 0.72, "demand", (), at=match.start())
