"""Which papers an answer rests on, and that what is said of them is what the bibliography says."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.analysis.cite import _QUESTIONS, rests_on
from detente.analysis.papers import keys_in, papers
from detente.analysis.registry import QUESTIONS
from detente.cli.app import _commands, app
from detente.stability import concepts

_commands("analyze")
PAGE = Path(__file__).parents[2] / "docs" / "bibliography.md"
ENTRIES = {
    found[1]: " ".join(found[0].split())
    for found in re.finditer(
        r"^- \*\*\[(\w+)\]\*\*.*?(?=^- |\Z)", PAGE.read_text("utf-8"), re.M | re.S
    )
}


@pytest.fixture(scope="module")
def analysis() -> detente.Analysis:
    return detente.analyze(detente.load("chicken"), ["nash", "seq", "l2", "stackelberg", "mr4"])


@pytest.mark.parametrize("key", list(papers()))
def test_a_paper_is_as_the_bibliography_has_it(key: str) -> None:
    entry = ENTRIES[key].replace("*", "")
    for one in papers()[key]:
        names = ", ".join(one.authors)
        assert f"{names}: {one.title}" in entry
        number = f"{one.volume}({one.number})" if one.number else one.volume
        for said in (one.within, number, one.pages, one.publisher, one.place, str(one.year)):
            assert said in entry
        assert ", ".join(one.editors) in entry


def test_every_concept_and_question_names_papers_that_are_known() -> None:
    named = {key for one in concepts().values() for key in keys_in(one.source)}
    named |= {key for rests in _QUESTIONS.values() for _, keys in rests for key in keys}
    assert named <= set(papers())
    assert set(_QUESTIONS) <= {one.name for one in QUESTIONS}
    assert all(keys_in(one.source) for one in concepts().values())


def test_an_analysis_names_the_papers_concept_by_concept(analysis: detente.Analysis) -> None:
    told = dict(rests_on(analysis))
    assert told["the graph model"] == ("FHK93",)
    by = {what.split(",")[0]: keys for what, keys in told.items()}
    assert by["nash"] == ("N50",)
    assert by["seq"] == ("FH79",)
    assert by["l2"] == ("K85", "FHK89")
    assert by["mr4"] == ("ZFHK06", "RV21")
    assert by["stackelberg(One)"] == by["stackelberg(Two)"] == ("FHK89",)
    assert "J. F. Nash: Equilibrium points in n-person games." in analysis.cite()


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda c: detente.evolve(c), "LKH05"),
        (lambda c: detente.coalitions(c), "IH08"),
        (lambda c: detente.design(c, "abandonment"), "WHF18"),
        (lambda c: detente.explain(c, "today", concept="smr"), "H71"),
        (lambda c: detente.what_if(c, without="MoE.modify", concepts=["sseq"]), "RV17"),
        (lambda c: detente.margin(c, "NYNNN", concept="gmr"), "H71"),
    ],
)
def test_each_question_names_what_it_rests_on(ask, expected: str) -> None:  # type: ignore[no-untyped-def]
    finding = ask(detente.load("elmira"))
    assert expected in {key for _, keys in rests_on(finding) for key in keys}
    assert f"[{expected}]" in finding.cite()


def test_what_the_evidence_says_rests_on_no_paper() -> None:
    finding = detente.ledger(detente.load("korea-small"))
    assert rests_on(finding) == ()
    assert "no paper" in finding.cite()
    assert finding.cite("bibtex") == ""


def test_bibtex_has_each_paper_once_and_balanced(analysis: detente.Analysis) -> None:
    text = analysis.cite("bibtex")
    keys = re.findall(r"^@(\w+)\{(\w+),$", text, re.M)
    assert len(keys) == len(set(keys))
    assert {key for _, key in keys} == {key for _, ks in rests_on(analysis) for key in ks}
    assert text.count("{") == text.count("}")
    assert "  pages = {48--49}" in text
    assert r"Maximin\_h" in text
    two = detente.design(detente.load("elmira"), "abandonment").cite("bibtex")
    assert {"KHK15a", "KHK15b"} <= set(re.findall(r"\{(\w+),$", two, re.M))


def test_another_form_is_a_clear_error(analysis: detente.Analysis) -> None:
    with pytest.raises(detente.ModelError, match="write text or bibtex"):
        analysis.cite("mla")


def test_the_command_prints_the_papers_and_nothing_else() -> None:
    done = CliRunner().invoke(app, ["analyze", "chicken", "--cite", "--concepts", "nash"])
    assert (done.exit_code, "[N50] J. F. Nash" in done.output) == (0, True)
    done = CliRunner().invoke(app, ["analyze", "chicken", "--bibtex", "--concepts", "nash"])
    assert done.output.startswith("@book{FHK93,")
    done = CliRunner().invoke(app, ["analyze", "chicken", "--cite", "--csv"])
    assert (done.exit_code, "by themselves" in done.output) == (2, True)
