"""Reading a file as text: what is no UTF-8 text, or too much of it, is refused with its place."""

from __future__ import annotations

import re
from pathlib import Path

from detente.limits import limit
from detente.model.names import nearest
from detente.problems import ModelError, Problem

# Protocols 2 to 5, and the objects and mappings of the old protocols 0 and 1.
_PICKLE = re.compile(
    rb"\x80[\x02-\x05]|\(?[ci][A-Za-z_][\w.]*\n[A-Za-z_]\w*\n|\((?:dp|lp)[01]\n|[}\]]q"
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # what some editors put before UTF-8


def read_file(path: Path, shown: str) -> str:
    """The text of a model file; ModelError where it cannot be read or is no UTF-8 text."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit("file_bytes") + 1)
    except FileNotFoundError:
        raise _refusal(shown, "E-FILE", "there is no such file", _how_to_find(path)) from None
    except IsADirectoryError:
        raise _refusal(shown, "E-FILE", "this is a folder", "name a model file in it") from None
    except PermissionError:
        raise _refusal(
            shown, "E-FILE", "no permission to read this file", "allow reading it"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not possible"
        raise _refusal(shown, "E-FILE", f"cannot be read ({reason})", "check the path") from None
    return decode(raw, shown)


def is_marked(path: Path) -> bool:
    """Whether the file begins with the mark that some editors put before UTF-8."""
    with path.open("rb") as stream:
        return stream.read(len(BYTE_ORDER_MARK)) == BYTE_ORDER_MARK


def decode(raw: bytes, shown: str) -> str:
    """The bytes as text; ModelError where they are too many, binary or not UTF-8."""
    if len(raw) > limit("file_bytes"):
        raise _refusal(
            shown,
            "E-SIZE",
            f"the file is larger than {limit('file_bytes') // 2**20} MB",
            "split off evidence into a file of its own (`evidence: FILE`)",
        )
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise _refusal(shown, "E-ENCODING", "the file is UTF-32, not UTF-8", "save it as UTF-8")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(shown, "E-ENCODING", "the file is UTF-16, not UTF-8", "save it as UTF-8")
    if _PICKLE.match(raw):
        raise _refusal(
            shown,
            "E-BINARY",
            "this is a pickle of Python, as old programs saved their models; it is not read, since "
            "reading one can run any program",
            "open it in the program that wrote it and save it anew, as `.gmcr` from GMCR+",
        )
    if b"\0" in raw:
        raise _refusal(
            shown,
            "E-BINARY",
            "the file holds a zero byte, so it is no text",
            "name a YAML file",
            *_place(raw[: raw.index(b"\0")]),
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(
            shown,
            "E-ENCODING",
            f"byte 0x{raw[error.start]:02X} is not UTF-8",
            "save the file as UTF-8",
            *_place(raw[: error.start]),
        ) from None


def _place(before: bytes) -> tuple[int, int]:
    """Line and column, in letters, of what follows the bytes."""
    line = before.count(b"\n") + 1
    return line, len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1


def _how_to_find(path: Path) -> str:
    beside = [one.name for one in path.parent.glob("*.yaml")] if path.parent.is_dir() else []
    near = nearest(path.name, beside)
    if near is None:
        return "check the path, or see `detente cases`"
    return f"did you mean '{path.with_name(near)}'?"


def _refusal(
    shown: str, code: str, what: str, mend: str, line: int = 0, column: int = 0
) -> ModelError:
    return ModelError((Problem(shown, line, column, code, what, mend),))
