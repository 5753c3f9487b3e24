"""From readings to the plain data of a first model, every guess in it marked for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.documents import Item, Reading
from detente.evidence.candidates import Row, bare_data, find_sheet
from detente.evidence.claims import find_claims, find_sayings
from detente.evidence.contraries import united
from detente.evidence.holders import Holders
from detente.evidence.ledger import entry_data, place_of
from detente.evidence.means import with_means, with_presence
from detente.evidence.merge import merge
from detente.evidence.named_most import MOVE, add_party, guess_of, named_most
from detente.evidence.options import Found
from detente.evidence.outcomes import Wanted, find_outcomes, title_of, without_room
from detente.evidence.parties import Cast, short_name
from detente.evidence.preferences import find_preferences
from detente.evidence.proposed import find_left_open, find_proposed
from detente.evidence.reported import find_owned, find_reported
from detente.evidence.rules import find_rules
from detente.evidence.status_quo import going_on, status_quo_guesses
from detente.evidence.threats import find_threats
from detente.evidence.values import Act, Entry, Guess, Place, Ref, Sketch
from detente.evidence.words import Quotation, identifier, joined, unique
from detente.limits import limit
from detente.problems import ModelError, Problem

_TWO = 2  # states or bodies named: fewer are no conflict
_ENTRIES_EACH = 6  # more evidence for one option is no help to a reader


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted model as plain data, in the keys of a model file.

    guesses   everything that a person must look at, with its place; also under `review` in `data`.
    left_out  what did not fit into the draft, in words.
    sheet     the parties with their quotes and statements, whether or not they became options.
    """

    data: dict[str, Any]
    guesses: tuple[Guess, ...]
    left_out: tuple[str, ...]
    keys: dict[Ref, str]
    sheet: tuple[Row, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """What `draft --json` says of the draft."""
        return {
            "conflict": self.data["title"],
            "decision_makers": list(self.data["decision_makers"]),
            "options": list(self.keys.values()),
            "outcomes": list(self.data.get("outcomes", {})),
            "claims": {
                name: "untestable" if "untestable" in claim else "test"
                for name, claim in self.data.get("claims", {}).items()
            },
            "evidence": len(self.data.get("evidence", {})),
            "guesses": [
                {
                    "about": _about(guess, self.keys),
                    "question": guess.question,
                    **(
                        {
                            "document": f"sha256:{guess.place.document}",
                            "from": guess.place.start,
                            "to": guess.place.end,
                        }
                        if guess.place
                        else {}
                    ),
                }
                for guess in self.guesses
            ],
            "left_out": list(self.left_out),
            "sheet": [row.to_dict() for row in self.sheet],
        }


def sketch_of(reading: Reading) -> Sketch:
    """What one report gives: parties, acts, aims and claims."""
    cast = Cast(reading)
    found = Found()
    done = Found()
    find_reported(reading, cast, done)
    find_owned(reading, done)
    holders = Holders(done.acts)
    unclear = find_proposed(reading, cast, found, holders)
    find_threats(reading, cast, found, holders)
    found.acts.extend(done.acts)
    find_left_open(reading, cast, unclear, found, holders)
    sayings = find_sayings(reading)
    return Sketch(
        (reading.document.sha256,),
        reading.as_of if reading.as_of and len(reading.as_of) == 10 else None,
        dict(cast.counts),
        tuple(found.acts),
        tuple(found.aims),
        tuple(found.threats),
        tuple(found.refusals),
        sayings,
        tuple(found.guesses),
        {name: (guess,) for name, guess in cast.questions.items()},
    )


def draft(readings: Sequence[Reading]) -> Draft:
    """A first model of what the reports say. ModelError where nobody in them could do anything."""
    merged = merge([sketch_of(reading) for reading in readings])
    language = readings[0].language
    sketch = with_presence(with_means(united(merged, language), language), language)
    acts, left_out = _chosen(sketch)
    rows = find_sheet(readings)
    if not acts:
        return _bare(rows, readings)
    sketch = replace(sketch, acts=acts)
    return _with_named(
        replace(_written(sketch, readings, language, left_out), sheet=rows), sketch, readings
    )


def _with_named(made: Draft, sketch: Sketch, readings: Sequence[Reading]) -> Draft:
    """The draft with the parties that are named most and have no move in it yet."""
    known = [maker["title"] for maker in made.data["decision_makers"].values()]
    room = limit("draft_options") - len(made.keys)
    guesses: list[Guess] = []
    keys = dict(made.keys)
    for party in named_most(sketch.parties, known, room):
        name = add_party(made.data, party)
        keys[party, MOVE] = f"{name}.{MOVE}"
        guesses.append(guess_of(party, name, readings))
    guessed = len(made.guesses)
    review = made.data["review"]
    review[guessed:guessed] = [_line(each, keys) for each in guesses]
    made.data["title"] = _title(list(made.data["decision_makers"]))
    return replace(made, guesses=(*made.guesses, *guesses), keys=keys)


def _title(names: Sequence[str]) -> str:
    shown = (
        joined(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} others"
    )
    return f"{shown}: a first draft"


def _bare(rows: tuple[Row, ...], readings: Sequence[Reading]) -> Draft:
    """The parties alone, where no move is plain. ModelError where nobody acts, speaks or meets."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(Cast(reading).counts)
    parties = named_most(counts, (), limit("draft_parties"))
    acting = [row.party for row in rows if row.acts or (row.acting and not parties)]
    parties += [each for each in acting if each not in parties]
    if not acting and len(parties) < _TWO:
        what = "the report names nobody who acts, asks, offers or speaks"
        mend = "see `detente read`, and write the model by hand"
        raise ModelError((Problem(readings[0].document.name, 0, 0, "E-DRAFT", what, mend),))
    data = bare_data(parties)
    data["title"] = _title(list(data["decision_makers"]))
    question = "no move is stated plainly enough for an option: what can each of them do?"
    guess = Guess("options", question, _whole(readings[0]))
    data["review"] = [_line(guess, {})]
    keys = {(name, MOVE): f"{name}.{MOVE}" for name in data["decision_makers"]}
    return Draft(data, (guess,), (), keys, rows)


def _chosen(sketch: Sketch) -> tuple[tuple[Act, ...], tuple[str, ...]]:
    """The acts that go into the draft, parties that have most first; and a note on the rest."""
    stakes: dict[str, float] = {}
    for act in sketch.acts:
        stakes[act.party] = stakes.get(act.party, 0.0) + len(act.entries)
    # What parties want of each other goes before what only voices ask for, what goes on before
    # what could be done.
    of_parties = {
        ref for aim in sketch.aims if set(aim.by) & set(stakes) for ref in (*aim.stops, *aim.does)
    }
    of_plans = {ref for aim in sketch.aims if aim.whole for ref in (*aim.stops, *aim.does)}
    weight: dict[str, float] = {}
    for act in sketch.acts:
        own = max(_WEIGHT.get(basis, 1.0) for basis in act.bases)
        weight[act.party] = weight.get(act.party, 0.0) + own - _rank(act, of_parties) / 4
    leading = sorted(
        weight, key=lambda party: (-weight[party], -stakes[party], -sketch.parties.get(party, 0))
    )[: limit("draft_parties")]
    by_worth = sorted(
        (act for act in sketch.acts if act.party in leading),
        key=lambda act: (
            _rank(act, of_parties),
            act.ref not in of_plans,  # a plan without one of its parts is none
            -len(act.entries),
            not act.on,
            -max(entry.confidence for entry in act.entries),
            -stakes[act.party],
        ),
    )
    kept = _within_limits(by_worth, leading)
    order = {
        party: rank
        for rank, party in enumerate(
            sorted(stakes, key=lambda party: (-stakes[party], -sketch.parties.get(party, 0)))
        )
    }
    chosen = sorted(
        (act for act in sketch.acts if act.ref in kept), key=lambda act: order[act.party]
    )
    missing = [act for act in sketch.acts if act.ref not in kept]
    notes = tuple(
        f"{act.party}: {act.title} ({act.entries[0].place.words})"
        for act in missing[: limit("draft_notes")]
    )
    if len(missing) > len(notes):
        notes = (*notes, f"and {len(missing) - len(notes)} more options; see `detente read`")
    return tuple(chosen), notes


# What a party does or threatens counts for more than what is asked of it.
_WEIGHT = {
    "act": 2.0,
    "ended": 2.0,
    "stop": 2.0,
    "threat": 2.0,
    "refrain": 1.5,
    "offer": 1.5,
    "press": 2.5,
}


def _rank(act: Act, of_parties: set[Ref]) -> int:
    """What is at issue between parties first, then what is done, then what only voices ask for."""
    if act.ref in of_parties or {"threat", "offer", "means", "press"} & set(act.bases):
        return 0
    return 1 if {"act", "ended"} & set(act.bases) else 2


def _within_limits(by_worth: Sequence[Act], leading: Sequence[str]) -> set[Ref]:
    """The acts that are kept: the first of each party, then the worthiest, within the limits."""
    first: dict[str, Act] = {}
    for act in by_worth:
        first.setdefault(act.party, act)
    kept = {first[party].ref for party in leading if party in first}
    each = Counter(party for party, _ in kept)
    for act in by_worth:
        if len(kept) == limit("draft_options"):
            break
        if act.ref not in kept and each[act.party] < limit("draft_each"):
            kept.add(act.ref)
            each[act.party] += 1
    return kept


def _named(acts: Sequence[Act]) -> tuple[dict[str, str], dict[Ref, str]]:
    """Names for parties and options: short, unique, `Party.option`."""
    parties: dict[str, str] = {}
    keys: dict[Ref, str] = {}
    taken: dict[str, list[str]] = {}
    for act in acts:
        if act.party not in parties:
            parties[act.party] = unique(short_name(act.party), parties.values())
        party = parties[act.party]
        own = taken.setdefault(party, [])
        name = act.name
        partners = [each for each in act.kind.split(":")[1:] if each != act.party]
        if name in own and partners:
            name = identifier(f"{name}_{short_name(partners[0])}")
        name = unique(name, own)
        own.append(name)
        keys[act.ref] = f"{party}.{name}"
    return parties, keys


def _written(
    sketch: Sketch, readings: Sequence[Reading], language: str, left_out: tuple[str, ...]
) -> Draft:
    parties, keys = _named(sketch.acts)
    outcomes = find_outcomes(sketch.aims, keys)
    sayings = sketch.sayings[: limit("draft_claims")]
    if len(sketch.sayings) > len(sayings):
        left_out = (*left_out, f"{len(sketch.sayings) - len(sayings)} claims; see `detente read`")
    places = {act.party: act.entries[0].place for act in reversed(sketch.acts)}
    rules, of_rules = find_rules(sketch.acts, keys)
    preferences, of_preferences = find_preferences(
        list(parties), outcomes, sketch.threats, sketch.refusals, keys, places
    )
    claims, needed, of_claims = find_claims(sayings, sketch.acts, outcomes, keys, language)
    _warn_of_silence(claims, preferences, parties)
    guesses: list[Guess] = []
    if sketch.as_of is None:
        guesses.append(
            Guess(
                "as_of",
                "the reports fix no day: for which date does this speak?",
                _whole(readings[0]),
            )
        )
    for party, name in parties.items():
        guesses += [replace(each, about=f"party {name}") for each in sketch.notes.get(party, ())]
    for act in sketch.acts:
        guesses += [*act.guesses, *status_quo_guesses([act])]
    guesses += [guess for wanted in outcomes for guess in wanted.guesses]
    guesses += without_room(sketch.aims, keys)
    of_reports = [
        guess for guess in sketch.guesses if isinstance(guess.about, str) or guess.about in keys
    ]
    guesses += of_reports[: limit("draft_notes")]
    if len(of_reports) > limit("draft_notes"):
        left_out = (*left_out, f"{len(of_reports) - limit('draft_notes')} more notes of this kind")
    if not rules:
        question = "none could be read off the reports: what cannot be at the same time?"
        guesses.append(Guess("rules", question, _whole(readings[0])))
    guesses += [*of_rules, *of_preferences, *of_claims]
    known = tuple(dict.fromkeys(guesses))
    data = _data(sketch, parties, keys, outcomes, known)
    if rules:
        data["rules"] = rules
    data["status_quo"] = going_on(sketch.acts, keys)
    data["preferences"] = {parties[party]: _statements(one) for party, one in preferences.items()}
    named = {wanted.name: _outcome(wanted) for wanted in outcomes} | needed
    if named:
        data["outcomes"] = named
    if reciprocal := [wanted.name for wanted in outcomes if wanted.reciprocal]:
        data["focus"] = reciprocal
    if claims:
        data["claims"] = claims
    entries = _entries(sketch, outcomes, sayings, keys)
    data["evidence"] = {entry.id: entry_data(entry, keys, entry.says) for entry in entries.values()}
    data["review"] = [
        *(_line(guess, keys) for guess in known),
        *(f"left out: {note}" for note in left_out),
    ]
    _cite_only(data, set(data["evidence"]))
    own = Quotation(reading.document.text for reading in readings)
    return Draft(_ordered(_in_own_words(data, own)), known, left_out, keys)


def _warn_of_silence(
    claims: dict[str, Any], preferences: dict[str, Any], parties: dict[str, str]
) -> None:
    """Add to claims whose tests rest on preferences that some parties have none yet."""
    silent = [parties[party] for party, one in preferences.items() if not one["priorities"]]
    for claim in claims.values():
        expected = claim.get("expect", {})
        if silent and expected and "feasible" not in expected:
            claim["note"] = (
                f"The verdict says nothing of the conflict before {joined(silent)} "
                f"{'has' if len(silent) == 1 else 'have'} preferences."
            )


def _whole(reading: Reading) -> Place:
    """The whole of a report, as the place of what it nowhere says."""
    document = reading.document
    return place_of(document, Item(0, document.length, "", "draft", 1.0))


_ORDER = (
    "detente",
    "title",
    "as_of",
    "about",
    "decision_makers",
    "rules",
    "status_quo",
    "preferences",
    "outcomes",
    "focus",
    "claims",
    "evidence",
    "review",
)


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    return {key: data[key] for key in _ORDER if key in data}


def _data(
    sketch: Sketch,
    parties: dict[str, str],
    keys: dict[Ref, str],
    outcomes: Sequence[Wanted],
    guesses: Sequence[Guess],
) -> dict[str, Any]:
    reports = "one report" if len(sketch.documents) == 1 else f"{len(sketch.documents)} reports"
    data: dict[str, Any] = {"detente": 1, "title": ""}  # the title names all parties in the end
    if sketch.as_of:
        data["as_of"] = sketch.as_of
    data["about"] = (
        f"Drafted from {reports}, known here by hash and offsets; what is said is paraphrased. "
        f"Nothing in it has been looked at by a person yet: `review` marks each guess, and the "
        f"list at the end says where it comes from."
    )
    makers: dict[str, Any] = {}
    for party, name in parties.items():
        maker: dict[str, Any] = {"title": party}
        notes = list(sketch.notes.get(party, ()))
        if notes:
            maker["review"] = "; ".join(each.question for each in notes)
        maker["options"] = {}
        for act in sketch.acts:
            if act.party == party:
                maker["options"][keys[act.ref].split(".", 1)[1]] = _option(act, guesses)
        makers[name] = maker
    data["decision_makers"] = makers
    return data


def _option(act: Act, guesses: Sequence[Guess]) -> dict[str, Any]:
    option: dict[str, Any] = {"title": act.title}
    if act.once:
        option["once"] = "taken"
    option["evidence"] = [entry.id for entry in act.entries[:_ENTRIES_EACH]]
    questions = [guess.question for guess in guesses if guess.about == act.ref]
    if act.once:
        questions.append("it is taken that this cannot be undone: right?")
    if questions:
        option["review"] = "; ".join(dict.fromkeys(questions))
    return option


def _outcome(wanted: Wanted) -> dict[str, Any]:
    data: dict[str, Any] = {"where": wanted.condition, "title": title_of(wanted)}
    if wanted.guesses:
        data["review"] = "; ".join(guess.question for guess in wanted.guesses)
    return data


def _statements(preference: dict[str, Any]) -> dict[str, Any]:
    return {"priorities": preference["priorities"], "review": preference["review"]}


def _entries(
    sketch: Sketch, outcomes: Sequence[Wanted], sayings: Sequence[Any], keys: dict[Ref, str]
) -> dict[str, Entry]:
    """The ledger's entries that something in the draft rests on, in order of id's place."""
    found = [entry for act in sketch.acts for entry in act.entries[:_ENTRIES_EACH]]
    found += [aim.entry for wanted in outcomes for aim in wanted.aims]
    found += [threat.entry for threat in sketch.threats if threat.act[0] in keys]
    found += [one.entry for one in sketch.refusals]
    found += [saying.entry for saying in sayings]
    order = {document: k for k, document in enumerate(sketch.documents)}
    found.sort(key=lambda entry: (order[entry.place.document], entry.place.start, entry.place.end))
    return {entry.id: entry for entry in found}


def _cite_only(value: Any, known: set[str]) -> None:
    """Leave out citations of entries that the draft does not keep."""
    if isinstance(value, list):
        for item in value:
            _cite_only(item, known)
    elif isinstance(value, dict):
        cited = value.get("evidence")
        if isinstance(cited, list):
            value["evidence"] = [each for each in dict.fromkeys(cited) if each in known]
        for item in value.values():
            _cite_only(item, known)


def _about(guess: Guess, keys: dict[Ref, str]) -> str:
    return guess.about if isinstance(guess.about, str) else keys.get(guess.about, guess.about[0])


def _line(guess: Guess, keys: dict[Ref, str]) -> str:
    """A guess in the list at the end: what it is about, its place, the question."""
    place = f" ({guess.place.words})" if guess.place else ""
    return f"{_about(guess, keys)}{place}: {guess.question}"


_NAMES = frozenset({"where", "expect", "prefer", "infeasible", "holding", "without", "compare"})


def _in_own_words(value: Any, own: Quotation, key: str = "") -> Any:
    """The data with every text cut short that would repeat the reports word for word."""
    if isinstance(value, str):
        return value if key in _NAMES else own.shortened(value)
    if isinstance(value, list):
        return [_in_own_words(item, own, key) for item in value]
    if isinstance(value, dict):
        return {
            name: item if name in _NAMES else _in_own_words(item, own, name)
            for name, item in value.items()
        }
    return value
