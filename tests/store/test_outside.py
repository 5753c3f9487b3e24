"""An outside change is taken where only one side changed, and shown where both did."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.cases import case_names
from detente.library import case_text
from detente.store import compared, merged
from detente.store.outside import sections

BASE = "# a file\n\ntitle: T\n\n# the parties\nparties:\n  A: 1\n\nrules:\n  - a\n"


@pytest.mark.parametrize("case", case_names())
def test_the_sections_of_a_file_joined_are_the_file(case: str) -> None:
    text = case_text(case)
    assert "".join(sections(text).values()) == text
    assert len(sections(text)) > 3


def test_a_comment_belongs_to_what_it_stands_above() -> None:
    assert sections(BASE) == {
        "": "# a file\n\n",
        "title": "title: T\n\n",
        "parties": "# the parties\nparties:\n  A: 1\n\n",
        "rules": "rules:\n  - a\n",
    }


def test_what_one_side_changed_is_taken() -> None:
    ours = BASE.replace("A: 1", "A: 2") + "more: 1\n"
    theirs = BASE.replace("- a", "- b").replace("title: T", "title: U")
    assert [(one.section, one.by) for one in compared(BASE, ours, theirs)] == [
        *(("title", "theirs"), ("parties", "ours"), ("rules", "theirs"), ("more", "ours"))
    ]
    both = BASE.replace("A: 1", "A: 2").replace("- a", "- b").replace("title: T", "title: U")
    assert merged(BASE, ours, theirs) == both + "more: 1\n"


def test_what_both_changed_waits_for_a_choice() -> None:
    ours, theirs = BASE.replace("- a", "- b"), BASE.replace("- a", "- c")
    (difference,) = compared(BASE, ours, theirs)
    assert (difference.by, difference.ours, difference.theirs) == (
        *("both", "rules:\n  - b\n", "rules:\n  - c\n"),
    )
    with pytest.raises(KeyError):
        merged(BASE, ours, theirs)
    assert merged(BASE, ours, theirs, {"rules": "ours"}) == ours
    assert merged(BASE, ours, theirs, {"rules": "theirs"}) == theirs


def test_a_section_taken_away_on_one_side_goes() -> None:
    gone = BASE.replace("rules:\n  - a\n", "")
    assert merged(BASE, gone, BASE.replace("T", "U")) == gone.replace("T", "U")
    assert merged(BASE, BASE.replace("T", "U"), gone) == gone.replace("T", "U")


def test_a_text_that_is_no_model_is_one_section() -> None:
    for text in ("", "- a\n", "a: [", "{a: 1, b: 2}\n"):
        assert sections(text) == {"": text}


NAMES = st.lists(st.sampled_from("abcdefg"), unique=True, min_size=1)
TEXTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 2), min_size=1).map(
    lambda found: "".join(f"{name}: {value}\n" for name, value in found.items())
)


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_merge_says_of_each_section_what_one_side_says(base: str, ours: str, theirs: str) -> None:
    choice = {one.section: "ours" for one in compared(base, ours, theirs)}
    joined = merged(base, ours, theirs, choice)
    found = sections(joined) if joined else {}
    was, here, there = sections(base), sections(ours), sections(theirs)
    for name in {*was, *here, *there, *found}:
        changed_here = here.get(name) != was.get(name)
        assert found.get(name) == (here if changed_here else there).get(name)
