"""Proposals, claims, events, dates, places and parts, one habit of writing at a time."""

from __future__ import annotations

import pytest

from detente.documents import from_text
from detente.documents.tokens import tokenise
from detente.reading import Reading, find_parts, read
from detente.reading.grammar import predicate, verbs

LEAD = (
    "Talks in the harbour\n\nThe council met on Monday to hear both sides of the ferry dispute.\n\n"
)


def reading(body: str, lead: str = LEAD) -> Reading:
    return read(from_text(lead + body + "\n"))


def asked(body: str) -> list[str]:
    return [each.text for each in reading(body).proposals]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Norway wants the crews to sail at night only and pay the tax.",
         ["sail at night only", "pay the tax"]),
        ("Norway called for both sides to hold their fire.", ["hold their fire"]),
        ("Norway suggested again that Denmark share the pier.", ["Denmark share the pier"]),
        ("Denmark was urged to release the boats.", ["release the boats"]),
        ("Norway is ready to return the nets if Denmark releases the boats.",
         ["return the nets"]),
        ("Norway demanded an end to the patrols, free passage and a joint register.",
         ["an end to the patrols", "free passage", "a joint register"]),
    ],
)  # fmt: skip
def test_what_is_asked_is_found_in_many_forms(body: str, expected: list[str]) -> None:
    found = asked(body)
    assert [each for each in expected if each not in found and len(each) > 4] == []


@pytest.mark.parametrize(
    "body",
    [
        "Norway refused to call for a halt to the patrols.",
        "The demands are old, and the offers were few.",
        "Nobody asked Denmark to leave.",
    ],
)
def test_what_is_denied_or_only_named_is_no_proposal(body: str) -> None:
    assert asked(body) == []


def test_a_list_of_demands_has_its_owner() -> None:
    found = reading(
        "In this matter Norway insists on the following:\n\n1. An immediate end to the night "
        "patrols.\n\n2. The return of the two boats to their owners.\n\n3. Pay the crews in full."
    ).proposals

    assert [each.text for each in found] == [
        "An immediate end to the night patrols",
        "The return of the two boats to their owners",
        "Pay the crews in full",
    ]
    assert {each.by for each in found} == {("Norway",)}


def test_who_is_asked_is_apart_from_what_is_asked() -> None:
    found = reading("Norway demanded that Denmark withdraw its patrols.").proposals
    assert [(ask.who, ask.act, ask.what) for ask in found[0].asks] == [
        ("Denmark", "stop", "patrols")
    ]


def test_a_condition_after_an_offer_is_kept_apart() -> None:
    found = reading("Norway offered to open the pier if the crews go home.").proposals
    assert found[0].text == "open the pier"
    assert found[0].condition == "if the crews go home"


@pytest.mark.parametrize(
    ("body", "claim"),
    [
        ("“Without light there is no landing,” said Ana Duarte.",
         "Without light there is no landing"),
        ("“Guards alone will not open a port,” said Ana Duarte.",
         "Guards alone will not open a port"),
        ("“Only with the harbour open can the ferry sail,” said Ana Duarte.",
         "Only with the harbour open can the ferry sail"),
        ("“The new patrols will bring another blockade,” said Ana Duarte.",
         "The new patrols will bring another blockade"),
        ("“The longer we wait, the fewer boats will come,” said Ana Duarte.",
         "The longer we wait, the fewer boats will come"),
        ("Ana Duarte warned that the ban could sink the whole fleet.",
         "the ban could sink the whole fleet"),
        ("Ana Duarte cautioned that the truce “cannot be a holiday for smugglers”.",
         "the truce “cannot be a holiday for smugglers"),
        ("It is impossible to run a ferry on promises.",
         "It is impossible to run a ferry on promises"),
        ("According to one skipper, the pier is unlikely to last a second winter.",
         "the pier is unlikely to last a second winter"),
    ],
)  # fmt: skip
def test_a_claim_is_known_by_its_form(body: str, claim: str) -> None:
    assert claim in [each.text for each in reading(body).claims]


@pytest.mark.parametrize(
    "body",
    [
        "“I’d sail again tomorrow,” said Ana Duarte.",
        "“Will the pier be open?” asked Ana Duarte.",
        "The ferry will sail on Friday and the council will meet on Monday.",
        "Ana Duarte said the delegations would meet in Oslo.",
    ],
)
def test_plans_and_questions_are_no_claims(body: str) -> None:
    assert [each.text for each in reading(body).claims] == []


def test_an_event_is_what_somebody_is_said_to_have_done() -> None:
    found = reading("Norway closed the strait to Danish boats on 3 May.").events
    assert [each.by for each in found if "closed the strait to" in each.text] == [("Norway",)]


def test_what_is_only_asked_for_is_no_event() -> None:
    found = reading("Norway proposed that Denmark withdraw its patrols.").events
    assert all("withdraw" not in each.text for each in found)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("18 and 19 May 2021", "2021-05-19"),
        ("3 to 11 April 2020", "2020-04-11"),
        ("April 3-5, 2020", "2020-04-05"),
        ("14.3.2019", "2019-03-14"),
        ("19th day of May 2021", "2021-05-19"),
        ("Saturday, Oct. 14, 2023", "2023-10-14"),
        ("early March", None),
        ("spring 2019", None),
        ("last summer", None),
        ("two weeks ago", None),
        ("the 1990s", None),
        ("New Year’s Day", None),
    ],
)
def test_dates_are_found_whole(words: str, iso: str | None) -> None:
    found = {each.text: each for each in reading(f"The pier was closed on {words}.").dates}
    name = words.removeprefix("the ")
    assert name in found
    assert found[name].iso == iso


@pytest.mark.parametrize(
    "body",
    [
        "The crews waited within ten days for 2000 nets and 1,900 lamps.",
        "She may sail, and they march on.",
        "In a typical October the pier is empty.",
    ],
)
def test_durations_numbers_and_verbs_are_no_dates(body: str) -> None:
    assert reading(body, "Talks in the harbour\n\n").dates == ()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("The villages of Arnvik, Solby and Tarnes were empty.", "Solby"),
        ("They moved to Millton, Ore., in May.", "Millton"),
    ],
)
def test_the_words_around_a_name_make_it_a_place(body: str, place: str) -> None:
    assert place in [each.text for each in reading(body).places]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in find_parts(from_text(text))]


BODY = (
    "The council met on Monday to hear both sides of the ferry dispute, and it sat until dark.\n\n"
    "Nobody left before the vote, and the crews waited outside on the pier for the whole night.\n"
)


def test_a_letterhead_stands_above_the_title() -> None:
    found = kinds(
        "NORTHERN UNION\nPress Release NU/12/3\n12 April 2022\n\nFERRY TALKS TO GO ON\n\n" + BODY
    )
    assert ("title", "FERRY TALKS TO GO ON") in found
    assert found[0][0] == "boilerplate"
    assert found[0][1].endswith("12 April 2022")


def test_a_title_goes_on_below_a_word_in_capitals() -> None:
    found = kinds("STATEMENT\nof the Harbour Council on the ferry dispute\n\n" + BODY)
    assert ("title", "STATEMENT\nof the Harbour Council on the ferry dispute") in found


def test_a_caption_ends_in_its_credit() -> None:
    found = kinds(
        "Ferry talks go on\n\n" + BODY + "\nCrews wait at the pier. (Ann Roe / Courier)\n\n" + BODY
    )
    assert ("caption", "Crews wait at the pier.") in found
    assert ("image_credit", "(Ann Roe / Courier)") in found


def test_a_line_of_pieces_has_byline_author_and_field() -> None:
    found = kinds(
        "Who owns the ferry?\n\nPosted by Ann Roe on 7 August 2019 | Filed under: Rivers | "
        "14 comments\n\n" + BODY
    )
    assert ("byline", "Posted by Ann Roe on 7 August 2019") in found
    assert ("author", "Ann Roe") in found
    assert ("field", "Filed under: Rivers") in found


def test_who_wrote_it_is_told_below_the_text() -> None:
    found = kinds(
        "Ferry talks go on\n\nBy Ann Roe\n\n" + BODY + "\nAnn Roe writes about rivers.\n\n"
        "© 2020 Courier Ltd. Reprinting this story is not permitted.\n"
    )
    assert "Ann Roe writes about rivers." not in [
        text for kind, text in found if kind == "paragraph"
    ]
    assert ("copyright", "© 2020 Courier Ltd.") in found
    assert ("licence_terms", "Reprinting this story is not permitted.") in found


def test_a_single_word_may_head_what_follows() -> None:
    assert ("heading", "Background") in kinds(
        "Ferry talks go on\n\n" + BODY + "\nBackground\n\n" + BODY
    )


def test_the_verb_of_a_clause_is_found_behind_its_subject() -> None:
    known = verbs("en")
    text = "the two councils and the union open a joint register"
    tokens = tokenise(text, 0, len(text))
    found = predicate(tokens, 0, len(tokens), known)

    assert found is not None
    assert tokens[found[1]].word == "open"
    assert known.finite["withdrew"] == "withdraw"
    assert known.finite["carries"] == "carry"
    assert "sign" in known.happening
