"""Writes what programs print today into the console blocks of documents.

Run as `python tests/docs/renew.py docs/why.md …`. A command's output is renewed where it is shown
whole; output that leaves something out with `...` and is still true is left as it is, and so are
output with a line `...` and a command with none. Write a line `?`
under a new command to have its output filled in. Read the difference before you commit it.
"""

import sys
import tempfile
from pathlib import Path

sys.path += [str(Path(__file__).resolve().parents[1] / name) for name in ("project", "")]

from doc_blocks import Block, Command, Reader, blocks, commands, same


class _Renewer(Reader):
    """Follows a document and keeps what each command of a console block prints."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.renewed: list[str] = []

    def _run(self, command: Command, info: str) -> None:
        if not command.shown or "..." in map(str.strip, command.shown.splitlines()):
            super()._run(Command(command.text, ""), info)
            self.renewed.append(command.shown)
            return
        script = f"{{ {command.text}\n}} > .printed 2>&1"
        super()._run(Command(script, ""), info)
        printed = (self.folder / ".printed").read_text(encoding="utf-8")
        if same(command.shown, printed):
            self.renewed.append(command.shown)
            return
        lines = printed.strip("\n").splitlines()
        self.renewed.append("".join(f"{line.rstrip()}\n" for line in lines))


def renewed(markdown: str) -> str:
    """The document with the output of its commands as it is today."""
    lines = markdown.splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as folder:
        reader = _Renewer(Path(folder))
        # From the last block to the first, so that the lines of earlier ones stay where they are.
        found: list[tuple[Block, str]] = []
        for block in blocks(markdown):
            reader.renewed = []
            reader.follow(block)
            if block.language == "console":
                found.append((block, _with_outputs(block.text, reader.renewed)))
    for block, text in reversed(found):
        end = block.line + len(block.text.splitlines())
        lines[block.line : end] = [text]
    return "".join(lines)


def _with_outputs(console: str, outputs: list[str]) -> str:
    shown = [command.shown for command in commands(console)]
    parts, rest = [], console
    for old, new in zip(shown, outputs, strict=True):
        # What stands before the output is the command's own lines.
        at = rest.index(old, rest.index("\n") + 1) if old else _end_of_command(rest)
        parts.append(rest[:at] + new)
        rest = rest[at + len(old) :]
    return "".join(parts)


def _end_of_command(text: str) -> int:
    end = text.index("\n") + 1
    while text[:end].endswith("\\\n"):
        end = text.index("\n", end) + 1
    return end


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"{name} renewed")
