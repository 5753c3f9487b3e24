"""The papers that a finding rests on: the model, its concepts one by one, and the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from detente.analysis.papers import keys_in, papers
from detente.analysis.question_checks import bad
from detente.analysis.registry import QUESTIONS
from detente.model import Priorities
from detente.stability import Asked, find

if TYPE_CHECKING:
    from detente.analysis.finding import Finding

_MODEL = ("the graph model", ("FHK93",))
_LISTS = ("statements in order of priority", ("PHK97",))
# What a question rests on beside its concepts. Those of the evidence alone rest on no paper.
_QUESTIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "evolve": (("ways from the status quo", ("LKH05",)),),
    "package": (("ways from the status quo", ("LKH05",)), ("coalitions", ("KHFP01",))),
    "coalitions": (("coalitions", ("KHFP01", "IH08")),),
    "design": (("the inverse question", ("KHK15", "WHF18")),),
}
_OF_EVIDENCE = frozenset({"check", "ledger", "weight", "trace"})
FORMS = ("text", "bibtex")

Rests = tuple[tuple[str, tuple[str, ...]], ...]


def rests_on(finding: Finding) -> Rests:
    """What a finding rests on, in words, each with the keys of its papers; concepts one by one."""
    name = next((one.name for one in QUESTIONS if isinstance(finding, one.kinds())), "")
    if name in _OF_EVIDENCE or (not name and not list(_asked(finding))):
        return ()
    found: list[tuple[str, tuple[str, ...]]] = [_MODEL]
    conflict = getattr(finding, "conflict", None)
    if conflict is not None and any(
        isinstance(conflict.preference(party).basis, Priorities) for party in conflict.party_names
    ):
        found.append(_LISTS)
    found += _QUESTIONS.get(name, ())
    for one in _asked(finding):
        found.append((f"{one.id}, {one.concept.name}", keys_in(one.concept.source)))
    return tuple(dict.fromkeys(found))


def cited(finding: Finding, form: str = "text") -> str:
    """The papers as a list in words, or as BibTeX, each once; ModelError for another form."""
    if form not in FORMS:
        raise bad("form", "E-VALUE", f"'{form}' is no form of a citation", "write text or bibtex")
    rests, known = rests_on(finding), papers()
    if form == "bibtex":
        entries = []
        for key in dict.fromkeys(key for _, keys in rests for key in keys):
            for k, one in enumerate(known[key]):
                entries.append(one.bibtex(key if len(known[key]) == 1 else f"{key}{'abc'[k]}"))
        return "\n".join(entries)
    lines = []
    for what, keys in rests:
        lines.append(what)
        lines += [f"  [{key}] {one.words()}" for key in keys for one in known[key]]
    if not lines:
        return "This answer rests on the model and its evidence alone; no paper is behind it.\n"
    made = finding.made
    by = f"Computed with detente {made.version}.\n" if made is not None else ""
    return "\n".join(lines) + f"\n{by}"


def _asked(finding: Any) -> Iterator[Asked]:
    """The concepts of a finding, each once, in order."""
    told: dict[str, Asked] = {}
    conflict = getattr(finding, "conflict", None)
    parties = () if conflict is None else conflict.party_names
    for one in _named(finding):
        if isinstance(one, Asked):
            told[one.id] = one
        elif one:
            for asked in find(one.removeprefix("c-"), parties) or ():
                told[asked.id] = asked
    yield from told.values()


def _named(finding: Any) -> Iterable[Asked | str | None]:
    for name in ("concepts", "concept", "asked"):
        value = getattr(finding, name, None)
        if isinstance(value, str | Asked):
            yield value
        elif isinstance(value, tuple | list):
            yield from (one for one in value if isinstance(one, str | Asked))
    for name in ("findings", "parts"):
        parts = getattr(finding, name, None)
        if isinstance(parts, tuple | list):
            for part in parts:
                yield from _named(part)
    for one in getattr(finding, "counts", ()):
        yield getattr(one, "concept", None)
