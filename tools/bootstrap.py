"""Make `.venv` in the checkout and keep it right: what both commands of the README begin with.

An environment that fits its stamp is used as it is, which takes no network and a few milliseconds.
One that is whole but lacks something is added to. Any other is made anew.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tools import install, needs, stamp
from tools.install import Failed
from tools.lock import only_one
from tools.process import run, tail

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# What the first command of the README sets up beside the core: most people begin with a report, and
# no conflict should be refused for its size where a small package judges it.
FOR_EVERYBODY = ("documents", "symbolic")
# What comes with the first use of a command, beside that.
FOR_COMMANDS = {
    "serve": ("serve",),
    "report": ("report",),
    "picture": ("report",),
    "mcp": ("mcp",),
}
# How the documents are made a site: what is doubtful fails, and what is kept is beside the site.
SITE = ("-W", "--keep-going", "-c", str(ROOT / "tools" / "site"))


def say(text: str) -> None:
    """One line about what is being done; on standard error, which leaves the answer alone."""
    print(f"detente: {text}", file=sys.stderr, flush=True)


def prepare(extras: Sequence[str] = ()) -> Path:
    """See to it that `.venv` holds the core and `extras`; returns the folder of its programs.

    Ends the program with one message where that cannot be done, and with 130 on Ctrl-C.
    """
    wanted = frozenset(extras)
    try:
        if not _fits(stamp.read(VENV), wanted):
            with only_one(
                ROOT / ".venv.lock",
                lambda: say("another start is setting up .venv; waiting for it"),
            ):
                _set_up(wanted)
    except KeyboardInterrupt:
        say("interrupted; the same command takes it up again")
        sys.exit(130)
    except (Failed, OSError) as error:
        say(f"could not set up .venv: {error}")
        sys.exit(1)
    return stamp.folder_of_programs(VENV)


def all_extras() -> tuple[str, ...]:
    """Every optional set of pyproject.toml, the developers' tools among them."""
    return needs.extras(ROOT / "pyproject.toml")


def call(program: str, arguments: Sequence[str]) -> int:
    """Run `program` of the environment; its exit status, 130 on Ctrl-C."""
    command = [str(stamp.program(VENV, program)), *arguments]
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        stamp.remove(VENV)
        say(f"cannot start {program}: {error.strerror}; the same command makes .venv anew")
        return 1


def hand_over(program: str, arguments: Sequence[str]) -> None:
    """Become `program` of the environment; its exit status is ours."""
    command = [str(stamp.program(VENV, program)), *arguments]
    try:
        if os.name != "nt":
            os.execv(command[0], command)
        # Windows would give the prompt back while the program still runs
        sys.exit(subprocess.call(command))
    except OSError as error:
        stamp.remove(VENV)
        say(f"cannot start {program}: {error.strerror}; the same command makes .venv anew")
        sys.exit(1)


def _fits(there: stamp.Stamp | None, extras: frozenset[str]) -> bool:
    want = stamp.wanted(ROOT, extras)
    return (
        there is not None
        and (there.ground, there.project) == (want.ground, want.project)
        and extras.issubset(there.extras)
    )


def _set_up(extras: frozenset[str]) -> None:
    """Make or mend the environment. The caller holds the lock."""
    there = stamp.read(VENV)
    if _fits(there, extras):
        return  # another start has done it meanwhile
    began = time.monotonic()
    keep = there is not None and there.ground == stamp.wanted(ROOT, extras).ground
    if there is not None and keep:
        extras |= frozenset(there.extras).intersection(all_extras())
        stamp.remove(VENV)
    else:
        _make_anew()
    requirements = needs.requirements(ROOT / "pyproject.toml", extras)
    doing = "adding what is new in" if keep else "installing"
    say(f"{doing} {' + '.join(['the core', *sorted(extras)])}; this can take a minute or two")
    install.install(VENV, ROOT, requirements)
    if there is None or not keep or there.project != stamp.wanted(ROOT, extras).project:
        install.install_project(VENV, ROOT)
    stamp.wanted(ROOT, extras).write(VENV)
    say(f".venv is ready after {time.monotonic() - began:.0f} s")


def _make_anew() -> None:
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("removing a .venv that is unfinished, broken or out of date")
        stamp.remove(VENV)
        shutil.rmtree(VENV)
    _see_to_ensurepip()
    say(f"making .venv with Python {sys.version.split()[0]}")
    # not sys.executable: that may be the python of the .venv that was just removed
    python = getattr(sys, "_base_executable", sys.executable)
    made = run([python, "-I", "-m", "venv", str(VENV)])
    if made.returncode != 0:
        raise Failed(f"making it failed:\n{tail(made.stdout)}")
    install.remove_leftovers(VENV)


def _see_to_ensurepip() -> None:
    """Debian keeps the part of Python that puts pip into an environment in a package of its own."""
    if find_spec("ensurepip"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    apt = shutil.which("apt-get")
    if apt is None:
        raise Failed("this Python has no ensurepip; install the part of Python that has it")
    if os.name == "nt" or os.geteuid() != 0:
        raise Failed(
            f"this Python has no ensurepip; install it with: sudo apt-get install {package}"
        )
    say(f"this Python has no ensurepip; installing {package} with apt-get")
    run([apt, "-qq", "update"])  # one that failed for one of several sources may still do
    wanted = ["install", "-y", "--no-install-recommends", package]
    done = run([apt, "-qq", *wanted], DEBIAN_FRONTEND="noninteractive")
    if done.returncode != 0:
        raise Failed(f"apt-get install {package} failed:\n{tail(done.stdout)}")
