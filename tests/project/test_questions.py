"""Every question is entered once, and everything that answers with it is there."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from doc_blocks import ROOT

import detente.analysis
from detente.analysis.finding import _RENDERERS, Finding
from detente.analysis.registry import QUESTIONS, Question, commands_in_order, offered, question

EACH = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
COMMANDS = ROOT / "src" / "detente" / "cli" / "commands"


def names_for_type_checkers() -> dict[str, str]:
    """The names that `detente/__init__.py` imports where types are read, and from where."""
    tree = ast.parse((ROOT / "src/detente/__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.asname or alias.name: str(line.module)
        for line in block.body
        if isinstance(line, ast.ImportFrom)
        for alias in line.names
    }


def test_the_door_offers_what_type_checkers_see() -> None:
    others = {"Conflict", "Picture", "Setting", "build", "load", "picture"}
    seen = names_for_type_checkers()
    assert {*offered()} == {name for name, where in seen.items() if name not in others}
    assert {seen[name] for name in offered()} == {"detente.analysis"}
    assert {*seen, "DetenteError", "ModelError", "NotDefined", "Problem", "TooLarge"} == set(
        detente.__all__
    )


def test_a_question_is_entered_once() -> None:
    names = [one.name for one in QUESTIONS]
    commands = [one.command for one in QUESTIONS if one.command]
    assert len(set(names)) == len(names)
    assert len(set(commands)) == len(commands)
    assert question(names[0]) is QUESTIONS[0]


@EACH
def test_a_question_has_its_function_and_findings(asked: Question) -> None:
    function = asked.function()
    assert function is getattr(detente, asked.name)
    assert inspect.getdoc(function)
    assert next(iter(inspect.signature(function).parameters)) in ("conflict", "old")
    for kind in asked.kinds():
        assert issubclass(kind, Finding)
        assert callable(getattr(kind, "to_dict", None))


@EACH
def test_a_question_says_what_its_function_returns(asked: Question) -> None:
    returned = set(re.findall(r"\w+", str(inspect.signature(asked.function()).return_annotation)))
    assert set(asked.findings) == returned


@EACH
def test_a_page_shows_every_finding(asked: Question) -> None:
    page, finding, name = list(inspect.signature(asked.shower()).parameters.values())[:3]
    assert page.annotation == "Page"
    assert set(re.findall(r"\w+", finding.annotation)) == set(asked.findings)
    # What the user called the model; or both of them, where two are compared.
    assert (name.name, name.default) in {("name", "FILE"), ("names", ("", ""))}
    for kind in asked.kinds():
        assert (kind, "html") in _RENDERERS


@EACH
def test_a_command_asks_every_question(asked: Question) -> None:
    if not asked.command:
        return
    module = COMMANDS / f"{asked.command.split()[0].replace('-', '_')}.py"
    text = module.read_text(encoding="utf-8")
    offers = vars(detente.analysis)["__offers__"]
    taken = {
        alias.name
        for line in ast.walk(ast.parse(text))
        if isinstance(line, ast.ImportFrom) and line.module == "detente.analysis"
        for alias in line.names
    }
    assert [name for name in taken if f"{offers[name][0]}.".startswith(f"{asked.path}.")] != []
    assert f"{asked.show}(" in text


@EACH
def test_a_question_is_documented(asked: Question) -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{asked.name}\(.*$", text, re.MULTILINE)
    assert [name for name in asked.findings if f"`{name}`" not in row] == []
    if asked.command:
        told = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
        assert f"detente {asked.command.split()[0]}" in told


def test_commands_come_in_the_order_of_the_questions() -> None:
    ordered = commands_in_order()
    assert ordered.index("check") < ordered.index("analyze") < ordered.index("claims")
    assert [
        name for name in ordered if not Path(COMMANDS / f"{name.replace('-', '_')}.py").exists()
    ] == []
