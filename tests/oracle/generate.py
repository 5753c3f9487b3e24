"""Random model files, as plain data that YAML can write; seeded, and as a Hypothesis strategy.

Two to five parties, two to about two dozen states; every kind of rule, move and preference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import hypothesis.strategies as st
import yaml

from oracle.conflict import Names, broken, read
from oracle.generate_graph import graph_parts
from oracle.preferences import fits
from oracle.write_conditions import classes, condition, conjunction, literal, statements

Model = dict[str, Any]
PARTY_NAMES = (("A", "B", "C", "D", "E"),) * 4 + (
    ("Ost", "West", "Süd", "Nord", "Mitte"),
    ("north-end", "the_mill", "K2", "Åsa", "if-not"),
)
OPTION_NAMES = (("p", "q", "r", "s", "t"),) * 4 + (
    ("sue", "sign", "close-pit", "wait_1", "über"),
    ("p", "p", "p", "q", "q"),  # the same name under several parties: only `A.p` will do
)
MOST_STATES = 24
FEWEST_STATES = 2


def random_model(rng: Random) -> Model:
    """One model file. Equal generators in equal states give equal models."""
    while True:
        model = graph_model(rng) if rng.random() < 0.45 else option_model(rng)
        if model is not None:
            return model


def models(count: int, seed: int = 0) -> list[Model]:
    """So many model files from a seed; model k of a seed does not depend on the count."""
    return [random_model(Random(f"{seed}/{k}")) for k in range(count)]


@st.composite
def model_files(draw: st.DrawFn) -> Model:
    """A Hypothesis strategy of the same models."""
    return random_model(draw(st.randoms(use_true_random=False)))


def random_question(model: Model, rng: Random) -> tuple[dict[str, str], list[str]]:
    """(reading, holding) that a model may be asked with: often none, never without a state."""
    names = Names(model)
    reading = {
        party: rng.choice(list(others))
        for party, others in model.get("alternatives", {}).items()
        if rng.random() < 0.7
    }
    nouns = [f'"{name}"' for name in names.outcomes]
    nouns += [f"{p}.{o}" for p, o in names.options] or names.states
    noun = rng.choice(nouns)
    holding = [rng.choice((noun, f"not {noun}"))] if rng.random() < 0.5 else []
    try:
        read(model, reading, holding)
    except ValueError:
        holding = []
    return reading, holding


def to_yaml(model: Model) -> str:
    """The model file's text."""
    return str(yaml.safe_dump(model, sort_keys=False, allow_unicode=True))


def number_of_parties(rng: Random) -> int:
    """Two often, for the concepts of two; three and more for the readings of sequences."""
    return rng.choices((2, 3, 4, 5), (9, 9, 4, 1))[0]


# --- option form ---


def option_model(rng: Random) -> Model | None:
    """A model by options; None where chance left too few or too many states."""
    parties = rng.choice(PARTY_NAMES)[: number_of_parties(rng)]
    count = max(len(parties), rng.choices((2, 3, 4, 5), (2, 5, 8, 4))[0])
    owners = [*parties, *(rng.choice(parties) for _ in range(count - len(parties)))]
    pool = rng.choice(OPTION_NAMES)
    makers: dict[str, dict[str, Any]] = {p: {"options": {}} for p in parties}
    for place, owner in enumerate(owners):
        taken = makers[owner]["options"]
        free = next(n for n in (*pool[place:], *pool, *"zyxw") if n not in taken)
        taken[free] = f"Option {place}"
        if rng.random() < 0.2:
            taken[free] = {"title": f"Option {place}", "once": rng.choice(("taken", "dropped"))}
    options: list[tuple[str, str]] = [(p, o) for p in parties for o in makers[p]["options"]]
    bare: list[str] = [o for _, o in options]

    def name() -> str:
        party, option = rng.choice(options)
        if bare.count(option) == 1 and rng.random() < 0.4:
            return option
        return f"{party}.{option}"

    model: Model = {
        "detente": 1,
        "title": "A random conflict by options",
        "decision_makers": makers,
        "rules": option_rules(rng, name, parties, options),
    }
    outcomes = {}
    if rng.random() < 0.5:
        outcomes["deal"] = condition(rng, name, 1)
        if rng.random() < 0.5:
            outcomes["no-deal"] = f'not "deal" or {literal(rng, name)}'
    vocabulary = with_outcomes(rng, name, list(outcomes))
    if outcomes:
        model["outcomes"] = outcomes
    names = Names(model)
    vectors = [""]
    for _ in options:
        vectors = [v + letter for letter in "NY" for v in vectors]
    states = [s for s in vectors if not broken(model["rules"], s, names)]
    if not FEWEST_STATES <= len(states) <= MOST_STATES:
        return None
    start = rng.choice(states)
    model["status_quo"] = [
        f"{p}.{o}" for (p, o), letter in zip(options, start, strict=True) if letter == "Y"
    ]
    model["preferences"] = preferences(rng, parties, states, vocabulary, letters=True)
    if rng.random() < 0.2:
        other = preferences(rng, parties[:1], states, vocabulary, letters=True)
        model["alternatives"] = {parties[0]: {"after-all": other[parties[0]]}}
    if not model["rules"]:
        del model["rules"]
    return model


def with_outcomes(rng: Random, name: Callable[[], str], outcomes: list[str]) -> Callable[[], str]:
    """Names of options and now and then of an outcome, quoted."""

    def either() -> str:
        if outcomes and rng.random() < 0.15:
            return rng.choice(('"{}"', "'{}'")).format(rng.choice(outcomes))
        return name()

    return either


def option_rules(
    rng: Random,
    name: Callable[[], str],
    parties: Sequence[str],
    options: Sequence[tuple[str, str]],
) -> list[dict[str, Any]]:
    """Rules of every kind, often none."""
    rules: list[dict[str, Any]] = []
    for _ in range(rng.choices((0, 1, 2), (2, 4, 4))[0]):
        kind = rng.choice(
            ("infeasible", "infeasible", "at_most_one", "exactly_one", "at_least_one", "move")
        )
        if kind == "infeasible":
            text = conjunction(rng, name, rng.choice((2, 2, 3)))
            if rng.random() < 0.2:
                text = f"not ({condition(rng, name, 1)}) and {literal(rng, name)}"
            rules.append({"infeasible": text, "because": "It cannot be."})
        elif kind == "move":
            rule = {
                "by": rng.choice(parties),
                "from": condition(rng, name, rng.choice((0, 1))),
                "to": condition(rng, name, rng.choice((0, 1))),
            }
            rules.append({"infeasible_move": rule})
        else:
            chosen = rng.sample(list(options), min(len(options), rng.choice((2, 2, 3))))
            rules.append({kind: [f"{p}.{o}" for p, o in chosen]})
    return rules


# --- graph form ---


def graph_model(rng: Random) -> Model:
    """A model with its states and moves listed."""
    parties = rng.choice(PARTY_NAMES)[: number_of_parties(rng)]
    listed, arcs = graph_parts(rng, parties)
    states = list(listed)
    model: Model = {
        "detente": 1,
        "title": "A random conflict by states",
        "states": listed if any(listed.values()) else states,
        "decision_makers": {p: {"moves": arcs[p]} for p in parties},
        "status_quo": rng.choice(states),
    }
    outcomes: dict[str, str] = {}
    if rng.random() < 0.4:
        outcomes["deal"] = " or ".join(rng.sample(states, min(len(states), 2)))
        model["outcomes"] = outcomes
    vocabulary = with_outcomes(rng, lambda: rng.choice(states), list(outcomes))
    model["preferences"] = preferences(rng, parties, states, vocabulary, letters=False)
    if rng.random() < 0.2:
        other = preferences(rng, parties[:1], states, vocabulary, letters=False)
        model["alternatives"] = {parties[0]: {"after-all": other[parties[0]]}}
    return model


# --- preferences ---


def preferences(
    rng: Random,
    parties: Sequence[str],
    states: Sequence[str],
    name: Callable[[], str],
    letters: bool,
) -> dict[str, Any]:
    """One preference a party; three models in four have ranks only."""
    kinds = ["statements", "statements", "ranking", "weights", "payoffs"]
    if rng.random() < 0.25:
        kinds = ["statements", "ranking", "threshold", "better", "unknown"]
    return {p: preference(rng, rng.choice(kinds), states, name, letters) for p in parties}


def preference(
    rng: Random, kind: str, states: Sequence[str], name: Callable[[], str], letters: bool
) -> Any:
    """A preference of a kind."""
    if kind == "statements" and letters:
        return statements(rng, name, rng.choices((1, 2, 3, 4, 5, 6), (1, 1, 3, 4, 5, 5))[0])
    if kind == "statements":
        # one state a statement decides little: longer lists, of shorter conditions
        return statements(rng, name, rng.randint(2, len(states) + 2))
    if kind == "ranking":
        return {"ranking": ranking(rng, states, letters)}
    if kind == "weights":
        texts = dict.fromkeys(
            condition(rng, name, rng.choice((0, 0, 1))) for _ in range(len(states) + 1)
        )
        return {"weights": {text: number(rng) for text in texts if text not in ("true", "false")}}
    if kind == "payoffs":
        named = states if rng.random() < 0.7 else rng.sample(states, (len(states) + 1) // 2)
        return {"payoffs": {s: number(rng) for s in named}}
    if kind == "threshold":
        return {
            "payoffs": {s: number(rng) for s in states},
            "threshold": rng.choice((0.1, 0.5, 1, 1.5)),
        }
    if kind == "better":
        return {"better": better(rng, states, letters)}
    assert kind == "unknown", kind
    pairs = [[literal(rng, name), literal(rng, name)] for _ in range(rng.choice((1, 1, 2)))]
    return {"ranking": ranking(rng, states, letters), "unknown": pairs}


def number(rng: Random) -> int | float:
    """A number with at most one decimal, ties likely."""
    if rng.random() < 0.5:
        return rng.randint(-3, 5)
    return rng.randint(-20, 40) / 10


def ranking(rng: Random, states: Sequence[str], letters: bool) -> list[Any]:
    """Classes best first, now and then by patterns, now and then without some states."""
    cut = classes(rng, states)
    if rng.random() < 0.2:
        cut = cut[: max(1, len(cut) - rng.randint(1, 3))]
    if letters and rng.random() < 0.4:
        at = rng.randrange(len(cut))
        several = pattern(rng, rng.choice(states))
        if "-" in several:  # one state by its letters may not be named a second time
            cut.insert(at, [several])
    return [members[0] if len(members) == 1 else members for members in cut]


def pattern(rng: Random, state: str) -> str:
    """A state with some letters left open."""
    return "".join("-" if rng.random() < 0.5 else letter for letter in state)


def better(rng: Random, states: Sequence[str], letters: bool) -> list[list[str]]:
    """Pairs, not transitive and not complete, never both ways."""
    pairs: set[tuple[str, str]] = set()
    listed = []
    density = rng.choice((0.4, 0.7, 1.0))
    couples = [(s, t) for k, s in enumerate(states) for t in states[:k]]
    rng.shuffle(couples)
    if letters and rng.random() < 0.4:
        couples = [(pattern(rng, s), pattern(rng, t)) for s, t in couples[:3]] + couples
    for one, other in couples:
        high, low = (one, other) if rng.random() < 0.5 else (other, one)
        meant = {
            (t, s)
            for t in states
            if fits(high, t, letters)
            for s in states
            if t != s and fits(low, s, letters)
        }
        if rng.random() < density and not any((s, t) in pairs | meant for t, s in meant):
            pairs |= meant
            listed.append([high, low])
    return listed
