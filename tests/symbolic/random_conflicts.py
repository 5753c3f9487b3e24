"""Random conflicts in option form with all that the symbolic engine reads; seeded, no files."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from detente.model import (
    And,
    Condition,
    Conflict,
    DecisionMaker,
    Iff,
    Implies,
    Name,
    Not,
    Option,
    Or,
    Outcome,
    OutcomeName,
    Payoffs,
    Preference,
    Priorities,
    Ranking,
    Rule,
    Statement,
    Weights,
)

_COUNTING = ("at_most_one", "exactly_one", "at_least_one")


def random_conflict(
    rng: Random,
    options: int,
    lists_only: bool = False,
    parties: int | None = None,
    forbidden: float = 0.3,
) -> Conflict:
    """A conflict of one to five parties; with `lists_only` every preference is a priority list.

    forbidden  how often rules forbid moves.
    """
    parties = min(options, parties or rng.choice((1, 2, 2, 3, 3, 3, 4, 5)))
    owners = [*range(parties), *(rng.randrange(parties) for _ in range(options - parties))]
    ways = (None, None, None, None, "taken", "dropped") if rng.random() < 0.5 else (None,)
    makers = []
    for party in range(parties):
        own = [k for k, owner in enumerate(owners) if owner == party]
        makers.append(
            DecisionMaker(
                f"P{party}",
                options=tuple(Option(f"P{party}", f"o{k}", once=rng.choice(ways)) for k in own),
            )
        )
    keys = [option.key for maker in makers for option in maker.options]
    outcomes = {"deal": Outcome("deal", condition(rng, keys))}
    rules = [_rule(rng, keys) for _ in range(rng.choice((0, 1, 1, 2, options // 3)))]
    if rng.random() < forbidden:
        for _ in range(rng.choice((1, 1, 2, 3))):
            by = rng.choice(makers)
            pair = (condition(rng, keys), condition(rng, keys))
            rules.append(Rule("infeasible_move", pair, by=by.name))
    return Conflict(
        "random",
        "option",
        tuple(makers),
        rules=tuple(rules),
        status_quo="N" * options,
        preferences={maker.name: _preference(rng, keys, maker, lists_only) for maker in makers},
        outcomes=outcomes,
    )


def condition(rng: Random, keys: list[str], names: int = 3) -> Condition:
    """A condition on one to `names` options; now and then the outcome."""
    parts: list[Condition] = [
        Name(key) if rng.random() < 0.6 else Not(Name(key))
        for key in rng.sample(keys, min(len(keys), rng.randint(1, names)))
    ]
    if len(parts) == 1:
        return parts[0]
    kind = rng.randrange(4)
    if kind == 0:
        return And(tuple(parts))
    if kind == 1:
        return Or(tuple(parts))
    joined = parts[0]
    for part in parts[1:]:
        joined = Implies(joined, part) if kind == 2 else Iff(joined, part)
    return joined


def _rule(rng: Random, keys: list[str]) -> Rule:
    if len(keys) > 2 and rng.random() < 0.4:
        named = rng.sample(keys, rng.randint(2, min(4, len(keys))))
        return Rule(rng.choice(_COUNTING), tuple(Name(key) for key in named))  # type: ignore[arg-type]  # one of the kinds
    return Rule("infeasible", (condition(rng, keys),))


def _preference(rng: Random, keys: list[str], maker: DecisionMaker, lists_only: bool) -> Preference:
    kind = 0 if lists_only else rng.choice((0, 0, 0, 1, 2, 3))
    if kind == 0:
        own = [option.key for option in maker.options]
        statements: list[Condition] = []
        for _ in range(rng.randint(0, 6 if not lists_only else 10)):
            named = rng.random()
            among = own + rng.sample(keys, min(2, len(keys))) if named < 0.5 else keys
            statements.append(
                OutcomeName("deal") if named > 0.9 else condition(rng, list(dict.fromkeys(among)))
            )
        return Preference(Priorities(tuple(map(Statement, statements))))
    if kind == 1:
        classes = tuple(
            tuple(_pattern(rng, len(keys)) for _ in range(rng.randint(1, 2)))
            for _ in range(rng.randint(1, 6))
        )
        return Preference(Ranking(classes))
    if kind == 2:
        items = tuple(
            (condition(rng, keys), Decimal(rng.randint(-40, 40)) / rng.choice((1, 10)))
            for _ in range(rng.randint(1, 6))
        )
        return Preference(Weights(items))
    values = tuple(
        (_pattern(rng, len(keys)), Decimal(rng.randint(-3, 5))) for _ in range(rng.randint(1, 7))
    )
    return Preference(Payoffs(values))


def _pattern(rng: Random, options: int) -> str:
    return "".join(rng.choice("YN--") for _ in range(options))
