"""The pages show what the command line answers: the same numbers, from the same functions."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.cases import case_names
from detente.cli.app import _commands, app
from detente.library import load
from detente.limits import limit
from web.client import Client, Numbers

LIVE = [name for name in case_names() if len(load(name).options) <= limit("live_options")]


def answered(*words: str) -> dict:
    _commands()
    found = CliRunner().invoke(app, [*words, "--json"])
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def said(number: object) -> str:
    return f"{number:,}"


@pytest.mark.parametrize("case", LIVE)
def test_every_number_of_the_verdicts_is_that_of_the_command_line(
    case: str, tmp_path: Path
) -> None:
    compare(case, tmp_path)


def test_so_is_every_number_of_a_model_that_a_process_of_its_own_judged(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    for case in ("gatt-trade", *(["korea-full"] if pytestconfig.getoption("--deep") else [])):
        compare(case, tmp_path)


def compare(case: str, folder: Path) -> None:
    """Every number on both forms of a case's verdicts page with what `--json` says."""
    client = Client(folder)
    word = client.open_projects.begin_case(case)
    if case not in LIVE:  # as if a process of its own had judged
        head = client.open_projects.project(word).head()
        key = (head.state.model, head.state.ledger, ())
        client.open_projects.judged._analyses.put(key, detente.analyze(load(case)))
    answer = client.get(f"/p/{word}/verdicts?show=all&as=rows")
    matrix = client.get(f"/p/{word}/verdicts")
    assert (answer.status, matrix.status) == (200, 200)
    told = answered("analyze", case, "--states", "--limit", "50")
    concept = "seq" if "seq" in told["equilibria"] else next(iter(told["equilibria"]))
    whole = answered("analyze", case, "--limit", "200000")
    for page, rows in ((answer.text, True), (matrix.text, False)):
        found = Numbers.of(page)
        expected = {}
        for one, states in whole["equilibria"].items():
            expected[f"equilibria {one}"] = {said(len(states))}
        for name, counts in told["outcomes"].items():
            for one, number in counts.items():
                expected[f"outcome {one} {name}"] = {said(number)}
        for name, counts in told.get("firm", {}).items():
            expected[f"firm seq {name}"] = {said(counts["seq"])}
        for key, values in expected.items():
            assert found[key] == values, key
        if rows:
            for row in told["table"]:
                for party, rank in row["ranks"].items():
                    shown = "–" if rank is None else str(rank)
                    assert found[f"rank {party} {row['state']}"] == {shown}
        else:
            for party, stable in whole["stable"].items():
                leave = whole["states"] - len(stable[concept])
                assert found[f"leave {party}"] == {said(leave)}
    client.open_projects.close()


@pytest.mark.parametrize("case", LIVE)
def test_the_reasons_are_those_of_the_command_line(case: str, tmp_path: Path) -> None:
    client = Client(tmp_path)
    word = client.open_projects.begin_case(case)
    analysis = answered("analyze", case, "--limit", "1")
    state = next((found[0] for found in analysis["equilibria"].values() if found), None)
    if state is None:
        state = answered("analyze", case, "--states", "--limit", "1")["table"][0]["state"]
    concept = "seq" if "seq" in analysis["equilibria"] else "nash"
    told = answered("explain", case, state, "--concept", concept)
    for part in told["explanations"]:
        page = client.get(f"/p/{word}/verdicts?s={state}&concept={concept}&party={part['party']}")
        text = " ".join(_plain(page.text).split())
        for sentence in part["words"]:
            assert " ".join(sentence.split()) in text
    client.open_projects.close()


def _plain(page: str) -> str:
    from html.parser import HTMLParser

    said: list[str] = []

    class Texts(HTMLParser):
        def handle_data(self, data: str) -> None:
            said.append(data)

    Texts().feed(page)
    return " ".join(said)


def test_every_other_case_is_judged_by_a_process_of_its_own() -> None:
    assert set(case_names()) - set(LIVE) == {"gatt-trade", "korea-full"}
