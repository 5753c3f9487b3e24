"""A draft is never refused where somebody acts: the parties, and what they say, with places."""

from __future__ import annotations

import pytest

from detente.documents import from_text
from detente.drafting import Draft, additions, comments, draft
from detente.drafting.sheet import named_most
from detente.editing import yaml_text
from detente.model import load_text
from detente.problems import ModelError
from detente.reading import Statement, read

STRIKE = (
    "Workers at the mine have been on strike since May. The company has refused to talk to the "
    "union."
)
ELECTION = (
    "The opposition rejected the election results and called its supporters to the streets. "
    "The electoral commission declared the president the winner."
)
RIVER = (
    "Egypt insists on its historic rights on the river. Ethiopia is building a dam and refuses "
    "to sign an agreement with Egypt and Sudan."
)
SHORT = {
    STRIKE: {"Company"},
    ELECTION: {"Opposition", "Electoral commission"},
    RIVER: {"Egypt", "Ethiopia"},
}


def statements(text: str) -> tuple[Statement, ...]:
    return read(from_text(f"A report\n\n{text}\n")).statements


def drafted(text: str) -> Draft:
    return draft([read(from_text(text, "a.txt"))])


@pytest.mark.parametrize(("text", "parties"), SHORT.items())
def test_the_parties_stand_in_the_file_with_their_statements(text: str, parties: set[str]) -> None:
    made = drafted(text)
    rows = {row.party for row in made.sheet if row.candidates}
    file = yaml_text(made.data) + comments(made.sheet)

    assert parties <= rows
    assert load_text(file, "a draft").form == "option"
    assert {one["title"] for one in made.data["decision_makers"].values()} >= parties
    assert all(f"# {party}: named" in file for party in parties)
    if text is ELECTION:
        assert "no move is stated plainly enough" in made.guesses[0].question


def test_who_refuses_has_an_option_that_it_does_not_take() -> None:
    made = drafted(RIVER)

    option = made.data["decision_makers"]["Ethiopia"]["options"]["sign_agreement"]
    assert option["title"] == "Sign an agreement with Egypt and Sudan"
    assert "would it ever do it?" in option["review"]
    assert made.data["status_quo"] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Norway called on Denmark to stop the patrols.", "asks Denmark to stop the patrols"),
        ("The United States urged Norway not to fish.", "asks Norway not to fish"),
        ("Denmark threatened to close its ports if Norway fished.",
         "threatens to close its ports on a condition"),
        ("Norway closed the strait to Danish boats.", "closed the strait to Danish boats"),
        ("Norway sent ten boats to the strait and its islands.", "sent ten boats to the strait …"),
        ("Three Danish boats were seized by Norway.", "acts: Three Danish boats were seized …"),
        ("Denmark rejected the offer.", "refuses: the offer"),
        ("“We will lift the tariff,” Liv Aas of Norway said.", "promises to lift the tariff"),
    ],
)  # fmt: skip
def test_a_statement_is_told_in_few_words_of_a_sentence(text: str, says: str) -> None:
    told = [each.says for row in drafted(f"{text} Norway met Denmark.").sheet
            for each in row.candidates]  # fmt: skip
    assert says in told


def test_who_looks_on_and_who_is_anybody_is_no_party() -> None:
    text = (
        "Norway University and Oslo Times met. The Oslo Times asked Norway University. Both men "
        "asked their governments to give help. Norway met Denmark."
    )
    titles = [one["title"] for one in drafted(text).data["decision_makers"].values()]
    assert "Norway" in titles
    assert not {"Oslo Times", "Norway University", "Governments"} & set(titles)


def test_a_name_within_a_name_is_one_party() -> None:
    counts = {"GOP-dominated Legislature": 3, "GOP": 2, "Norway": 1}
    assert named_most(counts, (), 9) == ["GOP-dominated Legislature", "Norway"]
    assert named_most(counts, ["GOP"], 9) == ["Norway"]


def test_a_person_who_speaks_without_marks_is_a_party_beside_a_state() -> None:
    made = drafted(
        "Ann Roe condemns attacks in Syria\n\nForeign Secretary Ann Roe said:\n\n"
        "I am appalled by this attack."
    )
    titles = [one["title"] for one in made.data["decision_makers"].values()]
    assert titles == ["Syria", "Ann Roe"]


def test_the_candidates_have_places_and_words_of_their_own() -> None:
    row = next(row for row in drafted(STRIKE).sheet if row.party == "Company")

    (candidate,) = row.candidates
    assert STRIKE[candidate.place.start : candidate.place.end].startswith("The company has refused")
    assert candidate.says.startswith("refuses")
    assert candidate.says not in STRIKE


@pytest.mark.parametrize(
    ("text", "kind", "who", "whom"),
    [
        ("Norway called on Denmark to stop the patrols.", "ask", ("Norway",), "Denmark"),
        ("Three Danish boats were seized by Norway.", "act", ("Norway",), None),
        ("China opposes the sanctions on Iran.", "refuse", ("China",), None),
        ("Denmark threatened to close its ports.", "threaten", ("Denmark",), None),
        ("The company has refused to talk.", "refuse", ("The company",), None),
        ("Norway met the freed prisoners.", "act", ("Norway",), None),
    ],
)
def test_a_statement_has_its_subject(
    text: str, kind: str, who: tuple[str, ...], whom: str | None
) -> None:
    found = statements(text)

    assert [(each.kind, each.who, each.whom) for each in found] == [(kind, who, whom)]


@pytest.mark.parametrize(
    "text",
    [
        "If the government refuses arbitration, all is lost.",
        "The ongoing talks sent a sign.",
        "Their release closed the affair.",
        "Norway knows the freed prisoners.",
    ],
)
def test_a_thing_or_a_condition_does_nothing(text: str) -> None:
    assert statements(text) == ()


def test_a_conditional_offer_in_quotation_marks_is_an_offer() -> None:
    text = (
        "“If Turkey stops the offensive, we will continue the talks,” said Omar Hadi, the foreign "
        "minister of Syria."
    )
    (found,) = statements(text)

    assert (found.kind, found.who) == ("offer", ("Omar Hadi",))
    assert found.condition == "If Turkey stops the offensive"


@pytest.mark.parametrize(
    "text",
    [
        "The talks on Norway stopped on Monday.",
        "It does not appear that they met in Oslo.",
        "Talks with Denmark ended on Monday.",
    ],
)
def test_no_subject_is_taken_from_behind_a_preposition(text: str) -> None:
    assert all("Norway" not in each.who and "Denmark" not in each.who for each in statements(text))


def test_an_envoy_for_a_state_is_not_that_state() -> None:
    made = drafted(
        "Talks on the valley war stalled on Monday.\n\nLars de Holm, the U.N envoy for Syria, said "
        "he will press on with the talks despite the suspension by the opposition."
    )
    assert "Syria" not in {party["title"] for party in made.data["decision_makers"].values()}


def test_an_order_inside_a_party_is_no_demand() -> None:
    text = "The country’s military has been told to prepare a state of war, the agency said."
    assert read(from_text(f"War\n\n{text}")).proposals == ()


@pytest.mark.parametrize(
    ("text", "by", "who"),
    [
        ("Norway was urged by Denmark to lift the tariff.", ("Denmark",), "Norway"),
        ("Denmark was called upon to stop the patrols.", (), "Denmark"),
    ],
)
def test_the_passive_does_not_turn_asker_and_asked_round(
    text: str, by: tuple[str, ...], who: str
) -> None:
    (found,) = read(from_text(f"Demands\n\n{text}")).proposals

    assert (found.by, [ask.who for ask in found.asks]) == (by, [who])


def test_a_thing_that_must_end_is_no_party() -> None:
    text = "“Sanctions must end first,” said Norwegian Trade Minister Liv Aas."
    (found,) = read(from_text(f"Demands\n\n{text}")).proposals

    assert [(ask.who, ask.act, ask.what) for ask in found.asks] == [(None, "stop", "sanctions")]


MEETING = (
    "Norway, Sweden and Denmark met in the harbour. Norway urged Sweden to lift the blockade of "
    "the ferries. The fish of Denmark and of Iceland were spoken of."
)


def test_who_is_named_most_is_in_the_draft_with_a_place_for_a_move() -> None:
    made = drafted(MEETING)
    makers = made.data["decision_makers"]

    assert "blockade" in makers["Sweden"]["options"]
    assert list(makers["Denmark"]["options"]) == ["move"]
    assert made.keys["Denmark", "move"] == "Denmark.move"
    assert any(line.startswith("party Denmark (a.txt 19") for line in made.data["review"])
    assert made.data["preferences"]["Denmark"]["priorities"] == []


def test_a_model_that_has_the_party_gets_no_unwritten_move() -> None:
    model = {"decision_makers": {"DK": {"title": "Denmark", "options": {"fish": {}}}}}

    added = additions(model, drafted(MEETING), {})

    assert not [one.words for one in added if "Denmark" in one.words or "DK" in one.words]


def test_two_who_only_meet_are_a_draft_and_one_alone_is_none() -> None:
    made = drafted("The minister of Norway met that of Sweden in the capital today.")

    assert [one["title"] for one in made.data["decision_makers"].values()] == ["Norway", "Sweden"]
    with pytest.raises(ModelError, match="names nobody who acts"):
        drafted("It was a fine day in Norway.")


def test_who_is_only_said_to_have_said_something_is_on_the_sheet() -> None:
    made = drafted("She says the talks broke off. Susan Gray said that the fact is regrettable.")

    row = next(row for row in made.sheet if row.party == "Susan Gray")
    assert row.candidates[0].says.startswith("says: the fact")
