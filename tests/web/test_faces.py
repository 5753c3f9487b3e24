"""What question pages show beside their words: the numbers of `--json`, changes that are made."""

import html
import json
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.app import _commands, app
from detente.model import Priorities, load_text, varied
from web.client import Client, Numbers
from web.test_questions import answered, said


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    found = Client(tmp_path_factory.mktemp("projects"))
    for case in ("elmira", "korea", "korea-small", "prisoners-dilemma", "stag-hunt"):
        found.open_projects.begin_case(case)
    yield found
    found.open_projects.close()


def told(*words: str) -> dict[str, Any]:
    """What `--json` says."""
    _commands()
    return json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)


def at(word: str, name: str, **values: Any) -> str:
    return f"/p/{word}/q/{name}?{urlencode({**values, 'ask': '1'}, doseq=True)}"


def shown(number: int) -> set[str]:
    return {f"{number:,}"}


CASES = [("elmira", "elmira", "settlement"), ("korea-medium", "korea", "double freeze")]


@pytest.mark.parametrize(("word", "case", "to"), CASES)
def test_a_way_has_the_steps_that_the_command_line_tells(
    word: str, case: str, to: str, client: Client
) -> None:
    least = told("evolve", case, "--to", to)["least_resisted"]
    for step in range(len(least["steps"]) + 1):
        page = answered(client, at(word, "evolve", to=to, step=step))
        numbers = dict(re.findall(r'data-n="(\w+)">(\d+)', page))
        assert numbers == {
            "steps": str(len(least["steps"])),
            "resisted": str(least["resisted"]),
        }
        assert page.count('class="k"') == len(least["steps"])
        assert page.count('aria-current="step"') == (step > 0)
    for one in least["steps"]:
        assert f"verdicts?s={one['to']}" in page
        for name in (one["decided_by"] or {}).get("evidence") or ():
            assert f"evidence#e-{name}" in page


@pytest.mark.parametrize(("word", "case"), [one[:2] for one in CASES])
def test_coalitions_and_claims_have_the_numbers_of_the_command_line(
    word: str, case: str, client: Client
) -> None:
    counts = told("coalitions", case)["counts"]
    numbers = Numbers.of(answered(client, at(word, "coalitions")))
    for concept, number in counts["broken_states"].items():
        assert numbers[f"broken {concept}"] == shown(number)
        assert numbers[f"unbroken {concept}"] == shown(counts["unbroken"].get(concept, 0))
    page = answered(client, at(word, "claims"))
    numbers = Numbers.of(page)
    for name, one in told("claims", case)["claims"].items():
        assert f'id="claim-{name}"' in page
        for k, test in enumerate(one["tests"], 1):
            assert numbers[f"holds {name} {k}"] == shown(test["holds"])
        for entry in one["evidence"]:
            assert f"evidence#e-{entry}" in page
        assert f"/q/trace?claim={name}" in page


def test_what_if_has_the_numbers_of_the_command_line_and_a_matrix_to_click(client: Client) -> None:
    edits = ["USA: move 3 to 1", "DPRK=under strain"]
    page = answered(client, at("korea-medium", "what_if", edits=edits, concepts="nash,gmr"))
    words = [word for edit in edits for word in ("--set", edit)]
    first = told("what-if", "korea", *words, "--concepts", "nash,gmr")["columns"][0]
    numbers = Numbers.of(page)
    for outcome, counts in first["after"].items():
        for concept, number in counts.items():
            assert numbers[f"after {concept} {outcome}"] == shown(number)
    for concept, number in first["equilibria"]["after"].items():
        assert numbers[f"after {concept} "] == shown(number)
    start = client.get("/p/korea-medium/q/what_if").text
    (click,) = re.findall(
        r'href="([^"]+)" aria-label="What if wish 3 of USA went to the top"', start
    )
    then = answered(client, html.unescape(click))
    assert "USA: move 3 to 1" in then
    assert 'data-n="after nash ' in then
    (undo,) = re.findall(r'href="([^"]+)" aria-label="Leave out: USA: move 3 to 1"', then)
    assert "Asked together" not in answered(client, html.unescape(undo))
    (held,) = re.findall(r'href="([^"]+)" aria-label="USA.thaad: held not taken"', start)
    assert "holding not USA.thaad" in said(answered(client, html.unescape(held)), "main")


def forms(page: str) -> list[str]:
    """The changes that the page has a button for, as its forms send them."""
    return [html.unescape(one) for one in re.findall(r'name="edits" value="([^"]+)"', page)]


def test_a_least_change_is_made_with_one_click_and_undone_with_one(client: Client) -> None:
    word, here = "prisoners-dilemma", "q/design?make=cooperation&concept=nash&ask=1"
    page = answered(client, f"/p/{word}/{here}")
    answer = told("design", word, "--make", "cooperation", "--concept", "nash")
    numbers = dict(re.findall(r'data-n="(\w+)">([\d,]+)', page))
    assert numbers == {"cost": str(answer["cost"]), "count": str(answer["count"])}
    first = client.open_projects.project(word).head()
    before = detente.analyze(load_text(first.text, "model", None, None))
    (outcome,) = [one for one in before.outcomes() if one == "cooperation"]
    assert not before.outcomes()[outcome]["nash"]
    for edits in forms(page)[:3]:
        made = client.do(word, "change-apply", here, edits=edits, readings="")
        assert made.status == 200
        assert "A change:" in said(made.text, "said")
        head = client.open_projects.project(word).head()
        after = detente.analyze(load_text(head.text, "model", None, None))
        assert after.outcomes()["cooperation"]["nash"] > 0, "what was promised holds"
        client.do(word, "undo", here)
        assert client.open_projects.project(word).head().text == first.text, "byte for byte"
    assert len(forms(page)) >= 3


def test_a_change_that_works_by_threat_alone_has_a_caution_and_no_button(client: Client) -> None:
    page = answered(client, at("korea-small", "design", make="halt"))
    cards = page.split('<article class="card"')[1:]
    assert any("works by threat alone" in card for card in cards)
    for card in cards:
        button = 'id="apply-' in card
        assert button != ("works by threat alone" in card)
        assert button != ("A caution:" in card)
    assert len(forms(page)) == sum('id="apply-' in card for card in cards) > 0


@pytest.mark.parametrize("seed", range(4))
def test_edits_in_the_file_make_the_lists_that_what_if_asks_about(
    seed: int, client: Client
) -> None:
    """Any series of edits, taken as steps of the file, gives the same statements in that order."""
    draw = random.Random(seed)
    word = "korea-medium"
    project = client.open_projects.project(word)
    conflict = client.open_projects.judged.conflict(project.head())
    edits, now = [], conflict
    for _ in range(6):
        party = draw.choice(conflict.party_names)
        basis = now.preferences[party].basis
        assert isinstance(basis, Priorities)
        n = len(basis.statements)
        a, b = draw.sample(range(1, n + 1), 2)
        edits.append(
            draw.choice(
                [
                    f"{party}: move {a} to {b}",
                    f"{party}: drop {a}",
                    f"{party}: insert not USA.strike at {b}",
                    f"{party}: replace {a} by DPRK.tests iff USA.drills",
                ]
            )
        )
        now = varied(now, edits=[edits[-1]])
    made = client.do(word, "change-apply", "q/what_if", edits="\n".join(edits), readings="")
    assert made.status == 200, said(made.text, "said")
    found = client.open_projects.judged.conflict(project.head())
    for party in conflict.party_names:
        there, here = now.preferences[party].basis, found.preferences[party].basis
        assert isinstance(there, Priorities)
        assert isinstance(here, Priorities)
        assert here.statements == there.statements
    client.do(word, "undo", "q/what_if")


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ("", "no change to be made"),
        ("USA: drop 99", "the list has no place 99"),
        ("Nobody: drop 1", "unknown party"),
        ("USA: drop 1; DROP TABLE", "is no edit"),
        ("\n".join(["USA: move 1 to 2"] * 41), "no change to be made"),
    ],
)
def test_a_change_that_cannot_be_made_is_told_and_leaves_the_model(
    edits: str, words: str, client: Client
) -> None:
    before = client.open_projects.project("korea-medium").head().text
    answer = client.do("korea-medium", "change-apply", "q/what_if", edits=edits)
    assert answer.status == 422
    assert words in html.unescape(answer.text)
    assert client.open_projects.project("korea-medium").head().text == before


def test_a_package_is_a_matrix_of_what_is_done_at_each_stage(client: Client) -> None:
    told_at = told("evolve", "stag-hunt", "--to", "stag taken", "--from", "NN", "--package")
    (stage,) = told_at["packages"][0]
    page = answered(client, at("stag-hunt", "package", to="stag taken", start="NN"))
    table = page[page.index('id="packages"') :].split("</table>")[0]
    assert table.count('<th scope="col">') == 2
    assert table.count('class="chg"') == sum(map(len, stage["takes"].values())) == 2
    assert table.count("likes it better") == list(stage["gains"].values()).count("better")
    there = answered(client, at("stag-hunt", "package", to="stag taken", start="YY"))
    assert 'id="packages"' not in there, "it is there already"


def test_the_way_back_of_a_claim_leads_to_its_sentence(client: Client) -> None:
    page = answered(client, at("korea-medium", "trace", claim="c5"))
    found = re.findall(r'<a href="([^"]*#e-[^"]*)"[^>]*>the sentence of the claim', page)
    cited = (
        client.open_projects.judged.conflict(client.open_projects.project("korea-medium").head())
        .claims["c5"]
        .evidence
    )
    assert [one.rpartition("#e-")[2] for one in found] == list(cited)
    evidence = client.get("/p/korea-medium/evidence").text
    assert all(f'id="e-{one}"' in evidence for one in cited)
