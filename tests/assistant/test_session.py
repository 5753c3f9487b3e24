"""A whole session by the SDK's own client, over standard input and output: report to claim."""

from __future__ import annotations

import json
import math
import os
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

import detente
from detente.analysis.registry import QUESTIONS
from detente.assistant import Folder, tools
from detente.assistant.server import server
from detente.assistant.tools import call

REPORT = """\
Dust over the quarry

The council of the village said on 14 February 2026 that it will sue the firm unless a filter is
built. "Without a filter there will be no signature," said Mayor Lind. The firm answered that a
filter costs more than it earns in a year.
"""
MODEL = """\
detente: 1
title: A quarry
decision_makers:
  Village: {options: {sue: Sue the firm, sign: Sign the deal}}
  Firm: {options: {filter: Build a filter}}
rules: [infeasible: sue and sign]
status_quo: []
preferences:
  Village: [filter, {prefer: sign if filter, evidence: [threat]}, not sue]
  Firm: [not sue, not filter]
outcomes: {deal: sign and filter}
evidence:
  threat: {says: The village makes signing wait for the filter., date: 2026-02-14}
"""
WORDS = "Without a filter there will be no signature"


def steps(client_of: Any, asked: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """What a client hears for each call, in order."""

    async def run() -> list[Any]:
        async with Client(client_of) as client:
            return [await client.call_tool(name, given) for name, given in asked]

    return anyio.run(run)


def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "open"
    inside.mkdir()
    (inside / "report.txt").write_text(REPORT, encoding="utf-8")
    return inside


def test_from_a_report_to_a_claim(tmp_path: Path) -> None:
    inside = folder(tmp_path)
    file = {"model": "quarry.yaml"}
    claim = {
        **file,
        "id": "price",
        "report": "report.txt",
        "words": "a filter costs more than it earns in a year",
        "says": "The firm will never build it.",
        "by": "The firm",
        "test": {"expect": {"no equilibrium": "deal"}, "under": ["nash", "seq"]},
    }
    asked = [
        ("files", {}),
        ("read_report", {"report": "report.txt"}),
        (
            "propose_model",
            {
                "file": "quarry.yaml",
                "model": MODEL,
                "report": "report.txt",
                "words": {"threat": WORDS},
            },
        ),
        ("check", file),
        ("analyze", {**file, "concepts": ["nash", "seq"]}),
        ("explain", {**file, "state": "today"}),
        ("evolve", {**file, "to": "deal"}),
        ("coalitions", file),
        ("design", {**file, "make": "deal"}),
        ("propose_claim", claim),
        ("claims", file),
    ]
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "detente", "mcp", str(inside)]
    )
    heard = steps(program, asked)

    for (name, _), one in zip(asked, heard, strict=True):
        assert one.is_error is False, (name, one.structured_content)
        assert json.loads(one.content[0].text) == one.structured_content
        assert len(one.content) == 1
        assert len(one.structured_content["sentence"]) > 10, name
    conflict = detente.load(inside / "quarry.yaml")
    answers = {
        name: one.structured_content.get("answer")
        for (name, _), one in zip(asked, heard, strict=True)
    }
    own = detente.analyze(conflict, concepts=["nash", "seq"]).to_dict()
    assert answers["analyze"]["equilibria"] == own["equilibria"]
    assert (
        answers["claims"]["claims"]["price"]["verdict"]
        == (detente.claims(conflict).to_dict()["claims"]["price"]["verdict"])
    )
    place = conflict.evidence["threat"].source
    assert REPORT[place["from"] : place["to"]] == WORDS
    place = conflict.evidence["price-words"].source
    assert REPORT[place["from"] : place["to"]].split() == claim["words"].split()


def call_one(inside: Path, name: str, given: dict[str, Any]) -> Any:
    (heard,) = steps(server(Folder(inside.resolve())), [(name, given)])
    return heard


@pytest.mark.parametrize(
    "words",
    [
        "Without a filter there will be a signature",
        "Without a filter there will be no signature, ever",
        "",
        "the village is right",
    ],
)
def test_words_that_do_not_stand_in_the_report_are_refused(tmp_path: Path, words: str) -> None:
    inside = folder(tmp_path)
    given = {"file": "q.yaml", "model": MODEL, "report": "report.txt", "words": {"threat": words}}
    heard = call_one(inside, "propose_model", given)

    assert heard.is_error
    assert "these words do not stand in the report" in heard.structured_content["sentence"]
    assert not (inside / "q.yaml").exists()


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("propose_model", {"report": "report.txt"}, "E-WORDS"),
        ("propose_model", {"model": "detente: 1\ntitle: T\n", "report": "report.txt"}, "E-WORDS"),
        ("propose_model", {"model": MODEL.replace("filter]", "fitler]")}, "E-OPTION"),
        ("propose_model", {"model": "detente: ["}, "E-YAML"),
        ("propose_model", {"file": "../q.yaml"}, "E-OUTSIDE"),
        ("propose_model", {"file": "sub/../../q.yaml"}, "E-OUTSIDE"),
        ("propose_model", {"file": "report.txt"}, "E-FORMAT"),
        ("propose_model", {"file": "out/q.yaml"}, "E-OUTSIDE"),
        ("propose_model", {"modle": MODEL}, "E-ARGUMENT"),
    ],
)
def test_a_model_that_is_wrong_or_elsewhere_is_not_written(
    tmp_path: Path, name: str, given: dict[str, Any], code: str
) -> None:
    inside = folder(tmp_path)
    (inside / "out").symlink_to(tmp_path)
    heard = call_one(inside, name, {"file": "q.yaml", "model": MODEL, **given})

    assert heard.is_error
    codes = {one["code"] for one in heard.structured_content["problems"]}
    assert code in codes, heard.structured_content
    assert sorted(path.name for path in inside.iterdir()) == ["out", "report.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["open"]


@pytest.mark.parametrize("elsewhere", ["../secret.yaml", "link.yaml", "/etc/hostname"])
@pytest.mark.parametrize("name", ["analyze", "read_report", "draft_model", "propose_evidence"])
def test_files_elsewhere_are_neither_read_nor_written(
    tmp_path: Path, name: str, elsewhere: str
) -> None:
    inside = folder(tmp_path)
    (tmp_path / "secret.yaml").write_text(MODEL, encoding="utf-8")
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    about = {"id": "x", "says": "It is so.", "report": "report.txt", "words": WORDS}
    given = {
        "analyze": {"model": elsewhere},
        "read_report": {"report": elsewhere},
        "draft_model": {"reports": [elsewhere]},
        "propose_evidence": {"model": elsewhere, **about},
    }[name]
    heard = call_one(inside, name, given)

    assert heard.is_error
    assert [one["code"] for one in heard.structured_content["problems"]] == ["E-OUTSIDE"]
    assert (tmp_path / "secret.yaml").read_text(encoding="utf-8") == MODEL


def test_evidence_that_a_model_keeps_elsewhere_is_not_followed(tmp_path: Path) -> None:
    inside = folder(tmp_path)
    (tmp_path / "secret.yaml").write_text("e: {says: Hidden.}\n", encoding="utf-8")
    (inside / "facts.yaml").symlink_to(tmp_path / "secret.yaml")
    bare = MODEL.split("evidence:\n")[0].replace(", evidence: [threat]", "")
    (inside / "q.yaml").write_text(bare + "evidence: facts.yaml\n", encoding="utf-8")
    heard = call_one(inside, "ledger", {"model": "q.yaml"})

    assert [one["code"] for one in heard.structured_content["problems"]] == ["E-OUTSIDE"]


def test_a_claim_that_is_wrong_leaves_the_model_as_it_was(tmp_path: Path) -> None:
    inside = folder(tmp_path)
    text = MODEL.split("evidence:\n")[0].replace(", evidence: [threat]", "")
    (inside / "q.yaml").write_text(text, encoding="utf-8")
    given = {
        "model": "q.yaml",
        "id": "c",
        "says": "Nothing will come of it.",
        "report": "report.txt",
        "words": WORDS,
        "test": {"expect": {"no equilibrium": "dael"}},
    }
    heard = call_one(inside, "propose_claim", given)

    assert heard.is_error
    assert "deal" in heard.structured_content["sentence"]
    assert (inside / "q.yaml").read_text(encoding="utf-8") == text


def test_a_refusal_says_the_way_out(tmp_path: Path) -> None:
    many = {f"o{k}": "" for k in range(40)}
    data = {"detente": 1, "title": "T", "decision_makers": {"A": {"options": many}}}
    inside = folder(tmp_path)
    (inside / "m.json").write_text(json.dumps(data), encoding="utf-8")
    heard = call_one(inside, "analyze", {"model": "m.json"})

    assert heard.is_error
    assert set(heard.structured_content["refused"]) == {"what", "estimate", "way_out"}


def test_an_unknown_tool_and_a_wrong_argument_are_told(tmp_path: Path) -> None:
    inside = folder(tmp_path)
    for name, given, words in (
        ("conquer", {}, "there is no such tool"),
        ("analyze", {"model": "elmira", "concept": ["nash"]}, "did you mean 'concepts'"),
        ("analyze", {"model": "elmira", "concepts": [1]}, "cannot stand here"),
        ("analyze", {"model": 3}, "this is no text"),
        ("analyze", {}, "this argument is missing"),
        ("explain", {"model": "elmira", "state": "nowhere"}, "nowhere"),
    ):
        heard = call_one(inside, name, given)
        assert heard.is_error
        assert words in heard.structured_content["sentence"], heard.structured_content


def test_each_question_is_a_tool_with_its_words_and_what_it_takes(tmp_path: Path) -> None:
    async def run() -> Any:
        async with Client(server(Folder(folder(tmp_path).resolve()))) as client:
            return await client.list_tools()

    listed = {one.name: one for one in anyio.run(run).tools}
    assert list(listed) == [one.name for one in tools()]
    for question in QUESTIONS:
        assert listed[question.name].description == question.asks
    concepts = listed["analyze"].input_schema["properties"]["concepts"]
    assert concepts == {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
    }
    assert listed["diff"].input_schema["required"] == ["old", "new"]
    assert listed["propose_claim"].annotations.read_only_hint is False
    assert listed["claims"].annotations.read_only_hint is True


def test_answers_hold_no_number_that_is_none_and_long_lists_are_counted() -> None:
    from detente.assistant.answers import LONGEST_LIST, plain

    cut: list[Any] = []
    found = plain({"a": [math.nan, math.inf, 1.5], "b": list(range(500))}, "answer", cut)

    assert found["a"] == [None, None, 1.5]
    assert len(found["b"]) == LONGEST_LIST
    assert cut == [{"list": "answer.b", "length": 500, "shown": LONGEST_LIST}]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"supports": 5}, "supports: these are no conditions"),
        ({"supports": [5]}, "supports: these are no conditions"),
        ({"date": 5}, "date: this is no text"),
        ({"confidence": []}, "confidence: this is no text"),
        ({"id": "a b\n"}, "id: 'a b\\n' is no id"),
        ({"says": "\ud800"}, "half of a surrogate pair"),
    ],
)
def test_evidence_of_a_wrong_type_is_told_and_not_written(
    change: dict[str, Any], said: str, tmp_path: Path
) -> None:
    inside = folder(tmp_path)
    (inside / "q.yaml").write_text(MODEL, encoding="utf-8")
    given = {"model": "q.yaml", "id": "ok", "says": "x", "report": "report.txt", "words": WORDS}

    answer, refused = call(Folder(inside), "propose_evidence", given | change)

    assert refused
    assert said in answer["sentence"]
    assert (inside / "q.yaml").read_text(encoding="utf-8") == MODEL


def test_a_pipe_is_not_waited_for_and_what_leads_out_is_not_listed(tmp_path: Path) -> None:
    inside = folder(tmp_path)
    os.mkfifo(inside / "pipe.yaml")
    (tmp_path / "out.txt").write_text("x", encoding="utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "out.txt")

    answer, refused = call(Folder(inside), "analyze", {"model": "pipe.yaml"})

    assert refused
    assert "this is no ordinary file" in answer["sentence"]
    assert Folder(inside).names() == ["report.txt"]
