"""Reading preferences: priority lists, rankings, weights, payoffs, pairs; and what is uncertain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from detente.model.checker import Checker
from detente.model.condition import Condition
from detente.model.conflict import Rule
from detente.model.feasible import pattern_is_feasible
from detente.model.names import nearest, one_of, plain
from detente.model.preferences import (
    INDIFFERENT,
    Basis,
    Better,
    PairTable,
    Payoffs,
    Preference,
    Priorities,
    Ranking,
    Statement,
    Weights,
)
from detente.model.read_edits import edited, read_edits
from detente.model.schema import EditShape, ModelFile, PairTableShape, PreferenceShape
from detente.model.source import Path_

_BASES = ("priorities", "statements", "ranking", "weights", "payoffs", "better", "edit")
_KINDS = {Ranking: "a ranking", Weights: "weights", Payoffs: "payoffs", Better: "pairs"}


def read_all_preferences(
    checker: Checker, shape: ModelFile, rules: tuple[Rule, ...], outcomes: dict[str, Condition]
) -> tuple[dict[str, Preference], dict[str, dict[str, Preference]]]:
    """The base preference of each party, and the alternatives by party and name."""
    base: dict[str, Preference] = {}
    unsound: set[str] = set()  # where what is edited is not all there
    for party, data in shape.preferences.items():
        path: Path_ = ("preferences", party)
        if _known_party(checker, path, party):
            before = len(checker.problems)
            base[plain(party)] = read_preference(checker, path, data, rules, outcomes)
            if len(checker.problems) > before or any(one[:2] == path for one in checker.damaged):
                unsound.add(plain(party))
    alternatives: dict[str, dict[str, Preference]] = {}
    for party, named in shape.alternatives.items():
        path = ("alternatives", party)
        parties = [name for name in named if plain(name) in checker.words.parties]
        if plain(party) not in checker.words.parties and parties:
            mend = f"write the party first: {{{parties[0]}: {{{party}: …}}}}"
            checker.fault(path, "E-PARTY", f"'{party}' is not a party", mend, key=True)
            continue
        if not _known_party(checker, path, party):
            continue
        own = alternatives.setdefault(plain(party), {})
        for name, data in named.items():
            if name == "base":
                checker.fault(
                    (*path, name),
                    "E-NAME",
                    "'base' is the name of the list under `preferences:`",
                    "name the alternative otherwise",
                    key=True,
                )
                continue
            edited_list = None if plain(party) in unsound else base.get(plain(party), INDIFFERENT)
            own[name] = read_preference(checker, (*path, name), data, rules, outcomes, edited_list)
    return base, alternatives


def read_preference(
    checker: Checker,
    path: Path_,
    data: PreferenceShape,
    rules: Sequence[Rule],
    outcomes: Mapping[str, Condition],
    base: Preference | None = None,
) -> Preference:
    """The preference at `path`, every mistake in it noted.

    base  what its edits change; None where that is at fault itself, so that no more is said.
    """
    return _Reader(checker, path, tuple(rules), outcomes).read(data, base)


def read_edited(
    checker: Checker, path: Path_, shapes: Sequence[EditShape], base: Preference, party: str
) -> Preference:
    """The preference `base` of `party` with its list edited; every mistake noted."""
    edits = read_edits(checker, path, shapes)
    statements = editable(checker, path, base, party)
    if edits is None or statements is None:
        return base
    changed = edited(checker, path, statements, edits)
    return base if changed is None else replace(base, basis=Priorities(changed))


def editable(
    checker: Checker, path: Path_, base: Preference, party: str
) -> tuple[Statement, ...] | None:
    """The statements that edits at `path` change; None, with the fault noted, where there are none.

    A party that wants nothing has an empty list.
    """
    if isinstance(base.basis, Priorities):
        return base.basis.statements
    kind = "degrees or chances alone" if base.basis is None else _KINDS[type(base.basis)]
    what = f"edits change a list of statements, and {party} has {kind}"
    checker.fault(path, "E-EDIT", what, "write the whole preference instead")
    return None


def _known_party(checker: Checker, path: Path_, party: str) -> bool:
    if plain(party) in checker.words.parties:
        return True
    guess = nearest(party, checker.words.parties)
    mend = f"did you mean '{guess}'?" if guess else one_of(checker.words.parties, "party")
    checker.fault(path, "E-PARTY", f"unknown party '{party}'", mend, key=True)
    return False


class _Reader:
    """Reads one party's preference under one reading."""

    def __init__(
        self,
        checker: Checker,
        path: Path_,
        rules: tuple[Rule, ...],
        outcomes: Mapping[str, Condition],
    ) -> None:
        self.checker, self.path, self.rules, self.outcomes = checker, path, rules, outcomes

    def read(self, data: PreferenceShape, base: Preference | None) -> Preference:
        given = [kind for kind in _BASES if getattr(data, kind) is not None]
        if len(given) > 1:
            self.checker.fault(
                self.path,
                "E-PREFERENCE",
                f"the preference is given in {len(given)} ways ({', '.join(given)})",
                "keep one of them",
            )
        if data.threshold is not None and data.payoffs is None:
            self.checker.fault(
                (*self.path, "threshold"),
                "E-PREFERENCE",
                "a threshold stands without payoffs",
                "write `payoffs:` beside it",
                key=True,
            )
        if not given and data.fuzzy is None and data.probability is None and not data.unknown:
            self.checker.absent(
                self.path,
                "E-PREFERENCE",
                "the preference says nothing",
                "write a list of statements, or one of: ranking, weights, payoffs, better",
            )
        if given[:1] == ["edit"]:
            return self._edited(data, base)
        return Preference(
            self._basis(data, given[0]) if given else None,
            self._unknown(data),
            self._table("fuzzy", data.fuzzy),
            self._table("probability", data.probability),
        )

    def _edited(self, data: PreferenceShape, base: Preference | None) -> Preference:
        """The party's base with an edited list; what else stands here replaces that of the base."""
        path: Path_ = (*self.path, "edit")
        if self.path[0] == "preferences":
            what = "edits change the list under `preferences:`, and stand under `alternatives:`"
            self.checker.fault(path, "E-EDIT", what, "write the list here", key=True)
            return INDIFFERENT
        if data.strength is not None:
            what = "'strength' does not go with 'edit'"
            mend = "write `{insert: {prefer: …, strength: much}, at: …}`"
            self.checker.fault((*self.path, "strength"), "E-EDIT", what, mend, key=True)
        if base is None:
            read_edits(self.checker, path, data.edit or [])
            return INDIFFERENT
        changed = read_edited(self.checker, path, data.edit or [], base, str(self.path[1]))
        return replace(
            changed,
            unknown=self._unknown(data) or changed.unknown,
            fuzzy=self._table("fuzzy", data.fuzzy) or changed.fuzzy,
            probability=self._table("probability", data.probability) or changed.probability,
        )

    def _basis(self, data: PreferenceShape, kind: str) -> Basis:
        if kind in ("priorities", "statements"):
            return self._priorities(data, kind)
        if kind == "ranking":
            return self._ranking(data.ranking or [])
        if kind == "weights":
            return self._weights(data.weights or {})
        if kind == "payoffs":
            return self._payoffs(data)
        return self._better(data.better or [])

    def _priorities(self, data: PreferenceShape, kind: str) -> Priorities:
        listed = self.path if self.checker.source.has((*self.path, 0)) else (*self.path, kind)
        much = {
            condition
            for k, text in enumerate(data.strength.much if data.strength else [])
            if (condition := self.checker.condition((*self.path, "strength", "much", k), text))
        }
        statements = []
        for k, line in enumerate(data.priorities or data.statements or []):
            path: Path_ = (*listed, k)
            if self.checker.source.has((*path, "prefer")):
                path = (*path, "prefer")
            if (condition := self.checker.condition(path, line.prefer)) is None:
                continue
            strong = line.strength in ("much", "great") or condition in much
            written = " ".join(line.prefer.split())
            statements.append(
                Statement(condition, line.because, tuple(line.evidence), strong, written)
            )
        for k, text in enumerate(data.strength.much if data.strength else []):
            condition = self.checker.words.condition(text)[0]
            if condition is not None and condition not in {one.prefer for one in statements}:
                self.checker.fault(
                    (*self.path, "strength", "much", k),
                    "E-PREFERENCE",
                    f"'{text}' is no statement of this list",
                    "write a statement as it stands in the list",
                )
        return Priorities(tuple(statements))

    def _ranking(self, classes: list[list[str]]) -> Ranking:
        seen: dict[str, Path_] = {}
        read = []
        for k, tied in enumerate(classes):
            names = []
            for j, text in enumerate(tied):
                path: Path_ = (*self.path, "ranking", k)
                if self.checker.source.has((*path, j)):
                    path = (*path, j)
                if (pattern := self._state(path, text, seen)) is not None:
                    names.append(pattern)
            read.append(tuple(names))
        return Ranking(tuple(read))

    def _state(
        self, path: Path_, text: str, seen: dict[str, Path_], key: bool = False
    ) -> str | None:
        """The pattern at `path`, which no state must fit twice and some feasible state must fit."""
        pattern = self.checker.pattern(path, text, key)
        if pattern is None:
            return None
        if pattern in seen:
            line = self.checker.source.place(seen[pattern])[0]
            first = f" (first in line {line})" if line else ""
            self.checker.fault(
                path,
                "E-STATE-TWICE",
                f"the state '{text}' stands here a second time{first}",
                "leave one out",
                key=key,
            )
            return None
        seen[pattern] = path
        broken = pattern_is_feasible(pattern, self.rules, self.checker.words, self.outcomes)
        if broken is not None:
            self.checker.fault(
                path,
                "E-INFEASIBLE-STATE",
                f"the state '{text}' is not feasible: it breaks {broken.named}",
                "leave it out, or mend the rule",
                key=key,
            )
            return None
        return pattern

    def _weights(self, weights: dict[str, Decimal]) -> Weights:
        items, written = [], []
        for text, weight in weights.items():
            path: Path_ = (*self.path, "weights", text)
            condition, faults = self.checker.words.condition(text)
            self.checker.faults(path, faults, key=True)
            if self._finite(path, weight) and condition is not None:
                items.append((condition, weight))
                written.append(" ".join(text.split()))
        return Weights(tuple(items), tuple(written))

    def _finite(self, path: Path_, number: Decimal) -> bool:
        """Whether the number can be computed with exactly; noted where it cannot."""
        if number.is_finite() and abs(number.adjusted()) <= 100:
            return True
        self.checker.fault(
            path, "E-VALUE", f"{number} is no usable number", "write a plain decimal"
        )
        return False

    def _share(self, path: Path_, number: Decimal) -> bool:
        if not self._finite(path, number):
            return False
        if not 0 <= number <= 1:
            self.checker.fault(path, "E-VALUE", f"{number} lies outside 0 to 1", "write a share")
            return False
        return True

    def _payoffs(self, data: PreferenceShape) -> Payoffs:
        seen: dict[str, Path_] = {}
        values = []
        for text, payoff in (data.payoffs or {}).items():
            path: Path_ = (*self.path, "payoffs", text)
            usable = self._finite(path, payoff)
            if (pattern := self._state(path, text, seen, key=True)) is not None and usable:
                values.append((pattern, payoff))
        where: Path_ = (*self.path, "threshold")
        if (
            data.threshold is not None
            and self._finite(where, data.threshold)
            and data.threshold < 0
        ):
            self.checker.fault(
                where,
                "E-VALUE",
                f"the threshold {data.threshold} is below zero",
                "write a number from 0 on",
            )
        return Payoffs(tuple(values), data.threshold)

    def _better(self, pairs: list[list[str]]) -> Better:
        read = []
        for k, (better, worse) in enumerate(pairs):
            path: Path_ = (*self.path, "better", k)
            first = self._state((*path, 0), better, {})
            second = self._state((*path, 1), worse, {})
            if first is None or second is None:
                continue
            if first == second:
                self.checker.fault(
                    path,
                    "E-PREFERENCE",
                    f"'{better}' cannot be better than itself",
                    "mend the pair",
                )
            elif (second, first) in read:
                self.checker.fault(
                    path,
                    "E-PREFERENCE",
                    f"'{better}' is better than '{worse}' here and worse above",
                    "leave one of the two pairs out",
                )
            else:
                read.append((first, second))
        return Better(tuple(read))

    def _unknown(self, data: PreferenceShape) -> tuple[tuple[Condition, Condition], ...]:
        pairs = []
        for k, (left, right) in enumerate(data.unknown):
            path: Path_ = (*self.path, "unknown", k)
            one = self.checker.condition((*path, 0), left)
            other = self.checker.condition((*path, 1), right)
            if one is not None and other is not None:
                pairs.append((one, other))
        return tuple(pairs)

    def _one_pair(
        self, path: Path_, key: str, above: dict[tuple[str, str], Decimal], pair: tuple[str, str]
    ) -> None:
        """Noted where a pair is of one state, or its number contradicts one that stands above."""
        one, other = pair
        number = above[pair]
        contrary = above.get((other, one))
        if one == other:
            what = f"'{one}' is not compared with itself"
            self.checker.fault(path, "E-PREFERENCE", what, "mend the pair")
        elif contrary is not None and (
            contrary + number > 1 or (key == "fuzzy" and contrary + number != 1)
        ):
            what = f"'{other}' over '{one}' is {contrary} above, and the contrary {number} here"
            sum_ = "1 together: leave one out" if key == "fuzzy" else "at most 1 together: mend one"
            self.checker.fault(path, "E-PREFERENCE", what, f"the two are {sum_}")

    def _table(self, key: str, data: PairTableShape | None) -> PairTable | None:
        if data is None:
            return None
        values = []
        above: dict[tuple[str, str], Decimal] = {}
        for k, (first, second, number) in enumerate(data.pairs):
            path: Path_ = (*self.path, key, "pairs", k)
            one = self._state((*path, 0), first, {})
            other = self._state((*path, 1), second, {})
            if self._share((*path, 2), number) and one is not None and other is not None:
                if above.setdefault((one, other), number) != number:
                    what = f"'{one}' over '{other}' is {above[one, other]} above and {number} here"
                    self.checker.fault(path, "E-PREFERENCE", what, "leave one of the two out")
                    continue
                self._one_pair(path, key, above, (one, other))
                values.append((one, other, number))
        thresholds = tuple(
            (name, number)
            for name in ("gamma", "alpha", "beta")
            if (number := getattr(data, name)) is not None
        )
        for name, number in thresholds:
            self._share((*self.path, key, name), number)
        return PairTable(tuple(values), thresholds)
