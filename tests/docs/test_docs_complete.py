"""Nothing that a user can write or ask for is missing in docs/."""

import pkgutil
import re
from pathlib import Path

import pytest
from doc_blocks import ROOT, blocks, commands
from renew import renewed
from tools.pictures import drawings
from typer.testing import CliRunner

import detente
from detente.cli.app import _commands, app
from detente.model import json_schema, schema
from detente.stability import Concept, concepts

DOCS = ROOT / "docs"
CONCEPTS = list(concepts().values())
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PARTS_OF_A_DECISION = ("Context", "Choice", "Consequences", "What would change it")


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def shapes() -> dict[str, set[str]]:
    """The keys that each part of a model file may have, by the name of the part."""
    # Parts with a short form (an option that is a title alone) have no entry in the schema.
    parts = [*schema.Shape.__subclasses__(), *schema.TestShape.__subclasses__()]
    found = {
        part.__name__: {
            field.alias or key for key, field in part.model_fields.items() if field.repr
        }
        for part in parts
    }
    published = json_schema()
    in_schema = {name: set(part["properties"]) for name, part in published["$defs"].items()}
    assert in_schema == {name: found[name] for name in in_schema}
    assert found["ModelFile"] == set(published["properties"])
    return found


def tables(markdown: str) -> dict[str, set[str]]:
    """The first column of each table that follows a mark `<!-- keys: NAME -->`."""
    found = {}
    for name, table in re.findall(r"<!-- keys: (\w+) -->\n\n((?:\|.*\n)+)", markdown):
        assert name not in found, f"{name} has two tables"
        found[name] = set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))
    return found


def named(kind: str) -> set[str]:
    """The modules of a folder of commands, by name."""
    return {path.stem for path in (ROOT / kind).glob("[!_]*.py")}


def test_every_part_of_a_model_file_has_its_table() -> None:
    assert set(shapes()) == set(tables(text_of("model-file.md")))


@pytest.mark.parametrize("shape", sorted(shapes()))
def test_every_key_of_the_schema_is_documented_and_no_other(shape: str) -> None:
    assert shapes()[shape] == tables(text_of("model-file.md"))[shape]


def test_every_concept_has_its_page_and_no_other() -> None:
    pages = {path.stem for path in (DOCS / "concepts").glob("*.md")}
    assert {concept.id for concept in CONCEPTS} == pages


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.id)
def test_a_page_says_of_its_concept_what_the_registry_says(concept) -> None:
    page = text_of(f"concepts/{concept.id}.md")
    assert f"> {concept.sentence.format(horizon='h')}\n" in page
    assert page.startswith(f"# {concept.name} (`{concept.id}`)\n")
    assert f"**Tier.** {concept.tier.capitalize()}" in page
    (implied,) = re.findall(r"^\*\*Implies\.\*\* (.*)$", page, re.MULTILINE)
    assert set(concept.implies) == set(re.findall(r"\(([a-z]+)\.md\)", implied))
    for key in keys_in(concept.source):
        assert f"[{key}]" in page


def keys_in(source: str) -> list[str]:
    """The keys of the bibliography in a string such as "[K85, FHK89]"."""
    return re.findall(r"[A-Z]+[0-9]{2}", " ".join(re.findall(r"\[([^\]]+)\]", source)))


def entries() -> list[str]:
    return re.findall(r"^- \*\*\[([A-Z]+[0-9]{2})\]\*\*", text_of("bibliography.md"), re.MULTILINE)


def test_an_entry_of_the_bibliography_stands_there_once_in_order() -> None:
    assert sorted(set(entries())) == entries()


def test_every_source_of_a_concept_is_in_the_bibliography() -> None:
    assert {key for one in CONCEPTS for key in keys_in(one.source)} <= set(entries())


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda path: path.stem)
def test_every_source_that_a_page_names_is_in_the_bibliography(page: Path) -> None:
    assert set(keys_in(page.read_text(encoding="utf-8"))) <= set(entries())


def test_every_kind_of_why_is_documented() -> None:
    code = ROOT / "src" / "detente" / "stability"
    kinds = {
        kind
        for path in code.rglob("*.py")
        for kind in re.findall(r'"kind": "(\w+)"', path.read_text(encoding="utf-8"))
    }
    headings = re.findall(r"^## `(\w+)`", text_of("why.md"), re.MULTILINE)
    assert kinds == set(headings)


@pytest.mark.parametrize("command", sorted(named("src/detente/cli/commands")))
def test_every_command_shows_its_help(command: str) -> None:
    name = command.replace("_", "-")
    shown = {
        one.text: one.shown
        for block in blocks(text_of("command-line.md"))
        if block.language == "console"
        for one in commands(block.text)
    }
    # The runner of documents compares what is shown; here it is only to be there, and whole: a line
    # of dots alone would leave something out.
    assert shown[f"detente {name} --help"]
    assert "..." not in [line.strip() for line in shown[f"detente {name} --help"].splitlines()]


def test_every_module_of_commands_enters_its_command() -> None:
    _commands()
    listed = CliRunner().invoke(app, ["--help"]).output
    for command in named("src/detente/cli/commands"):
        assert command.replace("_", "-") in listed


def test_decisions_are_numbered_in_order() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert list(range(1, len(DECISIONS) + 1)) == numbers


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    assert [part for part in PARTS_OF_A_DECISION if f"**{part}.**" not in text] == []


def test_the_index_leads_to_every_page() -> None:
    linked = set(re.findall(r"\]\(([^)#]+\.md)", text_of("index.md")))
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert pages - {"index.md"} == {one for one in linked if not one.startswith("..")}


def test_output_that_is_no_longer_true_is_renewed() -> None:
    before = "text\n```console\n$ echo a\nb\n$ echo c; echo d\n?\n$ echo e\n...\n```\nmore\n"
    after = "text\n```console\n$ echo a\na\n$ echo c; echo d\nc\nd\n$ echo e\n...\n```\nmore\n"
    assert after == renewed(before)


def test_every_name_of_the_package_is_documented() -> None:
    text = text_of("python.md")
    assert [name for name in detente.__all__ if f"{name}" not in text] == []


def mentioned() -> set[str]:
    """The dotted names of the package that documents mention in code spans."""
    texts = [path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *DOCS.rglob("*.md")]]
    spans = {span for text in texts for span in re.findall(r"`(detente(?:\.\w+)+)", text)}
    return {span for span in spans if not span.endswith((".yaml", ".md", ".py"))}


@pytest.mark.parametrize("name", sorted(mentioned()))
def test_every_name_that_documents_mention_is_there(name: str) -> None:
    assert pkgutil.resolve_name(name) is not None


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.id)
def test_what_a_concept_page_works_by_hand_is_what_the_analysis_says(concept: Concept) -> None:
    """The last column of the table by hand against the verdicts on Chicken for the first driver."""
    page = text_of(f"concepts/{concept.id}.md")
    section = page.partition("## By hand")[2].partition("\n## ")[0]
    by_hand = dict(re.findall(r"^\| `([NY]{2})` .*\| (\w+) \|$", section, re.MULTILINE))
    asked = {"mr": "mr4", "cmr": "cmr3", "l": "l2"}.get(concept.id, concept.id)
    verdicts = detente.analyze(detente.load("chicken"), [asked])
    if concept.by_leader:
        holds = {str(state) for state in verdicts.equilibria(f"{asked}(One)")}
        expected = {state: "holds" if state in holds else "no" for state in by_hand}
    else:
        expected = {
            state: "stays" if verdicts.stable("One", asked, state) else "leaves"
            for state in by_hand
        }
    assert len(by_hand) == 4
    assert by_hand == expected


def test_pictures_that_the_package_draws_are_as_it_draws_them_now() -> None:
    assert {name for name, drawn in drawings().items() if text_of(f"pictures/{name}") != drawn} == (
        set()
    )
