"""The compiled graph against a reading of the definitions by loops and sets, state by state."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest

from detente.limits import limit
from detente.model import Conflict, Graph, build, compile_graph, load_text, parse_condition
from detente.model.graph import known_names_of
from detente.model.names import plain
from detente.problems import ModelError, TooLarge
from model.everything import BY_OPTIONS, BY_STATES
from model.invariants import check_invariants
from oracle.conflict import read
from oracle.generate import models
from oracle.write_conditions import condition
from work import measured

MODELS = models(400, seed=4)
TEXTS = [a + b + c for c in "NY" for b in "NY" for a in "NY"]


def texts(graph: Graph) -> tuple[str, ...]:
    return tuple(graph.state_texts(np.arange(graph.states)))


def pairs_of(graph: Graph, party: int) -> frozenset[tuple[str, str]]:
    """All (better, worse)."""
    names = texts(graph)
    return frozenset(
        (names[t], names[s])
        for s in range(graph.states)
        for t in range(graph.states)
        if graph.prefers(party, t, s)
    )


def compare(graph: Graph, oracle: Any) -> None:
    """Assert that the graph says what the oracle reads from the same file."""
    check_invariants(graph)
    names = texts(graph)
    assert names == tuple(map(plain, oracle.states))
    assert graph.names == tuple(map(plain, oracle.parties))
    start = None if graph.status_quo is None else names[graph.status_quo]
    assert start == oracle.status_quo
    for k, party in enumerate(oracle.parties):
        for s, state in enumerate(oracle.states):
            ends = {names[t] for t in graph.arcs(k).of(s).tolist()}
            assert ends == set(oracle.moves[party][state]), (party, state)
        assert pairs_of(graph, k) == oracle.better[party], party


def test_random_models_compile_to_what_the_definitions_say() -> None:
    for model in MODELS:
        compare(compile_graph(build(model)), read(model))


def test_sub_conflicts_compile_to_what_the_definitions_say() -> None:
    rng = Random("holding")
    compared = 0
    for model in MODELS:
        conflict = build(model)
        words = known_names_of(conflict)
        text = condition(rng, lambda things=words.things: rng.choice(things), 1)
        held = words.condition(text)[0]
        assert held is not None
        try:
            oracle = read(model, holding=[text])
        except ValueError:
            with pytest.raises(ModelError, match="E-NO-STATE"):
                compile_graph(conflict, holding=[held])
            continue
        compare(compile_graph(conflict, holding=[held]), oracle)
        compared += 1

    assert compared > 250


def test_an_alternative_compiles_to_what_the_definitions_say() -> None:
    for model, other in pairwise(MODELS):
        if texts(compile_graph(build(model))) != texts(compile_graph(build(other))):
            continue
        for party in set(model["preferences"]) & set(other["preferences"]):
            given = other["preferences"][party]
            if not isinstance(given, dict):
                continue
            both = {**model, "alternatives": {party: {"later": given}}}
            reading = {party: "later"}
            compare(compile_graph(build(both), reading), read(both, reading))


@pytest.mark.parametrize("text", [BY_OPTIONS, BY_STATES], ids=["options", "states"])
def test_models_that_say_everything_keep_the_promises_of_a_graph(text: str) -> None:
    conflict = load_text(text)

    check_invariants(compile_graph(conflict))
    for party in conflict.party_names:
        for reading in conflict.readings(party):
            check_invariants(compile_graph(conflict, {party: reading}))


def test_moves_that_are_said_to_compose_do() -> None:
    """Two steps of a party in a row are one step of it, or none; checked on every such pair."""
    composing = {True: 0, False: 0}
    for model in MODELS:
        graph = compile_graph(build(model))
        composing[graph.moves_compose] += 1
        assert graph.moves_compose == (
            "states" not in model
            and not any("infeasible_move" in rule for rule in model.get("rules", []))
        )
        if not graph.moves_compose:
            continue
        for party in range(graph.parties):
            arcs = graph.arcs(party)
            for s in range(graph.states):
                once = set(arcs.of(s).tolist())
                twice = {x for t in once for x in arcs.of(t).tolist()}
                assert twice <= once | {s}

    assert min(composing.values()) > 50


def test_a_state_keeps_its_code_under_more_rules_and_in_sub_conflicts() -> None:
    for model in MODELS:
        conflict = build(model)
        whole = compile_graph(conflict)
        word = known_names_of(conflict).things[0]
        for fewer in (
            lambda c=conflict, w=word: compile_graph(c, holding=[named(c, f"not {w}")]),
            lambda m=model, w=word: compile_graph(build(with_rule(m, w))),
        ):
            try:
                part = fewer()
            except ModelError:
                continue  # nothing is left, or the status quo is excluded
            assert set(part.codes.tolist()) <= set(whole.codes.tolist())
            for k in range(part.states):
                found = whole.find_state(part.state_text(k))
                assert found is not None
                assert whole.codes[found] == part.codes[k]


def named(conflict: Conflict, text: str) -> Any:
    found, faults = known_names_of(conflict).condition(text)
    assert found is not None, faults
    return found


def with_rule(model: dict[str, Any], word: str) -> dict[str, Any]:
    return {**model, "rules": [*model.get("rules", []), {"infeasible": word}]}


def test_options_held_at_not_taken_are_not_taken_in_the_status_quo_either() -> None:
    conflict = load_text(BY_OPTIONS)
    graph = compile_graph(conflict, without=["sue"])

    assert graph.status_quo is not None
    assert graph.state_text(graph.status_quo) == "NNNNNNN"
    assert all(text[0] == "N" for text in texts(graph))


def test_a_status_quo_that_is_held_out_is_none() -> None:
    conflict = load_text(BY_OPTIONS)

    assert compile_graph(conflict, holding=[named(conflict, "not sue")]).status_quo is None


# --- holes, one-way options, forbidden moves: by hand ---


def moves(text: str, party: int = 0) -> dict[str, set[str]]:
    graph = compile_graph(load_text(text))
    check_invariants(graph)
    return {
        graph.state_text(s): {graph.state_text(t) for t in graph.arcs(party).of(s).tolist()}
        for s in range(graph.states)
    }


TWO = "title: x\ndecision_makers: {A: {options: {p: '', q: ''}}, B: {options: {r: ''}}}\n"


def test_a_step_jumps_over_states_that_cannot_be() -> None:
    assert moves(TWO + "rules: [{infeasible: p iff not q}]\n") == {
        "NNN": {"YYN"},
        "YYN": {"NNN"},
        "NNY": {"YYY"},
        "YYY": {"NNY"},
    }


def test_what_is_once_taken_is_not_given_back_and_what_is_once_dropped_not_taken_again() -> None:
    text = TWO.replace("p: ''", "p: {once: taken}").replace("q: ''", "q: {once: dropped}")
    found = moves(text + "rules: [{infeasible: r}]\n")

    assert found == {
        "NNN": {"YNN"},
        "YNN": set(),
        "NYN": {"NNN", "YNN", "YYN"},
        "YYN": {"YNN"},
    }


def test_a_forbidden_move_binds_its_party_and_leaves_the_states() -> None:
    text = TWO + "rules: [{infeasible_move: {by: A, from: r, to: p}}, {infeasible: q}]\n"

    assert moves(text) == {"NNN": {"YNN"}, "YNN": {"NNN"}, "NNY": set(), "YNY": {"NNY"}}
    assert moves(text, party=1)["YNN"] == {"YNY"}


def test_listed_moves_are_taken_as_they_are_and_not_closed() -> None:
    text = (
        "title: x\nstates: [a, b, c]\ndecision_makers: {A: {moves: {a: [b], b: [c]}}}\n"
        "rules: [{infeasible_move: {by: A, from: b, to: c}}]\n"
    )

    assert moves(text) == {"a": {"b"}, "b": set(), "c": set()}


# --- orders: by hand ---


def pairs(preference: str, head: str = TWO) -> frozenset[tuple[str, str]]:
    graph = compile_graph(load_text(f"{head}preferences: {{A: {preference}}}\n"))
    check_invariants(graph)
    return pairs_of(graph, 0)


def ranks(preference: str, states: str = "abcd") -> str:
    """The states from best to worst, ties in brackets."""
    head = f"title: x\nstates: [{', '.join(states)}]\ndecision_makers: {{A: {{}}}}\n"
    graph = compile_graph(load_text(f"{head}preferences: {{A: {preference}}}\n"))
    rank = graph.orders[0].rank.tolist()  # type: ignore[union-attr]  # ranks, or the test fails
    levels = [
        "".join(state for state, own in zip(states, rank, strict=True) if own == level)
        for level in sorted(set(rank), reverse=True)
    ]
    return " ".join(levels)


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        ("[a or b, not b, c]", "a b c d"),
        ("[]", "abcd"),
        ("[true, a or b or c or d]", "abcd"),
        ("[a if b]", "acd b"),
        ("{ranking: [c, [a, b]]}", "c ab d"),
        ("{ranking: []}", "abcd"),
        ("{weights: {a: 0.1, a or b: 0.2, c: 0.3}}", "ac b d"),
        ("{weights: {a: 1e-30, b: 1e-31, c: -1e-31}}", "a b d c"),
        ("{weights: {a: 1e30, b: 1e30, not a: -1e30, c: 1}}", "a b c d"),
        ("{weights: {a: 1e100, b: 1e100, c: 1e-100, a or d: 1e-100}}", "a b cd"),
        ("{weights: {a: 9007199254740993, b: 9007199254740992}}", "a b cd"),
        ("{payoffs: {a: 0.3, b: 0.30, c: 3e-1}}", "abc d"),
        ("{payoffs: {a: -1, b: -2}}", "a b cd"),
        ("{payoffs: {a: 0.1000000000000000000001, b: 0.1}}", "a b cd"),
    ],
)
def test_an_order_is_exact(preference: str, expected: str) -> None:
    assert ranks(preference) == expected


def test_a_long_list_of_statements_is_compared_exactly() -> None:
    """Beyond 62 statements a sum of powers of two would overflow, beyond 53 it would round."""
    rng = Random("long")
    options = [f"o{k}" for k in range(6)]
    for length in (31, 32, 33, 62, 63, 64, 65, 200):
        lines = [rng.choice(("", "not ")) + rng.choice(options) for _ in range(3)]
        statements = ["o0 and not o0"] * (length - 3) + lines
        rng.shuffle(statements)
        model = {
            "title": "x",
            "decision_makers": {"A": {"options": dict.fromkeys(options, "")}},
            "preferences": {"A": statements},
        }
        assert pairs_of(compile_graph(build(model)), 0) == read(model).better["A"]


def test_a_threshold_makes_a_semiorder() -> None:
    text = "{payoffs: {NNN: 0, YNN: 0.1, NYN: 0.2, YYN: 0.30000001}, threshold: 0.1}"
    named_ = {"NNN", "YNN", "NYN", "YYN"}
    found = pairs(text)

    # By exactly the threshold is not better; by more is; unnamed states are below all others.
    assert {pair for pair in found if set(pair) <= named_} == {
        ("NYN", "NNN"),
        ("YYN", "NNN"),
        ("YYN", "YNN"),
        ("YYN", "NYN"),
    }
    assert {pair for pair in found if not set(pair) <= named_} == {
        (high, low) for high in named_ for low in ("NNY", "YNY", "NYY", "YYY")
    }


def test_pairs_are_taken_as_they_are_and_not_closed() -> None:
    found = pairs("{better: [[YNN, NNN], [NYN, YNN], [NNN, NYN]]}")

    assert found == {("YNN", "NNN"), ("NYN", "YNN"), ("NNN", "NYN")}


def test_patterns_that_overlap_both_ways_leave_neither_better() -> None:
    found = pairs("{better: [['Y--', '-N-'], ['-N-', 'NYY']]}")

    assert ("YNN", "YNY") not in found
    assert ("YYN", "NNN") in found
    assert ("NNN", "NYY") in found


def test_an_unknown_pair_is_preferred_neither_way() -> None:
    found = pairs("{ranking: ['Y--'], unknown: [[p and q, r]]}")
    order = pairs("{ranking: ['Y--']}")
    unknown = {
        frozenset((s, t))
        for s, t in ((one, other) for one in ("YYN", "YYY") for other in TEXTS if other[2] == "Y")
    }

    assert found == {pair for pair in order if frozenset(pair) not in unknown}
    assert found < order


# --- sizes ---


def many_options(options: int, parties: int, rule: str) -> str:
    """So many options a party, bound by the rule."""
    makers = "".join(
        f"  P{i}:\n    options: {{{', '.join(f'o{k}: x' for k in range(options))}}}\n"
        for i in range(parties)
    )
    rules = "".join(
        f"  - {rule}: [{', '.join(f'P{i}.o{k}' for k in range(options))}]\n" for i in range(parties)
    )
    return f"title: x\ndecision_makers:\n{makers}rules:\n{rules}"


@pytest.mark.parametrize(
    ("options", "parties", "rule", "states"),
    [
        (15, 4, "exactly_one", 15**4),
        (20, 3, "at_most_one", 21**3),
        (62, 1, "exactly_one", 62),
        (31, 2, "at_most_one", 32**2),
    ],
)
def test_forty_and_more_options_bound_by_rules_are_listed_without_the_cube(
    options: int, parties: int, rule: str, states: int
) -> None:
    with measured() as work:
        graph = compile_graph(load_text(many_options(options, parties, rule)))

    assert graph.states == states
    assert work.loops < 300
    assert len(graph.moves_from(0, 0)) == len(graph.arcs(0).of(0))
    own = states // (options if rule == "exactly_one" else options + 1) ** (parties - 1)
    assert len(graph.arcs(0).end) == states * (own - 1)


def test_too_many_states_are_refused_at_once_with_an_estimate() -> None:
    text = "title: x\ndecision_makers: {A: {options: {" + ", ".join(f"o{k}: x" for k in range(60))
    with measured() as work, pytest.raises(TooLarge) as caught:
        compile_graph(load_text(text + "}}}\n"))

    assert work.loops < 300
    assert "about 1.2e+18 states" in caught.value.estimate
    assert f"{limit('states'):,}" in caught.value.estimate


# --- contradictory rules ---


def no_state(text: str) -> Any:
    with pytest.raises(ModelError) as caught:
        compile_graph(load_text(text, "x.yaml"))
    (problem,) = caught.value.problems
    assert problem.code == "E-NO-STATE"
    return problem


def test_rules_that_leave_no_state_are_named_without_the_others() -> None:
    problem = no_state(
        TWO + "rules:\n  - infeasible: r and p\n  - infeasible: p\n  - at_most_one: [p, q]\n"
        "  - infeasible: not p and q\n  - at_least_one: [p, q]\n"
    )

    assert (problem.line, problem.column) == (5, 5)
    rules = "the rules 'never: A.p' (line 5), 'not both: not A.p and A.q' (line 7), "
    rules += "'at least one of: A.p, A.q' (line 8) exclude all of them together"
    assert rules in problem.what
    assert problem.mend == "mend one of them"


def test_a_rule_that_leaves_no_state_is_named_alone() -> None:
    problem = no_state(TWO + "rules: [{infeasible: p}, {infeasible: true}]\n")

    assert (problem.line, problem.column) == (3, 26)
    assert "the rule 'never: true' (line 3) excludes every state" in problem.what


def test_contradictory_rules_are_found_where_the_cube_is_too_large() -> None:
    text = many_options(20, 3, "exactly_one")
    problem = no_state(text + "  - infeasible: P0.o1 or not P0.o1\n")

    assert "the rule 'never: P0.o1 or not P0.o1' (line 13) excludes every state" in problem.what


def test_what_is_held_is_named_where_it_leaves_no_state() -> None:
    conflict = load_text(TWO + "rules: [{infeasible: p}]\n")
    with pytest.raises(ModelError, match=r"and holding 'A\.p' .*; hold other conditions, or mend"):
        compile_graph(conflict, holding=[parse_condition("A.p")])
    with pytest.raises(ModelError, match=r"^holding: .*'false' excludes every .*; hold other"):
        compile_graph(conflict, holding=[parse_condition("false")])


def test_rules_of_one_line_are_told_apart() -> None:
    problem = no_state(
        TWO + "rules: [{infeasible: p}, {at_least_one: [p]}, {infeasible: p or q}]\n"
    )

    rules = "the rules 'at least one of: A.p' (line 3), 'never: A.p or A.q' (line 3) exclude all"
    assert rules in problem.what


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("infeasible: p and q", "not both: A.p and A.q"),
        ("infeasible: p and (q or not p)", "not both: A.p and (A.q or not A.p)"),
        ("infeasible: p and q and not p", "never: A.p and A.q and not A.p"),
        ("at_most_one: [p, q]", "not both: A.p and A.q"),
        ("at_most_one: [p, q, not p]", "at most one of: A.p, A.q, not A.p"),
        ("exactly_one: [p, q]", "exactly one of: A.p, A.q"),
        (
            "infeasible_move: {by: A, from: p, to: q}",
            "no move by A from 'A.p' to 'A.q'",
        ),
    ],
)
def test_a_rule_says_in_words_what_cannot_be(rule: str, words: str) -> None:
    assert load_text(TWO + f"rules: [{{{rule}}}]\n").rules[0].words == words


def test_listed_states_that_rules_exclude_all_are_told() -> None:
    problem = no_state(
        "title: x\nstates: [a, b]\ndecision_makers: {A: {}}\n"
        "rules:\n- {infeasible: a}\n- {infeasible: b}\n"
    )

    assert "the rules 'never: a' (line 5), 'never: b' (line 6) exclude all" in problem.what
