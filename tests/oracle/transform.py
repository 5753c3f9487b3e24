"""Changes of a model file that must not change a verdict (theorem T15), with the map of states.

Every change gives (model, states, parties): the new file, and what each old state and party is
called in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

from oracle.conditions import Tree, parse
from oracle.conflict import Names, read

Model = dict[str, Any]
Change = tuple[Model, dict[str, str], dict[str, str]]
TextMap = Callable[[str], str]


def written(tree: Tree, name: Callable[[str, bool], str]) -> str:
    """The text of a condition's tree, fully bracketed, with its names mapped."""
    kind = tree[0]
    if kind in ("true", "false"):
        return str(kind)
    if kind in ("name", "quoted"):
        return name(tree[1], kind == "quoted")
    if kind == "not":
        return f"not ({written(tree[1], name)})"
    return f"({written(tree[1], name)}) {kind} ({written(tree[2], name)})"


def map_texts(model: Model, states: TextMap, conditions: TextMap) -> None:
    """Map, in place, every state or pattern and every condition of the rules and preferences.

    Alternatives are dropped.
    """
    model.pop("alternatives", None)

    def listed(items: Sequence[Any], change: TextMap) -> list[Any]:
        return [
            listed(item, change) if isinstance(item, list) else change(str(item)) for item in items
        ]

    for rule in model.get("rules", []):
        for kind, value in rule.items():
            if kind == "infeasible":
                rule[kind] = conditions(value)
            elif kind == "infeasible_move":
                for part in {"from", "to"} & set(value):
                    value[part] = conditions(value[part])
            elif isinstance(value, list):
                rule[kind] = listed(value, conditions)
    if "outcomes" in model:
        model["outcomes"] = {k: conditions(v) for k, v in model["outcomes"].items()}
    for party, given in model["preferences"].items():
        if isinstance(given, list):
            model["preferences"][party] = [
                {**item, "prefer": conditions(item["prefer"])}
                if isinstance(item, dict)
                else conditions(str(item))
                for item in given
            ]
            continue
        for kind, value in given.items():
            if kind in ("ranking", "better"):
                given[kind] = listed(value, states)
            elif kind == "payoffs":
                given[kind] = {states(str(k)): v for k, v in value.items()}
            elif kind == "weights":
                # two spellings of one condition may become one
                sums: dict[str, Fraction] = {}
                for text, weight in value.items():
                    sums[conditions(str(text))] = (
                        sums.get(conditions(str(text)), Fraction(0)) + tenfold(weight) / 10
                    )
                given[kind] = {text: float(total) for text, total in sums.items()}
            elif kind == "unknown":
                given[kind] = listed(value, conditions)


def same_names(model: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Every state and party called what it is called."""
    conflict = read(model)
    return {s: s for s in conflict.states}, {p: p for p in conflict.parties}


def shuffled(model: Model, rng: Random) -> Change:
    """Parties, options and listed states in another order."""
    before = Names(model)
    changed = deepcopy(model)
    parties = list(model["decision_makers"])
    rng.shuffle(parties)
    changed["decision_makers"] = {p: changed["decision_makers"][p] for p in parties}
    changed["preferences"] = dict(rng.sample(list(changed["preferences"].items()), len(parties)))
    if before.graph:
        order = rng.sample(before.states, len(before.states))
        listed = model["states"]
        changed["states"] = {s: listed[s] for s in order} if isinstance(listed, dict) else order
        return changed, *same_names(model)
    for maker in changed["decision_makers"].values():
        options = list(maker["options"].items())
        rng.shuffle(options)
        maker["options"] = dict(options)
    after = [before.options.index(option) for option in Names(changed).options]

    def moved(letters: str) -> str:
        return "".join(letters[k] for k in after)

    map_texts(changed, moved, lambda text: text)
    return changed, {s: moved(s) for s in read(model).states}, {p: p for p in parties}


def renamed(model: Model) -> Change:
    """Other names for parties, options, states and outcomes; conditions fully bracketed."""
    names = Names(model)
    changed = deepcopy(model)

    def new(name: str) -> str:
        return f"x_{name}"

    def in_condition(name: str, quoted: bool) -> str:
        if quoted or (names.graph and name not in names.about):
            return f'"{new(name)}"'
        if names.graph:
            return new(name)
        party, option = names.options[names.position(name)]
        return f"{new(party)}.{new(option)}"

    def condition(text: str) -> str:
        return written(parse(text), in_condition)

    map_texts(changed, new if names.graph else str, condition)
    changed["preferences"] = {new(p): v for p, v in changed["preferences"].items()}
    makers = {new(p): maker for p, maker in changed["decision_makers"].items()}
    for maker in makers.values():
        if "options" in maker:
            maker["options"] = {new(o): about for o, about in maker["options"].items()}
        if "moves" in maker:
            maker["moves"] = {new(s): [new(t) for t in ts] for s, ts in maker["moves"].items()}
    changed["decision_makers"] = makers
    for rule in changed.get("rules", []):
        if "infeasible_move" in rule:
            rule["infeasible_move"]["by"] = new(rule["infeasible_move"]["by"])
    if "outcomes" in changed:
        changed["outcomes"] = {new(name): text for name, text in changed["outcomes"].items()}
    start = model["status_quo"]
    changed["status_quo"] = (
        new(start) if names.graph else [in_condition(name, False) for name in start]
    )
    if names.graph and isinstance(model["states"], dict):
        listed = {new(s): about for s, about in changed["states"].items()}
        for about in listed.values():
            if isinstance(about, dict):
                about["strategies"] = {new(p): v for p, v in about["strategies"].items()}
        changed["states"] = listed
    elif names.graph:
        changed["states"] = [new(s) for s in model["states"]]
    states = {s: new(s) if names.graph else s for s in read(model).states}
    return changed, states, {p: new(p) for p in model["decision_makers"]}


def stretched(model: Model) -> Change:
    """Payoffs without threshold cubed, weights tenfold: another scale, the same order."""
    changed = deepcopy(model)
    for given in changed["preferences"].values():
        if isinstance(given, dict) and "weights" in given:
            given["weights"] = {k: int(tenfold(v)) for k, v in given["weights"].items()}
        elif isinstance(given, dict) and "payoffs" in given and "threshold" not in given:
            given["payoffs"] = {k: int(tenfold(v) ** 3) for k, v in given["payoffs"].items()}
    return changed, *same_names(model)


def tenfold(number: Any) -> Fraction:
    """Ten times the decimal as written; whole for one decimal."""
    return Fraction(str(number)) * 10


def with_an_idle_party(model: Model) -> Change:
    """One more party, without moves; its preference is no matter."""
    changed = deepcopy(model)
    graph = "states" in model
    changed["decision_makers"]["Idle"] = {"moves": {}} if graph else {"options": {}}
    conflict = read(model)
    changed["preferences"]["Idle"] = {"ranking": list(conflict.states[:2])}
    if graph and conflict.strategies is not None:
        for about in changed["states"].values():
            about["strategies"]["Idle"] = "waits"
    return changed, *same_names(model)


def with_a_statement_twice(model: Model, rng: Random) -> Change:
    """In every priority list, some statement again further down."""
    changed = deepcopy(model)
    for given in changed["preferences"].values():
        if isinstance(given, list) and given:
            first = rng.randrange(len(given))
            given.insert(rng.randint(first + 1, len(given)), deepcopy(given[first]))
    return changed, *same_names(model)
