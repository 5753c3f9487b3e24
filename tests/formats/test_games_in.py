"""Games in extensive form and tables of payoffs become conflicts with the games' equilibria."""

from __future__ import annotations

import io
import random
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from conflicts import compiled_case
from game_texts import as_list, as_matrix, as_tree
from strategic_games import RandomGame, random_game

from detente import analyze
from detente.formats import convert
from detente.formats.efg_read import read_efg_text
from detente.formats.table_read import read_csv_text, read_xlsx
from detente.model import Conflict
from detente.problems import DetenteError, ModelError

TREE = """\
EFG 2 R "Hidden" { "A" "B" }
p "" 1 1 "" { "l" "r" } 0
p "" 2 1 "" { "x" "y" } 0
t "" 1 "one" { 1, 2 }
t "" 2 "" { 0 0 }
p "" 2 1 "" { "x" "y" } 3 "paid" { 1 0 }
t "" 1
t "" 0
"""
LIST = "A,B,payoff: A,payoff: B\nl,x,1,2\nl,y,0,0\nr,x,2,2\n"
MATRIX = 'A \\ B,x,y\nl,"1, 2",0 0\nr,(2; 2),1/2 -1\n'


def nash(conflict: Conflict) -> set[str]:
    return {str(one) for one in analyze(conflict).equilibria("nash")}


def wanted(game: RandomGame) -> set[str]:
    return {game.state(one) for one in game.pure_equilibria()}


@pytest.mark.parametrize("block", range(5))
def test_trees_in_which_nobody_has_seen_anything_are_their_games(block: int) -> None:
    for seed in range(block * 12, block * 12 + 12):
        game = random_game(seed)
        assert nash(read_efg_text(as_tree(game, seed))[0]) == wanted(game), seed


@pytest.mark.parametrize("block", range(5))
def test_lists_of_payoffs_are_their_games(block: int) -> None:
    for seed in range(block * 12, block * 12 + 12):
        game = random_game(seed)
        conflict, notes = read_csv_text(as_list(game, seed, set(game.pays)))
        assert nash(conflict) == wanted(game), seed
        assert [one.code for one in notes if one.code != "W-SCALED"] == []


@pytest.mark.parametrize("seed", range(30))
def test_combinations_without_a_row_are_no_states(seed: int) -> None:
    chance = random.Random(seed)
    game = random_game(seed)
    kept = {one for one in game.pays if chance.random() < 0.6}
    whole = all({one[k] for one in kept} == set(range(s)) for k, s in enumerate(game.sizes))
    if not whole:  # a strategy that no row names would not be known
        kept = set(game.pays) - {max(game.pays)} if len(game.pays) > 4 else set(game.pays)
    conflict, notes = read_csv_text(as_list(game, seed, kept))
    left = RandomGame(game.sizes, {one: game.pays[one] for one in kept})
    # The order in which rows name strategies is the order of their letters.
    orders = [list(dict.fromkeys(one[k] for one in sorted(kept))) for k in range(len(game.sizes))]
    states = {
        game.state(tuple(orders[k].index(one) for k, one in enumerate(profile))): profile
        for profile in kept
    }

    assert set(compiled_case(conflict)["states"]) == set(states)
    best = {
        one
        for one in kept
        if all(
            left.pays[one][i] >= left.pays[other][i]
            for i in range(len(game.sizes))
            for other in kept
            if all(a == b for k, (a, b) in enumerate(zip(one, other, strict=True)) if k != i)
        )
    }
    assert {states[one] for one in nash(conflict)} == best
    assert [one.code for one in notes].count("W-INFEASIBLE") == (len(kept) < len(game.pays))


@pytest.mark.parametrize("seed", range(20))
def test_matrices_are_their_games(seed: int) -> None:
    chance = random.Random(seed)
    sizes = (chance.randint(2, 4), chance.randint(2, 4))
    pays = {
        (i, j): (Fraction(chance.randint(-3, 3)), Fraction(chance.randint(-3, 3)))
        for i in range(sizes[0])
        for j in range(sizes[1])
    }
    game = RandomGame(sizes, pays)

    conflict, notes = read_csv_text(as_matrix(game))
    assert nash(conflict) == wanted(game)
    assert conflict.party_names == ("Row", "Column")
    assert notes == ()


def test_payoffs_on_the_way_are_added_up() -> None:
    conflict, _ = read_efg_text(TREE)
    assert conflict.to_dict()["preferences"]["A"] == {
        "payoffs": {"YY": 1, "YN": 0, "NY": 2, "NN": 1}
    }


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('p "" 1 1', 'c "" 1', "chance takes part"),
        ('p "" 2 1 "" { "x" "y" } 3', 'p "" 2 2 "" { "x" "y" } 3', "a second information set"),
        ('p "" 2 1 "" { "x" "y" } 3', 'p "" 1 1 "" { "x" "y" } 3', "decides twice on one way"),
        ('"l" "r"', '"l"', "stands behind the tree"),
        ('t "" 0\n', "", "the end of the file stands where a node"),
        ("{ 0 0 }", "{ 0 }", "1 payoffs are given for 2 players"),
        ("EFG 2", "EFG 1", "is no version"),
        ("EFG 2", "NFG 1", "stands where 'EFG' is wanted"),
        ('t "" 0', 't "" 9', "outcome 9 has no payoffs"),
        ('t "" 1 "one"', 'q "" 1 "one"', "'q' is no kind of node"),
    ],
)
def test_trees_that_are_no_strategic_game_are_refused(old: str, new: str, what: str) -> None:
    assert old in TREE
    with pytest.raises(ModelError) as caught:
        read_efg_text(TREE.replace(old, new, 1))

    assert what in caught.value.problems[-1].what
    assert caught.value.problems[-1].code == "E-EFG"


def test_a_tree_where_one_decides_on_some_ways_only_is_refused() -> None:
    text = TREE.replace('p "" 2 1 "" { "x" "y" } 3 "paid" { 1 0 }\nt "" 1\n', "")
    with pytest.raises(ModelError, match="a way ends without a decision of 'B'"):
        read_efg_text(text)


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ("payoff: B", "B gets", (1, 2), "'B' has no payoffs"),
        ("B,payoff: A", "C,payoff: A", (1, 4), "payoffs of 'B', and no column 'B'"),
        ("l,y,0,0", "l,y,0,none", (3, 4), "'none' is no payoff"),
        ("l,y,0,0", "l,,0,0", (3, 2), "a strategy is missing"),
        ("l,y,0,0", "l,x,0,0", (3, 1), "this combination stands twice"),
        ("l,y,0,0", "l,y,1/0,0", (3, 3), "'1/0' is no payoff"),
        ("A,B,payoff: A", "A,A,payoff: A", (1, 2), "the column 'A' stands twice"),
    ],
)
def test_what_is_wrong_in_a_list_has_its_cell(
    old: str, new: str, place: tuple[int, int], what: str
) -> None:
    assert old in LIST
    with pytest.raises(ModelError) as caught:
        read_csv_text(LIST.replace(old, new, 1))
    found = [one for one in caught.value.problems if what in one.what]

    assert [(one.line, one.column) for one in found] == [place], caught.value.problems


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("0 0", "0", "'0' is no pair of payoffs"),
        ("0 0", "0 0 0", "is no pair of payoffs"),
        ("x,y", "x,x", "'x' stands twice in the first row"),
        ("x,y", "x", "this cell stands in no column"),
        ("\nr,", "\n,", "a strategy is missing"),
    ],
)
def test_what_is_wrong_in_a_matrix_is_told(old: str, new: str, what: str) -> None:
    assert old in MATRIX
    with pytest.raises(ModelError) as caught:
        read_csv_text(MATRIX.replace(old, new, 1))
    assert any(what in one.what for one in caught.value.problems), caught.value.problems


def test_names_like_formulas_and_mark_up_come_back_as_they_were() -> None:
    text = 'A,B,payoff: A,payoff: B\n\'=1+1,<b>x</b>,1,1\n"\'@go","y ""z""",2,2\n'
    conflict, _ = read_csv_text(text)
    words = [option.words for option in conflict.options]

    assert words == ["=1+1 (not taken: @go)", '<b>x</b> (not taken: y "z")']


def test_the_first_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["A \\ B", "x", "y"], ["l", "1, 2", "0, 0"], ["r", "2, 2", "0.5, -1"]):
        book.active.append(row)
    book.save(tmp_path / "m.xlsx")

    assert nash(read_xlsx(tmp_path / "m.xlsx")[0]) == nash(read_csv_text(MATRIX)[0])


def test_a_workbook_with_numbers_as_numbers_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["A", "payoff: A"])
    book.active.append(["l", 1.0])
    book.active.append(["r", 2.5])
    book.save(tmp_path / "m.xlsx")

    preferences = read_xlsx(tmp_path / "m.xlsx")[0].to_dict()["preferences"]
    assert preferences["A"] == {"payoffs": {"Y": 1, "N": 2.5}}


@pytest.mark.parametrize("block", range(4))
def test_no_text_whatever_ends_in_anything_but_an_answer_or_a_refusal(
    block: int, tmp_path: Path
) -> None:
    chance = random.Random(block)
    book = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append(["A", "payoff: A"])
    made.active.append(["l", 1])
    made.save(book)
    seeds = {".efg": TREE.encode(), ".csv": (LIST + MATRIX).encode(), ".xlsx": book.getvalue()}
    seeds[".nfg"] = b'NFG 1 R "A" { "A" "B" } { 2 2 }\n1 1 2 2 3 3 4 4\n'
    for ending, whole in seeds.items():
        for _ in range(20):
            raw = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(raw))
                kind = chance.randrange(4)
                if kind == 0:
                    raw[at] = chance.randrange(256)
                elif kind == 1:
                    del raw[at : at + chance.randint(1, 9)]
                elif kind == 2:
                    raw[at:at] = chance.choice((b'"', b"{", b"1/0", b"\n", b",", b"9" * 20, b"-"))
                else:
                    raw = raw[: at + 1]
            source = tmp_path / f"x{ending}"
            source.write_bytes(bytes(raw))
            try:
                content = str(convert(source, tmp_path / "y.yaml")[0])
            except DetenteError as error:
                content = str(error)
            assert content.startswith(("detente: 1\n", str(source))), content
