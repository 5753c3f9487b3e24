"""Packages into the environment: by uv where it is there and may be used, by pip otherwise."""

import shutil
import sys
from pathlib import Path

from tools.process import run, tail
from tools.stamp import program

# Settings that say where pip looks for packages, or which ones it may take. uv does not read them.
PLACES = ("index-url", "extra-index-url", "find-links", "no-index", "constraint")


class Failed(Exception):
    """A step of the set-up did not succeed; the text says which, why, and what to do."""


def install(venv: Path, root: Path, requirements: list[str]) -> None:
    """Install `requirements` at the versions that constraints.txt pins."""
    pins = ["-c", str(root / "constraints.txt")]
    uv = shutil.which("uv")
    if uv and not _pip_is_configured(venv):
        tried = run([uv, "pip", "install", "-q", "--python", _python(venv), *pins, *requirements])
        if tried.returncode == 0:
            return
        print("detente: uv could not do it; trying pip", file=sys.stderr, flush=True)
    _pip(venv, "install", *pins, *requirements)


def install_project(venv: Path, root: Path) -> None:
    """Put the checkout itself on the environment's path, and `detente` among its programs."""
    _pip(venv, "install", "--no-deps", "--no-build-isolation", "-e", str(root))
    # pip compiles what it copies, but not a checkout: without this, whoever has told Python to
    # write no bytecode waits for the compiler at every start
    run([_python(venv), "-I", "-m", "compileall", "-q", str(root / "src")])


def remove_leftovers(venv: Path) -> None:
    """Take away what venv puts in beside pip and nothing here needs: its version is not pinned."""
    if sys.version_info < (3, 12):
        _pip(venv, "uninstall", "--yes", "setuptools")


def _pip(venv: Path, command: str, *arguments: str) -> None:
    # -I: neither PYTHONPATH nor packages of the user's own reach into the environment
    pip = [_python(venv), "-I", "-m", "pip", "--quiet", "--no-input"]
    own = ["--disable-pip-version-check", command]
    done = run([*pip, *own, *arguments], PIP_USER="0")
    if done.returncode != 0:
        raise Failed(
            f"pip {command} failed:\n{tail(done.stdout)}\n"
            "If the network was away, start again when it is back. pip's own settings say where "
            "packages come from: pip config list"
        )


def _pip_is_configured(venv: Path) -> bool:
    """Whether pip has been told where to look: then uv would look elsewhere."""
    told = run([_python(venv), "-I", "-m", "pip", "config", "list"]).stdout
    return any(f".{name}=" in told for name in PLACES)


def _python(venv: Path) -> str:
    return str(program(venv, "python"))
