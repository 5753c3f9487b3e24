"""Commands and pages of the same questions: one as the other."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from detente.analysis import QUESTIONS, Question
from detente.report import safe
from detente.web.arguments import Argument, arguments
from detente.web.open_projects import Spoken


def address(word: str, name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The address of a question's page, with what it is asked."""
    query = urlencode(pairs)
    return f"/p/{word}/q/{name}" + (f"?{query}" if query else "")


def command_of(
    question: Question,
    every: Sequence[Argument],
    values: Mapping[str, Any],
    reading: Mapping[str, str],
    file: str,
) -> list[str]:
    """The words of the command that asks the same of a file; none where no command asks it."""
    if not question.command:
        return []
    words = question.command.split()
    found = [*(one for one in words if not one.startswith("-")), file]
    later = [one for one in words if one.startswith("-")]
    for one in every:
        if one.kind == "reading":
            for party, name in reading.items():
                later += [one.flag, f"{party}={name}"]
        elif one.name in values and one.kind != "version":
            told = _told(one, values[one.name])
            if one.flag:
                later += told
            else:
                found += told[1:]
    return [*found, *later]


def _told(one: Argument, value: Any) -> list[str]:
    if one.kind == "yes":
        return [one.flag]
    if one.kind == "choice" and one.default is True:
        return [] if value else [f"--no-{one.flag.removeprefix('--')}"]
    if one.kind == "choice" and one.choices[:1] == ("sequences",):
        return [one.flag, *([value] if value != "sequences" else [])]
    if one.kind == "words":
        return [one.flag, ",".join(value)]
    if one.kind == "across" and not isinstance(value, str):
        return [one.flag, ",".join(value)]
    if one.kind == "lines":
        return [part for line in value for part in (one.flag, line)]
    return [one.flag, str(value)]


def linker(word: str, spoken: Spoken) -> Callable[[str], Markup | None]:
    """What shows a command as a link to its question's page; None for any other command."""

    def link(command: str) -> Markup | None:
        found = parsed(command, spoken)
        if found is None:
            return None
        question, pairs = found
        shown = command.removeprefix("detente ").replace(f" {word}", "", 1)
        url = address(word, question.name, [*pairs, ("ask", "1")])
        return Markup('<a class="cmd" href="{}">{}</a>').format(url, safe(shown))

    return link


def parsed(command: str, spoken: Spoken) -> tuple[Question, list[tuple[str, str]]] | None:
    """The question that a command asks, and how; None where it is none, or asks for more."""
    try:
        parts = shlex.split(command)[1:]
    except ValueError:
        return None
    question = _question(parts)
    if question is None:
        return None
    for one in question.command.split():
        parts.remove(one)
    every = {one.flag: one for one in arguments(question, spoken) if one.flag}
    free = [one for one in arguments(question, spoken) if not one.flag and one.required]
    pairs: list[tuple[str, str]] = []
    plain: list[str] = []
    while parts:
        part = parts.pop(0)
        if not part.startswith("--"):
            plain.append(part)
            continue
        named = every.get(part)
        if named is None or (named.kind != "yes" and not parts):
            return None
        name = "r" if named.kind == "reading" else named.name
        pairs.append((name, "yes" if named.kind == "yes" else parts.pop(0)))
    if len(plain) - 1 > len(free):
        return None
    pairs += [(one.name, text) for one, text in zip(free, plain[1:], strict=False)]
    return question, pairs


def _question(parts: Sequence[str]) -> Question | None:
    """The question of a command: the one that names most of its words."""
    fits = [
        one
        for one in QUESTIONS
        if one.command and _names(one.command.split(), parts) and one.command.split()[0] == parts[0]
    ]
    return max(fits, key=lambda one: len(one.command.split()), default=None)


def _names(words: Sequence[str], parts: Sequence[str]) -> bool:
    return all(one in parts for one in words)
