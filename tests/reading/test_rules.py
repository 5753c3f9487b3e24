"""What the rules find, one habit of writing at a time; none of these texts is in the gold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents import from_text
from detente.reading import Reading, find_parts, read
from detente.reading.lexicon import languages, lexicon
from detente.reading.rules import LAYERS, RULES, rules_for

LEAD = (
    "Talks in the harbour\n\nThe council met on Monday to hear both sides of the ferry dispute.\n\n"
)


def reading(body: str, lead: str = LEAD) -> Reading:
    return read(from_text(lead + body + "\n"))


def quotes(body: str, lead: str = LEAD) -> list[tuple[str, str | None]]:
    return [(each.text, each.speaker) for each in reading(body, lead).quotes]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "“We will wait,” said Ana Duarte, the ferry captain.",
            [("We will wait,", "Ana Duarte")],
        ),
        (
            '"We will wait," Ana Duarte said. "We have time."',
            [("We will wait,", "Ana Duarte"), ("We have time.", "Ana Duarte")],
        ),
        (
            "Ana Duarte said: ‘We will wait for the tide, as we always do.’",
            [("We will wait for the tide, as we always do.", "Ana Duarte")],
        ),
        (
            "“We will wait,” Ana Duarte said, “and then we will sail.”",
            [("We will wait,", "Ana Duarte"), ("and then we will sail.", "Ana Duarte")],
        ),
        (
            "According to Ana Duarte, “the tide decides”.",
            [("the tide decides", "Ana Duarte")],
        ),
        (
            "Ana Duarte called the plan “a paper boat”.",
            [("a paper boat", "Ana Duarte")],
        ),
        (
            "The captain, Ana Duarte, spoke first.\n\n“One boat is not a fleet,” she said.",
            [("One boat is not a fleet,", "Ana Duarte")],
        ),
        (
            "“We wait.” — Ana Duarte, captain",
            [("We wait.", "Ana Duarte")],
        ),
        (
            "Ana Duarte said: «The tide decides, not the council.»",
            [("The tide decides, not the council.", "Ana Duarte")],
        ),
    ],
)
def test_a_quote_has_its_exact_place_and_its_speaker(
    body: str, expected: list[tuple[str, str | None]]
) -> None:
    assert expected == quotes(body)


@pytest.mark.parametrize("mark", ["“", ""])
def test_a_quote_runs_over_paragraphs(mark: str) -> None:
    """Whether or not each further paragraph opens with a mark of its own."""
    found = reading(
        "Ana Duarte said:\n\n“The first thing is the tide.\n\n"
        f"{mark}The second is the crew, and no more.”"
    ).quotes

    assert len(found) == 1
    assert found[0].text.startswith("The first thing")
    assert found[0].text.endswith("and no more.")
    assert len(found[0].paragraphs) == 2
    assert found[0].speaker == "Ana Duarte"


def test_a_quote_inside_a_quote_has_its_own_speaker() -> None:
    found = reading(
        "Ana Duarte said: “I asked the mayor, and Tom Berg told me, "
        "‘The pier is closed to everybody.’ That was all.”"
    ).quotes

    assert [(each.kind, each.speaker) for each in found] == [
        ("direct", "Ana Duarte"),
        ("nested", "Tom Berg"),
    ]


def test_an_apostrophe_is_no_mark() -> None:
    body = (
        "The skippers’ union won’t meet the council’s envoys, said Ana Duarte, the dockers’ voice."
    )
    assert quotes(body) == []


def test_so_called_things_and_titles_are_no_quotes() -> None:
    assert quotes("The so-called “peace pier” was closed. She wrote the book “Tides”.") == []


def test_a_pronoun_that_may_mean_two_people_is_left_unresolved() -> None:
    found = reading(
        "Ana Duarte met Clara Wells on the pier.\n\n“The pier is closed to all of us,” she said."
    ).quotes

    assert found[0].speaker is None
    assert found[0].said_by == "she"


@pytest.mark.parametrize(
    ("first", "second", "speakers"),
    [
        ("Q: ", "A: ", {"Q", "Ana Duarte"}),
        ("**Q:** ", "**A:** ", {"Q", "Ana Duarte"}),
        ("MS. BERG: ", "MR. ABE: ", {"Berg", "Abe"}),
        ("Moderator: ", "Duarte: ", {"Moderator", "Ana Duarte"}),
    ],
)
def test_turns_of_a_conversation_are_quotes(first: str, second: str, speakers: set[str]) -> None:
    lead = (
        "Talking about ferries\n\nAna Duarte is the captain of the oldest ferry on this coast.\n\n"
    )
    ask, answer = (
        "Why do you wait for so long?",
        "Because the tide does not read timetables at all.",
    )
    body = "\n\n".join([first + ask, second + answer, first + "And now?", second + answer])
    found = [each for each in reading(body, lead).quotes if each.kind == "turn"]

    assert [each.text for each in found] == [ask, answer, "And now?", answer]
    assert {each.speaker for each in found} == speakers


def test_a_misspelt_state_is_mended_and_both_readings_are_kept() -> None:
    found = reading("Talks with the Philipine delegates and the South Koran navy failed.").mentions
    mended = {each.text: each for each in found if each.readings}

    assert mended["South Koran"].name == "South Korea"
    assert mended["South Koran"].readings == ("South Korean", "South Koran")
    assert mended["Philipine"].name == "Philippines"


def test_words_that_only_resemble_a_state_are_not_mended() -> None:
    names = {
        each.name for each in reading("Child labour and Grease. The Marine sold well.").mentions
    }
    assert names & {"Chile", "Greece", "Ukraine"} == set()


def test_mentions_nest() -> None:
    found = reading(
        "Turkish Deputy Trade Minister Selin Aydar met the Greek delegates in Izmir on Monday."
    )
    names = {(each.text, each.name, each.kind) for each in found.mentions}

    assert ("Selin Aydar", "Selin Aydar", "person") in names
    assert ("Turkish", "Turkey", "state") in names
    assert ("Greek delegates", "Greek delegates", "group") in names
    assert ("Greek", "Greece", "state") in names
    role = next(each for each in found.roles if each.of == "Selin Aydar")
    assert role.text == "Turkish Deputy Trade Minister"
    assert role.state == "Turkey"


def test_no_break_spaces_do_not_hide_a_name() -> None:
    found = reading("The harbour minister\u00a0Selin\u00a0Aydar spoke to the crews in\u00a0Izmir.")
    assert "Selin\u00a0Aydar" in {each.text for each in found.mentions}


def test_an_office_stands_for_the_one_person_who_holds_it() -> None:
    found = reading(
        "Turkish President Selin Aydar met the crews. The Turkish president left early."
    ).mentions
    office = next(each for each in found if each.form == "title")

    assert office.text == "The Turkish president"
    assert office.name == "Selin Aydar"


def test_a_capital_is_a_place_and_where_it_acts_a_state() -> None:
    found = reading("Ankara rejected the offer. Talks were held in Oslo between Paris and Berlin.")
    states = {each.text: each.name for each in found.mentions if each.form == "capital"}

    assert states == {"Ankara": "Turkey", "Paris": "France", "Berlin": "Germany"}
    assert {each.text for each in found.places} >= {"Ankara", "Oslo", "Paris", "Berlin"}


def test_a_date_says_what_fixes_it() -> None:
    with_year = "OSLO, 3 March 2021 (Wire) — The council met on 1 March and will meet on Friday.\n"
    found = {each.text: each for each in reading(with_year, "Ferry talks go on and on\n\n").dates}

    assert found["1 March"].iso == "2021-03-01"
    assert "dateline" in found["1 March"].basis
    assert found["Friday"].iso == "2021-03-05"
    bare = {each.text: each for each in reading("The council met on 1 March.").dates}
    assert bare["1 March"].iso is None
    assert bare["1 March"].partial == "--03-01"


def test_as_soon_as_possible_is_no_date() -> None:
    found = reading("They want talks at the soonest possible date and as soon as possible.").dates
    assert {each.iso for each in found} == {None}


@pytest.mark.parametrize(
    ("body", "by", "words", "act"),
    [
        (
            "Norway urged Denmark to stop the night patrols.",
            "Norway",
            "stop the night patrols",
            "stop",
        ),
        ("Norway called for a halt to all patrols.", "Norway", "a halt to all patrols", "stop"),
        (
            "Ana Duarte offered to reopen the pier next week.",
            "Ana Duarte",
            "reopen the pier next week",
            "do",
        ),
        (
            "“Norway must release the two boats at once,” said Ana Duarte.",
            "Ana Duarte",
            "Norway must release the two boats at once",
            "do",
        ),
        (
            "Norway demanded that the crews leave the pier.",
            "Norway",
            "the crews leave the pier",
            "do",
        ),
    ],
)
def test_a_proposal_says_who_proposes_what(body: str, by: str, words: str, act: str) -> None:
    found = reading(body).proposals

    assert [(each.by, each.text) for each in found] == [((by,), words)]
    assert {ask.act for ask in found[0].asks} == {act}


def test_a_double_freeze_is_two_stops_that_answer_each_other() -> None:
    found = reading(
        "Norway put forward a double freeze plan calling for a suspension of patrols "
        "by both Denmark and Sweden."
    ).proposals

    assert found[0].reciprocal
    assert {(ask.who, ask.act) for ask in found[0].asks} == {
        ("Denmark", "stop"),
        ("Sweden", "stop"),
    }


@pytest.mark.parametrize(
    ("body", "by", "voice", "modality"),
    [
        (
            "“It is impossible to run a ferry on promises,” said Ana Duarte.",
            "Ana Duarte",
            "direct quote",
            "impossible",
        ),
        (
            "“Without a crew a timetable is a poem,” said Ana Duarte.",
            "Ana Duarte",
            "direct quote",
            "not without",
        ),
        (
            "Ana Duarte said that sanctions would never bring the ferries back.",
            "Ana Duarte",
            "reported",
            "will not",
        ),
    ],
)
def test_a_claim_has_a_voice_and_a_modality(body: str, by: str, voice: str, modality: str) -> None:
    found = reading(body).claims

    assert len(found) == 1
    assert (found[0].by, found[0].voice) == (by, voice)
    if modality != "will not":
        assert found[0].modality == modality


def test_reported_speech_has_its_speaker() -> None:
    found = reading("Ana Duarte said that the pier had been closed since noon.").reported
    assert [(each.speaker, each.text) for each in found] == [
        ("Ana Duarte", "the pier had been closed since noon")
    ]


TAIL = (
    "\n\nDisclaimer: the views expressed here are those of the author. Tom Berg of Norway is not "
    "responsible for them. This article may be reproduced provided that the source is "
    "acknowledged. Contact: desk [at] ferry [dot] example\n"
)


def test_boilerplate_is_parted_and_not_mined() -> None:
    found = reading("The pier stayed closed for the night, and the crews went home." + TAIL)
    start = found.document.text.index("Disclaimer")

    for name in Reading.LISTS:
        if name not in {"parts", "terms"}:
            assert all(each.start < start for each in getattr(found, name)), name
    kinds = {part.kind for part in found.parts}
    assert {"disclaimer", "licence_terms", "redacted_email", "boilerplate"} <= kinds
    licence = next(term for term in found.terms if term.kind == "licence_terms")
    assert licence.grants is not None
    assert licence.conditions == ("the source is acknowledged",)


def test_empty_fields_are_kept_as_fields() -> None:
    text = "Ferry talks fail again\n\nTheme:\nRegion: North coast\n\nThe crews left at noon.\n"
    fields = {part.field: part.value for part in find_parts(from_text(text)) if part.field}
    assert fields == {"Theme": None, "Region": "North coast"}


def test_another_language_is_read_for_what_holds_in_all() -> None:
    text = (
        "Les pourparlers échouent encore\n\nLe ministre a quitté la salle avec les délégués. "
        "« Nous ne pouvons pas attendre plus longtemps que la marée », a dit le capitaine.\n"
    )
    found = read(from_text(text))
    assert found.language == "fr"
    assert [each.text.strip() for each in found.quotes] == [
        "Nous ne pouvons pas attendre plus longtemps que la marée"
    ]
    assert found.proposals == ()


def test_every_rule_says_what_it_finds_and_has_a_known_layer() -> None:
    assert {each.id for each in rules_for("en")} <= set(RULES)
    assert {each.layer for each in RULES.values()} == set(LAYERS)
    assert "en" in languages()
    assert lexicon("en").gazetteer["Russian"][0].name == "Russia"
    with pytest.raises(KeyError):
        lexicon("none")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "‘", "’", "said", "Putin", "the", "Russian President", ".", ",", "Q:",
             "A:", "calls for", "7 May", "if", "must", "North Koran", "\u00a0", "x", "—", "(", ")",
             "*", "#", "\n\n",
             "must not", "Ministry of", "[email", "©", "2017", "both sides", "\u202e", "\U0001f54a"]
        ),
        max_size=60,
    ).map(" ".join)
)  # fmt: skip
def test_whatever_stands_in_a_text_every_item_has_its_place(text: str) -> None:
    found = read(from_text("A title of some kind\n\n" + text + " end"))
    for name in Reading.LISTS:
        for item in getattr(found, name):
            assert 0 <= item.start < item.end <= found.document.length
            assert item.text == found.document.text[item.start : item.end]
            assert item.rule
            assert 0 < item.confidence <= 1
    assert found.to_dict()["document"]["length"] == found.document.length


def test_the_keys_of_a_reading_are_those_that_are_promised() -> None:
    found = reading("“We call for a halt to patrols,” said Ana Duarte of Norway." + TAIL).to_dict()

    assert {"sha256", "length"} <= set(found["document"])
    assert {"kind", "from", "to"} <= set(found["parts"][0])
    assert {"from", "to", "speaker"} <= set(found["quotes"][0])
    assert {"from", "to", "name"} <= set(found["mentions"][0])
    assert {"from", "to", "by"} <= set(found["proposals"][0])
    assert {"from", "to"} <= set(found["terms"][0])
    assert {"claims", "events", "dates", "roles"} <= set(found)


def test_time_grows_no_faster_than_the_text() -> None:
    """Four times the text takes less than nine times the work."""
    paragraph = (
        "Turkish President Selin Aydar met the crews in Izmir on 3 May. “We cannot sail without a "
        "pier,” "
        "she said, and called for a halt to patrols by both sides.\n\n"
    )
    times = []
    for count in (100, 400):
        document = from_text("Ferry talks fail\n\n" + paragraph * count)
        spent = []
        for _ in range(2):
            began = time.process_time()
            read(document)
            spent.append(time.process_time() - began)
        times.append(min(spent))
    assert times[1] < 9 * times[0]
