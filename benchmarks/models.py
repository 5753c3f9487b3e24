"""Models to measure with: seeded, as model files, of any size."""

from __future__ import annotations

from random import Random


def by_statements(
    options: int,
    parties: int,
    holes: float = 0.1,
    statements: int = 12,
    one_way: float = 0.0,
    seed: int = 1,
) -> str:
    """A model file: options shared out evenly, priority lists, about `holes` infeasible."""
    rng = Random(f"{options}/{parties}/{seed}")
    names = [f"P{k}" for k in range(parties)]
    counts = [options // parties + (k < options % parties) for k in range(parties)]
    keys, lines = (
        [],
        ["detente: 1", f"title: {options} options, {parties} parties", "decision_makers:"],
    )
    for name, count in zip(names, counts, strict=True):
        lines += [f"  {name}:", "    options:"]
        for k in range(count):
            once = rng.choice(("taken", "dropped")) if rng.random() < one_way else ""
            told = f"{{title: Option {k}, once: {once}}}" if once else f"Option {k}"
            lines.append(f"      o{k}: {told}")
            keys.append(f"{name}.o{k}")
    lines += _rules(rng, keys, holes)
    lines.append("preferences:")
    for name in names:
        lines.append(f"  {name}:")
        lines += [f"    - {_statement(rng, keys)}" for _ in range(statements)]
    return "\n".join(lines) + "\n"


def with_forbidden_moves(text: str) -> str:
    """The same model where two parties cannot take some steps, so that moves do not compose."""
    forbidden = (
        "  - infeasible_move: {by: P0, from: P0.o0 and P1.o1, to: not P0.o0 and P0.o1}",
        "  - infeasible_move: {by: P1, from: P2.o0, to: P1.o0}",
    )
    return text.replace("preferences:", "\n".join([*forbidden, "preferences:"]), 1)


def exactly_one(parties: int, each: int, statements: int = 12, seed: int = 1) -> str:
    """A model file: every party takes exactly one of its options, so that few codes are states."""
    rng = Random(f"{parties}/{each}/{seed}")
    names = [f"P{k}" for k in range(parties)]
    keys = [f"{name}.o{k}" for name in names for k in range(each)]
    lines = ["detente: 1", f"title: {parties} parties, one of {each} each", "decision_makers:"]
    for name in names:
        lines += [f"  {name}:", "    options:", *(f"      o{k}: Option {k}" for k in range(each))]
    lines.append("rules:")
    for name in names:
        lines.append(f"  - exactly_one: [{', '.join(f'{name}.o{k}' for k in range(each))}]")
    lines.append("preferences:")
    for name in names:
        lines += [f"  {name}:", *(f"    - {_statement(rng, keys)}" for _ in range(statements))]
    return "\n".join(lines) + "\n"


def _rules(rng: Random, keys: list[str], holes: float) -> list[str]:
    """Conjunctions of four options, each of which excludes a sixteenth of what is left."""
    lines, left = [], 1.0
    while 1 - left < holes and len(keys) > 4:
        chosen = rng.sample(keys, 4)
        text = " and ".join(("" if rng.random() < 0.5 else "not ") + key for key in chosen)
        lines.append(f"  - infeasible: {text}")
        left *= 15 / 16
    return ["rules:", *lines] if lines else []


def _statement(rng: Random, keys: list[str]) -> str:
    def literal() -> str:
        return ("" if rng.random() < 0.5 else "not ") + rng.choice(keys)

    form = rng.choice(("{}", "{} and {}", "{} or {}", "{} if {}", "{} iff {}"))
    return form.format(literal(), literal())
