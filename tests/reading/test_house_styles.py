"""Habits of single houses: minutes, bulletins with bullets, opinion pieces, state agencies."""

from __future__ import annotations

import pytest

from detente.documents import from_text
from detente.reading import Reading, find_parts, read

LEAD = (
    "Talks in the harbour\n\nThe council met on Monday to hear both sides of the ferry dispute.\n\n"
)


def reading(body: str, lead: str = LEAD) -> Reading:
    return read(from_text(lead + body + "\n"))


def kinds(text: str) -> list[tuple[str, str]]:
    document = from_text(text)
    return [(each.kind, each.text) for each in find_parts(document) if each.kind != "body"]


@pytest.mark.parametrize(
    ("body", "claim"),
    [
        ("Norway warned that closing the pier, however, would expose Denmark to a lawsuit.",
         "closing the pier, however, would expose Denmark to a lawsuit"),
        ("“If the leases fall, the lenders go, and if the lenders go the town fails,” Norway said.",
         "If the leases fall, the lenders go, and if the lenders go the town fails"),
    ],
)  # fmt: skip
def test_what_holds_in_general_is_a_claim(body: str, claim: str) -> None:
    assert claim in [each.text for each in reading(body).claims]


def test_the_author_of_an_opinion_piece_claims() -> None:
    body = (
        "My own boat lies there. I know the crews, and I know the reef.\n\nYou cannot fine a tide."
    )
    opinion = reading(body, "OPINION\n\n" + LEAD + "By Ann Roe\n\n")
    assert ("author", "You cannot fine a tide") in [(each.by, each.text) for each in opinion.claims]
    assert "You cannot fine a tide" not in [
        each.text for each in reading("The day was calm.\n\nYou cannot fine a tide.").claims
    ]


def test_a_bare_verb_is_no_event() -> None:
    found = reading("“In 2019 they signed, in 2021 they signed,” Norway said.").events
    assert [each.text for each in found if each.text == "signed"] == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("The wreck lies 40 km west of Froya.", "Froya"),
        ("Wardens were hurt at the bridge of Malbaza.", "Malbaza"),
    ],
)
def test_fields_bridges_and_distances_name_places(body: str, place: str) -> None:
    assert place in [each.text for each in reading(body).places]


def test_a_dateline_may_have_a_calendar_of_its_own() -> None:
    body = "OSLO, 21 Rajab 1446, 21 January 2025 (NNA) -- The council met to hear both sides."
    found = kinds("Council hears both sides\n\n" + body + "\n\nThe crews left in the evening.\n")
    assert ("dateline", "OSLO, 21 Rajab 1446, 21 January 2025 (NNA) --") in found


def test_minutes_end_above_their_signatures() -> None:
    found = kinds(
        "MINUTES OF THE HARBOUR BOARD\n\nThe board heard both crews on the matter of the pier.\n\n"
        "[The board met at 9.40 a.m.]\n\nThe board resolved to hear the wardens next.\n\n"
        "Confirmed as a true record of the proceedings:\n\nSigned:\nDate:\n\n"
        "The electronic version of these minutes is for information purposes only.\n"
    )
    assert ("paragraph", "[The board met at 9.40 a.m.]") in found
    assert [text for kind, text in found if kind == "empty_field"] == ["Signed:", "Date:"]
    assert [kind for kind, text in found if text.startswith("The electronic")] == ["disclaimer"]


def test_a_dispatch_ends_above_its_house_and_initials() -> None:
    found = kinds(
        "Crews close the harbour\n\n"
        "BERGEN, 3 March (Nordsjo Press) – The crews closed the harbour.\n\n"
        "They will open it at night, the wardens said on Monday in a long statement.\n\n"
        "Nordsjo Press\n\nabc/def\n\n© Nordsjo Press 2024. Redistribution is prohibited.\n"
    )
    read_on = [text for kind, text in found if kind in {"paragraph", "heading"}]
    assert "Nordsjo Press" not in read_on
    assert "abc/def" not in read_on


def test_a_map_has_a_caption_and_a_credit() -> None:
    found = kinds(
        "Report on the harbour\n\nThe crews closed the harbour on Monday, and nobody came.\n\n"
        "Map 1: Harbour and reef, May 2025. Cartography: NSI/Bergen.\n\n"
        "The boundaries shown on this map do not imply endorsement.\n"
    )
    assert ("caption", "Map 1: Harbour and reef, May 2025.") in found
    assert ("image_credit", "Cartography: NSI/Bergen.") in found


def test_a_report_about_licences_keeps_its_last_paragraphs() -> None:
    reading = read(
        from_text(
            "Boats clash over fish\n\n"
            "Norway would issue no new fishing licences until Denmark stopped its patrols.\n\n"
            "The Department of Fisheries, which licenses the boats, urged Denmark to talk.\n\n"
            "All rights reserved. No part may be reproduced without permission.\n"
        )
    )

    assert [part.kind for part in reading.parts].count("paragraph") == 2
    assert "Department of Fisheries" in {mention.name for mention in reading.mentions}
