"""Readings of a preference that is graded or not known: what a party leaves for, fears, and may do.

A semantics makes three relations of a preference. `leaves`: from state s the party would leave for
t. `escapes`: to end in x would not keep it at s. `credible`: others count on it to go from x to y.
Each is a strict relation, as a plain preference is; of a plain preference all three are that one.
Source: [HKH06, XKH10, LHKP04, BKH12, RS15, XHKF18].
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from detente.fixed import Fixed
from detente.model.alike import alike, alone, between
from detente.model.preferences import PairTable, Preference, Priorities
from detente.model.ranks import (
    Bits,
    Fits,
    Holds,
    NoPlainOrder,
    Ranks,
    Relation,
    meet,
    order_of,
    room_for_relation,
)
from detente.problems import ModelError
from detente.values import dataclass

_DEGREES = 2  # a difference is great, or it is not
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Semantics:
    """How a graded or uncertain preference is read.

    id       as asked for: `unknown-a`, `strong`, `degree-1`, `fuzzy`, `prob`.
    kind     `order`, `fuzzy` or `prob`.
    unknown  which of the four extensions: a, b, c, d; empty where what is not known is as nothing.
    degree   by how much an end must be worse to deter; 0: not to be better is enough.
    """

    id: str
    kind: str = "order"
    unknown: str = ""
    degree: int = 0

    @property
    def experimental(self) -> bool:
        """Whether sources differ on it, or are few."""
        return self.kind == "prob" or bool(self.unknown and self.degree)

    @property
    def sentence(self) -> str:
        """What it says, for a mediator."""
        if self.kind == "fuzzy":
            return "Parties act on what they prefer with at least the certainty that they ask for."
        if self.kind == "prob":
            return "Parties act on what they are likely enough to prefer."
        said = []
        if self.unknown:
            said.append(
                "Parties leave for what may be better"
                if self.unknown in "ac"
                else "Parties leave only for what is known to be better"
            )
        if self.degree:
            much = "much worse" if self.degree > 1 else "worse"
            fear = ", or of which that is not known" if self.unknown in ("c", "d") else ""
            said.append(f"only an end that is {much} deters{fear}")
        elif self.unknown:
            said.append(
                "only what is known to be no better deters"
                if self.unknown in "ab"
                else "what is not known deters too"
            )
        words = "; ".join(said) or "What is no better deters, by much or little"
        return f"{words[0].upper()}{words[1:]}."

    @property
    def overlaps(self) -> bool:
        """Whether a party may leave for a state that would also deter it."""
        return self.kind == "prob" or self.unknown == "c"


@dataclass(frozen=True, slots=True, eq=False)
class Acts(Fixed):
    """What a party leaves for, what it escapes to, what others count on it to do."""

    leaves: Ranks | Relation
    escapes: Ranks | Relation
    credible: Ranks | Relation


_NAMED = re.compile(r"(?:unknown-(?P<letter>[abcd]))?-?(?P<degree>general|strong|degree-[0-9])?")
_WORDS = {"": 0, "general": 0, "strong": 2}


def semantics_of(text: str) -> Semantics | None:
    """The semantics called so; None where there is none."""
    if text in ("fuzzy", "prob"):
        return Semantics(text, text)
    match = _NAMED.fullmatch(text)
    if match is None or not text or text[0] == "-" or text[-1] == "-":
        return None
    said = match["degree"] or ""
    degree = _WORDS[said] if said in _WORDS else int(said.rpartition("-")[2])
    return Semantics(text, "order", match["letter"] or "", degree) if degree <= _DEGREES else None


def semantics_ids() -> list[str]:
    """What may be asked for, hybrids apart."""
    return ["general", "degree-1", "strong", *(f"unknown-{one}" for one in "abcd"), "fuzzy", "prob"]


Fault = Callable[[str, str, str], ModelError]  # of a code, what is wrong, what to write


def acts_of(
    preference: Preference,
    semantics: Semantics,
    states: int,
    holds: Holds,
    fits: Fits,
    bits: Bits,
    fault: Fault,
    name: Callable[[int], str],
) -> Acts | NoPlainOrder:
    """The three relations of a party; what is asked of states is as for `order_of`.

    fault  makes the error of what is wrong; name: a state's text.

    A party of whom no degrees or chances are given is read by its plain order. NoPlainOrder, with
    the reason, where it has none. ModelError where a threshold that is needed is not given, or
    where numbers contradict each other; TooLarge where a table would not fit.
    """
    if semantics.kind == "fuzzy" and preference.fuzzy is not None:
        return _fuzzy(preference.fuzzy, states, fits, fault)
    if semantics.kind == "prob" and preference.probability is not None:
        return _probable(preference.probability, states, fits, fault, name)
    plain = order_of(preference, states, holds, fits, bits)
    if isinstance(plain, NoPlainOrder):
        return plain
    leaves = escapes = credible = plain
    pairs = []
    if semantics.unknown:
        asked = [(holds(one), holds(other)) for one, other in preference.unknown]
        pairs = [(one, other) for one, other in asked if meet(one, other)]
    if pairs:
        eager = _or_unknown(plain, pairs)
        leaves = eager if semantics.unknown in "ac" else plain
        escapes = eager if semantics.unknown in "ab" else plain
        credible = eager
    if semantics.degree:
        wary = pairs if semantics.unknown in ("c", "d") else []
        escapes = _unless_worse(preference, plain, semantics.degree, wary, states, holds)
    return Acts(leaves, escapes, credible)


Pairs = list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]


def _or_unknown(plain: Ranks | Relation, pairs: Pairs) -> Relation:
    """Preferred, or not known. The plain order tells apart already what the pairs are about."""
    assert isinstance(plain, Relation), "where something is not known there are no plain ranks"
    states = np.arange(plain.states, dtype=np.int32)
    of = states if plain.of is None else plain.of
    among = alike([of, *alone(pairs, plain.states)], plain.states)
    better = plain.holds(among.first[:, None], among.first[None, :])
    return Relation(better | between(pairs, among), among.of)


def _unless_worse(
    preference: Preference,
    plain: Ranks | Relation,
    degree: int,
    wary: Pairs,
    states: int,
    holds: Holds,
) -> Relation:
    """Where an end does not deter that deters only if it is worse by at least the degree, or, of
    those who are wary, if that is not known."""
    said = preference.basis.statements if isinstance(preference.basis, Priorities) else ()
    last = max((k + 1 for k, one in enumerate(said) if one.strong), default=0)
    truths = [(holds(one.prefer), one.strong) for one in said[:last]] if degree > 1 else []
    keys: list[NDArray[np.generic]] = [column for column, _ in truths]
    if degree == 1 and isinstance(plain, Ranks):
        keys.append(plain.rank)
    elif isinstance(plain, Relation) and (degree == 1 or truths):
        keys.append(np.arange(states) if plain.of is None else plain.of)
    if wary:
        keys += alone(wary, states)
    among = alike(keys, states)
    first = among.first
    if degree == 1:
        worse = (
            plain.rank[first][:, None] > plain.rank[first][None, :]
            if isinstance(plain, Ranks)
            else plain.holds(first[None, :], first[:, None])
        )
    else:
        worse = np.zeros((among.classes, among.classes), dtype=bool)
        open_ = np.ones_like(worse)
        for column, strong in truths:
            here = column[first]
            if strong:
                worse |= open_ & here[:, None] & ~here[None, :]
            open_ &= here[:, None] == here[None, :]
        if isinstance(plain, Relation) and truths:
            worse &= plain.holds(first[None, :], first[:, None])
    return Relation(~(worse | between(wary, among)), among.of)


def _fuzzy(given: PairTable, states: int, fits: Fits, fault: Fault) -> Acts:
    """By relative certainty: how much more one state is preferred than the other. Pairs that are
    not given are preferred by half either way, and of two that fit the first counts."""
    least = dict(given.thresholds).get("gamma")
    if not least:  # by 0 every state would be preferred to every other
        given_as = "not given" if least is None else "0"
        what = f"the least certainty on which this party acts is {given_as}"
        raise fault("E-PREFERENCE", what, "write `gamma:` beside the pairs, above 0 and up to 1")
    numbers, place = _places(given, states, fits, mirrored=True, missing=_HALF)
    # r - (1 - r) >= gamma, for the number r that stands at each place
    sure = np.array([2 * number - 1 >= Fraction(least) for number in numbers])
    certain = Relation(np.ascontiguousarray(sure[place].T))
    return Acts(certain, certain, certain)


def _probable(
    given: PairTable, states: int, fits: Fits, fault: Fault, name: Callable[[int], str]
) -> Acts:
    """By chances: pairs that are not given have none, and of two that fit the first counts."""
    numbers, place = _places(given, states, fits, mirrored=False, missing=Fraction(0))
    value = np.array(numbers, dtype=float)
    one, other = np.nonzero(value[place] + value[place].T > 1)
    for s, t in zip(one.tolist(), other.tolist(), strict=True):
        if numbers[place[s, t]] + numbers[place[t, s]] > 1:  # exactly, where floats say so
            what = (
                f"the chances of {name(s)} over {name(t)} and the contrary are more than 1 together"
            )
            raise fault("E-PREFERENCE", what, "mend the pairs: together they are at most 1")
    by = {"alpha": _HALF, "beta": _HALF, "gamma": _HALF}
    by |= {name: Fraction(number) for name, number in given.thresholds}

    def more(name: str) -> Relation:
        likely = np.array([number > 1 - by[name] for number in numbers])
        return Relation(np.ascontiguousarray(likely[place].T))

    return Acts(more("alpha"), more("beta"), more("gamma"))


def _places(
    given: PairTable, states: int, fits: Fits, mirrored: bool, missing: Fraction
) -> tuple[list[Fraction], NDArray[np.int32]]:
    """The numbers that stand in a table of pairs, and which stands at (preferred, other)."""
    room_for_relation(states)
    said = [(Fraction(number), fits(over), fits(under)) for over, under, number in given.values]
    kinds = {missing} | {one for one, _, _ in said}
    if mirrored:
        kinds |= {1 - one for one in kinds}
    numbers = sorted(kinds)
    place = np.full((states, states), numbers.index(missing), dtype=np.int32)
    for number, over, under in reversed(said):
        if mirrored:
            place[np.ix_(under, over)] = numbers.index(1 - number)
        place[np.ix_(over, under)] = numbers.index(number)
    np.fill_diagonal(place, numbers.index(missing))
    return numbers, place
