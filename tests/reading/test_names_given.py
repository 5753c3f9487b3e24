"""Names that the text itself explains or shortens, and those that stand in for others."""

from __future__ import annotations

import pytest

from detente.documents import from_text
from detente.reading import Reading, read

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
        ("A team of hydrographers and policymakers came.", "hydrographers", "group"),
        ("Then armed groups took the ferry.", "armed groups", "group"),
        ("Elizabeth Cook said it was late.", "Elizabeth Cook", "person"),
        ("The letter was sent to the State of Kuwait.", "State of Kuwait", "state"),
        ("The Ministry of Economy, Trade and Fisheries paid.", None, "organisation"),
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
        ("The North American Ferry Bank paid.", "American"),
        ("A trader who fled to Zouar said so.", "Zouar"),
    ],
)
def test_what_is_not(body: str, word: str) -> None:
    assert word not in {text for text, _ in mentions(body)}


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


def test_one_office_stands_behind_a_rank() -> None:
    assert roles("Harbour commander Gen. Andi Perkas said so.") == {
        "Harbour commander": "Andi Perkas",
        "Gen.": "Andi Perkas",
    }
