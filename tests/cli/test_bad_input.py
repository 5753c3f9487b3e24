"""Bad input gets one clear line, the exit code that is fixed for it, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import detente, in_a_process, interrupting_itself
from work import measured

QUESTIONS = [
    (("analyze", "kora"), "kora: there is no such file or bundled case; did you mean 'korea'?"),
    (("analyze", "no/such.yaml"), "no/such.yaml: there is no such file"),
    (("analyze", "korea", "--concepts", "nsh"), "unknown concept 'nsh'; did you mean 'nash'?"),
    (("analyze", "korea", "--concepts", "mr0"), "unknown concept 'mr0'"),
    (("analyze", "korea", "--concepts", ","), "no concept is asked for"),
    (("analyze", "korea", "--reading", "USA=freze accepted"), "did you mean 'freeze accepted'?"),
    (("analyze", "korea", "--reading", "US=base"), "unknown party 'US'; did you mean 'USA'?"),
    (("analyze", "korea", "--reading", "USA"), "write PARTY=ALTERNATIVE"),
    (
        ("analyze", "korea", "--reading", "USA=base", "--reading", "USA=freeze accepted"),
        "USA is given two readings",
    ),
    (("analyze", "korea", "--holding", "USA.drils"), "did you mean 'USA.drills'?"),
    (("analyze", "korea", "--holding", "USA.drills and"), "holding:1:15: the condition ends"),
    (("analyze", "korea", "--holding", "USA.strike and USA.talks"), "no state is feasible"),
    (("analyze", "korea", "--without", "USA.drll"), "did you mean 'USA.drills'?"),
    (("analyze", "korea", "--sanction-moves", "twice"), "write legal, once or single"),
    (("analyze", "korea", "--sanction", "soft"), "write weak or strict"),
    (("analyze", "korea", "--engine", "warp"), "unknown engine 'warp'"),
    (("explain", "korea", "YYY"), "the state 'YYY' has 3 letters, the model 10 options"),
    (("explain", "korea", "-NNNNNYYNN"), "no feasible state fits '-NNNNNYYNN'"),
    (("explain", "korea", "USA.thad and USA.drills"), "did you mean 'USA.thaad'?"),
    (("explain", "korea", "NNNNNNYYNN"), "'NNNNNNYYNN' is not feasible here: it breaks the rule"),
    (("explain", "korea", "YNNYYYNNYY", "--holding", "USA.strike"), "outside of what is held"),
    (("explain", "korea", "today", "--holding", "USA.strike"), "today's state YNNYYYNNYY lies"),
    (("explain", "elmira-nine-states", "State1"), "is no state and no outcome; "),
    (
        ("design", "korea", "--make", "nosuch"),
        "'nosuch' is no outcome, no state and no option; write an outcome (",
    ),
    (("analyze", "korea", "--where", "nosuch"), "; or an outcome, in quotes: '"),
    (("explain", "korea", "doble freeze"), "did you mean 'double freeze'?"),
    (("explain", "korea", "today", "--for", "Nrth Korea"), "unknown party 'Nrth Korea'"),
    (("explain", "korea", "today", "--concept", "l2"), "l2 is not defined here"),
    (("explain", "garrison", "today"), "the model names no status quo"),
    (("convert", "elmira", "out.docx"), "out.docx"),
    (("cases", "elmria"), "did you mean 'elmira'?"),
    (("analyze", "korea", "--limit", "-1"), "--limit: the number is below 0; write 0 or more [E-V"),
    (("analyze", "korea", "--limit", "x"), "in digits, such as 10 [E-VALUE]"),
    (("analyze", "korea", "--limt", "3"), "no option '--limt'; did you mean '--limit'? [E-USAGE]"),
    (("analyze", "korea", "--limit"), "option '--limit' requires an argument"),
    (("analyze",), "detente analyze: FILE|CASE is missing; see `detente analyze --help` [E-USAGE]"),
    (("analyze", "a", "b"), "(b); see `detente analyze --help` [E-USAGE]"),
    (("anlyze", "a"), "detente: no such command 'anlyze'; did you mean 'analyze'? [E-USAGE]"),
    (("evidence", "ad"), "detente evidence: no such command 'ad'; did you mean 'add'? [E-USAGE]"),
]


@pytest.mark.parametrize(("command", "message"), QUESTIONS, ids=lambda one: " ".join(one)[:60])
def test_a_bad_question_is_answered_in_one_line(command: tuple[str, ...], message: str) -> None:
    ran = detente(*command)
    assert ran.code == 2
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.out == ""


def test_what_is_no_command_is_said_in_json_too() -> None:
    ran = detente("analyze", "korea", "--json", "--limit", "-1")

    assert [one["code"] for one in ran.json["problems"]] == ["E-VALUE"]


def test_who_asks_nothing_is_shown_the_help() -> None:
    assert "Commands:" in detente().err
    assert "Commands:" in detente("evidence").err


def test_all_problems_of_a_file_come_at_once_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        "title: Bad\n"
        "decision_makers:\n"
        "  A: {options: {p: P}}\n"
        "preferences:\n"
        "  A: [A.q]\n"
        "  B: [A.p]\n"
        "status_quo: [A.r]\n",
        encoding="utf-8",
    )
    ran = detente("analyze", path)
    assert ran.code == 2
    places = [line.removeprefix(f"{path}:").split(":")[0] for line in ran.err.splitlines()]
    assert places == ["5", "6", "7"]
    problems = detente("check", path, "--json").json["problems"]
    assert {"file", "line", "column", "code", "what", "mend"} == set(problems[0])
    assert len(problems) == 3


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    ran = detente("check", tmp_path)
    assert ran.code == 2
    assert "this is a folder" in ran.err


def test_a_concept_without_meaning_here_is_left_out_with_the_reason() -> None:
    ran = detente("analyze", "korea", "--concepts", "nash,l2", "--json")
    assert ran.code == 0
    assert ran.json["concepts"] == ["nash"]
    assert "two parties" in ran.json["not_defined"]["l2"]


def test_what_would_not_fit_is_refused_with_an_estimate_and_a_way_out(tmp_path: Path) -> None:
    options = ", ".join(f"o{k}: x" for k in range(40))
    path = tmp_path / "large.yaml"
    path.write_text(f"title: Large\ndecision_makers:\n  A: {{options: {{{options}}}}}\n")
    with measured() as work:
        ran = detente("analyze", path, "--engine", "listed")
    assert ran.code == 3
    assert "1,099,511,627,776 states" in ran.err
    assert "way out:" in ran.err
    assert work.loops < 500
    refused = detente("analyze", path, "--engine", "listed", "--json")
    assert refused.json["refused"]["way_out"]


def test_text_from_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(
        'title: "red \\x1b[31m and \\u202e turned"\n'
        "decision_makers:\n"
        '  A: {title: "bell \\a", options: {p: "clear \\x1b[2J"}}\n'
        "status_quo: [A.p]\n",
        encoding="utf-8",
    )
    for command in (("analyze", path), ("explain", path, "today"), ("check", path)):
        ran = detente(*command)
        assert ran.code == 0
        for letter in "\x1b\x07\u202e":
            assert letter not in ran.out + ran.err
        assert "\\x1b" in detente("analyze", path).out


@pytest.mark.parametrize("command", ["analyze korea", "doctor", "cases", "schema"])
def test_a_reader_that_leaves_early_ends_the_command_quietly(command: str) -> None:
    done = subprocess.run(
        f"set -o pipefail; {sys.executable} -m detente {command} | head -c 9",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert len(done.stdout) == 9
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["analyze chicken", "cases elmira", "schema", "--help"])
def test_an_answer_that_cannot_be_written_is_said_in_one_line(command: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m detente {command} > /dev/full",
        shell=True,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("the answer cannot be written (No space left on device)")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_reason_for_a_traceback(closed: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m detente analyze chicken {closed}",
        shell=True,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_mistake_of_its_own_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import typer

    from detente.cli.answer import OWN_MISTAKE, answering

    with pytest.raises(typer.Exit) as left, answering():
        raise KeyError("lost")
    assert left.value.exit_code == OWN_MISTAKE
    assert "KeyError: 'lost'" in capsys.readouterr().err
    monkeypatch.setenv("DETENTE_DEBUG", "1")
    with pytest.raises(KeyError), answering():
        raise KeyError("lost")


def test_an_interrupt_leaves_with_its_exit_code() -> None:
    asked = ("analyze", "korea-full", "--engine", "listed")
    ran = in_a_process(*asked, program=interrupting_itself(3))
    assert (ran.code, ran.out, ran.err) == (130, "", "interrupted; nothing is kept\n")


def test_a_limit_of_memory_is_refused_with_3_and_a_wrong_one_with_2() -> None:
    refused = detente("analyze", "korea-small", "--memory", "20MB")
    assert refused.code == 3
    assert "20 MB may be taken" in refused.err
    assert "way out: allow more memory (`--memory`)" in refused.err
    assert detente("explain", "korea-small", "today", "--memory", "20MB").code == 3
    assert detente("analyze", "korea-small", "--memory", "9" * 400).code == 2
    assert detente("analyze", "korea-small", "--memory", "1GB").code == 0
    assert detente("explain", "korea-small", "today", "--memory", "1GB").code == 0
    wrong = detente("claims", "korea-small", "--memory", "much")
    assert (wrong.code, "write it as in 2GB" in wrong.err) == (2, True)
