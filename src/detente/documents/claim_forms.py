"""The forms in which somebody says how a conflict works: "X alone will not …", "only if …".

The forms are data (`claims.tsv` of each language); what tells an effect from a plan is here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from detente.documents.late import late
from detente.documents.tokens import words_of_text
from detente.values import dataclass

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of claim: what it says of the world, and in whose voice it counts.

    voices  letters: "q" in a quote, "r" in reported speech, "a" in the author's own words.
    bare    its subject is a thing without an article, so that no name may stand there.
    order   it begins with "Don't …", which must open a sentence.
    has     letters one of which the clause must hold; () where that tells nothing.
    """

    modality: str
    pattern: re.Pattern[str]
    voices: str
    bare: bool = False
    order: bool = False
    has: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimForms:
    """The forms of a language, in the order in which they are tried.

    denied  what no clause of a claim looks like: pledges, polite words, fragments.
    thing   a subject that stands for any thing of its kind: "a panel", "duties".
    """

    forms: tuple[Form, ...]
    denied: re.Pattern[str]
    thing: re.Pattern[str]


@cache
def claim_forms(language: str) -> ClaimForms:
    """Read the claim forms of `language`."""
    pieces: dict[str, str] = {}
    found: list[Form] = []
    denied: list[str] = []

    def whole(pattern: str) -> str:
        for name, piece in pieces.items():
            pattern = pattern.replace(f"{{{name}}}", piece)
        return pattern

    for line in (_DATA / language / "claims.tsv").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        named = re.match(r"([A-Z]+) = (.*)", line)
        if named:
            pieces[named.group(1)] = whole(named.group(2))
            continue
        modality, voices, flags, pattern = line.split("|", 3)
        if modality == "denied":
            denied.append(whole(pattern))
            continue
        compiled = late(whole(pattern), re.IGNORECASE)
        has = next((each[4:] for each in flags.split() if each.startswith("has:")), "")
        needed = tuple(has.split(",")) if has else ()
        found.append(Form(modality, compiled, voices, "bare" in flags, "order" in flags, needed))
    return ClaimForms(
        tuple(found),
        late("|".join(denied), re.IGNORECASE),
        late(whole(r"(?:{GENERIC}|{BARE})\b"), re.IGNORECASE),
    )


_CAUSES = late(
    r"^(?:[\"“'‘]\s*)?(?P<subject>(?!(?:i|we|he|she|they|you|it|there|who|that|which"
    r"|this\s+(?:week|month))\b)[^,;]{3,80}?)\s+(?P<will>will|would|could|can)\s+"
    r"(?:only\s+|also\s+|just\s+|simply\s+|soon\s+|then\s+)?(?P<verb>[a-z]+)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_NO_SUBJECT = late(
    r"\b(?:who|which|has|have|had|is|are|was|were|been|told|said|i|we|they|he|she|will|would|not)\b",
    re.IGNORECASE,
)
_PLANS = words_of_text(
    """
    meet visit travel resume begin start continue take attend sign vote hold see hear come return
    report convene host present publish announce receive send speak discuss decide open arrive
    reconvene leave remain run last stay
    """
)
_BE_DONE = late(
    r"\s+(?:been\s+)?(?:\w+ly\s+)?\w+(?:ed|held|en|set|sent|met|born|here|there|hold)\b"
    r"|\s+(?:here|there|in|on|at|back|with|by)\b"
)


def causes(clause: str, language: str) -> str:
    """The modality of "X will do …" where it tells an effect, and no plan; else ""."""
    found = _CAUSES.match(clause)
    if found is None or _NO_SUBJECT.search(found.group("subject")):
        return ""
    will, verb, rest = found.group("will").lower(), found.group("verb").lower(), found.group("rest")
    if will == "can" and not claim_forms(language).thing.match(found.group("subject")):
        return ""
    if verb in _PLANS or (verb in {"not", "never", "have"} and not re.match(r"\s+to\b", rest)):
        return ""
    if verb == "be" and _BE_DONE.match(rest):
        return ""
    return "will" if will in {"will", "would"} else "possible"


def subject_of(clause: str) -> str:
    """The words before a will, would, could or can; "" where there are none."""
    found = _CAUSES.match(clause)
    return found.group("subject") if found else ""


def modality_of(clause: str, voice: str, language: str, *, named: bool, capital: bool) -> str:
    """The modality of a clause that has a form of claim in this voice ("q", "r", "a"); else "".

    named    the clause begins with the name of an actor.
    capital  it begins with a capital letter.
    """
    known = claim_forms(language)
    small = clause.lower()
    for form in known.forms:
        if voice not in form.voices or (form.bare and named) or (form.order and not capital):
            continue
        if form.has and not any(each in small for each in form.has):
            continue
        if form.pattern.search(clause):
            return "" if known.denied.search(clause) else form.modality
    return ""
