"""What a model file says of graded and uncertain preferences, read for the definitions.

`semantics_for` gives the three relations of a semantics named as on the command line. A party of
whom a file gives no degrees, or chances, is read by its plain preference.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from oracle.conflict import Conflict, Names
from oracle.preferences import exact, fits
from oracle.semantics import Semantics, simple, unknown

HALF = Fraction(1, 2)


class NotGiven(Exception):
    """Some party's preference lacks what the semantics needs."""


def semantics_for(model: Mapping[str, Any], conflict: Conflict, name: str) -> Semantics:
    """U, D and C of a semantics. NotGiven where they are not defined for the model."""
    names = Names(model)
    given = {p: _mapping((model.get("preferences") or {}).get(p)) for p in conflict.parties}
    key = {"fuzzy": "fuzzy", "prob": "probability"}.get(name)
    for party, one in given.items():
        bare = ("fuzzy" in one or "probability" in one) and not (
            {"priorities", "statements", "ranking", "weights", "payoffs", "better", "unknown"}
            & set(one)
        )
        if bare and (key is None or key not in one):
            raise NotGiven(party)
    if key is not None:
        return _by_numbers(conflict, {p: one.get(key) for p, one in given.items()}, names, name)
    letter, degree = _parts(name)
    base = unknown(conflict, letter) if letter else simple(conflict, "weak")
    if degree == 0:
        return base
    much = {p: _degrees(conflict, one, names) for p, one in given.items()}

    def deters(i: str, s: str, x: str) -> bool:
        if conflict.prefers(i, s, x) and much[i].get((s, x), 1) >= degree:
            return True
        return letter in ("c", "d") and frozenset((s, x)) in conflict.unknown[i]

    return Semantics(name, base.improves, deters, base.credible, base.credible_name)


def _mapping(given: Any) -> dict[str, Any]:
    return {"statements": given} if isinstance(given, list) else dict(given or {"statements": []})


def _parts(name: str) -> tuple[str, int]:
    letter = ""
    if name.startswith("unknown-"):
        letter, name = name[8], name[10:]
    return letter, {"": 0, "general": 0, "strong": 2}.get(name) or int(
        name[-1:].isdigit() and name[-1]
    )


def _degrees(
    conflict: Conflict, given: Mapping[str, Any], names: Names
) -> dict[tuple[str, str], int]:
    """2 for each ordered pair of states that a marked statement decides."""
    listed = given.get("priorities", given.get("statements")) or []
    much = set(map(_squeezed, (given.get("strength") or {}).get("much", [])))
    found = {}
    for s in conflict.states:
        for x in conflict.states:
            for item in listed:
                text = item["prefer"] if isinstance(item, dict) else item
                strong = isinstance(item, dict) and item.get("strength") in ("much", "great")
                one, other = names.holds(text, s), names.holds(text, x)
                if one != other:
                    if one and (strong or _squeezed(text) in much):
                        found[s, x] = 2
                    break
    return found


def _squeezed(text: Any) -> str:
    return " ".join(str(text).split())


def _by_numbers(
    conflict: Conflict, tables: Mapping[str, Any], names: Names, name: str
) -> Semantics:
    """Fuzzy and probable preference: pairs that are missing are 1/2, or 0; the first that fits."""
    weak = simple(conflict, "weak")
    r: dict[str, dict[tuple[str, str], Fraction]] = {}
    by: dict[str, dict[str, Fraction]] = {}
    for party, table in tables.items():
        if table is None:
            continue
        missing = HALF if name == "fuzzy" else Fraction(0)
        found = {}
        for s in conflict.states:
            for t in conflict.states:
                number = missing
                for over, under, said in table["pairs"] if s != t else []:
                    if fits(str(over), s, not names.graph) and fits(str(under), t, not names.graph):
                        number = exact(said)
                        break
                    mirrored = fits(str(over), t, not names.graph) and fits(
                        str(under), s, not names.graph
                    )
                    if name == "fuzzy" and mirrored:
                        number = 1 - exact(said)
                        break
                found[s, t] = number
        r[party] = found
        by[party] = {one: exact(table.get(one, HALF)) for one in ("alpha", "beta", "gamma")}

    def surely(which: str, i: str, s: str, t: str) -> bool:
        if name == "fuzzy":
            return r[i][t, s] - r[i][s, t] >= by[i]["gamma"]
        return r[i][t, s] > 1 - by[i][which]

    def improves(i: str, s: str, t: str) -> bool:
        return surely("alpha", i, s, t) if i in r else weak.improves(i, s, t)

    def deters(i: str, s: str, x: str) -> bool:
        return not surely("beta", i, s, x) if i in r else weak.deters(i, s, x)

    def credible(i: str, x: str, y: str) -> bool:
        return surely("gamma", i, x, y) if i in r else weak.credible(i, x, y)

    return Semantics(name, improves, deters, credible, name)


def made_uncertain(model: dict[str, Any], conflict: Conflict, rng: Random) -> dict[str, Any]:
    """The model with marks of strength, pairs that are not known, degrees and chances by chance."""
    preferences = {}
    for party in conflict.parties:
        one = _mapping((model.get("preferences") or {}).get(party))
        listed = one.pop("statements", None)
        if listed is not None:
            one["statements"] = [
                {**(item if isinstance(item, dict) else {"prefer": item}), "strength": "much"}
                if rng.random() < 0.4
                else item
                for item in listed
            ]
            if not one["statements"]:
                del one["statements"]
        names = Names(model)
        nouns = [f"{p}.{o}" for p, o in names.options] or names.states
        if rng.random() < 0.6:
            pair = [rng.choice(nouns), rng.choice(("not ", "")) + rng.choice(nouns)]
            one["unknown"] = [*one.get("unknown", []), pair]
        states = list(conflict.states)
        if rng.random() < 0.5:
            pairs = _pairs(rng, states, lambda: rng.choice((0, 0.2, 0.5, 0.7, 0.9, 1)))
            if not names.graph and rng.random() < 0.5:  # patterns that overlap what follows
                over, under = (_blurred(rng, state) for state in rng.choices(states, k=2))
                if over != under:
                    pairs.insert(0, [over, under, rng.choice((0.1, 0.8))])
            one["fuzzy"] = {"pairs": pairs, "gamma": rng.choice((0.2, 0.4, 0.8, 1))}
        if rng.random() < 0.5:
            one["probability"] = {
                "pairs": [
                    both
                    for s, t, p in _pairs(rng, states, lambda: rng.choice((0, 0.3, 0.5, 0.8, 1)))
                    for both in ([s, t, p], [t, s, round((1 - p) * rng.choice((0, 0.5, 1)), 3)])
                ],
                "alpha": rng.choice((0, 0.3, 0.5, 1)),
                "gamma": rng.choice((0.2, 0.5, 0.7)),
            }
        if one:
            preferences[party] = one
    return {key: one for key, one in model.items() if key != "alternatives"} | {
        "preferences": preferences
    }


def _blurred(rng: Random, state: str) -> str:
    return "-" + "".join("-" if rng.random() < 0.5 else letter for letter in state[1:])


def _pairs(rng: Random, states: list[str], number: Any) -> list[list[Any]]:
    every = [(s, t) for k, s in enumerate(states) for t in states[k + 1 :]]
    chosen = rng.sample(every, rng.randint(0, min(40, len(every))))
    return [[*(pair if rng.random() < 0.5 else pair[::-1]), number()] for pair in chosen]
