"""What the shell offers at the tab key: cases and files, and the names that stand in the model.

What a parameter takes is said by its metavar, as in the help; a metavar that is not known here
offers nothing, and the shell goes on with file names.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.problems import DetenteError

if TYPE_CHECKING:
    from detente.model import Conflict

_CHOICES = re.compile(r"[a-z-]+([|,][a-z-]+)+")  # `legal|once|single`
_MODELS = (".yaml", ".yml", ".json", ".gmcr", ".nfg", ".efg")


class _Offer(NamedTuple):
    """A word to go on with, in the form the command line's library asks for."""

    value: str
    help: str | None = None
    type: str = "plain"


def teach(command: Any) -> None:
    """Let the parameters of `command`, and of those in it, offer what they take."""
    for parameter in command.params:
        offers = _offers_of(parameter.metavar or "")
        if offers is not None:
            parameter.shell_complete = partial(_complete, offers, "," in parameter.metavar)
    for inner in getattr(command, "commands", {}).values():
        teach(inner)


def _complete(
    offers: Callable[[Any], Iterable[str]], several: bool, context: Any, begun: str
) -> list[_Offer]:
    before, comma, last = begun.rpartition(",") if several else ("", "", begun)
    there = set(before.split(","))
    found = [
        word
        for word in offers(context)
        if word.lower().startswith(last.lower()) and word not in there
    ]
    # bash puts words in as they are; the other shells see to spaces themselves.
    whole = shlex.quote if "bash" in os.environ.get("_DETENTE_COMPLETE", "") else str
    return [_Offer(whole(f"{before}{comma}{word}")) for word in dict.fromkeys(found)]


def _offers_of(metavar: str) -> Callable[[Any], Iterable[str]] | None:
    if _CHOICES.fullmatch(metavar):
        words = re.split(r"[|,]", metavar)
        return lambda context: words
    if metavar in ("FILE|CASE", "OLD", "NEW", "IN"):
        return lambda context: [*_cases(), *_models()]
    if metavar == "CASE":
        return lambda context: _cases()
    if metavar.startswith("ID"):
        return lambda context: _concepts()
    for key, of in _FROM_THE_MODEL.items():
        if key in re.split(r"[|,]", metavar):
            return partial(_of_model, of)
    return None


def _of_model(of: Callable[[Conflict], Iterable[str]], context: Any) -> Iterable[str]:
    """The names in the model that the command line names before; none where it does not load."""
    from detente.library import load

    # A line that is not done leaves its first words among `args`.
    given = context.params.get("file") or context.params.get("old") or next(iter(context.args), "")
    if not (os.path.isfile(given) or given in _cases()):  # a pipe would be waited for
        return ()
    try:
        return list(of(load(given)))
    except (DetenteError, OSError):
        return ()


def _outcomes(conflict: Conflict) -> Iterable[str]:
    return [*conflict.outcomes, "today"]


def _parties(conflict: Conflict) -> Iterable[str]:
    return conflict.party_names


def _options(conflict: Conflict) -> Iterable[str]:
    return [option.key for option in conflict.options]


def _readings(conflict: Conflict) -> Iterable[str]:
    return [
        f"{party}={name}" for party, readings in conflict.alternatives.items() for name in readings
    ]


def _claims(conflict: Conflict) -> Iterable[str]:
    return list(conflict.claims)


_FROM_THE_MODEL: dict[str, Callable[[Conflict], Iterable[str]]] = {
    "OUTCOME": _outcomes,
    "STATE": _outcomes,
    "PARTY": _parties,
    "OPTION": _options,
    "PARTY=ALTERNATIVE": _readings,
    "CLAIM": _claims,
}


def _cases() -> Iterable[str]:
    from detente.cases import ALIASES, case_names

    return sorted({*case_names(), *ALIASES})


def _models() -> Iterable[str]:
    return sorted(name for name in os.listdir() if name.endswith(_MODELS))


def _concepts() -> Iterable[str]:
    from detente.stability import known_ids

    return known_ids()
