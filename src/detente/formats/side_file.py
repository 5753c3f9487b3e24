"""What a `.gmcr` file has no place for: a model file beside it, taken up again when it is read.

`korea.gmcr` has `korea.gmcr.yaml` beside it. Whoever changes the save file in GMCR+ finds the
changes in the model and the rest of the model as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from detente.formats.coded_options import coded
from detente.formats.gmcr_read import UNUSED_LIST, read_gmcr, read_gmcr_text
from detente.formats.gmcr_write import write_gmcr
from detente.formats.model_text import model_text
from detente.model import Conflict, Preference, Priorities, Rule, load_file, load_text, read_file
from detente.problems import ModelError, Problem, TooLarge

Notes = tuple[Problem, ...]


def beside(path: Path) -> Path:
    """Where the side file of a save file is."""
    return path.with_name(f"{path.name}.yaml")


def read_with_side(path: Path) -> tuple[Conflict, Notes]:
    """The conflict in a save file, with what its side file says beyond it, where there is one."""
    side = beside(path)
    if not side.is_file():
        return read_gmcr(path)
    alone, notes = read_gmcr(path)
    try:
        whole = load_file(side)
        text = write_gmcr(whole)[0]
        makers = (coded(whole) if whole.form == "graph" else whole).decision_makers
        then, _ = read_gmcr_text(text, str(path), path.stem, makers)
        now, _ = read_gmcr_text(read_file(path, str(path)), str(path), path.stem, makers)
    except (ModelError, TooLarge) as error:
        first = error.problems[0].what if isinstance(error, ModelError) else error.what
        return alone, (*notes, _note(side, f"the side file is not used: {first}"))
    if _parts(then) == _parts(now):
        return whole, ()
    if whole.form == "graph":
        return alone, (*notes, _note(side, "the save file was changed, and its states are its own"))
    merged, changed = _merged(whole, then, now)
    try:
        load_text(model_text(merged), str(path))
    except ModelError as error:
        first = error.problems[0].what
        return alone, (*notes, _note(side, f"what it says does not fit any more: {first}"))
    what = f"as the save file says: {', '.join(changed)}; the rest is from the side file"
    return merged, (*notes, _note(side, what))


def is_as_written(path: Path) -> bool:
    """Whether the save file says what its side file says, so that the latter is the model."""
    side = beside(path)
    return side.is_file() and read_with_side(path)[0].file == str(side)


def _note(side: Path, what: str) -> Problem:
    return Problem(str(side), 0, 0, "W-SIDE", what, "look through what the model says now")


def _parts(conflict: Conflict) -> tuple[object, ...]:
    rules = {rule.conditions for rule in conflict.rules}
    preferences = [conflict.preference(name) for name in conflict.party_names]
    unused = [conflict.alternatives.get(name, {}).get(UNUSED_LIST) for name in conflict.party_names]
    return (rules, preferences, unused, conflict.coalitions)


def _merged(whole: Conflict, then: Conflict, now: Conflict) -> tuple[Conflict, list[str]]:
    """The model of the side file with what changed in the save file since it was written."""
    changed = []
    rules, coalitions = whole.rules, whole.coalitions
    if {rule.conditions for rule in then.rules} != {rule.conditions for rule in now.rules}:
        moves = tuple(rule for rule in whole.rules if rule.kind == "infeasible_move")
        known: dict[object, Rule] = {
            rule.conditions: rule for rule in whole.rules if rule.kind == "infeasible"
        }
        rules = (*(known.get(rule.conditions, rule) for rule in now.rules), *moves)
        changed.append("rules")
    if then.coalitions != now.coalitions:
        coalitions = now.coalitions
        changed.append("coalitions")
    preferences = dict(whole.preferences)
    alternatives = {name: dict(own) for name, own in whole.alternatives.items()}
    for name in whole.party_names:
        before, after = then.preference(name), now.preference(name)
        if before != after:
            preferences[name] = _with_reasons(whole.preference(name), before, after)
            changed.append(f"preferences of {name}")
        before_list = then.alternatives.get(name, {}).get(UNUSED_LIST)
        after_list = now.alternatives.get(name, {}).get(UNUSED_LIST)
        if before_list != after_list and after_list is not None:
            alternatives.setdefault(name, {})[UNUSED_LIST] = after_list
            changed.append(f"the list of {name} that is not in use")
    frozen: Mapping[str, Mapping[str, Preference]] = MappingProxyType(
        {name: MappingProxyType(own) for name, own in alternatives.items()}
    )
    made = replace(
        whole,
        rules=rules,
        coalitions=coalitions,
        preferences=MappingProxyType(preferences),
        alternatives=frozen,
        file=now.file,
    )
    return made, changed


def _with_reasons(own: Preference, before: Preference, after: Preference) -> Preference:
    """The list as it is now, each statement that stood there before as the model has it."""
    bases = (own.basis, before.basis, after.basis)
    if not all(isinstance(one, Priorities) for one in bases):
        return after
    mine, old, new = (one.statements for one in bases if isinstance(one, Priorities))
    if len(mine) != len(old):
        return after
    known = {was.prefer: full for was, full in zip(old, mine, strict=True)}
    return replace(after, basis=Priorities(tuple(known.get(one.prefer, one) for one in new)))
