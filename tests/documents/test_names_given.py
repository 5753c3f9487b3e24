"""Names that the text itself explains or shortens, and those that stand in for others."""

from __future__ import annotations

import pytest

from detente.documents import Reading, from_text, read

LEAD = (
    "Talks in the harbour\n\nThe council met on Monday to hear both sides of the ferry dispute.\n\n"
)


def reading(body: str, lead: str = LEAD) -> Reading:
    return read(from_text(lead + body + "\n"))


def mentions(body: str, lead: str = LEAD) -> set[tuple[str, str]]:
    return {(each.text, each.kind) for each in reading(body, lead).mentions}


def names(body: str, lead: str = LEAD) -> dict[str, str]:
    return {each.text: each.name for each in reading(body, lead).mentions}


def speakers(body: str, lead: str = LEAD) -> list[str | None]:
    return [each.speaker for each in reading(body, lead).quotes]


def roles(body: str) -> dict[str, str | None]:
    return {each.text: each.of for each in reading(body).roles}


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        ("The Frente de Defensa de la Laguna del Sol blocked it.", None, "organisation"),
        ("They called the Fishers' Office and the Ombudsman's Office.", "Ombudsman's Office", None),
        ("The New People's Assembly (NPA) stayed away.", "New People's Assembly", "organisation"),
        ("He joined the Aurora bloc in May.", "Aurora", "organisation"),
        ("Veskal Olje employs ninety people.", "Veskal Olje", "organisation"),
        (
            "The Kenyan and Ugandan delegations sat apart.",
            "Kenyan and Ugandan delegations",
            "group",
        ),
        ("A team of hydrographers and policymakers came.", "hydrographers", "group"),
        ("Then armed groups took the ferry.", "armed groups", "group"),
        ("A gendarme died of his wounds.", "A gendarme", "person"),
        ("Elizabeth Cook said it was late.", "Elizabeth Cook", "person"),
        ("The letter was sent to the State of Kuwait.", "State of Kuwait", "state"),
        ("The Ministry of Economy, Trade and Fisheries paid.", None, "organisation"),
        ("Ondina Berhalt has managed the lock for years.", "Ondina Berhalt", "person"),
        ("Tarek Ould Sabi, a digger wounded in the leg, left.", "Tarek Ould Sabi", "person"),
    ],
)
def test_what_is_named(body: str, text: str | None, kind: str | None) -> None:
    text = text or body.removeprefix("The ").split(" blocked")[0].split(" paid")[0]

    assert (text, kind or "organisation") in mentions(body)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("The Department of Harbour Reform met. It was quiet.", "Harbour Reform"),
        ("Two more police posts were built at the ford.", "police"),
        ("The North American Ferry Bank paid.", "American"),
        ("A trader who fled to Zouar said so.", "Zouar"),
    ],
)
def test_what_is_not(body: str, word: str) -> None:
    assert word not in {text for text, _ in mentions(body)}


def test_an_abbreviation_may_have_other_initials_than_its_translation() -> None:
    body = "The Permanent Harbour Framework (CSP) paid. A CSP official said so."

    assert names(body)["CSP"] == "Permanent Harbour Framework"


def test_the_first_of_two_surnames_is_enough() -> None:
    body = "Its secretary, Wilfredo Ramos Tupa, wrote. “It is late,” Ramos indicated."

    assert speakers(body) == ["Wilfredo Ramos Tupa"]


def test_the_end_of_a_name_is_enough() -> None:
    body = "Colonel Hassan Ag Tarek came. “It is late,” Ag Tarek said."

    assert speakers(body) == ["Hassan Ag Tarek"]


def test_a_role_stands_between_name_and_age_and_field() -> None:
    body = (
        "Perla Cruzado, 67, chair of the guild, left. She met the Vice Minister of Ecology Serik"
        " Askarov."
    )

    assert roles(body)["chair of the guild"] == "Perla Cruzado"
    assert roles(body)["Vice Minister of Ecology"] == "Serik Askarov"


def test_who_asks_once_at_a_press_conference_has_a_turn() -> None:
    body = (
        "Reuters: Will the ferry sail?\n\nLin Yue: I have nothing to share on that today.\n\n"
        "AFP: Did the ministry pay?\n\nLin Yue: The door of dialogue is open, as we said.\n\n"
        "Harbour Weekly: What of the quay?\n\nLin Yue: You should ask the port about that."
    )

    assert speakers(body, "Press conference\n\n") == [
        "Reuters",
        "Lin Yue",
        "AFP",
        "Lin Yue",
        "Harbour Weekly",
        "Lin Yue",
    ]


def test_a_name_inside_a_quote_does_not_say_it() -> None:
    body = (
        "Colonel Edgar Yulo denied that his men had shot anyone. “Boyd was hit by his own friends,”"
        " he told the paper."
    )

    assert speakers(body) == ["Edgar Yulo"]


def test_a_short_name_in_brackets_does_not_part_an_office_from_its_holder() -> None:
    body = "The President of the Movement for Open Ports (MOP), Mr. Fego Suke, left early."

    assert roles(body) == {"President of the Movement for Open Ports": "Fego Suke"}
    assert "person" not in {kind for text, kind in mentions(body) if "President" in text}


def test_a_town_in_capitals_that_dates_the_report_is_no_organisation() -> None:
    lead = (
        "Hauliers block the gate\n\nVESKALA, Nov 10 (WNA). Members of the guild parked there.\n\n"
    )

    assert "VESKALA" not in {text for text, _ in mentions("It was late.", lead)}


def test_one_office_stands_behind_a_rank() -> None:
    assert roles("Harbour commander Gen. Andi Perkas said so.") == {
        "Harbour commander": "Andi Perkas",
        "Gen.": "Andi Perkas",
    }


def test_a_company_form_that_comes_first_belongs_to_the_name() -> None:
    assert ("PT Velba Tambira", "organisation") in mentions("The mayor said PT Velba Tambira paid.")
