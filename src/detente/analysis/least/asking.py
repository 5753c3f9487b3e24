"""A question about changes, made exact: which states, whose lists, which edits, which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from detente.analysis.least.lists import KINDS, Pool, pool_of
from detente.analysis.readings import bad, check_party, guess_or_list, several
from detente.analysis.which_state import no_status_quo, no_such_state
from detente.model import Condition, Conflict, Frame, condition_text, vocabulary_of
from detente.model.condition import Name, Not, OutcomeName
from detente.model.preferences import Priorities, Statement
from detente.model.states import TODAY
from detente.problems import ModelError, Problem


def states_meant(frame: Frame, text: str, where: str = "make") -> tuple[str, tuple[int, ...]]:
    """(kind, states) of what `text` names: today, a state, an outcome, a pattern or a condition.

    kind  `state` or `outcome`; a name in double quotes inside the text is an outcome of that name,
    else a state. ModelError where nothing fits, or where no feasible state does.
    """
    conflict, graph = frame.conflict, frame.graph
    if not isinstance(text, str) or not text.strip():
        raise bad(where, "E-VALUE", "nothing is named", "name an outcome or a state")
    plain = text.strip()
    quoted = len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'"
    name = plain[1:-1] if quoted else plain
    if not quoted:
        if plain in TODAY:
            if graph.status_quo is None:
                raise no_status_quo(conflict)
            return "state", (graph.status_quo,)
        if (place := graph.find_state(plain)) is not None:
            return "state", (place,)
    if name in conflict.outcomes:
        return "outcome", _some(frame, conflict.outcomes[name].condition, name, where)
    if quoted and (place := graph.find_state(name)) is not None:
        return "state", (place,)
    letters = set(plain) <= set("YN-") and "-" in plain
    if graph.form == "option" and letters and len(plain) == graph.letters:
        found = np.flatnonzero(frame.fits(plain))
        if not len(found):
            raise no_such_state(conflict, graph, plain, [*conflict.outcomes, "today"])
        return "outcome", tuple(found.tolist())
    condition, faults = vocabulary_of(conflict).condition(plain)
    if condition is None:
        if " " in plain and not _looks_like_name(conflict, plain):
            one = faults[0]
            raise ModelError((Problem(where, 1, one.column, one.code, one.what, one.mend),))
        raise no_such_state(conflict, graph, name, [*conflict.outcomes, "today"])
    return "outcome", _some(frame, condition, plain, where)


def _looks_like_name(conflict: Conflict, text: str) -> bool:
    mend = guess_or_list(text, [*conflict.outcomes])
    return mend.startswith("did you mean") or not any(
        word in text.split() for word in ("and", "or", "not", "iff", "implies", "if")
    )


def _some(frame: Frame, condition: Condition, name: str, where: str) -> tuple[int, ...]:
    found = np.flatnonzero(frame.where(condition))
    if len(found):
        return tuple(found.tolist())
    raise bad(
        where,
        "E-EMPTY-OUTCOME",
        f"no feasible state is '{name}'{_forbidden_by(frame.conflict, condition)}",
        "name another outcome, or change what forbids it",
    )


def _forbidden_by(conflict: Conflict, condition: Condition) -> str:
    """The rule without which a state of the kind is feasible, where one alone forbids it."""
    from dataclasses import replace

    from detente.model import compile_frame

    for k, rule in enumerate(conflict.rules):
        if rule.kind == "infeasible_move":
            continue
        rest = replace(conflict, rules=conflict.rules[:k] + conflict.rules[k + 1 :])
        if bool(compile_frame(rest).where(condition).any()):
            line = f" in line {rule.line}" if rule.line else ""
            because = f" ({rule.because.rstrip('.')})" if rule.because else ""
            return f": the rule{line} forbids it{because}"
    return ""


def pools_of(
    frame: Frame,
    reading: Mapping[str, str],
    of: str | Sequence[str] = (),
    keep: str | Sequence[str] = (),
    kinds: str | Sequence[str] = (),
    vocabulary: str | Sequence[str] = (),
) -> tuple[dict[int, Pool], dict[str, str]]:
    """The pools of the parties whose lists may change, by place; and why others' may not.

    of          parties; all that have a priority list where none is named.
    keep        `PARTY: 3` or `PARTY: "statement"`: not moved, dropped or replaced.
    kinds       of move, drop, insert, replace; all where none is named.
    vocabulary  conditions that insert and replace may use besides.
    ModelError for what cannot be read, and where nothing is left to change.
    """
    conflict = frame.conflict
    chosen = _kinds(several(kinds))
    named = tuple(
        check_party(conflict, one.strip(), "of") for text in several(of) for one in text.split(",")
    )
    kept = _kept(conflict, reading, several(keep))
    more = _conditions(conflict, several(vocabulary))
    pools, left = {}, {}
    for k, party in enumerate(frame.graph.names):
        if named and party not in named:
            continue
        basis = conflict.preference(party, reading.get(party, "base")).basis
        if not isinstance(basis, Priorities):
            left[party] = "it has no priority list"
            if party in named:
                raise bad(
                    "of",
                    "E-KIND",
                    f"{party} has no priority list, so that nothing in one can change",
                    "leave it out; `conditions` says what it would have to prefer",
                )
            continue
        words = _without_repetition([*_words(conflict, party, reading), *more])
        pools[k] = pool_of(frame, basis.statements, words, kept.get(party, frozenset()), chosen)
    nothing = {"insert"} & set(chosen) and any(pool.words for pool in pools.values())
    if pools and not nothing and all(pool.own == len(pool.kept) for pool in pools.values()):
        what = (
            "nothing is left to change: every statement is kept"
            if kept
            else "no list has a statement"
        )
        raise bad("keep", "E-VALUE", what, "keep fewer of them, or allow insert")
    return pools, left


def _kinds(texts: Sequence[str]) -> tuple[str, ...]:
    named = [one.strip() for text in texts for one in text.split(",")]
    for one in named:
        if one not in KINDS:
            raise bad("kinds", "E-VALUE", f"'{one}' is no kind of edit", guess_or_list(one, KINDS))
    return tuple(kind for kind in KINDS if not named or kind in named)


def _kept(
    conflict: Conflict, reading: Mapping[str, str], texts: Sequence[str]
) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for text in texts:
        name, colon, what = text.partition(":")
        if not colon:
            raise bad(
                "keep", "E-VALUE", f"'{text}' has no ':'", "write 'PARTY: 3' or 'PARTY: statement'"
            )
        party = check_party(conflict, name.strip(), "keep")
        basis = conflict.preference(party, reading.get(party, "base")).basis
        statements = basis.statements if isinstance(basis, Priorities) else ()
        found.setdefault(party, set()).add(_place(conflict, party, statements, what.strip()))
    return {party: frozenset(places) for party, places in found.items()}


def _place(conflict: Conflict, party: str, statements: Sequence[Statement], what: str) -> int:
    if what.isdecimal():
        if 1 <= int(what) <= len(statements):
            return int(what) - 1
        raise bad(
            "keep",
            "E-VALUE",
            f"{party} has no statement {what}",
            f"write a place from 1 to {len(statements)}",
        )
    plain = what[1:-1] if len(what) > 1 and what[0] == what[-1] == '"' else what
    [condition] = _conditions(conflict, [plain], "keep")
    for k, one in enumerate(statements):
        if one.prefer == condition:
            return k
    known = [condition_text(one.prefer) for one in statements]
    raise bad(
        "keep", "E-VALUE", f"'{plain}' is no statement of {party}", guess_or_list(plain, known)
    )


def _conditions(
    conflict: Conflict, texts: Iterable[str], where: str = "vocabulary"
) -> list[Condition]:
    found, problems = [], []
    words = vocabulary_of(conflict)
    for text in texts:
        condition, faults = words.condition(text)
        problems += [Problem(where, 1, one.column, one.code, one.what, one.mend) for one in faults]
        if condition is not None:
            found.append(condition)
    if problems:
        raise ModelError(tuple(problems))
    return found


def _words(conflict: Conflict, party: str, reading: Mapping[str, str]) -> list[Condition]:
    """The vocabulary: literals of all options, outcomes and their negations, other readings."""
    names: list[Condition] = [Name(option.key) for option in conflict.options]
    names += [OutcomeName(outcome) for outcome in conflict.outcomes]
    words: list[Condition] = [one for name in names for one in (name, Not(name))]
    for reading_name in conflict.readings(party):
        if reading_name == reading.get(party, "base"):
            continue
        basis = conflict.preference(party, reading_name).basis
        if isinstance(basis, Priorities):
            words += [one.prefer for one in basis.statements]
    return words


def _without_repetition(conditions: Sequence[Condition]) -> list[Condition]:
    return list(dict.fromkeys(conditions))
