"""A question about changes, made exact: whose lists, which edits, which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.analysis.least.lists import KINDS_OF_EDIT, Pool, pool_of
from detente.analysis.question_checks import bad, check_party, guess_or_list, several
from detente.model import (
    Arena,
    Condition,
    Conflict,
    Name,
    Not,
    OutcomeName,
    Priorities,
    Statement,
    condition_text,
    known_names_of,
)
from detente.problems import ModelError, Problem


def pools_of(
    arena: Arena,
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
    conflict = arena.conflict
    chosen = _kinds(several(kinds))
    named = tuple(
        check_party(conflict, one.strip(), "of") for text in several(of) for one in text.split(",")
    )
    kept = _kept(conflict, reading, several(keep))
    more = _conditions(conflict, several(vocabulary))
    pools, left = {}, {}
    for k, party in enumerate(arena.graph.names):
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
        pools[k] = pool_of(arena, basis.statements, words, kept.get(party, frozenset()), chosen)
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
        if one not in KINDS_OF_EDIT:
            raise bad(
                "kinds", "E-VALUE", f"'{one}' is no kind of edit", guess_or_list(one, KINDS_OF_EDIT)
            )
    return tuple(kind for kind in KINDS_OF_EDIT if not named or kind in named)


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
    words = known_names_of(conflict)
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


def words_by_party(
    conflict: Conflict, reading: Mapping[str, str]
) -> dict[str, tuple[Condition, ...]]:
    """By party: what insert and replace may put into its list."""
    return {
        party: tuple(_without_repetition(_words(conflict, party, reading)))
        for party in conflict.party_names
    }


def _without_repetition(conditions: Sequence[Condition]) -> list[Condition]:
    return list(dict.fromkeys(conditions))
