"""Few states among many options: counted and listed part by part, against every code in turn."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from detente.model import compile_graph, feasible, linked, load_text
from detente.problems import TooManyStates


def random_rules(rng: Random, options: int, rules: int) -> tuple[str, list[list[tuple[int, bool]]]]:
    """A model file of rules, each of which excludes some options taken or not together."""
    keys = [f"P{k % 2}.o{k // 2}" for k in range(options)]
    in_file = [*range(0, options, 2), *range(1, options, 2)]  # the options of P0 come first
    clauses = []
    for _ in range(rules):
        chosen = rng.sample(range(options), rng.randint(1, min(3, options)))
        clauses.append([(k, rng.random() < 0.5) for k in chosen])
    lines = ["title: x", "decision_makers:"]
    for party in range(2):
        lines += [f"  P{party}:", "    options:"]
        lines += [f"      o{k // 2}: T" for k in range(party, options, 2)]
    lines.append("rules:")
    for clause in clauses:
        told = " and ".join(("" if taken else "not ") + keys[k] for k, taken in clause)
        lines.append(f"  - infeasible: {told}")
    place = {k: bit for bit, k in enumerate(in_file)}
    return "\n".join(lines), [[(place[k], taken) for k, taken in clause] for clause in clauses]


def every_code(options: int, clauses: list[list[tuple[int, bool]]]) -> list[int]:
    """The codes that no clause excludes, one after another."""
    found = []
    for bits in product((False, True), repeat=options):
        taken = bits[::-1]
        if not any(all(taken[k] is wanted for k, wanted in clause) for clause in clauses):
            found.append(sum(1 << k for k in range(options) if taken[k]))
    return found


def compared(seeds: range) -> int:
    """How many random models have other states than those found one by one, or a refusal."""
    wrong = 0
    for seed in seeds:
        rng = Random(seed)
        options = rng.randint(2, 10)
        text, clauses = random_rules(rng, options, rng.randint(1, 3 * options))
        wanted = every_code(options, clauses)
        conflict = load_text(text)
        asked = [one.key for one in conflict.options], conflict.rules, {}, ()
        for most in (2, 60, 500):
            try:
                found = feasible.feasible_codes(*asked, most).tolist()
            except TooManyStates:
                found = wanted if len(wanted) > most else None
            wrong += found != wanted
    return wrong


def test_states_are_those_of_every_code_in_turn() -> None:
    assert compared(range(150)) == 0


def test_estimates_from_a_sample_refuse_nothing_that_can_be_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(linked, "_SAMPLE", 30)
    monkeypatch.setattr(linked, "_TOGETHER", 8)
    assert compared(range(150, 300)) == 0


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("list_ways", lambda steps, without: linked.list_ways(steps[:-1], without)),
        ("count_ways", lambda steps, without: linked.Counted(10**9, 0, True)),
        ("linked_parts", lambda options, pieces: linked.linked_parts(options, pieces[1:])),
        ("every_choice", lambda parts: np.concatenate(list(parts))),
    ],
)
def test_each_part_of_it_matters(name: str, wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feasible, name, wrong)
    assert compared(range(40)) > 0


def sixty(rules: int, seed: int) -> str:
    """Sixty options under random rules of three options each."""
    rng = Random(seed)
    keys = [f"P{party}.o{k}" for party in range(3) for k in range(20)]
    lines = ["title: x", "decision_makers:"]
    for party in range(3):
        lines += [f"  P{party}:", "    options:", *(f"      o{k}: T" for k in range(20))]
    lines.append("rules:")
    for _ in range(rules):
        chosen = rng.sample(keys, 3)
        told = " and ".join(rng.choice(("", "not ")) + key for key in chosen)
        lines.append(f"  - infeasible: {told}")
    return "\n".join(lines)


def test_few_states_of_sixty_options_are_listed_though_no_two_rules_are_about_the_same() -> None:
    graph = compile_graph(load_text(sixty(235, 3)))
    assert 0 < graph.states < 10_000
    assert all(graph.codes[1:] > graph.codes[:-1])


def test_many_states_of_sixty_options_are_refused_by_an_estimate() -> None:
    with pytest.raises(TooManyStates, match=r"about \d\d0(,000){4} states"):
        compile_graph(load_text(sixty(60, 1)))
