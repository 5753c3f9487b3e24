"""Every example in the README and in docs/ does what it shows."""

import re
from pathlib import Path

import pytest
from doc_blocks import ROOT, Command, Reader, blocks, commands, same

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_document_run_in_order(document: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    wrong = ""
    for block in blocks(document.read_text(encoding="utf-8")):
        try:
            reader.follow(block)
        except Exception as error:
            place = f"{document.relative_to(ROOT)}:{block.line}"
            wrong = f"{place}: {type(error).__name__}: {error}"
            break
    if wrong:  # out here, where the message is all that is shown
        pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_points_to_is_there(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_readme_shows_the_two_commands_a_model_and_python() -> None:
    found = list(blocks((ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"sh", "yaml", "console", "python"} <= {block.language for block in found}


def test_a_console_block_is_read_as_commands_and_what_they_print() -> None:
    assert [Command("echo a \\\nb", "a b\n"), Command("true", "")] == commands(
        "$ echo a \\\nb\na b\n$ true\n"
    )


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        ("a\nb\n", "a  \nb\n\n", True),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("2 states in ... s\n", "2 states in 0.1 s\n", True),
        ("a\n", "a\nb\n", False),
        ("cut...\nc\n", "cut...\nc\n", True),
        ("cut...\nc\n", "cut...\nb...\nc\n", False),  # as a program itself cuts its lines
        ("a.c\n", "abc\n", False),
    ],
)
def test_output_is_compared_but_for_what_dots_stand_for(
    shown: str, printed: str, expected: bool
) -> None:
    assert expected == same(shown, printed)


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("```console\n$ echo one\ntwo\n```", "shown"),
        ("```console\n$ exit 3\n```", "exit 3"),
        ("```python\nassert 1 == 2\n```", "AssertionError"),
        ("```bash\ntrue\n```", "would not be run"),
        ("```sh\nmake\n```", "not run by any test"),
    ],
)
def test_an_example_that_is_wrong_is_found(markdown: str, message: str, tmp_path: Path) -> None:
    (block,) = blocks(markdown)
    with pytest.raises(AssertionError) as caught:
        Reader(tmp_path).follow(block)
    assert message in repr(caught.value)


@pytest.mark.parametrize(
    "opened", ["```yaml\n# file: a.yaml\nb: 1\n", "```text a.yaml\nA report.\nb: 1\n"]
)
def test_a_file_that_is_shown_is_there_for_the_next_command(opened: str, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for block in blocks(f"{opened}```\n```console\n$ tail -n 1 a.yaml\nb: 1\n```"):
        reader.follow(block)
    assert (tmp_path / "a.yaml").exists()
