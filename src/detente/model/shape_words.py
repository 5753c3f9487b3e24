"""What to write where another kind of value stands than is meant, by the place where it stands."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from detente.model.names import printable
from detente.model.source import Path_

_LISTS: tuple[Path_, ...] = (
    ("preferences", "*"),
    ("alternatives", "*", "*"),
    ("preferences", "*", "priorities"),
    ("alternatives", "*", "*", "priorities"),
    ("preferences", "*", "statements"),
    ("alternatives", "*", "*", "statements"),
    ("preferences", "*", "ranking"),
    ("alternatives", "*", "*", "ranking"),
    ("rules", "*", "at_most_one"),
    ("rules", "*", "exactly_one"),
    ("rules", "*", "at_least_one"),
)
_OF_WHOM = "say whose they are: {{PARTY: {{weights: {{CONDITION: NUMBER}}}}}}"
_ONCE = ("decision_makers", "*", "options", "*", "once")
# By place and kind of what stands there; `{0}` stands for its text, or for its items.
_MENDS: dict[tuple[Path_, type[Any]], str] = {
    **{(form, str): "write a list: [{0}]" for form in _LISTS},
    (("rules",), str): "write a list of rules: [{{infeasible: {0}}}]",
    (("rules",), dict): "begin each rule with '- '",
    (("rules", "*"), str): "write what the rule says of it: `infeasible: {0}`",
    (("rules", "*", "infeasible"), list): "write one condition: {1}",
    (("rules", "*", "infeasible_move"), str): "write {{by: PARTY, from: CONDITION, to: CONDITION}}",
    (
        ("rules", "*", "infeasible_move"),
        list,
    ): "write {{by: PARTY, from: CONDITION, to: CONDITION}}",
    (("status_quo", "*"), dict): "name only the option: {0}",
    (("decision_makers",), list): "write each by its name: `Name: {{options: …}}`",
    (("decision_makers", "*"), list): "write its options by name: {{options: {{name: words}}}}",
    (("decision_makers", "*", "options"), str): "write it with its words: {{{0}: words}}",
    (("decision_makers", "*", "moves"), list): "say where each state leads: {{STATE: [STATE]}}",
    (("decision_makers", "*", "moves"), str): "say where each state leads: {{STATE: [STATE]}}",
    (("preferences", "*"), int): _OF_WHOM,
    (("preferences", "*"), Decimal): _OF_WHOM,
    (("decision_makers", "*", "options"), list): "write each with its words: {{name: words}}",
    (("preferences",), list): "say whose they are: {{PARTY: [{0}]}}",
    (("preferences", "*", "*"), list): "write one condition: {1}",
    (("preferences", "*", "priorities", "*"), list): "write one condition: {1}",
    (("alternatives", "*", "*", "*"), list): "write one condition: {1}",
    (("preferences", "*", "weights"), list): "write each with its weight: {{CONDITION: NUMBER}}",
    (("preferences", "*", "payoffs"), list): "write each with its payoff: {{STATE: NUMBER}}",
    (("alternatives", "*"), list): "name the alternative: {{NAME: [{0}]}}",
    (("outcomes",), list): "write each with its condition: {{NAME: CONDITION}}",
    (("outcomes", "*"), list): "write one condition: {1}",
    (("coalitions", "*"), str): "write each coalition as a list: [[PARTY, PARTY]]",
    (("evidence",), list): "write each by an id: {{ID: {{says: …}}}}",
    (("evidence", "*"), str): "write {{says: …}}",
    (("claims",), list): "write each by an id: {{ID: {{says: …, expect: …}}}}",
    (("claims", "*"), str): "write {{says: …, expect: …}}",
    (("claims", "*", "expect"), str): "write a form: {{no equilibrium: OUTCOME}}, say",
}
_GREATER = re.compile(r"(?<![-=])>")
_WORDS = 60  # letters of a file's own text that a mend repeats


def mend_of(path: Path_, found: Any) -> str | None:
    """What to write in place of what was found at the path; None where its kind says all."""
    if fits(path, _ONCE) and str(found).lower() in ("true", "yes", "false", "no"):
        if str(found).lower() in ("false", "no"):
            return "leave it out where the option can be taken and withdrawn"
        return "write taken (it cannot be withdrawn), or dropped (once withdrawn, never again)"
    if path == ("status_quo",) and isinstance(found, dict):
        return f"list the options that are taken today: [{printable(', '.join(_taken(found)))}]"
    if isinstance(found, str) and ">" in found and any(fits(path, one) for one in _LISTS):
        found = [one.strip() for one in _GREATER.split(found)]
        return f"write a list, most important first: [{printable(', '.join(found))}]"
    for (form, kind), mend in _MENDS.items():  # the first that fits
        named = form[-1] == "*" and form[0] == "preferences" and isinstance(path[-1], str)
        if isinstance(found, kind) and fits(path, form) and not (kind is list and named):
            items = list[Any](found) if isinstance(found, list | dict) else [found]
            shown = ", ".join(map(str, items))
            if shown.startswith("-") and not shown.startswith("- "):
                return "put a space behind each '-' that begins a line of a list"
            both = " and ".join(map(str, items))
            shown, both = (
                "…" if len(one) > _WORDS or not one else printable(one) for one in (shown, both)
            )
            return mend.format(shown, both)
    return None


def _taken(found: dict[str, Any]) -> list[str]:
    """The options that a mapping most likely says are taken."""
    words = []
    for key, value in found.items():
        if isinstance(value, list):
            words += [f"{key}.{one}" for one in value]
        elif isinstance(value, dict):
            words += [f"{key}.{one}" for one in _taken(value)]
        elif value is not False and str(value).lower() not in ("no", "n", "0"):
            words.append(str(key))
    return words


def fits(path: Path_, form: Path_) -> bool:
    """Whether the path has the form, in which `*` is any step."""
    return len(path) == len(form) and all(
        wanted in ("*", step) for wanted, step in zip(form, path, strict=True)
    )
