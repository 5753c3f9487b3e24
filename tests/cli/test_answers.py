"""Commands answer: words for people, one JSON document for programs, and an exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import detente as package
from cli.commands import detente

QUARRY = """\
detente: 1
title: A village and a quarry
decision_makers:
  Village:
    options: {sue: Go to court, sign: Sign the agreement}
  Quarry:
    options: {filter: Build the dust filter}
rules:
  - infeasible: Village.sue and Village.sign
status_quo: [Village.sue]
preferences:
  Village: [Quarry.filter, not Village.sue]
  Quarry: [not Village.sue, not Quarry.filter]
outcomes:
  settlement: Village.sign and Quarry.filter
"""


@pytest.fixture
def quarry(tmp_path: Path) -> Path:
    path = tmp_path / "quarry.yaml"
    path.write_text(QUARRY, encoding="utf-8")
    return path


def test_analyze_prints_the_keys_that_programs_rely_on(quarry: Path) -> None:
    answer = detente("analyze", quarry, "--json").json
    assert answer["conflict"] == "A village and a quarry"
    assert answer["states"] == 6
    assert answer["decision_makers"] == ["Village", "Quarry"]
    assert {"nash", "gmr", "smr", "seq", "sseq", "sim"} == set(answer["equilibria"])
    assert set(answer["equilibria"]) == set(answer["stable"]["Village"])
    assert {"settlement"} == set(answer["outcomes"])
    assert answer["assumptions"]["sanction_moves"] == "legal"
    assert answer["assumptions"]["sanction"] == "weak"
    assert answer["truncated"] is False


def test_the_command_line_and_python_give_the_same_answer(quarry: Path) -> None:
    conflict = package.load(str(quarry))
    answer = package.analyze(conflict, ["nash", "seq"], sanction="strict")
    printed = detente("analyze", quarry, "--json", "--concepts", "nash,seq", "--sanction", "strict")
    assert without_made(answer.to_dict()) == without_made(printed.json)


def without_made(answer: dict[str, Any]) -> dict[str, Any]:
    """What does not differ from run to run, as JSON carries it."""
    return json.loads(json.dumps({**answer, "made": None}))


def test_a_cut_list_says_so_and_keeps_the_count(quarry: Path) -> None:
    answer = detente("analyze", quarry, "--json", "--limit", "1").json
    assert answer["truncated"] is True
    assert len(answer["stable"]["Quarry"]["gmr"]) == 1
    assert answer["counts"]["stable"]["Quarry"]["gmr"] > 1


def test_analyze_tells_states_as_what_each_party_does(quarry: Path) -> None:
    words = detente("analyze", quarry).out
    assert "Village  Go to court" in words
    assert "detente explain" in words


def test_the_words_fit_the_terminal(quarry: Path) -> None:
    for width in (40, 60, 80, 100):
        for command in (("analyze", "korea"), ("explain", "korea", "today"), ("check", quarry)):
            lines = detente(*command, COLUMNS=str(width)).out.splitlines()
            assert max(len(line) for line in lines) <= width, (width, command)


def test_a_pipe_gets_no_colours_and_no_trailing_spaces(quarry: Path) -> None:
    words = detente("analyze", quarry).out
    assert "\x1b" not in words
    assert not [line for line in words.splitlines() if line.endswith(" ")]


def test_explain_has_the_reason_as_data_and_as_words(quarry: Path) -> None:
    answer = detente(
        "explain", quarry, "YNN", "--for", "Village", "--concept", "nash", "--json"
    ).json
    assert (answer["party"], answer["state"], answer["concept"]) == ("Village", "YNN", "nash")
    assert answer["stable"] is False
    assert answer["why"]["kind"] == "improvement"
    assert any("dropping 'Go to court'" in line for line in answer["words"])


def test_explain_an_outcome_says_who_would_leave_it() -> None:
    answer = detente("explain", "korea", "double freeze", "--json").json
    assert answer["inside"]["states"] == 96
    assert answer["inside"]["equilibria"] == 0
    assert answer["inside"]["stable"]["DPRK"] == 0
    assert answer["party"] == "DPRK"
    words = detente("explain", "korea", "double freeze").out
    assert "North Korea would leave all of them." in words


def test_explain_keeps_to_the_reading_asked_for() -> None:
    june = "NYYNNYYNNY"
    reading = ("--reading", "DPRK=talks of 2018", "--reading", "USA=summit of 2018")
    third = ("--reading", "ROK=dialogue first")
    answer = detente("explain", "korea", june, "--concept", "nash", "--json", *reading, *third).json
    assert all(part["stable"] for part in answer["explanations"])
    assert {"DPRK", "USA", "ROK"} == {part["party"] for part in answer["explanations"]}


def test_cases_lists_what_can_be_loaded_and_prints_a_file_to_start_from() -> None:
    listed = detente("cases", "--json").json["cases"]
    assert {"korea-small", "korea-medium", "korea-full", "elmira"} <= {
        one["name"] for one in listed
    }
    text = detente("cases", "elmira").out
    assert package.load(text).title == package.load("elmira").title


def test_the_schema_describes_the_files_that_load(quarry: Path) -> None:
    schema = json.loads(detente("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "decision_makers" in schema["properties"]


def test_doctor_names_versions_concepts_and_limits() -> None:
    answer = detente("doctor", "--json").json
    assert package.__version__ == answer["detente"]
    assert answer["core"]["numpy"]
    assert "nash" in {one["id"] for one in answer["concepts"]}
    assert "options" in {one["name"] for one in answer["limits"]}
    assert "listed" in answer["engines"]


def test_check_gives_sizes_and_warnings_and_strict_fails_on_them(
    tmp_path: Path, quarry: Path
) -> None:
    answer = detente("check", quarry, "--json").json
    assert answer["states"] == 6
    assert answer["problems"] == []
    doubtful = tmp_path / "doubtful.yaml"
    doubtful.write_text(QUARRY.replace("Quarry.filter, not", "true, not"), encoding="utf-8")
    warned = detente("check", doubtful, "--json")
    assert warned.code == 0
    assert warned.json["warnings"]
    assert detente("check", doubtful, "--strict").code == 1


def test_convert_says_what_it_cannot_carry(tmp_path: Path) -> None:
    target = tmp_path / "elmira.gmcr"
    ran = detente("convert", "elmira", target)
    assert ran.code == 0
    assert target.exists()
    assert "status quo" in ran.err
    again = detente("convert", "elmira", target)
    assert again.code == 2
    assert "--force" in again.err


def test_help_needs_no_numbers_and_every_command_shows_an_example() -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['detente', '--help']\n"
        "from detente.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'pydantic', 'lark', 'numba'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=600
    )
    assert done.stderr.strip().splitlines()[-1] == "[]"
    commands = [
        line.split()[0]
        for line in done.stdout.split("Commands:")[1].splitlines()
        if line.startswith("  ") and not line.startswith("   ")
    ]
    assert {"analyze", "check", "explain", "cases", "schema", "doctor", "convert"} <= set(commands)
    for command in commands:
        helped = detente(command, "--help")
        assert helped.code == 0
        assert "Example: detente" in helped.out, command
        usage = helped.out.splitlines()[0].split(command, 1)[1]
        assert usage == usage.upper(), "nothing stands in it that the help does not name"


def test_the_next_step_of_diff_explains_a_state_in_the_model_in_which_it_holds() -> None:
    asked = ("korea-small", "korea", "--concepts", "nash", "--holding", "not DPRK.talks")
    first = detente("diff", *asked, "--json").json["verdicts"][0]

    told = " ".join(detente("diff", *asked).out.split())

    name = "korea" if first["holds"] else "korea-small"
    assert told.endswith(
        f"Next: detente explain {name} {first['state']} --holding 'not DPRK.talks'"
    )
