"""Random models with alternatives, outcomes and claims of every form."""

from __future__ import annotations

from random import Random
from typing import Any

from oracle.conflict import Names, read
from oracle.generate import preference, random_model
from oracle.write_conditions import condition, literal
from oracle_claims.verdicts import World

Model = dict[str, Any]
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim", "l2", "mr4")


def random_model_with_claims(rng: Random) -> Model:
    """A model file with alternatives for its parties and one to three claims that can be run."""
    while True:
        model = random_model(rng)
        if len(read(model).states) > 14 or any(map(_twice, model["preferences"].values())):
            continue
        names = Names(model)
        letters = not names.graph
        things = [f"{p}.{o}" for p, o in names.options] if letters else names.states

        def name(things: list[str] = things) -> str:
            return rng.choice(things)

        model["outcomes"] = {
            **model.get("outcomes", {}),
            "good": condition(rng, name, rng.choice((0, 1, 1, 2))),
            "bad one": literal(rng, name),
        }
        model["alternatives"] = _alternatives(rng, model, name, letters)
        if model["alternatives"] == {}:
            del model["alternatives"]
        world = World(model)
        claims = [_claim(rng, world, name) for _ in range(rng.choice((1, 2, 3)))]
        model["claims"] = {f"k{k}": claim for k, claim in enumerate(claims, start=1)}
        return model


def _alternatives(rng: Random, model: Model, name: Any, letters: bool) -> dict[str, Any]:
    states = list(read(model).states)
    found = {}
    for party in model["decision_makers"]:
        count = rng.choices((0, 1, 2), (3, 4, 3))[0]
        if count:
            kinds = ("statements", "statements", "ranking", "weights", "better")
            found[party] = {
                f"other {k}": _preference(
                    rng, rng.choices(kinds, (4, 4, 3, 2, 1))[0], states, name, letters
                )
                for k in range(count)
            }
    return found


def _preference(rng: Random, *how: Any) -> Any:
    while _twice(drawn := preference(rng, *how)):
        pass
    return drawn


def _twice(preference: Any) -> bool:
    """Whether a ranking names a state twice: a mistake in a file."""
    if not isinstance(preference, dict) or "ranking" not in preference:
        return False
    named = [
        state
        for members in preference["ranking"]
        for state in (members if isinstance(members, list) else [members])
    ]
    return len(named) > len(set(named))


def _claim(rng: Random, world: World, name: Any) -> dict[str, Any]:
    if rng.random() < 0.04:
        return {"says": "Nobody can know.", "untestable": "because it is about tomorrow"}
    while True:
        claim: dict[str, Any] = {"says": "Something holds."}
        if rng.random() < 0.6:
            claim |= _test(rng, world, name)
        else:
            claim |= _around(rng, world)
            claim["tests"] = [_test(rng, world, name) for _ in range(rng.choice((1, 2, 2, 3)))]
            for test in claim["tests"]:
                if rng.random() < 0.15:
                    test["aside"] = True
        if _can_run(world, claim):
            return claim


def _around(rng: Random, world: World) -> dict[str, Any]:
    """What may stand beside an expectation."""
    found: dict[str, Any] = {}
    if rng.random() < 0.85:
        found["across"] = _across(rng, world)
    if rng.random() < 0.8:
        found["under"] = rng.sample(CONCEPTS, rng.choice((1, 1, 2, 3)))
    if rng.random() < 0.2:
        found["holding"] = [_class(rng, world, True)]
    if rng.random() < 0.2:
        found["without"] = [_thing(rng, world)]
    return found


def _across(rng: Random, world: World) -> Any:
    kind = rng.choice(("all", "all", "base", "some"))
    if kind != "some":
        return kind
    named = rng.sample(world.parties, rng.randint(1, len(world.parties)))
    across: dict[str, Any] = {}
    for party in named:
        known = world.alternatives(party)
        across[party] = (
            "all" if rng.random() < 0.3 else rng.sample(known, rng.randint(1, len(known)))
        )
    return across


def _test(rng: Random, world: World, name: Any) -> dict[str, Any]:
    test = {**_around(rng, world), "expect": _expect(rng, world, 0)}
    if rng.random() < 0.25:
        test["compare"] = {"without": [_thing(rng, world)]}
        if rng.random() < 0.3:
            test["compare"] = {"holding": [_class(rng, world, True)]}
        if rng.random() < 0.7:
            test["compare"]["demand"] = rng.choice(("fewer", "more"))
    if rng.random() < 0.25:
        test["share"] = {rng.choice(("at_most", "at_least")): rng.choice((0, 0.25, 0.5, 0.8, 1))}
    return test


def _expect(rng: Random, world: World, depth: int) -> dict[str, Any]:
    forms = [
        "no equilibrium",
        "some equilibrium",
        "only equilibria",
        "stable",
        "unstable",
        "path",
        "no path",
        "path",
        "broken",
        "blocked",
        "must end",
        "improvement",
        "no improvement",
        "feasible",
        *(["any", "all"] if depth < 2 else []),
    ]
    form = rng.choice(forms)
    if form in ("any", "all"):
        parts = []
        for _ in range(rng.choice((1, 2, 2, 3))):
            part: dict[str, Any] = {"expect": _expect(rng, world, depth + 1)}
            if rng.random() < 0.2:
                part["without"] = [_thing(rng, world)]
            if rng.random() < 0.2:
                part["holding"] = [_class(rng, world, True)]
            parts.append(part)
        return {form: parts}
    if form in ("no equilibrium", "some equilibrium", "only equilibria", "feasible"):
        return {form: _class(rng, world)}
    party = rng.choice(world.parties)
    if form in ("stable", "unstable"):
        return {form: {"for": party, "where": _class(rng, world)}}
    if form in ("improvement", "no improvement"):
        return {form: {"for": party, "where": _class(rng, world), "to": _class(rng, world)}}
    if form == "must end":
        return {form: True if rng.random() < 0.3 else _class(rng, world)}
    if form == "blocked":
        return {form: {"to": _class(rng, world), "by": party}}
    if form == "broken":
        members = rng.sample(world.parties, rng.randint(1, len(world.parties)))
        return {form: {"outcome": _class(rng, world), "by": members}}
    kind = rng.choice(("moves", "improvements", "best", "undeterred"))
    path: dict[str, Any] = {"to": _class(rng, world), "by": kind}
    if rng.random() < 0.4:
        path["of"] = rng.sample(world.parties, rng.randint(1, len(world.parties)))
    if rng.random() < 0.3:
        path["ending"] = "equilibrium"
    if rng.random() < 0.2:
        path["from"] = _class(rng, world)
    return {form: path}


def _class(rng: Random, world: World, plain: bool = False) -> str:
    """An outcome's name or a condition."""
    if rng.random() < 0.5 and not plain:
        return rng.choice(list(world.model["outcomes"]))
    return literal(rng, lambda: _thing(rng, world))


def _thing(rng: Random, world: World) -> str:
    if world.names.graph:
        return rng.choice(world.names.states)
    party, option = rng.choice(world.names.options)
    return f"{party}.{option}"


def _can_run(world: World, claim: dict[str, Any]) -> bool:
    """Whether every class to reach has a state, every sub-conflict too, every path a start."""
    base = dict.fromkeys(world.parties, "base")
    whole = world.conflict(base, [], [])

    def sound(expect: dict[str, Any], holding: list[str], without: list[str]) -> bool:
        ((form, value),) = expect.items()
        try:
            conflict = world.conflict(base, holding, without)
        except ValueError:
            return False
        if form in ("any", "all"):
            return all(
                sound(part["expect"], part.get("holding", holding), part.get("without", without))
                for part in value
            )
        if form not in ("path", "no path", "blocked", "must end"):
            return True
        if form == "must end":
            value = {} if value is True else {"to": value}
        if not all(world.inside(whole, value[key]) for key in ("to", "from") if key in value):
            return False
        return "from" in value or world.start(conflict, without) is not None

    for own in claim.get("tests") or [{}]:
        test = {**claim, **own}
        if not set(test.get("under", ())) <= set(_concepts_of(test["expect"])):
            return False
        held, gone = test.get("holding", []), test.get("without", [])
        scopes = [(held, gone)]
        if compare := test.get("compare"):
            scopes.append(
                ([*held, *compare.get("holding", [])], [*gone, *compare.get("without", [])])
            )
        if not all(sound(test["expect"], *scope) for scope in scopes):
            return False
    return True


def _concepts_of(expect: dict[str, Any]) -> tuple[str, ...]:
    """The concepts under which the expectation can be asked."""
    ((form, value),) = expect.items()
    if form in ("any", "all"):
        known = [set(_concepts_of(part["expect"])) for part in value]
        return tuple(one for one in CONCEPTS if all(one in some for some in known))
    if form == "broken":
        return CONCEPTS[:5]
    if form in ("path", "no path") and value.get("by") == "undeterred":
        return CONCEPTS[:6]
    return CONCEPTS
