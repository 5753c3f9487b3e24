"""The one folder in which an assistant may read and write."""

from __future__ import annotations

from pathlib import Path

from detente.arguments import wrong
from detente.cases import case_path
from detente.model import Conflict, load_file
from detente.problems import ModelError, Problem
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder by its real path, links followed."""

    root: Path

    def place(self, name: str) -> Path:
        """The file called `name` in the folder, there or not; ModelError where it is elsewhere.

        Links are followed, so that none leads out.
        """
        if not name.strip() or "\0" in name:
            raise wrong("file", "a file has no name", "name a file in the folder", "E-FILE")
        try:
            found = (self.root / name).resolve()
        except (OSError, ValueError, RuntimeError):
            found = self.root.parent
        if found == self.root or not found.is_relative_to(self.root):
            what = "this is not in the folder that was opened to the assistant"
            raise ModelError((Problem(name, 0, 0, "E-OUTSIDE", what, "name a file in it"),))
        if found.exists() and not found.is_file():  # a pipe would be waited for
            what = "this is no ordinary file"
            raise ModelError((Problem(name, 0, 0, "E-FILE", what, "name a file in the folder"),))
        return found

    def conflict(self, name: str) -> Conflict:
        """The conflict in a model file of the folder, or a bundled case where no file is so called.

        ModelError with all problems of the file; also where its evidence file leads elsewhere.
        """
        bundled = case_path(name)
        path = self.place(name)
        if bundled is not None and not path.is_file():
            return load_file(bundled, name)
        conflict = load_file(path)
        if conflict.evidence_file:
            self.place(conflict.evidence_file)
        return conflict

    def names(self) -> list[str]:
        """The files of the folder, those in folders below too, in order.

        Hidden ones are left out, and links that lead out.
        """
        found = (
            path
            for path in self.root.rglob("*")
            if path.is_file() and path.resolve().is_relative_to(self.root)
        )
        names = (path.relative_to(self.root) for path in found)
        return sorted(
            name.as_posix() for name in names if not any(one.startswith(".") for one in name.parts)
        )


def opened(root: str | Path) -> Folder:
    """The folder at `root`; ModelError where there is none."""
    path = Path(root)
    if not path.is_dir():
        what, mend = "there is no such folder", "name the folder that the assistant may work in"
        raise ModelError((Problem(str(root), 0, 0, "E-FILE", what, mend),))
    return Folder(path.resolve())
