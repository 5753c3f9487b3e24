"""Save files of GMCR+ become conflicts: names, regrouping, conditions, rankings, notes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conflicts import DATA, SAMPLES, compiled_case, seen_by_the_program
from gmcr_program import load

from detente.formats import read_gmcr, read_gmcr_text
from detente.model import compile_graph, condition_text
from detente.model.preferences import Priorities, Ranking
from detente.problems import ModelError

FILES = [*sorted(DATA.glob("*.gmcr")), *sorted(SAMPLES.glob("*.gmcr"))]


def simple(**changes: Any) -> dict[str, Any]:
    """A right file of two parties with one option each, some keys changed."""
    data: dict[str, Any] = {
        "options": [
            {"name": "a", "permittedDirection": "both"},
            {"name": "b", "permittedDirection": "both"},
        ],
        "decisionMakers": [
            {"name": "A", "options": [0], "preferences": [[[1, "Y"]]]},
            {"name": "B", "options": [1], "preferences": [[[0, "Y"]]]},
        ],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
    }
    return {**data, **changes}


def ranked(*rankings: Any) -> dict[str, Any]:
    """The same with rankings in use."""
    data = simple(useManualPreferenceRanking=True)
    for maker, ranking in zip(data["decisionMakers"], rankings, strict=True):
        maker["preferenceRanking"] = ranking
    return data


def by_new_keys(path: Path) -> str:
    """A file's text with its old keys under their new names, infeasible compounds taken apart."""
    data = json.loads(path.read_text(encoding="utf-8"))
    manual = data.pop("useManualPreferenceVectors", False)
    data.setdefault("useManualPreferenceRanking", manual)
    for maker in data["decisionMakers"]:
        if "preferenceVector" in maker:
            maker["preferenceRanking"] = maker.pop("preferenceVector")
    data["infeasibles"] = [
        member
        for one in data["infeasibles"]
        for member in (one["members"] if isinstance(one, dict) else [one])
    ]
    return json.dumps(data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_has_the_states_moves_and_preferences_that_the_format_says(path: Path) -> None:
    conflict, _ = read_gmcr(path)

    assert seen_by_the_program(load(by_new_keys(path))) == compiled_case(conflict)


def test_names_are_made_from_any_text_and_the_text_is_the_title() -> None:
    conflict, _ = read_gmcr(DATA / "neighbours.gmcr")

    assert [(party.name, party.title) for party in conflict.decision_makers] == [
        ("Mrs_O_Hara", "Mrs. O'Hara"),
        ("Mr_Ng_sons", "Mr. Ng & sons"),
    ]
    assert [(option.key, option.title, option.once) for option in conflict.options] == [
        ("Mrs_O_Hara.build_the_fence", 'Build "the" fence', "taken"),
        ("Mrs_O_Hara.zusammenarbeit_ändern", "Zusammenarbeit ändern?", None),
        ("Mr_Ng_sons.option_not", "not", "dropped"),
        ("Mr_Ng_sons.option_2", "  ", None),
    ]


def test_equal_texts_of_one_party_get_different_names() -> None:
    conflict, _ = read_gmcr(DATA / "unseen.gmcr")

    assert [o.key for o in conflict.party("Down").options] == ["Down.answer", "Down.answer_2"]


def test_a_compound_condition_holds_where_one_member_does() -> None:
    conflict, _ = read_gmcr(DATA / "neighbours.gmcr")
    basis = conflict.preference("Mrs_O_Hara").basis

    assert isinstance(basis, Priorities)
    assert condition_text(basis.statements[1].prefer) == (
        "Mrs_O_Hara.build_the_fence and not Mrs_O_Hara.zusammenarbeit_ändern or "
        "Mr_Ng_sons.option_not"
    )


def test_a_ranking_counts_the_states_of_the_regrouped_options() -> None:
    conflict, notes = read_gmcr(DATA / "regrouped.gmcr")

    assert [o.key for o in conflict.options] == ["Owner.wait", "Tenant.pay", "Tenant.sue"]
    assert Ranking((("YNY",), ("NNN", "YNN"), ("NNY",), ("YYN",), ("NYN",))) == (
        conflict.preference("Owner").basis
    )
    assert Priorities(()) == conflict.preference("Tenant").basis  # all states are tied
    assert [note.code for note in notes] == ["W-NOT-IN-USE"]


def test_a_priority_list_that_is_not_in_use_is_kept_as_an_alternative() -> None:
    conflict, _ = read_gmcr(DATA / "regrouped.gmcr")
    basis = conflict.preference("Owner", "priority list").basis

    assert isinstance(basis, Priorities)
    assert [condition_text(one.prefer) for one in basis.statements] == ["Tenant.pay"]


def test_what_a_conflict_cannot_hold_is_said() -> None:
    _, notes = read_gmcr(DATA / "unseen.gmcr")

    said = {note.code: note for note in notes}
    assert len(notes) == 2
    assert "colour" in said["W-NOT-READ"].what
    assert [note.what.split(";")[0] for note in notes if note.code == "W-NOT-CARRIED"] == [
        "'Up' does not see some states (Up.release and not Down.answer)"
    ]
    assert all(note.line and note.column for note in notes)


def test_a_ranking_that_leaves_states_out_is_said() -> None:
    _, notes = read_gmcr_text(json.dumps(ranked([4, 3, 2], [1, 2, 3, 4])))

    (said,) = [note.what for note in notes if note.code == "W-RANKING"]
    assert "ranking of 'A' names 3 of 4 states" in said


def test_a_ranking_that_is_not_in_use_is_said() -> None:
    data = ranked([4, 3, 2, 1], [99])
    data["useManualPreferenceRanking"] = False
    conflict, notes = read_gmcr_text(json.dumps(data))

    assert isinstance(conflict.preference("A").basis, Priorities)
    assert [note.code for note in notes] == ["W-NOT-IN-USE", "W-NOT-IN-USE"]


def test_a_file_without_remarks_has_no_notes() -> None:
    assert read_gmcr_text(json.dumps(simple()))[1] == ()


def test_the_title_is_the_name_of_the_file() -> None:
    assert read_gmcr(DATA / "neighbours.gmcr")[0].title == "neighbours"


def party(**changes: Any) -> dict[str, Any]:
    """The simple file with the first decision maker changed."""
    data = simple()
    data["decisionMakers"][0].update(changes)
    return data


def option(**changes: Any) -> dict[str, Any]:
    """The simple file with the first option changed."""
    data = simple()
    data["options"][0].update(changes)
    return data


BROKEN: list[tuple[str, Any, str, str]] = [
    ("empty", "", "E-EMPTY", "empty"),
    ("no JSON", "options: []", "E-JSON", "'options' stands without quotes"),
    ("comma", '{"options": [1 2]}', "E-JSON", "',' or ']' is missing"),
    ("a comma too many", '{"options": [1,]}', "E-JSON", "']' stands where a value"),
    ("cut off", '{"options": [', "E-JSON", "ends too early"),
    ("open quotes", '{"options', "E-JSON", "not closed"),
    (
        "a control letter",
        '{"op\x07tions": []}',
        "E-JSON",
        "control character U+0007 stands in a text",
    ),
    ("a tab", '{"op\ttions": []}', "E-JSON", "control character U+0009 stands in a text"),
    ("a line break", '{"op\ntions": []}', "E-JSON", "not closed on its line"),
    ("an escape", r'{"op\qtions": []}', "E-JSON", r"'\q' in a text is no escape"),
    ("turned text", '{\u202e"options": []}', "E-JSON", "invisible character U+202E"),
    ("turned value", '{"options":\u2066 []}', "E-JSON", "invisible character U+2066"),
    ("two values", "{} {}", "E-JSON", "follows the end"),
    ("NaN", '{"options": NaN}', "E-JSON", "'NaN' stands without quotes"),
    ("surrogate", '{"\\ud800": 1}', "E-ENCODING", "surrogate"),
    ("key twice", '{"options": [], "options": []}', "E-DUPLICATE", "'options' stands here"),
    ("deep", "[" * 100_000, "E-DEPTH", "deeper than 64"),
    ("deep objects", '{"a":' * 100_000, "E-DEPTH", "deeper than 64"),
    ("a list", "[]", "E-SHAPE", "a list, no model"),
    ("nothing in it", "{}", "E-MISSING", "'options'"),
    ("options of a wrong kind", simple(options={}), "E-TYPE", "an object, not a list"),
    ("no option", simple(options=[]), "E-NO-OPTION", "no option"),
    ("an option is a text", simple(options=["a", "b"]), "E-TYPE", "'a', not an object"),
    ("an option without name", simple(options=[{"permittedDirection": "both"}]), "E-MISSING", ""),
    ("a number as name", option(name=3), "E-TYPE", "'name' of option 0 is 3"),
    ("a direction", option(permittedDirection="up"), "E-VALUE", "'up' is no direction"),
    (
        "too many options",
        simple(options=[{"name": "a", "permittedDirection": "both"}] * 63),
        "E-SIZE",
        "63 options",
    ),
    ("no party", simple(decisionMakers=[]), "E-NO-PARTY", "no decision maker"),
    ("a party without options", party(options=None), "E-TYPE", "null, not a list"),
    ("index out of range", party(options=[2]), "E-OPTION", "no option 2: the file has 2"),
    ("negative index", party(options=[-1]), "E-OPTION", "no option -1"),
    ("true as index", party(options=[True]), "E-TYPE", "true, not a whole number"),
    ("half an index", party(options=[0.5]), "E-TYPE", "0.5, not a whole number"),
    ("huge index", f'{{"options": [{"9" * 100_000}]}}', "E-TYPE", "inf"),
    ("option of two", party(options=[0, 1]), "E-OPTION", "stands under 'A' and again under 'B'"),
    ("option of nobody", party(options=[]), "E-OPTION", "option 0 ('a') belongs to no"),
    ("condition is a text", party(preferences=["a"]), "E-TYPE", "'a' is no condition"),
    ("literal is a number", party(preferences=[[1]]), "E-TYPE", "1 is no option with its value"),
    ("literal too long", party(preferences=[[[0, "Y", 1]]]), "E-TYPE", "a list is no option"),
    ("value", party(preferences=[[[0, "y"]]]), "E-VALUE", "'y' is no value"),
    ("index in a condition", party(preferences=[[[7, "Y"]]]), "E-OPTION", "no option 7"),
    ("no members", party(preferences=[{"compound": True}]), "E-MISSING", "'members'"),
    (
        "compound of nothing",
        party(preferences=[{"compound": False, "members": []}]),
        "E-VALUE",
        "compound",
    ),
    ("infeasible", simple(infeasibles={}), "E-TYPE", "'infeasibles' of the file is an object"),
    ("flag", simple(useManualPreferenceRanking=1), "E-TYPE", "1, not true or false"),
    ("ranking missing", simple(useManualPreferenceRanking=True), "E-MISSING", "preferenceRanking"),
    ("ranking is a number", ranked(1, [1, 2, 3, 4]), "E-TYPE", "1, not a list"),
    ("state zero", ranked([0, 1, 2, 3], [1, 2, 3, 4]), "E-STATE", "no state 0"),
    ("state five", ranked([1, 2, 3, 5], [1, 2, 3, 4]), "E-STATE", "leave 4, from 1"),
    ("state twice", ranked([1, 2, [3, 1], 4], [1, 2, 3, 4]), "E-STATE-TWICE", "state 1"),
    ("tie in a tie", ranked([[[1]], 2, 3, 4], [1, 2, 3, 4]), "E-TYPE", "a list is no number"),
    ("a text in a ranking", ranked(["1"], [1, 2, 3, 4]), "E-TYPE", "'1' is no number"),
    ("no state", {**ranked([], []), "infeasibles": [[]]}, "E-NO-STATE", "no state is feasible"),
]


@pytest.mark.parametrize(
    ("content", "code", "words"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN]
)
def test_a_broken_file_is_refused_with_the_place_and_the_mend(
    content: Any, code: str, words: str
) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    with pytest.raises(ModelError) as caught:
        read_gmcr_text(text, "broken.gmcr")

    first = next((one for one in caught.value.problems if one.code == code), None)
    assert first is not None, caught.value
    assert words in first.what
    assert first.file == "broken.gmcr"
    assert first.line == 1
    assert first.mend


def test_all_mistakes_are_found_at_once_each_at_its_line() -> None:
    data = simple(infeasibles=[[[5, "Y"]], [[0, "?"]]])
    data["decisionMakers"][0]["options"] = [0, 9]
    text = json.dumps(data, indent=1)
    with pytest.raises(ModelError) as caught:
        read_gmcr_text(text)

    found = [(one.code, text.splitlines()[one.line - 1].strip()) for one in caught.value.problems]
    assert found == [("E-OPTION", "9"), ("E-OPTION", "5,"), ("E-VALUE", '"?"')]


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.gmcr"
    binary.write_bytes(b"\0\1\2")
    with pytest.raises(ModelError, match="no such file"):
        read_gmcr(tmp_path / "none.gmcr")
    with pytest.raises(ModelError, match=r"zero byte.*name a \.gmcr file"):
        read_gmcr(binary)


def test_rankings_of_more_states_than_can_be_listed_are_refused() -> None:
    data = {
        "options": [{"name": f"o{k}", "permittedDirection": "both"} for k in range(60)],
        "decisionMakers": [
            {"name": "A", "options": list(range(60)), "preferenceRanking": [1, 2]},
        ],
        "infeasibles": [[[k, "Y"]] for k in range(20)],
        "useManualPreferenceRanking": True,
    }
    with pytest.raises(ModelError, match="E-SIZE"):
        read_gmcr_text(json.dumps(data))


def test_a_very_long_compound_condition_is_read() -> None:
    members = [[[k, letter] for k in (0, 1)] for letter in "YN"] * 2_000
    conflict, _ = read_gmcr_text(
        json.dumps(party(preferences=[{"compound": True, "members": members}]))
    )

    assert compile_graph(conflict).orders[0].rank.tolist() == [1, 0, 0, 1]
