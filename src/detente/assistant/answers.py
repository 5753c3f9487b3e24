"""What a tool answers: an object that begins with a sentence, and that every client can take.

Clients were seen to lose an empty list, to cut a list into pieces, and to refuse what is no number.
So a list never stands alone, a long one is cut and counted, and what is no number is null.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from detente.analysis import Finding
from detente.problems import DetenteError, ModelError, NotDefined, TooLarge
from detente.report import safe

LONGEST_LIST = 200
_LONGEST_TEXT = 12_000

Answer = dict[str, Any]


def of_finding(finding: Finding) -> Answer:
    """A finding: what it says in a sentence, in words as the terminal shows them, and as values."""
    cut: list[Answer] = []
    words = str(finding)
    if len(words) > _LONGEST_TEXT:
        words = words[:_LONGEST_TEXT] + "\n… (the values say the rest)"
    values = plain(finding.to_dict(), "answer", cut)
    answer = {"sentence": safe(repr(finding)[1:-1]), "words": safe(words), "answer": values}
    return {**answer, "cut": cut} if cut else answer


def of_error(error: DetenteError) -> Answer:
    """A refusal, in the words and with the keys of the command line."""
    match error:
        case ModelError(problems=problems):
            told: Answer = {"problems": [one.to_dict() for one in problems]}
        case TooLarge():
            told = {
                "refused": {
                    "what": error.what,
                    "estimate": error.estimate,
                    "way_out": error.way_out,
                }
            }
        case NotDefined():
            told = {"not_defined": {error.concept: error.reason}}
        case _:
            told = {}
    return {"sentence": safe(str(error)), **told}


def plain(value: Any, at: str, cut: list[Answer]) -> Any:
    """The value as JSON holds it; lists over LONGEST_LIST are cut, and `cut` says where."""
    if isinstance(value, Mapping):
        return {str(key): plain(one, f"{at}.{key}", cut) for key, one in value.items()}
    if isinstance(value, list | tuple):
        if len(value) > LONGEST_LIST:
            cut.append({"list": at, "length": len(value), "shown": LONGEST_LIST})
        return [plain(one, f"{at}[{k}]", cut) for k, one in enumerate(value[:LONGEST_LIST])]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return str(value)
    return value if value is None or isinstance(value, str | bool | int) else str(value)
