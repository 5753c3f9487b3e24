"""Every edit that a page offers changes its place in the file and no other, and can be undone."""

from pathlib import Path

import pytest

from detente.library import case_text, load
from detente.model import load_text
from detente.web.acts import ACTS
from detente.web.edits import EDITS
from web.client import Client

# by the edit's name: its fields, and what must be true of the model afterwards
QUARRY = """\
detente: 1
title: Quarry # the title

decision_makers:
  Village:
    title: The village
    options:
      sue: Go to court
      sign: {title: Sign, once: taken}
  Quarry:
    options: {filter: Build the filter, close: Close}

rules:
  # a comment that stays
  - infeasible: Village.sue and Village.sign
    because: the agreement ends all suits
  - at_most_one: [Quarry.filter, Quarry.close]

status_quo: [Village.sue]

preferences:
  Village:
    - Quarry.filter or Quarry.close # the first
    - prefer: not Village.sue if Quarry.filter
      because: costs
    - Village.sign
  Quarry:
    ranking: [[NNNN, YNNN], NYYN]

alternatives:
  Village:
    stern:
      - Village.sue

outcomes:
  settlement: Village.sign and Quarry.filter
"""
OF = {"party": "Village", "reading": "base"}
STERN = {"party": "Village", "reading": "stern"}
BESIDE = """\
      priorities: [Village.sue]
      unknown:
        - [Quarry.close, not Quarry.close]
"""  # what can be said beside a list, in place of the stern reading's
CASES = {
    "wish-move": ({**OF, "from": 0, "to": 2}, "    - Village.sign\n    - Quarry.filter or"),
    "wish-add": ({**OF, "text": "not Quarry.close", "because": "jobs"}, "prefer: not Quarry.close"),
    "wish-set": (
        {**OF, "k": 1, "text": "Village.sue", "because": ""},
        "prefer: Village.sue\n    -",
    ),
    "wish-drop": ({**OF, "k": 2}, "because: costs\n  Quarry:"),
    "unknown-add": (
        {**STERN, "one": "Village.sign", "other": "Quarry.filter"},
        "        - [Village.sign, Quarry.filter]",
    ),
    "unknown-drop": ({**STERN, "k": 0}, "      priorities: [Village.sue]\n\noutcomes"),
    "reading-add": ({**OF, "name": "mild"}, "    mild:\n      - Quarry.filter or Quarry.close"),
    "reading-drop": ({**OF, "name": "stern"}, "alternatives:\n  Village: {}\n"),
    "title-set": ({"title": "A quarry"}, "title: A quarry # the title"),
    "party-add": ({"name": "Court", "title": "The court"}, "  Court:\n    title: The court"),
    "party-set": ({"party": "Village", "title": "Council"}, "    title: Council"),
    "party-drop": ({"party": "Quarry"}, None),
    "party-move": ({"party": "Village", "to": 1}, None),
    "option-add": ({"party": "Quarry", "name": "sell", "title": "Sell it"}, None),
    "option-set": (
        {"party": "Village", "option": "sue", "title": "Sue", "short": "court", "once": ""},
        "short: court",
    ),
    "option-drop": ({"party": "Quarry", "option": "close"}, None),
    "option-move": ({"party": "Village", "option": "sign", "to": 0}, None),
    "today": ({"option": "Quarry.filter"}, "status_quo: [Village.sue, Quarry.filter]"),
    "rule-add": (
        {"kind": "at_most_one", "text": "Village.sue, Quarry.close"},
        "- at_most_one: [Village",
    ),
    "rule-set": (
        {"k": 0, "kind": "infeasible", "text": "Village.sue and Quarry.close", "because": "peace"},
        "  - infeasible: Village.sue and Quarry.close\n    because: peace",
    ),
    "rule-drop": ({"k": 1}, "because: the agreement ends all suits\n\nstatus_quo"),
    "rule-move": ({"from": 1, "to": 0}, "rules:\n"),
    "outcome-add": ({"name": "closed", "text": "Quarry.close"}, "  closed: Quarry.close"),
    "outcome-set": ({"name": "settlement", "text": "Village.sign"}, "settlement: Village.sign\n"),
    "outcome-drop": ({"name": "settlement"}, "outcomes: {}\n"),
    "change-apply": (
        {"edits": "Village: move 3 to 1\nVillage: drop 2", "readings": ""},
        "  Village:\n    - Village.sign\n    - prefer: not Village.sue if",
    ),
    "rename": ({"kind": "party", "old": "Village", "new": "Town"}, "- infeasible: Town.sue and"),
}
# what names the letters of states cannot be left as it is where an option comes or goes
REFUSED = {"party-drop", "party-move", "option-add", "option-drop", "option-move"}


@pytest.fixture
def client(tmp_path: Path) -> Client:
    found = Client(tmp_path / "projects")
    place = tmp_path / "quarry.yaml"
    place.write_text(QUARRY, encoding="utf-8")
    found.open_projects.take(str(place))
    return found


def text_of(client: Client) -> str:
    return client.open_projects.project("quarry").head().text


def test_every_edit_has_its_case() -> None:
    assert set(CASES) == {*EDITS, "rename"}
    assert set(ACTS) > set(CASES)


@pytest.mark.parametrize("name", sorted(CASES))
def test_an_edit_changes_its_place_and_is_undone(name: str, client: Client) -> None:
    fields, expected = CASES[name]
    if name in REFUSED:  # without the ranking by letters
        free = QUARRY.replace("    ranking: [[NNNN, YNNN], NYYN]\n", "    - not Village.sue\n")
        if name == "option-drop":
            free = free.replace("  - at_most_one: [Quarry.filter, Quarry.close]\n", "")
            free = free.replace(" or Quarry.close", "")
        if name == "party-drop":
            free = free.replace("  - at_most_one: [Quarry.filter, Quarry.close]\n", "")
            free = free.replace("Quarry.filter or Quarry.close", "Village.sign")
            free = free.replace(" if Quarry.filter", "").replace(" and Quarry.filter", "")
            free = free.replace("    - Village.sign\n  Quarry", "  Quarry")
        assert client.do("quarry", "file-set", text=free).status == 200
    if name.startswith("unknown-"):
        free = QUARRY.replace("      - Village.sue\n", BESIDE)
        assert client.do("quarry", "file-set", text=free).status == 200
    before = text_of(client)
    answer = client.do("quarry", name, "parties", **fields)
    assert answer.status == 200
    after = text_of(client)
    assert after != before
    load_text(after)
    if expected is not None:
        assert expected in after
    assert after.count("# a comment that stays") == before.count("# a comment that stays")
    assert after.count("# the title") == before.count("# the title")
    assert client.do("quarry", "undo").status == 200
    assert text_of(client) == before
    assert client.do("quarry", "redo").status == 200
    assert text_of(client) == after


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_would_not_check_is_refused_and_nothing_is_lost(name: str, client: Client) -> None:
    answer = client.do("quarry", name, "parties", **CASES[name][0])
    assert answer.status == 422
    assert "Not done" in answer.text
    assert text_of(client) == QUARRY


def test_a_condition_s_mistake_is_told_under_its_word(client: Client) -> None:
    text = "not Quarry.filtre and Village.sue"
    answer = client.do("quarry", "wish-add", "wishes?party=Village", **OF, text=text)
    assert answer.status == 422
    assert '<span class="wave">Quarry.filtre</span>' in answer.text
    assert "did you mean &#39;Quarry.filter&#39;?" in answer.text
    assert f'value="{text}"' in answer.text
    assert text_of(client) == QUARRY


def test_of_two_tabs_the_second_is_told_and_keeps_its_words(client: Client) -> None:
    old = client.open_projects.project("quarry").revision
    assert client.do("quarry", "wish-drop", **OF, k=0).status == 200
    mine = text_of(client)
    late = client.do("quarry", "wish-add", "wishes", **OF, text="Quarry.close", revision=old)
    assert late.status == 409
    assert "changed in another tab" in late.text
    assert 'value="Quarry.close"' in late.text
    assert text_of(client) == mine


def test_the_history_tells_what_was_done(client: Client) -> None:
    client.do("quarry", "wish-move", **OF, **{"from": 2, "to": 0})
    client.do("quarry", "name", "versions", state=2, name="before the talks")
    client.do("quarry", "back-to", "versions", state=1)
    page = client.get("/p/quarry/versions?a=1&b=2")
    assert page.status == 200
    for words in ("The village: wish 3 is now wish 1", "before the talks", "back to version 1"):
        assert words in page.text
    assert text_of(client) == QUARRY
    assert client.get("/p/quarry/export").body == QUARRY.encode()


def test_the_file_takes_what_a_page_changed_and_gives_what_another_program_did(
    client: Client, tmp_path: Path
) -> None:
    place = tmp_path / "quarry.yaml"
    client.do("quarry", "title-set", title="Mine")
    assert client.do("quarry", "write-back", "versions").status == 200
    assert place.read_text(encoding="utf-8") == QUARRY.replace("title: Quarry", "title: Mine")
    outside = place.read_text(encoding="utf-8").replace("[Village.sue]", "[]")
    place.write_text(outside, encoding="utf-8")
    client.do("quarry", "outcome-set", name="settlement", text="Village.sign")
    assert client.get("/p/quarry/versions").status == 200
    assert "status_quo: []" in text_of(client)
    assert "settlement: Village.sign\n" in text_of(client)


def test_what_both_sides_changed_waits_for_a_person(client: Client, tmp_path: Path) -> None:
    place = tmp_path / "quarry.yaml"
    place.write_text(QUARRY.replace("title: Quarry", "title: Theirs"), encoding="utf-8")
    client.do("quarry", "title-set", title="Ours")
    page = client.get("/p/quarry/versions")
    assert "changed by another program too" in page.text
    assert "title: Theirs" in page.text
    assert "title: Ours" in text_of(client)
    assert client.do("quarry", "write-back", "versions").status == 422
    assert client.do("quarry", "take-outside", "versions").status == 422
    taken = client.do("quarry", "take-outside", "versions", **{"side:title": "theirs"})
    assert taken.status == 200
    assert "title: Theirs" in text_of(client)


def test_a_model_that_does_not_check_is_mended_on_its_page(tmp_path: Path) -> None:
    client = Client(tmp_path / "projects")
    place = tmp_path / "bad.yaml"
    place.write_text(QUARRY.replace("Village.sign\n  Quarry", "Village.sing\n  Quarry"), "utf-8")
    word = client.open_projects.take(str(place))
    page = client.get(f"/p/{word}/verdicts")
    assert page.status == 422
    assert "did you mean &#39;Village.sign&#39;?" in page.text
    still = client.do(word, "file-set", text=QUARRY.replace("close: Close", "close: ["))
    assert still.status == 422
    assert client.do(word, "file-set", "verdicts", text=QUARRY).status == 200
    assert client.get(f"/p/{word}/verdicts").status == 200


def test_the_bundled_case_that_others_see_stays_as_it_is(tmp_path: Path) -> None:
    client = Client(tmp_path)
    word = client.open_projects.begin_case("korea")
    client.do(word, "wish-drop", party="USA", reading="base", k=0)
    assert case_text("korea") == client.open_projects.project(word).texts(1).text
    assert client.open_projects.project(word).head().text != case_text("korea")
    assert load("korea").preferences["USA"] is not None
