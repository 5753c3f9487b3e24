"""What differs between two models, change by change, each of which can be made by itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from detente.fixed import Fixed, plain
from detente.model import Conflict
from detente.values import dataclass

Values = dict[str, Any]

# What verdicts rest on; the rest of a file is told about, too, and changes none.
_BESIDE = ("because", "evidence", "title", "about", "short", "off", "line")
_SILENT = {
    "title": "the title",
    "as_of": "the date the model speaks for",
    "about": "the paragraph about it",
    "status_quo": "today's state",
    "coalitions": "the coalitions named",
    "uncertain": "what is uncertain of a list",
    "evidence": "the evidence",
    "claims": "the claims",
    "focus": "the focus",
}


@dataclass(frozen=True, eq=False)
class ModelChange(Fixed):
    """One difference: what it is about, in words, and how the old model's values take it up.

    section  the part of the file; name: the party or outcome, empty for rules and states.
    """

    section: str
    name: str
    words: str
    value: Any = field(default=None, repr=False)
    removed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {"section": self.section, "name": self.name, "words": self.words}


def judged_values(conflict: Conflict) -> Values:
    """What of a conflict's plain values verdicts rest on, and the evidence that it cites."""
    data = conflict.to_dict()
    kept = ("detente", "title", "states", "decision_makers", "rules", "preferences", "outcomes")
    found = {key: data[key] for key in kept if key in data}
    # That it is there is enough to cite it; what it supports may be said of parties that are gone.
    found["evidence"] = {id: {"says": one.says} for id, one in conflict.evidence.items()}
    return {"rules": [], "preferences": {}, "outcomes": {}, **found}


def with_changes(old: Values, new: Values, changes: Sequence[ModelChange]) -> Values:
    """The old values with some of the changes; parties in the order of the new ones."""
    data = {**old, "evidence": {**old.get("evidence", {}), **new.get("evidence", {})}}
    rules = list(old["rules"])
    for change in changes:
        if change.section == "rules":
            if change.removed:
                at = next(k for k, one in enumerate(rules) if _plain(one) == _plain(change.value))
                del rules[at]
            else:
                rules.append(plain(change.value))
        elif change.section == "states":
            data["states"] = plain(change.value)
        else:
            own = dict(data[change.section])
            if change.removed:
                own.pop(change.name, None)
            else:
                own[change.name] = plain(change.value)
            data[change.section] = own
    order = {name: k for k, name in enumerate(new["decision_makers"])}
    parties = sorted(data["decision_makers"].items(), key=lambda one: order.get(one[0], -1))
    return {**data, "rules": rules, "decision_makers": dict(parties)}


def changes_between(old: Values, new: Values) -> tuple[ModelChange, ...]:
    """The differences on which verdicts can rest: parties, states, rules, wishes, outcomes."""
    found = list(_named(old, new, "decision_makers", _party_words))
    if _plain(old.get("states")) != _plain(new.get("states")):
        found.append(ModelChange("states", "", "the listed states", new.get("states")))
    found += _rules(old["rules"], new["rules"])
    found += _named(old, new, "preferences", _wish_words)
    found += _named(old, new, "outcomes", lambda name, was, now: f"outcome '{name}' is redefined")
    return tuple(found)


def must_go_together(old: Values, new: Values) -> bool:
    """Whether states are written differently and wishes name them: then no change stands alone."""
    options = [
        [
            (party, key)
            for party, one in data["decision_makers"].items()
            for key in ((one or {}).get("options") or {})
        ]
        for data in (old, new)
    ]
    by_state = {"ranking", "payoffs", "better", "fuzzy", "probability"}
    named = any(
        isinstance(wish, Mapping) and by_state & set(wish)
        for data in (old, new)
        for wish in data["preferences"].values()
    )
    return options[0] != options[1] and named


def silent_changes(old: Conflict, new: Conflict, reading: Mapping[str, str]) -> tuple[str, ...]:
    """What else differs, in words; no verdict under `reading` rests on it."""
    was, now = old.to_dict(), new.to_dict()
    found = [words for key, words in _SILENT.items() if was.get(key) != now.get(key)]
    return (*found, *_other_readings(was.get("alternatives"), now.get("alternatives"), reading))


def _other_readings(
    old: Mapping[str, Mapping[str, Any]] | None,
    new: Mapping[str, Mapping[str, Any]] | None,
    reading: Mapping[str, str],
) -> Iterator[str]:
    """By party the alternatives that differ, but for the one that is read."""
    was, now = old or {}, new or {}
    for party in dict.fromkeys([*now, *was]):
        before, after = was.get(party) or {}, now.get(party) or {}
        told = []
        for name in dict.fromkeys([*after, *before]):
            if name not in before or name not in after:
                told.append(f"'{name}' ({'new' if name in after else 'gone'})")
            elif name != reading.get(party) and _plain(before[name]) != _plain(after[name]):
                told.append(f"'{name}'")
        if told:
            yield f"other readings of {party}: {', '.join(told)}"


def _plain(value: Any) -> str:
    """The value without reasons, titles and evidence, to compare by."""
    return json.dumps(_bare(value), sort_keys=True, default=str)


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        bare = {key: _bare(one) for key, one in value.items() if key not in _BESIDE}
        if set(bare) in ({"prefer"}, {"where"}):
            return next(iter(bare.values()))
        if isinstance(value.get("options"), Mapping):
            # Their order counts, as states are written by it; a title alone says nothing of them.
            bare["options"] = [
                [key, _bare(one) if isinstance(one, Mapping) else {}]
                for key, one in value["options"].items()
            ]
        return bare
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    return value


def _named(old: Values, new: Values, section: str, words: Any) -> Iterator[ModelChange]:
    was, now = old.get(section, {}), new.get(section, {})
    noun = {"decision_makers": "party", "preferences": "preference of", "outcomes": "outcome"}
    for name, value in now.items():
        if name not in was:
            said = f"{noun[section]} {_called(section, name)} is new"
            yield ModelChange(section, name, said, value)
        elif _plain(was[name]) != _plain(value):
            yield ModelChange(section, name, words(name, was[name], value), value)
    for name, value in was.items():
        if name not in now:
            said = f"{noun[section]} {_called(section, name)} is gone"
            yield ModelChange(section, name, said, value, removed=True)


def _called(section: str, name: str) -> str:
    return f"'{name}'" if section == "outcomes" else name


def _party_words(name: str, was: Any, now: Any) -> str:
    before = dict((was or {}).get("options") or {})
    after = dict((now or {}).get("options") or {})
    parts = [f"option {one} is new" for one in after if one not in before]
    parts += [f"option {one} is gone" for one in before if one not in after]
    for one in after:
        if one in before and _plain(before[one]) != _plain(after[one]):
            ways = [
                (v or {}).get("once") if isinstance(v, Mapping) else None
                for v in (before[one], after[one])
            ]
            if ways[0] != ways[1]:
                parts.append(
                    f"option {one} is once {ways[1] or 'neither'}, not {ways[0] or 'free'}"
                )
    if list(before) != list(after) and not parts:
        parts.append("its options stand in another order")
    return f"{name}: {'; '.join(parts) or 'its moves'}"


def _rules(old: Sequence[Any], new: Sequence[Any]) -> Iterator[ModelChange]:
    was, now = Counter(map(_plain, old)), Counter(map(_plain, new))
    added, gone = now - was, was - now
    for rule in new:
        if added[_plain(rule)] > 0:
            added[_plain(rule)] -= 1
            yield ModelChange("rules", "", f"new rule: {_rule_words(rule)}", rule)
    for rule in old:
        if gone[_plain(rule)] > 0:
            gone[_plain(rule)] -= 1
            yield ModelChange("rules", "", f"rule gone: {_rule_words(rule)}", rule, removed=True)


def _rule_words(rule: Mapping[str, Any]) -> str:
    kind, said = next((k, v) for k, v in rule.items() if k not in _BESIDE)
    if isinstance(said, Mapping):
        return f"{said['by']} cannot go from '{said['from']}' to '{said['to']}'"
    listed = ", ".join(map(str, said)) if isinstance(said, list) else str(said)
    return f"{kind.replace('_', ' ')}: {listed}"


def _wish_words(name: str, was: Any, now: Any) -> str:
    listed = _statements(was), _statements(now)
    if listed[0] is None or listed[1] is None:
        return f"{name}: its preference is another"
    before, after = _counted(listed[0]), _counted(listed[1])
    parts = [f"'{one[0]}' is new, at {after.index(one) + 1}" for one in after if one not in before]
    parts += [f"'{one[0]}' is gone" for one in before if one not in after]
    kept = [one for one in before if one in after]
    turned = [one for one in after if one in before]
    while kept != turned:
        # The statement whose moving leaves most of the others where they are.
        one = max(kept, key=lambda text: abs(kept.index(text) - turned.index(text)))
        parts.append(f"'{one[0]}' moves from {before.index(one) + 1} to {after.index(one) + 1}")
        kept.remove(one)
        turned.remove(one)
    return f"{name}: {'; '.join(parts) or 'statements said otherwise'}"


def _counted(texts: Sequence[str]) -> list[tuple[str, int]]:
    """The texts, each with how often it stood before: one that is said twice is two."""
    return [(one, list(texts[:k]).count(one)) for k, one in enumerate(texts)]


def _statements(preference: Any) -> list[str] | None:
    """The texts of a priority list; None where it is no list."""
    bare = _bare(preference)
    if isinstance(bare, Mapping) and set(bare) == {"priorities"}:
        bare = bare["priorities"]
    return [str(one) for one in bare] if isinstance(bare, list) else None
