"""Whose words these are: persons before bodies, envoys before those who sent them, she and he."""

from __future__ import annotations

import pytest

from detente.documents import from_text
from detente.reading import Reading, read

HEAD = "Ministers clash over the strait\n\nOSTBY, 4 May 2026 (Fjordwire) - The two sides met.\n\n"


def reading_of(text: str) -> Reading:
    return read(from_text(f"{HEAD}{text}\n\nThe matter goes on for a while yet.\n"))


def speakers(text: str) -> list[str | None]:
    return [each.speaker for each in reading_of(text).quotes]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We shall meet again,” said Norwegian envoy Per Vik.", "Per Vik"),
        ("“We shall meet again,” said May Dahl, a teacher.", "May Dahl"),
        (
            "“We cannot pay more,” said the Union’s top officer, Liv Aas, at a meeting in town.",
            "Liv Aas",
        ),
    ],
)
def test_a_quote_goes_to_the_one_who_speaks(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_the_envoy_goes_on_and_not_who_sent_him() -> None:
    text = (
        "The Secretary-General’s Special Envoy for Yemen said “change is a reality”. “This is only "
        "the beginning,” he said."
    )
    assert speakers(text) == ["The Secretary-General’s Special Envoy for Yemen"] * 2


def test_he_is_not_she() -> None:
    text = (
        "Danish Foreign Minister Mette Krag said that the patrols would go on. “We will not be "
        "pushed,” she said.\n\n“We will answer soon,” said Norwegian envoy Jon Dahl.\n\n"
        "According to Krag, “there is nothing to talk about.”\n\n“That is not so,” he said."
    )
    assert speakers(text) == ["Mette Krag", "Jon Dahl", "Mette Krag", "Jon Dahl"]


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("Ann Roe says he’s expecting two boats to leave.", "Ann Roe", "he’s expecting two boats"),
        ("The Harbour Union said 34 boats were held.", "Harbour Union", "34 boats were held"),
        ("Ann Roe says Norway’s tariff is a mistake.", "Ann Roe", "Norway’s tariff is a mistake"),
        ("In the north, Ann Roe said, the patrols have gone on for years.", "Ann Roe",
         "the patrols have gone on for years"),
        ("He had been at sea for a year, a school official told The Halven Post.",
         "a school official", "He had been at sea for a year"),
        ("He was kind and went to sea with her, her friend said.", "her friend", "He was kind"),
    ],
)  # fmt: skip
def test_what_is_told_without_that_and_in_the_middle(text: str, speaker: str, told: str) -> None:
    (found,) = (each for each in reading_of(text).reported if each.start > len(HEAD) - 2)
    assert found.text.startswith(told)
    assert str(found.speaker) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Some boats will pass on Friday, according to harbour spokesman Jon Dahl.",
            "Jon Dahl",
        ),
        ("The plan was dropped last month, said three people familiar with it.", "three people"),
        (
            "The quay can hold forty boats, the harbour master said by letter.",
            "harbour master",
        ),
        ("Norway said NATO has not been told of the plan by anybody.", "Norway"),
        ("University officials told the Post that the group may not use its rooms.", "officials"),
    ],
)
def test_reported_speech_has_its_source(text: str, speaker: str) -> None:
    found = reading_of(text).reported

    assert [speaker in (each.speaker or "") for each in found] == [True]


def test_what_is_said_by_nobody_has_no_source() -> None:
    assert reading_of("The plan was dropped last month, it is said in the town.").reported == ()
