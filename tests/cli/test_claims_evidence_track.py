"""`claims`, `evidence` and `track` as a user runs them."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from analysis.quarry import QUARRY, quarry
from cli.commands import detente, in_a_process, interrupting_itself
from work import measured

CLAIMS = """
sound:
  says: A settlement is possible.
  by: The mayor
  voice: quote
  evidence: [news]
  expect: {feasible: settlement}
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "quarry.yaml"
    path.write_text(quarry(CLAIMS), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", ["60", "80", "110"])
@pytest.mark.parametrize("case", ["korea-small", "korea-medium"])
def test_a_claim_is_told_in_at_most_six_lines(case: str, width: str) -> None:
    ran = detente("claims", case, COLUMNS=width)

    assert ran.code == 0
    told = [block.splitlines() for block in ran.out.split("\n\n")[1:-1]]
    assert len(told) == 5
    for lines in told:
        assert re.match(r"[+~?-] c\d: ", lines[0])
        assert 3 <= len(lines) <= 6
        assert max(map(len, lines)) <= int(width)


def test_a_claim_opens_with_what_was_said_and_by_whom_then_the_verdict() -> None:
    told = detente("claims", "korea", "--only", "c4").out.split("\n\n")[1]
    text = " ".join(told.split())

    assert text.startswith("~ c4: No shift can be had unless diplomacy is pursued with care.")
    assert "Vladimir Putin, as the author reports it; in our words, the report only" in text
    assert "DEPENDS: holds in 84 of 90; 57 of 90" in text
    assert text.index("in our words") < text.index("DEPENDS") < text.index("‘under strain’")


def test_long_tells_everything() -> None:
    told = " ".join(detente("claims", "korea", "--only", "c1", "--long").out.split())

    assert "For example it fails with North Korea at ‘under strain’" in told
    assert "by improvements from YNNYYYNNYY: North Korea to NNNYYYNNYY" in told
    assert "document 0fc0b3ef6e29…, 1096 to 1190" in told
    assert "All tests together: 46 of 90" in told


def test_the_answer_has_the_keys_that_programs_rely_on() -> None:
    answer = detente("claims", "korea", "--json").json

    assert {"c1", "c2", "c3", "c4", "c5"} == set(answer["claims"])
    nash = answer["claims"]["c1"]["tests"][0]
    assert (nash["concept"], nash["holds"], nash["of"]) == ("nash", 78, 90)
    assert {"readings": {"USA": "freeze accepted"}, "holds": True} in nash["deciders"]
    assert answer["complete"] is True


def test_a_refuted_claim_ends_with_1(model: Path) -> None:
    assert detente("claims", model).code == 0
    model.write_text(quarry("c: {says: x, expect: {feasible: never}}"), encoding="utf-8")
    assert detente("claims", model).code == 1
    assert detente("claims", model, "--json").json["claims"]["c"]["verdict"] == "refuted"


def test_a_model_without_claims_says_so(model: Path) -> None:
    model.write_text(QUARRY.removesuffix("claims:\n"), encoding="utf-8")

    assert "makes no claims" in detente("claims", model).out


def test_bad_claims_end_with_2_and_one_line_each(model: Path) -> None:
    model.write_text(quarry("c: {says: x, expect: {path: {to: never}}}"), encoding="utf-8")
    ran = detente("claims", model)

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    line = len(QUARRY.splitlines()) + 1
    assert ran.err.startswith(f"{model}:{line}:")


def test_a_broken_claim_is_told_and_the_others_are_answered(model: Path) -> None:
    claims = """
    empty: {says: x, holding: [Village.sign, Village.sue], expect: {feasible: calm}}
    sound: {says: y, expect: {feasible: settlement}}
    refuted: {says: z, expect: {feasible: never}}
    """
    model.write_text(quarry(textwrap.dedent(claims)), encoding="utf-8")
    ran = detente("claims", model)

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    line = len(QUARRY.splitlines()) + 1
    assert ran.err.startswith(f"{model}:{line}:")
    assert "1 confirmed, 1 refuted, 1 broken" in ran.out
    assert "! empty: x" in ran.out
    told = detente("claims", model, "--json")
    assert told.code == 2
    answers = told.json["claims"]
    assert {name: one["verdict"] for name, one in answers.items()} == {
        "empty": "broken",
        "sound": "confirmed",
        "refuted": "refuted",
    }
    assert answers["empty"]["problems"][0]["line"] == line
    assert detente("claims", model, "--only", "empty").out == ""


def test_too_many_readings_end_with_3_and_can_be_sampled(tmp_path: Path) -> None:
    parties = [f"P{k}" for k in range(9)]
    path = tmp_path / "wide.yaml"
    path.write_text(
        "title: Wide\ndecision_makers:\n"
        + "".join(f"  {p}: {{options: {{a: go}}}}\n" for p in parties)
        + "alternatives:\n"
        + "".join(f"  {p}:\n" + "".join(f"    r{j}: [{p}.a]\n" for j in range(9)) for p in parties)
        + "claims:\n  c: {says: x, across: all, under: [nash], "
        "expect: {no equilibrium: P0.a}}\n",
        encoding="utf-8",
    )
    ran = detente("claims", path)

    assert ran.code == 3
    assert "1,000,000,000 readings" in ran.err
    assert "--sample" in ran.err
    sampled = detente("claims", path, "--sample", "5", "--seed", "2")
    assert sampled.code in (0, 1)
    assert "A sample of 5 readings, seed 2" in sampled.out


def test_the_way_back_ends_in_the_report() -> None:
    ran = detente("claims", "korea", "--only", "c2", "--trace")

    assert ran.code == 0
    assert "without it: c2 is refuted instead of depends" in " ".join(ran.out.split())
    assert "document 0fc0b3ef6e29…, 1192 to 1261" in " ".join(ran.out.split())
    told = detente("claims", "korea", "--only", "c2", "--trace", "--json").json["traces"]["c2"]
    assert any(support["hangs"] for support in told["supports"])


def test_evidence_is_listed_checked_weighed_and_added(model: Path) -> None:
    assert len(detente("evidence", "list", model, "--json").json["evidence"]) == 6
    assert detente("evidence", "check", model).code == 0
    assert detente("evidence", "check", model, "--strict").code == 1
    assert "No claim would come out otherwise" in detente("evidence", "hangs", model, "letter").out

    ran = detente(
        "evidence", "add", model, "off", "--says", "It is off.", "--date", "2026-07-01",
        "--supports", "not Quarry.filter",
    )  # fmt: skip
    assert ran.code == 0
    assert "off: 2026-07-01 It is off." in ran.out
    assert len(detente("evidence", "list", model, "--json").json["evidence"]) == 7
    assert detente("track", model, "--json").json["stops"][-1]["date"] == "2026-07-01"


def test_evidence_that_points_past_the_end_of_its_document_ends_with_2(
    model: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The mayor asked for peace in the valley this week.\n", encoding="utf-8")
    added = detente(
        "evidence", "add", model, "r", "--says", "A wish.", "--document", report,
        "--from", "4", "--to", "9",
    )  # fmt: skip
    assert added.code == 0
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace("to: 9", "to: 900"), encoding="utf-8")
    ran = detente("evidence", "check", model, "--document", report, "--json")

    assert ran.code == 2
    assert [one["code"] for one in ran.json["problems"]] == ["E-SPAN"]


def test_a_bundled_case_is_not_written_to() -> None:
    ran = detente("evidence", "add", "korea", "x", "--says", "x")

    assert ran.code == 2
    assert "bundled" in ran.err


def test_the_track_tells_path_commitments_and_hindsight() -> None:
    ran = detente("track", "korea", "--agreement", "double freeze", "--draws", "50")
    text = " ".join(ran.out.split())

    assert ran.code == 0
    assert "2018-03-08 NYYNNYYNNY United States: +talks" in text
    assert "Commitments of 'double freeze' 4 of 4 kept at the end" in text
    assert "Missed by all: 3." in text
    assert "(50 draws, seed 0)" in text


def test_an_unknown_agreement_ends_with_2() -> None:
    ran = detente("track", "korea", "--agreement", "double freezes")

    assert ran.code == 2
    assert "did you mean 'double freeze'?" in ran.err


def test_medium_korea_answers_with_little_work() -> None:
    detente("claims", "korea")  # all is loaded
    with measured() as work:
        assert detente("claims", "korea").code == 0

    assert work.loops < 200


def test_an_interrupt_leaves_with_what_is_done_and_does_no_more() -> None:
    # All readings of all six parties are 1,260, which takes minutes.
    asked = ("claims", "korea-full", "--across", "all")
    ran = in_a_process(*asked, program=interrupting_itself(20))

    assert ran.code == 130
    assert "Claims about Korea 2017, full" in ran.out
    assert "Interrupted: the claims above are those that were done." in ran.out
    assert re.fullmatch(r"interrupted; the verdicts on [0-9]+ of [0-9]+ claims are kept\n", ran.err)
