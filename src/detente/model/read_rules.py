"""Reading rules: what cannot be, and which steps cannot."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from detente.limits import limit
from detente.model.checker import Checker
from detente.model.condition import Condition, OutcomeName, condition_text, names_in
from detente.model.conflict import Rule, RuleKind
from detente.model.known_names import Fault
from detente.model.names import plain
from detente.model.schema import RuleShape
from detente.model.source import Path_

_KINDS: tuple[RuleKind, ...] = (
    "infeasible",
    "at_most_one",
    "exactly_one",
    "at_least_one",
    "infeasible_move",
)


def read_rules(
    checker: Checker, shapes: Sequence[RuleShape], outcomes: Collection[str]
) -> tuple[Rule, ...]:
    """The rules under `rules:`, those left out that stand on an unsound outcome."""
    rules = []
    for k, data in enumerate(shapes):
        path: Path_ = ("rules", k)
        given = [kind for kind in _KINDS if getattr(data, kind) is not None]
        if len(given) != 1:
            checker.absent(
                path,
                "E-RULE",
                f"a rule says one thing, this says {len(given)}",
                "write one of: infeasible, at_most_one, exactly_one, …, infeasible_move",
            )
            continue
        if (rule := _rule(checker, path, data, given[0])) is not None:
            rules.append(rule)
    return tuple(rule for rule in rules if _stands(rule, outcomes))


def _rule(checker: Checker, path: Path_, data: RuleShape, kind: RuleKind) -> Rule | None:
    if kind == "infeasible":
        condition = checker.condition((*path, kind), data.infeasible or "")
        return None if condition is None else _said(checker, path, data, kind, (condition,))
    if kind == "infeasible_move":
        return _forbidden_move(checker, path, data)
    conditions = [
        checker.condition((*path, kind, j), text) for j, text in enumerate(getattr(data, kind))
    ]
    if not conditions:
        checker.absent(
            (*path, kind), "E-RULE", "the rule lists nothing", "list the options it binds"
        )
    if len(conditions) > limit("rule_conditions"):
        checker.fault(
            (*path, kind),
            "E-SIZE",
            f"the rule lists {len(conditions):,} conditions, more than {limit('rule_conditions')}",
            "write it as several rules",
        )
        return None
    for j, condition in enumerate(conditions):
        if condition is not None and condition in conditions[:j]:
            checker.fault(
                (*path, kind, j),
                "E-DUPLICATE",
                f"'{condition_text(condition)}' stands in this rule twice",
                "leave one out",
            )
    sound = tuple(one for one in conditions if one is not None)
    if len(sound) < len(conditions) or not sound:
        return None
    return _said(checker, path, data, kind, sound)


def _forbidden_move(checker: Checker, path: Path_, data: RuleShape) -> Rule | None:
    move, kind = data.infeasible_move, "infeasible_move"
    assert move is not None, "a rule that forbids a move has one"
    party = plain(move.by)
    if party not in checker.words.parties:
        fault = checker.words.find(f"{move.by}.")
        mend = fault.mend.replace(".'", "'") if isinstance(fault, Fault) else ""
        checker.fault((*path, kind, "by"), "E-PARTY", f"unknown party '{move.by}'", mend)
    start = checker.condition((*path, kind, "from"), move.from_)
    end = checker.condition((*path, kind, "to"), move.to)
    if start is None or end is None or party not in checker.words.parties:
        return None
    return _said(checker, path, data, "infeasible_move", (start, end), party)


def _said(
    checker: Checker,
    path: Path_,
    data: RuleShape,
    kind: RuleKind,
    conditions: tuple[Condition, ...],
    by: str = "",
) -> Rule:
    line = checker.source.place(path)[0]
    return Rule(kind, conditions, by, data.because, tuple(data.evidence), line)


def _stands(rule: Rule, outcomes: Collection[str]) -> bool:
    return all(
        part.text in outcomes
        for condition in rule.conditions
        for part in names_in(condition)
        if isinstance(part, OutcomeName)
    )
