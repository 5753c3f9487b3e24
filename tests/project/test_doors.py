"""Rooms are entered by their doors; a door says the same to programs and to readers of types."""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from doc_blocks import ROOT

HOUSE = ROOT / "src" / "detente"
ROOMS = sorted(one.parent.name for one in HOUSE.glob("*/__init__.py"))
DOORS = [
    room for room in ROOMS if "open_door(" in (HOUSE / room / "__init__.py").read_text("utf-8")
]
# Rooms without a door: one file each, which others take from `__init__` itself or not at all.
WITHOUT = ["cases", "cli"]
# What judges, behind the door of `stability`: a page has no use for it.
JUDGES = ("coalitions", "engines", "explain", "inverse", "judge", "many", "reach", "session", "why")


def imports(path: Path) -> Iterator[tuple[int, str, str]]:
    """The line, the module and the name of each import from detente in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "detente":
            yield from ((node.lineno, str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (
                (node.lineno, alias.name, "")
                for alias in node.names
                if alias.name.split(".")[0] == "detente"
            )


def room_of(path: Path) -> str:
    """The room that a file is in; empty for what stands beside the rooms."""
    inside = path.relative_to(HOUSE).parts
    return inside[0] if len(inside) > 1 else ""


def passing_by(path: Path) -> list[str]:
    """The imports of a file that enter another room otherwise than by its door."""
    found = []
    for line, module, name in imports(path):
        room = (*module.split("."), "")[1]
        by_door = module == f"detente.{room}" and name
        if room in ROOMS and room != room_of(path) and not by_door:
            found.append(f"{path.relative_to(ROOT)}:{line}: {module}")
    return found


def names_for_type_checkers(room: str) -> dict[str, tuple[str, str]]:
    """What a room's `__init__` imports where types are read: by name outside, module and name."""
    tree = ast.parse((HOUSE / room / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.asname or alias.name: (str(line.module), alias.name)
        for line in block.body
        if isinstance(line, ast.ImportFrom)
        for alias in line.names
    }


def test_every_room_has_a_door() -> None:
    assert sorted([*DOORS, *WITHOUT]) == ROOMS


def test_a_room_is_entered_by_its_door() -> None:
    assert [one for path in sorted(HOUSE.rglob("*.py")) for one in passing_by(path)] == []


def test_who_passes_by_a_door_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "HOUSE", tmp_path)
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "report").mkdir()
    file = tmp_path / "report" / "page.py"
    file.write_text(
        "import detente.model\nfrom detente.report.html import a\nfrom detente.model import b\n"
        "from detente.model.graph import c\nimport detente.model.graph\n",
        encoding="utf-8",
    )
    assert [one.rpartition(":")[0] for one in passing_by(file)] == [
        f"report/page.py:{line}" for line in (1, 4, 5)
    ]


@pytest.mark.parametrize("room", DOORS)
def test_a_door_offers_what_type_checkers_see(room: str) -> None:
    package = importlib.import_module(f"detente.{room}")
    assert vars(package)["__offers__"] == names_for_type_checkers(room)
    for name, (module, behind) in names_for_type_checkers(room).items():
        assert getattr(package, name) is getattr(importlib.import_module(module), behind)


@pytest.mark.parametrize("room", DOORS)
def test_a_door_imports_nothing_before_it_is_asked(room: str) -> None:
    asks = f"import sys, detente.{room}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asks], capture_output=True, encoding="utf-8", check=True
    )
    # What `import detente` itself asks of this room, it may.
    allowed = {"detente.analysis.registry", "detente.analysis.finding"}
    behind = {name for name in done.stdout.split() if name.startswith(f"detente.{room}.")}
    assert behind - allowed == set()


def test_a_function_keeps_its_name_from_its_module() -> None:
    room = importlib.import_module("detente.analysis")
    module = importlib.import_module("detente.analysis.analyze")
    assert room.analyze is module.analyze
    with pytest.raises(AttributeError, match=r"'detente\.analysis' has no attribute 'nothing'"):
        _ = room.nothing


def test_a_page_judges_nothing_itself() -> None:
    offers = names_for_type_checkers("stability")
    taken = {
        name
        for path in (HOUSE / "report").rglob("*.py")
        for _, module, name in imports(path)
        if module == "detente.stability"
    }
    assert taken
    assert {name for name in taken if offers[name][0].split(".")[2] in JUDGES} == set()
