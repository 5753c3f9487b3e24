"""The parts of the set-up: what is recognised as whole, and what waits for whom."""

import ast
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from doc_blocks import ROOT
from tools import bootstrap, install, needs, stamp
from tools.lock import only_one


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with an environment that is as complete as the stamp can tell."""
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages = tmp_path / ".venv" / "lib" / version / "site-packages"
    (packages / "numpy").mkdir(parents=True)
    programs = stamp.folder_of_programs(tmp_path / ".venv")
    programs.mkdir()
    (programs / "python").symlink_to(sys.executable)
    (programs / "detente").touch()
    stamp.wanted(tmp_path, frozenset({"fast"})).write(tmp_path / ".venv")
    return tmp_path


def fits(checkout: Path, monkeypatch: pytest.MonkeyPatch, *extras: str) -> bool:
    monkeypatch.setattr(bootstrap, "ROOT", checkout)
    return bootstrap._fits(stamp.read(checkout / ".venv"), frozenset(extras))


@pytest.mark.parametrize(
    ("extras", "expected"), [((), True), (("fast",), True), (("fast", "dev"), False)]
)
def test_an_environment_serves_what_it_was_made_for_and_less(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, extras: tuple[str, ...], expected: bool
) -> None:
    assert expected == fits(checkout, monkeypatch, *extras)


@pytest.mark.parametrize(
    "damage",
    [
        "rm .venv/bin/python",
        "ln -sf ./gone .venv/bin/python",
        "rm .venv/bin/python && touch .venv/bin/python && chmod +x .venv/bin/python",
        "rm .venv/bin/detente",
        "rm -r .venv/lib/python*/site-packages/numpy",
        "rm .venv/detente-set-up.json",
        "truncate -s 20 .venv/detente-set-up.json",
        "echo '[]' > .venv/detente-set-up.json",
        "rm -r .venv",
        "rm -r .venv && touch .venv",
        "rm -r .venv && mkdir .venv",
    ],
)
def test_a_damaged_environment_is_not_whole(checkout: Path, damage: str) -> None:
    assert stamp.read(checkout / ".venv") is not None
    subprocess.run(["bash", "-c", damage], cwd=checkout, check=True)
    assert stamp.read(checkout / ".venv") is None


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_what_is_needed_is_seen(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with (checkout / name).open("a") as file:
        file.write("# more\n")
    assert not fits(checkout, monkeypatch)


def test_an_environment_that_was_moved_is_made_anew(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "checkout"
    shutil.move(checkout, elsewhere)
    assert not fits(elsewhere, monkeypatch)


def test_what_a_person_adds_to_an_environment_does_no_harm(checkout: Path) -> None:
    (stamp.folder_of_programs(checkout / ".venv") / "ipython").touch()
    assert stamp.read(checkout / ".venv") is not None


def test_the_stamp_is_written_in_one_step(checkout: Path) -> None:
    names = {path.name for path in (checkout / ".venv").glob("*set-up*")}
    assert {"detente-set-up.json"} == names
    assert json.loads((checkout / ".venv" / "detente-set-up.json").read_text())["extras"] == [
        "fast"
    ]


def test_the_core_needs_neither_the_extras_nor_the_developers_tools() -> None:
    core = needs.requirements(ROOT / "pyproject.toml", frozenset())
    assert not [need for need in core if need.startswith(("pytest", "numba", "lxml"))]
    assert [need for need in core if need.startswith("hatchling==")]
    everything = needs.requirements(
        ROOT / "pyproject.toml", frozenset(needs.extras(ROOT / "pyproject.toml"))
    )
    assert {"pytest", "numba", "lxml"} <= {need.split(">")[0] for need in everything}


def test_what_comes_with_a_command_is_a_set_and_the_command_is_there() -> None:
    for command, extras in bootstrap.FOR_COMMANDS.items():
        assert (bootstrap.ROOT / "src/detente/cli/commands" / f"{command}.py").exists()
        assert set(extras) <= set(bootstrap.all_extras())


def test_a_second_start_waits_for_the_first(tmp_path: Path) -> None:
    order = []

    def second() -> None:
        with only_one(tmp_path / "lock", lambda: order.append("waits")):
            order.append("second")

    with only_one(tmp_path / "lock", lambda: order.append("wrong")):
        thread = threading.Thread(target=second)
        thread.start()
        while not order:
            time.sleep(0.01)
        order.append("first")
    thread.join()
    assert order == ["waits", "first", "second"]


def test_what_a_killed_set_up_has_started_still_holds_the_lock(tmp_path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from tools.lock import only_one
from tools.process import run
with only_one(Path(sys.argv[1]), lambda: None):
    run(["bash", "-c", "kill -9 $PPID; sleep 0.5; touch " + sys.argv[1] + ".done"])
"""
    lock = tmp_path / "lock"
    subprocess.run([sys.executable, "-c", code, str(lock)], cwd=ROOT, check=False)
    with only_one(lock, lambda: None):
        assert (tmp_path / "lock.done").exists()


@pytest.mark.parametrize("setting", ["index-url", "find-links"])
def test_uv_is_left_alone_where_pip_was_told_where_to_look(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    settings = tmp_path / "pip.conf"
    settings.write_text("[global]\ntimeout = 60\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    assert not install._pip_is_configured(Path(sys.prefix))
    monkeypatch.setenv("PIP_" + setting.upper().replace("-", "_"), "simple")
    assert install._pip_is_configured(Path(sys.prefix))


def test_without_ensurepip_the_line_that_brings_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "find_spec", lambda name: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "apt-get")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(install.Failed, match=r"sudo apt-get install python3\.\d+-venv$"):
        bootstrap._see_to_ensurepip()


@pytest.mark.parametrize(
    "name", ["run.py", "test.py", "tools/__init__.py", "tools/oldest_python.py"]
)
def test_an_old_python_can_read_as_far_as_the_message(name: str) -> None:
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed() -> None:
    code = (
        "import sys; sys.version_info = (3, 9); sys.argv = ['run.py']; import tools.oldest_python"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("detente needs Python 3.11 or newer, and this is Python ")
    assert done.stderr.endswith("python3.11 run.py\n")
    assert done.stderr.count("\n") == 1
