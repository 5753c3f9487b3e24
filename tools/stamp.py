"""The stamp in `.venv`: written when a set-up is complete, it says what is installed there.

No stamp, or one that does not fit, means that the environment is not to be trusted.
"""

import hashlib
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path


def folder_of_programs(venv: Path) -> Path:
    return venv / ("Scripts" if os.name == "nt" else "bin")


def program(venv: Path, name: str) -> Path:
    return folder_of_programs(venv) / (name + (".exe" if os.name == "nt" else ""))


@dataclass(frozen=True)
class Stamp:
    """What an environment was made of.

    ground    pins, Python and place; where one differs, the environment is made anew
    project   hash of pyproject.toml; where it differs, what is new there is added
    extras    the optional sets that are in it
    contents  names in its folders of packages and programs when it was complete
    """

    ground: str
    project: str
    extras: tuple[str, ...]
    contents: tuple[str, ...] = field(default=(), repr=False)

    def write(self, venv: Path) -> None:
        """Write the stamp with the contents as they are now, in one step."""
        text = json.dumps(asdict(self) | {"contents": sorted(_contents(venv))}, indent=1)
        unfinished = _place(venv).with_suffix(".unfinished")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(_place(venv))


def wanted(root: Path, extras: frozenset[str]) -> Stamp:
    """The stamp of a finished set-up of the checkout `root` with `extras`, contents aside."""
    python = f"{platform.python_implementation()} {sys.version_info[0]}.{sys.version_info[1]}"
    ground = "\n".join(
        (_hash(root / "constraints.txt"), python, platform.machine(), os.path.realpath(root))
    )
    return Stamp(
        hashlib.sha256(ground.encode()).hexdigest(),
        _hash(root / "pyproject.toml"),
        tuple(sorted(extras)),
    )


def read(venv: Path) -> Stamp | None:
    """The stamp of an environment that is whole; None where it is missing, torn or untrue."""
    try:
        data = json.loads(_place(venv).read_text(encoding="utf-8"))
        stamp = Stamp(
            data["ground"], data["project"], tuple(data["extras"]), tuple(data["contents"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = _can_run(program(venv, "python")) and _contents(venv).issuperset(stamp.contents)
    return stamp if whole else None


def remove(venv: Path) -> None:
    _place(venv).unlink(missing_ok=True)


def _place(venv: Path) -> Path:
    return venv / "detente-set-up.json"


def _can_run(path: Path) -> bool:
    # both follow the link: an interpreter that was removed or moved away is seen here
    return os.access(path, os.X_OK) and path.stat().st_size > 0


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _contents(venv: Path) -> set[str]:
    # lib/python3.11/site-packages, and Lib/site-packages on Windows. Seen through the version of
    # the interpreter that made the stamp: a newer one in its place finds no packages at all.
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages = (
        venv / "Lib" / "site-packages"
        if os.name == "nt"
        else venv / "lib" / version / "site-packages"
    )
    found = set()
    for folder in (packages, folder_of_programs(venv)):
        if folder.is_dir():
            found |= {name for name in os.listdir(folder) if name != "__pycache__"}
    return found
