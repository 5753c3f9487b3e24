"""Reads the fenced blocks of a Markdown file and runs them as a reader would."""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import in_place

ROOT = Path(__file__).resolve().parents[2]

# The two commands: tests/project/test_commands.py runs them.
SET_UP = {"python3 run.py", "python3 test.py"}
NOT_RUN = {"text", "mermaid"}

_OF_THE_SHELL = set("|<>&;$*?`~(){}#!\n")
_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})(?P<info>[^`\n]*)$")


@dataclass(frozen=True)
class Block:
    """A fenced block: `info` stands behind the opening fence, `line` is the fence's own."""

    info: str
    text: str
    line: int

    @property
    def language(self) -> str:
        return self.info.split()[0] if self.info.split() else ""


def blocks(markdown: str) -> Iterator[Block]:
    """All fenced blocks in order."""
    opened: re.Match[str] | None = None
    began, body = 0, list[str]()
    for number, line in enumerate(markdown.splitlines(), 1):
        found = _FENCE.match(line)
        if opened is None:
            if found:
                opened, began, body = found, number, []
        elif found and not found["info"].strip() and len(found["fence"]) >= len(opened["fence"]):
            yield Block(opened["info"].strip(), "".join(body), began)
            opened = None
        else:
            body.append(line.removeprefix(opened["indent"]) + "\n")
    assert opened is None, f"the block of line {began} is not closed"


@dataclass(frozen=True)
class Command:
    """A command of a console block and the output that is shown for it; "" where none is."""

    text: str
    shown: str


def commands(console: str) -> list[Command]:
    """A command follows `$ `; a backslash at its end continues it on the next line."""
    found: list[tuple[str, str]] = []
    for line in console.splitlines(keepends=True):
        if found and found[-1][0].endswith("\\\n") and not found[-1][1]:
            found[-1] = (found[-1][0] + line, "")
        elif line.startswith("$ "):
            found.append((line.removeprefix("$ "), ""))
        else:
            assert found, f"output without a command: {line!r}"
            found[-1] = (found[-1][0], found[-1][1] + line)
    return [Command(command.strip(), shown) for command, shown in found]


def same(shown: str, printed: str) -> bool:
    """Whether a program printed what is shown, line ends aside.

    A line `...` stands for any lines, `...` in a line for the rest of that line or a part of it:
    many a program cuts its own lines so, and they must not stand for those that follow.
    """

    def tidy(text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())

    lines = [
        r"[\s\S]*" if line.strip() == "..." else "[^\n]*".join(map(re.escape, line.split("...")))
        for line in tidy(shown).splitlines()
    ]
    return re.fullmatch("\n".join(lines), tidy(printed)) is not None


class Reader:
    """Follows a document from top to bottom in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, object] = {"__name__": "__main__"}
        # the environment is where a reader who stands in the checkout has it
        (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)

    def follow(self, block: Block) -> None:
        """Do what a block says; AssertionError where it does not do what it shows."""
        match block.language:
            case "python":
                with contextlib.chdir(self.folder), contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(block.text, f"line {block.line}", "exec"), self.names)
            case "console":
                for command in commands(block.text):
                    self._run(command, block.info)
            case "yaml":
                if named := re.match(r"# file: (\S+)\n", block.text):
                    (self.folder / named[1]).write_text(block.text, encoding="utf-8")
            case "json":
                json.loads(block.text)
            case "text" if named := block.info.split()[1:]:
                (self.folder / named[0]).write_text(block.text, encoding="utf-8")
            case "sh":
                assert set(block.text.splitlines()) <= SET_UP, f"not run by any test: {block.text}"
            case language:
                assert language in NOT_RUN, f"a block in {language!r} would not be run; see here"

    def _run(self, command: Command, info: str) -> None:
        environment = {
            **os.environ,
            "PATH": str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"],
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "PYTHONUTF8": "1",
        }
        if command.text.startswith("detente ") and not _OF_THE_SHELL.intersection(command.text):
            words = shlex.split(command.text)[1:]
            code, printed, _ = in_place.call(words, environment, self.folder, together=True)
        else:
            done = subprocess.run(
                ["bash", "-c", command.text],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                env=environment,
            )
            code, printed = done.returncode, done.stdout
        expected = re.search(r"\bexit=(\d+)", info)
        status = int(expected[1]) if expected else 0
        assert status == code, f"{command.text}\n{printed}"
        if command.shown:
            assert same(command.shown, printed), (
                f"$ {command.text}\nshown:\n{command.shown}\nprinted:\n{printed}"
            )
