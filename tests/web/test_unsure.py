"""What is said beside a plain order is shown on its page, goes with the wish it is said of, and is
never told as something else."""

from pathlib import Path
from typing import Any

import pytest

from detente.model import Priorities, load_text
from web.client import Client

ROOF = """\
title: A roof and its rent
decision_makers:
  Tenant: {options: {pay: Pay the arrears, leave: Move out}}
  Landlord: {options: {repair: Repair the roof}}
status_quo: []
preferences:
  Tenant:
    priorities:
      - {prefer: repair, strength: much}
      - not pay # the second
    unknown: [[leave, not leave]]
  Landlord:
    priorities: [pay, not repair, not leave]
    strength: {much: [pay, not leave]}
alternatives:
  Landlord:
    by payoffs: {payoffs: {Y--: 4, N-N: 2, N-Y: 1}, threshold: 1.5}
    by pairs: {better: [[YNN, NNN]]}
  Tenant:
    degrees: {fuzzy: {pairs: [[YNY, YNN, 0.9]], gamma: 0.4}}
    chances: {probability: {pairs: [[Y-Y, YNN, 0.8]], alpha: 0.3, beta: 0.5, gamma: 0.5}}
uncertain:
  Tenant: {any order: [[1, 2]]}
"""
TENANT = {"party": "Tenant", "reading": "base"}
LANDLORD = {"party": "Landlord", "reading": "base"}


@pytest.fixture
def client(tmp_path: Path) -> Client:
    found = Client(tmp_path)
    found.open_projects.begin_text("roof", ROOF)
    return found


def strong(client: Client, party: str) -> list[str]:
    """The wishes of a party's base list that make a strong difference."""
    conflict = load_text(client.open_projects.project("roof").head().text)
    basis = conflict.preference(party).basis
    assert isinstance(basis, Priorities)
    return [one.text for one in basis.statements if one.strong]


def test_the_page_shows_what_is_said_beside_the_order(client: Client) -> None:
    page = client.get("/p/roof/wishes?party=Tenant").text
    assert page.count('<span class="much">strong</span>') == 1
    assert "wishes 1 to 2 may stand in any order" in page
    assert 'aria-label="Take pair 1 away"' in page
    page = client.get("/p/roof/verdicts").text
    assert page.count('<span class="much">strong</span>') == 3
    assert "1 pair is not known" in page
    asked = page.split('id="semantics"')[1].split("</p>")[0]
    assert [one.split("<")[0] for one in asked.split('">')[1:]] == [
        *("strong", "unknown-a", "unknown-b", "unknown-c", "unknown-d"),
    ]


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        ("Tenant=degrees", ("0.9", "gamma 0.4")),
        ("Tenant=chances", ("Y-Y", "0.8", "alpha 0.3, beta 0.5, gamma 0.5")),
        ("Landlord=by payoffs", ("better only by over 1.5",)),
    ],
)
def test_tables_and_thresholds_are_shown(
    reading: str, shown: tuple[str, ...], client: Client
) -> None:
    party = reading.split("=")[0]
    page = client.get(f"/p/roof/wishes?party={party}&r={reading.replace(' ', '+')}").text
    for words in shown:
        assert words in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("party=Tenant&a=NNN&b=NYN", "It is not known which of the two Tenant prefers."),
        ("party=Tenant&a=NNN&b=YNN", "Tenant prefers today, by its second statement"),
        ("party=Tenant&a=NNN&b=NNY&r=Tenant=degrees", "Of Tenant no plain preference is given"),
        ("party=Landlord&a=NNN&b=NNY&r=Landlord=by+pairs", "Landlord is not said to prefer either"),
        ("party=Landlord&a=NNN&b=YNN&r=Landlord=by+pairs", "Landlord prefers pay"),
    ],
)
def test_what_is_not_known_is_not_told_as_a_preference(
    asked: str, told: str, client: Client
) -> None:
    page = client.get(f"/p/roof/wishes?{asked}").text
    assert told in page.split('id="between"')[1]


def test_states_are_drawn_where_nobody_s_order_is_plain(client: Client) -> None:
    for page in ("graph", "verdicts", "wishes", "parties", "handover"):
        assert client.get(f"/p/roof/{page}?r=Tenant=degrees").status == 200, page


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({**LANDLORD, "k": 0, "text": "pay and not leave", "because": ""},
         ["pay and not leave", "not leave"]),
        ({**LANDLORD, "k": 0, "text": "pay", "because": "it is late"}, ["pay", "not leave"]),
        ({**LANDLORD, "k": 0, "text": "pay", "strength": ""}, ["not leave"]),
        ({**LANDLORD, "k": 1, "text": "not repair", "strength": "much"},
         ["pay", "not repair", "not leave"]),
        ({**TENANT, "k": 0, "text": "repair", "strength": ""}, []),
        ({**TENANT, "k": 0, "text": "repair or leave"}, ["repair or leave"]),
        ({**TENANT, "k": 1, "text": "not pay", "because": "costs", "strength": "much"},
         ["repair", "not pay"]),
    ],
)  # fmt: skip
def test_strength_goes_with_its_wish(
    fields: dict[str, Any], expected: list[str], client: Client
) -> None:
    answer = client.do("roof", "wish-set", "wishes", **fields)
    assert answer.status == 200, answer.text
    assert strong(client, fields["party"]) == expected


def test_the_mark_of_a_wish_goes_when_the_wish_does(client: Client) -> None:
    assert client.do("roof", "wish-drop", "wishes", **LANDLORD, k=0).status == 200
    assert strong(client, "Landlord") == ["not leave"]
    assert client.do("roof", "wish-drop", "wishes", **LANDLORD, k=1).status == 200
    assert strong(client, "Landlord") == []
    assert "strength: {much" not in client.open_projects.project("roof").head().text


def test_a_copy_of_a_reading_has_what_stands_beside_its_list(client: Client) -> None:
    assert client.do("roof", "reading-add", "wishes", **TENANT, name="copy").status == 200
    conflict = load_text(client.open_projects.project("roof").head().text)
    copy, base = conflict.alternatives["Tenant"]["copy"], conflict.preference("Tenant")
    assert copy == base
    assert copy.unknown


def test_where_a_list_stands_alone_the_file_is_named(client: Client) -> None:
    assert client.open_projects.begin_text("alone", ROOF.replace(
        "    priorities: [pay, not repair, not leave]\n    strength: {much: [pay, not leave]}\n",
        "    - pay\n",
    )) == "alone"  # fmt: skip
    answer = client.do("alone", "unknown-add", "wishes", **LANDLORD, one="pay", other="leave")
    assert answer.status == 422
    assert "in the file" in answer.text
