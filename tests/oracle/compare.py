"""Verdicts of a model file by the oracle, and where an engine's answer differs from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oracle import concepts, foresight
from oracle.conflict import Conflict, read
from oracle.reading import SANCTION_MOVES, SANCTIONS, Reading

CORE = ("nash", "gmr", "smr", "seq", "sseq", "sim")
EXTENDED = ("mr1", "mr2", "mr3", "mr4", "mr5", "cmr1", "cmr2", "cmr3", "cmr4", "cmr5")
TWO_PARTIES = ("l1", "l2", "l3", "l4", "nm", "stackelberg", "policy")
MORE = tuple(concept for concept in concepts.ANSWERED if concept not in CORE)
ALL = (*CORE, *EXTENDED, *TWO_PARTIES, *MORE)
READINGS = tuple((moves, sanction) for moves in SANCTION_MOVES for sanction in SANCTIONS)

BY_STATE = {
    "nash": concepts.nash,
    "sim": concepts.sim,
    **{concept: answered.stable for concept, answered in concepts.ANSWERED.items()},
    "nm": foresight.non_myopic,
    "policy": foresight.policy,
}
BY_HORIZON = {"mr": foresight.maximin, "cmr": foresight.credible, "l": foresight.limited}


@dataclass(frozen=True)
class Verdicts:
    """stable[party][concept], equilibria[concept]: states; not_defined[concept]: the reason.

    `stackelberg` is an equilibrium concept only: equilibria["stackelberg(LEADER)"].
    """

    states: tuple[str, ...]
    stable: Mapping[str, Mapping[str, frozenset[str]]]
    equilibria: Mapping[str, frozenset[str]]
    not_defined: Mapping[str, str]


def why_not_defined(conflict: Conflict, concept: str) -> str | None:
    """The reason why a concept has no meaning for the conflict; None where it has one."""
    if concept == "sim" and conflict.strategies is None:
        return "the states do not name one strategy a party"
    anticipates = concept in ("nm", "stackelberg") or re.fullmatch(r"l\d+", concept)
    if (anticipates or concept == "policy") and len(conflict.parties) != 2:
        return "defined for two parties"
    if anticipates and any(rank is None for rank in conflict.rank.values()):
        return "defined where all preferences are ranks"
    return None


def is_stable(r: Reading, concept: str, party: str, state: str) -> bool:
    """One verdict; the concept must be defined for the conflict."""
    if concept in BY_STATE:
        return BY_STATE[concept](r, party, state)
    match = re.fullmatch(r"(mr|cmr|l)([1-9]\d*)", concept)
    if match is None:
        raise KeyError(concept)
    return BY_HORIZON[match[1]](r, party, state, int(match[2]))


def verdicts_under(r: Reading, wanted: Iterable[str]) -> Verdicts:
    """All verdicts of the concepts under a reading."""
    conflict = r.conflict
    stable: dict[str, dict[str, frozenset[str]]] = {p: {} for p in conflict.parties}
    equilibria, not_defined = {}, {}
    for concept in wanted:
        reason = why_not_defined(conflict, concept)
        if reason is not None:
            not_defined[concept] = reason
        elif concept == "stackelberg":
            for leader in conflict.parties:
                equilibria[f"stackelberg({leader})"] = foresight.stackelberg(r, leader)
        else:
            for p in conflict.parties:
                stable[p][concept] = frozenset(
                    s for s in conflict.states if is_stable(r, concept, p, s)
                )
            equilibria[concept] = frozenset(conflict.states).intersection(
                *(stable[p][concept] for p in conflict.parties)
            )
    return Verdicts(conflict.states, stable, equilibria, not_defined)


def verdicts_of(
    model: Mapping[str, Any] | Conflict,
    wanted: Iterable[str] = ALL,
    sanction_moves: str = "legal",
    sanction: str = "weak",
    reading: Mapping[str, str] | None = None,
    holding: Sequence[str] = (),
) -> Verdicts:
    """All verdicts of the concepts for a model file (or for a conflict already read)."""
    conflict = model if isinstance(model, Conflict) else read(model, reading, holding)
    return verdicts_under(Reading(conflict, sanction_moves, sanction), wanted)


def differences(
    model: Mapping[str, Any] | Conflict,
    answer: Mapping[str, Any],
    sanction_moves: str | None = None,
    sanction: str | None = None,
    reading: Mapping[str, str] | None = None,
    holding: Sequence[str] = (),
) -> list[str]:
    """Where an engine's `analyze` answer differs from the oracle, as sentences; [] if nowhere.

    The reading is taken from the answer's `assumptions` where it is not given. Compared are the
    concepts that the answer holds or says to be not defined.
    """
    assumed = answer.get("assumptions", {})
    sanction_moves = sanction_moves or str(assumed["sanction_moves"])
    sanction = sanction or str(assumed["sanction"])
    wanted = dict.fromkeys(
        concept
        for concepts_of in (
            *answer["stable"].values(),
            answer["equilibria"],
            answer.get("not_defined", {}),
        )
        for concept in concepts_of
    )
    by_leader = [c for c in wanted if c.startswith("stackelberg")]
    asked = [c for c in wanted if c not in by_leader] + (["stackelberg"] if by_leader else [])
    ours = verdicts_of(model, asked, sanction_moves, sanction, reading, holding)
    found = []
    if answer.get("states") not in (None, len(ours.states)):
        found.append(f"{answer['states']} states, not {len(ours.states)}")
    for concept in asked:
        theirs = concept in answer.get("not_defined", {})
        if theirs != (concept in ours.not_defined):
            reason = ours.not_defined.get(concept, "it is defined")
            found.append(f"{concept}: {'not ' * theirs}defined, but {reason}")
    for party, by_concept in ours.stable.items():
        for concept, expected in by_concept.items():
            actual = answer["stable"].get(party, {}).get(concept)
            if actual is not None or concept not in answer.get("not_defined", {}):
                found += _unlike(f"{concept} stable for {party}", expected, actual)
    for concept, expected in ours.equilibria.items():
        actual = answer["equilibria"].get(concept)
        if actual is not None or concept in wanted:
            found += _unlike(f"{concept} equilibria", expected, actual)
    return found


def _unlike(what: str, expected: frozenset[str], actual: Any) -> list[str]:
    """A sentence where two lists of states differ."""
    if actual is None:
        return [f"{what}: no answer"]
    states = [str(s) for s in actual]
    if len(states) == len(set(states)) and frozenset(states) == expected:
        return []
    return [f"{what}: {states}, not {sorted(expected)}"]
