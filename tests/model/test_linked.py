"""Few states among many options: counted and listed part by part, against every code in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle, product
from random import Random
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.model import compile_graph, feasible, linked, load_text
from detente.model.condition import FALSE
from detente.problems import ModelError, TooManyStates

Codes = NDArray[np.int64]


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
        for most in (2, max(1, len(wanted) - 1), max(1, len(wanted))):
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
    monkeypatch.setattr(linked, "_SAMPLE", 5)
    monkeypatch.setattr(linked, "_TOGETHER", 1)
    assert compared(range(150, 300)) == 0


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("list_ways", lambda steps, *rest: linked.list_ways(steps[:-1], *rest)),
        ("count_ways", lambda steps, without, draw: linked.Counted(10**9, 0, True)),
        ("linked_parts", lambda options, pieces: linked.linked_parts(options, pieces[1:])),
        ("every_choice", lambda parts: np.concatenate(list(parts))),
    ],
)
def test_each_part_of_it_matters(name: str, wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feasible, name, wrong)
    assert compared(range(40)) > 0


class Excluding:
    """Clauses over options as the pieces of a model, and the codes that none of them excludes."""

    def __init__(self, options: int, clauses: list[list[tuple[int, bool]]]) -> None:
        self.clauses = [(linked.Piece(FALSE, frozenset(k for k, _ in one)), one) for one in clauses]
        self.parts = linked.linked_parts(options, [piece for piece, _ in self.clauses])
        self.met = 0

    def without(self, codes: Codes, pieces: Sequence[linked.Piece]) -> Codes:
        for piece, clause in self.clauses:
            if any(piece is one for one in pieces):
                taken = [(codes >> k & 1 == 1) == wanted for k, wanted in clause]
                codes = codes[~np.logical_and.reduce(taken)]
        self.met += len(codes)
        return codes


@pytest.mark.parametrize("together", [1, 8, 1 << 16])
def test_no_more_ways_are_listed_nor_met_than_may_be(
    together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linked, "_TOGETHER", together)
    cut = Counter[str]()
    for seed in range(40):
        rng = Random(seed)
        options = rng.randint(3, 8)
        clauses = [
            [(k, rng.random() < 0.5) for k in rng.sample(range(options), rng.randint(2, 3))]
            for _ in range(options)
        ]
        model = Excluding(options, clauses)
        for part in model.parts:
            bits = [step.bit for step in part]
            mask = sum(1 << bit for bit in bits)
            about = [one for one in clauses if {k for k, _ in one} <= set(bits)]
            all_codes = every_code(options, about)
            wanted = sorted(code for code in all_codes if code & mask == code)
            model.met = 0
            listed = linked.list_ways(part, model.without, 1 << 20, 1 << 20)
            assert listed is not None
            assert sorted(listed.tolist()) == wanted
            met = model.met
            assert linked.list_ways(part, model.without, 1 << 20, met - 1) is None
            for most in (0, 1, 3, 20, len(wanted)):
                model.met = 0
                some = linked.list_ways(part, model.without, most, met)
                assert some is not None
                assert set(some.tolist()) <= set(wanted)
                assert len(some) == len(wanted) if len(wanted) <= most else len(some) > most
                assert len(some) <= most + 2 * together
                cut["listed" if len(wanted) <= most else "cut"] += 1
                cut["spared"] += model.met < met
    assert min(cut["listed"], cut["cut"]) > 20
    assert cut["spared"] > 20 or together > 8


def rarely(first: str, second: int) -> str:
    """So many options of B, none of which may be taken unless A's are as `first` says."""
    told = " and ".join(
        ("" if taken == "Y" else "not ") + f"A.a{k}" for k, taken in enumerate(first)
    )
    lines = ["title: x", "decision_makers:", "  A:", "    options:"]
    lines += [f"      a{k}: T" for k in range(len(first))]
    lines += ["  B:", "    options:", *(f"      b{k}: T" for k in range(second)), "rules:"]
    return "\n".join(lines + [f"  - infeasible: B.b{k} and not ({told})" for k in range(second)])


def test_a_sample_that_misses_nearly_all_states_lists_no_more_than_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = []
    real = linked.list_ways

    def watched(*asked: Any) -> Any:
        listed.append(real(*asked))
        return listed[-1]

    monkeypatch.setattr(feasible, "list_ways", watched)
    conflict = load_text(rarely("Y" * 17, 24))  # 2^17 - 1 states, and 2^24 that the sample misses
    keys = [one.key for one in conflict.options]
    with pytest.raises(TooManyStates, match="more than 70,000,000 states, the most that can be"):
        feasible.feasible_codes(keys, conflict.rules, {}, (), 1 << 18)
    assert [1 << 18 < len(one) <= (1 << 18) + 2 * linked._TOGETHER for one in listed] == [True]


def test_a_sample_that_meets_what_is_rare_refuses_nothing_that_can_be_listed() -> None:
    met = np.zeros(1, dtype=np.int64)
    draw = np.random.default_rng(0)  # the first sample that is drawn
    for bit in range(15):
        met = np.concatenate([met, met | np.int64(1 << bit)])
        if len(met) > linked._SAMPLE:
            met = draw.choice(met, linked._SAMPLE, replace=False)
    rare = "".join("NY"[int(met[0]) >> bit & 1] for bit in range(15))
    conflict = load_text(rarely(rare, 16))
    keys = [one.key for one in conflict.options]
    most = (1 << 15) - 1 + (1 << 16)
    assert len(feasible.feasible_codes(keys, conflict.rules, {}, (), most)) == most
    with pytest.raises(TooManyStates):
        feasible.feasible_codes(keys, conflict.rules, {}, (), most - 1)


@pytest.mark.parametrize(
    ("estimates", "sure", "drawn"),
    [
        ([100], False, 16),  # as many as may be
        ([99], False, 1),
        ([10**30], True, 3),  # none counts for all that it says
        ([400], True, 15),
        ([10**30, 10**30, 0], False, 3),
        ([300], False, 16),
    ],
)
def test_estimates_leave_no_doubt_together(estimates: list[int], sure: bool, drawn: int) -> None:
    told = []

    def draws() -> Iterator[int]:
        for one in cycle(estimates):
            told.append(one)
            yield one

    assert linked.surely_more(draws(), 100) is sure
    assert len(told) == drawn


def test_estimates_are_right_on_average(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "_SAMPLE", 8)
    model = Excluding(8, [[(k, True), (k + 1, True)] for k in range(7)])
    (part,) = model.parts
    exact = linked.list_ways(part, model.without, 1 << 20, 1 << 20)
    assert exact is not None
    draw = np.random.default_rng(3)
    model.met = 0
    draws = [linked.count_ways(part, model.without, draw).ways for _ in range(2_000)]
    assert np.mean(draws) == pytest.approx(len(exact), rel=0.02)


def test_of_many_rules_that_leave_no_state_some_are_named() -> None:
    conflict = load_text(every_pattern(4))
    with pytest.raises(ModelError, match=r"the rules .* and 6 more exclude all of them") as refused:
        compile_graph(conflict)
    assert str(refused.value).count("(line ") == 10


def every_pattern(options: int) -> str:
    """A rule against each state."""
    lines = ["title: x", "decision_makers:", "  A:", "    options:"]
    lines += [f"      a{k}: T" for k in range(options)] + ["rules:"]
    for code in product(("", "not "), repeat=options):
        told = " and ".join(f"{word}A.a{k}" for k, word in enumerate(code))
        lines.append(f"  - infeasible: {told}")
    return "\n".join(lines)


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
