"""A model's words are placed where the text has them, and nowhere else: the hard cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.suggestions.placing import Placing

TEXT = (
    "Tarvo, 5 September. The mayor said that the crews will not stop the night ferries unless the "
    "council ends its inspections. “We shall never sell the old harbour,” the envoy said. Osk and "
    "Brin proposed a double halt. Brin did not reject the proposal. She said the fees had failed; "
    "he later said the fees had worked in part. The envoy said: “We can’t accept this”. The "
    "North\u00adern quay, 7\u00a0September. A trilat-\neral meeting was held in Ulan\u2011Osk. "
    "Мэр не отказался от переговоров. 中方不接受该提案。 The oﬃcers left—at once. "
    "A sum of £1,500 was paid."
)
PLACING = Placing(TEXT)


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("Osk and Brin proposed a double halt", "exact"),
        ("osk AND brin proposed a double halt", "typographic"),
        ('"We shall never sell the old harbour,"', "typographic"),
        ("We shall sell the old harbour", "near"),
        ("the crews will stop the night ferries unless the council ends its inspections", "near"),
        ("Brin did reject the proposal", "near"),
        ("Osk and Tarvo proposed a double halt", "near"),
        ("Osk proposed a double halt", "near"),
        ("Tarvo will close its harbour to strangers tomorrow", "none"),
        ("the fees had worked", "exact"),
        ("We can't accept this", "typographic"),
        ("7 September", "typographic"),
        ("The Northern quay", "typographic"),
        ("A trilateral meeting was held in Ulan-Osk", "typographic"),
        ("Мэр не отказался", "exact"),
        ("Мэр отказался", "near"),
        ("中方接受该提案", "near"),
        ("中方不接受", "exact"),
        ("The officers left-at once", "typographic"),
        ("A sum of £1,500", "exact"),
        ("A sum of £1,50", "near"),
        ("she said the fees", "typographic"),
        ("ferr", "near"),
        ("", "none"),
        ("“”", "none"),
        ("The envoy said … accept this", "none"),
    ],
)
def test_words_are_placed(words: str, grade: str) -> None:
    placed = PLACING.place(words)

    assert placed.grade == grade
    assert placed.found == (grade in {"exact", "typographic"})
    assert bool(placed.spans) == (grade != "none")


def test_every_place_of_the_words_is_given() -> None:
    assert len(PLACING.place("the fees").spans) == 2


@given(st.data())
def test_words_of_a_text_are_found_at_their_place(data: st.DataObject) -> None:
    words = TEXT.split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 12)))
    start = len(" ".join(words[:first])) + (first > 0)
    chosen = " ".join(words[first : last + 1])
    placed = PLACING.place(chosen)

    assert placed.found
    assert any(each.start == start for each in placed.spans) or placed.grade == "typographic"
