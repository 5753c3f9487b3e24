"""Who is named and who speaks: one habit of writing a test; none of these texts is in the gold."""

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


def speakers(body: str, lead: str = LEAD) -> list[str | None]:
    return [each.speaker for each in reading(body, lead).quotes]


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("Vessla Shipping Ltd owns the quay.", "Vessla Shipping Ltd", "organisation"),
        ("Iceland's fleet waits; the oyster divers do not.", "oyster divers", "group"),
        ("Nothing moves until the two friendly countries talk.", "two friendly countries", "group"),
        ("The three quarry operators closed the gate.", "three quarry operators", "group"),
        ("Neither party has signed the paper.", "Neither party", "group"),
        ("They told the Chilean side to wait.", "Chilean side", "group"),
        ("A boat came close to its armed forces.", "armed forces", "group"),
        ("The Peruvian delegate left the hall.", "The Peruvian delegate", "person"),
        ("She recalled its ambassador on Friday.", "its ambassador", "person"),
        ("It was his niece, Tova, who rowed.", "Tova", "person"),
        ("A Western diplomat called it “a gift”.", "A Western diplomat", "person"),
        ("The Union of a Living Delta meets today.", "Union of a Living Delta", "organisation"),
        ("They write Phillipines on the crates.", "Phillipines", "state"),
    ],
)
def test_what_is_named_has_its_kind(body: str, name: str | None, kind: str) -> None:
    wanted = name or "Inland Rivers and Harbours Trust"

    found = {
        (text.removeprefix("the ").removeprefix("The "), kind_of)
        for text, kind_of in mentions(body)
    }

    assert (wanted.removeprefix("The "), kind) in found


@pytest.mark.parametrize(
    ("body", "no_actor"),
    [
        ("The tanker, the Amber Gull, lay at anchor.", "Amber Gull"),
        ("They signed the Coastal Waters Act in June.", "Coastal Waters Act"),
        ("I'm here since dawn, and I've no boat.", "I'm"),
        ("A tug crossed the Gulf of Oman at night.", "Oman"),
        ("The miners union wants a second shaft.", "miners"),
        ("They met in Brussels on Tuesday.", "Brussels"),
    ],
)
def test_what_only_looks_like_an_actor_is_none(body: str, no_actor: str) -> None:
    assert no_actor not in {text for text, _ in mentions(body)}


@pytest.mark.parametrize(
    ("body", "role", "name"),
    [
        (
            "The minister of ports, Mr. Olav Brandeis, resigned.",
            "minister of ports",
            "Olav Brandeis",
        ),
        (
            "Its treasurer, the Danish banker Kirsten Oldrup, agreed.",
            "treasurer",
            "Kirsten Oldrup",
        ),
        (
            "“No,” said Renzo Tabori, the union's chief negotiator.",
            "chief negotiator",
            "Renzo Tabori",
        ),
        (
            "The Envoy of the Secretary-General for Ruvania, Amal Deniz, flew home.",
            "Envoy of the Secretary-General for Ruvania",
            "Amal Deniz",
        ),
        (
            "Department of Ports Director Karl Immerman disputed it.",
            "Director",
            "Karl Immerman",
        ),
        (
            "A spokeswoman for the port, Ines Calder, declined.",
            "spokeswoman",
            "Ines Calder",
        ),
    ],
)
def test_a_role_reaches_as_far_as_the_office(body: str, role: str, name: str) -> None:
    assert (role, name) in {(each.text, each.of) for each in reading(body).roles}


def test_an_office_before_a_comma_and_a_name_is_no_person_of_its_own() -> None:
    found = mentions("The Chilean minister of trade, H.E. Mr Rodrigo Alessandri, spoke.")

    assert {text for text, kind in found if kind == "person"} == {"Rodrigo Alessandri"}


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("“We wait,” said Ms. Duarte. Ana Duarte owns the boat.", "Ana Duarte"),
        ("Ana Duarte owns it. Spain, she told reporters, “has no boats to give”.", "Ana Duarte"),
        (
            "Tom Reyes met the pilot, Ana Duarte. Reyes smiled. “Not a boat is left,” he said.",
            "Tom Reyes",
        ),
        ("“Tell them I am at sea,” was Ana Duarte’s reply.", "Ana Duarte"),
        ("Ana Duarte’s office said it was “ready to talk”.", "Ana Duarte’s office"),
        (
            "A spokesman for the Harbour Board said it was “no crisis”.",
            "spokesman for the Harbour Board",
        ),
        (
            "Ana Duarte met the mayor, Tom Reyes. “Not yet,” she said.",
            "Ana Duarte",
        ),
    ],
)
def test_the_speaker_is_found(body: str, speaker: str) -> None:
    assert speaker in speakers(body)


@pytest.mark.parametrize(
    ("inner", "speaker"),
    [
        ("I told the mayor: ‘Boats rot, ports stay.’", "Ana Duarte"),
    ],
)
def test_a_quote_within_a_quote_has_its_own_speaker(inner: str, speaker: str) -> None:
    body = f"The Peruvian minister, Ana Duarte, said: “{inner} That is all there is to it.”"

    assert speaker in speakers(body)


def test_the_head_of_the_page_gives_a_label_its_full_name() -> None:
    body = (
        "Daniel Holt, spokesperson\n\n"
        "MR. HOLT: Good morning. There is little to report on the ferry, as I said.\n\n"
        "QUESTION: Will the ferry sail before the end of the week, as the port says?\n\n"
        "MR. HOLT: Not to my knowledge, and I would know if it were to sail this week.\n\n"
        "QUESTION: Thank you."
    )

    assert speakers(body, "Briefing on the ferry\n\n")[0] == "Daniel Holt"


def test_a_paper_is_no_speaker() -> None:
    body = "The engineers measured it. “The mill took its share,” their report notes."

    assert speakers(body) == [None]
