"""Conflicts as strategic games: what another program finds in them is what `nash` says."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from conflicts import CASES, compiled_case
from game_texts import payoff_form

from detente import analyze, build
from detente.formats import convert, write_model
from detente.model import Conflict, load_file
from detente.problems import ModelError, TooLarge

TARGET = Path("game.nfg")


def random_conflict(seed: int) -> Conflict:
    """Two or three parties with one to three options, wishes of every kind, no rule."""
    chance = random.Random(seed)
    parties = [f"P{k}" for k in range(chance.choice((2, 2, 3)))]
    options = {one: [f"o{k}" for k in range(chance.randint(1, 3))] for one in parties}
    if sum(map(len, options.values())) > 6:
        options[parties[0]] = ["o0"]
    keys = [f"{party}.{name}" for party, own in options.items() for name in own]
    wishes: dict[str, Any] = {}
    for party in parties:
        some = [chance.choice(("", "not ")) + chance.choice(keys) for _ in range(4)]
        joined = f"{chance.choice(keys)} implies {chance.choice(keys)}"
        wishes[party] = chance.choice(
            (
                some,
                [joined, *some[:2]],
                {"weights": {one: chance.randint(-3, 5) for one in dict.fromkeys(some)}},
            )
        )
    return build(
        {
            "detente": 1,
            "title": 'A "title" \\ of <b>',
            "decision_makers": {
                one: {"title": f"The {one}", "options": {name: name for name in own}}
                for one, own in options.items()
            },
            "preferences": wishes,
        }
    )


def by_strategies(conflict: Conflict) -> dict[tuple[int, ...], str]:
    """The state of each combination: a party's strategies are its letters, Y before N."""
    found: dict[tuple[int, ...], str] = {(): ""}
    for party in conflict.decision_makers:
        count = len(party.options)
        own = sorted(
            ("".join("NY"[code >> k & 1] for k in range(count)) for code in range(2**count)),
            key=lambda letters: letters.replace("Y", "A"),
        )
        found = {
            (*profile, k): text + letters
            for profile, text in found.items()
            for k, letters in enumerate(own)
        }
    return found


@pytest.mark.parametrize("block", range(10))
def test_pure_equilibria_of_what_is_written_are_nash(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        conflict = random_conflict(seed)
        text, _ = write_model(conflict, TARGET)
        game = payoff_form(str(text))
        states = by_strategies(conflict)
        found = {states[profile] for profile in game.pure_equilibria()}

        assert found == {str(one) for one in analyze(conflict).equilibria("nash")}, seed


def test_payoffs_of_the_model_stay_and_ranks_are_said_to_be_ranks() -> None:
    made = build(
        {
            "detente": 1,
            "title": "T",
            "decision_makers": {"A": {"options": {"p": "P"}}, "B": {"options": {"q": "Q"}}},
            "preferences": {"A": {"payoffs": {"YY": 3, "-N": 0.5, "NY": -2}}, "B": ["A.p"]},
        }
    )
    text, notes = write_model(made, TARGET)

    rows = [p[::-1] for p in ((0, 0), (0, 1), (1, 0), (1, 1))]
    assert [int(payoff_form(str(text)).pays[one][0]) for one in rows] == [30, -20, 5, 5]
    said = [(one.code, one.what) for one in notes]
    assert ("W-SCALED", "the payoffs of A are multiplied by 10") in said
    assert ("W-ORDINAL", "ranks are written as payoffs of B: only their order counts") in said


def test_what_a_game_cannot_hold_is_refused_and_told_and_written_if_wanted() -> None:
    elmira = load_file(CASES / "elmira.yaml")
    with pytest.raises(ModelError) as caught:
        write_model(elmira, TARGET)
    words = " ".join(str(one) for one in caught.value.problems)

    assert {one.code for one in caught.value.problems} == {"E-LOSSY"}
    assert "MoE cannot make 6 of 12 changes of its strategy" in words
    assert "--lossy" in words
    text, notes = write_model(elmira, TARGET, lossy=True)
    assert payoff_form(str(text)).sizes == (2, 3, 2)
    assert [one.code for one in notes].count("W-LOSSY") == 2


def test_listed_states_are_a_game_where_their_moves_are_those_of_strategies(
    tmp_path: Path,
) -> None:
    data = {
        "detente": 1,
        "title": "T",
        "states": ["a", "b", "c", "d"],
        "decision_makers": {
            "A": {"moves": {"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}},
            "B": {"moves": {"a": ["c"], "c": ["a"], "b": ["d"], "d": ["b"]}},
        },
        "preferences": {"A": {"ranking": ["b", "a", "d", "c"]}, "B": {"ranking": ["d", "b"]}},
    }
    text, _ = write_model(build(data), TARGET)
    game = payoff_form(str(text))

    assert game.sizes == (2, 2)
    assert len(game.pure_equilibria()) == len(analyze(build(data)).equilibria("nash")) == 1
    data["decision_makers"]["B"]["moves"]["a"] = ["b", "c"]
    with pytest.raises(ModelError, match="not those of strategies"):
        write_model(build(data), TARGET)


def test_a_game_that_would_be_too_large_is_refused() -> None:
    many = {f"o{k}": "" for k in range(9)}
    made = build(
        {"detente": 1, "title": "T", "decision_makers": {p: {"options": many} for p in "AB"}}
    )
    with pytest.raises(TooLarge, match="payoffs"):
        write_model(made, TARGET)


@pytest.mark.parametrize("ending", [".nfg", ".csv", ".xlsx"])
def test_a_game_written_and_read_has_the_same_equilibria(ending: str, tmp_path: Path) -> None:
    for name in ("chicken", "prisoners-dilemma", "stag-hunt", "battle-of-the-sexes"):
        target = tmp_path / f"{name}{ending}"
        content, _ = convert(CASES / f"{name}.yaml", target)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        back = tmp_path / f"{name}.json"
        back.write_text(str(convert(target, back)[0]), encoding="utf-8")

        before, after = analyze(load_file(CASES / f"{name}.yaml")), analyze(load_file(back))
        for concept in ("nash", "gmr", "smr", "seq"):
            assert sorted(before.equilibria(concept)) == sorted(after.equilibria(concept)), name


def test_a_table_keeps_states_that_are_fewer_than_the_combinations() -> None:
    text, notes = write_model(load_file(CASES / "elmira.yaml"), Path("x.csv"), lossy=True)
    rows = str(text).splitlines()

    assert rows[0] == "state,MoE,Uniroyal,Local,payoff: MoE,payoff: Uniroyal,payoff: Local"
    assert len(rows) == 1 + len(compiled_case(load_file(CASES / "elmira.yaml"))["states"])
    assert "no states" not in " ".join(one.what for one in notes)
