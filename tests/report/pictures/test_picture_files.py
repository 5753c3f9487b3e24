"""The command `picture` writes files, and refuses what it cannot do before it works."""

import importlib.util
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.app import _commands, app
from detente.problems import ModelError, TooLarge
from detente.report.pictures import classes, picture

_commands("picture")


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["picture", *words])
    return done.exit_code, done.output


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_file_is_written_in_each_form(tmp_path: Path, theme: str, ending: str) -> None:
    place = tmp_path / f"x.{ending}"
    assert run("table", "chicken", "-o", str(place), "--theme", theme)[0] == 0
    raw = place.read_bytes()
    assert raw.startswith(b"<svg " if ending == "svg" else b"\x89PNG\r\n")
    assert (b"prefers-color-scheme" in raw) == (ending == "svg" and theme == "auto")


@pytest.mark.parametrize("kind", ["graph", "ladder", "tree", "claims", "timeline"])
def test_each_kind_is_drawn_by_the_command(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "x.svg"
    status, told = run(kind, "korea-small", "-o", str(place))
    assert (status, told.startswith(f"{place}: ")) == (0, True), told


def test_a_picture_takes_what_its_question_takes(tmp_path: Path) -> None:
    place = str(tmp_path / "x.svg")
    assert run("tree", "korea", "--to", "double freeze", "-o", place)[0] == 0
    assert "To &#x27;double freeze&#x27;" in Path(place).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["table", "chicken", "-o", "x.gif"], "is no form of a picture"),
        (["table", "chicken", "-o", "x"], "has no ending"),
        (["tabel", "chicken", "-o", "x.svg"], "did you mean 'table'"),
        (["table", "chicken", "-o", "x.svg", "--theme", "pink"], "there is no theme"),
        (["table", "chicken", "-o", "x.svg", "--to", "NN"], "takes no --to"),
        (["claims", "chicken", "-o", "x.svg", "--holding", "One.swerve"], "takes no --holding"),
        (["table", "chicken", "-o", "there/is/none.svg"], "there is no folder"),
        (["table", "chicken", "-o", "/dev/null.svg/x.svg"], "cannot be written"),
        (["matrix", "chicken", "-o", "x.svg"], "nothing is asked to be otherwise"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, told = run(*words)
    assert (status, len(told.splitlines())) == (2, 1), told
    assert said in told
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_stands_there_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "x.svg"
    place.write_text("mine", encoding="utf-8")
    status, told = run("table", "chicken", "-o", str(place))
    assert (status, "E-EXISTS" in told) == (2, True)
    assert place.read_text(encoding="utf-8") == "mine"
    assert run("table", "chicken", "-o", str(place), "--force")[0] == 0


def test_the_model_is_not_overwritten_even_by_force(tmp_path: Path) -> None:
    model = tmp_path / "model.svg"
    model.write_text(detente.library.case_text("chicken"), encoding="utf-8")
    assert run("table", str(model), "-o", str(model), "--force")[0] == 2
    assert model.read_text(encoding="utf-8").startswith("detente:")


def test_a_missing_library_is_named_with_what_adds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *a: None if name == "resvg_py" else found(name, *a),
    )
    status, told = run("table", "chicken", "-o", str(tmp_path / "x.png"))
    assert status == 2
    assert "resvg_py" in told
    assert "[report]" in told


def test_too_many_states_for_a_graph_are_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(classes, "limit", lambda name: 100)
    with pytest.raises(TooLarge, match="hold options fixed"):
        picture(detente.load("korea"), "graph", concepts=["nash"])


def test_a_notebook_shows_a_picture_by_itself() -> None:
    assert picture(detente.load("chicken"), "graph")._repr_html_().startswith("<svg ")


def test_saving_says_what_is_wrong_from_python_too(tmp_path: Path) -> None:
    made = picture(detente.load("chicken"), "ladder")
    made.save(str(tmp_path / "x.svg"))
    with pytest.raises(ModelError, match="E-EXISTS"):
        made.save(str(tmp_path / "x.svg"))
