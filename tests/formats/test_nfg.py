"""Strategic games become conflicts whose Nash equilibria are theirs; what is wrong has a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from conflicts import said
from strategic_games import as_text, random_game

from detente import analyze
from detente.formats import convert, model_text, read_nfg_text
from detente.model import load_file, load_text
from detente.problems import ModelError

STRAIT = """\
NFG 1 R "A strait" { "Norway" "Denmark" } { 2 2 }

3 3 0 4 4 0 1 1
"""
SIGNS = """\
NFG 1 R "Signs" { "Player 1" "2" }
{ { "Up" "Middle" "Down" } { "Left" "Right" } }
"Who reads \\"first\\"?"
{
{ "calm" 2, 1/2 }
{ "" 0, 0 }
{ "calm" -1.5, 1e1 }
}
1 2 0 3 1 2
"""


@pytest.mark.parametrize("block", range(10))
def test_nash_equilibria_are_the_pure_ones_of_random_games(block: int) -> None:
    for seed in range(block * 10, block * 10 + 10):
        game = random_game(seed)
        text = as_text(game, seed)
        conflict, _ = read_nfg_text(text)
        found = {str(state) for state in analyze(conflict).equilibria("nash")}

        assert found == {game.state(one) for one in game.pure_equilibria()}, text


@pytest.mark.parametrize("seed", range(0, 100, 10))
def test_a_game_as_a_model_file_is_read_as_the_same_conflict(seed: int) -> None:
    conflict, _ = read_nfg_text(as_text(random_game(seed), seed))

    assert said(load_text(model_text(conflict))) == said(conflict)


def test_two_strategies_are_one_option_and_the_payoffs_are_preferences() -> None:
    conflict, notes = read_nfg_text(STRAIT)

    assert conflict.title == "A strait"
    assert [option.key for option in conflict.options] == [
        "Norway.strategy_1",
        "Denmark.strategy_1",
    ]
    assert conflict.to_dict()["preferences"] == {
        "Norway": {"payoffs": {"YY": 3, "NY": 0, "YN": 4, "NN": 1}},
        "Denmark": {"payoffs": {"YY": 3, "NY": 4, "YN": 0, "NN": 1}},
    }
    assert notes == ()


def test_more_strategies_are_an_option_each_and_outcomes_keep_their_names() -> None:
    conflict, notes = read_nfg_text(SIGNS)
    data = conflict.to_dict()

    assert (conflict.title, conflict.about) == ("Signs", 'Who reads "first"?')
    assert [option.key for option in conflict.options] == [
        "Player_1.up",
        "Player_1.middle",
        "Player_1.down",
        "party_2.left",
    ]
    assert data["rules"] == [{"exactly_one": ["Player_1.up", "Player_1.middle", "Player_1.down"]}]
    assert data["outcomes"] == {
        "calm": "Player_1.up and party_2.left or Player_1.middle and not party_2.left",
        "calm (2)": "Player_1.up and not party_2.left",
    }
    assert data["preferences"]["party_2"] == {
        "payoffs": {"YNNY": 0.5, "NYNY": 0, "NNYY": 0, "YNNN": 10, "NYNN": 0.5, "NNYN": 0}
    }
    assert notes == ()


def test_payoffs_that_no_decimal_says_are_multiplied_and_said() -> None:
    text = STRAIT.replace("3 3 0 4", "1/3 3 -1/7 4")
    conflict, (note,) = read_nfg_text(text)

    assert conflict.to_dict()["preferences"]["Norway"]["payoffs"] == {
        "YY": 7,
        "NY": -3,
        "YN": 84,
        "NN": 21,
    }
    assert note.code == "W-SCALED"
    assert "'Norway' are multiplied by 21" in note.what


@pytest.mark.parametrize(
    ("old", "new", "place", "what", "mend"),
    [
        ("NFG 1 R", "Norway", (1, 1), "'Norway' stands where 'NFG' is wanted", "NFG 1 R"),
        ("NFG 1 R", "EFG 2 R", (1, 1), "a game in extensive form", "strategic form"),
        ("NFG 1", "NFG 2", (1, 5), "'2' is no version", "write `NFG 1 R`"),
        (" R ", " X ", (1, 7), "'X' stands where 'R'", "write `NFG 1 R`"),
        ('"A strait"', "A_strait", (1, 9), "'A_strait' stands where the title", "in quotes"),
        ('"Denmark"', '"Denmark', (1, 31), "a quote is not closed", "close it"),
        ('{ "Norway" "Denmark" }', "{ }", (1, 24), "no player", "two or more"),
        ('"Denmark" }', '"Denmark"', (1, 41), "'{' stands where '}' behind", "'}'"),
        ("{ 2 2 }", "{ 2 }", (1, 43), "for 1 players, and 2 are named", "in their order"),
        ("{ 2 2 }", "{ 2 x }", (1, 47), "'x' is no number of strategies", "whole number"),
        ("{ 2 2 }", "{ 2 0 }", (1, 47), "player 2 has no strategy", "one or more"),
        ("{ 2 2 }", "{ 2 99 }", (1, 47), "99 strategies are more than 62", "leave out"),
        ("{ 2 2 }", "{ 1 1 }", (3, 1), "8 payoffs, and 1 combinations", "each player's"),
        ("1 1\n", "1\n", (3, 1), "has 7 payoffs, and 4 combinations of 2 players need 8", "payoff"),
        ("4 4", "4 four", (3, 9), "'four' is no payoff", "3, -0.5 or 1/3"),
        ("4 4", "4 1/0", (3, 9), "'1/0' is no payoff", "3, -0.5 or 1/3"),
        ("4 4", "4 ４", (3, 9), "'４' is no payoff", "3, -0.5 or 1/3"),
        ("4 4", "4 } 4", (3, 9), "'}' stands among the payoffs", "numbers alone"),
        ("3 3 0 4 4 0 1 1", "{ { 1 1 } }\n1 1 2 1", (4, 5), "'2' is no outcome", "number of one"),
        ("3 3 0 4 4 0 1 1", "{ { 1 1 } }\n1 1 1", (4, 1), "3 of 4 combinations", "0 for none"),
        ("3 3 0 4 4 0 1 1", "{ { 1 } }\n1", (3, 3), "1 payoffs for 2 players", "one a player"),
    ],
)
def test_what_is_wrong_in_a_game_is_told_with_its_place_and_mend(
    old: str, new: str, place: tuple[int, int], what: str, mend: str
) -> None:
    assert old in STRAIT
    with pytest.raises(ModelError) as caught:
        read_nfg_text(STRAIT.replace(old, new, 1))
    problem = caught.value.problems[-1]

    assert (problem.line, problem.column) == place, problem
    assert what in problem.what
    assert mend in problem.mend


@pytest.mark.parametrize("length", range(0, len(SIGNS) - 5, 3))
def test_a_game_that_is_cut_off_is_refused(length: int) -> None:
    with pytest.raises(ModelError):
        read_nfg_text(SIGNS[:length])


def test_a_game_where_nobody_chooses_is_refused() -> None:
    with pytest.raises(ModelError, match="nobody decides anything"):
        read_nfg_text('NFG 1 R "" { "A" "B" } { 1 1 } 1 2')


def test_a_game_that_is_too_large_is_refused_before_its_payoffs_are_wanted() -> None:
    counts = " ".join(["9"] * 12)
    players = " ".join(f'"{k}"' for k in range(12))
    with pytest.raises(ModelError, match="combinations, more than 20,000 payoffs"):
        read_nfg_text(f'NFG 1 R "" {{ {players} }} {{ {counts} }}')


def test_a_game_handed_over_as_a_model_is_named_with_the_command_that_reads_it(
    tmp_path: Path,
) -> None:
    source = tmp_path / "game.nfg"
    source.write_text(STRAIT, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        load_file(source)
    (problem,) = caught.value.problems

    assert "a strategic game" in problem.what
    assert problem.mend == "convert it first: detente convert game.nfg game.yaml"
    target = tmp_path / "game.yaml"
    target.write_text(convert(source, target)[0], encoding="utf-8")
    assert [str(one) for one in analyze(load_file(target)).equilibria("nash")] == ["YY"]
