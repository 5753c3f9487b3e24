"""From readings to the plain data of a first model, every guess in it marked for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.drafting.cast import Cast, short_name
from detente.drafting.claims import find_claims, find_sayings
from detente.drafting.ledger import entry_data, place_of
from detente.drafting.options import find_options, merged
from detente.drafting.outcomes import INDIFFERENT, Wanted, find_outcomes, preferences_of
from detente.drafting.sheet import MOVE, Row, find_sheet, guess_of, named_most, unwritten
from detente.drafting.values import Act, Aim, Entry, Guess, Place, Ref, Saying
from detente.drafting.words import Quotation, identifier, joined, observes, unique
from detente.limits import limit
from detente.problems import ModelError, Problem
from detente.reading import Item, Proposal, Reading
from detente.values import dataclass

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
                    **(_where(guess.place) if guess.place else {}),
                }
                for guess in self.guesses
            ],
            "left_out": list(self.left_out),
            "sheet": [row.to_dict() for row in self.sheet],
        }


def _where(place: Place) -> dict[str, Any]:
    return {"document": f"sha256:{place.document}", "from": place.start, "to": place.end}


def draft(readings: Sequence[Reading]) -> Draft:
    """A first model of what the reports say. ModelError where nobody in them acts or speaks."""
    once = {reading.document.sha256: reading for reading in readings}
    readings = tuple(once.values())
    casts = [Cast(reading) for reading in readings]
    acts: list[Act] = []
    aims: list[Aim] = []
    sayings: list[Saying] = []
    guesses: list[Guess] = []
    for cast in casts:
        own, wanted, unclear = find_options(cast.reading, cast)
        acts += own
        aims += wanted
        sayings += find_sayings(cast.reading)
        guesses += [_unclear(cast.reading, each) for each in unclear]
    rows = find_sheet(casts)
    chosen, left_out = _chosen(merged(acts), aims)
    counts = sum((Counter(cast.counts) for cast in casts), Counter[str]())
    if not chosen:
        return _bare(rows, counts, readings)
    notes = {party: guess for cast in casts for party, guess in cast.questions.items()}
    authors = [party for aim in aims if aim.reciprocal for party in aim.by]
    known = list(dict.fromkeys(act.party for act in chosen))
    more = named_most(counts, known, limit("draft_options") - len(chosen), authors)
    made = _written(chosen, more, aims, sayings, guesses, left_out, notes, readings)
    return replace(made, sheet=rows)


def _unclear(reading: Reading, proposal: Proposal) -> Guess:
    question = "these words make no plain act of anybody: should somebody have an option for it?"
    return Guess("options", question, place_of(reading.document, proposal))


def _title(names: Sequence[str]) -> str:
    shown = (
        joined(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} others"
    )
    return f"{shown}: a first draft"


def _bare(rows: tuple[Row, ...], counts: Counter[str], readings: Sequence[Reading]) -> Draft:
    """The parties alone, where no move is plain. ModelError where nobody acts, speaks or meets."""
    parties = named_most(counts, (), limit("draft_parties"))
    speaking = [row.party for row in rows if row.acts or (row.candidates and not parties)]
    parties += [each for each in speaking if each not in parties and not observes(each)]
    if not speaking and len(parties) < _TWO:  # "the minister said:", and a page without marks
        persons = Counter(
            each.name for one in readings for each in one.mentions if each.kind == "person"
        )
        parties += [name for name, _ in persons.most_common(_TWO)]
    if not speaking and len(parties) < _TWO:
        what = "the report names nobody who acts, asks, offers or speaks"
        mend = "see `detente read`, and write the model by hand"
        raise ModelError((Problem(readings[0].document.name, 0, 0, "E-DRAFT", what, mend),))
    data: dict[str, Any] = {
        "detente": 1,
        "title": "",
        "about": (
            "No move could be read off the reports plainly enough. The parties are those that are "
            "named most, act or are quoted; what they do is for a person to write."
        ),
        "decision_makers": {},
        "status_quo": [],
        "preferences": {},
    }
    for party in parties[: limit("draft_parties")]:
        name = unique(short_name(party), data["decision_makers"])
        data["decision_makers"][name] = unwritten(party)
        data["preferences"][name] = {"priorities": [], "review": INDIFFERENT}
    data["title"] = _title(list(data["decision_makers"]))
    question = "no move is stated plainly enough for an option: what can each of them do?"
    guess = Guess("options", question, _whole(readings[0]))
    data["review"] = [_line(guess, {})]
    keys = {(name, MOVE): f"{name}.{MOVE}" for name in data["decision_makers"]}
    return Draft(data, (guess,), (), keys, rows)


def _chosen(acts: Sequence[Act], aims: Sequence[Aim]) -> tuple[list[Act], tuple[str, ...]]:
    """The acts that go into the draft, those with most evidence first; and a note on the rest."""
    plans = {ref for aim in aims if aim.reciprocal for ref, _ in aim.wishes}
    stakes: Counter[str] = Counter()
    for act in acts:
        stakes[act.party] += len(act.entries)
    leading = [party for party, _ in stakes.most_common(limit("draft_parties"))]
    kept: set[Ref] = set()
    each: Counter[str] = Counter()
    for act in sorted(acts, key=lambda one: (one.ref not in plans, -len(one.entries))):
        room = len(kept) < limit("draft_options") and each[act.party] < limit("draft_each")
        if act.party in leading and room:
            kept.add(act.ref)
            each[act.party] += 1
    chosen = sorted(
        (act for act in acts if act.ref in kept), key=lambda act: leading.index(act.party)
    )
    missing = [act for act in acts if act.ref not in kept]
    shown = limit("draft_notes")
    notes = [f"{act.party}: {act.title} ({act.entries[0].place.words})" for act in missing[:shown]]
    if len(missing) > shown:
        notes.append(f"and {len(missing) - shown} more options; see `detente read`")
    return chosen, tuple(notes)


def _named(acts: Sequence[Act]) -> tuple[dict[str, str], dict[Ref, str]]:
    """Names for parties and options: short, unique, `Party.option`."""
    parties: dict[str, str] = {}
    keys: dict[Ref, str] = {}
    taken: dict[str, list[str]] = {}
    for act in acts:
        if act.party not in parties:
            parties[act.party] = unique(short_name(act.party), parties.values())
        own = taken.setdefault(act.party, [])
        name = act.name
        partners = [each for each in act.kind.split(":")[1:] if each != act.party]
        if name in own and act.kind.startswith("talks") and partners:
            name = identifier(f"{name}_{short_name(partners[0])}")
        name = unique(name, own)
        own.append(name)
        keys[act.ref] = f"{parties[act.party]}.{name}"
    return parties, keys


def _written(
    acts: Sequence[Act],
    more: Sequence[str],
    aims: Sequence[Aim],
    sayings: Sequence[Saying],
    unclear: Sequence[Guess],
    left_out: tuple[str, ...],
    notes: dict[str, Guess],
    readings: Sequence[Reading],
) -> Draft:
    parties, keys = _named(acts)
    outcomes = find_outcomes(aims, keys)
    kept = sayings[: limit("draft_claims")]
    if len(sayings) > len(kept):
        left_out = (*left_out, f"{len(sayings) - len(kept)} claims; see `detente read`")
    if len(unclear) > limit("draft_notes"):
        left_out = (*left_out, f"{len(unclear) - limit('draft_notes')} more notes of this kind")
    extra: dict[str, str] = {}
    for party in more:
        extra[party] = unique(short_name(party), [*parties.values(), *extra.values()])
    preferences, silent = preferences_of(parties | extra, outcomes)
    claims, needed, of_claims = find_claims(kept, acts, outcomes, keys, silent)
    places = {act.party: act.entries[0].place for act in reversed(acts)}
    dates = [reading.as_of for reading in readings if reading.as_of and len(reading.as_of) == 10]
    whole = _whole(readings[0])
    guesses: list[Guess] = []
    if not dates:
        guesses.append(
            Guess("as_of", "the reports fix no day: for which date does this speak?", whole)
        )
    guesses += [
        replace(notes[party], about=f"party {name}")
        for party, name in parties.items()
        if party in notes
    ]
    guesses += [guess for act in acts for guess in act.guesses]
    guesses += [guess for wanted in outcomes for guess in wanted.guesses]
    guesses += unclear[: limit("draft_notes")]
    question = "none could be read off the reports: what cannot be at the same time?"
    guesses.append(Guess("rules", question, whole))
    guesses += [
        Guess(f"preferences of {name}", preferences[name]["review"], places[party])
        for party, name in parties.items()
    ]
    guesses += [*of_claims, *(guess_of(party, name, readings) for party, name in extra.items())]
    guesses = list(dict.fromkeys(guesses))
    named = {wanted.name: wanted.to_data(keys) for wanted in outcomes} | needed
    entries = _entries(acts, outcomes, kept, readings)
    data: dict[str, Any] = {"detente": 1, "title": _title([*parties.values(), *extra.values()])}
    if dates:
        data["as_of"] = max(dates)
    data["about"] = _about_draft(len(readings))
    data["decision_makers"] = _makers(parties, acts, keys, notes)
    for party, name in extra.items():
        data["decision_makers"][name] = unwritten(party)
        keys[party, MOVE] = f"{name}.{MOVE}"
    data["status_quo"] = [keys[act.ref] for act in acts if act.on]
    data["preferences"] = preferences
    if named:
        data["outcomes"] = named
    if focus := [wanted.name for wanted in outcomes if wanted.reciprocal]:
        data["focus"] = focus
    if claims:
        data["claims"] = claims
    data["evidence"] = {entry.id: entry_data(entry, keys) for entry in entries}
    data["review"] = [
        *(_line(guess, keys) for guess in guesses),
        *(f"left out: {note}" for note in left_out),
    ]
    own = Quotation(reading.document.text for reading in readings)
    return Draft(_in_own_words(data, own), tuple(guesses), left_out, keys)


def _about_draft(count: int) -> str:
    reports = "one report" if count == 1 else f"{count} reports"
    return (
        f"Drafted from {reports}, known here by hash and offsets; what is said is paraphrased. "
        "Nothing in it has been looked at by a person yet: `review` marks each guess, and the list "
        "at the end says where it comes from."
    )


def _makers(
    parties: dict[str, str], acts: Sequence[Act], keys: dict[Ref, str], notes: dict[str, Guess]
) -> dict[str, Any]:
    makers: dict[str, Any] = {}
    for party, name in parties.items():
        maker: dict[str, Any] = {"title": party}
        if party in notes:
            maker["review"] = notes[party].question
        maker["options"] = {
            keys[act.ref].split(".", 1)[1]: {
                "title": act.title,
                "evidence": [entry.id for entry in act.entries[:_ENTRIES_EACH]],
                "review": "; ".join(dict.fromkeys(each.question for each in act.guesses)),
            }
            for act in acts
            if act.party == party
        }
        makers[name] = maker
    return makers


def _entries(
    acts: Sequence[Act],
    outcomes: Sequence[Wanted],
    sayings: Sequence[Saying],
    readings: Sequence[Reading],
) -> list[Entry]:
    """The ledger's entries that something in the draft rests on, in order of place."""
    found = [entry for act in acts for entry in act.entries[:_ENTRIES_EACH]]
    found += [aim.entry for wanted in outcomes for aim in wanted.aims]
    found += [saying.entry for saying in sayings]
    order = {reading.document.sha256: k for k, reading in enumerate(readings)}
    found.sort(key=lambda each: (order[each.place.document], each.place.start, each.place.end))
    return list({each.id: each for each in found}.values())


def _whole(reading: Reading) -> Place:
    """The whole of a report, as the place of what it nowhere says."""
    document = reading.document
    return place_of(document, Item(0, document.length, "", "draft", 1.0))


def _about(guess: Guess, keys: dict[Ref, str]) -> str:
    return guess.about if isinstance(guess.about, str) else keys.get(guess.about, guess.about[0])


def _line(guess: Guess, keys: dict[Ref, str]) -> str:
    """A guess in the list at the end: what it is about, its place, the question."""
    place = f" ({guess.place.words})" if guess.place else ""
    return f"{_about(guess, keys)}{place}: {guess.question}"


_NAMES = frozenset({"where", "expect", "prefer", "infeasible", "without", "compare"})


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
