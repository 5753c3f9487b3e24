"""What reports offer to a model, one thing each, to be taken or dropped by a person.

A part of the draft comes with all that it cannot be without: an option with its party and evidence,
a wish with the outcome that it names. What the sheet tells of a party becomes an entry of evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.drafting import Addition, Draft, Place, additions, unique
from detente.model import Conflict
from detente.reading import Checked, Claim, Item, Proposal, Quote
from detente.values import dataclass

_KEY = re.compile(r"(?<![\w.])[^\W\d][\w-]*\.[\w-]+")
_QUOTED = re.compile(r"'([^']+)'")
_PROSE = frozenset({"title", "about", "because", "says", "review", "note", "by", "evidence", "why"})
_ASIDE = "the preferences that the model has"  # no key of a model


@dataclass(frozen=True)
class Candidate:
    """One thing to take or drop.

    name    what it is known by; kind: "option", "wish", "outcome", "rule", "claim" or "said".
    party   whose it is, in words; "" for nobody's.
    words   what it is; note: what is asked about it, or how it was said.
    places  where the reports say it: fingerprint, first and last offset.
    by      the language model that found it alone; "" where a rule did.
    own     what is added where it is taken, without what it needs.
    """

    name: str
    kind: str
    party: str
    words: str
    note: str
    places: tuple[tuple[str, int, int], ...]
    own: tuple[Addition, ...]
    by: str = ""


@dataclass(frozen=True)
class Offered:
    """What the reports offer, and what comes along where one of it is taken.

    along  additions that are taken with others only: evidence, today, notes to review.
    """

    candidates: tuple[Candidate, ...]
    along: tuple[Addition, ...]
    contradictions: tuple[str, ...]

    def find(self, name: str) -> Candidate | None:
        """The candidate of a name; None where it is taken already, or never was."""
        return next((one for one in self.candidates if one.name == name), None)

    def needed(self, wanted: Sequence[Candidate]) -> list[Candidate]:
        """These candidates, and those that they cannot be without."""
        by_thing = {_thing(own): one for one in self.candidates for own in one.own}
        taken: dict[str, Candidate] = {}
        waiting = list(wanted)
        while waiting:
            one = waiting.pop(0)
            if one.name in taken:
                continue
            taken[one.name] = one
            named = {name for own in one.own for name in _names_in(own.value)}
            waiting += [by_thing[name] for name in named if name in by_thing]
        return list(taken.values())

    def with_needed(self, wanted: Sequence[Candidate], conflict: Conflict) -> list[Addition]:
        """What is added to a model for these candidates: theirs, and all that they cannot be
        without. Evidence supports those options alone that the model then has."""
        added = [own for one in self.needed(wanted) for own in one.own]
        cited = {name for own in added for name in _cited(own.value)}
        about = {_thing(own) for own in added}
        added += [each for each in self.along if _comes_along(each, cited, about)]
        bare = {
            own.key: own
            for one in self.candidates
            for own in one.own
            if own.path == ("decision_makers",)
        }
        added += [bare[own.path[1]] for own in added if own.path[1:] and own.path[1] in bare]
        there = {option.key for option in conflict.options} | about
        added = [_supporting(one, there) for one in added]
        return sorted(_together(added), key=lambda one: _ORDER.index(one.path[0]))


def _supporting(one: Addition, options: set[str]) -> Addition:
    if one.path != ("evidence",) or "supports" not in one.value:
        return one
    kept = [each for each in one.value["supports"] if set(_KEY.findall(each)) <= options]
    bare = {name: value for name, value in one.value.items() if name != "supports"}
    return replace(one, value={**bare, "supports": kept} if kept else bare)


def _comes_along(one: Addition, cited: set[str], about: set[str]) -> bool:
    if one.path == ("evidence",):
        return one.key in cited
    if one.path == ("review",):
        return any(str(one.value).startswith(f"{name} (") for name in about)
    return one.value in about


_ORDER = (
    *("decision_makers", "evidence", "status_quo", "outcomes", "rules", "preferences", "claims"),
    "review",
)


def offered(
    model: Mapping[str, Any], conflict: Conflict, made: Draft | None, said: Sequence[Candidate]
) -> Offered:
    """What of a draft the model lacks, and what else is `said` in the reports.

    model  the plain values of its file.
    """
    if made is None:
        return Offered(tuple(said), (), ())
    ledger = {name: entry.source for name, entry in conflict.evidence.items()}
    kept = {**model, "preferences": {}, "evidence": {}, _ASIDE: model.get("preferences")}
    found = additions(kept, made, ledger)
    sources = {
        one.key or "": one.value.get("source", {}) for one in found if one.path == ("evidence",)
    }
    places = {name: _place(source) for name, source in {**ledger, **sources}.items()}
    titles = {party.name: party.words for party in conflict.decision_makers}
    for one in found:
        if one.path == ("decision_makers",):
            titles[one.key or ""] = one.value.get("title", one.key)
    candidates: list[Candidate] = []
    along: list[Addition] = []
    contradictions = [str(one) for one in made.data["review"] if "contradiction" in str(one)]
    for one in found:
        if one.path[0] in ("evidence", "status_quo", "review"):
            along.append(one)
            if one.path[0] == "review" and "contradiction" in str(one.value):
                contradictions.append(str(one.value))
        else:
            candidates += [
                replace(each, places=_places(each.own, places))
                for each in _pieces(one, titles, model)
            ]
    return Offered((*candidates, *said), tuple(along), tuple(dict.fromkeys(contradictions)))


def _pieces(
    one: Addition, titles: Mapping[str, str], model: Mapping[str, Any]
) -> Iterator[Candidate]:
    match one.path:
        case ("decision_makers",):
            party = one.key or ""
            whole = {key: value for key, value in one.value.items() if key != "options"}
            bare = Addition(one.path, party, {**whole, "options": {}})
            if not one.value["options"]:
                yield Candidate(
                    f"party {party}", "party", titles[party], "a party", "", (), (bare,)
                )
            for name, option in one.value["options"].items():
                own = Addition((*one.path, party, "options"), name, option)
                yield _option(party, name, option, titles, (bare, own))
        case ("decision_makers", party, "options"):
            yield _option(party, one.key or "", one.value, titles, (one,))
        case ("outcomes",):
            words = str(one.value.get("title") or one.key)
            yield _piece(f"outcome {one.key}", "outcome", "", words, one)
        case ("rules",):
            words = f"never {one.value.get('infeasible', '')}"
            yield _piece(f"rule {words}", "rule", "", words, one)
        case ("claims",):
            by = str(one.value.get("by", ""))
            yield _piece(f"claim {one.key}", "claim", by, str(one.value.get("says", "")), one)
        case ("preferences",):
            yield from _wishes(one, titles, model)


def _option(
    party: str, name: str, option: Any, titles: Mapping[str, str], own: tuple[Addition, ...]
) -> Candidate:
    words = str(option.get("title", name))
    note = str(option.get("review", ""))
    return Candidate(f"option {party}.{name}", "option", titles[party], words, note, (), own)


def _piece(name: str, kind: str, party: str, words: str, one: Addition) -> Candidate:
    return Candidate(name, kind, party, words, str(one.value.get("review", "")), (), (one,))


def _wishes(
    one: Addition, titles: Mapping[str, str], model: Mapping[str, Any]
) -> Iterator[Candidate]:
    party = one.key or ""
    there = (model.get("preferences") or {}).get(party)
    if isinstance(there, Mapping):
        there = there.get("priorities", there.get("statements"))
    if there is not None and not isinstance(there, list):
        return  # a ranking or payoffs: no list that a wish could stand in
    known = {each.get("prefer") if isinstance(each, Mapping) else each for each in there or ()}
    for wish in one.value.get("priorities", ()):
        text = str(wish.get("prefer", "")) if isinstance(wish, Mapping) else str(wish)
        if text not in known:
            note = str(wish.get("because", "")) if isinstance(wish, Mapping) else ""
            own = Addition(("preferences", party), None, wish)
            words, shown = text, titles.get(party, party)
            yield Candidate(f"wish {party} {text}", "wish", shown, words, note, (), (own,))


def _places(
    own: Iterable[Addition], places: Mapping[str, tuple[str, int, int] | None]
) -> tuple[tuple[str, int, int], ...]:
    found = (places.get(name) for one in own for name in _cited(one.value))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _place(source: Mapping[str, Any]) -> tuple[str, int, int] | None:
    start, end = source.get("from"), source.get("to")
    if "document" not in source or not isinstance(start, int) or not isinstance(end, int):
        return None
    return str(source["document"]), start, end


def _cited(value: Any) -> Iterator[str]:
    """The entries of evidence that a value names, at any depth."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == "evidence" and isinstance(item, list):
                yield from map(str, item)
            else:
                yield from _cited(item)
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item)


def _names_in(value: Any, key: str = "") -> set[str]:
    """The options and outcomes that conditions in a value name."""
    if isinstance(value, str):
        if key in _PROSE:
            return set()
        quoted = {f"outcome {name}" for name in _QUOTED.findall(value)}
        return {*_KEY.findall(value), *quoted, f"outcome {value}"}
    if isinstance(value, Mapping):
        inner = (_names_in(item, str(name)) for name, item in value.items())
        return set().union(*inner, *(_names_in(str(name)) for name in value))
    if isinstance(value, list):
        return set().union(*(_names_in(item, key) for item in value))
    return set()


def _thing(one: Addition) -> str:
    """What an addition adds, as conditions and notes name it."""
    match one.path:
        case ("decision_makers", party, "options"):
            return f"{party}.{one.key}"
        case ("outcomes",):
            return f"outcome {one.key}"
        case ("claims",):
            return f"claim {one.key}"
        case ("decision_makers",):
            return f"party {one.key}"
    return f"{one.path} {one.key} {one.value}"


def _together(added: Sequence[Addition]) -> list[Addition]:
    """Each thing once, a new party with the options that come with it."""
    once = {(one.path, one.key, str(one.value) if one.key is None else ""): one for one in added}
    whole = {
        one.key: replace(one, value={**one.value, "options": dict(one.value["options"])})
        for one in once.values()
        if one.path == ("decision_makers",)
    }
    rest = []
    for one in once.values():
        match one.path:
            case ("decision_makers",):
                continue
            case ("decision_makers", party, "options") if party in whole:
                whole[party].value["options"][one.key] = one.value
            case _:
                rest.append(one)
    return [*whole.values(), *rest]


def said_in(
    made: Draft | None, fingerprint: str, conflict: Conflict, as_of: str | None
) -> list[Candidate]:
    """What the sheet tells of each party in one report: statements, and what is quoted."""
    found: list[Candidate] = []
    for row in made.sheet if made else ():
        rows = [(each.kind, each.says, each.place) for each in row.candidates]
        rows += [("quote", "is quoted", each) for each in row.quotes]
        for kind, says, place in sorted(rows, key=lambda each: each[2].start):
            if f"sha256:{place.document}" == fingerprint:
                entry = _entry(f"{row.party} {says}.", place, as_of)
                name = f"{kind} {place.document[:8]} {place.start}-{place.end} {row.party}"
                found.append(_said(name, row.party, says, place, entry, conflict, kind))
    return found


def suggested_in(
    answer: Checked, document: str, text: str, name: str, conflict: Conflict, as_of: str | None
) -> list[Candidate]:
    """What a language model suggests of a report and its text has the words of."""
    import hashlib

    found = []
    for item in answer.items:
        told = _told(item)
        if told is None:
            continue
        party, says = told
        hashed = hashlib.sha256(text[item.start : item.end].encode("utf-8", "surrogatepass"))
        place = Place(document, name, item.start, item.end, hashed.hexdigest())
        entry = _entry(f"{party} {says}.", place, as_of)
        key = f"{item.rule} {document[:8]} {item.start}-{item.end} {party}"
        one = _said(key, party, says, place, entry, conflict, "suggested")
        found.append(replace(one, by=item.rule.removeprefix("llm:")))
    return found


def _told(item: Item) -> tuple[str, str] | None:
    """Who and what, in words of ours; None for what is no candidate by itself."""
    match item:
        case Quote():
            return item.speaker or "Somebody", "is quoted"
        case Claim():
            return item.by or "Somebody", "claims something"
        case Proposal():
            asks = "; ".join(
                f"{each.who or 'somebody'}: {each.act} {each.what}" for each in item.asks
            )
            who = ", ".join(item.by) or "Somebody"
            return who, f"makes a {item.kind.replace('_', ' ')}" + (f" ({asks})" if asks else "")
    return None


def _entry(says: str, place: Place, as_of: str | None) -> dict[str, Any]:
    data: dict[str, Any] = {"says": says}
    if as_of:
        data["date"] = as_of
    return {**data, "source": source_of(place), "confidence": "low"}


def source_of(place: Place) -> dict[str, Any]:
    """A place as a model file names it."""
    return {
        "document": f"sha256:{place.document}",
        "from": place.start,
        "to": place.end,
        "sha256": place.sha256,
    }


def _said(
    name: str,
    party: str,
    says: str,
    place: Place,
    entry: dict[str, Any],
    conflict: Conflict,
    kind: str,
) -> Candidate:
    key = unique(f"report-{place.document[:4]}-{kind}-{place.start}", conflict.evidence)
    where = (f"sha256:{place.document}", place.start, place.end)
    return Candidate(
        name, "said", party, says, kind, (where,), (Addition(("evidence",), key, entry),)
    )


def is_in(one: Candidate, conflict: Conflict) -> bool:
    """Whether the evidence of a model points to the place of a statement already."""
    known = {_place(entry.source) for entry in conflict.evidence.values()}
    return any(place in known for place in one.places)
